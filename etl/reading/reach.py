"""How far the cells of some rows of a sheet reach, before anything makes cells of them.

As every programme that is known writes them (`<c r="B2"`), tens of megabytes are looked through at once by NumPy; rows that are
written otherwise, as XML well may, take a slower way that can only see them too large.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

# However a cell and a row may be written.
REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
NUMBERED_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\sr\s*=\s*["'](\d{1,7})["']""")
ROW_END = re.compile(rb"(?:</(?:\w+:)?row\s*>|<(?:\w+:)?row\b[^>]*/>)")

Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.intp]
Truths = npt.NDArray[np.bool_]
MOST_DIGITS = 7


def _table(letters: bytes) -> Truths:
    table = np.zeros(256, dtype=np.bool_)
    table[list(letters)] = True
    return table


IS_END, IS_SHORT = _table(b" >/\t\n\r"), _table(b"cvft")


@dataclass(frozen=True)
class Reach:
    """The first and last row, the last column (all from 1), how many cells and formulas, and whether rows are numbered.

    Where it can be told, `edges` has the places at which cells begin and rows end, and `columns` those of the cells, 0 for
    the end of a row.
    """

    first: int
    last: int
    width: int
    cells: int
    formulas: int
    is_numbered: bool = True
    edges: Places | None = None
    columns: Places | None = None


def reach_of(rows: bytes) -> Reach:
    """Return how far the cells reach; where that is not told, not less than they can."""
    return _as_usual(rows) or _as_may_be(rows)


def without_others(rows: bytes, reach: Reach, columns: frozenset[int]) -> bytes:
    """Return the rows without cells of other columns than these (from 1), where it is told which they are; else as they are.

    Making cells costs more than looking where they stand.
    """
    if reach.edges is None or reach.columns is None:
        return rows
    is_kept = np.isin(reach.columns, [0, *columns])
    lengths = np.diff(reach.edges, prepend=0, append=len(rows))
    kept: Bytes = np.frombuffer(rows, dtype=np.uint8)[np.repeat(np.concatenate([[True], is_kept]), lengths)]
    return kept.tobytes()


def column_of(letters: bytes) -> int:
    """Return the number of a column (1 for A) by its letters."""
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return column


def _as_usual(rows: bytes) -> Reach | None:
    """Return the reach of rows that have only such tags as are known, each cell with its name first; None for others."""
    # So that what stands behind the last tag can be looked at as well.
    text = np.frombuffer(rows + b" " * 16, dtype=np.uint8)
    tags = np.flatnonzero(text[:-16] == ord("<"))
    first, second, third = text[tags + 1], text[tags + 2], text[tags + 3]
    ends = IS_END[second]
    is_o_row = (second == ord("o")) & (third == ord("w")) & IS_END[text[tags + 4]]
    is_close = first == ord("/")
    is_row = (first == ord("r")) & is_o_row
    is_inline = (first == ord("i")) & (second == ord("s")) & IS_END[third]
    if not np.all((IS_SHORT[first] & ends) | is_close | is_row | is_inline):
        return None
    is_cell = (first == ord("c")) & ends
    cells = tags[is_cell]
    if not all(np.all(text[cells + 2 + place] == letter) for place, letter in enumerate(b' r="')):
        return None
    columns, numbers = _names(text, cells + 6)
    formulas = int(np.count_nonzero((first == ord("f")) & ends))
    if not len(cells):
        return Reach(1, 0, 0, 0, formulas)
    if not numbers.all() or not columns.all():
        return None
    is_edge = is_cell | (is_close & (second == ord("r")) & (third == ord("o")))
    at = np.zeros(len(tags), dtype=np.intp)
    at[is_cell] = columns
    return Reach(
        int(numbers.min()),
        int(numbers.max()),
        int(columns.max()),
        len(cells),
        formulas,
        edges=tags[is_edge],
        columns=at[is_edge],
    )


def _names(text: Bytes, places: Places) -> tuple[Places, Places]:
    """Return column and row of the names that begin at `places`; 0 for what is no name such as B2."""
    columns = np.zeros(len(places), dtype=np.intp)
    numbers = np.zeros(len(places), dtype=np.intp)
    at = places.copy()
    for _ in range(3):
        letter = text[at]
        is_letter = (letter >= ord("A")) & (letter <= ord("Z"))
        columns = np.where(is_letter, columns * 26 + letter - 64, columns)
        at = at + is_letter
    for _ in range(MOST_DIGITS):
        digit = text[at]
        is_digit = (digit >= ord("0")) & (digit <= ord("9"))
        numbers = np.where(is_digit, numbers * 10 + digit - 48, numbers)
        at = at + is_digit
    return columns, np.where(text[at] == ord('"'), numbers, 0)


def _as_may_be(rows: bytes) -> Reach:
    references = set(REFERENCE.findall(rows))
    numbered = NUMBERED_ROW.findall(rows)
    numbers = {int(number) for _, number in references} | set(map(int, numbered))
    counts = [len(CELL.findall(row)) for row in ROW_END.split(rows)]
    # A cell without a name stands after the one before it.
    width = max((column_of(letters) for letters in {letters for letters, _ in references}), default=0) + max(counts)
    formulas = len(FORMULA.findall(rows))
    if not numbers:
        return Reach(1, len(counts), width, sum(counts), formulas, is_numbered=False)
    # A row without a number stands after the one before it.
    last = max(numbers) + max(0, len(counts) - 1 - len(numbered))
    return Reach(min(numbers), last, width, sum(counts), formulas)
