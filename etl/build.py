"""The pipeline from data/ to the warehouse, top to bottom."""

from __future__ import annotations

import csv
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from etl import export, gather, harmonise, imports, load, merging, rules, statements
from etl.alone import alone
from etl.csvfile import FILE, LINE
from etl.fingerprints import content_hash, fingerprints, row_counts
from etl.leftovers import sweep
from etl.pointer import POINTER, point_to, remove_old
from etl.problems import Problem
from etl.projection import project
from etl.sources import releases, watched

ROOT = Path(__file__).parents[1]
# Kept with the tests, so that no table grows or shrinks unseen.
COUNTS = "tests/data/row_counts.csv"
OF_OUR_OWN = "-- Asked of rows kept by hand alone."
NOT_OF_TWO = "-- Not asked of two rows that were imported: their publisher says that they are two."
# Tables that come as Parquet with the declared types, for a CSV file of them would be no text that anybody reads.
PARQUET = {"trade_flows": "data/trade/trade_flows.parquet", "host_imports": "data/trade/host_imports.parquet"}
# Not in the hash of the content: what was recorded of it, and when this machine asked.
UNTOLD = {*releases.TABLES, "watch_checks"}
# A small block: a table of a few hundred rows else takes a quarter of a megabyte a column, in the download too.
BLOCK_BYTES = 16_384

Say = Callable[[str], None]


@dataclass(frozen=True)
class Built:
    """A finished warehouse: its file, the hash of its content, and rows by table."""

    path: Path
    content_hash: str
    rows: dict[str, int]


def build(
    root: Path = ROOT,
    say: Say = print,
    folders: list[Path] | None = None,
    land: Callable[[], None] = lambda: None,
) -> Built:
    """Build the warehouse from `root`/data and switch to it.

    With it come the imports in `folders` (None: all that stand). `land` is called when all is checked, before the switch.

    The file is written under a temporary name, then renamed after a hash of all it holds; last of all the
    link data/warehouse/article6.duckdb moves to it, so that a reader sees the old or the new one, never a half.
    One build runs at a time; another one waits for it. What a killed build left is removed first.

    Raises DataError with every problem found; the last good warehouse then stays.
    """
    folder = root / "data" / "warehouse"
    with alone(folder, lambda: say("Another build is running; waiting for it to end")):
        sweep(folder, POINTER, export.POINTER, export.DESCRIPTOR)
        return _build(root, folder, say, folders, land)


def _build(root: Path, folder: Path, say: Say, folders: list[Path] | None, land: Callable[[], None]) -> Built:
    started = time.perf_counter()
    temporary = folder / f".building-{os.getpid()}.duckdb"
    try:
        with _database(temporary) as connection:
            fill(connection, root, say, folders)
            found = fingerprints(connection)
            # A release is recorded by this hash, so that the tables on releases can't be a part of it.
            digest = content_hash({table: text for table, text in found.items() if table not in UNTOLD})
            rows = row_counts(connection)
            connection.execute("CREATE TABLE build_info AS SELECT ? AS content_hash", [digest])
            connection.execute("COMMENT ON TABLE build_info IS 'One row: what this warehouse was made of'")
            connection.execute("COMMENT ON COLUMN build_info.content_hash IS 'SHA-256 of all rows of all tables'")
            # Closing would try the same and say nothing where the disk is full: what stood in the log alone would be lost.
            connection.execute("CHECKPOINT")
        # Named after all it holds, also a release that was recorded: readers cache by this name.
        path = folder / f"article6-{content_hash(found)[:16]}.duckdb"
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
        Path(f"{temporary}.wal").unlink(missing_ok=True)
    files = export.export(path)
    land()
    point_to(path)
    remove_old(path)
    say(f"  {sum(rows.values()):,} rows in {len(rows)} tables, content {digest[:16]}")
    say(f"  {folder.relative_to(root) / export.POINTER} -> {files.name}, {len(list(files.iterdir()))} open files")
    say(f"  {folder.relative_to(root) / POINTER} -> {path.name} in {time.perf_counter() - started:.1f} s")
    return Built(path, digest, rows)


