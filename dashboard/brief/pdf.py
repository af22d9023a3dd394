"""The brief as a PDF of two A4 pages, typeset by Typst."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, time
from pathlib import Path
from typing import cast

from dashboard.brief.record import Brief
from dashboard.brief.sheet import MOST_ROWS, Sheet, lay_out

HERE = Path(__file__).parent
PAGES = 2


def fit(brief: Brief) -> tuple[Sheet, bytes]:
    """Return the sheet with the longest tables that fit two pages, and its PDF.

    The PDF is tagged (PDF/UA-1), has its fonts in it, and is the same bytes for the same brief. Raises RuntimeError
    when even the shortest tables do not fit.
    """
    # Imported here: the library weighs 80 MB and is needed on a click alone.
    import typst

    compiler = typst.Compiler(root=HERE, font_paths=[str(HERE / "fonts")], ignore_system_fonts=True)

    def typeset(rows: int) -> tuple[Sheet, bytes]:
        sheet = lay_out(brief, rows)
        document = compiler.compile(
            input=HERE / "brief.typ",
            format="pdf",
            sys_inputs={"sheet": json.dumps(_dated(sheet))},
            pdf_standards=["ua-1"],
            timestamp=datetime.combine(brief.edition_on, time(), UTC),
        )
        return sheet, cast(bytes, document)

    fitting: tuple[Sheet, bytes] | None = None
    fewest, most = 0, min(MOST_ROWS, sum(len(table.rows) for table in brief.tables if table.path))
    while fewest <= most:
        rows = (fewest + most + 1) // 2
        tried = typeset(rows)
        if page_count(tried[1]) == PAGES:
            fitting, fewest = tried, rows + 1
        else:
            most = rows - 1
    if fitting is None:
        raise RuntimeError(f"The brief on {brief.key} does not fit two pages.")
    return fitting


def page_count(document: bytes) -> int:
    """Return the number of pages of a PDF that Typst wrote."""
    return len(re.findall(rb"/Type\s*/Page\b", document))


def _dated(sheet: Sheet) -> Sheet:
    year, month, day = (int(part) for part in sheet["edition_iso"].split("-"))
    return sheet | {"edition_date": {"year": year, "month": month, "day": day}}
