"""A brought file of any readable kind to its grids."""

from __future__ import annotations

from etl.reading import kinds, page, text, workbook
from etl.reading.grid import Grid
from etl.sources.publisher import Brought


def grids(
    file: Brought, accepted: tuple[str, ...] = (kinds.WORKBOOK, kinds.PAGE, kinds.TEXT), address: str = ""
) -> list[Grid]:
    """Return the sheets of a workbook, the tables of a page (that stood at `address`, where it does not say), or the one grid of a text.

    Raises DataError for a file that is none of the `accepted` kinds, is named as another, damaged, or beyond the bounds.
    """
    kind = kinds.kind_of(file, accepted)
    if kind == kinds.WORKBOOK:
        book = workbook.sheets(file)
        return [book.grid(name) for name in book.names]
    return page.tables(file, address) if kind == kinds.PAGE else [text.grid(file)]
