"""Which lines of a text may have a wanted code, told from its bytes: most rows of a publisher's file are of other codes, and to make
cells of them costs most of the time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Places = npt.NDArray[np.intp]

NEWLINE, QUOTE = 10, b'"'
# Digits of a code, read two by two; a cell of another length, or with anything else in it, may be any code.
DIGITS = 6
# Where more than one row in so many may be wanted, choosing costs more than it saves.
FEW = 4


def _numbers() -> npt.NDArray[np.int32]:
    """Return the number that two bytes write, by the number that they are; -1 where they are no digits."""
    numbers = np.full(1 << 16, -1, dtype=np.int32)
    numbers[[int.from_bytes(f"{number:02}".encode(), "little") for number in range(100)]] = np.arange(100)
    return numbers


NUMBERS = _numbers()


@dataclass(frozen=True)
class Lines:
    """The lines that may have a wanted code, and where they stand among all `count` lines (from 0)."""

    count: int
    places: Places
    text: bytes


def likely(block: bytes, delimiter: str, width: int, column: int, wanted: pa.Array) -> Lines | None:
    """Return the lines of a block whose cell in `column` (from 0) may be a wanted code; no line that has one is left out.

    None where it can't be told: a line that has quotes or is no row of `width` cells, or too many lines that may be wanted.
    """
    if QUOTE in block or width < 2 or len(block) <= DIGITS or not block.endswith(b"\n"):
        return None
    text = np.frombuffer(block, dtype=np.uint8)
    is_end = text == NEWLINE
    marks = np.flatnonzero(is_end | (text == ord(delimiter)))
    count = len(marks) // width
    if len(marks) % width or np.count_nonzero(is_end) != count:
        return None
    cells = marks.reshape(count, width)
    line_ends = cells[:, -1]
    if not np.all(text[line_ends] == NEWLINE):
        return None
    starts = np.concatenate([[0], line_ends[:-1] + 1])
    begin = starts if column == 0 else cells[:, column - 1] + 1
    places = _may_be(block, begin, cells[:, column], wanted)
    if len(places) * FEW > count:
        return None
    spans = zip(starts[places].tolist(), (line_ends[places] + 1).tolist(), strict=True)
    return Lines(count, places, b"".join([block[start:end] for start, end in spans]))


def _may_be(block: bytes, begin: Places, end: Places, wanted: pa.Array) -> Places:
    """Return the numbers of the cells that may hold a wanted code."""
    pairs = np.ndarray((len(block) - 1,), dtype="<u2", buffer=block, strides=(1,))
    codes = np.array([int(code) for code in wanted.to_pylist()])
    # The last place of each is for what is no pair of digits.
    is_chapter, is_code = np.zeros(101, dtype=np.bool_), np.zeros(10**DIGITS, dtype=np.bool_)
    is_chapter[[-1, *(codes // 10_000)]] = is_code[codes] = True
    first = end - DIGITS
    found = np.flatnonzero(is_chapter[NUMBERS[pairs[first]]])
    first = first[found]
    parts = [NUMBERS[pairs[first + place]] for place in range(0, DIGITS, 2)]
    is_no_number = np.min(parts, axis=0) < 0
    found = found[is_no_number | is_code[parts[0] * 10_000 + parts[1] * 100 + parts[2]]]
    others = np.flatnonzero(end - begin != DIGITS)
    return np.union1d(found, others) if len(others) else found
