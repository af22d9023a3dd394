"""Frames and sentences on targets, the trajectory and the calculator. Pure: rows in, frames and text out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date

import numpy as np
import pandas as pd

from dashboard.core import numbers, words
from dashboard.core.answer import Answer
from dashboard.core.numbers import is_missing
from dashboard.core.plain import link, plain
from dashboard.core.records import Record, Row, as_tuples
from dashboard.core.words import known_date, listed, plural
from dashboard.targets import trajectory
from dashboard.targets.scenario import Result, Scenario
from dashboard.targets.trajectory import Cases, Pipeline

CASES = ("low", "central", "high")


def pipeline_arrays(projects: pd.DataFrame) -> Pipeline:
    """Return the arrays of the model from dashboard.targets.queries.pipeline.

    A registered project and one with a start of operation get the lag from registration; all others that from selection.
    """
    return Pipeline(
        yearly=projects["expected_tco2e_per_year"].to_numpy(dtype=float),
        anchors=pd.to_datetime(projects["anchor_on"]).to_numpy().astype("datetime64[D]"),
        is_registered=projects["anchor"].isin(["registered", "start"]).to_numpy(dtype=bool),
    )


def trajectory_rows(pipeline: Pipeline, cases: Cases, last: int) -> list[Record]:
    """Return one row a Japanese fiscal year: fiscal_year, and per case the MtCO2e of the year and the sum so far.

    Columns low_mtco2e, central_mtco2e, high_mtco2e (cumulative) and the same with _in_year.
    """
    columns = {"fiscal_year": trajectory.fiscal_years(last).tolist()}
    for name in CASES:
        yearly = trajectory.brought(pipeline, getattr(cases, name), last)
        columns[f"{name}_mtco2e"] = np.cumsum(yearly).tolist()
        columns[f"{name}_mtco2e_in_year"] = yearly.tolist()
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def in_year(rows: Iterable[Record], year: int) -> Record:
    """Return the model in a fiscal year."""
    return next(row for row in rows if row["fiscal_year"] == year)


def with_assumptions(rows: Sequence[Row], cases: Cases, edition_on: date) -> pd.DataFrame:
    """Return the rows with the assumptions that made them, one column an input and case, for the extract."""
    extra: dict[str, object] = {"derivation": "modelled"}
    for name in CASES:
        extra |= {f"{field}_{name}": value for field, value in asdict(getattr(cases, name)).items()}
    extra |= {"model": "dashboard/targets/trajectory.py", "edition_on": edition_on.isoformat()}
    return pd.DataFrame(list(rows)).assign(**extra)


def answer(rows: Sequence[Record], goal: float, year: int, until: date, today: date, is_default: bool) -> str:
    """Answer whether the known pipeline is enough: the range, the central case, what would be needed on top, and the pace now."""
    low, central, high = (in_year(rows, year)[f"{name}_mtco2e"] for name in CASES)
    more = trajectory.needed_per_year(goal, central, today, until)
    whose = "At the default assumptions" if is_default else "At your assumptions"
    middle = f"{whose} the known pipeline brings **{mt(low)} to {mt(high)} of {goal:.0f} Mt by FY{year}**, {mt(central)} in the central case"
    if more == 0:
        return f"{middle}: the goal would be met."
    this = trajectory.fiscal_year_of(today)
    now = in_year(rows, this)["central_mtco2e_in_year"]
    return f"{middle}; **{mt(more)} Mt a year more** would be needed from today, where FY{this} brings {mt(now)}."


def reach(at: Record, buyer: str, goal: float, year: int) -> str:
    """Head the picture: what the known projects would bring of the goal, by the model in its year."""
    return f"Known projects would bring {buyer} {mt(at['low_mtco2e'])} to {mt(at['high_mtco2e'])} of the {goal:.0f} Mt it wants by FY{year}"


def sensitivity_rows(pipeline: Pipeline, cases: Cases, last: int, defaults: Iterable[Row]) -> list[Record]:
    """Return input, label, low_mtco2e, high_mtco2e, low_text and high_text, the widest first."""
    about = {row["input_id"]: row for row in defaults}
    return [
        {
            "input": name,
            "label": about[name]["label"],
            "low_mtco2e": low,
            "high_mtco2e": high,
            "low_text": _value(getattr(cases.low, name), about[name]["unit"]),
            "high_text": _value(getattr(cases.high, name), about[name]["unit"]),
        }
        for name, low, high in trajectory.sensitivity(pipeline, cases, last)
    ]


def sensitivity(rows: Sequence[Record], year: int) -> str:
    """State which input moves the result most."""
    first = rows[0]
    name = first["label"].split(" (")[0].lower()
    return (
        f"The {name} {'matter' if name.startswith('years') else 'matters'} most: {mt(first['low_mtco2e'])} to "
        f"{mt(first['high_mtco2e'])} MtCO2e by FY{year}"
    )


def elsewhere(experience: Iterable[Row]) -> str:
    """Say what the Clean Development Mechanism issued of what was expected (dashboard.targets.queries.experience)."""
    by = {row["evidence_id"]: row for row in experience}
    expected, issued, success = (
        by[key] for key in ("cdm_expected_2011", "cdm_issued_2011", "cdm_issuance_success_2011")
    )
    return (
        f"For comparison, not used in the model: the Clean Development Mechanism (CDM) had issued {issued['value']:,.0f} of "
        f"{expected['value']:,.0f} million credits expected by {known_date(expected['as_of'])}, {issued['value'] / expected['value']:.0%}. "
        f"{plain(issued['note'])} Projects that did issue brought {success['value']:g}% of what was expected for the same time. "
        f"{link(issued['source_publisher'], issued['source_url'])}, {link(success['source_publisher'], success['source_url'])}"
    )


def ladders(rows: Sequence[Row]) -> str:
    """State for how many goals an issued quantity is known, and what part of each it is, of each buyer of its goal that is reached farthest."""
    issued = [row for row in rows if row["rung"] == "issued" and not is_missing(row["quantity_mtco2e"])]
    known: dict[str, Row] = {}
    for row in sorted(issued, key=lambda row: -row["share_of_goal"]):
        known.setdefault(row["buyer_iso3"], row)
    buyers = len({row["buyer_iso3"] for row in rows})
    goals = f"{plural(buyers, 'buyer')} {'has' if buyers == 1 else 'have'} a goal in tonnes"
    if not known:
        return f"{goals}; for none of them an issued quantity is known here"
    parts = [f"{row['buyer']} {_per_cent(row['share_of_goal'])} of its goal for {row['due']}" for row in known.values()]
    return f"{goals}; an issued quantity is known here for {len(known)}: {listed(parts, len(parts))}"


def unconfirmed(targets: pd.DataFrame) -> str:
    """Name the goals in tonnes or credits that rest on a lead alone (dashboard.targets.queries.targets); "" where none does."""
    leads = targets[(targets["is_lead"] & targets["is_itmo_volume"] & ~targets["is_superseded"]).to_numpy()]
    parts = [
        f"{row.buyer}, {row.quantity:g} {words.unit(row.unit)} to {row.target_year:.0f} ({plain(row.source_publisher)})"
        for row in as_tuples(leads)
    ]
    return f"Unconfirmed, and therefore without a ladder: {listed(parts, len(parts))}." if parts else ""


def ladder(rows: Iterable[Row]) -> str:
    """Head the ladder of one goal: buyer, goal, and how far the projects' own estimates reach."""
    by = {row["rung"]: row for row in rows}
    goal, own = by["goal"], by["own_estimates"]
    text = f"{goal['buyer']}: {goal['quantity_mtco2e']:g} Mt to {goal['due']}"
    if is_missing(own["quantity_mtco2e"]):
        return f"{text}; no estimate was found for its projects"
    if own["share_of_goal"] < 0.01:
        return f"{text}; the estimates that projects publish come to less than 1%"
    return f"{text}; the projects’ own estimates come to {own['share_of_goal']:.0%}"


