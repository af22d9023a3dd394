"""Parts of the Targets page on ladders: what each buyer wants, what is expected, what came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from dashboard.charts import targets
from dashboard.core import links
from dashboard.core.choices import Filters
from dashboard.core.content import Block, Chart, Extract, Finding, Group, RowLink, Say, Table
from dashboard.core.numbers import is_missing
from dashboard.core.plain import link, plain
from dashboard.core.records import Row, as_dicts
from dashboard.core.words import known_date, plural
from dashboard.delivered import figures as delivered
from dashboard.delivered import queries as delivered_queries
from dashboard.targets import findings, queries
from dashboard.targets.model import Model

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
TOLD = (delivered.JCM_ISSUED, delivered.ITMO_ISSUED, delivered.TRANSFERRED)


def ladders(model: Model) -> tuple[Block, ...]:
    """Return all goals with what is expected and what came on one scale, each goal with its sources, and the estimates of the projects."""
    frame, own = queries.ladders(), queries.own_estimates()
    edition_on, rungs = model.choice.known.edition_on, list(enumerate(as_dicts(frame)))
    rows = [row for _, row in rungs]
    behind = RowLink(lambda rung: _behind(rung, Filters(edition_on, rule=model.choice.filters.rule)))
    title = findings.ladders(rows)
    goals = [list(of_goal) for _, of_goal in groupby(rungs, key=lambda rung: rung[1]["target_id"])]
    return (
        Finding(
            title,
            "Shares of each goal (outline), all on one scale; with each its MtCO2e. Each quantity has its own date, and they are **never added**: "
            "what officials or the press expect (light), what the projects estimate themselves (dotted), what was issued and what was "
            "first transferred (solid). What was transferred had been issued before.",
            (Chart("ladders", targets.ladders(rungs, f"Bars: {title}")),),
            Table("ladders", rows, RUNGS, (behind,), extract=Extract("ladders", frame)),
            "named row by row in the table, and below",
            tuple(_leads(rows, edition_on)),
        ),
        Group(
            (
                *(_goal(of_goal, Table("rungs", rows, RUNGS, (behind,))) for of_goal in goals),
                Say("The projects’ own estimates, row by row, as far as they can be placed in time:", "small"),
                Extract("own_estimates", own),
            ),
            fold=f"What each goal is, and who says so: {plural(len(goals), 'goal')}",
            key="goals",
        ),
    )


def _leads(rows: Sequence[Row], edition_on: date) -> Iterator[Say]:
    """What leads alone say of a buyer, which no bar shows."""
    ledger = delivered_queries.ledger(Filters(edition_on))
    with_leads = set(ledger.loc[ledger["is_unconfirmed"], "buyer_iso3"])
    for code, buyer in {row["buyer_iso3"]: row["buyer"] for row in rows}.items():
        if code not in with_leads:
            continue
        of_buyer, its = Filters(edition_on, buyers=(code,)), ledger[ledger["buyer_iso3"] == code]
        if leads := findings.in_no_bar([figure.answer(of_buyer, its) for figure in TOLD]):
            yield Say(leads, "small", lead=f"{buyer}.")


def _goal(rungs: Sequence[tuple[int, Row]], table: Table) -> Finding:
    """Return one goal alone, as briefs take it: of what kind it is, and who published each of its quantities when."""
    rows = [row for _, row in rungs]
    first, title = rows[0], findings.ladder(rows)
    dated = [
        f"{row['label'].lower()}: {link(row['source_publisher'], row['source_url'])}, {known_date(row['as_of'])}"
        if row["source_url"]
        else f"{row['label'].lower()}: {plain(row['source_publisher'])} ({plain(row['statement'])}), {known_date(row['as_of'])}"
        for row in rows
        if not is_missing(row["quantity_mtco2e"])
    ]
    return Finding(
        title,
        f"Shares of the goal, each quantity with its own date. The goal is {KINDS[first['goal_kind']]}. {plain(first['goal_note'])}",
        (Chart(f"ladder_{first['target_id']}", targets.ladders(rungs, f"Bars: {title}"), table=table),),
        sources="; ".join(dated),
    )


def _behind(rung: Row, today: Filters) -> str:
    """Return the address of what stands behind one bar of a ladder, or nothing where none is published."""
    if is_missing(rung["quantity_mtco2e"]):
        return ""
    kind, code = rung["rung"], rung["buyer_iso3"]
    if kind in ("goal", "own_estimates"):
        return links.rows(today, kind, target_id=rung["target_id"])
    if kind == "officially_expected":
        return links.rows(today, kind, buyer_iso3=code)
    if not is_missing(rung["total_id"]):
        return links.rows(today, "published", total_id=rung["total_id"])
    return links.rows(Filters(today.as_of), "transferred" if kind == "transferred" else "issued", buyer_iso3=code)
