"""Project: everything known of one project, at its own address."""

from __future__ import annotations

import pandas as pd

from dashboard.agreements import queries as agreement_queries
from dashboard.agreements.findings import signed_day
from dashboard.charts import project_timeline
from dashboard.core import links, numbers
from dashboard.core.choice import Choice
from dashboard.core.choices import Filters
from dashboard.core.content import (
    Block,
    Chart,
    Entry,
    Extract,
    Finding,
    Group,
    Heading,
    Link,
    Listing,
    Page,
    Say,
    Table,
)
from dashboard.core.picks import pick as picked
from dashboard.core.plain import link, plain
from dashboard.core.records import Row, as_dicts
from dashboard.core.words import day, known_date, sentence
from dashboard.projects import one_project, queries
from dashboard.units import blocks as units

ENOUGH_FOR_A_CHART = 3
NAME = "project"


def content(choice: Choice) -> Page:
    """Return the project that the address names, or how to find one; it is told as of the edition's day, whatever the filters."""
    every = Filters(choice.known.edition_on)
    listed = pd.concat([queries.projects(every), queries.left_out(every)])
    labels = {row["project_id"]: one_project.label(row) for row in as_dicts(listed)}
    pick = picked(
        NAME,
        choice.get(NAME),
        "Open a project",
        labels,
        "Type a part of a title, a host or a key, for example Tuki Wasi",
        lambda asked: {row["project_id"]: one_project.label(row) for row in as_dicts(queries.project(asked))},
    )
    if not pick.chosen:
        return Page(
            (
                pick,
                Say("Choose a project to read its facts, its tonnes, its dated steps and its sources."),
                choice.link("Or find one in the table of all projects", "projects"),
            )
        )
    found = queries.project(pick.chosen).iloc[0]
    title = str(found["title"])
    return Page((pick, *_project(choice, found)), heading=title, description=title)


def _project(choice: Choice, row: pd.Series) -> tuple[Block, ...]:
    edition_on = choice.known.edition_on
    steps = one_project.in_order(queries.project_steps(row["project_id"]))
    events = queries.project_events(row["project_id"])
    total = queries.untraced().get((row["buyer_iso3"], row["host_iso3"]))
    left_out = Say(f"Left out of all totals: {one_project.left_out(row)}.", "caveat")
    return (
        Say(one_project.one_project(row, events, total), "answer"),
        Say(
            f"As of {day(edition_on)}, the day of this edition; the filters of the other pages do not change it.",
            "small",
        ),
        *(() if row["is_counted"] else (left_out,)),
        Group(
            (
                Group((*_tonnes(row, events, total), *_agreements(row, Filters(edition_on)))),
                Group((Heading("Facts"), _words("facts", one_project.facts(row), has_head=False))),
            ),
            is_side_by_side=True,
        ),
        *units.of_project(choice, row),
        *_steps(row, steps),
        *_events(row, events),
        *_sources(row, steps, events, Filters(edition_on)),
        *_neighbours(choice, row),
    )


def _words(key: str, rows: pd.DataFrame, *, has_head: bool = True, extract: Extract | None = None) -> Table:
    return Table(
        key, rows, {str(name): str(name) for name in rows.columns}, is_of_words=True, has_head=has_head, extract=extract
    )


def _tonnes(row: pd.Series, events: pd.DataFrame, total: Row | None) -> tuple[Block, ...]:
    blocks: list[Block] = [
        Heading("Tonnes"),
        Say("Estimates, issued and transferred tonnes are three things and never added to each other.", "small"),
        _words("quantities", one_project.quantities(row, events, total)),
    ]
    if row["witness_source_id"]:
        sentence, table = one_project.second_witness(row)
        blocks += [Heading("A second source"), Say(sentence, "small")]
        if not table["UNEP CCC"].isin(one_project.MISSING).all():
            blocks.append(_words("witness", table))
    return tuple(blocks)