def unpublished(projects: pd.DataFrame) -> str:
    """Say how many projects of the pipeline the model leaves out or has to place, and why."""
    yearly = projects["expected_tco2e_per_year"].to_numpy(dtype=float)
    is_known = ~np.isnan(yearly)
    undated = yearly[is_known & (projects["anchor"].to_numpy() == "none")]
    volume = undated.sum() / 1e6
    return (
        f"{plural(len(projects), 'project')}; for {len(projects) - is_known.sum()} no yearly estimate was found, and they bring nothing here; {len(undated)} with "
        f"{volume:.2f} Mt a year have no date and count as if selected on the day of this edition"
    )


def savings(scenario: Scenario, result: Result) -> str:
    """Answer what the scenario saves or costs, in its own currency."""
    money = f"billion {scenario.currency}"
    if result.net_low >= 0:
        verdict = f"saves **{span(result.net_low, result.net_high)} {money}** net"
    elif result.net_high <= 0:
        verdict = f"costs **{span(-result.net_high, -result.net_low)} {money} more** than cutting at home"
    else:
        verdict = f"could bring anything from **a loss of {numbers.money(-result.net_low)} to a saving of {numbers.money(result.net_high)} {money}**"
    return (
        f"Buying {scenario.volume_mt:g} Mt, with {scenario.delivered:.0%} delivered, {verdict}. It pays while an ITMO "
        f"costs less than {span(result.break_even_low, result.break_even_high)} {scenario.currency} a tonne."
    )


def scenario_frame(scenario: Scenario, result: Result, source: str) -> pd.DataFrame:
    """Return one row with the outputs and every input that made them, for the table and the extract."""
    return pd.DataFrame([asdict(result) | asdict(scenario) | {"derivation": "computed", "inputs_from": source}])


def in_no_bar(answers: Sequence[Answer]) -> str:
    """Say what leads alone state of a buyer's tonnes, which stands in no bar; "" where they state none."""
    parts = [f"{numbers.tonnes(row.unconfirmed)} {row.figure.done}" for row in answers if row.unconfirmed]
    return f"Unconfirmed and in no bar: {listed(parts, len(parts))}" if parts else ""


def _per_cent(share: float) -> str:
    return f"{share:.0%}" if share >= 0.01 else f"{share * 100:.1g}%"


def _value(value: float, unit: str) -> str:
    return f"{value * 100:.0f}%" if unit == "share" else f"{value:g} {'year' if value == 1 else 'years'}"


def mt(value: float) -> str:
    """Return megatonnes for a sentence or figure, without the unit: 9.2, 100 or 0.003."""
    if math.isinf(value):
        return "endless"
    return (
        f"{value:.0f}"
        if value >= 100 or float(value).is_integer()
        else f"{value:.1f}"
        if value >= 0.05
        else f"{value:.3f}"
    )


def span(low: float, high: float) -> str:
    """Return "0.5 to 1.05", or one number where both are the same."""
    return (
        numbers.money(low)
        if numbers.money(low) == numbers.money(high)
        else f"{numbers.money(low)} to {numbers.money(high)}"
    )
