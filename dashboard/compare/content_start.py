"""What could be compared: ready comparisons while nothing is chosen, and others beside the one that is."""

from __future__ import annotations

from dashboard.compare import queries
from dashboard.compare.chosen import MOST, PANEL, Compared
from dashboard.core.choice import Choice
from dashboard.core.content import Block, Heading, Link, Links, Say
from dashboard.core.plain import plain

NAME = "compare"
SUGGESTED = 6


def start(choice: Choice, chosen: Compared) -> tuple[Block, ...]:
    """Return what to choose, each suggestion a link."""
    if chosen.pairs and not chosen.parties:
        return _beside_pair(choice, chosen.pairs[0])
    if chosen.parties:
        return _beside_party(choice, chosen)
    counts, names = queries.projects_of_pairs(choice.filters), PANEL.offered().options["pairs"]
    links = [
        _link(choice, "Buyers", tuple(queries.partners(choice.filters, "buyer"))[:MOST], "buyer"),
        _link(choice, "Hosts", tuple(queries.partners(choice.filters, "host"))[:MOST], "host"),
        _of_pairs(choice, tuple(key for key in counts if key in names)[:2]),
    ]
    return (
        Say("Choose two to four Parties, as buyers or as hosts, or two to four pairs, to see their figures, charts and rules side by side.", "answer"),
        Heading("Ready to open"),
        Say("The most active of each kind, by the as-of date.", "small"),
        *(Links((one,)) for one in links if one),
    )  # fmt: skip


def _beside_party(choice: Choice, chosen: Compared) -> tuple[Block, ...]:
    """Others in the same role that share most partners with the one that is chosen, then those with most partners."""
    code, name = chosen.parties[0], choice.known.names[chosen.parties[0]]
    partners = queries.partners(choice.filters, chosen.role)
    own = partners.get(code, set())
    near = sorted((other for other in partners if other != code), key=lambda other: -len(partners[other] & own))
    links = [
        _link(choice, "", (code, other), chosen.role, f"{name} and {choice.known.names[other]}")
        for other in near[:SUGGESTED]
    ]
    why = "share most partners with it" if own else "have most partners"
    return (
        Say(f"A comparison needs a second Party beside **{plain(name)}**. Choose one, or open one of these {chosen.role}s, which {why}.", "caveat"),
        *(Links((one,)) for one in links if one),
    )  # fmt: skip


def _beside_pair(choice: Choice, key: str) -> tuple[Block, ...]:
    """Pairs with the same buyer or the same host, those with most projects first."""
    names, (buyer, host) = PANEL.offered().options["pairs"], key.split("-")
    counts = queries.projects_of_pairs(choice.filters)
    near = [other for other in names if other != key and (other.startswith(f"{buyer}-") or other.endswith(f"-{host}"))]
    near.sort(key=lambda other: (not other.endswith(f"-{host}"), -counts.get(other, 0), names[other]))
    links = [_of_pairs(choice, (key, other)) for other in near[:SUGGESTED]]
    return (
        Say(f"A comparison needs a second pair beside **{plain(names[key])}**. Choose one, or open one of these.", "caveat"),
        *(Links((one,)) for one in links if one),
    )  # fmt: skip


def _link(choice: Choice, kind: str, codes: tuple[str, ...], role: str, words: str = "") -> Link | None:
    if len(codes) < 2:
        return None
    said = words or f"{kind}: {', '.join(choice.known.names[code] for code in codes)}"
    return choice.link(said, NAME, "balance", **{"parties": ",".join(codes), "as": role})


def _of_pairs(choice: Choice, keys: tuple[str, ...]) -> Link | None:
    names = PANEL.offered().options["pairs"]
    if len(keys) < 2:
        return None
    return choice.link(f"Pairs: {' and '.join(names[key] for key in keys)}", NAME, "balance", pairs=",".join(keys))
