"""Indices, constant sets, gaps, shares and the four-way table, on small frames."""

from __future__ import annotations

import itertools
import math
from datetime import date

import pandas as pd
import pytest

from dashboard import trade_findings, trade_summaries
from dashboard.charts import flows
from dashboard.charts import trade as chart
from dashboard.charts.palette import LIGHT
from dashboard.trade_summaries import BOTH, NEITHER, NO_DATA, ONLY_AGREEMENT, ONLY_TRADE

YEARS = (2020, 2021, 2022)
PLACES = pd.DataFrame(
    [
        ("AAA", "Alphaland", "Asia", "Low income", True, date(2021, 7, 1), "2021-07-01"),
        ("BBB", "Betaland", "Asia", "Low income", False, None, None),
        ("CCC", "Gammaland", "Africa", "Low income", False, None, None),
        ("DDD", "Deltaland", "Asia", "Low income", True, date(2013, 1, 1), "2013"),
        ("EEE", "Epsiland", "Asia", "Low income", False, None, None),
    ],
    columns=["area_iso3", "area", "region", "income_group", "has_agreement", "agreed_from_on", "signed_on"],
)
REPORTING = pd.DataFrame(
    [
        (code, year, not (code == "DDD" and year == 2022), "did not report" if code == "DDD" and year == 2022 else None)
        for code in PLACES["area_iso3"]
        for year in YEARS
    ],
    columns=["importer_iso3", "year", "has_data", "why"],
)
ROWS = pd.DataFrame(
    [
        ("AAA", 2020, 100_000_000, "Batteries", True),
        ("AAA", 2021, 150_000_000, "Cars", True),
        ("AAA", 2022, 300_000_000, "Cars", True),
        ("BBB", 2020, 200_000_000, "Cars", False),
        ("BBB", 2022, 100_000_000, "Cars", False),
        ("CCC", 2022, 5_000_000, "Cars", False),
        ("DDD", 2021, 9_000_000, "Cars", True),
        ("DDD", 2022, 20, "Cars", True),
    ],
    columns=["importer_iso3", "year", "value_usd", "product", "has_agreement"],
).assign(chain="Batteries and electric vehicles", hs_code="870380")
ROWS["importer"] = ROWS["importer_iso3"].map(dict(zip(PLACES["area_iso3"], PLACES["area"], strict=True)))


def test_only_importers_known_in_every_year_are_summed_over_time():
    constant = trade_summaries.constant_importers(REPORTING, YEARS)
    assert constant == ("AAA", "BBB", "CCC", "EEE")
    assert trade_summaries.constant_importers(REPORTING, (2020, 2021)) == ("AAA", "BBB", "CCC", "DDD", "EEE")
    assert trade_summaries.constant_importers(REPORTING, ()) == ()


def test_comparable_is_the_same_region_and_income_group_as_a_partner():
    compared = trade_summaries.groups(PLACES, ("AAA", "BBB", "CCC", "EEE"))
    assert dict(zip(compared["area_iso3"], compared["group"], strict=True)) == {
        "AAA": "partners",
        "BBB": "comparable",
        "EEE": "comparable",
    }
    nobody = PLACES.assign(has_agreement=False)
    assert set(trade_summaries.groups(nobody, ("AAA", "CCC"))["group"]) == {"comparable"}


def test_lines_are_sums_and_an_index_of_the_first_year():
    compared = trade_summaries.groups(PLACES, ("AAA", "BBB", "CCC", "EEE"))
    lines = trade_summaries.lines(ROWS, compared, YEARS)
    by_group = dict(list(lines.groupby("group")))
    assert by_group["partners"]["value_usd"].to_list() == [100_000_000, 150_000_000, 300_000_000]
    assert by_group["partners"]["index"].to_list() == [100, 150, 300]
    assert by_group["comparable"]["index"].to_list() == [100, 0, 50], "a known year without any row is zero"
    assert by_group["comparable"]["importers"].to_list() == [2, 2, 2]


def test_no_index_from_nothing():
    compared = trade_summaries.groups(PLACES, ("AAA", "BBB"))
    later = ROWS[ROWS["year"] > 2020]
    lines = trade_summaries.lines(later, compared, YEARS)
    assert lines["index"].isna().all()
    assert "no line over time" in trade_findings.comparison(lines, 2)


