"""Feeds and "new since": what a release recorded, as a feed reader and a reader of a page get it, counted by hand."""

from __future__ import annotations

import shutil
from datetime import date

import duckdb
import feedparser
import pytest
from asking import api
from starlette.requests import Request

from dashboard.api import feeds
from dashboard.core.content import Finding, Say
from dashboard.pages import ENTRIES
from dashboard.site.asked import asked

# Four changed rows of a made release: a corrected agreement of Switzerland and Ghana, a late one of it, an event of Japan and Cambodia, and a
# table that holds no fact; its day is far ahead of every recorded one.
DAY, BEFORE = "2099-01-31", "2099-01-30"
CHANGES = [
    ("agreements", "CHE-GHA-IA", "changed", "corrected", "title", "Old <title>", "New & true\x0b title"),
    ("agreements", "CHE-GHA-IA", "changed", "corrected", "note", None, "A note"),
    ("agreements", "GONE-ID", "removed", "removed", "buyer_iso3", "CHE", None),
    ("agreements", "GONE-ID", "removed", "removed", "host_iso3", "GHA", None),
    ("events", "JCM-KH005-ISS-2023-12-22", "added", "late", "event_id", None, "JCM-KH005-ISS-2023-12-22"),
    ("aliases", "carp|party|Lao", "added", "undated", "value", None, "LAO"),
]


@pytest.fixture
def changed(own_copy, tmp_path, monkeypatch):
    """A warehouse whose record has one release more."""
    path = shutil.copy(own_copy, tmp_path / "changed.duckdb")
    with duckdb.connect(str(path)) as connection:
        connection.execute("INSERT INTO releases VALUES (?, ?, ?, NULL, 'Made by hand.')", [DAY, DAY, "0" * 64])
        connection.execute(
            "INSERT INTO release_tables (release_id, table_name, row_count) VALUES (?, 'agreements', 1)", [DAY]
        )
        for row in CHANGES:
            connection.execute("INSERT INTO release_changes VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (DAY, *row))
        assert connection.execute("SELECT count(*) FROM agreements WHERE agreement_id = 'CHE-GHA-IA'").fetchall() == [
            (1,)
        ]
    monkeypatch.setattr("dashboard.core.warehouse.POINTER", path)


def request(path: str, **headers: str) -> Request:
    given = {"host": "atlas.example.org", **{name.replace("_", "-"): value for name, value in headers.items()}}
    named = [(name.encode(), value.encode()) for name, value in given.items()]
    return Request(
        {
            "type": "http",
            "method": "GET",
            "scheme": "https",
            "path": f"/feeds/{path}",
            "query_string": b"",
            "headers": named,
            "server": ("x", 443),
        }
    )


def read(path: str) -> feedparser.FeedParserDict:
    answer = feeds.made(path, request(path))
    assert answer.status_code == 200 and answer.media_type.startswith("application/atom+xml")
    told = feedparser.parse(answer.body)
    assert not told.bozo, told.get("bozo_exception")
    assert (
        told.version == "atom10"
        and told.feed.id.startswith("urn:uuid:")
        and told.feed.updated == f"{DAY}T00:00:00Z"
        and told.feed.author
    )
    assert told.feed.links[0]["rel"] == "self" and told.feed.links[0]["href"].startswith(
        "https://atlas.example.org/feeds/"
    )
    for entry in told.entries:
        assert (
            entry.id.startswith("urn:uuid:")
            and entry.title
            and entry.updated_parsed
            and entry.link.startswith("https://atlas.example.org/")
        )
    assert len({entry.id for entry in told.entries}) == len(told.entries)
    return told


def of_later(path: str) -> list[tuple[str, str]]:
    return [
        (entry.tags[0].term, entry.title)
        for entry in read(path).entries
        if entry.updated == f"{DAY}T00:00:00Z" and entry.tags[0].term != "release"
    ]


def test_all_changes_of_facts_are_told(changed):
    assert sorted(kind for kind, _ in of_later("all.xml")) == ["corrected", "late", "removed"]
    assert next(entry.title for entry in read("all.xml").entries if entry.tags[0].term == "release") == f"Release {DAY}"
    corrected = next(
        entry
        for entry in read("all.xml").entries
        if entry.updated == f"{DAY}T00:00:00Z" and entry.tags[0].term == "corrected"
    )
    # Of a control character, which no XML may have, nothing is left; marks stay marks.
    assert (
        "New & true title" in corrected.summary.replace("&amp;", "&") and "Note: (empty) → A note" in corrected.summary
    )
    assert corrected.link == "https://atlas.example.org/agreements?agreement=CHE-GHA-IA"


@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("buyer/CHE.xml", ["corrected", "removed"]),
        ("buyer/switzerland.xml", ["corrected", "removed"]),
        ("host/GHA.xml", ["corrected", "removed"]),
        ("host/Cambodia.xml", ["late"]),
        ("pair/CHE-GHA.xml", ["corrected", "removed"]),
        ("pair/JPN-GHA.xml", []),
        ("kind/events.xml", ["late"]),
        ("kind/agreements.xml", ["corrected", "removed"]),
        ("kind/units.xml", []),
    ],
)
def test_a_feed_holds_what_its_address_names(changed, path, kinds):
    assert sorted(kind for kind, _ in of_later(path)) == kinds


