"""What changed between two warehouses, row by row and column by column: news apart from corrections.

The rule: a row's own date is the latest of its dates in OWN_DATES. A row that was added with a date after the old
edition's day, or that got such a date, is news. One added with an earlier date is a late finding, one added without a date
is undated. Any other changed row is a correction. docs/method.md says it to the reader.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.problems import shorten

KINDS = ("news", "late", "undated", "corrected", "removed")
WORDS = {
    "news": "new events",
    "late": "late findings",
    "undated": "additions without a date",
    "corrected": "corrections",
    "removed": "removals",
}

# Names of columns that hold the day of the thing itself. Not among them: days of our own work (retrieved_on), plans
# (start_on, ladder_until_on), and days that were worked out.
OWN_DATES = (
    "event_on",
    "milestone_on",
    "signed_on",
    "concluded_on",
    "in_force_on",
    "selected_on",
    "authorised_on",
    "registered_on",
    "stated_on",
    "submitted_on",
    "published_on",
    "as_of",
    "year",
)
# Where the name does not tell: a claim's value is often a date, and an agreement is dated by its claims.
DATED_ELSEWHERE = {
    "agreements": """(SELECT min(c.value) FROM {new}.claims c
        WHERE c.agreement_id = n.agreement_id AND c.field::VARCHAR IN ('signed_on', 'concluded_on'))""",
    # The end of a text is a plan, not something that happened.
    "claims": "CASE WHEN n.field::VARCHAR <> 'valid_until' THEN n.value END",
}

# Releases describe the data and are no part of it.
LEFT_OUT = ("build_info", "releases", "release_tables", "release_changes")
MEMORY = "500MB"


class DiffError(Exception):
    """Two files can't be compared; the text says which and why."""


@dataclass(frozen=True)
class Edition:
    """A warehouse by its edition's day and the hash of its content."""

    edition_on: str
    content_hash: str


@dataclass
class Difference:
    """The differences between two open warehouses; table `changes` of the connection has a row a cell."""

    connection: duckdb.DuckDBPyConnection
    old: Edition
    new: Edition
    notes: list[str]
    compared: frozenset[str]

    def counts(self) -> dict[str, dict[str, int]]:
        """Return the number of rows by table and kind, for the tables that changed."""
        rows = self.connection.execute(
            "SELECT table_name, kind, count(DISTINCT row_key) FROM changes GROUP BY ALL ORDER BY min(table_order)"
        ).fetchall()
        found: dict[str, dict[str, int]] = {}
        for table, kind, count in rows:
            found.setdefault(table, {})[kind] = count
        return found

    def cells(
        self, rows_a_table: int | None = None
    ) -> Iterator[tuple[str, str, str, str, str, str | None, str | None]]:
        """Return (table, key, change, kind, column, old, new) a cell, of at most `rows_a_table` rows of each table."""
        cursor = self.connection.execute(
            """SELECT table_name, row_key, change, kind, column_name, old_value, new_value FROM changes
               QUALIFY ? IS NULL OR dense_rank() OVER (PARTITION BY table_name ORDER BY kind_order, row_key) <= ?
               ORDER BY table_order, kind_order, row_key, column_order""",
            [rows_a_table, rows_a_table],
        )
        while chunk := cursor.fetchmany(1_000):
            yield from chunk

    def write_csv(self, path: Path) -> None:
        """Write every changed cell, one a line."""
        self.connection.execute(
            f"""COPY (SELECT table_name, row_key, change, kind, own_day, column_name, old_value, new_value FROM changes
                ORDER BY table_order, kind_order, row_key, column_order)
                TO '{str(path).replace("'", "''")}' (FORMAT csv, HEADER)"""
        )

    def text(self, rows_a_table: int = 20) -> Iterator[str]:
        """Return the report, line by line."""
        yield f"From edition {self.old.edition_on} (content {self.old.content_hash[:16]})"
        yield f"to   edition {self.new.edition_on} (content {self.new.content_hash[:16]})"
        yield from self.notes
        counts = self.counts()
        if not counts:
            yield "No row differs."
        last: tuple[str, str] | None = None
        for table, key, change, kind, column, old, new in self.cells(rows_a_table):
            if last is None or last[0] != table:
                said = ", ".join(f"{WORDS[kind]} {counts[table][kind]:,}" for kind in KINDS if kind in counts[table])
                yield f"\n{table}: {said}"
                if (total := sum(counts[table].values())) > rows_a_table:
                    yield f"  the first {rows_a_table} of {total:,} rows; --csv FILE writes them all"
            if last != (table, key):
                yield f"  {kind}: {change} {key}"
                last = (table, key)
            if change == "changed":
                yield f"    {column}: {_shown(old)} -> {_shown(new)}"
            else:
                yield f"    {column}: {_shown(new if change == 'added' else old)}"


