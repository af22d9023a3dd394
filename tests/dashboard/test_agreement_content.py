"""Overview, Agreements and the rows behind a figure as content: links, choices of their own, and what can't be had."""

from __future__ import annotations

import json
import re
from datetime import date
from html import escape
from urllib.parse import parse_qsl, urlsplit

import pandas as pd
import pytest
from copies import EDITION

from dashboard.agreements import queries
from dashboard.core import links
from dashboard.core.choice import Choice
from dashboard.core.choices import Filters, from_query, offered
from dashboard.core.content import Group, Page, Pick, RowCard, Say, Table
from dashboard.core.figure_rows import DIMENSIONS, narrow
from dashboard.evidence.content import content as rows_content
from dashboard.evidence.registry import FIGURES
from dashboard.pages import ENTRIES
from dashboard.render import data, document

pytestmark = pytest.mark.usefixtures("built")
ADDRESS = re.compile(r"rows\?[^\s\"'>)]+")
NOW = Filters(EDITION)
NOBODY = Filters(EDITION, buyers=("KWT",), hosts=("GHA",))


def made(name: str, filters: Filters = NOW, **own: str) -> Page:
    """The content of a page for a choice."""
    return ENTRIES[name].content(Choice(filters, filters, offered(), tuple(own.items())))


def texts(page: Page) -> str:
    """All that a page says in paragraphs."""
    return "\n".join(f"{block.text} {block.aside}" for block in page.walk() if isinstance(block, Say))


def pick_of(page: Page) -> Pick:
    (pick,) = [block for block in page.walk() if isinstance(block, Pick)]
    return pick


def tables(page: Page) -> dict[str, Table]:
    return {block.key: block for block in page.walk() if isinstance(block, Table)}


def opened(page: Page) -> list[Group]:
    return [block for block in page.walk() if isinstance(block, Group) and block.key == "opened"]


@pytest.mark.parametrize("name", [name for name, entry in ENTRIES.items() if entry.content])
def test_every_link_to_rows_names_a_figure_and_what_it_may_be_narrowed_by(name):
    found = set(ADDRESS.findall(json.dumps(data.as_data(made(name)))))
    for address in found:
        query = dict(parse_qsl(urlsplit(address).query))
        assert query["figure"] in FIGURES, address
        assert {part.partition(":")[0] for part in query.get("key", "").split(",")} <= {"", *DIMENSIONS}, address


@pytest.mark.parametrize("filters", [Filters(EDITION), Filters(date(2023, 9, 2), rule="binding")], ids=str)
@pytest.mark.parametrize(
    ("name", "key", "count"), [("overview", "growth", "agreements"), ("overview", "map", "agreement_count")]
)
def test_each_bar_and_arc_leads_to_as_many_agreements(name, key, count, filters):
    table = tables(made(name, filters))[key]
    link = table.links[-1]
    for row in table.frame().iloc[::5].to_dict("records"):
        address = link.address(row)
        assert bool(address) == (row[count] > 0)
        if address:
            query = dict(parse_qsl(urlsplit(address).query))
            chosen, problems = from_query(query, offered())
            behind, _, faults = narrow(FIGURES[query["figure"]].rows(chosen), query.get("key", ""))
            assert not problems and not faults and len(behind) == row[count], row


@pytest.mark.parametrize("name", ["overview", "agreements"])
def test_an_empty_choice_says_what_to_change(name):
    page = made(name, NOBODY)
    assert "No signed agreement matches these filters." in texts(page)
    assert any(isinstance(block, Say) and block.kind == "nothing" for block in page.walk())
    assert not {"map", "growth", "matrix", "agreement_table"} & set(tables(page))


def test_what_is_in_no_total_stands_apart_and_leads_to_its_sources():
    table = tables(made("agreements"))["shown_apart"]
    rows = table.frame()
    assert set(rows["agreement_id"]) == set(queries.not_counted(Filters(EDITION))["agreement_id"]) != set()
    assert all("figure=shown_apart" in table.links[0].address(row) for row in rows.to_dict("records"))


def test_an_agreement_opens_with_all_that_sources_say_of_it():
    page = made("agreements", agreement="CHE-GHA-IA")
    assert pick_of(page).chosen == "CHE-GHA-IA"
    (card,) = opened(page)
    said = data.as_data(Page((card,)))
    (grid,) = [block for block in said["blocks"][0]["blocks"] if "table" in block]
    assert {row["what"] for row in grid["rows"]} >= {"Form", "Status", "Signed"}
    assert "24 Nov 2021" in json.dumps(grid["rows"]) and "terms:" in texts(page)
    assert not any(isinstance(block, RowCard) for block in page.walk())
    assert "What the sources say" not in document.html(page, "h")


def test_an_agreement_outside_the_filters_is_opened_and_an_unknown_one_told():
    page = made("agreements", Filters(EDITION, buyers=("JPN",)), agreement="CHE-GHA-IA")
    assert pick_of(page).labels["CHE-GHA-IA"] == "CHE-GHA-IA (outside these filters)" and opened(page)
    page = made("agreements", agreement="CHE-XXX-IA")
    assert pick_of(page).problem == "The link names an unknown agreement, “CHE-XXX-IA”. Choose one from the list."
    assert not pick_of(page).chosen and not opened(page)