def test_a_year_without_a_report_is_a_gap_and_neither_zero_nor_a_fall():
    countries = trade_summaries.by_country(ROWS, PLACES, REPORTING, YEARS)
    delta = countries[countries["area_iso3"] == "DDD"].set_index("year")
    assert math.isnan(delta.loc[2022, "value_usd"]) and delta.loc[2022, "why"] == "did not report"
    assert delta.loc[2022, "listed_usd"] == 20
    assert delta.loc[2020, "value_usd"] == 0
    figure = chart.small_multiples(countries, ["DDD"], "JPN", LIGHT, is_phone=False)
    assert figure["data"][0]["y"] == [0.0, 9.0, None]
    assert figure["data"][0]["connectgaps"] is False
    assert [note["text"] for note in figure["layout"]["annotations"][1:]] == ["no data"]


def test_four_way_table_keeps_silence_apart():
    countries = trade_summaries.by_country(ROWS, PLACES, REPORTING, YEARS)
    cells = trade_summaries.four_way(countries, 2022).set_index("area_iso3")
    assert cells["cell"].to_dict() == {
        "AAA": BOTH,
        "BBB": ONLY_TRADE,
        "CCC": ONLY_TRADE,
        "DDD": NO_DATA,
        "EEE": NEITHER,
    }
    assert (cells.loc["DDD", "last_known_year"], cells.loc["DDD", "last_known_usd"]) == (2021, 9_000_000)
    early = trade_summaries.four_way(countries, 2020).set_index("area_iso3")
    assert early.loc["DDD", "cell"] == ONLY_AGREEMENT
    assert "Deltaland (US$9 m in 2021)" in trade_findings.silent(cells[cells["cell"] == NO_DATA].reset_index(), 2022)


def test_the_rest_is_gathered_without_mixing_the_two_kinds():
    links = trade_summaries.sankey(ROWS, 2022, hosts=1, products=3)
    assert links["value_usd"].sum() == ROWS.loc[ROWS["year"] == 2022, "value_usd"].sum()
    assert set(links["importer"]) == {"Alphaland", "Others with an agreement", "Others without one"}
    for _, row in links[links["importer"].str.startswith("Others")].iterrows():
        assert row["has_agreement"] == row["importer"].endswith("an agreement")
    assert set(links["importers"].sum()) == {"AAA", "BBB", "CCC", "DDD"} and set(links["hs_codes"]) == {("870380",)}
    nobody = trade_summaries.sankey(ROWS.assign(has_agreement=False), 2022, hosts=1, products=3)
    assert set(nobody["importer"]) == {"Alphaland", "Other countries"}
    assert "None of these importers has an agreement" in trade_findings.two_tones(nobody)


