"""What etl/schema declares, as DuckDB's catalogue has it, and the way of sound rows into the declared tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from etl.csvfile import LINE

Frames = dict[str, pd.DataFrame]
Files = dict[str, list[Path]]


@dataclass(frozen=True)
class Column:
    """A column as the catalogue declares it."""

    name: str
    type: str
    is_nullable: bool
    comment: str | None


@dataclass(frozen=True)
class Constraint:
    """A constraint as the catalogue declares it."""

    kind: str
    columns: tuple[str, ...]
    expression: str | None
    referenced_table: str | None
    referenced_columns: tuple[str, ...]


def columns_of(connection: duckdb.DuckDBPyConnection, table: str) -> list[Column]:
    """Return the columns of `table` in their declared order."""
    return all_columns(connection)[table]


def constraints_of(connection: duckdb.DuckDBPyConnection, table: str) -> list[Constraint]:
    """Return the PRIMARY KEY, UNIQUE, CHECK and FOREIGN KEY constraints of `table`."""
    return all_constraints(connection).get(table, [])


def all_columns(connection: duckdb.DuckDBPyConnection) -> dict[str, list[Column]]:
    """Return the columns of every table in their declared order. The catalogue is slow: ask once for all tables."""
    rows = connection.execute(
        """SELECT table_name, column_name, data_type, is_nullable, comment FROM duckdb_columns()
           WHERE NOT internal ORDER BY table_oid, column_index"""
    ).fetchall()
    found: dict[str, list[Column]] = {}
    for table, *column in rows:
        found.setdefault(table, []).append(Column(*column))
    return found


def all_constraints(connection: duckdb.DuckDBPyConnection) -> dict[str, list[Constraint]]:
    """Return the PRIMARY KEY, UNIQUE, CHECK and FOREIGN KEY constraints of every table that has any."""
    rows = connection.execute(
        """SELECT table_name, constraint_type, constraint_column_names, expression, referenced_table,
               referenced_column_names
           FROM duckdb_constraints() WHERE constraint_type <> 'NOT NULL' ORDER BY table_oid, constraint_index"""
    ).fetchall()
    found: dict[str, list[Constraint]] = {}
    for table, kind, columns, expression, target, referenced in rows:
        constraint = Constraint(kind, tuple(columns or ()), expression, target, tuple(referenced or ()))
        found.setdefault(table, []).append(constraint)
    return found


def tables_of(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the declared tables, each after the tables that it refers to."""
    names = [
        row[0] for row in connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY table_oid").fetchall()
    ]
    return names


def largest_first(connection: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> list[str]:
    """Return tables by their number of rows as the catalogue estimates it, the largest first."""
    sizes = dict(connection.execute("SELECT table_name, estimated_size FROM duckdb_tables()").fetchall())
    return sorted(tables, key=lambda table: -sizes[table])


def insert(connection: duckdb.DuckDBPyConnection, table: str, columns: list[Column], frame: pd.DataFrame) -> None:
    """Insert a frame without problems into its table, types cast by DuckDB."""
    connection.register("staged", as_text(frame))
    listed = ", ".join(f"CAST({quote(c.name)} AS {c.type})" for c in columns)
    connection.execute(f"INSERT INTO {quote(table)} SELECT {listed} FROM staged ORDER BY ALL")
    connection.unregister("staged")


def as_text(frame: pd.DataFrame) -> pa.Table | pd.DataFrame:
    """Return a frame of text (and lines) in a form that DuckDB reads in half the time: else it looks at every object anew.

    A frame with anything else in it comes back as it is.
    """
    types = [pa.int64() if name == LINE else pa.string() for name in frame.columns]
    try:
        columns = [
            pa.array(frame[name].tolist(), kind, from_pandas=True)
            for name, kind in zip(frame.columns, types, strict=True)
        ]
    except (OverflowError, TypeError, ValueError):
        return frame
    return pa.Table.from_arrays(columns, [str(name) for name in frame.columns])


def insert_files(connection: duckdb.DuckDBPyConnection, table: str, paths: list[Path]) -> None:
    """Insert Parquet files without problems into their table."""
    listed = ", ".join(quote(column.name) for column in columns_of(connection, table))
    names = [str(path) for path in paths]
    connection.execute(f"INSERT INTO {quote(table)} SELECT {listed} FROM read_parquet(?) ORDER BY ALL", [names])


def view_files(connection: duckdb.DuckDBPyConnection, view: str, paths: list[Path], like: str) -> None:
    """Make a temporary view of Parquet files with the columns of the table `like`; without files it has no row."""
    listed = ", ".join(quote(column.name) for column in columns_of(connection, like))
    source = f"read_parquet([{list_of(paths)}])" if paths else f"{quote(like)} WHERE false"
    connection.execute(f"CREATE TEMP VIEW {quote(view)} AS SELECT {listed} FROM {source}")


def quote(name: str) -> str:
    """Return the name of a table or column as SQL has it."""
    return '"' + name.replace('"', '""') + '"'


def list_of(paths: list[Path]) -> str:
    """Return the paths as literals of SQL, with commas between them."""
    return ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths)