@contextmanager
def difference(old: Path, new: Path) -> Iterator[Difference]:
    """Compare two warehouses by their primary keys. Raises DiffError when a file is none of ours.

    Read models have no key and follow from the other tables: they are left out.
    """
    with tempfile.TemporaryDirectory() as spill, duckdb.connect() as connection:
        connection.execute(f"SET memory_limit = '{MEMORY}'")
        connection.execute(f"SET temp_directory = '{spill}'")
        # One file can't be attached twice.
        names = ("old", "old") if old.resolve() == new.resolve() else ("old", "new")
        for name, path in dict(zip(names, (old, new), strict=True)).items():
            _attach(connection, path, name)
        editions = [_edition(connection, name, path) for name, path in zip(names, (old, new), strict=True)]
        connection.execute(
            """CREATE TABLE changes (table_order INTEGER, table_name VARCHAR, row_key VARCHAR, change VARCHAR, kind VARCHAR,
               kind_order INTEGER, own_day DATE, column_order INTEGER, column_name VARCHAR, old_value VARCHAR, new_value VARCHAR)"""
        )
        notes, compared = _compare(connection, *names)
        yield Difference(connection, editions[0], editions[1], notes, compared)


def _attach(connection: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
    if not path.is_file():
        raise DiffError(f"{path}: no such file")
    try:
        connection.execute(f"ATTACH '{str(path).replace(chr(39), chr(39) * 2)}' AS {name} (READ_ONLY)")
    except duckdb.Error as error:
        raise DiffError(f"{path}: is no DuckDB file that can be read ({shorten(str(error).splitlines()[0])})") from None


def _edition(connection: duckdb.DuckDBPyConnection, name: str, path: Path) -> Edition:
    try:
        rows = connection.execute(
            f"SELECT edition_on::VARCHAR, content_hash FROM {name}.edition, {name}.build_info"
        ).fetchall()
    except duckdb.CatalogException:
        rows = []
    if len(rows) != 1:
        raise DiffError(f"{path}: is a DuckDB file, but no warehouse that `python -m etl build` made")
    return Edition(*rows[0])


@dataclass(frozen=True)
class _Table:
    columns: Sequence[str]
    key: Sequence[str]


def _tables(connection: duckdb.DuckDBPyConnection, database: str) -> dict[str, _Table]:
    rows = connection.execute(
        """SELECT table_name, list(column_name ORDER BY column_index) FROM duckdb_columns()
           WHERE database_name = ? GROUP BY table_name, table_oid ORDER BY table_oid""",
        [database],
    ).fetchall()
    keys: dict[str, Sequence[str]] = dict(
        connection.execute(
            """SELECT table_name, constraint_column_names FROM duckdb_constraints()
               WHERE database_name = ? AND constraint_type = 'PRIMARY KEY'""",
            [database],
        ).fetchall()
    )
    return {table: _Table(columns, keys[table]) for table, columns in rows if table in keys and table not in LEFT_OUT}


def _compare(connection: duckdb.DuckDBPyConnection, old: str, new: str) -> tuple[list[str], frozenset[str]]:
    compared = set()
    before, after = _tables(connection, old), _tables(connection, new)
    notes = [
        f"Table {name} is {word}: {_rows(connection, database, name):,} rows, not compared."
        for word, database, names in (
            ("new", new, after.keys() - before.keys()),
            ("gone", old, before.keys() - after.keys()),
        )
        for name in sorted(names)
    ]
    for order, (name, table) in enumerate(after.items()):
        if name not in before:
            continue
        was = before[name]
        if list(was.key) != list(table.key):
            notes.append(f"Table {name} has another primary key: its rows can't be compared.")
            continue
        for word, columns in (
            ("new", [column for column in table.columns if column not in was.columns]),
            ("gone", [column for column in was.columns if column not in table.columns]),
        ):
            notes += [
                f"Column {name}.{column} is {word}: compared in added and removed rows only." for column in columns
            ]
        _compare_table(connection, order, name, was, table, old, new)
        compared.add(name)
    return notes, frozenset(compared)


def _compare_table(
    connection: duckdb.DuckDBPyConnection, order: int, name: str, was: _Table, table: _Table, old: str, new: str
) -> None:
    cells = []
    every = [*table.columns, *(column for column in was.columns if column not in table.columns)]
    dates = set(OWN_DATES)
    for index, column in enumerate(every):
        before = f'o."{column}"::VARCHAR' if column in was.columns else "NULL::VARCHAR"
        after = f'n."{column}"::VARCHAR' if column in table.columns else "NULL::VARCHAR"
        is_common = column in was.columns and column in table.columns
        cells.append(
            f"{{'column_order': {index}, 'column_name': '{column}', 'is_date': {column in dates}, "
            f"'is_common': {is_common}, 'old_value': {before}, 'new_value': {after}}}"
        )
    joined = " AND ".join(f'o."{column}"::VARCHAR = n."{column}"::VARCHAR' for column in table.key)
    key = " || '|' || ".join(f'coalesce(n."{column}"::VARCHAR, o."{column}"::VARCHAR)' for column in table.key)
    there = f'"{table.key[0]}"'
    elsewhere = DATED_ELSEWHERE.get(name, "NULL").format(new=new)
    connection.execute(
        f"""
        INSERT INTO changes
        WITH cells AS (
            SELECT {key} AS row_key, unnest([{", ".join(cells)}], recursive := true),
                CASE WHEN o.{there} IS NULL THEN 'added' WHEN n.{there} IS NULL THEN 'removed' ELSE 'changed' END AS change,
                CASE WHEN o.{there} IS NULL THEN {new}.first_possible_day({elsewhere}) END AS elsewhere_day
            FROM {old}."{name}" o FULL JOIN {new}."{name}" n ON {joined}
        ),
        differing AS (
            SELECT *, max(coalesce(CASE WHEN is_date THEN {new}.first_possible_day(new_value) END, elsewhere_day))
                OVER (PARTITION BY row_key) AS own_day
            FROM cells WHERE old_value IS DISTINCT FROM new_value AND (is_common OR change <> 'changed')
        ),
        named AS (
            SELECT *, CASE
                WHEN change = 'removed' THEN 'removed'
                WHEN own_day > (SELECT edition_on FROM {old}.edition) THEN 'news'
                WHEN change = 'changed' THEN 'corrected'
                WHEN own_day IS NULL THEN 'undated'
                ELSE 'late' END AS kind
            FROM differing
        )
        SELECT {order}, '{name}', row_key, change, kind, list_position({list(KINDS)}, kind), own_day,
            column_order, column_name, old_value, new_value
        FROM named
        """
    )


def _rows(connection: duckdb.DuckDBPyConnection, database: str, table: str) -> int:
    ((count,),) = connection.execute(f'SELECT count(*) FROM {database}."{table}"').fetchall()
    return int(count)


def _shown(value: str | None) -> str:
    return "(empty)" if value is None else shorten(value)
