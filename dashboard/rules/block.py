"""On what terms: one line and a link, for the pages of a country and of a pair."""

from __future__ import annotations

from dataclasses import replace

from dashboard.core.choice import Choice
from dashboard.core.content import Block, Say
from dashboard.core.plain import plain
from dashboard.rules import findings, findings_terms, queries


def line(choice: Choice, *, buyer: str = "", host: str = "") -> tuple[Block, ...]:
    """Return how many rules were found for a Party as buyer and as host, or between two, with a link to them; nothing where there is no claim."""
    asked = choice.filters
    rows = queries.claims(replace(asked, buyers=asked.buyers or _only(buyer), hosts=asked.hosts or _only(host)))
    if buyer and host and buyer != host:
        found = findings.met_by(rows, buyer, host)
        words = "What a project between these two must meet, step by step"
    else:
        found = [row for row in rows if row["state"] == "in_force" and row["party_iso3"] == {"host": host, "buyer": buyer}[row["side"]]]  # fmt: skip
        words = "Its terms, each with its source"
    if not found:
        return ()
    # A Party of no agreement is not on offer as a filter: its rules stand on the page among all.
    sides = {"buyer": buyer, "host": host}
    own = {side: code for side, code in sides.items() if code in choice.known.options[f"{side}s"]}
    side = "" if buyer and host else " as buyer" if buyer else " as host"
    return Say(
        plain(findings_terms.terms(found, is_pair=bool(buyer and host))), lead=f"On what terms{side}:"
    ), choice.link(words, "rules", **own)


def _only(code: str) -> tuple[str, ...]:
    return (code,) if code else ()
