"""Each read model on a small world of made-up rows is, row by row and in order, what tests/world/known/ says.

The made-up facts beside them (tests/world/rows/) have a boundary for each rule: the day itself and its neighbours, a lead beside a page, a
withheld amount, a tie. The rows were written from a build once, and most tables then read against docs/method.md; not read line by
line are evidence, country_*, party_names, quantity_states, programme_feature_list and verification_list. Who changes a rule
changes by hand the rows that it concerns, and reads them again.
"""

from __future__ import annotations

from datetime import date, datetime

import duckdb
import pytest
from copies import ROOT
from world.make import HERE, make, rows

from etl import build

KNOWN = {path.stem: rows(path) for path in sorted((HERE / "known").glob("*.csv"))}
# Of these a few Parties alone, for all the others have the same row without facts.
PARTIES = {"CHE", "EUU", "FRA", "GHA", "JPN", "KEN", "PER", "SGP"}
OF_PARTIES = {"country_list": "iso3", "country_facts": "iso3", "carbon_price_list": "iso3", "party_names": "iso3"}
AREAS = {"trade_area_list": "area_iso3", "party_list": "iso3"}
# Read models with made-up rows of their own, and the test that has them.
ELSEWHERE = {
    "account_": "tests/etl/test_account.py",
    "authorised_activity_list": "tests/etl/test_units.py",
    "block_": "tests/etl/test_units.py",
    "letter_list": "tests/etl/test_units.py",
    "rule_": "tests/etl/test_rules.py",
}


def cell(value: object) -> str:
    """A value as a file has it: floating numbers to nine figures, days without a midnight."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.9g}"
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def chosen(table: str, found: list[dict[str, str]]) -> list[dict[str, str]]:
    """The rows of a table that are compared."""
    column = (OF_PARTIES | AREAS).get(table)
    if column:
        return [row for row in found if row[column] in PARTIES]
    if table == "quantity_states":
        return [row for row in found if row["subject_kind"] != "country" or row["key"] in PARTIES]
    return found


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    with duckdb.connect() as connection:
        build.fill(connection, make(tmp_path_factory.mktemp("world")), lambda _: None)
        yield connection


def read(connection: duckdb.DuckDBPyConnection, table: str) -> list[dict[str, str]]:
    """All rows of a table in their order, as text."""
    found = connection.execute(f"FROM {table}")
    names = [column[0] for column in found.description or ()]
    return chosen(table, [dict(zip(names, map(cell, row), strict=True)) for row in found.fetchall()])


@pytest.mark.parametrize("table", KNOWN)
def test_read_model_of_the_small_world(world, table):
    assert read(world, table) == KNOWN[table]


def test_each_read_model_is_known(world):
    declared = {name for (name,) in world.execute(
        "SELECT table_name FROM duckdb_tables() WHERE NOT temporary AND NOT has_primary_key AND schema_name = 'main'"
    ).fetchall()}  # fmt: skip
    assert {name for name in declared if not name.startswith(tuple(ELSEWHERE))} == set(KNOWN)
    assert all((ROOT / test).exists() for test in ELSEWHERE.values())
