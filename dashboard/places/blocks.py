"""Blocks that the pages of a country and of a pair share: projects, tonnes, and small tables of words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import pandas as pd

from dashboard.core import told_rows
from dashboard.core.choice import Choice
from dashboard.core.choices import Filters
from dashboard.core.columns import Shown
from dashboard.core.content import Block, Extract, Finding, Heading, Row, RowLink, Say, Table
from dashboard.core.plain import linked
from dashboard.core.records import Record, lines
from dashboard.core.words import day, plural
from dashboard.delivered import queries as ledger_queries
from dashboard.places import findings, findings_watch
from dashboard.places.findings_context import BEHIND
from dashboard.places.sides import Side
from dashboard.projects import content as of_projects
from dashboard.projects import figures as project_figures
from dashboard.projects import findings as project_findings
from dashboard.projects import queries as project_queries

# Fewer projects or moments are read faster in the table.
ENOUGH_FOR_A_CHART = 3


def words(key: str, rows: list[Record], filters: Filters) -> Table:
    """Return a small table of words with what stands behind each row, or (a dict by column) behind each cell, under `behind`."""
    names = {name: name for name in rows[0] if name != BEHIND}
    if not any(isinstance(row[BEHIND], dict) for row in rows):
        return Table(key, rows, names, (RowLink(partial(_address, filters)),), is_of_words=True)
    linked_rows = [
        {
            name: linked(row[name], cell.address(filters)) if (cell := row[BEHIND].get(name)) else row[name]
            for name in names
        }
        for row in rows
    ]
    return Table(key, linked_rows, names, is_of_words=True)


def _address(filters: Filters, row: Row) -> str:
    return row[BEHIND].address(filters) if row[BEHIND] else ""


def stages(side: Side, view: str) -> tuple[Block, ...]:
    """Return the ladder of the projects of a side, where it has enough of them."""
    if side.count("projects") < ENOUGH_FOR_A_CHART:
        return ()
    steps = project_queries.ladder_of(side.projects)
    chart, table = of_projects.steps_of(steps, side.filters, view.format("stages"))
    return (
        Finding(
            project_findings.ladder(steps),
            "Counted projects by the furthest step that a source shows, and their own yearly estimates (light), as of "
            f"{day(side.filters.as_of)}.",
            (chart,),
            table,
            of_projects.SOURCES,
        ),
    )


def projects(choice: Choice, side: Side, view: str, columns: Shown, fold: str = "") -> Table:
    """Return the table of the projects of a side, each with the link to its page; a country's with the partner."""
    name, extract = view.format("projects"), partial(_all_columns, side.filters)
    rows = partial(_readable, choice, side)
    return Table(name, rows, columns, fold=fold, extract=Extract(name, extract, len(side.projects)))


def _readable(choice: Choice, side: Side) -> pd.DataFrame:
    # The furthest along first; those without a known step after all others.
    steps = [row["stage_order"] if row["is_on_ladder"] else 0 for row in lines(side.projects)]
    rows = side.projects.take(sorted(range(len(steps)), key=lambda at: -steps[at]))
    return told_rows.with_words(rows, project_queries.untraced()).assign(
        partner=rows["buyer" if side.role == "host" else "host"],
        page_url=[choice.address("project", project=key) for key in rows["project_id"]],
    )


def _all_columns(filters: Filters) -> pd.DataFrame:
    return project_figures.PROJECTS.answer(filters).rows


def tonnes(side: Side, view: str) -> tuple[Block, ...]:
    """Return what the projects of a side expect, were issued and first transferred, each quantity on its own, with the events behind it."""
    as_of, events = day(side.filters.as_of), len(side.ledger)
    named = (
        f"{plural(len(set(side.ledger['source_id'])), 'publication')} for {plural(events, 'event')}, named row by row in the extract; "
        if events
        else ""
    )
    ledger = Extract(view.format("events"), partial(ledger_queries.ledger, side.filters), events)
    return (
        Say(
            f"As of {as_of}. Estimates, issued and transferred tonnes are never added to each other.", "small", "Tonnes"
        ),
        words(view.format("volumes"), findings.volumes(side.answers), side.filters),
        Say(f"Sources: {named}the page of each project. As of {as_of}.", "small"),
        *((ledger,) if events else ()),
    )


def watch(sides: Iterable[Side]) -> tuple[Block, ...]:
    """Return what is still to come of a choice of Parties, where anything is known of them."""
    found = findings_watch.watch(sides)
    return (Heading("What to watch"), Say("\n".join(f"- {line}" for line in found))) if found else ()


def nothing_yet(choice: Choice, name: str, newest: Filters, sides: Iterable[Side]) -> tuple[Block, ...]:
    """Say what to change where rule and day leave nothing, and there is something by the `newest` filters (`sides`)."""
    found = list(sides)
    agreements, known = sum(len(side.agreements) for side in found), sum(side.count("projects") for side in found)
    if not agreements and not known:
        return ()
    return (Say(findings.nothing_yet(name, choice.filters, newest, agreements, known), "nothing"),)
