"""Every page by AppTest: it runs with any filters, and says what it shows."""

from __future__ import annotations

import json
import re
import shutil
from functools import cache
from urllib.parse import parse_qsl, urlsplit

import plotly.graph_objects as go
import pytest
from drawn import tiles
from leaks import leaks
from streamlit.testing.v1 import AppTest
from visits import switch_to

from dashboard.core import choices as filters
from dashboard.core.figure_rows import narrow
from dashboard.evidence import registry as figures
from dashboard.pages import ENTRIES

PAGES = sorted(ENTRIES)
QUERIES = [
    {},
    {"buyer": "JPN", "rule": "binding", "asof": "2023-09-02"},
    {"host": "GHA", "sector": "clean_cooking_households", "buyer": "CHE"},
    {"region": "Oceania", "asof": "2015-06-30"},
    {"buyer": "KWT", "stage": "cancelled", "words": "no such words"},
]


# In a column of links the cell is the address, in a small table it stands in Markdown.
TO_ROWS = re.compile(r"(?:^|\(<)(rows\?[^>\s]+)")


def read(app: AppTest) -> str:
    """All text of a page."""
    elements = (*app.title, *app.header, *app.subheader, *app.markdown, *app.warning, *app.info, *app.error)
    return "\n".join(str(element.value) for element in elements)


def dead_links(app: AppTest) -> list[str]:
    """Links of tables to rows, a few of each column, that name what does not exist or lead to no row."""
    known = filters.offered()

    @cache
    def read(figure: str, chosen: filters.Filters, parameters: tuple[tuple[str, str], ...]) -> tuple:
        # Links of one column differ in the bar or row that they name: what they narrow is asked once.
        return figures.FIGURES[figure].read(chosen, dict(parameters))

    dead = []
    for table in (element.value for element in (*app.dataframe, *app.table)):
        for column in table.columns:
            cells = [address for cell in table[column] for address in TO_ROWS.findall(str(cell))]
            for address in cells[:2] + cells[-1:]:
                query = dict(parse_qsl(urlsplit(address).query))
                chosen, problems = filters.from_query(query, known)
                key, row = query.pop("key", ""), query.pop("row", "")
                rows, doubts = read(query["figure"], chosen, tuple(query.items()))
                rows, _, faults = narrow(rows, key)
                if problems or doubts or faults or rows.empty or (row and row not in set(rows["row_id"])):
                    dead.append(address)
    return dead


@pytest.mark.parametrize("query", QUERIES, ids=str)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_runs_with_every_filter(open_page, unfolded, page, query):
    app = open_page(page, **query)
    text = read(app)
    assert dead_links(app) == []
    for chart in app.get("plotly_chart"):
        go.Figure(json.loads(chart.proto.spec))  # refuses what Plotly does not know
    for table in app.dataframe:
        drawn = json.loads(table.proto.columns)
        for day in table.value.select_dtypes("datetime"):
            assert drawn[day]["type_config"]["type"] == "date", "a day would be shown with its midnight"
    # The method page is on the code, and names it.
    assert page == "method" or leaks(text) == []


@pytest.mark.parametrize("page", ["overview", "agreements", "trade"])
def test_charts_of_a_first_page_wait_until_they_come_into_view(open_page, monkeypatch, page):
    monkeypatch.setattr("dashboard.render.viewport.is_wanted", lambda kind: False)
    app = open_page(page)
    assert app.metric or tiles(app)
    assert not app.get("plotly_chart")
    assert "Loading the chart" in read(app)
    assert not app.get("deck_gl_json_chart")
    assert ("Loading the map" in read(app)) == (page == "overview")


@pytest.mark.parametrize(
    "query", [{"country": "GHA"}, {"country": "JPN"}, {"country": "TCD"}, {"pair": "JPN-VNM"}], ids=str
)
def test_every_number_in_a_table_of_a_place_leads_to_its_rows(open_page, query):
    app = open_page(next(iter(query)), **query)
    assert dead_links(app) == []
    linked = [found.value.astype(str) for found in app.table if {"Behind it", "Fact"} & set(found.value)]
    assert linked
    for table in linked:
        rows = [" ".join(row) for row in table.itertuples(index=False) if row[0] != "Groups"]
        # Quantities that nobody publishes and what our copy of a pipeline lacks have no rows.
        without = [row for row in rows if "(<rows?" not in row]
        assert all(
            re.search(
                "not recorded|none yet|none confirmed|amount not found|not applicable|not published|Party to the Paris",
                row,
            )
            for row in without
        ), without


