"""Loads a publisher's trade file that a user brings into data/imported: one Parquet file a year, all or nothing.

The text is unpacked, parsed and filtered block by block, and DuckDB spills what is too much, so that memory does not
grow with the file. Parquet files are first written into a folder of their own. When the last is complete that folder
gets the name `.complete`: from then on the import stands, and if this process ends before it has moved the files into
place, the next import or build moves them.
"""

from __future__ import annotations

import fcntl
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from etl import interrupt
from etl.csvfile import read_csv
from etl.harmonise import ALIAS_FILE
from etl.problems import DataError, Problem
from etl.publication import Output, Publication, Reference, Text
from etl.sources import baci, comtrade
from etl.stream import kept_rows

ROOT = Path(__file__).parent.parent
IMPORTED = "data/imported"
STAGED, COMPLETE, LOCK = ".staged", ".complete", ".lock"
READERS: dict[str, Callable[[Path, Reference, range | None], Publication]] = {
    baci.PUBLISHER: baci.read,
    comtrade.PUBLISHER: comtrade.read,
}
MEMORY = "512MB"
# Of each rule broken; a file of the wrong sort breaks it millions of times.
SHOWN = 20
OUTCOME = "nothing was imported, and what was imported before is as it was"

Say = Callable[[str], None]


def import_file(publisher: str, path: Path, years: range | None = None, root: Path = ROOT, say: Say = print) -> int:
    """Load the file at `path` of `publisher` (baci or comtrade) for `years` (None: all that it has).

    Returns the number of rows written to `root`/data/imported, in the columns of table trade_flows; the next build
    loads them. Loading the same file again gives the same files. Raises DataError with what is wrong with the file;
    then nothing has changed.
    """
    started = time.perf_counter()
    folder = root / IMPORTED
    folder.mkdir(parents=True, exist_ok=True)
    staged = folder / STAGED
    with _alone(folder):
        _finish(folder)
        # What an import left that was killed.
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir()
        try:
            if not path.is_file():
                raise DataError([Problem(str(path), None, None, None, "no such file")])
            publication = READERS[publisher](path, _reference(root, publisher), years)
            say(f"{publication.label}, from {path.name}")
            for note in publication.notes:
                say(f"  {note}")
            rows = _write(publication, folder, staged, years, say)
            interrupt.check()
            staged.rename(folder / COMPLETE)
            _finish(folder)
        except DataError as error:
            raise DataError(error.problems, OUTCOME) from None
        finally:
            shutil.rmtree(staged, ignore_errors=True)
    say(
        f"  {rows:,} rows written to {IMPORTED} in {time.perf_counter() - started:.1f} s; python -m etl build loads them"
    )
    return rows


