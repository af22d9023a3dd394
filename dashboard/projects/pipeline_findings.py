"""Sentences on the pipeline as a whole and on what it delivered. Pure: rows in, text out."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dashboard.core import told
from dashboard.core.answer import NOT_APPLICABLE, Answer
from dashboard.core.plain import plain
from dashboard.core.words import known_date, listed, plural

# Fewer than these are told one by one: among two nobody leads.
MANY = 3
# Share of the tonnes from which one programme's estimates are called its own.
NEARLY_ALL = 0.95


def pipeline(answers: Mapping[str, Answer]) -> str:
    """Answer what came of the agreements: projects, both forms of their estimates, and how many had credits issued."""
    projects, hosts, issued = (answers[name].value for name in ("projects", "project_hosts", "with_issuance"))
    if not projects:
        return "No project matches these filters."
    volume = told.expected(answers["expected_yearly"], answers["expected_total"])
    done = (
        f"{plural(int(issued), 'has', 'have')} had credits issued"
        if issued
        else "none is known to have had credits issued"
    )
    return f"{plural(int(projects), 'project')} in {plural(int(hosts or 0), 'host country', 'host countries')}; {volume}; {done}."


def ladder(steps: pd.DataFrame) -> str:
    """State how many projects are at the first three steps, and how many have had units issued."""
    on = steps[steps["is_on_ladder"]].set_index("stage_id")["projects"]
    early = int(on[["idea", "design", "validation"]].sum())
    late = int(on[["issued", "transferred"]].sum())
    total = int(steps["projects"].sum())
    verb = "is" if 1 in (early, total) else "are"
    return (
        f"{early} of {plural(total, 'project')} {verb} still an idea, in design or in validation; "
        f"{late or 'none'} reached issuance"
    )


def where(hosts: pd.DataFrame, yearly: Answer) -> str:
    """State which hosts hold the largest yearly estimates, and whose estimates these are (dashboard.delivered.measures)."""
    figures = hosts[hosts["with_figure"] > 0]
    total = figures["expected_tco2e_per_year"].sum()
    if figures.empty or not total:
        return f"No yearly estimate was found for {listed(hosts['host'].to_list())}"
    whose = estimates_of(yearly)
    if len(figures) < MANY:
        said = [f"{row.host} {told.tonnes(row.expected_tco2e_per_year)}" for row in figures.itertuples()]
        return f"Expected a year, by {whose} estimates: {listed(said)}"
    top = figures.head(3)
    share = top["expected_tco2e_per_year"].sum() / total
    return f"Of {whose} yearly estimates, {listed(top['host'].to_list())} hold {share:.0%}"


def estimates_of(yearly: Answer) -> str:
    """Say whose estimates these are: the JCM's where it makes all but a few of the tonnes, else the projects' own."""
    rows = yearly.rows
    of_jcm = rows.loc[rows["buyer_iso3"] == "JPN", "expected_tco2e_per_year"].sum()
    return "the JCM’s" if of_jcm >= NEARLY_ALL * rows["expected_tco2e_per_year"].sum() else "the projects’"


def sectors(rows: pd.DataFrame) -> str:
    """State the largest sector and how many buyers are in it."""
    totals = rows.groupby("sector")["projects"].sum().sort_values(ascending=False)
    top = totals.index[0]
    buyers = rows.loc[(rows["sector"] == top) & rows["buyer_iso3"].notna(), "buyer_iso3"].nunique()
    share = totals.iloc[0] / totals.sum()
    if len(totals) < MANY:
        said = [f"{plural(int(count), 'project')} in {sector}" for sector, count in totals.items()]
        return listed(said)
    return f"{top} leads with {plural(int(totals.iloc[0]), 'project')} ({share:.0%}), of {plural(buyers, 'buyer')}"


def years(by_year: pd.DataFrame) -> str:
    """State the year with most registrations and that of the last one."""
    registered = by_year[by_year["registered"] > 0]
    if registered.empty:
        return f"{plural(int(by_year['selected'].sum()), 'selection')} with a date, and no dated registration"
    most, last = int(registered["registered"].max()), registered.iloc[-1]
    best = [f"{year:.0f}" for year in registered.loc[registered["registered"] == most, "year"]]
    if len(registered) == 1:
        return f"{plural(most, 'registration')} in {best[0]}"
    peaked = f"Registrations peaked in {listed(best)} with {most}{' each' if len(best) > 1 else ''}"
    return peaked if f"{last['year']:.0f}" in best else f"{peaked}; {last['year']:.0f} brought {last['registered']:.0f}"


def delivered(answers: Mapping[str, Answer]) -> str:
    """State what was issued, transferred and used, each with who says so and what is traced of it (dashboard.delivered.measures)."""
    shown = (answers[name] for name in ("jcm_issued", "itmo_issued", "transferred", "used"))
    return "\n".join(f"- {told.capital(told.sentence(answer))}." for answer in shown if answer.word != NOT_APPLICABLE)


def compared(answer: Answer) -> str:
    """Hold the published total of a figure against what is traced by its own day. It has one."""
    total, then = answer.published, answer.traced_then or 0.0
    if total is None:
        raise ValueError("no published total to compare")
    said = told.tonnes(total.value, is_approximate=total.is_approximate)
    return (
        f"**{plain(total.publisher)}** published **{said}** ({answer.figure.done}) for {known_date(total.as_of)}. "
        f"By that day **{told.tonnes(then)}** can be traced to projects, {then / total.value:.0%} of it"
        + (f"; the largest hole is {answer.hole.name}, {answer.hole.key}." if answer.hole else ".")
    )
