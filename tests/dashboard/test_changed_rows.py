"""What a changed cell of a release is about: Parties, name and page of its row in a made world, or what its last cells tell of one that is gone."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest

from dashboard.trust import queries_news

CHANGED = (
    ("agreements", "CHE-GHA-IA", "note", "Switzerland and Ghana, Implementation agreement", "CHE", "GHA", "agreements?agreement=CHE-GHA-IA"),
    ("claims", "JPN-KEN-JCM|status|page|signed", "note", "Japan and Kenya, JCM memorandum", "JPN", "KEN", "agreements?agreement=JPN-KEN-JCM"),
    ("events", "GH1-ISS", "note", "Cookstoves for Ghana, issuance", "CHE", "GHA", "rows?figure=ledger&row=GH1-ISS"),
    ("events", "JPN-VNM-ISS", "note", "Viet Nam, issuance", "JPN", "VNM", "rows?figure=ledger&row=JPN-VNM-ISS"),
    ("projects", "JCM-KE001", "note", "Solar plant at Nairobi (Kenya)", "JPN", "KEN", "project?project=JCM-KE001"),
    ("targets", "CHE-T01", "note", "Switzerland: ITMOs by 2030", "CHE", None, "targets"),
    ("no_table", "gone-1", "host_iso3", "gone-1", None, "PER", None),
)  # fmt: skip


@pytest.fixture
def released(small_warehouse, tmp_path, monkeypatch) -> Path:
    """The small world with two releases."""
    path = Path(shutil.copy(small_warehouse, tmp_path))
    with duckdb.connect(str(path)) as connection:
        for key, day in (("2026-01-31", "2026-01-31"), ("2026-06-30", "2026-06-30")):
            connection.execute("INSERT INTO releases VALUES (?, ?, repeat('0', 64), NULL, 'A note')", [key, day])
        insert = "INSERT INTO release_changes VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        for table, key, column, *_ in CHANGED:
            connection.execute(insert, ["2026-06-30", table, key, "changed", "corrected", column, "CHE", "PER"])
        connection.execute(
            insert, ["2026-01-31", "no_table", "gone-1", "removed", "removed", "buyer_iso3", "SGP", None]
        )
        connection.execute(insert, ["2026-01-31", "no_table", "gone-1", "removed", "removed", "host_iso3", "KEN", None])
    monkeypatch.setattr("dashboard.core.warehouse.POINTER", path)
    return path


def test_a_row_that_stands_is_named_by_its_read_model(released):
    found = queries_news.changes_in("2026-06-30")
    columns = ["table_name", "row_key", "column_name", "label", "buyer_iso3", "host_iso3", "page"]
    told = [tuple(row) for row in found[columns].itertuples(index=False, name=None)]
    # Of a row that is gone the value before is what it was.
    assert told == [
        *sorted(CHANGED[:4]),
        ("no_table", "gone-1", "host_iso3", "gone-1", None, "CHE", None),
        *CHANGED[4:6],
    ]
    assert set(found["edition_on"].astype(str)) == {"2026-06-30"}


def test_a_row_that_is_gone_is_told_by_its_last_cells_in_that_release(released):
    found = queries_news.changes_in("2026-01-31")
    assert set(zip(found["buyer_iso3"], found["host_iso3"], found["label"], strict=True)) == {("SGP", "KEN", "gone-1")}
    assert found["column_name"].to_list() == ["buyer_iso3", "host_iso3"]


def test_only_releases_after_a_day_are_news(released):
    assert set(queries_news.changes(date(2026, 1, 30))["release_id"]) == {"2026-01-31", "2026-06-30"}
    assert set(queries_news.changes(date(2026, 1, 31))["release_id"]) == {"2026-06-30"}
    assert queries_news.changes(date(2026, 6, 30)).empty
    assert queries_news.changes().iloc[0]["release_id"] == "2026-06-30"
    assert queries_news.newest() == ("2026-06-30", date(2026, 6, 30))