def test_a_figure_that_is_unknown_is_told_and_all_are_listed():
    page = made("rows", figure="pears")
    assert page.problems == (
        "The link names an unknown figure, “pears”; pairs may be meant. Choose one from the list.",
    )
    listed = [block["query"]["figure"] for block in data.as_data(page)["blocks"] if "link" in block]
    assert listed == [name for name, figure in FIGURES.items() if not figure.needs]
    assert made("rows").problems == ()


def test_a_bar_that_a_figure_does_not_have_is_told():
    page = made("rows", figure="agreements", key="colour:red,buyer_iso3:CHE")
    assert page.problems == ("The link names a bar or cell that this figure does not have, “colour:red”.",)
    assert set(tables(page)["rows_table"].frame()["buyer_iso3"]) == {"CHE"}


def test_filters_of_trade_that_are_unknown_are_told():
    page = made("rows", figure="exports", key="year:2023", exporter="XXX")
    assert page.problems == (
        "The link names an unknown exporter, “XXX”; a name or a code such as JPN or GHA is needed.",
    )


def test_rows_that_may_not_be_added_up_say_so():
    assert "These rows are not added up" in texts(made("rows", figure="exports"))
    assert "These rows are not added up" not in texts(made("rows", figure="exports", key="year:2023"))


def test_no_row_says_what_to_change():
    page = made("rows", Filters(date(2013, 1, 1)), figure="transferred")
    assert "No row makes this figure" in texts(page) and not tables(page)


def test_a_row_is_opened_by_its_link_and_the_only_one_at_once():
    assert opened(made("rows", figure="agreements")) == []
    assert opened(made("rows", figure="agreements", row="CHE-GHA-IA"))
    alone = made("rows", figure="agreements", key="buyer_iso3:CHE,host_iso3:GEO")
    assert len(opened(alone)) == 1 and not pick_of(alone).chosen
    outside = made("rows", Filters(EDITION, buyers=("JPN",)), figure="agreements", row="CHE-GHA-IA")
    assert pick_of(outside).labels["CHE-GHA-IA"] == "CHE-GHA-IA (not among these rows)" and opened(outside)
    unknown = made("rows", figure="agreements", row="CHE-XXX-IA")
    assert "unknown row, “CHE-XXX-IA”" in pick_of(unknown).problem and not opened(unknown)


@pytest.mark.parametrize("name", FIGURES)
def test_the_rows_of_every_figure_are_drawn_and_saved(name):
    page = made("rows", figure=name)
    assert not page.problems and escape(FIGURES[name].label) in document.html(page, "h")
    first, second = (json.dumps(data.as_data(made("rows", figure=name))) for _ in range(2))
    assert first == second
    if shown := tables(page).get("rows_table"):
        saved = shown.extract.frame()
        assert len(saved) == shown.extract.count >= len(shown.frame())
        assert not saved.duplicated(["row_kind", "row_id"]).any()


def test_a_card_is_filled_wherever_it_stands():
    filters = Filters(EDITION)
    choice = Choice(filters, filters, offered(), (("figure", "agreements"), ("row", "CHE-GHA-IA")))
    raw = rows_content(choice)
    assert [block.key for block in raw.walk() if isinstance(block, RowCard)] == ["CHE-GHA-IA"]
    with pytest.raises(TypeError, match="row card"):
        document.html(raw, "h")
    assert "Switzerland–Ghana" in document.html(ENTRIES["rows"].content(choice), "h")


def test_a_row_without_statements_of_its_own_is_named_but_not_opened():
    table = tables(made("rows", figure="parties"))["rows_table"]
    assert (table.frame()["opens"] == "").all()
    table = tables(made("rows", figure="agreements"))["rows_table"]
    assert (table.frame()["opens"] == table.frame()["row_id"]).all()
    assert isinstance(table.frame(), pd.DataFrame)


@pytest.mark.parametrize("filters", [NOW, Filters(EDITION, buyers=("CHE",))], ids=str)
def test_unconfirmed_rows_of_a_figure_stand_where_its_link_leads(filters):
    answers = [figure.answer(filters) for figure in FIGURES.values() if figure.question]
    unconfirmed = [answer for answer in answers if len(answer.leads)]
    assert unconfirmed
    for answer in unconfirmed:
        query = dict(parse_qsl(urlsplit(links.leads_of(answer)).query))
        chosen, problems = from_query(query, offered())
        rows, _, faults = narrow(FIGURES[query["figure"]].rows(chosen), query["key"])
        key = answer.figure.subject.key
        stated = answer.leads[answer.leads["is_lead"].astype(bool)]
        assert not problems and not faults and set(stated[key]) <= set(rows[key]), answer.figure.name


def test_instruments_of_one_pair_are_told_apart_in_a_cell():
    rows = tables(made("agreements"))["matrix"].frame()
    several = rows.loc[rows["agreement_count"] > 1, "instruments"]
    assert len(several) and several.str.contains("; ").all() and not rows["instruments"].str.contains("\n").any()
