"""Addresses that last: what an edition said, as long as its file is kept."""

from __future__ import annotations

import re
import shutil
from datetime import date

import duckdb
import pytest
from starlette.requests import Request
from starlette.responses import Response

from dashboard.core import warehouse
from dashboard.core.warehouse import ask
from dashboard.core.words import day
from dashboard.pages import ENTRIES
from dashboard.site import past, start

# An edition that is made up here, and one that was recorded but whose file is nowhere.
OLD = "2025-01-01"


@pytest.fixture(scope="module")
def kept(own_copy):
    """Keep an edition beside the warehouse in which Sweden had no agreement yet."""
    folder = own_copy.parent / warehouse.EDITIONS
    folder.mkdir()
    file = shutil.copy(own_copy, folder / f"{OLD}.duckdb")
    with duckdb.connect(file) as connection:
        for table in ("agreement_list", "agreements_now"):
            connection.execute(f"DELETE FROM {table} WHERE buyer_iso3 = 'SWE'")
        connection.execute("UPDATE edition SET edition_on = DATE '2025-01-01'")
    yield folder
    shutil.rmtree(folder)


def get(edition: str, path: str = "/", query: str = "") -> Response:
    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "https",
        "path": f"/at/{edition}{path}",
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(b"host", b"atlas.example.org")],
        "server": ("atlas.example.org", 443),
        "path_params": {"edition": edition, "path": path},
    }
    return past.answer(Request(scope))


def text(answer: Response) -> str:
    return bytes(answer.body).decode()


def test_a_kept_edition_says_what_it_said_and_the_one_in_use_does_too(built, kept):
    old, now = (
        get(OLD, "/agreements"),
        get(ask("SELECT edition_on FROM edition")["edition_on"].iloc[0].date().isoformat(), "/agreements"),
    )
    assert (old.status_code, now.status_code) == (200, 200)
    count = "SELECT count(*) AS n FROM agreement_list WHERE buyer_iso3 = 'SWE'"
    assert ask(count)["n"].iloc[0] > 0
    assert "Sweden" in text(now) and "Sweden" not in re.sub(r"<form.*?</form>", "", text(old), flags=re.DOTALL)
    assert f"edition of {day(date(2025, 1, 1))}" in text(old)
    # Whoever asks for the page of today afterwards gets that one.
    assert warehouse.build_id() == built.name


def test_links_of_a_kept_edition_stay_in_it_and_style_is_found(built, kept):
    html = text(get(OLD, "/agreements"))
    assert '<link rel="stylesheet" href="../../document.css' in html and "start.js" not in html
    assert f'<link rel="canonical" href="https://atlas.example.org/at/{OLD}/agreements' in html
    pages = re.findall(r'<a href="([a-z]+)(?:\?[^"]*)?"', html)
    assert "country" in pages and set(pages) <= set(ENTRIES)
    assert get(OLD, "/country", "country=GHA").status_code == 200
    assert 'href="https://atlas.example.org/agreements' in html


def test_files_of_a_kept_edition_are_its_own(built, kept):
    (address,) = set(re.findall(r'href="(files/agreements/agreements\.csv[^"]*)"', text(get(OLD, "/agreements"))))
    path, _, query = address.partition("?")
    answer = get(OLD, f"/{path}", query.replace("&amp;", "&"))
    assert answer.status_code == 200 and b"SWE" not in bytes(answer.body) and b"CHE" in bytes(answer.body)


@pytest.mark.parametrize(
    ("edition", "status"), [("2024-02-02", 404), ("yesterday", 404), ("<script>", 404), ("2026-11-22", 410)]
)
def test_what_is_not_kept_is_said_plainly_with_what_is(built, kept, edition, status):
    assert "2026-11-22" in set(ask("SELECT release_id FROM releases")["release_id"])
    answer = get(edition, "/agreements")
    assert answer.status_code == status
    assert f'href="../../at/{OLD}/"' in text(answer) and "<script>" not in text(answer)


def test_wrong_addresses_within_an_edition(built, kept):
    assert get(OLD, "/no-such-page").status_code == 404
    assert get(OLD, "/agreements", "buyer=XXX").status_code == 400
    assert get(OLD, "").headers["location"] == f"/at/{OLD}/"
    assert "at" in start.OTHERS


def test_an_edition_that_pages_of_today_cannot_read_is_no_fault_of_the_visitor(built, kept):
    file = kept / "2024-12-31.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute("CREATE TABLE nothing (a INT)")
    answer = get("2024-12-31", "/agreements")
    file.unlink()
    assert answer.status_code == 410 and "is kept, but" in text(answer)
