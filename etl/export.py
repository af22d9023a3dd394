"""The open files: every table as CSV, as CSV for spreadsheets and as Parquet, the database, and their description."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import shutil
import tempfile
from codecs import BOM_UTF8
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from typing import Any

import duckdb

from etl import datapackage, load

DATABASE = "article6.duckdb"
DESCRIPTOR = "datapackage.json"
POINTER = "export"
KEPT_EXPORTS = 2
# What it holds stands in the descriptor.
_LEFT_OUT = "build_info"

# A spreadsheet runs a cell that starts with one of these as a formula; a leading apostrophe makes it text, and a negative
# number stays one. Source: OWASP, CSV injection. dashboard/core/extract.py has the same rule, and a test compares the two.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NEGATIVE_NUMBER = re.compile(r"-[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
# A cell of a CSV file that may start with one; a line break does so in quotes alone.
_MAYBE_FORMULA = re.compile(
    '[\n,"](?:[{}]|{})|"[\r\n]'.format(
        re.escape("".join(sign for sign in _FORMULA if sign.isascii() and sign not in "\r\n")),
        "|".join(sign for sign in _FORMULA if not sign.isascii()),
    ).encode()
)
# Of a larger file the database is asked at once.
_SMALL = 1_000_000


class ExportError(Exception):
    """The files can't be written; the text says why and what to do."""


