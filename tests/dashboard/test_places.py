"""Findings, summaries and charts of countries, pairs and the network on small frames."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pandas as pd
import pytest
from drawn import figure

from dashboard.charts import country, moments
from dashboard.core import numbers, words
from dashboard.core.forms import map_space
from dashboard.places import findings as place_findings
from dashboard.places import findings_context, findings_network, findings_pair, network


def agreed(*pairs: tuple[str, str]) -> pd.DataFrame:
    """Rows of agreements with no more than the network needs."""
    return pd.DataFrame(
        [{"buyer_iso3": b, "buyer": b.title(), "host_iso3": h, "host": h.title()} for b, h in pairs],
        columns=["buyer_iso3", "buyer", "host_iso3", "host"],
    )


PARTIES = pd.DataFrame(
    [
        ("GHA", "Gha", "Africa", False, False, False),
        ("TCD", "Tcd", "Africa", True, False, False),
        ("MDV", "Mdv", "Asia", False, True, False),
        ("UKR", "Ukr", "Europe", False, False, True),
        ("SGP", "Sgp", "Asia", False, True, False),
        ("CHE", "Che", "Europe", False, False, True),
    ],
    columns=["iso3", "short_name", "region", "is_ldc", "is_sids", "is_annex1"],
)
AGREED = agreed(("CHE", "GHA"), ("SGP", "GHA"), ("CHE", "UKR"), ("CHE", "GHA"))


def test_left_out_means_no_agreement_in_any_role_and_not_in_annex_one():
    table = network.crowding(AGREED, PARTIES, {"CHE", "SGP", "GHA", "UKR"})
    assert table[["iso3", "buyer_count"]].to_records(index=False).tolist() == [
        ("GHA", 2),
        ("UKR", 1),
        ("MDV", 0),
        ("TCD", 0),
    ]
    assert network.only_buyers(PARTIES, table) == ["Sgp"]
    said = findings_network.answer(table, PARTIES, "1 Jan 2026", "binding instruments only", [])
    assert said == (
        "On 1 Jan 2026, **2 of 4 Parties** not listed in Annex I have no agreement with anyone (binding instruments only); "
        "1 of 2 hosts works with one buyer alone."
    )
    assert findings_network.crowded(table, []) == "Gha works with 2 buyers; 1 host with one"


def test_a_chosen_buyer_is_named_and_nobody_is_said_to_have_one_buyer_alone():
    table = network.crowding(agreed(("CHE", "GHA")), PARTIES, {"CHE", "GHA"})
    said = findings_network.answer(table, PARTIES, "1 Jan 2026", "x", ["Switzerland"])
    assert "no agreement with Switzerland" in said and "alone" not in said
    assert findings_network.crowded(table, ["Switzerland"]) == "1 host works with Switzerland, 3 Parties do not"
    assert "of the chosen buyers" in findings_network.crowded(table, ["Switzerland", "Japan"])


def test_shared_and_exclusive_hosts():
    shared, alone = network.shared_hosts(AGREED), network.exclusive(AGREED)
    assert shared[["buyer_iso3", "other_iso3", "shared"]].to_records(index=False).tolist() == [
        ("CHE", "CHE", 2),
        ("SGP", "CHE", 1),
        ("SGP", "SGP", 1),
    ]
    assert alone[["buyer_iso3", "exclusive_count", "exclusive"]].to_records(index=False).tolist() == [
        ("CHE", 1, "Ukr"),
        ("SGP", 0, ""),
    ]
    assert findings_network.overlap(shared, alone) == "Che and Sgp share 1 host; Che has 1 of its 2 hosts exclusively"


def test_bands_leave_annex_one_out_and_count_each_group():
    bands = network.bands(network.crowding(AGREED, PARTIES, {"CHE", "SGP", "GHA", "UKR"})).set_index("group")
    assert bands.loc["Africa"].to_list() == [1, 0, 1, 0, 2]
    assert "Europe" not in bands.index
    assert bands.loc["Least developed"].to_list() == [1, 0, 0, 0, 1]


def test_ten_years_before_needs_a_figure_of_that_year():
    years = pd.DataFrame({"year": [2014, 2023, 2024], "co2_mt": [10.0, 14.0, 15.0]})
    assert findings_context.change(years, "co2_mt") == (2024, 15.0, pytest.approx(0.5))
    assert findings_context.change(years[years["year"] > 2014], "co2_mt")[2] is None
    negative = pd.DataFrame({"year": [2014, 2024], "ghg_mtco2e": [-1.0, 2.0]})
    assert findings_context.change(negative, "ghg_mtco2e")[2] is None, "no share of a sink"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "not found"),
        (math.nan, "not found"),
        (0.0, "0.000 Mt"),
        (0.0414, "0.041 Mt"),
        (0.354, "0.35 Mt"),
        (21.02, "21.0 Mt"),
        (2426.1, "2,426 Mt"),
        (-3.2, "-3.20 Mt"),
    ],
)
def test_megatonnes(value, said):
    assert numbers.megatonnes(value) == said


def test_an_old_stance_and_old_words_are_told():
    row = pd.Series(
        {
            "co2_year": 2024,
            "ghg_year": 2023,
            "gdp_year": 2024,
            "carbon_intensity_year": 2024,
            "ndc_title": "NDC 3.0",
            "ndc_submitted_on": date(2025, 9, 13),
            "article6_intention": "yes",
            "article6_intention_as_of": "2022-02",
            "participation_as_of": date(2026, 2, 28),
        }
    )
    gaps = "\n".join(place_findings.unknown(row, pd.DataFrame({"as_of": ["2022-10"]})))
    assert "What the NDC of 13 Sep 2025 says: the words here are those of Oct 2022" in gaps
    assert "Stance of the newest NDC on international markets" in gaps
    assert "initial report" in gaps
    fresh = "\n".join(place_findings.unknown(row, pd.DataFrame({"as_of": ["2025-10"]})))
    assert "the words here" not in fresh


def test_a_framed_map_holds_its_box_and_never_leaves_the_world():
    size = (600, 380)
    x, y, zoom = map_space.frame(np.array([0.0, 0.0]), np.array([4000.0, 3000.0]), size)
    assert (x, y) == (2000.0, 1500.0)
    assert 4000 * 2**zoom <= size[0] and 3000 * 2**zoom <= size[1]
    near = map_space.frame(np.array([0.0, 0.0]), np.array([10.0, 10.0]), size)[2]
    assert 2**near == pytest.approx(5 * size[0] / (map_space.EAST - map_space.WEST))
    far = map_space.frame(np.array([-17000.0, -6000.0]), np.array([17000.0, 8000.0]), (1200, 400))[2]
    assert (map_space.NORTH - map_space.SOUTH) * 2**far == pytest.approx(400)


def test_emissions_below_zero_are_drawn():
    years = pd.DataFrame({"year": [2022, 2023], "co2_mt": [1.0, 1.2], "ghg_mtco2e": [-2.0, -1.5]})
    said_by = {"co2_mt": "One", "ghg_mtco2e": "Another"}
    drawn = figure(country.emissions(years, said_by))
    assert [trace["y"][-1] for trace in drawn["data"]] == [1.2, -1.5]
    assert drawn["layout"]["yaxis"]["range"][0] <= -2.0
    silent = figure(country.emissions(years.assign(ghg_mtco2e=math.nan), said_by), is_phone=True)
    assert len(silent["data"]) == 1


def test_a_moment_has_its_own_mark_even_when_days_fall_together():
    row = {"kind": "registration", "moment_on": "2020-05", "moment_from_on": date(2020, 5, 1)}
    row |= {"moment_until_on": date(2020, 5, 31), "what": "Registered", "project": "A", "quantity_tco2e": math.nan}
    rows = pd.DataFrame([row | {"source_publisher": "JCM", "is_counted": True}] * 3)
    drawn = figure(moments.draw(rows, {kind: words.happened(kind) for kind in words.MOMENTS}, "JPN"))
    assert len(set(drawn["data"][1]["y"])) == 3
    assert drawn["layout"]["yaxis"]["ticktext"] == ["Registered (3)"]
    assert findings_pair.moments(rows.iloc[:1]) == "One dated moment: registered (May 2020)"


REGIONS = [("Africa", 20, 30), ("Americas", 10, 20), ("Asia", 12, 40), ("Europe", 8, 9)]


def split_of(rows):
    return pd.DataFrame(
        [(name, left, 0, 0, total - left, total) for name, left, total in rows],
        columns=["group", *network.BANDS, "total"],
    )


def test_a_region_of_few_developing_parties_is_no_region_with_the_largest_share():
    """Europe has the highest share by far, of 9 Parties: most of it is in Annex I and not counted."""
    said = findings_network.by_region(split_of([*REGIONS, ("Least developed", 25, 45)]))
    assert said.startswith(
        "Of the larger regions, Africa has the largest share left out, 20 of its 30 developing Parties; of the groups, 25 of 45"
    )


def test_no_region_leads_where_fewer_than_three_are_compared():
    assert findings_network.by_region(split_of(REGIONS[2:])) == "Left out: 12 of 40 in Asia and 8 of 9 in Europe"
    assert findings_network.by_region(split_of(REGIONS[:1])) == "Left out: 20 of 30 in Africa"


def test_a_group_of_the_network_has_its_own_parties():
    assert {group: list(network.of_group(PARTIES, group)["iso3"]) for group in network.GROUPS} == {
        "all": ["GHA", "TCD", "MDV", "UKR", "SGP", "CHE"],
        "ldc": ["TCD"],
        "sids": ["MDV", "SGP"],
    }


@pytest.mark.parametrize(("buyers", "band"), [(0, "left_out"), (1, "one"), (2, "two"), (3, "more"), (9, "more")])
def test_a_band_names_how_many_buyers(buyers, band):
    assert network.band(buyers) == band
