"""How fresh the facts of a page are, in a sentence at its end: to what day each kind is known, and when its publications were last read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dashboard.core.content import Page, Say
from dashboard.core.plain import plain
from dashboard.core.records import Rows
from dashboard.core.words import day, known_date, listed, plural
from dashboard.trust import queries_fresh

WORDS = {
    "agreement": "agreements",
    "project": "projects",
    "authorisation": "authorisations",
    "authorised_unit": "authorised credits",
    "issuance": "issuances",
    "first_transfer": "first transfers",
    "use": "uses",
    "report": "reports that pages name",
    "rule": "rules",
    "target": "targets",
    "price": "prices",
    "trade": "trade",
}
_NETWORK = ("agreement", "project", "issuance", "first_transfer")
# Kinds of fact of each page. A page without an entry has facts of its own kind alone, each with its day: releases, publications, the data.
ON_PAGE = {
    "overview": _NETWORK,
    "agreements": ("agreement",),
    "projects": ("project", "issuance", "first_transfer"),
    "delivered": ("authorisation", "issuance", "first_transfer"),
    "units": ("authorised_unit",),
    "targets": ("target", "project", "issuance"),
    "trade": ("trade", "agreement"),
    "country": (*_NETWORK, "target"),
    "pair": _NETWORK,
    "rules": ("rule",),
    "compare": (*_NETWORK, "target"),
    "account": ("authorisation", "first_transfer", "use", "report"),
    "project": ("project", "authorisation", "issuance", "first_transfer"),
    "network": ("agreement",),
    "start": _NETWORK,
    "questions": (*_NETWORK, "target", "rule"),
    "steps": ("project", "issuance", "first_transfer"),
    "organise": ("programme",),
    "calculator": ("price", "issuance"),
    "reconciliation": ("agreement", "project", "issuance"),
}
# Whose editions or releases a reader waits for is told by name.
COMPILATION, ITS_NAME = "unepccc_pipeline", "UNEP CCC"
LEAD = "How fresh:"


def added(page: Page, name: str) -> Page:
    """Return a page with what is said of its freshness as its last words; as it is where it has no facts of these kinds."""
    kinds = ON_PAGE.get(name, ())
    text = sentence(kinds, queries_fresh.known_until(), queries_fresh.publications(kinds)) if kinds else ""
    return replace(page, blocks=(*page.blocks, Say(text, "small", lead=LEAD))) if text else page


def sentence(kinds: tuple[str, ...], known: Rows, publications: Rows) -> str:
    """Return how fresh facts of some kinds are, of the columns of queries_fresh; nothing where none was read."""
    own = [row for row in publications if row["kind"] in kinds]
    if not own:
        return ""
    until = {row["kind"]: row["known_on"] for row in known}
    told = [f"{WORDS[kind]} {{}}to {known_date(until[kind])}" for kind in kinds if until.get(kind)]
    parts = [", ".join(each.format("" if number else "known ") for number, each in enumerate(told))] if told else []
    parts += _named(own)
    sources = {row["source_id"]: row for row in own}.values()
    last = day(max(row["read_on"] for row in sources))
    parts.append(
        f"read in {plural(len(sources), 'publication')}, the last on {last}" if len(sources) > 1 else f"read on {last}"
    )
    if asked := [row["checked_on"] for row in sources if row["checked_on"]]:
        parts.append(f"asked for news on {day(max(asked))}")
    if news := sum(row["has_news"] for row in sources):
        parts.append(f"{news:,} changed since, which the Atlas doesn’t show yet")
    return f"{'; '.join(parts)}."


def _named(own: Rows) -> Iterator[str]:
    editions = [
        row
        for row in own
        if row["source_id"].startswith(COMPILATION) and len(row["published_on"] or "") == len("YYYY-MM-DD")
    ]
    if editions:
        newest = max(editions, key=lambda row: row["published_on"])
        edition = known_date(newest["published_on"])
        yield f"{ITS_NAME} last read on {day(newest['read_on'])}, edition of {edition}"
    trade = [row for row in own if row["kind"] == "trade"]
    if trade:
        publishers = sorted({row["publisher"] for row in trade})
        last = day(max(row["read_on"] for row in trade))
        yield f"{listed([plain(one) for one in publishers], len(publishers))} last read on {last}"
