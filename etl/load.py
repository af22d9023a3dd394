"""Moves staged text into typed tables, and finds every row that breaks a rule of schema.sql.

The rules are not repeated here: types, NOT NULL, keys, foreign keys and CHECKs are asked of DuckDB's own
catalogue, and each becomes a query for the staged rows that violate it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

import duckdb
import pandas as pd

from etl.csvfile import FILE, LINE
from etl.problems import Problem

Frames = dict[str, pd.DataFrame]
Files = dict[str, list[Path]]

# DuckDB's casts are more forgiving than a table kept by hand should be: they round 3.7 to 4 and take "epoch" for a date.
SPELLINGS = {
    "DATE": r"\d{4}-\d\d-\d\d",
    "BOOLEAN": "True|False",
    "INTEGER": r"-?\d+",
    "BIGINT": r"-?\d+",
    "DOUBLE": r"-?\d+(\.\d+)?([eE][+-]?\d+)?",
}

# What a pattern of schema.sql asks for, for those who read no patterns.
PATTERNS = {
    "'[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?'": "must be a date such as 2024-05-17, 2024-05 or 2024",
    "'https?://[^\\s]+\\.[^\\s]+'": "must be an address that begins with https:// or http://",
}
FEW = 12


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


def find_problems(
    connection: duckdb.DuckDBPyConnection, frames: Frames, files: Files | None = None, root: Path = Path()
) -> list[Problem]:
    """Return every violation of the declared schema in `frames` (table name -> text columns) and in `files` (table
    name -> Parquet files below `root`, with the declared types).

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
            _stage(connection, table, frame)
    for table, frame in sound.items():
        if frame.empty:
            continue
        for column in declared[table]:
            problems += _column_problems(connection, table, column)
        for constraint in rules.get(table, []):
            problems += _constraint_problems(connection, table, declared[table], constraint, sound)
    for table, paths in (files or {}).items():
        problems += _parquet_problems(connection, table, paths, root, sound)
    for table in sound:
        connection.execute(f"DROP TABLE staged_{table}")
    return problems


def insert(connection: duckdb.DuckDBPyConnection, table: str, columns: list[Column], frame: pd.DataFrame) -> None:
    """Insert a frame without problems into its table, types cast by DuckDB."""
    connection.register("staged", frame)
    listed = ", ".join(f"CAST({_quote(c.name)} AS {c.type})" for c in columns)
    connection.execute(f"INSERT INTO {_quote(table)} SELECT {listed} FROM staged ORDER BY ALL")
    connection.unregister("staged")


def _stage(connection: duckdb.DuckDBPyConnection, table: str, frame: pd.DataFrame) -> None:
    # A table, because a query on a frame looks at every object in it again, and there are hundreds of queries.
    names = [_quote(str(name)) for name in frame.columns]
    listed = ", ".join(name if name == _quote(LINE) else f"{name}::VARCHAR AS {name}" for name in names)
    connection.register("frame", frame)
    connection.execute(f"CREATE TEMP TABLE staged_{table} AS SELECT {listed} FROM frame")
    connection.unregister("frame")


def insert_files(connection: duckdb.DuckDBPyConnection, table: str, paths: list[Path]) -> None:
    """Insert Parquet files without problems into their table."""
    listed = ", ".join(_quote(column.name) for column in columns_of(connection, table))
    names = [str(path) for path in paths]
    connection.execute(f"INSERT INTO {_quote(table)} SELECT {listed} FROM read_parquet(?) ORDER BY ALL", [names])


def view_files(connection: duckdb.DuckDBPyConnection, view: str, paths: list[Path], like: str) -> None:
    """Make a temporary view of Parquet files with the columns of the table `like`; without files it has no row."""
    listed = ", ".join(_quote(column.name) for column in columns_of(connection, like))
    source = f"read_parquet([{_listed(paths)}])" if paths else f"{_quote(like)} WHERE false"
    connection.execute(f"CREATE TEMP VIEW {_quote(view)} AS SELECT {listed} FROM {source}")


def _listed(paths: list[Path]) -> str:
    return ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths)


def _parquet_problems(
    connection: duckdb.DuckDBPyConnection, table: str, paths: list[Path], root: Path, frames: Frames
) -> list[Problem]:
    columns = columns_of(connection, table)
    problems = []
    for path in paths:
        file = path.relative_to(root).as_posix()
        try:
            given = connection.execute(
                "SELECT column_name, column_type FROM (DESCRIBE FROM read_parquet(?))", [str(path)]
            ).fetchall()
        except duckdb.Error as error:
            rule = f"can't be read as a Parquet file ({str(error).splitlines()[0]})"
            problems.append(Problem(file, None, None, None, rule))
            continue
        if sorted(given) != sorted((column.name, column.type) for column in columns):
            wanted = ", ".join(f"{column.name} {column.type}" for column in columns)
            problems.append(Problem(file, None, None, ", ".join(map(" ".join, given)), f"columns must be {wanted}"))
    if problems or not paths:
        return problems
    connection.execute(f"""
        CREATE OR REPLACE TEMP VIEW staged_{table} AS
        SELECT * EXCLUDE (filename, file_row_number), filename[{len(str(root)) + 2}:] AS {FILE}, file_row_number + 1 AS {LINE}
        FROM read_parquet([{_listed(paths)}], filename = true, file_row_number = true)
    """)
    for column in columns:
        if not column.is_nullable:
            problems += _select(
                connection, table, f"{_quote(column.name)} IS NULL", column.name, "a value is needed here"
            )
    for constraint in constraints_of(connection, table):
        # Windows over millions of rows are slow: whether any key stands twice is asked first.
        keys = ", ".join(map(_quote, constraint.columns))
        if (
            constraint.kind != "PRIMARY KEY"
            or connection.execute(
                f"SELECT 1 FROM staged_{table} GROUP BY {keys} HAVING count(*) > 1 LIMIT 1"
            ).fetchall()
        ):
            problems += _constraint_problems(connection, table, columns, constraint, frames)
    connection.execute(f"DROP VIEW staged_{table}")
    return problems


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
        known = frames[target][parent].dropna().unique().tolist()
        rule = f"is no {parent} of {frames[target].attrs.get('file', f'table {target}')}"
        found = _select(connection, table, condition, child, rule)
        words = {value: _instead(value, known) for value in {problem.value or "" for problem in found}}
        return [replace(problem, rule=rule + words[problem.value or ""]) for problem in found]
    if constraint.kind == "CHECK":
        typed = ", ".join(f"TRY_CAST({_quote(c.name)} AS {c.type}) AS {_quote(c.name)}" for c in columns)
        source = f"(SELECT {typed}, {FILE}, {LINE} FROM staged_{table})"
        rule = f"breaks the rule {constraint.expression}"
        rule = next((words for pattern, words in PATTERNS.items() if pattern in str(constraint.expression)), rule)
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


def _instead(value: str, known: list[str]) -> str:
    if len(known) <= FEW:
        return f"; it has {', '.join(known)}"
    close = get_close_matches(value, known)
    return f"; close to it: {', '.join(close)}" if close else ""


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