def test_ids_stay_and_a_tag_saves_the_way(changed):
    first, second = read("all.xml"), read("all.xml")
    assert [entry.id for entry in first.entries] == [entry.id for entry in second.entries]
    tag = feeds.made("all.xml", request("all.xml")).headers["etag"]
    assert feeds.made("all.xml", request("all.xml", if_none_match=tag)).status_code == 304


@pytest.mark.parametrize(
    "path", ["", "all", "none.xml", "buyer/Narnia.xml", "pair/CHE.xml", "kind/weather.xml", "a/b/c.xml"]
)
def test_there_are_no_others(built, path):
    assert feeds.made(path, request(path)).status_code == 404


@pytest.mark.parametrize(
    ("page", "query", "count"),
    [
        ("overview", {}, 3),
        ("overview", {"host": "GHA"}, 2),
        ("agreements", {}, 2),
        ("delivered", {}, 1),
        ("delivered", {"buyer": "CHE"}, 0),
        ("units", {}, 0),
        ("country", {"country": "GHA"}, 2),
        ("country", {"country": "JPN"}, 1),
        ("pair", {"pair": "CHE-GHA"}, 2),
        ("project", {"project": "JCM-KH005"}, 1),
    ],
)
def test_a_page_tells_what_is_new_on_it(changed, page, query, count):
    blocks = asked(page, {**query, "since": BEFORE}).content().blocks
    found = [block for block in blocks if isinstance(block, Finding) and block.table and block.table.key == "new_since"]
    if count:
        assert len(found[0].table.frame()) == count and found[0].title.startswith(f"{count} row")
    else:
        assert not found and any(
            isinstance(block, Say) and "Nothing on this page is recorded" in block.text for block in blocks
        )


def test_every_page_takes_the_day_and_refuses_what_is_none(changed):
    for name in ENTRIES:
        what = asked(name, {"since": DAY})
        assert not what.problems and not what.strangers, name
        assert any(
            isinstance(block, Say) and "is recorded as new or corrected since" in block.text
            for block in what.content().blocks
        ), name
    assert "no day such as" in asked("agreements", {"since": "lately"}).content().problems[0]


def test_machines_get_the_same_rows(changed):
    told = api(f"changes?since={BEFORE}&limit=100").data
    assert told["meta"]["total"] == len(CHANGES)
    assert {row["row_key"] for row in api(f"changes?since={BEFORE}&host=Ghana").data["data"]} == {
        "CHE-GHA-IA",
        "GONE-ID",
    }
    assert api(f"changes?since={DAY}").data["data"] == []
    assert date.fromisoformat(told["data"][0]["edition_on"]) == date.fromisoformat(DAY)
