"""A document as a PDF of A4 pages, typeset by Typst."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, time
from io import BytesIO
from pathlib import Path

import segno

from dashboard.render.paper import press
from dashboard.render.paper.press import Press
from dashboard.render.paper.record import Paper
from dashboard.render.paper.sheet import Sheet, lay_out

HERE = Path(__file__).parent


def fit(paper: Paper) -> tuple[Sheet, bytes]:
    """Return the fullest sheet that fits the pages that a document may have, and its PDF: spare blocks go first, then tables lose rows.

    The PDF is tagged (PDF/UA-1), has its fonts in it, and is the same bytes for the same document. Raises RuntimeError
    when even the shortest tables do not fit.
    """
    with press.at_work() as at_work:
        if not paper.sheets:
            whole = lay_out(paper)
            return whole, typeset(whole, paper, at_work)
        # Each size is shorter than the one before: fewer spare blocks, then fewer rows.
        sizes = [(without, 0) for without in range(paper.spare + 1)]
        sizes += [(paper.spare, fewer) for fewer in range(1, paper.longest + 1)]
        fullest, shortest = 0, len(sizes) - 1
        fitting: tuple[Sheet, bytes] | None = None
        while fullest <= shortest:
            middle = (fullest + shortest) // 2
            sheet = lay_out(paper, *sizes[middle])
            document = typeset(sheet, paper, at_work)
            if page_count(document) <= paper.sheets:
                fitting, shortest = (sheet, document), middle - 1
            else:
                fullest = middle + 1
    if fitting is None:
        raise RuntimeError(f"{paper.kind} {paper.title} does not fit {paper.sheets} pages.")
    return fitting


def typeset(sheet: Sheet, paper: Paper, at_work: Press) -> bytes:
    """Return a sheet as a PDF, however many pages it takes."""
    day = paper.edition_on
    shown = sheet | {"date": {"year": day.year, "month": day.month, "day": day.day}, "code": code(sheet["address"])}
    return at_work.typeset(
        HERE / "paper.typ",
        "pdf",
        {"sheet": json.dumps(shown)},
        root=str(HERE.parents[1]),
        pdf_standards=["ua-1"],
        timestamp=datetime.combine(day, time(), UTC).isoformat(),
    )


def page_count(document: bytes) -> int:
    """Return the number of pages of a PDF that Typst wrote."""
    return len(re.findall(rb"/Type\s*/Page\b", document))


def code(address: str) -> str:
    """Return the QR code of an address as one <svg>; "" where there is no address."""
    if not address:
        return ""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", border=0, xmldecl=False, omitsize=True, dark="#1a2530"
    )
    return drawn.getvalue().decode()
