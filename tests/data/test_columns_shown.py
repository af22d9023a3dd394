"""A column of the schema that no read model asks for is reported: add it to a view, or to columns_not_shown.csv with a reason.

Which columns a read model asks for is asked of DuckDB itself: each is renamed in turn, and what then still has the same columns never asked.
"""

from __future__ import annotations

import csv
import re

import duckdb
import pytest

from etl import load, statements

EXCEPTIONS = "tests/data/columns_not_shown.csv"
MADE = re.compile(r"^CREATE (?:TEMP )?(?:TABLE|VIEW) (\w+) AS\b(.*)", re.DOTALL | re.MULTILINE)


def single(text: str) -> list[str]:
    return [part for part in re.split(r";\s*$", text, flags=re.MULTILINE) if part.strip()]


@pytest.fixture
def empty():
    """An empty warehouse with all its read models, and the query of each by its name."""
    with duckdb.connect() as connection:
        connection.execute(statements.schema())
        declared = load.tables_of(connection)
        connection.execute("CREATE TABLE label_points (iso3 VARCHAR, x_km DOUBLE, y_km DOUBLE)")
        connection.execute("CREATE TEMP VIEW imported_flows AS FROM trade_flows WHERE false")
        queries = {}
        for text in statements.views(statements.READ_MODELS + statements.TRADE_READ_MODELS):
            # What is dropped in the end is asked by others before.
            for statement in [part for part in single(text) if "DROP TABLE" not in part]:
                connection.execute(statement)
                if made := MADE.search(statement):
                    queries[made[1]] = made[2]
        yield connection, declared, queries


def without_excluding(query: str, name: str) -> str:
    """The query without the name in its lists of what a star leaves out: naming a column there is no use of it."""

    def shortened(found: re.Match[str]) -> str:
        kept = [part for part in re.split(r",\s*", found[1]) if part != name]
        return f"EXCLUDE ({', '.join(kept)})" if kept else ""

    return re.sub(r"EXCLUDE \(([\w, \n]+)\)", shortened, query)


def not_asked(connection, table: str, queries: dict[str, str]) -> list[str]:
    """The columns of `table` that none of the queries asks for, by name or by a star that passes them on."""

    def columns(query: str, gone: str = "") -> list[tuple[object, ...]] | None:
        try:
            return [column for column in connection.execute(f"DESCRIBE {query}").fetchall() if column[0] != gone]
        except duckdb.BinderException:
            return None

    readers = {query: columns(query) for query in queries.values() if re.search(rf"\b{table}\b", query)}
    assert None not in readers.values()
    found = []
    for name in [column.name for column in load.columns_of(connection, table)]:
        # A temporary view goes before the table of its name.
        connection.execute(
            f'CREATE OR REPLACE TEMP VIEW "{table}" AS SELECT * RENAME ("{name}" AS "{name} gone") FROM memory.main."{table}"'
        )
        # One query that asks is enough, and one that names the column does so most likely: it is tried first.
        likely = sorted(readers, key=lambda query: name not in query)
        if all(columns(without_excluding(query, name), f"{name} gone") == readers[query] for query in likely):
            found.append(name)
    connection.execute(f'DROP VIEW temp.main."{table}"')
    return found


def test_each_column_of_the_schema_is_shown_or_has_a_reason(empty, project_root):
    connection, declared, queries = empty
    # Before the temporary views stand beside them.
    names = {table: [column.name for column in load.columns_of(connection, table)] for table in declared}
    found = {(table, name) for table in declared for name in not_asked(connection, table, queries)}
    with (project_root / EXCEPTIONS).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["why"] for row in rows)
    excused = {
        (row["table_name"], name)
        for row in rows
        for name in (names[row["table_name"]] if row["column_name"] == "*" else [row["column_name"]])
    }
    assert sorted(found - excused) == [], f"in no read model: show them, or give the reason in {EXCEPTIONS}"
    assert sorted(excused - found) == [], f"shown by now: take them out of {EXCEPTIONS}"


def test_a_column_that_nobody_asks_for_is_found(empty):
    connection, *_ = empty
    connection.execute(
        "CREATE TABLE asked (key VARCHAR, listed VARCHAR, starred VARCHAR, filtered VARCHAR, lost VARCHAR)"
    )
    own = {"a": "SELECT key, listed FROM asked WHERE filtered = 'x'", "b": "SELECT * EXCLUDE (lost) FROM asked"}
    assert not_asked(connection, "asked", own) == ["lost"]
    assert not_asked(connection, "asked", {"a": own["a"]}) == ["starred", "lost"]
