"""What the key of a brief asks for: GHA, CHE-GHA, programme.JPN, compare.buyer.JPN.CHE, compare.pair.CHE-GHA.CHE-THA, pages.overview.country-GHA."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.brief.kinds import COUNTRY, PAIR, PAIRS, PARTIES, PICKED, PROGRAMME, Kind, Part
from dashboard.core.words import listed
from dashboard.pages import ENTRIES

SELECTION, PICKED_PAGES = "A selection of pages", "Selection"


@dataclass(frozen=True)
class Asked:
    """A kind of brief, the parts of its subject, and what it is called."""

    kind: Kind
    subject: tuple[str, ...]
    title: str


def asked(key: str, names: Mapping[str, str]) -> Asked:
    """Return what a key asks for; `names` are those of all Parties. Raises KeyError for an unknown code or page."""
    first, *rest = key.split(".")
    match first:
        case "programme":
            return Asked(PROGRAMME, (rest[0], names[rest[0]]), names[rest[0]])
        case "compare":
            role, *keys = rest
            called = ["–".join(names[code] for code in one.split("-")) for one in keys]
            title = f"{listed(called, len(called))}{'' if role == 'pair' else f' as {role}s'}"
            return Asked(PAIRS if role == "pair" else PARTIES, (",".join(keys), role), title)
        case "pages":
            return Asked(Kind(PICKED_PAGES, tuple(_picked(page) for page in rest), sheets=0), (), SELECTION)
    title = "–".join(names[code] for code in key.split("-"))
    return Asked(PAIR if "-" in key else COUNTRY, (key,), title)


def _picked(page: str) -> Part:
    """Return all of a page, or (country-GHA, pair-CHE-GHA) of the page on one subject."""
    name, _, subject = page.partition("-")
    return Part(name, ((ENTRIES[name].own[0], subject),) if subject else (), PICKED)
