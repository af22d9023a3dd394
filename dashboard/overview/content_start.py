"""New to Article 6: what an ITMO is, how one comes about, and what has happened so far, with examples from the data."""

from __future__ import annotations

import pandas as pd

from dashboard.agreements import findings, queries, summaries
from dashboard.core import told
from dashboard.core.choice import Choice
from dashboard.core.choices import Filters
from dashboard.core.content import Block, Heading, Link, Links, Page, Say
from dashboard.core.figure import answers
from dashboard.core.numbers import tonnes
from dashboard.core.plain import plain
from dashboard.core.records import as_tuples
from dashboard.core.words import known_date
from dashboard.delivered.figures import JCM_ISSUED, TRANSFERRED, USED
from dashboard.projects import queries as of_projects
from dashboard.projects.content_steps import IN_SHORT
from dashboard.projects.one_project import in_order


def content(choice: Choice) -> Page:
    """Return the three parts of the newcomer's path, of all Parties on the newest day."""
    filters = Filters(choice.known.edition_on)
    said = answers((TRANSFERRED, JCM_ISSUED, USED), filters)
    moved = said["transferred"].rows
    return Page(
        (
            Heading("1. What an ITMO is"),
            Say(IN_SHORT),
            *_first_example(moved),
            Heading("2. How one comes about"),
            Say(
                "Two countries sign. A project is proposed, checked and authorised by the host. It saves emissions, someone verifies how "
                "many, and credits are issued. Only then are they transferred, and only what the buyer uses counts towards its goal."
            ),
            *_life(moved),
            Link("All steps, and the words", "steps"),
            Heading("3. What has happened so far"),
            Say(_network(filters)),
            Say(
                "\n".join(
                    f"- {told.capital(told.sentence(said[name]))}." for name in ("jcm_issued", "transferred", "used")
                )
            ),
            Say(
                "Authorised, issued, transferred and used are four different things, and are never added up. What rests on an unofficial page "
                "alone is called unconfirmed, and is in no total.",
                "small",
            ),
            Links(
                (
                    Link("What was delivered", "delivered"),
                    Link("Questions that people bring", "questions"),
                    Link("The world map", "overview"),
                )
            ),
        )
    )


def _network(filters: Filters) -> str:
    return findings.overview(summaries.headline(queries.agreements(filters)), filters)


def _first_example(moved: pd.DataFrame) -> tuple[Block, ...]:
    if moved.empty:
        return ()
    row = moved.sort_values("event_until_on", kind="stable").iloc[0]
    return (
        Say(
            f"For example: **{tonnes(float(row['quantity_tco2e']))}** went from {plain(row['host'])} to {plain(row['buyer'])} "
            f"in {known_date(str(row['event_on'])[:7])} ({plain(row['source_publisher'])}). It is the first transfer that is confirmed here."
        ),
    )


def _life(moved: pd.DataFrame) -> tuple[Block, ...]:
    """The days of one project that came all the way, of those transferred."""
    named = moved.dropna(subset=["project_id"]).sort_values("event_until_on", kind="stable")
    if named.empty:
        return ()
    key = str(named["project_id"].iloc[0])
    steps = in_order(of_projects.project_steps(key))
    # Two sources give one transfer with two amounts: the one that is counted stands here.
    is_other = (steps["stage_id"] == "transferred") & ~steps["event_id"].isin(named["event_id"])
    steps = steps[~steps["is_lead"].astype(bool) & steps["step_on"].notna() & ~is_other]
    if steps.empty:
        return ()
    lines = [f"- **{known_date(str(row.step_on))}**: {plain(row.step)}" for row in as_tuples(steps)]
    return (
        Say(f"The life of one of them, **{plain(named['project'].iloc[0])}**:"),
        Say("\n".join(lines)),
        Link("This project", "project", (("project", key),)),
    )
