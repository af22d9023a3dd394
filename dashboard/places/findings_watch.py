"""What to watch: which next step of a choice of Parties was looked for in the sources and is not there yet. Pure: rows in, text out."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from dashboard.core.words import known_date, listed, plural
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
    texts = side.agreements
    is_binding = texts["counting_rule"] == "binding"
    binding = texts[is_binding]
    if len(silent := binding[binding["in_force_state"] == "not_found"]):
        yield (
            "Entry into force",
            f" of {plural(len(silent), 'binding agreement')}{_partners(side, silent)}: looked for, no day was found.",
        )
    for _, ending in binding[binding["in_force_state"] == "valid_until"].groupby("in_force_words"):
        yield (
            "An end",
            f" of {plural(len(ending), 'binding agreement')}{_partners(side, ending)}: {ending['in_force_words'].iloc[0]}.",
        )
    pairs = ["buyer_iso3", "host_iso3"]
    bound = set(zip(*(binding[name] for name in pairs), strict=True))
    is_loose = [pair not in bound for pair in zip(*(texts[name] for name in pairs), strict=True)]
    loose = texts[is_loose].drop_duplicates(pairs)
    if len(loose) == 1:
        only = loose.iloc[0]
        form = f"{only['instrument_label'][:1].lower()}{only['instrument_label'][1:]}"
        signed = known_date(only["signed_on"]) if only["signed_on"] else "day not found"
        yield "A binding agreement", f"{_partners(side, loose)}: the newest text is a {form} ({signed})."
    elif len(loose):
        yield "A binding agreement", f"{_partners(side, loose)}: what was found does not bind."
    if len(idle := binding[binding["project_count"] == 0]):
        yield "A first project", f"{_partners(side, idle)}: an agreement binds, no project is known."


def _projects(side: Side) -> Iterable[tuple[str, str]]:
    projects = side.projects
    agreed = projects[projects["stage_id"].isin(AGREED) & (projects["issuance_count"].fillna(0) == 0)]
    if len(agreed):
        noun = plural(len(agreed), "project that is", "projects that are")
        yield "A first issuance", f" of {noun} authorised or further: none was found."
    if issued := int((projects["stage_id"] == "issued").sum()):
        yield "A first transfer", f" of {plural(issued, 'project')} with credits issued: none is confirmed."


def _partners(side: Side, rows: pd.DataFrame) -> str:
    """ " with Sweden and Singapore"; of a pair everybody knows with whom."""
    if side.role == "pair":
        return ""
    names = rows["buyer" if side.role == "host" else "host"].unique()
    return f" with {listed(list(names), MOST_NAMED)}"
