"""Which parameters the address of each page may have, and what is said of one that no page knows. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from dashboard.core.address import LONGEST
from dashboard.core.choices import NAMES, Filters
from dashboard.core.fields import fields_of
from dashboard.pages import ENTRIES

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
    "parties": ("party", "country", "countries", "iso", "iso3", "buyer", "host", "buyers", "hosts"),
    "pairs": ("pair",),
    "as": ("role", "side"),
    "words": ("q", "query", "search", "text"),
}
MOST_TOLD, ALIKE = 5, 0.7


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
        meant = f"; {' or '.join(near)} may be meant" if near else ""
        told.append(f"This page has no filter named “{name[:LONGEST]}”{meant}.")
    return told[:MOST_TOLD]


def _near(name: str, known: list[str]) -> list[str]:
    meant = [one for one, words in MEANT.items() if name in words and one in known]
    if not meant and name in MEANT["country"]:
        meant = [one for one in ("buyer", "host") if one in known]
    return meant or get_close_matches(name.replace("_", ""), known, 1, ALIKE)
