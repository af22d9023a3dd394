"""Constant sets, gaps, shares and the four-way table, on small frames."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from drawn import figure

from dashboard.charts import flows
from dashboard.charts import trade as chart
from dashboard.core import numbers
from dashboard.core.forms import lay_out
from dashboard.core.forms.look import Look
from dashboard.core.palette import LIGHT
from dashboard.trade import findings as trade_findings
from dashboard.trade import summaries as trade_summaries
from dashboard.trade.summaries import BOTH, NEITHER, NO_DATA, ONLY_AGREEMENT, ONLY_TRADE

YEARS = (2020, 2021, 2022)
FLOOR = 25_000_000


def rows_of(names: str, *known: tuple[object, ...]) -> list[dict[str, Any]]:
    """Rows of some columns."""
    return [dict(zip(names.split(), row, strict=True)) for row in known]


PLACES = rows_of(
    "area_iso3 area region income_group has_agreement agreed_from_on signed_on",
    ("AAA", "Alphaland", "Asia", "Low income", True, date(2021, 7, 1), "2021-07-01"),
    ("BBB", "Betaland", "Asia", "Low income", False, None, None),
    ("CCC", "Gammaland", "Africa", "Low income", False, None, None),
    ("DDD", "Deltaland", "Asia", "Low income", True, date(2013, 1, 1), "2013"),
    ("EEE", "Epsiland", "Asia", "Low income", False, None, None),
)
REPORTING = [
    {
        "importer_iso3": place["area_iso3"],
        "year": year,
        "has_data": (place["area_iso3"], year) != ("DDD", 2022),
        "why": "did not report" if (place["area_iso3"], year) == ("DDD", 2022) else None,
    }
    for place in PLACES
    for year in YEARS
]
NAMES = {place["area_iso3"]: place["area"] for place in PLACES}
ROWS = [
    row | {"importer": NAMES[row["importer_iso3"]], "chain": "Batteries and electric vehicles", "hs_code": "870380"}
    for row in rows_of(
        "importer_iso3 year value_usd product signed_by_then",
        ("AAA", 2020, 100_000_000, "Batteries", True),
        ("AAA", 2021, 150_000_000, "Cars", True),
        ("AAA", 2022, 300_000_000, "Cars", True),
        ("BBB", 2020, 200_000_000, "Cars", False),
        ("BBB", 2022, 100_000_000, "Cars", False),
        ("CCC", 2022, 5_000_000, "Cars", False),
        ("DDD", 2021, 9_000_000, "Cars", True),
        ("DDD", 2022, 20, "Cars", True),
    )
]


def test_only_importers_known_in_every_year_are_summed_over_time():
    constant = trade_summaries.constant_importers(REPORTING, YEARS)
    assert constant == ("AAA", "BBB", "CCC", "EEE")
    assert trade_summaries.constant_importers(REPORTING, (2020, 2021)) == ("AAA", "BBB", "CCC", "DDD", "EEE")
    assert trade_summaries.constant_importers(REPORTING, ()) == ()


def test_a_year_without_a_report_is_a_gap_and_neither_zero_nor_a_fall():
    countries = trade_summaries.by_country(ROWS, PLACES, REPORTING, YEARS)
    delta = {row["year"]: row for row in countries if row["area_iso3"] == "DDD"}
    assert delta[2022]["value_usd"] is None and delta[2022]["why"] == "did not report"
    assert delta[2022]["listed_usd"] == 20
    assert delta[2020]["value_usd"] == 0
    drawn = figure(chart.small_multiples(countries, ["DDD"], "JPN"))
    assert drawn["data"][0]["y"] == [0.0, 9.0, None]
    assert drawn["data"][0]["connectgaps"] is False
    assert [note["text"] for note in drawn["layout"]["annotations"][1:]] == ["9", "no data"]


def test_small_charts_share_one_scale_and_show_none_below_the_floor():
    countries = trade_summaries.by_country(ROWS, PLACES, REPORTING, YEARS)
    assert trade_summaries.largest(countries, 9, FLOOR) == ["AAA", "BBB"]
    assert trade_summaries.largest(countries, 9, 9_000_000) == ["AAA", "BBB", "DDD"], "exactly the floor is enough"
    assert trade_summaries.largest(countries, 9, 9_000_001) == ["AAA", "BBB"]
    layout = figure(chart.small_multiples(countries, ["AAA", "BBB"], "JPN"))["layout"]
    assert layout["yaxis"]["range"] == layout["yaxis2"]["range"] == [0, 375.0]


def test_four_way_table_keeps_silence_apart():
    countries = trade_summaries.by_country(ROWS, PLACES, REPORTING, YEARS)

    def cells(year: int, floor: int) -> dict[str, dict[str, Any]]:
        return {row["area_iso3"]: row for row in trade_summaries.four_way(countries, year, floor)}

    of_last = cells(2022, FLOOR)
    assert {code: row["cell"] for code, row in of_last.items()} == {
        "AAA": BOTH,
        "BBB": ONLY_TRADE,
        "CCC": NEITHER,
        "DDD": NO_DATA,
        "EEE": NEITHER,
    }
    assert (of_last["DDD"]["last_known_year"], of_last["DDD"]["last_known_usd"]) == (2021, 9_000_000)
    assert cells(2022, 5_000_000)["CCC"]["cell"] == ONLY_TRADE
    assert cells(2020, FLOOR)["DDD"]["cell"] == ONLY_AGREEMENT
    assert "Deltaland (US$9.0 m in 2021)" in trade_findings.silent([of_last["DDD"]], 2022)


def test_the_rest_is_gathered_without_mixing_the_two_kinds():
    links = trade_summaries.destinations(ROWS, 2022, hosts=1, products=3)
    assert sum(link["value_usd"] for link in links) == sum(row["value_usd"] for row in ROWS if row["year"] == 2022)
    assert {link["importer"] for link in links} == {"Alphaland", "Others with an agreement", "Others without one"}
    for link in links:
        if link["importer"].startswith("Others"):
            assert link["has_agreement"] == link["importer"].endswith("an agreement")
    assert {code for link in links for code in link["importers"]} == {"AAA", "BBB", "CCC", "DDD"}
    assert {link["hs_codes"] for link in links} == {("870380",)}
    unsigned = [row | {"signed_by_then": False} for row in ROWS]
    nobody = trade_summaries.destinations(unsigned, 2022, hosts=1, products=3)
    assert {link["importer"] for link in nobody} == {"Alphaland", "Other countries"}
    assert "None of these importers had an agreement" in trade_findings.two_tones(nobody)


def test_each_flow_has_a_bar_on_one_scale_under_its_product():
    hosts = [f"Country {number}" for number in range(9)]
    links = [
        {
            "product": ("Cells", "Cars")[number % 2],
            "importer": hosts[number // 2],
            "value_usd": 10 ** (number // 3),
            "has_agreement": number % 4 < 2,
            "importers": (hosts[number // 2],),
            "hs_codes": ("850760",) if number % 2 else ("870380",),
        }
        for number in range(17)
    ]
    table = trade_summaries.with_products(links)
    assert sum(row["value_usd"] for row in table) == 2 * sum(link["value_usd"] for link in links)
    scene = lay_out(flows.by_product(links, "JPN", frozenset({"Country 8"})), Look(LIGHT, 1200))
    bars = [bar for layer in scene.layers for bar in layer.bars]
    assert {bar.id: bar.length for bar in bars} == {at: link["value_usd"] for at, link in enumerate(links)}, (
        "every flow takes a click"
    )
    assert {panel.x.high for panel in scene.panels} == {scene.panels[0].x.high}
    # The largest importer stands first, the gathered one last though it bought more.
    order = {links[bar.id]["importer"]: bar.at for bar in bars}
    assert min(order, key=order.get) == "Country 7" and max(order, key=order.get) == "Country 8"
    tones = {links[bar.id]["has_agreement"]: bar.fill.colour for bar in bars}
    assert tones[True] == LIGHT.buyer("JPN") != tones[False]
    of_phone = flows.by_importer(links, "JPN", frozenset({"Country 8"})).rows
    assert [row["importer"] for row in of_phone][-1] == "Country 8" and len(of_phone) == 9


def test_titles_follow_the_floor_and_need_three_for_a_superlative():
    cells = [{"cell": cell} for cell in (ONLY_TRADE, ONLY_TRADE, NEITHER, NO_DATA)]
    assert trade_findings.four_way("China", cells, 2024, FLOOR) == (
        "2 of 3 countries without an agreement bought at least US$25 m from China in 2024"
    )
    links = rows_of("product importer value_usd", ("Cells", "Alphaland", 20e6), ("Cells", "Betaland", 5e6))
    assert trade_findings.flows(links, 2024, FLOOR) == "Cells made up 100% of these exports in 2024"
    assert trade_findings.flows(links, 2024, FLOOR + 1).startswith("Too little trade to say in 2024")
    three = [*links, links[0] | {"importer": "Gammaland", "value_usd": 21e6}]
    assert trade_findings.flows(three, 2024, FLOOR).endswith("the largest destination was Gammaland (US$21 m)")


def test_shares_fill_the_whole_with_other_suppliers():
    names = "exporter_iso3 exporter value_usd total_usd attribution"
    last = rows_of(names, ("CHN", "China", 60, 100, "UN"), ("JPN", "Japan", 10, 100, "UN"))
    table = trade_summaries.share_table(last, rows_of(names, ("JPN", "Japan", 5, 20, "UN")))
    assert [row["share"] for row in table] == pytest.approx([0.6, 0.1, 0.3])
    assert [row["first_share"] for row in table] == [None, pytest.approx(0.25), pytest.approx(0.75)]
    assert "10.0%" in trade_findings.share("JPN", "Japan", table, 2024, 2020)
    assert trade_summaries.share_table((), ()) == []


def test_dollars_and_shares_in_short():
    assert numbers.dollars(747_646_578) == "US$748 m"
    assert numbers.dollars(12_350_433_026) == "US$12.4 bn"
    assert numbers.dollars(999_700_000) == "US$1 bn"
    assert numbers.dollars(3400) == "US$3,400"
    assert numbers.dollars(None) == numbers.dollars(float("nan")) == "no data"
    assert numbers.percent(0.0001) == "under 0.1%"
    assert numbers.percent(0.0) == "0.0%"


def test_a_signature_stands_at_its_place_in_the_year():
    assert chart.place_in_year("2022") == 2022
    assert chart.place_in_year("2022-07-02") == pytest.approx(2022, abs=0.01)
    assert chart.place_in_year("2022-12-31") == pytest.approx(2022.5, abs=0.01)


def test_what_is_too_thin_to_be_told_from_a_line_is_gathered():
    """One in a hundred of the whole has a name of its own, and less has none; of two importers each has one however thin."""
    flow = {"year": 2022, "product": "Cars", "chain": "Batteries", "hs_code": "870380", "signed_by_then": False}
    named = (("Alphaland", 98_000), ("Betaland", 1000), ("Gammaland", 999), ("Deltaland", 1))
    rows = [flow | {"importer": name, "importer_iso3": name[:3], "value_usd": value} for name, value in named]

    def shown(rows: list[dict[str, Any]], hosts: int) -> dict[str, float]:
        links = trade_summaries.destinations(rows, 2022, hosts, products=3)
        assert {link["product"] for link in links} == {"Cars"}, "one value chain is told by its products"
        return {link["importer"]: link["value_usd"] for link in links}

    assert shown(rows, 9) == {"Alphaland": 98_000, "Betaland": 1000, "Other countries": 1000}
    assert shown(rows, 1) == {"Alphaland": 98_000, "Other countries": 2000}
    assert shown([rows[0], rows[3]], 9) == {"Alphaland": 98_000, "Deltaland": 1}
    two = trade_summaries.destinations([*rows, rows[0] | {"chain": "Solar"}], 2022, 9, products=3)
    assert {link["product"] for link in two} == {"Batteries", "Solar"}


def test_the_last_known_year_is_the_newest_one_with_a_value():
    names = "area_iso3 area year value_usd has_agreement"
    rows = rows_of(
        names,
        ("AAA", "Alphaland", 2021, 7, False),
        ("AAA", "Alphaland", 2020, 9, False),
        ("AAA", "Alphaland", 2022, None, False),
    )
    (cell,) = trade_summaries.four_way(rows, 2022, FLOOR)
    assert (cell["cell"], cell["last_known_year"], cell["last_known_usd"]) == (NO_DATA, 2021, 7)