def _agreements(row: pd.Series, every: Filters) -> tuple[Block, ...]:
    heading = Heading("Agreements of its two countries")
    if not row["buyer_iso3"]:
        return heading, Say("No single buyer is named, so no agreement can be given.")
    of_pair = Filters(every.as_of, (row["buyer_iso3"],), (row["host_iso3"],))
    signed, apart = agreement_queries.agreements(of_pair), agreement_queries.not_counted(of_pair)
    none = Say(f"No signed agreement of {row['buyer']} and {row['host']} is known.")
    found = [
        block
        for text in (*as_dicts(signed), *as_dicts(apart))
        for block in (
            Link(
                f"{text['instrument_label']}, {signed_day(text['signed_on'])}",
                "agreements",
                (
                    ("agreement", text["agreement_id"]),
                    ("buyer", text["buyer_iso3"]),
                    ("host", text["host_iso3"]),
                    ("asof", every.as_of.isoformat()),
                ),
                "handshake",
            ),
            # In a line of its own: a link is cut where a phone has no room for it.
            Say(plain(sentence(text["in_force_words"])), "small"),
        )
    ]
    return heading, *((none,) if signed.empty else ()), *found


def _steps(row: pd.Series, steps: pd.DataFrame) -> tuple[Block, ...]:
    """When what happened: a chart where enough is dated, and always a table."""
    finding, is_chart = one_project.steps_taken(steps), int(steps["step_on"].notna().sum()) >= ENOUGH_FOR_A_CHART
    drawn = (
        "Solid: a step of the ladder; ring: another milestone; a bar spans the month or year where no day is published."
    )
    dated = steps.assign(when=steps["step_on"].map(known_date))
    chart = Chart("project_timeline", project_timeline.draw(dated, row["buyer_iso3"], f"Timeline: {finding}"))
    title = Finding(
        finding, drawn if is_chart else "Dates as precisely as they are published.", (chart,) if is_chart else ()
    )
    if steps.empty:
        return title, Say("No source names a step of this project.")
    extract = Extract(f"project-{row['project_id']}-steps", steps)
    return title, _words("steps", one_project.step_table(steps), extract=extract)


def _events(row: pd.Series, events: pd.DataFrame) -> tuple[Block, ...]:
    heading = Heading("Authorised, issued, transferred")
    if events.empty:
        return heading, Say("No authorisation, issuance or first transfer of this project is known.")
    disputes = (Say(f"**Two figures for one event.** {said}", "dispute") for said in one_project.disputed(events))
    extract = Extract(f"project-{row['project_id']}-events", events)
    return heading, *disputes, _words("events", one_project.event_table(events), extract=extract)


def _sources(row: pd.Series, steps: pd.DataFrame, events: pd.DataFrame, every: Filters) -> tuple[Block, ...]:
    """Every publication that a figure of this page comes from."""
    address = links.rows(every, "projects" if row["is_counted"] else "left_out", row=row["project_id"])
    found = [(row["source_publisher"], row["source_title"], row["source_url"])]
    found += list(steps[["publisher", "source_title", "source_url"]].itertuples(index=False, name=None))
    found += list(events[["source_publisher", "source_title", "source_url"]].itertuples(index=False, name=None))
    if row["witness_source_id"]:
        witness = agreement_queries.sources().set_index("source_id").loc[row["witness_source_id"]]
        found.append((witness["publisher"], witness["title"], witness["url"]))
        if row["witness_url"]:
            found.append((witness["publisher"], "the page it names for this project", row["witness_url"]))
    lines = (f"- **{plain(publisher)}**, {link(title, url)}" for publisher, title, url in dict.fromkeys(found))
    return (
        Heading("All sources"),
        Say(link("What each source says, side by side", address), "rows"),
        Say("\n".join(lines)),
    )


def _neighbours(choice: Choice, row: pd.Series) -> tuple[Block, ...]:
    """Projects of the same host or sector."""
    near, heading = queries.neighbours(row["project_id"]), Heading("Neighbours")
    if near.empty:
        return heading, Say("No other project has the same host or sector.")
    blocks: list[Block] = [
        heading,
        Say(
            f"Up to 12 projects that are most alike: first in {row['host']}, then of the same sector elsewhere.",
            "small",
        ),
    ]
    for likeness, rows in near.groupby("likeness", sort=False):
        found = (_neighbour(choice, {str(name): value for name, value in other.items()}) for other in as_dicts(rows))
        blocks += [Say(f"**{str(likeness).capitalize()}**"), Listing(tuple(found))]
    return tuple(blocks)


def _neighbour(choice: Choice, other: dict[str, object]) -> Entry:
    value = other["expected_tco2e_per_year"]
    figure = numbers.tonnes_co2e(value if isinstance(value, float) else None)
    expected = "no yearly estimate found" if figure in one_project.MISSING else f"{figure} a year"
    key = str(other["project_id"])
    notes = (plain(f"{other['buyer']}–{other['host']}"), plain(other["stage"]), expected)
    return Entry(choice.link(key, "project", project=key), str(other["title"]), notes)
