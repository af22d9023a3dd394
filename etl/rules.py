"""Finds every staged row that breaks a rule of etl/schema.

The rules are not repeated here: types, NOT NULL, keys, foreign keys and CHECKs are asked of DuckDB's own catalogue.
Each becomes a question on the whole table, which is cheap, and a query for the rows where the answer is bad.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import chain
from pathlib import Path

import duckdb
import pandas as pd

from etl.csvfile import FILE, LINE
from etl.load import Column, Constraint, Files, Frames, all_columns, all_constraints, as_text, list_of, quote
from etl.problems import Problem

# DuckDB's casts are more forgiving than a table kept by hand should be: they round 3.7 to 4 and take "epoch" for a date.
SPELLINGS = {
    "DATE": r"\d{4}-\d\d-\d\d",
    "BOOLEAN": "True|False",
    "INTEGER": r"-?\d+",
    "BIGINT": r"-?\d+",
    "DOUBLE": r"-?\d+(\.\d+)?([eE][+-]?\d+)?",
}

# What a pattern of etl/schema asks for, for those who read no patterns.
PATTERNS = {
    "'[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?'": "must be a date of the calendar such as 2024-05-17, 2024-05 or 2024",
    "'[12][0-9]{3}(-[0-9]{2}){2}/": "must be two dates of the calendar, the earlier first, such as 2024-01-01/2024-12-31",
    "'https?://[^\\s]+\\.[^\\s]+'": "must be an address that begins with https:// or http://",
}
FEW = 12
STAGED = "staged"


@dataclass(frozen=True)
class Rule:
    """A rule on one table: its words, the columns that it is about, and two SQL expressions.

    `is_broken` is an aggregate over the table, `condition` selects the offending rows. Both read the staged cells, or
    with `is_typed` the same cells cast to the declared types (NULL where they can't be). `known` are the values to choose
    from, where the rule has such.
    """

    columns: tuple[str, ...]
    text: str
    condition: str
    is_broken: str
    is_typed: bool = False
    known: list[str] = field(default_factory=list, compare=False)


def find_problems(
    connection: duckdb.DuckDBPyConnection, frames: Frames, files: Files | None = None, root: Path = Path()
) -> list[Problem]:
    """Return every violation of the declared schema in `frames` (table name -> text columns) and in `files` (table
    name -> Parquet files below `root`, with the declared types).

    Foreign keys are looked up in the staged rows themselves, so a bad parent does not hide a bad child.
    """
    problems: list[Problem] = []
    sound: Frames = {}
    columns, constraints = all_columns(connection), all_constraints(connection)
    # Not temporary tables, which only the connection that made them sees: several ask at once.
    connection.execute(f"ATTACH ':memory:' AS {STAGED}")
    try:
        for table, frame in frames.items():
            header = _header_problems(table, columns[table], frame)
            problems += header
            if not header:
                sound[table] = frame
                _stage(connection, table, frame)
        asked = {
            table: [
                *_column_rules(columns[table]),
                *_constraint_rules(columns[table], constraints.get(table, []), sound),
            ]
            for table, frame in sound.items()
            if not frame.empty
        }
        for table, paths in (files or {}).items():
            unreadable = _file_problems(connection, columns[table], paths, root)
            problems += unreadable
            if paths and not unreadable:
                _view(connection, table, paths, root)
                asked[table] = [
                    *_filled_rules(columns[table], "a value is needed here"),
                    *_constraint_rules(columns[table], constraints.get(table, []), sound),
                ]

        def ask(table: str) -> list[Problem]:
            return _offences(connection.cursor(), table, columns[table], asked[table])

        with ThreadPoolExecutor() as pool:
            problems += chain.from_iterable(pool.map(ask, asked))
    finally:
        connection.execute(f"DETACH {STAGED}")
    return problems


def _stage(connection: duckdb.DuckDBPyConnection, table: str, frame: pd.DataFrame) -> None:
    # A table, because a query on a frame looks at every object in it again, and there are several for each.
    names = [quote(str(name)) for name in frame.columns]
    listed = ", ".join(name if name == quote(LINE) else f"{name}::VARCHAR AS {name}" for name in names)
    connection.register("frame", as_text(frame))
    connection.execute(f"CREATE TABLE {STAGED}.{table} AS SELECT {listed} FROM frame")
    connection.unregister("frame")


def _view(connection: duckdb.DuckDBPyConnection, table: str, paths: list[Path], root: Path) -> None:
    connection.execute(f"""
        CREATE VIEW {STAGED}.{table} AS
        SELECT * EXCLUDE (filename, file_row_number), filename[{len(str(root)) + 2}:] AS {FILE}, file_row_number + 1 AS {LINE}
        FROM read_parquet([{list_of(paths)}], filename = true, file_row_number = true)
    """)


def _header_problems(table: str, columns: list[Column], frame: pd.DataFrame) -> list[Problem]:
    declared = [column.name for column in columns]
    given = [name for name in frame.columns if name not in (FILE, LINE)]
    file = str(frame[FILE].iloc[0]) if len(frame) else str(frame.attrs.get("file", f"{table}.csv"))
    missing = [name for name in declared if name not in given]
    unknown = [name for name in given if name not in declared]
    return [Problem(file, 1, name, None, "column is missing from the header") for name in missing] + [
        Problem(file, 1, name, None, f"unknown column; {table} has {', '.join(declared)}") for name in unknown
    ]


def _file_problems(
    connection: duckdb.DuckDBPyConnection, columns: list[Column], paths: list[Path], root: Path
) -> list[Problem]:
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
    return problems


def _column_rules(columns: list[Column]) -> Iterator[Rule]:
    yield from _filled_rules(columns, "a value is needed here and the cell is empty")
    for column in columns:
        if column.type != "VARCHAR":
            name = quote(column.name)
            spelling = SPELLINGS.get(column.type, ".*")
            yield _row_rule(
                (column.name,),
                f"must be {_describe_type(column.type)}",
                f"{name} IS NOT NULL AND (TRY_CAST({name} AS {column.type}) IS NULL "
                f"OR NOT regexp_full_match({name}, '{spelling}'))",
            )


def _filled_rules(columns: list[Column], text: str) -> Iterator[Rule]:
    for column in columns:
        if not column.is_nullable:
            yield _row_rule((column.name,), text, f"{quote(column.name)} IS NULL")


def _constraint_rules(
    columns: list[Column], constraints: list[Constraint], parents: Mapping[str, pd.DataFrame]
) -> Iterator[Rule]:
    types = {column.name: column.type for column in columns}
    for constraint in constraints:
        about = tuple(dict.fromkeys(constraint.columns))
        if constraint.kind in ("PRIMARY KEY", "UNIQUE"):
            keys = ", ".join(f"TRY_CAST({quote(name)} AS {types[name]})" for name in about)
            filled = " AND ".join(f"TRY_CAST({quote(name)} AS {types[name]}) IS NOT NULL" for name in about)
            yield Rule(
                about,
                "must be unique, and stands on more than one line",
                f"{filled} QUALIFY count(*) OVER (PARTITION BY {keys}) > 1",
                f"count(*) FILTER ({filled}) > count(DISTINCT ({keys})) FILTER ({filled})",
            )
        elif constraint.kind == "FOREIGN KEY" and constraint.referenced_table in parents:
            (child,), (parent,) = constraint.columns, constraint.referenced_columns
            target = str(constraint.referenced_table)
            known = f"SELECT {quote(parent)} FROM {STAGED}.{target} WHERE {quote(parent)} IS NOT NULL"
            frame = parents[target]
            yield _row_rule(
                about,
                f"is no {parent} of {frame.attrs.get('file', f'table {target}')}",
                f"{quote(child)} IS NOT NULL AND {quote(child)} NOT IN ({known})",
                known=frame[parent].dropna().unique().tolist(),
            )
        elif constraint.kind == "CHECK":
            text = f"breaks the rule {constraint.expression}"
            text = next((words for pattern, words in PATTERNS.items() if pattern in str(constraint.expression)), text)
            yield _row_rule(about, text, f"NOT ({constraint.expression})", is_typed=True)


def _row_rule(
    columns: tuple[str, ...], text: str, condition: str, is_typed: bool = False, known: list[str] | None = None
) -> Rule:
    return Rule(columns, text, condition, f"coalesce(bool_or({condition}), false)", is_typed, known or [])


def _instead(value: str, known: list[str]) -> str:
    if 0 < len(known) <= FEW:
        return f"; it has {', '.join(known)}"
    close = get_close_matches(value, known)
    return f"; close to it: {', '.join(close)}" if close else ""


def _offences(
    connection: duckdb.DuckDBPyConnection, table: str, columns: list[Column], rules: list[Rule]
) -> list[Problem]:
    typed = ", ".join(f"TRY_CAST({quote(c.name)} AS {c.type}) AS {quote(c.name)}" for c in columns)
    sources = {
        False: f"{STAGED}.{table}",
        True: f"(SELECT {typed}, {FILE}, {LINE} FROM {STAGED}.{table})",
    }
    broken: set[Rule] = set()
    for is_typed, source in sources.items():
        asked = [rule for rule in rules if rule.is_typed == is_typed]
        if asked:
            questions = ", ".join(rule.is_broken for rule in asked)
            (answers,) = connection.execute(f"SELECT {questions} FROM {source}").fetchall()
            broken |= {rule for rule, is_broken in zip(asked, answers, strict=True) if is_broken}
    problems = []
    for rule in [rule for rule in rules if rule in broken]:
        value = " || '|' || ".join(f"coalesce({quote(name)}::VARCHAR, '')" for name in rule.columns) or "NULL"
        rows = connection.execute(
            f"SELECT {FILE}, {LINE}, {value} FROM {sources[rule.is_typed]} WHERE {rule.condition}"
        ).fetchall()
        shown = "|".join(rule.columns)
        words = {found: rule.text + _instead(found, rule.known) for found in {found for *_, found in rows}}
        problems += [Problem(file, line, shown, found or None, words[found]) for file, line, found in rows]
    return problems


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
