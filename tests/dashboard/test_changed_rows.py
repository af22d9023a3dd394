"""What a changed cell of a release is about: Parties, name and page of its row in a made world, or what its last cells tell of one that is gone."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest
from world.said import lines_of

from dashboard.core.choice import Choice
from dashboard.core.choices import Filters, offered
from dashboard.core.content import Page, Say
from dashboard.render.data import as_data
from dashboard.trust import news, queries_news

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
    # Answers are kept by the name of the file: it is another one than that of the small world.
    path = Path(shutil.copy(small_warehouse, tmp_path / f"{tmp_path.name}.duckdb"))
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


def told(page: str, since: str) -> list[str]:
    """What stands on a page of one sentence since a day, as its lines."""
    filters = Filters(date(2026, 6, 30))
    choice = Choice(filters, filters, offered(), (("since", since),))
    found = as_data(news.added(Page((Say("First.", "small"), Say("Second.", "small"))), page, choice))
    return [*found["problems"], *(line for block in found["blocks"] for line in lines_of(block))]


def test_a_page_tells_what_is_new_on_it_behind_its_first_block(released):
    first, second = "small: First.", "small: Second."
    record = "the newest recorded release is that of 30 Jun 2026"
    assert told("agreements", "2026-02") == [
        first,
        "finding: 2 rows on this page are new or corrected since 1 Feb 2026",
        f"drawn: 2 corrected, as the releases after that day recorded them; {record}. A late finding had happened before, and was not known.",
        "small: All changes also come as [a feed](<feeds/all.xml>).",
        "table: new_since, 2 rows",
        second,
    ]
    assert told("targets", "2026-06-29")[1] == "finding: 1 row on this page is new or corrected since 29 Jun 2026"
    assert told("overview", "2026-01-01")[1] == "finding: 6 rows on this page are new or corrected since 1 Jan 2026"
    assert told("units", "2026-01-01") == [
        first,
        f"small: Nothing on this page is recorded as new or corrected since 1 Jan 2026; {record}.",
        second,
    ]
    assert told("agreements", "") == [first, second]
    unread = "s" * 41
    assert told("agreements", unread) == [
        f"The link asks what is new since “{unread[:40]}”, which is no day such as 2024-06-30.",
        first,
        second,
    ]


def test_each_row_is_told_with_its_change_and_its_page(released):
    (row,) = (one for one in news.recorded("2026-06-30") if one.row_key == "CHE-T01")
    assert (row.kind, row.table, row.label, row.buyer, row.host, row.page) == (
        "corrected",
        "targets",
        "Switzerland: ITMOs by 2030",
        "CHE",
        "",
        "targets",
    )
    assert [(one.kind, one.label) for one in news.recorded("2026-01-31")] == [("removed", "gone-1")]
    # Facts alone are news.
    assert "gone-1" not in {one.label for one in news.news()}
