"""The only door to the warehouse: read-only, locked down, cached by build."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from pathlib import Path
from sys import getsizeof
from threading import Timer
from typing import Any, TypeVar

import duckdb
import numpy as np
import pandas as pd
from pandas.api.internals import create_dataframe_from_blocks

from dashboard.core.cache import Cache

POINTER = Path(__file__).parents[2] / "data" / "warehouse" / "article6.duckdb"
_PARAMETER = re.compile(r"\$([a-z]\w*)")
# Frames here are small and read row by row, for which a text out of Arrow has to be made anew each time.
pd.set_option("mode.string_storage", "python")
warnings.filterwarnings("ignore", "Arrow output on a DB-API result", UserWarning)
Value = str | int | float | bool | date | tuple[str, ...]
Row = Mapping[str, Any]
A = TypeVar("A")


# Beside the pointer: the file of each recorded edition that is kept, called by its release (2026-11-22.duckdb).
EDITIONS = "editions"
_read_now: ContextVar[str] = ContextVar("read_now", default="")


class WarehouseMissingError(Exception):
    """There is no warehouse yet; `python -m etl build` makes it. `said` tells the operator on the page what to do."""

    said = "There is no warehouse to read. Run `make run`, or `python -m etl build`, and reload this page."


class WarehouseDamagedError(WarehouseMissingError):
    """The file of the warehouse is damaged or can't be opened; another build takes its place."""

    said = "The warehouse can't be read: its file is damaged or closed to this server. Run `python -m etl build`, and reload this page."


class TooSlowError(Exception):
    """A query took longer than it may."""


def build_id() -> str:
    """Return the file name of the warehouse that the pointer names now.

    It changes when a new warehouse is built, and with it every cached answer.
    Within `reading` it is the one that is read there. Raises WarehouseMissingError before the first build.
    """
    if one := _read_now.get():
        return one
    try:
        os.stat(POINTER)
    except OSError:
        raise WarehouseMissingError(f"{POINTER} does not exist; run: python -m etl build") from None
    # Asked hundreds of times for a page: the link is read, not each folder above it.
    try:
        return os.path.basename(os.readlink(POINTER))
    except OSError:
        return POINTER.name


@contextmanager
def reading(build: str) -> Iterator[None]:
    """Let this thread read another warehouse for a while: an edition that is kept, by its file beside the pointer."""
    token = _read_now.set(build)
    try:
        yield
    finally:
        _read_now.reset(token)


def editions() -> list[Path]:
    """Return the files of the editions that are kept."""
    return sorted((POINTER.parent / EDITIONS).glob("[0-9]*.duckdb"))


def ask(sql: str, **parameters: Value) -> pd.DataFrame:
    """Return the rows of a query with named parameters ($name); tuples become lists. Those that it doesn't name are left aside.

    The frame is the caller's own. Raises WarehouseMissingError before the first build.
    """
    named = _parameters(sql)
    build, values = build_id(), tuple(sorted((name, value) for name, value in parameters.items() if name in named))
    # Frames share their columns until one of them is written to (copy on write), so a shallow copy is the caller's own.
    found: pd.DataFrame = answers.get((build, sql, values), lambda: _ask(build, sql, values, _frame))
    return found.copy(deep=False)


def ask_rows(sql: str, **parameters: Value) -> tuple[Row, ...]:
    """Return the rows of such a query as plain values by the names of its columns, NULL as None: for who reads a few of them and adds up nothing.

    They are kept as they are, and shared: nobody writes to them. Raises WarehouseMissingError before the first build.
    """
    named = _parameters(sql)
    build, values = build_id(), tuple(sorted((name, value) for name, value in parameters.items() if name in named))
    found: tuple[Row, ...] = answers.get((build, sql, values, "rows"), lambda: _ask(build, sql, values, _rows))
    return found


def fetch(sql: str, seconds: float, **parameters: Value) -> Any:
    """Return the rows of such a query as an Arrow table. They are not kept: who asks for page after page of a table takes no room from the pages.

    Raises TooSlowError after so many seconds, WarehouseMissingError before the first build.
    """
    named = _parameters(sql)
    values = {
        name: list(value) if isinstance(value, tuple) else value for name, value in parameters.items() if name in named
    }
    build = build_id()
    with _connection(build).cursor() as cursor:
        timer = Timer(seconds, cursor.interrupt)
        timer.start()
        try:
            # A relation (.sql) would bind the query twice, which takes longer than the copy of which it warns here.
            return cursor.execute(_parsed(build, sql), values).to_arrow_table()
        except duckdb.InterruptException:
            raise TooSlowError(f"the query took more than {seconds:g} seconds") from None
        finally:
            timer.cancel()


@lru_cache(maxsize=512)
def _parameters(sql: str) -> frozenset[str]:
    return frozenset(_PARAMETER.findall(sql))


# A question is read once, not each time that it is asked: reading took a sixth of its time. Threads share what was read; each asks a copy of it.
@lru_cache(maxsize=512)
def _parsed(build: str, sql: str) -> duckdb.Statement:
    (statement,) = _connection(build).extract_statements(sql)
    return statement


