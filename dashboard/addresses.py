"""Which parameters the address of each page may have, and what is said of one that no page knows. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from dashboard.core.choices import NAMES
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
MOST_TOLD = 5


def unknown(page: str, names: Iterable[str]) -> list[str]:
    """Return one sentence for each parameter of an address that this page does not know, with the nearest one that it does."""
    known = [*NAMES, *ENTRIES[page].parameters]
    told = []
    for name in names:
        if name in known or name in OTHERS:
            continue
        near = get_close_matches(name.lower().replace("_", ""), known, 1, 0.7)
        meant = f"; {near[0]} may be meant" if near else ""
        told.append(f"The link asks for “{name[:40]}”, which this page does not know{meant}.")
    return told[:MOST_TOLD]
