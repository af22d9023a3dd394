"""Parts of the Targets page on ladders: what each buyer wants, what is expected, what came."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.charts import targets
from dashboard.core import links
from dashboard.core.choices import Filters
from dashboard.core.content import Block, Chart, Extract, Finding, Group, Heading, Row, RowLink, Say, Table
from dashboard.core.figure import answers
from dashboard.core.plain import link, plain
from dashboard.core.words import known_date
from dashboard.delivered import figures as delivered
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
    """Return one ladder a goal, and all their rungs as a table."""
    rows, own = queries.ladders(), queries.own_estimates()
    edition_on = model.choice.known.edition_on
    behind = RowLink(lambda rung: _behind(rung, Filters(edition_on, rule=model.choice.filters.rule)))
    return (
        Heading(findings.ladders(rows)),
        Say(
            "Five different quantities stand below each other and are **never added**: the goal "
            "(outline), what officials or the press expect (hatched), what the projects estimate themselves (dotted), what was issued and what "
            "was first transferred (solid). What was transferred had been issued before."
        ),
        *(
            block
            for target_id in rows["target_id"].unique()
            for block in _ladder(
                rows[rows["target_id"] == target_id], Table("rungs", rows, RUNGS, (behind,)), edition_on
            )
        ),
        Group(
            (
                Table("ladders", rows, RUNGS, (behind,), extract=Extract("ladders", rows)),
                Say("The projects' own estimates, row by row, as far as they can be placed in time:", "small"),
                Extract("own_estimates", own),
            ),
            fold="Table and CSV extract of all ladders",
            key="ladders",
        ),
    )


def _ladder(rows: pd.DataFrame, table: Table, edition_on: date) -> tuple[Block, ...]:
    first, title = rows.iloc[0], findings.ladder(rows)
    dated = [
        f"{row.label.lower()}: {link(row.source_publisher, row.source_url)}, {known_date(row.as_of)}"
        if row.source_url
        else f"{row.label.lower()}: {plain(row.source_publisher)} ({plain(row.statement)}), {known_date(row.as_of)}"
        for row in rows.itertuples()
        if not pd.isna(row.quantity_mtco2e)
    ]
    of_buyer = Filters(edition_on, buyers=(str(first["buyer_iso3"]),))
    leads = findings.in_no_bar(list(answers(TOLD, of_buyer).values()))
    chart = Chart(f"ladder_{first['target_id']}", targets.ladder(rows, title), table=table)
    return (
        Finding(
            title,
            f"MtCO2e, each with its own date. The goal is {KINDS[first['goal_kind']]}. {plain(first['goal_note'])}",
            (chart,),
        ),
        Say(f"Sources: {'; '.join(dated)}{f'. **{leads}**' if leads else ''}", "small"),
    )


def _behind(rung: Row, today: Filters) -> str:
    """Return the address of what stands behind one bar of a ladder, or nothing where none is published."""
    if pd.isna(rung["quantity_mtco2e"]):
        return ""
    kind, code = rung["rung"], rung["buyer_iso3"]
    if kind in ("goal", "own_estimates"):
        return links.rows(today, kind, target_id=rung["target_id"])
    if kind == "officially_expected":
        return links.rows(today, kind, buyer_iso3=code)
    if rung["total_id"]:
        return links.rows(today, "published", total_id=rung["total_id"])
    return links.rows(Filters(today.as_of), "transferred" if kind == "transferred" else "issued", buyer_iso3=code)
