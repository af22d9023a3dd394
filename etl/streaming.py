"""Streams the rows of a publication of trade into Parquet files, one an output and year, in the columns of trade_flows."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa

from etl import interrupt
from etl.problems import DataError, Problem, shorten
from etl.publication import Output, Publication, Text
from etl.stream import kept_rows

MEMORY = "512MB"
# Of each rule broken; a file of the wrong sort breaks it millions of times.
SHOWN = 20
# Rows that are inserted together: each insert costs as much as some thousands of rows.
AT_ONCE = 50_000
# A line of the second of several texts that are understood together has this much added to its number.
TEXT_STEP = 1 << 40
TYPES = {"int32": "INTEGER", "double": "DOUBLE", "string": "VARCHAR"}

Say = Callable[[str], None]


def write(publication: Publication, staged: Path, years: range | None, say: Say) -> int:
    """Write the rows of all texts into the folder `staged`, and return how many. Raises DataError with what is wrong."""
    try:
        return _write(publication, staged, years, say)
    except duckdb.IOException as error:
        rule = f"can't be written ({shorten(str(error).splitlines()[0], 200)})"
        raise DataError([Problem("data/imported", None, None, None, rule)]) from None
    except duckdb.Error as error:
        # A value that no rule foresaw; better refused with DuckDB's words than a program that ends.
        rule = f"has a value that can't be worked with ({shorten(str(error).splitlines()[0], 200)})"
        raise DataError([Problem(publication.texts[0].name, None, None, None, rule)]) from None


def _write(publication: Publication, staged: Path, years: range | None, say: Say) -> int:
    spill = staged / "spill"
    settings: dict[str, str | bool | int | float | list[str]] = {"memory_limit": MEMORY, "temp_directory": str(spill)}
    written = 0
    with duckdb.connect(config=settings) as connection:
        _tell_areas(connection, publication)
        for group in [publication.texts] if publication.is_joint else [[text] for text in publication.texts]:
            _empty(connection, publication)
            for number, text in enumerate(group):
                _stream(connection, publication, text, number * TEXT_STEP, say)
            written += _understand(connection, publication, group, staged, years, say)
    shutil.rmtree(spill, ignore_errors=True)
    if not written:
        name = publication.texts[0].name
        raise DataError([Problem(name, None, None, None, "has no row between two known countries to import")])
    return written


def _tell_areas(connection: duckdb.DuckDBPyConnection, publication: Publication) -> None:
    # At one stroke: row by row it takes as long as all that follows for a small file.
    areas, numbers = publication.areas, publication.numbers
    connection.execute(
        "CREATE TABLE areas AS SELECT unnest(?::VARCHAR[]) AS spelling, unnest(?::VARCHAR[]) AS area_iso3",
        [list(areas), list(areas.values())],
    )
    connection.execute(
        "CREATE TABLE numbers AS SELECT unnest(?::INTEGER[]) AS number, unnest(?::VARCHAR[]) AS spelling",
        [list(numbers), list(numbers.values())],
    )


def _empty(connection: duckdb.DuckDBPyConnection, publication: Publication) -> None:
    columns = ", ".join(f"{name} {TYPES[kind]}" for name, kind in publication.columns.items())
    connection.execute(f"CREATE OR REPLACE TABLE kept ({columns}, line BIGINT)")


def _stream(
    connection: duckdb.DuckDBPyConnection, publication: Publication, text: Text, first_line: int, say: Say
) -> None:
    """Add the wanted rows of one text to the table `kept`."""
    started = time.perf_counter()
    counts = (0, 0)

    def progress(share: float, read: int, kept: int) -> None:
        nonlocal counts
        counts = (read, kept)
        interrupt.check()
        if sys.stderr.isatty():
            print(f"\r  {text.name}: {share:4.0%}, {read:,} rows read, {kept:,} kept", end="", file=sys.stderr)

    def insert(some: list[pa.Table]) -> None:
        connection.register("block", pa.concat_tables(some))
        connection.execute(f"INSERT INTO kept BY NAME SELECT * REPLACE (line + {first_line} AS line) FROM block")
        connection.unregister("block")

    waiting: list[pa.Table] = []
    try:
        for rows in kept_rows(publication, text, progress):
            waiting.append(rows)
            if sum(each.num_rows for each in waiting) >= AT_ONCE:
                insert(waiting)
                waiting = []
        if waiting:
            insert(waiting)
    finally:
        if sys.stderr.isatty():
            print("\r\033[K", end="", file=sys.stderr)
    read, kept = counts
    say(f"  {text.name}: {read:,} rows read, {kept:,} with a code of the table, {time.perf_counter() - started:.1f} s")
    if not kept:
        raise DataError([Problem(text.name, None, publication.code_column, None, "no row has a code of our table")])


def _understand(
    connection: duckdb.DuckDBPyConnection,
    publication: Publication,
    texts: list[Text],
    staged: Path,
    years: range | None,
    say: Say,
) -> int:
    for view in publication.views:
        connection.execute(view)
    _refuse_faults(connection, publication, texts)
    for query in publication.remarks:
        for (remark,) in connection.execute(query).fetchall():
            say(f"  {remark}")
    return sum(_write_years(connection, publication, output, staged, years) for output in publication.outputs)


def _refuse_faults(connection: duckdb.DuckDBPyConnection, publication: Publication, texts: list[Text]) -> None:
    problems = []
    for query in publication.faults:
        rows = connection.execute(query.replace("{year}", str(texts[0].year))).fetchall()
        for line, column, value, rule in sorted(rows, key=lambda row: row[0] or 0)[:SHOWN]:
            number, line = divmod(line or 0, TEXT_STEP)
            problems.append(Problem(texts[number].name, line or None, column, value, rule))
        if len(rows) > SHOWN:
            _, column, _, rule = rows[0]
            problems.append(Problem(texts[0].name, None, column, f"{len(rows) - SHOWN:,} more", rule))
    if problems:
        raise DataError(problems)


def _write_years(
    connection: duckdb.DuckDBPyConnection, publication: Publication, output: Output, staged: Path, years: range | None
) -> int:
    connection.execute(f"CREATE OR REPLACE TABLE flows AS {output.select}")
    counts = connection.execute("SELECT year, count(*) FROM flows GROUP BY year ORDER BY year").fetchall()
    written = 0
    for year, count in counts:
        if years is not None and year not in years:
            continue
        path = staged / f"{output.name}_{year}.parquet"
        # One order, so that the same rows make the same bytes.
        connection.execute(
            f"COPY (SELECT * FROM flows WHERE year = {year} ORDER BY ALL) TO {_literal(path)} "
            f"(FORMAT parquet, COMPRESSION zstd, KV_METADATA {{edition: {_literal(publication.label)}}})"
        )
        written += count
    return written


def _literal(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"
