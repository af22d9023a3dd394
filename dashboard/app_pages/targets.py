"""Targets: what each buyer wants, what exists, and how far the known pipeline may reach."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import assumptions, components, figures, findings, target_findings, target_queries, trajectory
from dashboard.charts import targets
from dashboard.page import current
from dashboard.queries import Filters

HORIZON = 2040
GOAL_KEY, KEPT_GOAL = "goal_year", "chosen_goal_year"
RUNGS = {
    "buyer": "Buyer",
    "label": "Quantity",
    "quantity_mtco2e": "MtCO2e",
    "as_of": "Date",
    "derivation": "How known",
    "statement": "What it is",
    "source_publisher": "Source",
    "url": "Link",
}
KINDS = {
    "official_target": "an official target",
    "official_estimate": "an official estimate",
    "programme_goal": "the goal of one programme",
}
LINKS = {
    "Link": st.column_config.LinkColumn(display_text="open", width="small"),
    # Wide enough for "not published".
    "Quantity": st.column_config.NumberColumn(format="localized", width=110),
    "Unit": st.column_config.TextColumn(width=130),
    "Stated": st.column_config.TextColumn(width=110),
}

page = current()
edition_on = page.known.edition_on
defaults = target_queries.defaults()
ladders = target_queries.ladders()
projects = target_queries.pipeline()
pipeline = target_findings.pipeline_arrays(projects)
goals = ladders[(ladders["buyer_iso3"] == "JPN") & (ladders["rung"] == "goal")].sort_values("target_year")
years = [int(year) for year in goals["target_year"]]

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
    buyer = rung["buyer_iso3"]
    if rung["rung"] == "officially_expected":
        return figures.url(today, "officially_expected", buyer_iso3=buyer)
    if rung["rung"] == "issued" and rung["derivation"] == "published":
        return figures.url(today, "officially_issued", buyer_iso3=buyer)
    unfiltered = Filters(edition_on)
    return figures.url(unfiltered, "transferred" if rung["rung"] == "transferred" else "issued", buyer_iso3=buyer)


def take_goal() -> None:
    """Keep the chosen goal in the URL."""
    st.session_state[KEPT_GOAL] = str(st.session_state[GOAL_KEY] or years[0])
    st.query_params["goal"] = st.session_state[KEPT_GOAL]


# Streamlit drops the parameters when another page is chosen, so the choice is kept beside them.
asked = st.query_params.get("goal") or st.session_state.get(KEPT_GOAL, str(years[0]))
if asked not in map(str, years):
    st.warning(f"The link names an unknown goal year, “{asked[:20]}”; known are {years}.", icon=":material/link_off:")
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
    st.warning(problem, icon=":material/link_off:")

year = int(asked)
goal = float(goals.set_index("target_year").loc[year, "quantity_mtco2e"])
frame = target_findings.trajectory_frame(pipeline, cases, HORIZON)
is_default = not assumptions.to_query(cases, defaults)
answer = target_findings.answer(frame, goal, year, edition_on, is_default)
answer_place.markdown(f"{answer} :small[A model of Japan's Joint Crediting Mechanism (JCM), not a forecast.]")

at = frame.set_index("fiscal_year").loc[year]
issued = ladders[(ladders["target_id"] == goals["target_id"].iloc[0]) & (ladders["rung"] == "issued")].iloc[0]
with figures_place:
    components.figures(
        [
            (
                "Goal of the JCM",
                f"{goal:.0f} Mt",
                f"cumulative to FY{year}, METI, {findings.known_date(goals['as_of'].iloc[0])}",
                f"goal target_id:{goals.set_index('target_year').loc[year, 'target_id']}",
            ),
            (
                "Pipeline, central",
                f"{at['central_mtco2e']:.1f} Mt",
                f"modelled; {at['low_mtco2e']:.1f} low, {at['high_mtco2e']:.1f} high",
                "trajectory",
            ),
            (
                "Needed on top",
                f"{target_findings.mt(trajectory.needed_per_year(goal, float(at['central_mtco2e']), edition_on, year))} Mt",
                f"a year, {findings.day(edition_on)} to {findings.day(trajectory.fiscal_year_end(year))}",
                "trajectory",
            ),
            (
                "Issued so far",
                f"{issued['quantity_mtco2e']:.1f} Mt",
                f"{issued['source_publisher']}, {findings.known_date(issued['as_of'])}",
                "officially_issued buyer_iso3:JPN",
            ),
        ],
        page.is_phone,
    )

with chart_place:
    components.chart_head(
        f"The known pipeline reaches {at['central_mtco2e'] / goal:.0%} of the JCM's goal for FY{year} in the central case",
        "Cumulative MtCO2e by Japanese fiscal year (April to March), **modelled** from the first year on, the past included: yearly "
        "estimate of each project, from its start over the years counted, times the buyer's share and the delivery rate. Dashed: "
        f"central; dotted: low and high. {target_findings.unpublished(projects)}.",
    )
    counted = (int(issued["as_of"][:4]), float(issued["quantity_mtco2e"]))
    pick = components.plot(
        targets.trajectory(
            frame, goals.rename(columns={"target_year": "fiscal_year"}), counted, page.theme, page.is_phone
        ),
        "trajectory",
        f"Range by fiscal year: {answer}",
    )
    components.behind(
        page,
        "trajectory",
        frame,
        "own model on the projects of the Atlas (JCM web site, UNEP CCC pipeline, selection notices), named row by row in the extract of the projects' own estimates below; "
        f"goals: [{goals['source_publisher'].iloc[0]}]({goals['url'].iloc[0]}), {findings.known_date(goals['as_of'].iloc[0])}; "
        f"issued: [{issued['source_publisher']}]({issued['url']}), {findings.known_date(issued['as_of'])}",
        {
            "fiscal_year": "Fiscal year",
            "low_mtco2e": "Low, Mt so far",
            "central_mtco2e": "Central, Mt so far",
            "high_mtco2e": "High, Mt so far",
            "central_mtco2e_in_year": "Central, Mt in the year",
        },
        rows=target_findings.with_assumptions(frame, cases, edition_on),
        behind_row=lambda _: figures.url(page.filters, "trajectory"),
        pick=pick,
    )

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

st.header("From goal to what exists", anchor=False)
st.markdown(
    f"{target_findings.ladders(ladders)}. Five different quantities stand below each other and are **never added**: the goal "
    "(outline), what officials expect (hatched), what the projects estimate themselves (dotted), what was issued and what "
    "was first transferred (solid). Most of what is issued first becomes transferred later."
)
for target_id in ladders["target_id"].unique():
    rows = ladders[ladders["target_id"] == target_id]
    first = rows.iloc[0]
    doubt = (
        ""
        if not (first["goal_checked"] or "").startswith("Not borne out")
        else " **Not confirmed by an official page.**"
    )
    components.chart_head(
        target_findings.ladder(rows),
        f"MtCO2e, each with its own date. The goal is {KINDS[first['goal_kind']]}. {first['goal_note'] or ''}{doubt}",
    )
    pick = components.plot(
        targets.ladder(rows, page.theme, page.is_phone), f"ladder_{target_id}", target_findings.ladder(rows)
    )
    components.answer(pick, ladders, RUNGS, behind_rung)
    dated = [
        f"{row.label.lower()}: [{row.source_publisher}]({row.url}), {findings.known_date(row.as_of)}"
        if row.url
        else f"{row.label.lower()}: {row.source_publisher} ({row.statement}), {findings.known_date(row.as_of)}"
        for row in rows.itertuples()
        if not pd.isna(row.quantity_mtco2e)
    ]
    st.markdown(f":small[Sources: {'; '.join(dated)}]")
with components.folded("Table and CSV extract of all ladders", "ladders") as fold:
    if fold.open:
        components.data_table(ladders, RUNGS, behind_rung, column_config=LINKS)
        components.download(page, "ladders", ladders)
        own = target_queries.own_estimates()
        st.markdown(":small[The projects' own estimates, row by row, as far as they can be placed in time:]")
        components.download(page, "own_estimates", own)

everything = target_queries.targets()
old = int(everything["is_superseded"].sum())
components.chart_head(
    f"All {len(everything)} published targets, estimates and ceilings, {old} of them superseded",
    "Superseded figures stay and are used nowhere. Gaps, budgets, shares and money are no volume of ITMOs and have no ladder; empty: not published.",
)
components.data_table(
    everything.assign(
        state=everything["is_superseded"].map({True: "superseded", False: "in use"}),
        unit=everything["unit"].map(target_findings.unit),
        kind=everything["kind"].str.replace("_", " "),
    ),
    {
        "buyer": "Buyer",
        "metric": "What",
        "quantity": "Quantity",
        "unit": "Unit",
        "target_year": "Year",
        "kind": "Kind",
        "state": "State",
        "stated_on": "Stated",
        "confidence": "Confidence",
        "checked": "Checked",
        "url": "Link",
        "note": "Note",
    },
    lambda row: figures.url(page.filters, "targets", row=row["target_id"]),
    column_config=LINKS,
)
components.download(page, "targets", everything)
reported = target_queries.progress()
with components.folded(
    f"What buyers and others publish on the way: {findings.plural(len(reported), 'figure')}", "target_progress"
) as fold:
    if fold.open:
        components.data_table(
            reported.assign(unit=reported["unit"].map(target_findings.unit)),
            {
                "buyer": "Buyer",
                "metric": "What",
                "quantity": "Quantity",
                "unit": "Unit",
                "as_of": "As of",
                "confidence": "Confidence",
                "url": "Link",
                "note": "Note",
            },
            lambda row: figures.url(page.filters, "reported", row=row["progress_id"]),
            column_config=LINKS,
        )
        components.download(page, "target_progress", reported)
st.markdown(
    ":small[On the delivery rate: of 1,800 million CDM credits expected by 1 April 2011, 576 million were issued; the study's "
    "own account is failure of projects (29 %), delay in approval (12 %) and at issuance (27 %), and hardly underperformance (1 %). "
    "Projects that did issue brought 95.6 % of what was expected for the same time. "
    "[I4CE](https://www.i4ce.org/en/publication/the-risks-of-cdm-projects-how-did-only-30-of-expected-credits-come-through-3), "
    "[UNEP Risoe figures](http://english.cbcsd.org.cn/projects_and_initiatives/Energy/energy_ghgmanagement/20110425/69164.shtml)]"
)
