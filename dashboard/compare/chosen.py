"""What is compared: two to four Parties in one role, or two to four pairs, as an address asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.core.choices import Filters, offered
from dashboard.core.fields import Offered, many, one
from dashboard.core.named import pair_named, party_named
from dashboard.core.panel import Panel
from dashboard.core.records import as_tuples
from dashboard.places import queries

LEAST, MOST = 2, 4
ROLES = {"buyer": "As buyers", "host": "As hosts"}


@dataclass(frozen=True)
class Compared:
    """Parties in a role, or pairs; Parties lead where an address names both."""

    parties: tuple[str, ...] = many(
        "parties", "Two to four Parties", is_party=True, is_distinct=True, called="Party", nothing="Ghana, Thailand …", width=4,
    )  # fmt: skip
    role: str = one("as", "Compared", "host", is_short=True, called="role", width=2.4)
    pairs: tuple[str, ...] = many(
        "pairs", "Or two to four pairs", is_distinct=True, called="pair", find=pair_named, nothing="Switzerland–Ghana …", width=4,
    )  # fmt: skip

    @property
    def is_of_pairs(self) -> bool:
        """Whether pairs are compared."""
        return bool(self.pairs) and not self.parties

    @property
    def keys(self) -> tuple[str, ...]:
        """What is compared: codes of Parties, or keys of pairs; no more than a page has room for."""
        return (self.pairs if self.is_of_pairs else self.parties)[:MOST]


def on_offer() -> Offered:
    """Return every Party, both roles, and every pair that has anything, by name."""
    names = offered().names
    pairs = {f"{row.buyer_iso3}-{row.host_iso3}": f"{row.buyer}–{row.host}" for row in as_tuples(queries.pairs())}
    return Offered({"parties": names, "role": ROLES, "pairs": pairs}, names=names)


def at_first(query: Mapping[str, str], _: Filters) -> Compared:
    """Return what holds where nothing is said: Parties that all buy are compared as buyers, all others as hosts."""
    words = [part.strip() for part in query.get("parties", "").split(",") if part.strip()][: MOST + 1]
    known, names = offered().options["buyers"], offered().names
    codes = [word.upper() if word.upper() in names else party_named(word) for word in words]
    return Compared(role="buyer" if codes and all(code in known for code in codes) else "host")


def problems(chosen: Compared) -> list[str]:
    """Return a sentence for each part of a choice that can't be had."""
    told = []
    if chosen.parties and chosen.pairs:
        told.append("The link names Parties and pairs; a comparison is of either, and the Parties are shown.")
    asked, what = (chosen.pairs, "pairs") if chosen.is_of_pairs else (chosen.parties, "Parties")
    if len(asked) > MOST:
        told.append(
            f"A comparison has room for {MOST} {what}; {len(asked)} are chosen, and the first {MOST} are shown."
        )
    return told


PANEL = Panel(
    "compare",
    Compared,
    on_offer,
    at_first,
    rows=(("parties", "role", "pairs"),),
    fold="What is compared",
)