def test_overview_shows_the_world_of_the_chosen_day(open_page):
    app = open_page("overview", rule="binding", asof="2013-12-31")
    assert "as of 31 Dec 2013" in read(app)
    shown = tiles(app)
    assert shown["Pairs with a binding instrument"].value == "9"
    assert "1 buyer and 9 host countries form 9 pairs with 9 signed agreements" in read(app)
    assert shown["First transferred"].value == "none yet"
    assert "one buyer" not in read(app)


def test_a_published_total_stands_beside_ours(open_page):
    text = read(open_page("overview", asof="2023-09-02"))
    assert "published **61**" in text
    assert "for 2 Sep 2023" in text
    assert "unepccc.org" in text


def test_an_empty_choice_says_what_to_change(open_page):
    assert "Choose a later as-of date" in read(open_page("overview", buyer="KWT", asof="2014-01-01"))
    assert "Take away a word" in read(open_page("projects", words="no such words"))
    assert "Choose a later day" in read(open_page("delivered", asof="2013-01-01"))


@pytest.mark.parametrize("page", PAGES)
def test_an_unknown_party_in_a_link_is_told(open_page, page):
    assert "unknown buyer, “XXX”" in read(open_page(page, buyer="XXX"))


def test_an_opened_agreement_shows_every_claim_and_the_rule(open_page):
    app = open_page("agreements", agreement="CHE-GHA-IA")
    text = read(app) + app.table[0].value.to_csv()
    for said in ("23 Nov 2020", "24 Nov 2021", "Sources disagree", "ranks first: official page", "✓"):
        assert said in text


def test_an_unknown_agreement_in_a_link_is_told(open_page):
    assert "unknown agreement, “NOPE”" in read(open_page("agreements", agreement="NOPE"))


def test_an_agreement_outside_the_filters_still_opens(open_page):
    assert "Switzerland–Ghana" in read(open_page("agreements", agreement="CHE-GHA-IA", buyer="JPN"))


def test_a_changed_filter_changes_the_address(open_page):
    app = open_page("overview")
    app.multiselect(key="buyers").select("CHE").run()
    assert app.query_params["buyer"] == "CHE"
    app.button[0].click().run()
    assert "buyer" not in app.query_params


def test_filters_survive_a_page_change(open_page):
    app = open_page("overview", buyer="CHE", rule="binding")
    switch_to(app, "projects").run()
    assert app.query_params["buyer"] == "CHE"
    assert "buyer Switzerland" in read(app)
    switch_to(app, "country").run()
    assert "**Showing:** binding instruments only · as of" in read(app) and not app.multiselect
    app.selectbox(key="rule").select("memoranda").run()
    switch_to(app, "overview").run()
    assert (app.query_params["buyer"], app.query_params["rule"]) == ("CHE", "memoranda")


def test_without_a_warehouse_the_page_says_what_to_do(project_root, tmp_path, monkeypatch):
    monkeypatch.setattr("dashboard.core.warehouse.POINTER", tmp_path / "article6.duckdb")
    app = AppTest.from_file(str(project_root / "dashboard" / "main.py"), default_timeout=60).run()
    assert not app.exception
    assert "python -m etl build" in app.error[0].value


def test_a_new_warehouse_is_picked_up_without_a_restart(open_page, built):
    app = open_page("overview")
    before = built.resolve()
    newer = before.with_name("article6-newer.duckdb")
    shutil.copyfile(before, newer)
    import duckdb

    with duckdb.connect(str(newer)) as connection:
        connection.execute("DELETE FROM agreements_now WHERE buyer_iso3 <> 'JPN'")
    pointer = before.with_name("pointer.duckdb")
    pointer.symlink_to(newer.name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dashboard.core.warehouse.POINTER", pointer)
        app.run()
        assert " 1 buyer and " in read(app)
    pointer.unlink()
    newer.unlink()
