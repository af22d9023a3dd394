"""Other projects beside one: those of its host first, then its sector's; among them its buyer's, the furthest along, by key. Worked out anew, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from dashboard.core.warehouse import ask_rows
from dashboard.projects import queries

SHOWN = 12


@pytest.fixture
def rows(built) -> list[Mapping[str, Any]]:
    """All projects of the data."""
    return list(
        ask_rows("SELECT project_id, host_iso3, buyer_iso3, sector_id, stage_order, is_counted FROM project_list")
    )


def beside(one: Mapping[str, Any], rows: list[Mapping[str, Any]]) -> list[str]:
    """The keys of the projects beside one, in their order."""

    def place(other: Mapping[str, Any]) -> tuple[int, int, int, str]:
        near = 2 * (other["host_iso3"] == one["host_iso3"]) + (other["sector_id"] == one["sector_id"])
        # Those without a single buyer come last.
        buyer = 2 if other["buyer_iso3"] is None else int(other["buyer_iso3"] != one["buyer_iso3"])
        return -near, buyer, -other["stage_order"], other["project_id"]

    others = [row for row in rows if row["is_counted"] and row is not one]
    near = [row for row in others if row["host_iso3"] == one["host_iso3"] or row["sector_id"] == one["sector_id"]]
    return [row["project_id"] for row in sorted(near, key=place)[:SHOWN]]


def test_projects_beside_one_come_nearest_first_and_its_own_buyers_before_others(rows):
    assert all(row["host_iso3"] and row["sector_id"] for row in rows)
    asked = [row for row in rows if row["buyer_iso3"]][::9]
    found = {one["project_id"]: queries.neighbours(one["project_id"])["project_id"].to_list() for one in asked}
    assert found == {one["project_id"]: beside(one, rows) for one in asked}
    assert len(found) > 20