def test_bands_are_as_wide_as_the_flows_and_no_two_names_meet():
    hosts = [f"Country {number}" for number in range(9)]
    links = pd.DataFrame(
        {
            "product": ["Cells", "Cars"] * 9,
            "importer": [host for host in hosts for _ in range(2)],
            "value_usd": [10 ** (number // 3) for number in range(18)],
            "has_agreement": [number % 4 < 2 for number in range(18)],
            "importers": [(host,) for host in hosts for _ in range(2)],
            "hs_codes": [("850760",), ("870380",)] * 9,
        }
    )
    table = trade_summaries.with_products(links)
    assert table["value_usd"].sum() == 2 * links["value_usd"].sum()
    for is_phone in (True, False):
        figure = flows.draw(table, "Japan", "JPN", LIGHT, is_phone, frozenset({"Country 8"}))
        *bands, marks = figure["data"]
        assert set(marks["ids"]) == set(links.index if is_phone else table.index), "every band takes a click"
        for text, label in zip(marks["text"], marks["ids"], strict=True):
            ends = f"{table['product'][label]} → {table['importer'][label]}"
            assert text.startswith(ends if label in links.index else f"Japan → {table['product'][label]}")
        into = [band for band in bands if "Japan" not in band["text"]]
        assert sum(trace["meta"] for trace in into) == links["value_usd"].sum()
        for trace in into:
            width = trace["meta"] / links["value_usd"].sum() * flows.BANDS
            assert trace["y"][-1] - trace["y"][0] == pytest.approx(width, abs=0.02)
        last = [note["y"] for note in figure["layout"]["annotations"] if note["text"].startswith("Country")]
        assert len(last) == 9 and min(b - a for a, b in itertools.pairwise(sorted(last))) > flows.GAP - 0.01
        assert figure["layout"]["annotations"][-1]["text"].startswith("Country 8")


def test_without_partners_nothing_is_called_comparable():
    lines = line("comparable", 100, 220)
    signed = pd.DataFrame({"area": [], "signed_on": []})
    notes = str(chart.over_time(lines, signed, "CHN", LIGHT, is_phone=False))
    assert "without an agreement" in notes and "comparable" not in notes.replace("'name': 'comparable'", "")
    assert trade_findings.groups(lines)["comparable"] == "Without an agreement"
    cells = pd.DataFrame({"cell": [ONLY_TRADE, ONLY_TRADE, NEITHER, NO_DATA]})
    assert trade_findings.four_way("China", cells, 2024) == (
        "2 of 3 countries without an agreement bought at least US$1 m from China in 2024"
    )


def test_shares_fill_the_whole_with_other_suppliers():
    last = pd.DataFrame(
        {
            "exporter_iso3": ["CHN", "JPN"],
            "exporter": ["China", "Japan"],
            "value_usd": [60, 10],
            "total_usd": 100,
            "attribution": "UN",
        }
    )
    first = pd.DataFrame({"exporter_iso3": ["JPN"], "exporter": ["Japan"], "value_usd": [5], "total_usd": [20]})
    table = trade_summaries.share_table(last, first)
    assert table["share"].to_list() == pytest.approx([0.6, 0.1, 0.3])
    assert table["first_share"].fillna(-1).to_list() == pytest.approx([-1, 0.25, 0.75])
    assert "10.0%" in trade_findings.share("JPN", "Japan", table, 2024, 2020)
    assert trade_summaries.share_table(pd.DataFrame(), pd.DataFrame()).empty


def line(group: str, *values: int) -> pd.DataFrame:
    frame = pd.DataFrame({"group": group, "year": [2020, 2024], "value_usd": values, "importers": 3})
    return frame.assign(index=frame["value_usd"] / values[0] * 100)


@pytest.mark.parametrize(
    ("partners", "others", "words"),
    [
        ((100, 300), (100, 120), "Trade grew more where there is an agreement, which alone shows no cause"),
        ((100, 110), (100, 300), "Trade did not grow more where there is an agreement"),
        (
            (1000, 2200),
            (10, 200),
            "No clear answer: trade grew faster where there is no agreement, but more in dollars",
        ),
        ((10, 100), (1000, 2000), "No clear answer: faster in per cent where there is an agreement"),
        ((100, 200), (50, 100), "Trade moved alike"),
    ],
)
def test_the_answer_follows_both_per_cent_and_dollars(partners, others, words):
    lines = pd.concat([line("partners", *partners), line("comparable", *others)])
    assert trade_findings.verdict(lines).startswith(words)


def test_dollars_and_shares_in_short():
    assert trade_findings.dollars(747_646_578) == "US$748 m"
    assert trade_findings.dollars(12_350_433_026) == "US$12.4 bn"
    assert trade_findings.dollars(999_700_000) == "US$1 bn"
    assert trade_findings.dollars(3400) == "US$3,400"
    assert trade_findings.dollars(None) == trade_findings.dollars(float("nan")) == "no data"
    assert trade_findings.percent(0.0001) == "under 0.1%"
    assert trade_findings.percent(0.0) == "0.0%"


def test_a_signature_stands_at_its_place_in_the_year():
    assert chart.place_in_year("2022") == 2022
    assert chart.place_in_year("2022-07-02") == pytest.approx(2022, abs=0.01)
    assert chart.place_in_year("2022-12-31") == pytest.approx(2022.5, abs=0.01)


def test_a_wide_spread_is_drawn_on_a_log_scale_and_says_so():
    wide = pd.concat([line("partners", 100, 220), line("comparable", 10, 210)])
    narrow = pd.concat([line("partners", 100, 220), line("comparable", 10, 21)])
    signed = pd.DataFrame({"area": ["Alphaland"], "signed_on": ["2022-05"]})
    for lines, is_log in ((wide, True), (narrow, False)):
        layout = chart.over_time(lines, signed, "JPN", LIGHT, is_phone=False)["layout"]
        assert (layout["yaxis"].get("type") == "log") is is_log
        assert any("log scale" in note["text"] for note in layout["annotations"]) is is_log
