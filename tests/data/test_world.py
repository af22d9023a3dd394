"""Each read model on two small worlds of made-up rows is, row by row and in order, what their folders `known` say.

The made-up facts beside them (tests/world/rows/, and tests/world/second/rows/ for blocks, reports, rules and other cases) have a boundary for each rule: the
day itself and its neighbours, a lead beside a page, a withheld amount, a tie. The rows were written from a build once, and most tables
then read against docs/method.md; not read line by line are evidence, country_*, party_names, quantity_states,
programme_feature_list and verification_list. Who changes a rule changes by hand the rows that it concerns, and reads them again.
"""

from __future__ import annotations

import shutil
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest
from world.make import HERE, SECOND, rows

KNOWN = {path.stem: rows(path) for path in sorted((HERE / "known").glob("*.csv"))}
OF_SECOND = {path.stem: rows(path) for path in sorted((SECOND / "known").glob("*.csv"))}
# Of these a few Parties alone, for all the others have the same row without facts.
PARTIES = {"CHE", "EUU", "FRA", "GHA", "JPN", "KEN", "PER", "SGP"}
OF_PARTIES = {"country_list": "iso3", "country_facts": "iso3", "carbon_price_list": "iso3", "party_names": "iso3"}
AREAS = {"trade_area_list": "area_iso3", "party_list": "iso3"}
# Of all kinds of rule these alone, of which the world has rows.
RULES = {"fee", "cap", "omge", "registry"}
# Of differences that one test tells.
MOST = 30


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
    if table == "rule_cells":
        return [row for row in found if row["rule_kind"] in RULES]
    if table == "quantity_states":
        return [row for row in found if row["subject_kind"] != "country" or row["key"] in PARTIES]
    return found


@pytest.fixture(scope="module")
def world(small_warehouse, tmp_path_factory):
    with duckdb.connect(copy_of(small_warehouse, tmp_path_factory.mktemp("world"))) as connection:
        yield connection


@pytest.fixture(scope="module")
def second(second_warehouse, tmp_path_factory):
    with duckdb.connect(copy_of(second_warehouse, tmp_path_factory.mktemp("second"))) as connection:
        yield connection


def copy_of(warehouse: Path, folder: Path) -> str:
    """A copy for this test alone: DuckDB opens one file with one configuration at a time, and the dashboard may have it open."""
    return str(shutil.copy(warehouse, folder))


def read(connection: duckdb.DuckDBPyConnection, table: str) -> list[dict[str, str]]:
    """All rows of a table in their order, as text."""
    found = connection.execute(f"FROM {table}")
    names = [column[0] for column in found.description or ()]
    return chosen(table, [dict(zip(names, map(cell, row), strict=True)) for row in found.fetchall()])


def differs(found: list[dict[str, str]], known: list[dict[str, str]]) -> str:
    """What the rows of a read model have otherwise than its file in `known`; "" where nothing."""
    if found == known:
        return ""
    told = [f"{len(found)} rows, {len(known)} in the file"] if len(found) != len(known) else []
    for line, (ours, theirs) in enumerate(zip(found, known, strict=False), start=2):
        told += [
            f"line {line}, {name}: {ours.get(name, 'no such column')!r}, in the file {theirs.get(name, 'no such column')!r}"
            for name in ours | theirs
            if ours.get(name) != theirs.get(name)
        ]
    return "\n".join([*told[:MOST], *([f"and {len(told) - MOST} more"] if len(told) > MOST else [])])


@pytest.mark.parametrize("table", KNOWN)
def test_read_model_of_the_small_world(world, table):
    told = differs(read(world, table), KNOWN[table])
    assert not told, told


@pytest.mark.parametrize("table", OF_SECOND)
def test_read_model_of_the_second_world(second, table):
    told = differs(read(second, table), OF_SECOND[table])
    assert not told, told


def test_each_read_model_is_known(world):
    declared = {name for (name,) in world.execute(
        "SELECT table_name FROM duckdb_tables() WHERE NOT temporary AND NOT has_primary_key AND schema_name = 'main'"
    ).fetchall()}  # fmt: skip
    assert declared == {*KNOWN, *OF_SECOND}
