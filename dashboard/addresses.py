"""Which parameters the address of each page may have, and what is said of one that no page knows. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from urllib.parse import parse_qsl

from dashboard.core.address import BETWEEN, LONGEST
from dashboard.core.choices import NAMES, Choices, Filters
from dashboard.core.fields import FilterGroup, fields_of, in_words
from dashboard.core.words import listed
from dashboard.pages import ENTRIES
from dashboard.trust.news import SINCE

# Streamlit's own, and what others add to a link that they share.
OTHERS = (
    "embed",
    "embed_options",
    "utm_source",
    "utm_medium",
    "utm_campaign",
    "utm_term",
    "utm_content",
    "fbclid",
    "gclid",
)
# What people call a parameter that is spelt in no way like it.
MEANT = {
    "asof": ("date", "day", "until", "year"),
    "buyer": ("acquirer", "purchaser", "from"),
    "host": ("seller", "transferor", "to"),
    "country": ("iso", "iso2", "iso3", "code", "party"),
    "party": ("country", "iso", "iso2", "iso3", "code"),
    "project": ("id", "name"),
    "q": ("query", "search", "words", "text"),
    "parties": ("party", "country", "countries", "iso", "iso3", "buyer", "host", "buyers", "hosts"),
    "pairs": ("pair",),
    "as": ("role", "side"),
    "words": ("q", "query", "search", "text"),
    "stage": ("status", "state"),
    "sector": ("technology", "type"),
    "programme": ("scheme", "mechanism"),
    "years": ("from", "to", "period", "since", "until", "year"),
    "product": ("hs", "hscode", "code", "goods"),
    "goal": ("target",),
}
MOST_TOLD, ALIKE = 5, 0.7
# So many names of filters a sentence holds.
MOST_NAMED = 12
# There the filters name the subject itself.
NAMED_BY_FILTERS = ("pair",)


def parsed(query: str) -> dict[str, str]:
    """Return the parameters of the query of an address; one that is given more than once has all its values, which a filter of one value then refuses."""
    return together((name, value) for name, value in parse_qsl(query))


def together(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return parameters by name, the different values of one that is given more than once in one text."""
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return {name: BETWEEN[0].join(dict.fromkeys(all_)) for name, all_ in values.items()}


def in_our_case(page: str, query: Mapping[str, str]) -> dict[str, str]:
    """Return the parameters of an address with the names that the page knows (`Country`, `BUYER`) as it writes them; a name that stands there so itself goes first."""
    known = {*NAMES, *ENTRIES[page].parameters}
    found = {name.lower(): value for name, value in query.items() if name not in known and name.lower() in known}
    return found | {name: value for name, value in query.items() if name in known or name.lower() not in known}


def unknown(page: str, names: Iterable[str]) -> list[str]:
    """Return one sentence for each parameter of an address that this page does not know, with the nearest one that it does."""
    entry = ENTRIES[page]
    known = [*NAMES, *entry.parameters]
    # Filters that only the next page shows are no help here.
    shown = [told.name for told in fields_of(Filters).values() if told.group in entry.filter_bar]
    told = []
    for name in names:
        if name in known or name in OTHERS:
            continue
        near = _near(name.lower(), [*entry.parameters, *shown])
        has = [*shown, *(one for one in entry.parameters if one != SINCE)][:MOST_NAMED]
        meant = (
            f"; {' or '.join(near)} may be meant." if near else f". It has {listed(has, MOST_NAMED)}." if has else "."
        )
        told.append(f"This page has no filter named “{name[:LONGEST]}”{meant}")
    return told[:MOST_TOLD]


def idle(page: str, filters: Filters, known: Choices, shown: FilterGroup) -> str:
    """Return one sentence on the chosen filters by which a page that has those `shown` narrows nothing; "" where there is none."""
    if page in NAMED_BY_FILTERS:
        return ""
    parts = in_words(filters, known, FilterGroup.PROJECTS & ~shown, is_whole=False)
    return f"Kept for other pages, not used on this one: {', '.join(parts)}." if parts else ""


def _near(name: str, known: list[str]) -> list[str]:
    meant = [one for one, words in MEANT.items() if name in words and one in known]
    if not meant and name in MEANT["country"]:
        meant = [one for one in ("buyer", "host") if one in known]
    return meant or get_close_matches(name.replace("_", ""), known, 1, ALIKE)
