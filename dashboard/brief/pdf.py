"""The brief as a PDF of two A4 pages, typeset by Typst."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

from dashboard.brief.content import Brief
from dashboard.brief.sheet import MOST_ROWS, Sheet, lay_out

HERE = Path(__file__).parent
PAGES = 2
_STEP = 3


def make(brief: Brief) -> bytes:
    """Return the PDF: two pages, tagged (PDF/UA-1), with its fonts, the same bytes for the same brief.

    Tables are cut until everything fits. Raises RuntimeError when even the shortest tables do not fit.
    """
    # Imported here: the library weighs 80 MB and is needed on a click alone.
    import typst

    compiler = typst.Compiler(root=HERE, font_paths=[str(HERE / "fonts")], ignore_system_fonts=True)
    for rows in range(min(MOST_ROWS, sum(len(table.rows) for table in brief.tables)), -_STEP, -_STEP):
        sheet = lay_out(brief, max(rows, 0))
        document = compiler.compile(
            input=HERE / "brief.typ",
            format="pdf",
            sys_inputs={"sheet": json.dumps(_dated(sheet))},
            pdf_standards=["ua-1"],
            timestamp=datetime.combine(date.fromisoformat(sheet["edition_iso"]), datetime.min.time(), UTC),
        )
        if page_count(document) == PAGES:
            return bytes(document)
    raise RuntimeError(f"The brief on {brief.key} does not fit two pages.")


def page_count(document: bytes) -> int:
    """Return the number of pages of a PDF that Typst wrote."""
    return len(re.findall(rb"/Type\s*/Page\b", document))


def _dated(sheet: Sheet) -> Sheet:
    year, month, day = (int(part) for part in sheet["edition_iso"].split("-"))
    return sheet | {"edition_date": {"year": year, "month": month, "day": day}}