def export(database: Path) -> Path:
    """Write the files beside the warehouse and point data/warehouse/export to them; return their folder.

    A reader sees the old or the new folder, never a half; the one before stays for downloads that are under way.
    """
    warehouse = database.parent
    folder = Path(tempfile.mkdtemp(prefix="export-", dir=warehouse))
    try:
        folder.chmod(0o755)
        write(database, folder)
    except BaseException:
        shutil.rmtree(folder)
        raise
    link = warehouse / f".export-pointer-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(folder.name)
    os.replace(link, warehouse / POINTER)
    old = sorted(warehouse.glob("export-*"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in [path for path in old if path != folder][KEPT_EXPORTS - 1 :]:
        shutil.rmtree(path)
    return folder


def export_to(database: Path, folder: Path) -> None:
    """Write the files to a folder of the caller's choice, at once or not at all; an earlier export there is replaced.

    Raises ExportError when something else is there.
    """
    if folder.exists() and not (folder.is_dir() and (_is_export(folder) or not any(folder.iterdir()))):
        raise ExportError(f"{folder} holds something else; name a new or empty folder, or one that an export made")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".export-", dir=folder.parent) as temporary:
        fresh, old = Path(temporary, "new"), Path(temporary, "old")
        fresh.mkdir()
        write(database, fresh, is_linked=False)
        if folder.exists():
            os.replace(folder, old)
        os.replace(fresh, folder)


def write(database: Path, folder: Path, is_linked: bool = True) -> None:
    """Write all files of a warehouse into an empty folder; the database itself is linked where it can be."""
    # Attached, for a process that has the file open already (a dashboard with imports of its own) opens it in another way.
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH {_literal(str(database))} AS warehouse (READ_ONLY); USE warehouse")
        tables = _tables(connection)
        edition, content_hash = connection.execute(
            "SELECT edition_on::VARCHAR, content_hash FROM edition, build_info"
        ).fetchall()[0]
        about = {"edition": edition, "content_hash": content_hash}
        sources = _sources(connection, tables)

        def write_table(table: datapackage.Table) -> list[dict[str, Any]]:
            own = connection.cursor()
            own.execute("USE warehouse")
            _write_csv(own, table, folder)
            _write_parquet(own, table, folder, about)
            return _resources(table, sources.get(table.name, []), folder)

        # Most tables are too small to keep more than one core busy; the large ones first, so that none waits for the last.
        with ThreadPoolExecutor() as pool:
            written = {name: pool.submit(write_table, tables[name]) for name in load.largest_first(connection, tables)}
        resources = list(chain.from_iterable(written[name].result() for name in tables))
    _place(database, folder / DATABASE, is_linked)
    whole = _file(folder / DATABASE, "article6-duckdb", "The whole warehouse as one DuckDB file")
    package = datapackage.package(edition, content_hash, [*resources, whole], sources["sources"])
    (folder / DESCRIPTOR).write_text(json.dumps(package, ensure_ascii=False) + "\n", encoding="utf-8")


def safe_for_spreadsheets(cell: str) -> str:
    """Return a text that a spreadsheet would run as a formula with an apostrophe before it; others as they are."""
    return "'" + cell if cell.startswith(_FORMULA) and not _NEGATIVE_NUMBER.fullmatch(cell) else cell


def _tables(connection: duckdb.DuckDBPyConnection) -> dict[str, datapackage.Table]:
    columns, constraints = load.all_columns(connection), load.all_constraints(connection)
    comments = connection.execute("SELECT table_name, comment FROM duckdb_tables() ORDER BY table_oid").fetchall()
    return {
        name: datapackage.Table(name, comment, columns[name], constraints.get(name, []))
        for name, comment in comments
        if name != _LEFT_OUT
    }


def _write_csv(connection: duckdb.DuckDBPyConnection, table: datapackage.Table, folder: Path) -> None:
    plain, safe = folder / f"{table.name}.csv", folder / f"{table.name}.spreadsheet.csv"
    # The line end of RFC 4180.
    connection.execute(f"COPY \"{table.name}\" TO {_literal(str(plain))} (FORMAT csv, HEADER, NEW_LINE '\\r\\n')")
    is_text = [_is_text(column.type) for column in table.columns]
    if not _has_formulas(connection, table, plain):
        with plain.open("rb") as source, safe.open("wb") as target:
            target.write(BOM_UTF8)
            shutil.copyfileobj(source, target)
        return
    # Spreadsheets need the byte order mark for accents.
    with (
        plain.open(encoding="utf-8", newline="") as rows,
        safe.open("w", encoding="utf-8-sig", newline="") as target_rows,
    ):
        csv.writer(target_rows).writerows(
            [safe_for_spreadsheets(cell) if text else cell for cell, text in zip(row, is_text, strict=True)]
            for row in csv.reader(rows, strict=True)
        )


def _has_formulas(connection: duckdb.DuckDBPyConnection, table: datapackage.Table, plain: Path) -> bool:
    # Most tables have no cell with such a start, and need no second look at each.
    if plain.stat().st_size < _SMALL and not _MAYBE_FORMULA.search(plain.read_bytes()):
        return False
    starts = ", ".join(str(ord(sign)) for sign in _FORMULA)
    found = [f'bool_or(unicode("{c.name}"::VARCHAR) IN ({starts}))' for c in table.columns if _is_text(c.type)]
    if not found:
        return False
    (answers,) = connection.execute(f'SELECT {", ".join(found)} FROM "{table.name}"').fetchall()
    return any(answers)


def _write_parquet(
    connection: duckdb.DuckDBPyConnection, table: datapackage.Table, folder: Path, about: dict[str, str]
) -> None:
    # Parquet has no whole number as wide as a sum's, and not every reader takes its enumerations for text.
    cells = ", ".join(
        f'CAST("{column.name}" AS {_parquet_type(column.type)}) AS "{column.name}"' for column in table.columns
    )
    facts = about | ({"description": table.comment} if table.comment else {})
    metadata = ", ".join(f"{key}: {_literal(value)}" for key, value in facts.items())
    connection.execute(
        f'COPY (SELECT {cells} FROM "{table.name}") TO {_literal(str(folder / f"{table.name}.parquet"))} '
        f"(FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{metadata}}})"
    )


def _parquet_type(declared: str) -> str:
    if declared == "HUGEINT":
        return "BIGINT"
    return "VARCHAR" if _is_text(declared) else declared


def _is_text(declared: str) -> bool:
    return declared == "VARCHAR" or declared.startswith("ENUM(")


def _sources(
    connection: duckdb.DuckDBPyConnection, tables: Mapping[str, datapackage.Table]
) -> dict[str, list[datapackage.Source]]:
    """Return the publications that the rows of each table name, by table."""
    named = " UNION ALL ".join(
        f"SELECT DISTINCT '{name}' AS table_name, source_id FROM \"{name}\""
        for name, table in tables.items()
        if "source_id" in [column.name for column in table.columns]
    )
    rows = connection.execute(f"""
        SELECT table_name, title, publisher, url FROM sources JOIN ({named}) USING (source_id)
        ORDER BY publisher, title, source_id
    """).fetchall()
    found: dict[str, list[datapackage.Source]] = {}
    for table, *source in rows:
        found.setdefault(table, []).append(datapackage.Source(*source))
    return found


def _resources(table: datapackage.Table, sources: list[datapackage.Source], folder: Path) -> list[dict[str, Any]]:
    title = table.comment or table.name
    tabular = _file(folder / f"{table.name}.csv", table.name, title)
    tabular |= {"type": "table", "profile": "tabular-data-resource", "schema": datapackage.table_schema(table)}
    if sources:
        tabular["sources"] = [source.describe() for source in sources]
    return [
        tabular,
        _file(
            folder / f"{table.name}.spreadsheet.csv", f"{table.name}.spreadsheet", f"{title} (safe for spreadsheets)"
        ),
        _file(folder / f"{table.name}.parquet", f"{table.name}.parquet", f"{title} (Parquet)"),
    ]


def _file(path: Path, name: str, title: str) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    kinds = {
        ".csv": {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8"},
        ".parquet": {"format": "parquet", "mediatype": "application/vnd.apache.parquet"},
        ".duckdb": {"format": "duckdb", "mediatype": "application/octet-stream"},
    }
    size = path.stat().st_size
    return {
        "name": name,
        "path": path.name,
        "title": title,
        **kinds[path.suffix],
        "bytes": size,
        "hash": f"sha256:{digest}",
    }


def _place(database: Path, target: Path, is_linked: bool) -> None:
    if is_linked:
        try:
            os.link(database, target)
            return
        except OSError:
            pass  # Another file system, or one without links.
    shutil.copyfile(database, target)


def _is_export(folder: Path) -> bool:
    try:
        package = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(package, dict) and package.get("name") == "article6-atlas"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