# What a frame takes besides its cells: most answers are so small that it is nearly all (tests/dashboard/test_cache_bytes.py).
FRAME = 8_000
# What a value of a row takes with its name and its part of the row.
VALUE = 120


def size(answer: pd.DataFrame | tuple[Row, ...]) -> int:
    """Return about how many bytes an answer takes."""
    return _size_of_frame(answer) if isinstance(answer, pd.DataFrame) else VALUE * (1 + sum(map(len, answer)))


def _size_of_frame(frame: pd.DataFrame) -> int:
    # Of many rows some are weighed: to weigh each text took as long as to ask for it.
    step = 1 + len(frame) // 40
    cells = frame.select_dtypes("object", exclude="str").to_numpy()[::step].ravel().tolist()
    return FRAME + 8 * int(frame.size) + step * sum(map(getsizeof, cells))


answers: Cache[Any] = Cache(14 * 2**20, size)


# What DuckDB raises for a file that is cut off, overwritten or closed to us, when it is opened or when a block of it is read.
_UNREADABLE = (duckdb.IOException, duckdb.FatalException, duckdb.InternalException, duckdb.SerializationException)


def _ask(
    build: str,
    sql: str,
    parameters: tuple[tuple[str, Value], ...],
    read: Callable[[duckdb.DuckDBPyConnection], A],
) -> A:
    named = {name: list(value) if isinstance(value, tuple) else value for name, value in parameters}
    # A cursor per query: one connection shared between the threads of visitors fails.
    try:
        with _connection(build).cursor() as cursor:
            return read(cursor.execute(_parsed(build, sql), named))
    except duckdb.Error as error:
        # A block that doesn't match its checksum is an Error of no kind.
        if type(error) is not duckdb.Error and not isinstance(error, _UNREADABLE):
            raise
        _connection.cache_clear()
        raise WarehouseDamagedError(f"{POINTER.with_name(build)} can't be read: {error}") from error


def _frame(found: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return what .df() does, but for text: NULL in it is None, so that `if row["note"]` means what it says.

    pandas would make every text an Arrow string first, which took as long as the query, and look through each column for what it holds.
    """
    kinds = [kind for _, kind, *_ in found.description]
    read = found.fetchnumpy()
    alike: dict[Any, list[tuple[int, Any]]] = {}
    blocks: list[tuple[Any, Any]] = []
    for place, (values, kind) in enumerate(zip(read.values(), kinds, strict=True)):
        column = _column(values, kind)
        if isinstance(column, np.ndarray):
            alike.setdefault(column.dtype, []).append((place, column))
        else:
            blocks.append((column, np.array([place])))
    # Columns of one type lie together, so that a page which takes rows out of a frame does it for five blocks, not for forty columns.
    for columns in alike.values():
        blocks.append((np.stack([column for _, column in columns]), np.array([place for place, _ in columns])))
    rows = pd.RangeIndex(len(next(iter(read.values()), ())))
    return create_dataframe_from_blocks(blocks, rows, _index(tuple(read)))


# The same names and the same scales are read over and over.
@lru_cache(maxsize=512)
def _index(names: tuple[str, ...]) -> Any:
    return pd.Index(names, dtype="str")


@lru_cache(maxsize=64)
def _scale(words: tuple[str, ...]) -> Any:
    return pd.CategoricalDtype(_index(words), ordered=True)


def _rows(found: duckdb.DuckDBPyConnection) -> tuple[Row, ...]:
    names = [name for name, *_ in found.description]
    return tuple(dict(zip(names, row, strict=True)) for row in found.fetchall())


def _column(values: Any, kind: Any) -> Any:
    missing = np.ma.getmaskarray(values) if isinstance(values, np.ma.MaskedArray) else None
    if kind.id == "enum":
        words = values if missing is None else np.where(missing, None, values.data)
        return pd.Categorical(words, dtype=_scale(tuple(kind.children[0][1])))
    if missing is None:
        return values
    if values.dtype == object:
        return np.where(missing, None if kind.id in ("varchar", "null") else pd.NA, values.data)
    match values.dtype.kind:
        case "i" | "u":
            return pd.arrays.IntegerArray(values.data, missing)
        case "b":
            return pd.arrays.BooleanArray(values.data, missing)
        case "f":
            return values.filled(np.nan)
    return values.filled(values.dtype.type("NaT"))


# What DuckDB looks for in a query to read and sort large tables faster: of ours, which are small, it took an eighth of the time of the questions of a page and saved none
# that was seen. Answers are the same.
_NO_GAIN = (
    "common_subplan", "compressed_materialization", "join_filter_pushdown", "projection_pullup", "statistics_propagation",
)  # fmt: skip


# Keyed by the name of the build: a new connect() to one path would return old data while an old one is open. Two, for those
# who still read the build before, and two for editions that are kept.
@lru_cache(maxsize=4)
def _connection(build: str) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(
        str(POINTER.parent / build),
        read_only=True,
        config={
            "enable_external_access": "false",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
            "memory_limit": "200MB",
            # Most questions are too small to share between cores, and visitors keep the others busy.
            "threads": "1",
            "disabled_optimizers": ",".join(_NO_GAIN),
            "lock_configuration": "true",
        },
    )
