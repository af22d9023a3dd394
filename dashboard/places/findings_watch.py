"""What to watch: which next step of a choice of Parties was looked for in the sources and is not there yet. Pure: rows in, text out."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.core.numbers import is_missing
from dashboard.core.records import Row, Rows, lines
from dashboard.core.words import known_date, listed, plural, within
from dashboard.places.sides import Side

# Steps at which both sides have agreed to a project, and no unit of it exists.
AGREED = ("authorised", "registered", "monitoring", "verified")
MOST_NAMED = 3


def watch(sides: Iterable[Side]) -> list[str]:
    """Return what is still to come, as Markdown, each with what it stands on; of a Party in two roles with the role."""
    shown = [side for side in sides if not side.is_empty]
    found = []
    for side in shown:
        role = f" (as {side.role})" if len(shown) > 1 else ""
        found += [f"**{what}**{role}{rest}" for what, rest in (*_agreements(side), *_projects(side))]
    return found


def _agreements(side: Side) -> Iterable[tuple[str, str]]:
    texts = lines(side.agreements)
    binding = [text for text in texts if text["counting_rule"] == "binding"]
    if silent := [text for text in binding if text["in_force_state"] == "not_found"]:
        yield (
            "Entry into force",
            f" of {plural(len(silent), 'binding agreement')}{_partners(side, silent)}: looked for, no day was found.",
        )
    until = [text for text in binding if text["in_force_state"] == "valid_until"]
    for said in sorted({text["in_force_words"] for text in until}):
        ending = [text for text in until if text["in_force_words"] == said]
        yield "An end", f" of {plural(len(ending), 'binding agreement')}{_partners(side, ending)}: {said}."
    bound = {_pair(text) for text in binding}
    by_pair: dict[tuple[str, str], Row] = {}
    for text in texts:
        if _pair(text) not in bound:
            by_pair.setdefault(_pair(text), text)
    loose = list(by_pair.values())
    if len(loose) == 1:
        only = loose[0]
        form = within(only["instrument_label"])
        signed = known_date(only["signed_on"]) if only["signed_on"] else "day not found"
        yield "A binding agreement", f"{_partners(side, loose)}: the newest text is a {form} ({signed})."
    elif loose:
        yield "A binding agreement", f"{_partners(side, loose)}: what was found does not bind."
    if idle := [text for text in binding if text["project_count"] == 0]:
        yield "A first project", f"{_partners(side, idle)}: an agreement binds, no project is known."


def _pair(text: Row) -> tuple[str, str]:
    return text["buyer_iso3"], text["host_iso3"]


def _projects(side: Side) -> Iterable[tuple[str, str]]:
    projects = zip(side.projects["stage_id"], side.projects["issuance_count"], strict=True)
    agreed, issued = 0, 0
    for stage, issuances in projects:
        agreed += stage in AGREED and (is_missing(issuances) or issuances == 0)
        issued += stage == "issued"
    if agreed:
        noun = plural(agreed, "project that is", "projects that are")
        yield "A first issuance", f" of {noun} authorised or further: none was found."
    if issued:
        yield "A first transfer", f" of {plural(issued, 'project')} with credits issued: none is confirmed."


def _partners(side: Side, rows: Rows) -> str:
    """ " with Sweden and Singapore"; of a pair everybody knows with whom."""
    if side.role == "pair":
        return ""
    names = dict.fromkeys(row["buyer" if side.role == "host" else "host"] for row in rows)
    return f" with {listed(list(names), MOST_NAMED)}"
