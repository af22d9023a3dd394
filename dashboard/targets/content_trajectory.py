"""Parts of the Targets page on the model: the answer, goal and pace, the check on the past, and what moves it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.charts import targets
from dashboard.charts.goal_and_pace import Pace, goal_and_pace
from dashboard.core import links, numbers, told
from dashboard.core.choices import Filters
from dashboard.core.columns import headed
from dashboard.core.content import (
    Block,
    Chart,
    Extract,
    Finding,
    Heading,
    Inputs,
    RowLink,
    Say,
    Table,
    Tile,
    Tiles,
)
from dashboard.core.forms import Reached
from dashboard.core.plain import link
from dashboard.core.records import Row
from dashboard.core.words import day, known_date
from dashboard.delivered import delivery_rate
from dashboard.delivered import queries as delivered_queries
from dashboard.targets import backcast, findings, queries, trajectory
from dashboard.targets.assumptions import PANEL
from dashboard.targets.findings import mt
from dashboard.targets.model import Model

MODELLED = ("published_mtco2e", "central_mtco2e", "low_mtco2e", "high_mtco2e")
YEARS = {
    "fiscal_year": "Fiscal year",
    "low_mtco2e": "Low, Mt by its end",
    "central_mtco2e": "Central, Mt by its end",
    "high_mtco2e": "High, Mt by its end",
    "central_mtco2e_in_year": "Central, Mt in the year",
}
PAST = headed(
    "as_of", "publisher", "published_mtco2e", "central_mtco2e", "low_mtco2e", "high_mtco2e", "central_over_published", "confidence",
    "source_url",
    as_of="Day", published_mtco2e="Published, Mt", central_mtco2e="Model, central, Mt", low_mtco2e="Model, low, Mt",
    high_mtco2e="Model, high, Mt", source_url="Link",
)  # fmt: skip
SWINGS = {
    "label": "Input", "low_text": "Low", "high_text": "High", "low_mtco2e": "Mt at low", "high_mtco2e": "Mt at high",
}  # fmt: skip


def _more(model: Model) -> float:
    """Mt a year that are needed beside the central case until the goal's year ends."""
    edition_on = model.choice.known.edition_on
    return trajectory.needed_per_year(model.goal, model.at["central_mtco2e"], edition_on, model.until)


def _sentence(model: Model) -> str:
    edition_on = model.choice.known.edition_on
    return findings.answer(model.years, model.goal, model.year, model.until, edition_on, model.chosen.is_default)


def answer(model: Model) -> tuple[Block, ...]:
    """Return the answer and its figures."""
    edition_on, at, newest, issued = model.choice.known.edition_on, model.at, model.newest, model.issued
    filters = model.choice.filters
    same = [
        f"{row['publisher']} says the same for {known_date(row['as_of'])}"
        for row in model.past
        if not row["is_calibration"] and not row["is_lead"] and row["published_tco2e"] == newest["published_tco2e"]
    ]
    until = day(model.until)
    pipeline = links.rows(filters, "trajectory")
    return (
        Say(_sentence(model), "answer"),
        Say("A model of Japan’s Joint Crediting Mechanism (JCM), not a forecast.", "small"),
        Tiles(
            more=(
                Tile(
                    "Goal of the JCM",
                    f"{model.goal:.0f} Mt",
                    f"cumulative to FY{model.year}, METI, {known_date(model.goals[0]['as_of'])}",
                    links.rows(filters, "goal", target_id=model.of_goal["target_id"]),
                    "See the goal",
                ),
                Tile(
                    "Pipeline, central",
                    f"{mt(at['central_mtco2e'])} Mt",
                    f"modelled; {mt(at['low_mtco2e'])} low, {mt(at['high_mtco2e'])} high",
                    pipeline,
                    "See the projects",
                ),
                Tile(
                    "Needed on top",
                    f"{mt(_more(model))} Mt",
                    f"a year, {day(edition_on)} to {until}",
                    pipeline,
                    "See the projects",
                ),
                Tile(
                    "Issued as JCM credits",
                    told.shown(issued),
                    "; ".join([told.by(issued), "both sides together", *same]),
                    links.rows(filters, "published", total_id=newest["total_id"]),
                    "See the published total",
                ),
            )
        ),
    )


def _paces(model: Model) -> list[Pace]:
    edition_on, newest = model.choice.known.edition_on, model.newest
    this = trajectory.fiscal_year_of(edition_on)
    now, more = findings.in_year(model.years, this), _more(model)
    yearly = newest["issued_tco2e_per_year"] / 1e6
    return [
        Pace(
            f"Issued, average of {known_date(newest['first_issued'])} to {known_date(newest['as_of'])}, published",
            yearly,
            f"{yearly:.2f}",
            "fact",
        ),
        Pace(
            f"Known projects in FY{this}, model: {mt(now['low_mtco2e_in_year'])} to {mt(now['high_mtco2e_in_year'])}",
            now["central_mtco2e_in_year"],
            f"{now['central_mtco2e_in_year']:.2f}",
            "estimate",
            now["low_mtco2e_in_year"],
            now["high_mtco2e_in_year"],
        ),
        Pace(f"Needed on top, each year to {day(model.until)}", more, mt(more), "goal"),
    ]


