"""Targets: what each buyer wants, what exists, and how far the known pipeline may reach."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.charts import targets
from dashboard.charts.goal_and_pace import Pace, Reach, goal_and_pace
from dashboard.core import numbers, told
from dashboard.core.choices import Filters
from dashboard.core.columns import headed
from dashboard.core.plain import link, plain
from dashboard.core.words import day, known_date, plural
from dashboard.delivered import delivery_rate, measures
from dashboard.delivered import queries as ledger_queries
from dashboard.evidence import registry as figures
from dashboard.render import components
from dashboard.render.notices import not_honoured
from dashboard.render.page import current
from dashboard.targets import assumptions, backcast, trajectory
from dashboard.targets import findings as target_findings
from dashboard.targets import queries as target_queries
from dashboard.targets.findings import mt

GOAL_KEY, KEPT_GOAL = "goal_year", "chosen_goal_year"
RUNGS = {
    "buyer": "Buyer",
    "label": "Quantity",
    "quantity_mtco2e": "MtCO2e",
    "as_of": "Date",
    "derivation": "How known",
    "statement": "What it is",
    "source_publisher": "Source",
    "source_url": "Link",
}
KINDS = {
    "official_target": "an official target",
    "official_estimate": "an official estimate",
    "programme_goal": "the goal of one programme",
}
MODELLED = ("published_mtco2e", "central_mtco2e", "low_mtco2e", "high_mtco2e")

page = current()
edition_on = page.known.edition_on
defaults = target_queries.defaults()
ladders = target_queries.ladders()
projects = target_queries.pipeline()
pipeline = target_findings.pipeline_arrays(projects)
goals = ladders[(ladders["buyer_iso3"] == "JPN") & (ladders["rung"] == "goal")].sort_values("target_year")
years = [int(year) for year in goals["target_year"]]
buyer = str(goals["buyer"].iloc[0])

answer_place = st.container()
figures_place = st.container()


def behind_rung(rung: dict[str, Any]) -> str:
    """Return the address of what stands behind one bar of a ladder, or nothing where none is published."""
    if pd.isna(rung["quantity_mtco2e"]):
        return ""
    today = replace(page.filters, as_of=edition_on)
    if rung["rung"] == "goal":
        return figures.url(today, "goal", target_id=rung["target_id"])
    if rung["rung"] == "own_estimates":
        return figures.url(today, "own_estimates", target_id=rung["target_id"])
    code = rung["buyer_iso3"]
    if rung["rung"] == "officially_expected":
        return figures.url(today, "officially_expected", buyer_iso3=code)
    if rung["total_id"]:
        return figures.url(today, "published", total_id=rung["total_id"])
    unfiltered = Filters(edition_on)
    return figures.url(unfiltered, "transferred" if rung["rung"] == "transferred" else "issued", buyer_iso3=code)


def to_two_digits(value: float) -> float:
    """Return a number no finer than the model knows it."""
    return float(f"{value:.2g}")


def take_goal() -> None:
    """Keep the chosen goal in the URL."""
    st.session_state[KEPT_GOAL] = str(st.session_state[GOAL_KEY] or years[0])
    st.query_params["goal"] = st.session_state[KEPT_GOAL]


# Streamlit drops the parameters when another page is chosen, so the choice is kept beside them.
asked = st.query_params.get("goal") or st.session_state.get(KEPT_GOAL, str(years[0]))
if asked not in map(str, years):
    not_honoured(f"The link names an unknown goal year, “{asked[:20]}”; known are {years}.")
    asked = str(years[0])
st.session_state[GOAL_KEY], st.session_state[KEPT_GOAL] = int(asked), asked
if asked != str(years[0]) and st.query_params.get("goal") != asked:
    st.query_params["goal"] = asked

head_place = st.container()
chart_place = st.container()
with st.expander("The assumptions: move them, and everything on this page follows", expanded=not page.is_phone):
    st.segmented_control(
        "Goal", years, format_func=lambda year: f"FY{year}", key=GOAL_KEY, on_change=take_goal, required=True
    )
    cases, problems = assumptions.panel(defaults)
for problem in problems:
    not_honoured(problem)

year = int(asked)
goal = float(goals.set_index("target_year").loc[year, "quantity_mtco2e"])
frame = target_findings.trajectory_frame(pipeline, cases, max(years))
is_default = not assumptions.to_query(cases, defaults)
answer = target_findings.answer(frame, goal, year, edition_on, is_default)
answer_place.markdown(f"{answer} :small[A model of Japan's Joint Crediting Mechanism (JCM), not a forecast.]")

at = frame.set_index("fiscal_year").loc[year]
past = backcast.frame(target_queries.backcast(), pipeline, cases)
newest = past[past["is_calibration"]].iloc[0]
# The same answer as on every other page.
issued = measures.ask("jcm_issued", Filters(edition_on, buyers=(str(goals["buyer_iso3"].iloc[0]),)))
same = [
    f"{row.publisher} says the same for {known_date(row.as_of)}"
    for row in past.itertuples()
    if not row.is_calibration and not row.is_lead and row.published_tco2e == newest["published_tco2e"]
]
more = trajectory.needed_per_year(goal, float(at["central_mtco2e"]), edition_on, year)
until = day(trajectory.fiscal_year_end(year))
with figures_place:
    components.figures(
        [
            (
                "Goal of the JCM",
                f"{goal:.0f} Mt",
                f"cumulative to FY{year}, METI, {known_date(goals['as_of'].iloc[0])}",
                f"goal target_id:{goals.set_index('target_year').loc[year, 'target_id']}",
            ),
            (
                "Pipeline, central",
                f"{mt(at['central_mtco2e'])} Mt",
                f"modelled; {mt(at['low_mtco2e'])} low, {mt(at['high_mtco2e'])} high",
                "trajectory",
            ),
            (
                "Needed on top",
                f"{mt(more)} Mt",
                f"a year, {day(edition_on)} to {until}",
                "trajectory",
            ),
            (
                "Issued as JCM credits",
                told.shown(issued),
                "; ".join([told.by(issued), "both sides together", *same]),
                f"published total_id:{newest['total_id']}",
            ),
        ],
        page.is_phone,
    )

with chart_place:
    head = target_findings.reach(frame, buyer, goal, year)
    components.chart_head(
        head,
        "Joint Crediting Mechanism, MtCO2e. Solid: happened; light: modelled; outline: goal and need. Above, all years up to the goal; "
        "below, **Mt a year**, now and needed. The model: the yearly estimate of each project, from its start over the years counted, times the "
        f"buyer's share and the issuance rate. {target_findings.unpublished(projects)}.",
    )
    this = trajectory.fiscal_year_of(edition_on)
    now = frame.set_index("fiscal_year").loc[this]
    paces = [
        Pace(
            f"Issued, average of {known_date(newest['first_issued'])} to {known_date(newest['as_of'])}, published",
            newest["issued_tco2e_per_year"] / 1e6,
            f"{newest['issued_tco2e_per_year'] / 1e6:.2f}",
            "happened",
        ),
        Pace(
            f"Known projects in FY{this}, model: {mt(now['low_mtco2e_in_year'])} to {mt(now['high_mtco2e_in_year'])}",
            float(now["central_mtco2e_in_year"]),
            f"{now['central_mtco2e_in_year']:.2f}",
            "modelled",
            float(now["low_mtco2e_in_year"]),
            float(now["high_mtco2e_in_year"]),
        ),
        Pace(f"Needed on top, each year to {until}", more, mt(more), "needed"),
    ]
    rows = frame.index[frame["fiscal_year"] == year]
    pick = components.plot(
        goal_and_pace(
            Reach(
                goal,
                float(at["low_mtco2e"]),
                float(at["central_mtco2e"]),
                float(at["high_mtco2e"]),
                float(newest["published_mtco2e"]),
                f"Mt by FY{year}",
                f"goal {goal:.0f}",
                f"{mt(at['low_mtco2e'])} to {mt(at['high_mtco2e'])} modelled, {mt(at['central_mtco2e'])} central",
                f"about {numbers.rounded_megatonnes(newest['published_mtco2e'])} issued by {known_date(newest['as_of'])} ({newest['publisher']})",
                int(rows[0]),
            ),
            paces,
            str(goals["buyer_iso3"].iloc[0]),
            page.theme,
            page.is_phone,
        ),
        "trajectory",
        f"Bars: {answer}",
    )
    components.behind(
        page,
        "trajectory",
        frame,
        "own model on the projects of the Atlas (JCM web site, UNEP CCC pipeline, selection notices), named row by row in the extract of the projects' own estimates below; "
        f"goals: {link(goals['source_publisher'].iloc[0], goals['source_url'].iloc[0])}, {known_date(goals['as_of'].iloc[0])}; "
        f"issued: {link(newest['publisher'], newest['source_url'])}, {known_date(newest['as_of'])}",
        {
            "fiscal_year": "Fiscal year",
            "low_mtco2e": "Low, Mt by its end",
            "central_mtco2e": "Central, Mt by its end",
            "high_mtco2e": "High, Mt by its end",
            "central_mtco2e_in_year": "Central, Mt in the year",
        },
        rows=target_findings.with_assumptions(frame, cases, edition_on),
        behind_row=lambda _: figures.url(page.filters, "trajectory"),
        pick=pick,
    )
    st.subheader("Check on the past", anchor=False)
    st.markdown(f"{backcast.check(past, is_default)} {backcast.traced(newest)}")
    components.data_table(
        past[::-1].assign(
            central_over_published=past["central_over_published"].map("{:.0%}".format),
            **{name: past[name].map(to_two_digits) for name in MODELLED},
        ),
        headed(
            "as_of",
            "publisher",
            "published_mtco2e",
            "central_mtco2e",
            "low_mtco2e",
            "high_mtco2e",
            "central_over_published",
            "confidence",
            "source_url",
            as_of="Day",
            published_mtco2e="Published, Mt",
            central_mtco2e="Model, central, Mt",
            low_mtco2e="Model, low, Mt",
            high_mtco2e="Model, high, Mt",
            source_url="Link",
        ),
        lambda total: figures.url(page.filters, "published", total_id=total["total_id"]),
    )
    components.download(page, "backcast", past)

swings = target_findings.sensitivity_frame(pipeline, cases, year, defaults)
components.chart_head(
    target_findings.sensitivity(swings, year),
    f"MtCO2e by FY{year} when one input is moved from its low to its high value and the others stay central.",
)
pick = components.plot(
    targets.sensitivity(swings, float(at["central_mtco2e"]), page.theme, page.is_phone),
    "sensitivity",
    f"Bars: {target_findings.sensitivity(swings, year)}",
)
components.behind(
    page,
    "sensitivity",
    swings,
    "own model; the origin of each default stands beside its slider",
    {
        "label": "Input",
        "low_text": "Low",
        "high_text": "High",
        "low_mtco2e": "Mt at low",
        "high_mtco2e": "Mt at high",
    },
    rows=target_findings.with_assumptions(swings, cases, edition_on),
    behind_row={
        "Behind the input": lambda bar: figures.url(page.filters, "trajectory_inputs", input_id=bar["input"]),
        "Behind the pipeline": lambda _: figures.url(page.filters, "trajectory"),
    },
    pick=pick,
)

st.header(target_findings.ladders(ladders), anchor=False)
st.markdown(
    "Five different quantities stand below each other and are **never added**: the goal "
    "(outline), what officials or the press expect (hatched), what the projects estimate themselves (dotted), what was issued and what "
    "was first transferred (solid). What was transferred had been issued before."
)
for target_id in ladders["target_id"].unique():
    rows = ladders[ladders["target_id"] == target_id]
    first = rows.iloc[0]
    components.chart_head(
        target_findings.ladder(rows),
        f"MtCO2e, each with its own date. The goal is {KINDS[first['goal_kind']]}. {plain(first['goal_note'])}",
    )
    pick = components.plot(targets.ladder(rows, target_findings.ladder(rows)), f"ladder_{target_id}")
    components.answer(pick, ladders, RUNGS, behind_rung)
    dated = [
        f"{row.label.lower()}: {link(row.source_publisher, row.source_url)}, {known_date(row.as_of)}"
        if row.source_url
        else f"{row.label.lower()}: {plain(row.source_publisher)} ({plain(row.statement)}), {known_date(row.as_of)}"
        for row in rows.itertuples()
        if not pd.isna(row.quantity_mtco2e)
    ]
    of_buyer = Filters(edition_on, buyers=(str(first["buyer_iso3"]),))
    answers = measures.ask_all(("jcm_issued", "itmo_issued", "transferred"), of_buyer)
    leads = target_findings.in_no_bar(list(answers.values()))
    st.markdown(f":small[Sources: {'; '.join(dated)}{f'. **{leads}**' if leads else ''}]")
with components.folded("Table and CSV extract of all ladders", "ladders") as fold:
    if fold.open:
        components.data_table(ladders, RUNGS, behind_rung)
        components.download(page, "ladders", ladders)
        own = target_queries.own_estimates()
        st.markdown(":small[The projects' own estimates, row by row, as far as they can be placed in time:]")
        components.download(page, "own_estimates", own)

everything = target_queries.targets()
if unconfirmed := target_findings.unconfirmed(everything):
    st.markdown(unconfirmed)
old = int(everything["is_superseded"].sum())
components.chart_head(
    f"All {len(everything)} published targets, estimates and ceilings, {old} of them superseded",
    "Superseded figures stay and are used nowhere. Gaps, budgets, shares and money are no volume of ITMOs and have no ladder.",
)
components.data_table(
    everything.assign(
        state=everything["is_superseded"].map({True: "superseded", False: "in use"}),
        kind=everything["kind"].str.replace("_", " "),
    ),
    headed(
        "buyer",
        "metric",
        "quantity",
        "unit",
        "target_year",
        "kind",
        "state",
        "stated_on",
        "confidence",
        "checked",
        "source_url",
        "note",
        source_url="Link",
    ),
    lambda row: figures.url(page.filters, "targets", row=row["target_id"]),
)
components.download(page, "targets", everything)
reported = target_queries.progress()
with components.folded(
    f"What buyers and others publish on the way: {plural(len(reported), 'figure')}", "target_progress"
) as fold:
    if fold.open:
        components.data_table(
            reported,
            headed(
                "buyer", "metric", "quantity", "unit", "as_of", "confidence", "source_url", "note", source_url="Link"
            ),
            lambda row: figures.url(page.filters, "reported", row=row["progress_id"]),
        )
        components.download(page, "target_progress", reported)
ratios = ledger_queries.delivery_ratios(Filters(edition_on))
st.header("Delivery rates, and which is used where", anchor=False)
said = delivery_rate.statement(delivery_rate.of(ratios)) if len(ratios) else ""
st.markdown(f"{said} {delivery_rate.uses(backcast.rate_in_words(past))}")
st.markdown(f":small[{target_findings.elsewhere(target_queries.experience())}]")
