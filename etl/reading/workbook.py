"""Excel workbooks: the cells of their sheets, piece by piece, so that memory is bounded whatever the size of the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import python_calamine as calamine

from etl.reading.grid import Cell, Grid, Kept, refusal
from etl.reading.parts import UNREADABLE, Parts
from etl.sources.publisher import Brought

MOST_RANGES = 10_000


@dataclass(frozen=True)
class Rows:
    """Some rows of a sheet: the number of the first (from 0), their cells, and which of these are formulas."""

    start: int
    rows: list[list[Cell]]
    formulas: frozenset[tuple[int, int]]
    merged: list[tuple[tuple[int, int], tuple[int, int]]]


class Sheets:
    """The sheets of a workbook, read one by one."""

    def __init__(self, file: Brought, parts: Parts) -> None:
        self.file = file.name
        self.names = list(parts.sheets)
        self._parts = parts
        self._kept = Kept(file.name)

    def pieces(self, name: str, columns: frozenset[int] = frozenset()) -> Iterator[Rows]:
        """Yield the rows of a sheet in pieces, each row as wide as the last cell of its piece; with `columns` (from 0) others
        may be empty.

        Raises DataError for what can't be read, or reaches beyond the bounds.
        """
        end = 0
        try:
            for piece in self._parts.pieces(name, frozenset(column + 1 for column in columns)):
                book = calamine.CalamineWorkbook.from_filelike(self._parts.as_workbook(name, piece))
                sheet = book.get_sheet_by_name(name)
                top, left = sheet.start or (0, 0)
                rows: list[list[Cell]] = sheet.to_python(skip_empty_area=True)
                if left:
                    rows = [[""] * left + row for row in rows]
                merged = sheet.merged_cell_ranges or []
                start = top if piece.is_numbered else end + top
                yield Rows(start, rows, piece.formulas, merged)
                end = start + len(rows)
        except (calamine.CalamineError, *UNREADABLE) as error:
            raise refusal(self.file, f"sheet {name} can't be read ({error})") from None

    def grid(self, name: str) -> Grid:
        """Return the cells of a sheet; merged cells all hold their text or day. Raises DataError as `pieces` does."""
        rows: list[list[Cell]] = []
        formulas: set[tuple[int, int]] = set()
        merged: list[tuple[tuple[int, int], tuple[int, int]]] = []
        empty: list[Cell] = []
        for piece in self.pieces(name):
            rows += [empty] * (piece.start - len(rows))
            self._kept.add(piece.rows)
            rows += piece.rows
            formulas |= piece.formulas
            merged += piece.merged
        _repeat_merged(rows, merged)
        return Grid(f"{self.file}, sheet {name}", name, rows, formulas=frozenset(formulas))


def sheets(file: Brought) -> Sheets:
    """Return the sheets of a workbook. Raises DataError for what is no sound workbook, or too large to be one."""
    try:
        return Sheets(file, Parts(file))
    except UNREADABLE as error:
        raise refusal(file.name, f"is damaged or cut short, and no workbook ({error})") from None


def _repeat_merged(rows: list[list[Cell]], ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Write the first cell of merged ones into all of them; a number stays alone, for repeated it would be added twice."""
    for (top, left), (bottom, right) in ranges[:MOST_RANGES]:
        if top >= len(rows) or left >= len(rows[top]) or isinstance(rows[top][left], int | float):
            continue
        for row in rows[top : bottom + 1]:
            row[left : right + 1] = [rows[top][left]] * len(row[left : right + 1])