def reach(model: Model) -> Finding:
    """Return goal and pace: all years up to the goal, and Mt a year now and needed."""
    at, newest, goal = model.at, model.newest, model.goals[0]
    reached = Reached(
        model.goal,
        at["low_mtco2e"],
        at["central_mtco2e"],
        at["high_mtco2e"],
        newest["published_mtco2e"],
        f"Mt by FY{model.year}",
        f"goal {model.goal:.0f}",
        f"{mt(at['low_mtco2e'])} to {mt(at['high_mtco2e'])} modelled, {mt(at['central_mtco2e'])} central",
        f"about {numbers.rounded_megatonnes(newest['published_mtco2e'])} issued by {known_date(newest['as_of'])} ({newest['publisher']})",
        model.years.index(at),
    )
    form = goal_and_pace(reached, _paces(model), model.buyer_iso3, f"Bars: {_sentence(model)}")
    pipeline = links.rows(model.choice.filters, "trajectory")
    return Finding(
        findings.reach(at, model.buyer, model.goal, model.year),
        "Joint Crediting Mechanism, MtCO2e. Solid: happened; light: modelled; outline: goal and need. First all years up to the goal, "
        "then **Mt a year**, now and needed. The model: the yearly estimate of each project, from its start over the years counted, times the "
        f"buyer’s share and the issuance rate. {findings.unpublished(queries.pipeline())}.",
        (Chart("trajectory", form),),
        Table(
            "trajectory",
            model.years,
            YEARS,
            (RowLink(lambda _: pipeline),),
            extract=_extract(model, "trajectory", model.years),
        ),
        "own model on the projects of the Atlas (JCM web site, UNEP CCC pipeline, selection notices), named row by row in the extract of the "
        f"projects’ own estimates; goals: {link(goal['source_publisher'], goal['source_url'])}, "
        f"{known_date(goal['as_of'])}; issued: {link(newest['publisher'], newest['source_url'])}, {known_date(newest['as_of'])}",
    )


def _extract(model: Model, view: str, rows: Sequence[Row]) -> Extract:
    """Rows of the model to take along, with the assumptions that made them."""
    edition_on = model.choice.known.edition_on
    return Extract(view, lambda: findings.with_assumptions(rows, model.cases, edition_on), len(rows))


def inputs(model: Model) -> Inputs:
    """Return the place of goal and assumptions."""
    return Inputs(PANEL, model.chosen)


def _to_two_digits(value: float) -> float:
    # No finer than the model knows it.
    return float(f"{value:.2g}")


def past(model: Model) -> tuple[Block, ...]:
    """Return the model held against what was published for past days."""
    readable = [
        row
        | {name: _to_two_digits(row[name]) for name in MODELLED}
        | {"central_over_published": f"{row['central_over_published']:.0%}"}
        for row in reversed(model.past)
    ]
    behind = RowLink(lambda total: links.rows(model.choice.filters, "published", total_id=total["total_id"]))
    return (
        Heading("Check on the past", 3),
        Say(f"{backcast.check(model.past, model.chosen.is_default)} {backcast.traced(model.newest)}"),
        Table(
            "backcast",
            readable,
            PAST,
            (behind,),
            extract=Extract("backcast", lambda: pd.DataFrame(model.past), len(model.past)),
        ),
    )


def sensitivity(model: Model) -> Finding:
    """Return what one input alone makes of the model."""
    swings = findings.sensitivity_rows(model.pipeline, model.cases, model.year, model.defaults)
    title, filters = findings.sensitivity(swings, model.year), model.choice.filters
    central = model.at["central_mtco2e"]
    form = targets.sensitivity(swings, central, model.buyer_iso3, f"Bars: {title}")
    behind = (
        RowLink(lambda bar: links.rows(filters, "trajectory_inputs", input_id=bar["input"]), "Behind the input"),
        RowLink(lambda _: links.rows(filters, "trajectory"), "Behind the pipeline"),
    )
    return Finding(
        title,
        f"MtCO2e by FY{model.year} when one input is moved from its low to its high value and the others stay central.",
        (Chart("sensitivity", form),),
        Table("sensitivity", swings, SWINGS, behind, extract=_extract(model, "sensitivity", swings)),
        "own model; the origin of each default is given with the assumptions",
    )


def rates(model: Model) -> tuple[Block, ...]:
    """Return the delivery rates and which is used where."""
    ratios = delivered_queries.delivery_ratios(Filters(model.choice.known.edition_on))
    said = delivery_rate.statement(delivery_rate.of(ratios)) if len(ratios) else ""
    return (
        Heading("Delivery rates, and which is used where"),
        Say(f"{said} {delivery_rate.uses(delivery_rate.rate_in_words(model.past))}"),
        Say(findings.elsewhere(queries.experience()), "small"),
    )