def settle(root: Path) -> None:
    """Move files into place that an import completed, but could not move because it was killed."""
    folder = root / IMPORTED
    if (folder / COMPLETE).exists():
        with _alone(folder):
            _finish(folder)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    # The system drops the lock when the process ends, however it ends.
    with (folder / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DataError([Problem(IMPORTED, None, None, None, "another import is running")], OUTCOME) from None
        yield


def _finish(folder: Path) -> None:
    complete = folder / COMPLETE
    if complete.exists():
        for path in sorted(complete.iterdir()):
            path.replace(folder / path.name)
        complete.rmdir()


def _reference(root: Path, publisher: str) -> Reference:
    products, areas, aliases = (
        read_csv(root / name, root)
        for name in ("data/reference/hs_products.csv", "data/reference/trade_areas.csv", ALIAS_FILE)
    )
    own = aliases[(aliases["kind"] == "area") & (aliases["publisher"] == publisher)]
    return Reference(
        {c: frozenset(r.split(";")) for c, r in zip(products["hs_code"], products["hs_revision"], strict=True)},
        {iso3: iso3 for iso3 in areas["area_iso3"]} | dict(zip(own["spelling"], own["value"], strict=True)),
    )


def _write(publication: Publication, folder: Path, staged: Path, years: range | None, say: Say) -> int:
    spill = staged / "spill"
    settings: dict[str, str | bool | int | float | list[str]] = {"memory_limit": MEMORY, "temp_directory": str(spill)}
    written = 0
    with duckdb.connect(config=settings) as connection:
        connection.execute("CREATE TABLE areas (spelling VARCHAR, area_iso3 VARCHAR)")
        connection.executemany("INSERT INTO areas VALUES (?, ?)", [list(i) for i in publication.areas.items()])
        connection.execute("CREATE TABLE numbers (number INTEGER, spelling VARCHAR)")
        if publication.numbers:
            connection.executemany("INSERT INTO numbers VALUES (?, ?)", [list(i) for i in publication.numbers.items()])
        for text in publication.texts:
            _stream(connection, publication, text, say)
            for view in publication.views:
                connection.execute(view)
            _refuse_faults(connection, publication, text)
            for query in publication.remarks:
                for (remark,) in connection.execute(query).fetchall():
                    say(f"  {remark}")
            for output in publication.outputs:
                written += _write_years(connection, publication, output, folder, staged, years, say)
    shutil.rmtree(spill, ignore_errors=True)
    if not written:
        name = publication.texts[0].name
        raise DataError([Problem(name, None, None, None, "has no row between two known countries to import")])
    return written


def _stream(connection: duckdb.DuckDBPyConnection, publication: Publication, text: Text, say: Say) -> None:
    """Fill the table `kept` with the wanted rows of one text."""
    started = time.perf_counter()
    counts = (0, 0)

    def progress(share: float, read: int, kept: int) -> None:
        nonlocal counts
        counts = (read, kept)
        interrupt.check()
        if sys.stderr.isatty():
            print(f"\r  {text.name}: {share:4.0%}, {read:,} rows read, {kept:,} kept", end="", file=sys.stderr)

    columns = ", ".join(f"{name} {_sql_type(kind)}" for name, kind in publication.columns.items())
    connection.execute(f"CREATE OR REPLACE TABLE kept ({columns}, line BIGINT)")
    try:
        for rows in kept_rows(publication, text, progress):
            connection.register("block", rows)
            connection.execute("INSERT INTO kept BY NAME FROM block")
            connection.unregister("block")
    finally:
        if sys.stderr.isatty():
            print("\r\033[K", end="", file=sys.stderr)
    read, kept = counts
    say(f"  {text.name}: {read:,} rows read, {kept:,} with a code of the table, {time.perf_counter() - started:.1f} s")
    if not kept:
        raise DataError([Problem(text.name, None, publication.code_column, None, "no row has a code of our table")])


def _sql_type(arrow_type: str) -> str:
    return {"int32": "INTEGER", "double": "DOUBLE", "string": "VARCHAR"}[arrow_type]


def _refuse_faults(connection: duckdb.DuckDBPyConnection, publication: Publication, text: Text) -> None:
    problems = []
    for query in publication.faults:
        rows = connection.execute(query.replace("{year}", str(text.year))).fetchall()
        problems += [Problem(text.name, *row) for row in sorted(rows, key=lambda row: row[0] or 0)[:SHOWN]]
        if len(rows) > SHOWN:
            _, column, _, rule = rows[0]
            problems.append(Problem(text.name, None, column, f"{len(rows) - SHOWN:,} more", rule))
    if problems:
        raise DataError(problems)


def _write_years(
    connection: duckdb.DuckDBPyConnection,
    publication: Publication,
    output: Output,
    folder: Path,
    staged: Path,
    years: range | None,
    say: Say,
) -> int:
    connection.execute(f"CREATE OR REPLACE TABLE flows AS {output.select}")
    counts = connection.execute("SELECT year, count(*) FROM flows GROUP BY year ORDER BY year").fetchall()
    written = 0
    for year, count in counts:
        if years is not None and year not in years:
            continue
        name = f"{output.name}_{year}.parquet"
        before = folder / name
        rows = f"SELECT * FROM flows WHERE year = {year}"
        if before.exists() and output.merge_on:
            cells = ", ".join(output.merge_on)
            rows += f" UNION ALL SELECT * FROM read_parquet({_literal(before)}) ANTI JOIN ({rows}) USING ({cells})"
        elif before.exists():
            label = connection.execute(
                "SELECT decode(value) FROM parquet_kv_metadata(?) WHERE decode(key) = 'edition'", [str(before)]
            ).fetchall()
            say(f"  {year}: takes the place of {label[0][0] if label else 'an earlier import'}")
        # One thread and one order, so that the same rows make the same bytes.
        connection.execute(
            f"COPY ({rows} ORDER BY ALL) TO {_literal(staged / name)} "
            f"(FORMAT parquet, COMPRESSION zstd, KV_METADATA {{edition: {_literal(publication.label)}}})"
        )
        written += count
    return written


def _literal(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"
