"""Moves staged text into typed tables, and finds every row that breaks a rule of schema.sql.

The rules are not repeated here: types, NOT NULL, keys, foreign keys and CHECKs are asked of DuckDB's own
catalogue, and each becomes a query for the staged rows that violate it.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import pandas as pd

from etl.csvfile import FILE, LINE
from etl.problems import Problem

Frames = dict[str, pd.DataFrame]

# DuckDB's casts are more forgiving than a table kept by hand should be: they round 3.7 to 4 and take "epoch" for a date.
SPELLINGS = {
    "DATE": r"\d{4}-\d\d-\d\d",
    "BOOLEAN": "True|False",
    "INTEGER": r"-?\d+",
    "BIGINT": r"-?\d+",
    "DOUBLE": r"-?\d+(\.\d+)?([eE][+-]?\d+)?",
}


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


def find_problems(connection: duckdb.DuckDBPyConnection, frames: Frames) -> list[Problem]:
    """Return every violation of the declared schema in `frames` (table name -> text columns).

    Foreign keys are looked up in the staged rows themselves, so a bad parent does not hide a bad child.
    """
    problems: list[Problem] = []
    sound: Frames = {}
    declared, rules = all_columns(connection), all_constraints(connection)
    for table, frame in frames.items():
        header = _header_problems(table, declared[table], frame)
        problems += header
        if not header:
            sound[table] = frame
            connection.register(f"staged_{table}", frame)
    for table, frame in sound.items():
        if frame.empty:
            continue
        for column in declared[table]:
            problems += _column_problems(connection, table, column)
        for constraint in rules.get(table, []):
            problems += _constraint_problems(connection, table, declared[table], constraint, sound)
    for table in sound:
        connection.unregister(f"staged_{table}")
    return problems


def insert(connection: duckdb.DuckDBPyConnection, table: str, frame: pd.DataFrame) -> None:
    """Insert a frame without problems into its table, types cast by DuckDB."""
    columns = columns_of(connection, table)
    connection.register("staged", frame)
    listed = ", ".join(f"CAST({_quote(c.name)} AS {c.type})" for c in columns)
    connection.execute(f"INSERT INTO {_quote(table)} SELECT {listed} FROM staged ORDER BY ALL")
    connection.unregister("staged")


def _header_problems(table: str, columns: list[Column], frame: pd.DataFrame) -> list[Problem]:
    declared = [column.name for column in columns]
    given = [name for name in frame.columns if name not in (FILE, LINE)]
    file = str(frame[FILE].iloc[0]) if len(frame) else str(frame.attrs.get("file", f"{table}.csv"))
    missing = [name for name in declared if name not in given]
    unknown = [name for name in given if name not in declared]
    return [Problem(file, 1, name, None, "column is missing from the header") for name in missing] + [
        Problem(file, 1, name, None, f"unknown column; {table} has {', '.join(declared)}") for name in unknown
    ]


def _column_problems(connection: duckdb.DuckDBPyConnection, table: str, column: Column) -> list[Problem]:
    name = _quote(column.name)
    problems = []
    if not column.is_nullable:
        problems += _select(
            connection, table, f"{name} IS NULL", column.name, "a value is needed here and the cell is empty"
        )
    if column.type != "VARCHAR":
        wanted = _describe_type(column.type)
        spelling = SPELLINGS.get(column.type, ".*")
        condition = (
            f"{name} IS NOT NULL AND (TRY_CAST({name} AS {column.type}) IS NULL "
            f"OR NOT regexp_full_match({name}, '{spelling}'))"
        )
        problems += _select(connection, table, condition, column.name, f"must be {wanted}")
    return problems


def _constraint_problems(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: list[Column],
    constraint: Constraint,
    frames: Frames,
) -> list[Problem]:
    shown = "|".join(dict.fromkeys(constraint.columns))
    types = {column.name: column.type for column in columns}
    if constraint.kind in ("PRIMARY KEY", "UNIQUE"):
        keys = ", ".join(f"TRY_CAST({_quote(name)} AS {types[name]})" for name in constraint.columns)
        filled = " AND ".join(f"TRY_CAST({_quote(name)} AS {types[name]}) IS NOT NULL" for name in constraint.columns)
        condition = f"{filled} QUALIFY count(*) OVER (PARTITION BY {keys}) > 1"
        return _select(connection, table, condition, shown, "must be unique, and stands on more than one line")
    if constraint.kind == "FOREIGN KEY" and constraint.referenced_table in frames:
        (child,), (parent,) = constraint.columns, constraint.referenced_columns
        target = constraint.referenced_table
        condition = (
            f"{_quote(child)} IS NOT NULL AND {_quote(child)} NOT IN "
            f"(SELECT {_quote(parent)} FROM staged_{target} WHERE {_quote(parent)} IS NOT NULL)"
        )
        return _select(connection, table, condition, child, f"is no {parent} of table {target}")
    if constraint.kind == "CHECK":
        typed = ", ".join(f"TRY_CAST({_quote(c.name)} AS {c.type}) AS {_quote(c.name)}" for c in columns)
        source = f"(SELECT {typed}, {FILE}, {LINE} FROM staged_{table})"
        rule = f"breaks the rule {constraint.expression}"
        return _select(connection, table, f"NOT ({constraint.expression})", shown, rule, source)
    return []


def _select(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    condition: str,
    column: str,
    rule: str,
    source: str | None = None,
) -> list[Problem]:
    value = " || '|' || ".join(f"coalesce(CAST({_quote(name)} AS VARCHAR), '')" for name in column.split("|")) or "NULL"
    rows = connection.execute(
        f"SELECT {FILE}, {LINE}, {value} FROM {source or f'staged_{table}'} WHERE {condition}"
    ).fetchall()
    return [Problem(file, line, column, found or None, rule) for file, line, found in rows]


def _describe_type(type_name: str) -> str:
    words = {
        "DATE": "a date such as 2024-05-17",
        "BOOLEAN": "True or False",
        "INTEGER": "a whole number",
        "BIGINT": "a whole number",
        "DOUBLE": "a number",
    }
    if type_name.startswith("ENUM("):
        return "one of " + type_name[5:-1].replace("'", "")
    return words.get(type_name, f"of type {type_name}")


def _quote(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
