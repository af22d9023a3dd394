"""One opened row: what it is, what every source says of it side by side, and which statement the Atlas uses; as blocks of any page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlencode

import pandas as pd

from dashboard.agreements import findings, queries
from dashboard.core import dates, words
from dashboard.core.choice import Choice
from dashboard.core.content import SITE, Block, Finding, Group, Heading, Links, Page, RowCard, Say, Table
from dashboard.core.plain import link, plain
from dashboard.core.records import as_dicts
from dashboard.core.words import day, known_date, sentence, within
from dashboard.evidence import queries as evidence
from dashboard.evidence import statements
from dashboard.projects import queries as project_queries
from dashboard.units import queries as unit_queries
from dashboard.units import trail


def fill(page: Page, choice: Choice) -> Page:
    """Return the page with what the sources say in place of each row card; the page itself where it has none."""
    if not any(isinstance(block, RowCard) for block in page.walk()):
        return page
    return replace(page, blocks=_filled(page.blocks, choice))


def _filled(blocks: tuple[Block, ...], choice: Choice) -> tuple[Block, ...]:
    def one(block: Block) -> Block:
        match block:
            case RowCard():
                return Group(_card(choice, block.kind, block.key), is_boxed=True, key="opened")
            case Group():
                return replace(block, blocks=_filled(block.blocks, choice))
            case Finding():
                return replace(block, notes=_filled(block.notes, choice))
        return block

    return tuple(one(block) for block in blocks)


def _card(choice: Choice, kind: str, key: str) -> tuple[Block, ...]:
    """Return one row of any table with all its sources; `kind` and `key` as row_kind and row_id of table evidence."""
    said = evidence.evidence(kind, key)
    checks = [statements.check_line(check) for check in as_dicts(evidence.verifications(kind, key))]
    checked = "**Checked against other pages**\n\n" + "\n".join(checks)
    has_own_note = kind in ("agreement", "project")
    return (
        *_HEADS.get(kind, _any_head)(choice, key),
        *_side_by_side(said),
        *(statements.source_line(of_source) for _, of_source in said.groupby("source_id", sort=False)),
        *(_note(note) for note in dict.fromkeys(note for note in said["note"] if note) if not has_own_note),
        *((Say(checked),) if checks else ()),
        *(_agreement_foot(choice, key) if kind == "agreement" else ()),
        Say(link("Report an error in this row", f"{SITE}/report?{urlencode({'kind': kind, 'row': key})}"), "small"),
    )


def _side_by_side(said: pd.DataFrame) -> tuple[Block, ...]:
    fields = said[said["field"] != statements.STEP]
    if fields.empty:
        return ()
    grid = statements.side_by_side(fields)
    return (
        Say("**What each source says** (✓ marks what the Atlas uses)"),
        Table("side_by_side", grid, {name: "" if name == "what" else name for name in grid}, is_of_words=True),
    )


def _note(text: str) -> Say:
    return Say(f"**Note.** {plain(dates.said(text))}")


def _any_head(choice: Choice, key: str) -> tuple[Block, ...]:
    return (Heading("What the sources say", 3),)


def _agreement_head(choice: Choice, agreement_id: str) -> tuple[Block, ...]:
    row = queries.agreement(agreement_id).iloc[0]
    dates = f"signed **{findings.signed_day(row['signed_on'])}**"
    if row["concluded_on"]:
        dates = f"concluded **{known_date(row['concluded_on'])}**"
    counted = (
        f"counted from {day(row['counts_from_on'])} ({row['counts_from_basis']})"
        if row["is_counted"]
        else "not counted in any total"
    )
    blocks: list[Block] = [Heading(f"{row['buyer']}–{row['host']}: {within(row['instrument_label'])}", 3)]
    if row["title"]:
        blocks.append(Say(f"“{plain(row['title'])}”"))
    blocks.append(Say(f"**{sentence(row['in_force_words'])}**; {dates}; {counted}."))
    if row["in_force_source"]:
        shown = f"{plain(row['in_use_shown_by'])}. " if row["in_use_shown_by"] else ""
        note = f" {plain(row['in_force_note'])}" if row["in_force_note"] else ""
        blocks.append(Say(f"{shown}Source on that: {link(row['in_force_source'], row['in_force_url'])}.{note}"))
    if row["is_disputed"]:
        blocks.append(Say(f"**Sources disagree** on {statements.named(row['disagreement'])}.", "dispute"))
    return tuple(blocks)


def _agreement_foot(choice: Choice, agreement_id: str) -> tuple[Block, ...]:
    row = queries.agreement(agreement_id).iloc[0]
    to_pages = tuple(
        choice.link(label, page, icon="", **{page: key})
        for page, label, key in (
            ("pair", f"{row['buyer']}–{row['host']}", f"{row['buyer_iso3']}-{row['host_iso3']}"),
            ("country", row["buyer"], row["buyer_iso3"]),
            ("country", row["host"], row["host_iso3"]),
        )
    )
    accepted = queries.eligibility(row["buyer_iso3"], row["host_iso3"])
    is_told = len(accepted) > 0 and row["counting_rule"] == "binding"
    return (
        *((_note(row["note"]),) if row["note"] else ()),
        Links(to_pages),
        *((_accepted(row, accepted.iloc[0]),) if is_told else ()),
    )


def _accepted(row: pd.Series, rules: pd.Series) -> Say:
    named = f"{rules['publisher']}, {rules['source_title']}"
    return Say(
        f"**What {row['buyer']} accepts from {row['host']}.** Programmes: {plain(rules['eligible_programmes'] or 'not found')}. "
        f"Activities named: {plain(rules['activity_examples'] or 'not found')}. {link(named, rules['source_url'])}"
    )


def _project_head(choice: Choice, project_id: str) -> tuple[Block, ...]:
    row = project_queries.project(project_id).iloc[0]
    counted = "" if row["is_counted"] else f" Left out of all totals: {plain(row['left_out_because'])}."
    return (
        Heading(row["title"], 3),
        Say(f"{row['buyer']}–{row['host']}, {row['sector']}.{counted}"),
        choice.link("Open its own page", "project", project=project_id),
    )


def _event_head(choice: Choice, event_id: str) -> tuple[Block, ...]:
    row = evidence.event(event_id).iloc[0]
    what = plain(row["project"]) if row["project"] else "Several projects together"
    own = (choice.link("Open its project", "project", project=row["project_id"]),) if row["project_id"] else ()
    return (
        Heading(f"{words.event(row['event'])}, {known_date(row['event_on'])}", 3),
        Say(f"{what}, {row['buyer'] or 'no buyer Party'}–{row['host']}."),
        *own,
    )


def _block_head(choice: Choice, block_id: str) -> tuple[Block, ...]:
    row = unit_queries.block(block_id).iloc[0]
    steps = trail.steps(row)
    said = trail.remarks(row)
    return (
        Heading(trail.heading(row), 3),
        Say("Behind a unit: from the cut to its use, in order of time as far as it is known."),
        Table("trail", steps, {str(name): str(name) for name in steps}, is_of_words=True),
        *((Say(said, "caveat"),) if said else ()),
    )


_HEADS: dict[str, Callable[[Choice, str], tuple[Block, ...]]] = {
    "agreement": _agreement_head,
    "project": _project_head,
    "event": _event_head,
    "block": _block_head,
}
