"""Charts on the real rows: figures that Plotly and deck.gl accept, drawn from each row once, or from none."""

from __future__ import annotations

import json
from datetime import date

import pandas as pd
import plotly.graph_objects as go
import pytest
from copies import EDITION
from drawn import figure

from dashboard.agreements import queries, summaries
from dashboard.charts import estimates, growth, ladder, matrix, sectors, timeline, world_map
from dashboard.core.choices import Filters
from dashboard.core.forms import Look, lay_out
from dashboard.core.forms.map_deck import ARCS, BUYERS, HOSTS, to_deck
from dashboard.core.forms.map_space import EAST, NORTH, SOUTH, WEST
from dashboard.core.palette import DARK, LIGHT
from dashboard.projects import queries as project_queries

pytestmark = pytest.mark.usefixtures("built")
FILTERS = {
    "all": Filters(EDITION),
    "one agreement": Filters(EDITION, buyers=("KWT",)),
    "undated": Filters(EDITION, buyers=("NOR",), hosts=("IDN",)),
    "one region": Filters(date(2024, 1, 1), regions=("Oceania",)),
}


@pytest.fixture(params=FILTERS)
def agreements(request, built):
    rows = queries.agreements(FILTERS[request.param])
    assert len(rows)
    return rows


def drawings(rows, theme, is_phone):
    pairs = summaries.by_pair(rows)
    regions = dict(zip(rows["host_iso3"], rows["host_region"], strict=True))
    table = summaries.growth(rows, list(summaries.by_buyer(rows)["buyer"].head(3)))
    return {
        "growth": figure(growth.draw(table, {}), is_phone, theme),
        "matrix": figure(matrix.draw(pairs, regions), is_phone, theme),
        "timeline": figure(timeline.draw(rows), is_phone, theme),
    }


@pytest.mark.parametrize("is_phone", [False, True], ids=["desktop", "phone"])
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_plotly_accepts_every_figure(agreements, theme, is_phone):
    for drawn in drawings(agreements, theme, is_phone).values():
        # Figure() refuses what it does not know; the JSON must be plain, with no NaN, for the browser.
        json.dumps(go.Figure(drawn).to_plotly_json()["layout"])
        json.dumps(drawn, allow_nan=False)


def test_the_timeline_has_a_mark_for_each_date_and_none_without(agreements):
    marks = [trace for trace in figure(timeline.draw(agreements))["data"] if trace["mode"] == "markers"]
    dated = agreements[agreements["signed_on"].notna()]
    days = sorted(x for mark in marks for x in mark["x"] if x)
    assert len(days) == len(dated)
    exact = dated.loc[dated["signed_on_precision"] == "day", "signed_on"]
    assert set(exact) <= set(days)


def test_the_grid_never_puts_two_hosts_in_one_row(agreements):
    regions = dict(zip(agreements["host_iso3"], agreements["host_region"], strict=True))
    for is_phone in (False, True):
        drawn = figure(matrix.draw(summaries.by_pair(agreements), regions), is_phone)
        axes = [axis for name, axis in drawn["layout"].items() if name.startswith("yaxis")]
        labels = [label for axis in axes for label in axis["ticktext"]]
        assert set(agreements["host"]) <= set(labels)
        hosts = agreements.groupby("buyer")["host"].nunique()
        across = [axis["ticktext"] for name, axis in drawn["layout"].items() if name.startswith("xaxis")]
        assert across and all({f"{buyer} {count}" for buyer, count in hosts.items()} == set(names) for names in across)
        for axis in axes:
            assert len(axis["tickvals"]) == len(set(axis["tickvals"])) == len(axis["ticktext"])


def layers_of(rows, points=None):
    place = world_map.places(queries.parties() if points is None else points)
    form = world_map.network(summaries.by_pair(rows), summaries.by_host(rows), place)
    return {layer["id"]: layer for layer in json.loads(to_deck(form, Look(LIGHT, 1200)).to_json())["layers"]}


def test_the_map_draws_an_arc_a_pair_and_a_dot_a_host_inside_the_world(agreements):
    layers = layers_of(agreements)
    pairs = set(zip(agreements["buyer_iso3"], agreements["host_iso3"], strict=True))
    arcs = layers[ARCS]["data"]
    assert len(arcs) == len(pairs)
    assert {(arc["buyer_iso3"], arc["host_iso3"]) for arc in arcs} == pairs
    assert {dot["host_iso3"] for dot in layers[HOSTS]["data"]} == set(agreements["host_iso3"])
    assert {ring["buyer_iso3"] for ring in layers[BUYERS]["data"]} == set(agreements["buyer_iso3"])
    for dot in layers[HOSTS]["data"]:
        x, y = dot["position"]
        assert WEST < x < EAST
        assert SOUTH < y < NORTH


def test_dots_tell_of_agreements_or_of_the_hosts_of_the_buyer_in_focus(agreements):
    by_buyer = agreements.groupby("buyer_iso3")["host_iso3"].agg(set)
    dots = {dot["host_iso3"]: dot["radius"] for dot in layers_of(agreements)[HOSTS]["data"]}
    # Of few pairs, or of one buyer, all can be seen at once.
    if by_buyer.map(len).sum() <= 12 or len(by_buyer) == 1:
        counts = agreements["host_iso3"].value_counts()
        shares = [dots[iso3] ** 2 / count for iso3, count in counts.items()]
        assert shares == pytest.approx([shares[0]] * len(shares))
        return
    large = {iso3 for iso3, radius in dots.items() if radius == max(dots.values())}
    most = by_buyer.map(len).max()
    assert large in [hosts for hosts in by_buyer if len(hosts) == most]


