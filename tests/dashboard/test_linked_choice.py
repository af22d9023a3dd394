"""A choice that stands in the address: two rows of one label stay two."""

from __future__ import annotations

import pytest

from dashboard.render.url_select import widget_key

KEY = widget_key("agreement")
# Norway signed two memoranda with Indonesia, and announced a second agreement with Jordan.
TWINS = ["NOR-IDN-MOU", "NOR-IDN-MOU-2", "NOR-JOR-BA", "NOR-JOR-BA-2"]


def test_no_two_options_read_the_same(open_page):
    options = open_page("agreements").selectbox(key=KEY).options
    assert len(options) == len(set(options))


@pytest.mark.parametrize("agreement_id", TWINS)
def test_each_of_two_alike_can_be_chosen(open_page, agreement_id):
    app = open_page("agreements")
    app.selectbox(key=KEY).select(agreement_id).run()
    assert app.selectbox(key=KEY).value == agreement_id
    assert app.query_params["agreement"] == agreement_id


@pytest.mark.parametrize("agreement_id", TWINS)
def test_a_link_to_one_of_two_alike_stays_with_it(open_page, agreement_id):
    app = open_page("agreements", agreement=agreement_id).run()
    assert app.query_params["agreement"] == agreement_id


@pytest.mark.parametrize("name", ["GHA", "gha", "Ghana", "ghana", "Republic of Ghana"])
def test_a_country_is_opened_by_any_of_its_names(open_page, name):
    app = open_page("country", country=name).run()
    assert app.selectbox(key=widget_key("country")).value == "GHA"
    assert app.query_params["country"] == "GHA"


@pytest.mark.parametrize("name", ["JPN-VNM", "Japan-Vietnam", "japan–Viet Nam"])
def test_a_pair_is_opened_by_any_of_its_names(open_page, name):
    app = open_page("pair", pair=name).run()
    assert app.selectbox(key=widget_key("pair")).value == "JPN-VNM"


def test_filters_know_names_and_an_unknown_one_is_told(open_page):
    app = open_page("agreements", host="Vietnam,laos", buyer="Atlantis").run()
    assert app.multiselect(key="hosts").value == ["VNM", "LAO"]
    assert any("unknown buyer, “Atlantis”" in warning.value for warning in app.warning)
