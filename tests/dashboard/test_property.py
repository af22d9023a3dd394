"""For random filters every number of a page says the same: headline, table, extract, map, charts."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

import pandas as pd
import pytest
from copies import EDITION
from drawn import figure
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.agreements import queries, summaries
from dashboard.charts import estimates, matrix, sectors, world_map
from dashboard.charts import growth as growth_chart
from dashboard.charts import ladder as ladder_chart
from dashboard.core import extract
from dashboard.core.choices import COUNTING_RULES, Filters, followed
from dashboard.core.fields import FilterGroup
from dashboard.core.figure import answers
from dashboard.core.figure_rows import narrow
from dashboard.core.forms import Look
from dashboard.core.forms.map_deck import ARCS, BUYERS, HOSTS, to_deck
from dashboard.core.palette import LIGHT
from dashboard.delivered import figures as ledger_figures
from dashboard.delivered import queries as ledger_queries
from dashboard.evidence import registry as figures
from dashboard.places import queries as place_queries
from dashboard.places.sides import of_country, of_pair
from dashboard.projects import figures as project_figures
from dashboard.projects import queries as project_queries

RULES = list(COUNTING_RULES)
HEADLINES = [figure for figure in figures.FIGURES.values() if figure.question]


def some(*values):
    return st.lists(st.sampled_from(values), unique=True, max_size=3).map(tuple)


FILTERS = st.builds(
    Filters,
    as_of=st.dates(date(2013, 1, 1), EDITION) | st.just(EDITION),
    buyers=some("JPN", "CHE", "SGP", "SWE", "NOR", "KOR", "AUS", "ARE", "KWT"),
    hosts=st.just(()) | some("GHA", "VNM", "THA", "PER", "SEN", "IDN", "VUT", "CHL", "ZMB"),
    regions=st.just(()) | some("Africa", "Asia", "Americas", "Europe", "Oceania"),
    rule=st.sampled_from(RULES),
    sectors=st.just(()) | some("renewable_energy", "transport", "clean_cooking_households"),
    stages=st.just(()) | some("idea", "design", "issued", "registered", "cancelled"),
    words=st.sampled_from(["", "solar", "cook", "tuki wasi", "no such words"]),
)
RELAXED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
pytestmark = pytest.mark.usefixtures("built")


def rows_of_extract(frame: pd.DataFrame) -> int:
    return len(pd.read_csv(io.BytesIO(extract.to_csv(frame)), keep_default_na=False))


@RELAXED
@given(FILTERS)
def test_agreements_add_up_everywhere(filters):
    agreements = queries.agreements(filters)
    counts, pairs = summaries.headline(agreements), summaries.by_pair(agreements)
    assert counts.agreements == len(agreements) == rows_of_extract(agreements)
    assert counts.agreements == pairs["agreement_count"].sum() == summaries.by_host(agreements)["agreement_count"].sum()
    assert counts.pairs == len(pairs)
    if agreements.empty:
        return
    form = world_map.network(pairs, summaries.by_host(agreements), world_map.places(queries.parties()))
    layers = {layer["id"]: layer["data"] for layer in json.loads(to_deck(form, Look(LIGHT, 1200)).to_json())["layers"]}
    assert len(layers[ARCS]) == counts.pairs
    assert len(layers[HOSTS]) == counts.hosts
    assert len(layers[BUYERS]) == counts.buyers
    if form.focus:
        assert dict(form.shades) == agreements.groupby("host_iso3")["buyer_iso3"].nunique().to_dict()
        assert {arc["width"] for arc in layers[ARCS]} == {1.6}, "arcs tell of whom one buyer buys, not how much"
    else:
        counts_of_arcs = [round((arc["width"] - 0.5) / 0.9) for arc in layers[ARCS]]
        assert counts_of_arcs == pairs["agreement_count"].to_list()
    table = summaries.growth(agreements, list(agreements["buyer"].unique()[:3]))
    assert table.iloc[-1].sum() == counts.agreements
    bars = figure(growth_chart.draw(table, {}))["data"]
    assert sum(bar["y"][-1] for bar in bars) == counts.agreements
    regions = dict(zip(agreements["host_iso3"], agreements["host_region"], strict=True))
    for is_phone in (False, True):
        drawn = figure(matrix.draw(pairs, regions), is_phone)["data"]
        marks = [trace for trace in drawn if trace["mode"] == "markers"]
        assert sum(len([x for x in mark["x"] if x is not None]) for mark in marks) == counts.pairs
        signs = [sign for trace in drawn if trace["mode"] == "text" for sign in trace["text"]]
        assert len(signs) == pairs["in_force_state"].isin(matrix.FORCE).sum()


@RELAXED
@given(FILTERS)
def test_a_wider_rule_or_a_later_day_never_counts_less(filters):
    counts = [len(queries.agreements(replace(filters, rule=rule))) for rule in RULES]
    assert counts == sorted(counts)
    later = replace(filters, as_of=min(filters.as_of + timedelta(days=400), EDITION))
    assert len(queries.agreements(later)) >= len(queries.agreements(filters))


@RELAXED
@given(FILTERS)
def test_nothing_is_both_counted_and_shown_apart(filters):
    counted, apart = queries.agreements(filters), queries.not_counted(filters)
    assert not set(counted["agreement_id"]) & set(apart["agreement_id"])
    assert set(apart["status"]) <= {"concluded_not_signed", "under_negotiation", "unclear"}


@RELAXED
@given(FILTERS)
def test_projects_add_up_everywhere(filters):
    table = project_queries.projects(filters)
    assert len(table) == rows_of_extract(table)
    steps, hosts = project_queries.ladder(filters), project_queries.by_host(filters)
    by_sector = project_queries.sectors_by_buyer(filters)
    for frame in (steps, hosts, by_sector):
        assert frame["projects"].sum() == len(table)
        assert frame["with_figure"].sum() == table["expected_tco2e_per_year"].notna().sum()
        assert frame["expected_tco2e_per_year"].sum() == pytest.approx(table["expected_tco2e_per_year"].sum())
    told = answers(project_figures.FIGURES, filters)
    assert (told["projects"].value or 0) == len(table)
    assert (told["expected_yearly"].value or 0) == pytest.approx(table["expected_tco2e_per_year"].sum())
    # Counts of one thing agree: the last two steps of the ladder are the projects with credits issued.
    late = steps.loc[steps["stage_id"].isin(["issued", "transferred"]), "projects"].sum()
    assert (told["with_issuance"].value or 0) == late
    if len(table):
        assert sum(figure(ladder_chart.draw(steps))["data"][0]["x"]) == len(table)
        bars = figure(sectors.stacked(by_sector))["data"]
        assert sum(sum(bar["x"]) for bar in bars) == len(table)
        # In columns a bar is a share of its column: in all, where there are several buyers, and with each.
        columns = sectors.columns(by_sector).rows
        assert sum(row.get("projects", 0) for row in columns) == len(table)
        of_column = pd.DataFrame(columns).groupby("buyer")["share"].sum()
        assert len(of_column) == by_sector["buyer"].nunique() + (by_sector["buyer"].nunique() > 1)
        assert of_column.to_list() == pytest.approx([1] * len(of_column))
        drawn = sum(bar["tco2e"] for bar in estimates.by_host(hosts).rows)
        assert drawn == pytest.approx(hosts["expected_tco2e_per_year"].nlargest(estimates.SHOWN).sum())


@RELAXED
@given(FILTERS)
def test_kinds_of_delivered_tonnes_stay_apart(filters):
    ledger = ledger_queries.ledger(filters)
    told = answers(ledger_figures.FIGURES, filters)
    summed = ledger[ledger["is_summed"]]
    by_event = summed.groupby("event")["quantity_tco2e"].sum()
    assert (told["jcm_issued"].value or 0) + (told["itmo_issued"].value or 0) == by_event.get("issuance", 0)
    assert (told["transferred"].value or 0) == by_event.get("first_transfer", 0)
    assert "authorisation" not in by_event
    assert summed["is_alternative_of"].isna().all() and not summed["is_lead"].any()


@RELAXED
@given(FILTERS)
def test_delivered_and_projects_filter_by_the_stage_of_the_same_day(filters):
    shown = set(project_queries.listed(filters)["project_id"])
    whole = replace(filters, buyers=(), hosts=(), regions=())
    any_party = set(project_queries.listed(whole)["project_id"])
    ledger = ledger_queries.ledger(filters)
    if filters.stages or filters.sectors or filters.words:
        named = ledger["project_id"].dropna()
        assert set(named) <= any_party
    if filters.stages and not shown and not any_party:
        assert ledger.empty


@lru_cache(maxsize=128)
def rows_behind(name: str, filters: Filters) -> pd.DataFrame:
    # Asked once, then narrowed to each bar.
    return figures.FIGURES[name].rows(filters)


def number(name: str, filters: Filters, key: str = "") -> float | None:
    rows, chosen, problems = narrow(rows_behind(name, filters), key)
    assert not problems
    return figures.FIGURES[name].number(rows, chosen)


@RELAXED
@given(FILTERS)
def test_no_number_on_one_page_contradicts_another(filters):
    """The figures that pages share, each as its page makes it, against the rows behind it."""
    agreements = queries.agreements(filters)
    overview = summaries.headline(agreements)
    for name in ("pairs", "agreements", "buyers", "hosts", "binding_pairs", "disputed", "undated"):
        assert number(name, filters) == getattr(overview, name), name
    assert number("shown_apart", filters) == len(queries.not_counted(filters))

    steps, rows = project_queries.ladder(filters), project_queries.projects(filters)
    assert number("projects", filters) == len(rows)
    assert number("left_out", filters) == len(project_queries.left_out(filters))
    assert number("without_estimate", filters) == rows["expected_tco2e_per_year"].isna().sum()

    # How it works and Projects: one bar a step, a host, a sector and buyer, a year.
    for bar in steps.itertuples():
        assert number("projects", filters, f"stage_id:{bar.stage_id}") == bar.projects
    for bar in project_queries.by_host(filters).itertuples():
        assert number("projects", filters, f"host_iso3:{bar.host_iso3}") == bar.projects
    years = project_queries.by_year(filters)
    for step in ("registered", "selected"):
        for bar in years[years[step] > 0].itertuples():
            assert number("projects", filters, f"{step}_year:{bar.year}") == getattr(bar, step)
    for pair in summaries.by_pair(agreements).head(5).itertuples():
        key = f"buyer_iso3:{pair.buyer_iso3},host_iso3:{pair.host_iso3}"
        assert number("agreements", filters, key) == pair.agreement_count
        row = agreements[
            (agreements["buyer_iso3"] == pair.buyer_iso3) & (agreements["host_iso3"] == pair.host_iso3)
        ].iloc[0]
        whole = replace(filters, sectors=(), stages=(), words="")
        for name in ("jcm_issued", "itmo_issued"):
            issued = row[f"{name}_tco2e"]
            assert (number(name, whole, key) or 0) == (0 if pd.isna(issued) else issued)

    for name, answer in answers(HEADLINES, filters).items():
        assert (number(name, filters) or 0) == (answer.value or 0), name


@settings(RELAXED, max_examples=25)
@given(FILTERS, st.sampled_from(["CHE-GHA", "JPN-VNM", "SGP-PER", "SWE-CHE", "JPN-IDN"]))
def test_country_and_pair_say_what_the_other_pages_say(filters, key):
    """Rule and day are the visitor's, the Parties their own: every figure against the rows behind it."""
    (buyer, host), world = key.split("-"), followed(filters, FilterGroup.RULE_AND_DAY)
    of = {"buyer": f"buyer_iso3:{buyer}", "host": f"host_iso3:{host}", "pair": f"buyer_iso3:{buyer},host_iso3:{host}"}
    shown = of_pair(buyer, host, filters)
    for role, side in shown.items():
        assert number("agreements", world, of[role]) == len(side.agreements)
        assert number("projects", world, of[role]) == side.count("projects") == len(side.projects)
        for name in ("jcm_issued", "itmo_issued", "transferred"):
            assert (number(name, world, of[role]) or 0) == (side.answers[name].value or 0)
        assert number("shown_apart", side.filters) == len(side.not_counted)

    for role, code in (("buyer", buyer), ("host", host)):
        alone = of_country(code, filters)[role]
        assert alone.agreements["agreement_id"].tolist() == shown[role].agreements["agreement_id"].tolist()
        assert alone.ledger["event_id"].tolist() == shown[role].ledger["event_id"].tolist()
    pair, moments = shown["pair"], place_queries.moments(buyer, host, filters)
    drawn = moments[moments["agreement_id"].notna()]
    is_counted = ~drawn["what"].str.contains("(not counted", regex=False)
    assert set(drawn[is_counted]["agreement_id"]) == set(pair.agreements["agreement_id"])
    assert set(pair.not_counted["agreement_id"]) <= set(drawn[~is_counted]["agreement_id"])
    for event in ("issuance", "first_transfer"):
        assert (moments["kind"] == event).sum() == (pair.ledger["event"] == event).sum()
    dated = moments[moments["agreement_id"].isna()]["moment_until_on"]
    if world.as_of < EDITION:
        assert (pd.to_datetime(dated) <= pd.Timestamp(world.as_of)).all()
