"""What is said of the network: who is left out, who is crowded, which buyers share hosts. Pure: rows in, text out."""

from __future__ import annotations

import pandas as pd

from dashboard.core.records import as_tuples
from dashboard.core.words import listed, plural
from dashboard.places.network import SPECIAL

# Fewer regions than these are no comparison; fewer Parties than these make no share.
LEAST_COMPARED, FEWEST_COMPARED = 3, 10


def answer(table: pd.DataFrame, parties: pd.DataFrame, day: str, rule: str, chosen: list[str]) -> str:
    """State how many Parties are left out, and how many hosts depend on one buyer.

    `table` is a result of crowding for `parties`, `rule` the counting rule in words, `chosen` the names of the buyers that
    the filters leave, none for all.
    """
    eligible = int((~parties["is_annex1"]).sum())
    left_out, hosts = int((table["buyer_count"] == 0).sum()), table[table["buyer_count"] > 0]
    text = (
        f"On {day}, **{left_out} of {plural(eligible, 'Party', 'Parties')}** not listed in Annex I "
        f"{'has' if left_out == 1 else 'have'} no agreement with {listed(chosen, 4) if chosen else 'anyone'} ({rule})"
    )
    if hosts.empty:
        return f"{text}."
    if len(chosen) == 1:
        return f"{text}; {plural(len(hosts), 'host has', 'hosts have')} one."
    single = int((hosts["buyer_count"] == 1).sum())
    one = "one of the chosen buyers alone" if chosen else "one buyer alone"
    return f"{text}; {single} of {plural(len(hosts), 'host')} {'works' if single == 1 else 'work'} with {one}."


def crowded(table: pd.DataFrame, chosen: list[str]) -> str:
    """State which hosts have most buyers; `chosen` as in answer."""
    hosts = table[table["buyer_count"] > 0]
    if hosts.empty:
        return "No host has a counted agreement"
    most = int(hosts["buyer_count"].max())
    top = hosts.loc[hosts["buyer_count"] == most, "party"].to_list()
    if len(chosen) == 1:
        return f"{plural(len(hosts), 'host works', 'hosts work')} with {chosen[0]}, {plural(len(table) - len(hosts), 'Party does', 'Parties do')} not"
    of = "of the chosen buyers" if chosen else "buyers"
    if most == 1:
        return f"No host works with two {of}; {plural(len(hosts), 'host has', 'hosts have')} one"
    verb = "works" if len(top) == 1 else "work"
    single = plural(int((hosts["buyer_count"] == 1).sum()), "host")
    if len(hosts) < LEAST_COMPARED:
        return f"{listed(top)} {verb} with {most} {of}; {single} with one"
    return f"{listed(top, 6)} {verb} with the most {of}, {most}; {single} with one"


def overlap(shared: pd.DataFrame, alone: pd.DataFrame) -> str:
    """State which two buyers share most hosts, and which buyer has most hosts for itself."""
    pairs = shared[shared["buyer_iso3"] != shared["other_iso3"]]
    own = _for_itself(alone)
    if pairs.empty or not pairs["shared"].max():
        return f"No two of these buyers share a host; {own}" if len(alone) > 1 else own
    first = pairs[pairs["shared"] == pairs["shared"].max()]
    most, two = int(first["shared"].iloc[0]), f"{first['other'].iloc[0]} and {first['buyer'].iloc[0]}"
    if len(pairs) < LEAST_COMPARED:
        return f"{two} share {plural(most, 'host')}; {own}"
    if len(first) > 1:
        return f"{len(first)} pairs of buyers share the most hosts, {most} each; {own}"
    return f"{two} share the most hosts, {most}; {own}"


def _for_itself(alone: pd.DataFrame) -> str:
    most = int(alone["exclusive_count"].max())
    top = alone[alone["exclusive_count"] == most]
    if not most:
        return "no buyer has an exclusive host"
    if len(alone) >= LEAST_COMPARED and len(top) > 1:
        return f"{listed(top['buyer'].to_list())} have the most exclusive hosts, {most} each"
    of = f"{most} of its {top['host_count'].iloc[0]}"
    has = f"the most exclusive hosts, {of}" if len(alone) >= LEAST_COMPARED else f"{of} hosts exclusively"
    return f"{top['buyer'].iloc[0]} has {has}"


def by_region(table: pd.DataFrame) -> str:
    """State where the largest share of Parties is left out, as far as three regions can be compared. `table` is a result of bands.

    Shares of a few Parties are none: a region counts from FEWEST_COMPARED developing Parties on, and where a smaller one has a larger share, the chart
    shows it, so the sentence says which are meant.
    """
    is_group = table["group"].isin(list(SPECIAL))
    regions = table[~is_group & (table["total"] >= FEWEST_COMPARED)]
    groups = table[is_group].set_index("group")
    parts = [
        f"{groups.loc[name, 'left_out']} of {groups.loc[name, 'total']} {words}"
        for name, words in (("Least developed", "least developed countries"), ("Small islands", "small island States"))
        if name in groups.index
    ]
    share = regions["left_out"] / regions["total"]
    best = regions[share == share.max()]
    if len(regions) < LEAST_COMPARED or len(best) > 1:
        told = [f"{row.left_out} of {row.total} in {row.group}" for row in as_tuples(table[~is_group])]
        text = f"Left out: {listed(told, 5)}" if told else "Left out"
        return f"{text}; {' and '.join(parts)}" if parts else text
    worst = best.iloc[0]
    others = table[~is_group & (table["total"] < FEWEST_COMPARED)]
    of = "Of the larger regions, " if (others["left_out"] / others["total"] > share.max()).any() else ""
    text = f"{of}{worst['group']} has the largest share left out, {worst['left_out']} of its {worst['total']} developing Parties"
    return f"{text}; of the groups, {' and '.join(parts)}" if parts else text