def _database(path: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(path), config={"default_block_size": str(BLOCK_BYTES)})


def check(root: Path = ROOT, say: Say = print, folders: list[Path] | None = None) -> dict[str, int]:
    """Validate `root`/data, with the imports in `folders` (None: all that stand), and return the number of rows by table.

    It is done aside, and no warehouse is written.

    Raises DataError with every problem found.
    """
    # In a file, for what lies in memory alone takes more than twice as much of it.
    with tempfile.TemporaryDirectory() as aside, _database(Path(aside) / "checked.duckdb") as connection:
        fill(connection, root, say, folders, has_words=False)
        rows = row_counts(connection)
    say("  no problems")
    return rows


def record_counts(rows: dict[str, int], path: Path = ROOT / COUNTS) -> list[str]:
    """Write the number of rows by table to the CSV file `path`, and return what changed in it, a line a table."""
    with path.open(encoding="utf-8", newline="") as file:
        old = {line["table_name"]: int(line["row_count"]) for line in csv.DictReader(file)}
    text = "table_name,row_count\n" + "".join(f"{table},{count}\n" for table, count in rows.items())
    path.write_text(text, encoding="utf-8")
    return [
        f"{table}: {old.get(table, 'no table')} -> {rows.get(table, 'no table')}"
        for table in sorted(old | rows)
        if old.get(table) != rows.get(table)
    ]


def fill(
    connection: duckdb.DuckDBPyConnection,
    root: Path,
    say: Say,
    folders: list[Path] | None = None,
    has_words: bool = True,
) -> None:
    """Fill an empty database from `root`/data and the imports in `folders` (None: all that stand): declared tables, read
    models, then the checks. Who asks for no words on tables and columns has it sooner.

    Raises DataError with every problem found.
    """
    with _at_once(connection):
        connection.execute(statements.schema(has_words))
    tables = load.tables_of(connection)
    files: load.Files = {table: [root / name] for table, name in PARQUET.items()}
    folders = imports.folders(root) if folders is None else folders
    imported = merging.trade_files(root, folders)

    say("Reading data/")
    by_hand = [table for table in tables if table not in {*PARQUET, *releases.TABLES, *watched.TABLES}]
    gathered = gather.read(root, by_hand, folders)
    frames = gathered.frames

    say("Harmonising spellings, applying corrections")
    columns, constraints = load.all_columns(connection), load.all_constraints(connection)
    keys = {table: next(list(c.columns) for c in constraints[table] if c.kind == "PRIMARY KEY") for table in tables}
    problems = _missing_columns(columns, frames)
    if not problems:
        # Before all else: each would show as many problems elsewhere.
        problems = harmonise.foreign_aliases(frames)
    if not problems:
        problems = gather.harmonised(gathered, keys)

    say("Checking types, keys and rules")
    everything = files | {"trade_flows": [*files["trade_flows"], *imported]}
    gather.stop_at(problems + rules.find_problems(connection, frames, everything, root))
    gather.stop_at(_not_imported(connection, imported, root, frames["trade_sources"]))
    with _at_once(connection):
        for table in [table for table in tables if table not in files]:
            load.insert(connection, table, columns[table], frames[table])

    say("Making read models")
    connection.register("label_points", _label_points(frames["parties"]))
    _make_all(connection, files, imported, has_words)
    connection.unregister("label_points")

    say("Checking the whole")
    gather.stop_at(failed_checks(connection, frames, keys))


