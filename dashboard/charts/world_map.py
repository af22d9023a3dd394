"""Who works with whom on a map (dashboard.core.forms.map)."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from dashboard.core.forms.map import Arc, Map, Mark, Place, known
from dashboard.core.records import as_tuples

# So many pairs are told apart by the colours of their buyers.
MOST_NAMED_HOSTS, FEW_PAIRS = 8, 12

Places = dict[str, Place]


def places(parties: pd.DataFrame) -> Places:
    """Return all Parties by code; `parties` has iso3, short_name, x_km, y_km."""
    columns = (parties[name].tolist() for name in ("iso3", "short_name", "x_km", "y_km"))
    return {iso3: Place(iso3, name, x, y) for iso3, name, x, y in zip(*columns, strict=True)}


def network(pairs: pd.DataFrame, hosts: pd.DataFrame, place: Places, alt: str = "") -> Map:
    """Return the map of the world: `pairs` and `hosts` come from dashboard.agreements.summaries. Of many hosts those with the most buyers are
    named, and of many buyers the one with the most hosts is in focus."""
    arcs = _arcs(pairs, place)
    focus = in_focus(pairs)
    if len(hosts) <= MOST_NAMED_HOSTS:
        named = frozenset(hosts["host_iso3"])
    else:
        most = hosts[hosts["pair_count"] == hosts["pair_count"].max()]["host_iso3"] if focus else ()
        named = frozenset(most if len(most) <= MOST_NAMED_HOSTS else ())
    shades = tuple(zip(hosts["host_iso3"], hosts["pair_count"].astype(int), strict=True)) if focus else ()
    return Map(arcs, (*_dots(hosts, place), *_rings(arcs)), named=named, alt=alt, focus=focus, shades=shades)


def in_focus(pairs: pd.DataFrame) -> str:
    """Return the code of the buyer with the most hosts, "" where all pairs can be seen at once or belong to one buyer."""
    hosts = Counter(sorted(pairs["buyer_iso3"]))
    return str(hosts.most_common(1)[0][0]) if len(pairs) > FEW_PAIRS and len(hosts) > 1 else ""


def around(pairs: pd.DataFrame, hosts: pd.DataFrame, place: Places, subjects: tuple[str, ...], alt: str = "") -> Map:
    """Return the map of `subjects` (codes) and all that they work with, framed; many hosts stay without names."""
    named = hosts["host_iso3"] if len(hosts) <= MOST_NAMED_HOSTS else subjects
    arcs = _arcs(pairs, place)
    shown = tuple(place[code] for code in subjects if place[code].is_known)
    return Map(arcs, (*_dots(hosts, place), *_rings(arcs)), shown, frozenset(named), is_framed=True, alt=alt)


def _arcs(pairs: pd.DataFrame, place: Places) -> tuple[Arc, ...]:
    return known(
        Arc(
            place[row.buyer_iso3],
            place[row.host_iso3],
            int(row.agreement_count),
            row.counting_rule == "binding",
            row.instruments,
        )
        for row in as_tuples(pairs)
    )


def _dots(hosts: pd.DataFrame, place: Places) -> list[Mark]:
    return [
        Mark(
            place[row.host_iso3],
            "host",
            "dot",
            int(row.agreement_count),
            f"Host · {row.agreement_count} agreement{'s' if row.agreement_count > 1 else ''}\nwith {row.buyers}",
        )
        for row in as_tuples(hosts)
        if place[row.host_iso3].is_known
    ]


def _rings(arcs: tuple[Arc, ...]) -> list[Mark]:
    counts: Counter[Place] = Counter()
    for arc in arcs:
        counts[arc.buyer] += arc.count
    return [
        Mark(buyer, "buyer", "ring", count, f"Buyer · {count} agreement{'s' if count > 1 else ''}")
        for buyer, count in counts.most_common()
    ]
