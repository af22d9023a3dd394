"""What an address asks for: the page, the visitor's choices, and what of it can't be honoured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import urlencode

from dashboard import addresses
from dashboard.core import kept
from dashboard.core.choice import Choice
from dashboard.core.choices import followed, from_query, offered, said
from dashboard.core.content import Page, Pick
from dashboard.core.named import party_named
from dashboard.pages import ENTRIES, Entry, entry_of

HOME = next(iter(ENTRIES))
MOST_NEAR = 4


@dataclass(frozen=True)
class Asked:
    """A page by its name, its entry, the choices for it, sentences on what of the address can't be honoured (`problems`) or is not known
    to the page (`strangers`), and the address that says no more than was chosen."""

    name: str
    entry: Entry
    choice: Choice
    problems: tuple[str, ...]
    strangers: tuple[str, ...]
    canonical: str

    def content(self) -> Page:
        """Return what the page says; the same that the live page shows."""
        make = self.entry.content
        return kept.content(self.name, make, self.choice) if self.entry.is_kept else make(self.choice)


def asked(name: str, query: Mapping[str, str]) -> Asked:
    """Return what the address of a page asks for. Raises KeyError where there is no such page, WarehouseMissingError before the first build."""
    known, query = offered(), addresses.in_our_case(name, query)
    entry = entry_of(name, query.get("figure"))
    chosen, problems = from_query(query, known, party_named)
    # An emptied box is a choice; a row that is not named is none.
    own = tuple((key, query[key]) for key in entry.parameters if key in query and (query[key] or key not in entry.own))
    choice = Choice(followed(chosen, entry.filter_bar), chosen, known, own)
    parameters = urlencode(dict(own) | said(chosen, known), safe=",")
    place = "" if name == HOME else name
    return Asked(
        name,
        entry,
        choice,
        tuple(problems),
        tuple(addresses.unknown(name, query)),
        f"/{place}" + (f"?{parameters}" if parameters else ""),
    )


def is_found(page: Page) -> bool:
    """Return whether what a page was asked to open exists: the country, pair, project or row that its address names."""
    return not any(isinstance(block, Pick) and block.problem for block in page.walk())


def near(path: str) -> Sequence[tuple[str, Entry]]:
    """Return the pages whose names come near a path that leads nowhere, the nearest first; none where it resembles no name."""
    word = path.strip("/").lower().split("/")[0][:40]
    by_word = {name: name for name in ENTRIES} | {entry.name.lower(): name for name, entry in ENTRIES.items()}
    found = dict.fromkeys(by_word[one] for one in get_close_matches(word, by_word, MOST_NEAR, 0.5))
    return [(name, ENTRIES[name]) for name in found]
