"""Cuts a copy of data/ down to a few hosts: each file stays, each row keeps what it refers to, each rule still holds.

For tests on the way of a row rather than on all rows: what a build costs hangs on the number of rows.
"""

from __future__ import annotations

import csv
from collections.abc import Collection
from pathlib import Path

import duckdb

from etl.statements import schema

# Hosts whose agreements, activities and events stay: among them are leads, disputed days, repeats and corrected rows.
HOSTS = frozenset(
    {"BGD", "CHE", "FJI", "GHA", "IDN", "ISL", "KEN", "LAO", "LBR", "MAR", "MDV", "MNG", "PER", "PRY", "THA"}
)
IMPORTERS = ("CHE", "VNM")
# Files, and the values that rows need in a column to stay. Where none is named, rows go with the row that they refer to.
KEPT: tuple[tuple[tuple[str, ...], str, Collection[str]], ...] = (
    (("agreements", "projects", "events", "authorised_blocks", "authorisation_letters"), "host_iso3", HOSTS),
    (("co2_emissions", "electricity", "gdp", "ghg_emissions", "populations"), "iso3", HOSTS | {"JPN"}),
    (("trade_gaps", "trade_group_flows", "trade_reporting"), "importer_iso3", IMPORTERS),
    (("trade_exporter_totals", "trade_low_carbon_totals"), "exporter_iso3", ("CHN", "JPN")),
)
UNEPCCC = "agreements_2026-02-28"
# Columns that name another row and are no foreign key, with the table and column that they name.
NAMES = (
    (UNEPCCC, "agreement_id", "agreements", "agreement_id"),
    ("projects", "may_duplicate_project_id", "projects", "project_id"),
    ("events", "is_alternative_of", "events", "event_id"),
    ("comparisons", "hole_event_id", "events", "event_id"),
    ("comparisons", "part_of", "comparisons", "total_id"),
    ("comparisons", "repeats", "comparisons", "total_id"),
)
# A total and its row of comparisons stay or go together.
TOTALS = {"published_totals": "total_id", "published_quantities": "total_id", "target_progress": "progress_id"}
# Files on single rows of others, and the column with the key of such a row.
OF_ROWS = (("corrections", "key"), ("verifications", "key"), ("similar_rows", "key"), ("similar_rows", "other_key"))

Row = dict[str, str]


class Tables:
    """The rows of all CSV files below a folder, by the name of the file."""

    def __init__(self, folder: Path) -> None:
        self._paths = {path.stem: path for path in sorted(folder.rglob("*.csv"))}
        self._header: dict[str, list[str]] = {}
        self.rows: dict[str, list[Row]] = {}
        for name, path in self._paths.items():
            with path.open(encoding="utf-8", newline="") as file:
                reader = csv.DictReader(file)
                self.rows[name] = list(reader)
                self._header[name] = list(reader.fieldnames or ())

    def keep(self, name: str, column: str, among: Collection[str]) -> None:
        """Keep of a file the rows that have one of these values in a column."""
        self.rows[name] = [row for row in self.rows[name] if row[column] in among]

    def values(self, name: str, column: str) -> set[str]:
        return {row[column] for row in self.rows[name]}

    def count(self) -> int:
        return sum(map(len, self.rows.values()))

    def write(self) -> None:
        for name, path in self._paths.items():
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, self._header[name], lineterminator="\n")
                writer.writeheader()
                writer.writerows(self.rows[name])


def cut(root: Path) -> None:
    """Cut the copy of data/ below `root` down, in place."""
    tables = Tables(root / "data")
    for names, column, stay in KEPT:
        for name in names:
            tables.keep(name, column, stay)
    keys, references = _declared(tables)
    before = 0
    while before != tables.count():
        before = tables.count()
        _drop_orphans(tables, keys, [*references, *NAMES])
    _drop_unused_sources(tables)
    tables.write()
    _cut_trade(root)


def _declared(tables: Tables) -> tuple[dict[str, list[str]], list[tuple[str, str, str, str]]]:
    """Return the key of each table, and the references of tables to others than sources, as the schema declares them."""
    with duckdb.connect() as connection:
        connection.execute(schema(has_words=False))
        rows = connection.execute(
            """SELECT table_name, constraint_type, constraint_column_names, referenced_table, referenced_column_names
               FROM duckdb_constraints()"""
        ).fetchall()
    keys = {name: columns for name, kind, columns, *_ in rows if kind == "PRIMARY KEY"}
    return keys, [
        (name, column, other, named)
        for name, kind, (column, *_), other, (named, *_) in ((*row[:4], row[4] or [""]) for row in rows)
        if kind == "FOREIGN KEY" and {name, other} <= set(tables.rows) and other != "sources"
    ]


def _drop_orphans(tables: Tables, keys: dict[str, list[str]], references: list[tuple[str, str, str, str]]) -> None:
    for name, column, other, named in references:
        tables.keep(name, column, tables.values(other, named) | {""})
    for name, column in TOTALS.items():
        tables.keep(name, column, tables.values("comparisons", "total_id"))
    totals = {total for name, column in TOTALS.items() for total in tables.values(name, column)}
    tables.keep("comparisons", "total_id", totals)
    for name, column in OF_ROWS:
        tables.rows[name] = [
            row
            for row in tables.rows[name]
            if any(
                "|".join(other[key] for key in keys[row["table_name"]]) == row[column]
                for other in tables.rows[row["table_name"]]
            )
        ]


def _drop_unused_sources(tables: Tables) -> None:
    named = {
        value
        for name, rows in tables.rows.items()
        for row in rows
        for column, value in row.items()
        # An address that is watched uses none: what stands there may not be in the data yet.
        if column.endswith("source_id") and name not in ("sources", "watch")
    }
    tables.rows["sources"] = [
        row for row in tables.rows["sources"] if row["source_id"] in named or row["kind"] == "dataset"
    ]
    tables.keep("watch", "source_id", tables.values("sources", "source_id") | {""})


def _cut_trade(root: Path) -> None:
    with duckdb.connect() as connection:
        for path in (root / "data/trade").glob("*.parquet"):
            connection.execute(f"CREATE OR REPLACE TABLE whole AS FROM read_parquet('{path}')")
            connection.execute(f"COPY (FROM whole WHERE importer_iso3 IN {IMPORTERS}) TO '{path}' (FORMAT parquet)")
