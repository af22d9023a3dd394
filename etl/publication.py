"""What a module in etl/sources says of a file that a user brings: where its text is, and what its columns mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO


@dataclass(frozen=True)
class Reference:
    """What we know: HS codes of the product table with their revisions, and areas by any spelling.

    An area whose value is None is known and left out: it is no country.
    """

    revisions: dict[str, frozenset[str]]
    areas: dict[str, str | None]


@dataclass(frozen=True)
class Text:
    """One CSV text in the file: its name in messages, how to open it, and the year that all its rows must have.

    `done` returns which share of an open stream has been read. Only a packed text proves by itself that it is whole.
    `skipped` is the number of lines of the file before its first one here.
    """

    name: str
    open: Callable[[], IO[bytes]]
    done: Callable[[IO[bytes]], float]
    is_packed: bool
    year: int | None = None
    skipped: int = 0


@dataclass(frozen=True)
class Output:
    """Rows to write, one Parquet file a year: `<name>_<year>.parquet`.

    `select` is SQL with the columns of trade_flows. With `merge_on` the rows of an earlier import stay, apart from
    those that have the same values in these columns as a new row; without it the new file takes the old one's place.
    """

    name: str
    select: str
    merge_on: tuple[str, ...] = ()


@dataclass(frozen=True)
class Publication:
    """A publisher's file, understood but not read yet.

    `columns` are the columns to read and their Arrow types; those in `optional` may be missing (of each tuple in
    `either` one must be there), others may stand beside them unless `is_exact`. `rename` turns the publisher's name of a
    column into that, and a cell ends at the one of `delimiters` that the header has. A row is kept when its `code_column` is one of `codes`. The SQL works on the tables
    `kept` (the columns and `line`), `areas` (spelling, area_iso3) and `numbers` (number, spelling), and {year} in it
    is the year of the text. Texts are understood one after the other, each by itself, or all together if `is_joint`.
    `faults` select line, column, value and rule of what must not be, `remarks` select what
    the user should know.
    """

    label: str
    texts: list[Text]
    columns: dict[str, str]
    code_column: str
    codes: list[str]
    views: list[str]
    faults: list[str]
    outputs: list[Output]
    optional: frozenset[str] = frozenset()
    either: tuple[tuple[str, ...], ...] = ()
    delimiters: str = ","
    rename: Callable[[str], str] = str.lower
    is_exact: bool = False
    is_joint: bool = False
    areas: dict[str, str | None] = field(default_factory=dict)
    numbers: dict[int, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