def test_the_map_loads_its_outlines_from_this_server_alone():
    addresses = [layer["data"] for layer in layers_of(queries.agreements(FILTERS["all"])).values()]
    assert {url.partition("?")[0] for url in addresses if isinstance(url, str)} == {
        "/app/static/graticule.json",
        "/app/static/world.json",
    }


def test_a_map_without_agreements_is_an_empty_world():
    nothing = queries.agreements(Filters(date(2013, 1, 1)))
    assert nothing.empty
    layers = layers_of(nothing)
    for name in (ARCS, HOSTS, BUYERS):
        assert layers[name]["data"] == []


def test_a_party_without_a_place_is_left_out_of_the_map():
    rows = queries.agreements(FILTERS["one agreement"])
    points = queries.parties()
    points.loc[points["iso3"] == rows["host_iso3"].iloc[0], ["x_km", "y_km"]] = float("nan")
    layers = layers_of(rows, points)
    assert layers[ARCS]["data"] == layers[HOSTS]["data"] == []


def test_numbers_in_the_growth_chart_are_whole_and_never_fall():
    table = pd.DataFrame({"Japan": [1, 3], "Others": [0, 1]}, index=pd.Index([2013, 2014], name="year"))
    drawn = figure(growth.draw(table, {"Japan": "JPN"}))
    assert [bar["y"] for bar in drawn["data"]] == [[1, 3], [0, 1]]
    assert [bar["marker"]["color"] for bar in drawn["data"]] == [LIGHT.buyers["JPN"], LIGHT.other]
    assert [note["text"] for note in drawn["layout"]["annotations"]] == ["<b>Japan</b> 3", "<b>Others</b> 1"]


@pytest.mark.parametrize(
    ("tonnes", "said"),
    [(4_999.0, "4,999 t"), (5_000.0, "0.01 Mt"), (723_084.0, "0.72 Mt"), (float("nan"), "none found")],
)
def test_an_estimate_of_a_few_thousand_tonnes_is_no_zero(tonnes, said):
    steps = pd.DataFrame(
        [("First transferred", 4, int(tonnes == tonnes), tonnes)],
        columns=["label", "projects", "with_figure", "expected_tco2e_per_year"],
    )
    (row,) = ladder.draw(steps).rows
    assert row["estimate"] == said


@pytest.mark.parametrize(("projects", "said"), [(1, "Issued: 1 project"), (2, "Issued: 2 projects")])
def test_a_step_with_one_project_is_told_in_the_singular(projects, said):
    steps = pd.DataFrame(
        [("Issued", projects, 0, float("nan"))], columns=["label", "projects", "with_figure", "expected_tco2e_per_year"]
    )
    (row,) = ladder.draw(steps).rows
    assert row["told_count"] == said


def test_hosts_are_ranked_by_what_their_projects_expect():
    hosts = project_queries.by_host(Filters(EDITION))
    drawn = [(row["host"], row["tco2e"]) for row in estimates.by_host(hosts).rows]
    known = hosts[hosts["with_figure"] > 0]
    assert len(drawn) == min(len(known), estimates.SHOWN) < len(hosts)
    assert [value for _, value in drawn] == sorted(known["expected_tco2e_per_year"], reverse=True)[: len(drawn)]
    assert {row["state"] for row in estimates.by_host(hosts).rows} == {"estimate"}


@pytest.mark.parametrize("hosts", [(), ("GHA",)])
def test_steps_that_no_project_stands_on_are_left_out(hosts):
    steps = project_queries.ladder(Filters(EDITION, hosts=hosts))
    form = ladder.draw(steps)
    taken = steps[steps["projects"] > 0]
    assert [row["stage"] for row in form.rows] == taken["label"].to_list() and len(taken) < len(steps)
    assert len(form.measures) == (2 if steps["with_figure"].any() else 1)


@pytest.mark.parametrize("width", [760, 1200])
def test_each_buyer_is_named_whole_over_its_column_of_sectors(width):
    rows = project_queries.sectors_by_buyer(Filters(EDITION))
    scene = lay_out(sectors.columns(rows), Look(LIGHT, width))
    words = {note.text.replace("**", "").replace("\n", " ") for note in scene.notes}
    heads = {f"{buyer} {of:,}" for buyer, of in rows.groupby("buyer")["projects"].sum().items()}
    assert {*heads, *rows["sector"], f"{sectors.ALL} {rows['projects'].sum():,}"} <= words and scene.legend_rows == 0


def test_bars_of_sectors_are_shares_of_a_buyers_own_projects():
    """On one scale of projects those of all buyers but one were too short to be seen."""
    rows = pd.DataFrame(
        [
            {"sector": "Power", "buyer": "Japan", "buyer_iso3": "JPN", "projects": 90},
            {"sector": "Stoves", "buyer": "Japan", "buyer_iso3": "JPN", "projects": 10},
            {"sector": "Stoves", "buyer": "Sweden", "buyer_iso3": "SWE", "projects": 5},
        ]
    )
    drawn = {(row["buyer"], row["sector"]): (row["share"], row["said"]) for row in sectors.columns(rows).rows}
    assert drawn["Japan 100", "Power"] == (0.9, "90") and drawn["Sweden 5", "Stoves"] == (1.0, "5")
    assert drawn["All buyers 105", "Stoves"] == (15 / 105, "**15**")
