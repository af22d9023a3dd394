"""The published number of pairs that stands beside ours, on totals made up here: whose scope, which day, and who states it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest

from dashboard.agreements import queries
from dashboard.core.choices import Filters

# Total, measure, buyer, host, day, ours, confidence: the last ones are nearer by day, and each is of another scope or asked of nobody.
TOTALS = (
    ("all", "pairs", None, None, "2024-06-30", 9, "A"),
    ("all_later", "pairs", None, None, "2025-06-30", 9, None),
    ("second_hand", "pairs", None, None, "2024-12-31", 9, "B"),
    ("of_japan", "pairs", "JPN", None, "2020-01-01", 9, "A"),
    ("of_kenya", "pairs", None, "KEN", "2024-12-31", 9, "A"),
    ("of_japan_in_kenya", "pairs", "JPN", "KEN", "2024-12-31", 9, "A"),
    ("of_hosts", "hosts", None, None, "2024-12-31", 9, "A"),
    ("not_compared", "pairs", None, None, "2024-12-31", None, "A"),
)


@pytest.fixture
def totals(small_warehouse, tmp_path, monkeypatch):
    """Let the dashboard read a small world with these totals alone."""
    # By its name what is asked of a warehouse is kept.
    path = Path(shutil.copy(small_warehouse, tmp_path / "nearest_total.duckdb"))
    with duckdb.connect(str(path)) as connection:
        connection.execute("DELETE FROM reconciliation")
        connection.executemany(
            "INSERT INTO reconciliation (total_id, measure, buyer_iso3, host_iso3, as_of_until_on, ours, confidence) VALUES (?, ?, ?, ?, ?, ?, ?)",
            TOTALS,
        )
    monkeypatch.setattr("dashboard.core.warehouse.POINTER", path)


def nearest(day: date = date(2024, 12, 31), **chosen: tuple[str, ...]) -> list[str]:
    """The totals that are found for a choice."""
    return list(queries.nearest_published_total(Filters(day, **chosen))["total_id"])


def test_the_nearest_total_is_of_the_scope_that_is_chosen(totals):
    assert nearest() == ["all_later"], "181 days later, against 184 days before"
    assert nearest(date(2024, 12, 28)) == ["all"], "181 days before, against 184 days later"
    assert nearest(buyers=("JPN",)) == ["of_japan"], "not that in one host, though it is nearer"
    assert nearest(buyers=("CHE",)) == [] == nearest(buyers=("JPN", "CHE")) == nearest(hosts=("KEN",))
