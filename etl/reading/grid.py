"""What every file becomes first: grids of cells, each cell as the file has it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import NamedTuple

from etl.problems import DataError, Problem

# Excel holds no longer cell; the csv module stops at four times as much without a word on the line.
LONGEST_CELL = 32_767
MOST_CELLS = 6_000_000
MOST_ROWS = 1_048_576

# What the cells of a file that are kept together may take, by the estimate of `Kept`.
MOST_KEPT = 192 << 20
# A place in a row, and what a text and another value take beside it.
PLACE, TEXT, VALUE = 8, 52, 26

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta


class Link(NamedTuple):
    """What a cell of a page leads to, whole where the page says where it stood, and the words that lead there."""

    address: str
    text: str


@dataclass(frozen=True)
class Grid:
    """A sheet of a workbook, a table of a page, or a text: rows of cells, "" where there is none.

    `name` is the sheet's name or what stands above the table; `first_line` the line of the file (or row of the sheet)
    of the first row; `links` what a cell leads to, by row and column from 0; `formulas` the cells that are one.
    """

    file: str
    name: str
    rows: list[list[Cell]]
    first_line: int = 1
    links: dict[tuple[int, int], list[Link]] = field(default_factory=dict)
    lines: list[int] | None = None
    formulas: frozenset[tuple[int, int]] = frozenset()

    def line(self, row: int) -> int:
        """Return the line of the file on which a row (from 0) stands."""
        return self.lines[row] if self.lines is not None else self.first_line + row


class Kept:
    """Counts what the cells of a file take, so that a file that would not fit is refused before memory ends."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.size = 0

    def add(self, rows: list[list[Cell]]) -> None:
        """Count some more rows. Raises DataError when it is too much."""
        places = sum(map(len, rows))
        texts = [len(cell) for row in rows for cell in row if type(cell) is str]
        self.size += PLACE * places + TEXT * len(texts) + sum(texts) + VALUE * (places - len(texts))
        if self.size > MOST_KEPT:
            rule = f"its cells take more than {MOST_KEPT >> 20} MB; take out the columns and rows that are not needed, or bring it in parts"
            raise refusal(self.file, rule)


def refusal(file: str, rule: str, value: str | None = None, line: int | None = None) -> DataError:
    """Return the error that refuses a whole file for one reason."""
    return DataError([Problem(file, line, None, value, rule)])
