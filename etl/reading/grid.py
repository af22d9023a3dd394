"""What every file becomes first: grids of cells, each cell as the file has it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from etl.problems import DataError, Problem

# Excel holds no longer cell; the csv module stops at four times as much without a word on the line.
LONGEST_CELL = 32_767
MOST_CELLS = 6_000_000
MOST_ROWS = 1_048_576

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta


@dataclass(frozen=True)
class Grid:
    """A sheet of a workbook, a table of a page, or a text: rows of cells, "" where there is none.

    `name` is the sheet's name or what stands above the table; `first_line` the line of the file (or row of the sheet)
    of the first row; `links` the addresses in a cell, by row and column from 0.
    """

    file: str
    name: str
    rows: list[list[Cell]]
    first_line: int = 1
    links: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    lines: list[int] | None = None

    def line(self, row: int) -> int:
        """Return the line of the file on which a row (from 0) stands."""
        return self.lines[row] if self.lines is not None else self.first_line + row


def refusal(file: str, rule: str, value: str | None = None, line: int | None = None) -> DataError:
    """Return the error that refuses a whole file for one reason."""
    return DataError([Problem(file, line, None, value, rule)])