def _make_all(connection: duckdb.DuckDBPyConnection, files: load.Files, imported: list[Path], has_words: bool) -> None:
    """Make the read models; the large files take as long to load as those that need none of them."""
    load.view_files(connection, "imported_flows", imported, like="trade_flows")
    with ThreadPoolExecutor() as aside:
        loading = [aside.submit(load.insert_files, connection.cursor(), table, files[table]) for table in files]
        with _at_once(connection):
            _make(connection, statements.READ_MODELS, has_words)
        for loaded in loading:
            loaded.result()
    with _at_once(connection):
        _make(connection, statements.TRADE_READ_MODELS, has_words)
        if has_words:
            _comment(connection)
    connection.execute("DROP VIEW imported_flows")


def _make(connection: duckdb.DuckDBPyConnection, read_models: tuple[str, ...], has_words: bool = True) -> None:
    for text in statements.views(read_models):
        connection.execute(text if has_words else statements.wordless(text))


@contextmanager
def _at_once(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    # Hundreds of statements, each in a transaction of its own, take twice as long.
    connection.begin()
    yield
    connection.commit()


def _comment(connection: duckdb.DuckDBPyConnection) -> None:
    # The catalogue of the read models is the data dictionary of the Data page; tests/data refuses a column without words.
    _make(connection, statements.COLUMN_WORDS)
    connection.execute(";".join(row[0] for row in connection.execute("FROM inherited_comments").fetchall()))
    connection.execute("DROP VIEW inherited_comments; DROP TABLE column_words; DROP TABLE column_origins")


def failed_checks(
    connection: duckdb.DuckDBPyConnection, frames: load.Frames, keys: dict[str, list[str]]
) -> list[Problem]:
    """Run each query of etl/checks and return the offending rows; its first comment line is the rule.

    What a publisher says is taken as it is: a check with the line OF_OUR_OWN is asked of rows kept by hand alone, and one with
    the line NOT_OF_TWO not of two rows that were imported.
    """
    problems = []

    def row_of(table: str, key: str) -> pd.Series:
        frame = frames[table]
        return frame[frame[keys[table]].fillna("").agg("|".join, axis=1) == key].iloc[0]

    def is_imported(row: pd.Series) -> bool:
        return str(row[FILE]).startswith(f"{imports.IMPORTED}/")

    for text in statements.checks():
        rule = text.splitlines()[0].removeprefix("-- ")
        for table, key, column, value in connection.execute(text).fetchall():
            hit = row_of(table, key)
            if OF_OUR_OWN in text and is_imported(hit):
                continue
            if NOT_OF_TWO in text and all(is_imported(row_of(table, each)) for each in value.split(" | ")):
                continue
            problems.append(Problem(hit[FILE], int(hit[LINE]), column, value, rule))
    return problems


def _missing_columns(columns: dict[str, list[load.Column]], frames: load.Frames) -> list[Problem]:
    return [
        Problem(str(frame.attrs["file"]), 1, column.name, None, "column is missing from the header")
        for table, frame in frames.items()
        for column in columns[table]
        if column.name not in frame.columns
    ]


def _not_imported(
    connection: duckdb.DuckDBPyConnection, imported: list[Path], root: Path, sources: pd.DataFrame
) -> list[Problem]:
    # A loaded file under the name of a shipped source would be counted as shipped, and credited to the wrong edition.
    allowed = sources.loc[sources["is_imported"] == "True", "source_id"].to_list()
    rule = f"a loaded file must name one of {', '.join(allowed)}"
    return [
        Problem(path.relative_to(root).as_posix(), None, "source_id", value, rule)
        for path in imported
        for (value,) in connection.execute(
            "SELECT DISTINCT source_id FROM read_parquet(?) WHERE NOT list_contains(?, source_id)", [str(path), allowed]
        ).fetchall()
    ]


def _label_points(parties: pd.DataFrame) -> pd.DataFrame:
    placed = parties[pd.to_numeric(parties["longitude"], errors="coerce").notna()]
    x, y = project(placed["longitude"].astype(float), placed["latitude"].astype(float))
    return pd.DataFrame({"iso3": placed["iso3"].to_numpy(), "x_km": x, "y_km": y}).round({"x_km": 0, "y_km": 0})
