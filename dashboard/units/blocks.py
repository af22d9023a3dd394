"""What other pages say of authorised credits: beside what was issued and transferred, and never in it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dashboard.core.choice import Choice
from dashboard.core.choices import Filters
from dashboard.core.content import Block, Say
from dashboard.core.fields import FilterGroup, without
from dashboard.units import content, figures, findings, queries


def of_hosts(choice: Choice, rows: pd.DataFrame) -> tuple[Block, ...]:
    """Return what the hosts of a choice have authorised, with the link to the page; why nothing of it can be shown, where that is so."""
    if not figures.applies(choice.filters):
        return (Say(findings.LEFT_OUT, "small"),)
    if rows.empty:
        return ()
    return (
        content.by_host(choice, rows, findings.by_host(rows)),
        Say(findings.WHAT_IT_IS, "small"),
        choice.link("See every block, letter and vintage", "units"),
    )


def of_country(choice: Choice, iso3: str, name: str, *, is_asked: bool) -> tuple[Block, ...]:
    """Return one line on what a host has authorised by the day of the choice, and the link to its blocks; nothing where it has no
    blocks and no authorisation is known otherwise, for then nobody asks (`is_asked`)."""
    rows = queries.blocks(Filters(choice.filters.as_of, hosts=(iso3,)))
    if rows.empty and not is_asked:
        return ()
    return (Say(findings.of_country(name, rows), lead="What is authorised:"), *_link(choice, iso3, rows))


def of_project(choice: Choice, row: pd.Series) -> tuple[Block, ...]:
    """Return one line on what is authorised of a project that has blocks of its own, or no single buyer."""
    rows = queries.blocks(Filters(choice.known.edition_on, hosts=(row["host_iso3"],)))
    own = rows[rows["project_id"] == row["project_id"]]
    if own.empty and row["buyer_iso3"]:
        return ()
    said = findings.of_project(row["host"], rows, own)
    return (Say(f"**Authorised credits.** {said}"), *_link(choice, row["host_iso3"], rows)) if said else ()


def _link(choice: Choice, iso3: str, rows: pd.DataFrame) -> tuple[Block, ...]:
    if rows.empty:
        return ()
    of_host = replace(without(choice.chosen, FilterGroup.PARTIES | FilterGroup.ACTIVITIES), hosts=(iso3,))
    return (replace(choice, chosen=of_host).link("See its blocks and letters", "units"),)
