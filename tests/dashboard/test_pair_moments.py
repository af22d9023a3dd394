"""Which event stands behind a moment of a pair: rows of a test's own, alike but for their Parties."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest

from dashboard.core.choices import Filters
from dashboard.places import queries


def test_a_moment_is_the_event_of_its_own_pair(
    second_warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two events of one page, day and amount with another host and another buyer have lower keys, and are leads."""
    path = Path(shutil.copy(second_warehouse, tmp_path / "pair_moments.duckdb"))
    with duckdb.connect(str(path)) as connection:
        connection.execute("DELETE FROM event_list")
        connection.execute("DELETE FROM pair_moments")
        for key, buyer, host, is_lead in (
            ("E-1", "JPN", "PER", True),
            ("E-2", "CHE", "KEN", True),
            ("E-3", "JPN", "KEN", False),
        ):
            connection.execute(
                "INSERT INTO event_list (event_id, buyer_iso3, host_iso3, event, event_on, quantity_tco2e, source_id, is_lead)"
                " VALUES (?, ?, ?, 'issuance', '2024', 7, 'page', ?)",
                [key, buyer, host, is_lead],
            )
            connection.execute(
                "INSERT INTO pair_moments (buyer_iso3, host_iso3, kind, moment_on, moment_until_on, quantity_tco2e, source_id)"
                " VALUES (?, ?, 'issuance', '2024', DATE '2024-12-31', 7, 'page')",
                [buyer, host],
            )
    monkeypatch.setattr("dashboard.core.warehouse.POINTER", path)
    chosen = Filters(date(2025, 1, 1))
    told = {
        pair: queries.moments(*pair, chosen)[["event_id", "is_counted"]].values.tolist()
        for pair in (("JPN", "KEN"), ("JPN", "PER"), ("CHE", "KEN"), ("CHE", "PER"))
    }
    assert told == {
        ("JPN", "KEN"): [["E-3", True]],
        ("JPN", "PER"): [["E-1", False]],
        ("CHE", "KEN"): [["E-2", False]],
        ("CHE", "PER"): [],
    }
