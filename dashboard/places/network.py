"""Pure summaries of the network: which hosts buyers share, which are exclusive, who is crowded and who is left out."""

from __future__ import annotations

import pandas as pd

from dashboard.core.words import listed, plural

GROUPS = {"all": "All hosts", "ldc": "Least developed countries", "sids": "Small island developing States"}
# Groups that stand beside the regions, and their columns.
SPECIAL = {"Least developed": "is_ldc", "Small islands": "is_sids"}
# Fewer regions than these are no comparison; fewer Parties than these make no share.
LEAST_COMPARED, FEWEST_COMPARED = 3, 10
BANDS = ("left_out", "one", "two", "more")
BAND_LABELS = {
    "left_out": "No agreement",
    "one": "One buyer",
    "two": "Two buyers",
    "more": "Three or more",
}


def of_group(parties: pd.DataFrame, group: str) -> pd.DataFrame:
    """Return the Parties of a group of GROUPS (columns of dashboard.places.queries.parties)."""
    return parties if group == "all" else parties[parties[f"is_{group}"]]


def band(buyer_count: int) -> str:
    """Return the band of BANDS in which a number of buyers lies."""
    return BANDS[min(buyer_count, 3)]


def crowding(agreements: pd.DataFrame, parties: pd.DataFrame, active: set[str]) -> pd.DataFrame:
    """Return hosts by their number of buyers, and after them the Parties that are left out; most buyers first.

    `agreements` are counted rows, `parties` those that may be shown, `active` the codes of all Parties with a counted
    agreement in any role. A Party is left out (buyer_count 0) when it is not listed in Annex I and not active.
    Columns: iso3, party, region, is_ldc, is_sids, is_annex1, source_id, buyer_count, buyers, and band.
    """
    buyers: dict[str, set[str]] = {}
    for host, buyer in zip(agreements["host_iso3"], agreements["buyer"], strict=True):
        buyers.setdefault(host, set()).add(buyer)
    shown = parties[parties["iso3"].isin(buyers) | ~(parties["is_annex1"] | parties["iso3"].isin(active))]
    table = shown.rename(columns={"short_name": "party"}).assign(
        buyer_count=[len(buyers.get(code, ())) for code in shown["iso3"]],
        buyers=[", ".join(sorted(buyers.get(code, ()))) for code in shown["iso3"]],
        band=[band(len(buyers.get(code, ()))) for code in shown["iso3"]],
    )
    return table.sort_values(["buyer_count", "party"], ascending=[False, True], ignore_index=True)


def shared_hosts(agreements: pd.DataFrame) -> pd.DataFrame:
    """Return one row a pair of buyers, and one a buyer with itself, buyers with most hosts first.

    Columns: buyer_iso3, buyer, other_iso3, other, shared (number of hosts that both work with), hosts (their names). For a
    buyer with itself `shared` counts all its hosts.
    """
    hosts = _hosts_by_buyer(agreements)
    names = dict(zip(agreements["buyer_iso3"], agreements["buyer"], strict=True))
    rows = []
    for place, (code, own) in enumerate(hosts.items()):
        for other in list(hosts)[: place + 1]:
            common = sorted(own & hosts[other])
            rows.append((code, names[code], other, names[other], len(common), ", ".join(common)))
    return pd.DataFrame(rows, columns=["buyer_iso3", "buyer", "other_iso3", "other", "shared", "hosts"])


def exclusive(agreements: pd.DataFrame) -> pd.DataFrame:
    """Return one row a buyer, most hosts first: buyer_iso3, buyer, host_count, exclusive_count, shared_count, exclusive
    (names of the hosts that work with no other buyer)."""
    hosts = _hosts_by_buyer(agreements)
    names = dict(zip(agreements["buyer_iso3"], agreements["buyer"], strict=True))
    rows = []
    for code, own in hosts.items():
        others = set().union(*(other for key, other in hosts.items() if key != code)) if len(hosts) > 1 else set()
        alone = sorted(own - others)
        rows.append((code, names[code], len(own), len(alone), len(own) - len(alone), ", ".join(alone)))
    columns = ["buyer_iso3", "buyer", "host_count", "exclusive_count", "shared_count", "exclusive"]
    return pd.DataFrame(rows, columns=columns)


def bands(table: pd.DataFrame) -> pd.DataFrame:
    """Return Parties not in Annex I by region and group and by their number of buyers.

    `table` is a result of crowding. Columns: group, left_out, one, two, more, total; regions first, then the groups of SPECIAL;
    those without a Party are left out.
    """
    eligible = table[~table["is_annex1"]]
    rows = []
    slices = [(region, eligible[eligible["region"] == region]) for region in sorted(eligible["region"].unique())]
    slices += [(name, eligible[eligible[column]]) for name, column in SPECIAL.items()]
    for name, part in slices:
        numbers = [int((part["band"] == strength).sum()) for strength in BANDS]
        if sum(numbers):
            rows.append((name, *numbers, sum(numbers)))
    return pd.DataFrame(rows, columns=["group", *BANDS, "total"])


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
        return f"{listed(top, 6)} {verb} with {most} {of}; {single} with one"
    return f"{listed(top, 6)} {verb} with most {of}, {most}; {single} with one"


def only_buyers(parties: pd.DataFrame, table: pd.DataFrame) -> list[str]:
    """Return the names of Parties not in Annex I that have an agreement as buyer alone, and so stand in no picture."""
    rows = parties[~parties["is_annex1"] & ~parties["iso3"].isin(table["iso3"])]
    return [str(name) for name in rows["short_name"]]


def overlap(shared: pd.DataFrame, alone: pd.DataFrame) -> str:
    """State which two buyers share most hosts, and which buyer has most hosts for itself."""
    pairs = shared[shared["buyer_iso3"] != shared["other_iso3"]]
    top = alone.loc[alone["exclusive_count"].idxmax()]
    of = f"{top['exclusive_count']} of {top['host_count']}"
    is_most = len(alone) >= LEAST_COMPARED
    own = f"{top['buyer']} has most hosts for itself, {of}" if is_most else f"{top['buyer']} has {of} hosts for itself"
    if pairs.empty or not pairs["shared"].max():
        return f"No two of these buyers share a host; {own}" if len(alone) > 1 else own
    first = pairs.loc[pairs["shared"].idxmax()]
    many = "share most hosts, " if len(pairs) >= LEAST_COMPARED else "share "
    hosts = "" if len(pairs) >= LEAST_COMPARED else f" host{'' if first['shared'] == 1 else 's'}"
    return f"{first['other']} and {first['buyer']} {many}{first['shared']}{hosts}; {own}"


def by_region(table: pd.DataFrame) -> str:
    """State where the largest share of Parties is left out, as far as three regions can be compared. `table` is a result of bands.

    Shares of a few Parties are none: a region counts from FEWEST_COMPARED developing Parties on.
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
        told = [f"{row.left_out} of {row.total} in {row.group}" for row in table[~is_group].itertuples()]
        text = f"Left out: {listed(told, 5)}" if told else "Left out"
        return f"{text}; {' and '.join(parts)}" if parts else text
    worst = best.iloc[0]
    text = f"{worst['group']} has the largest share left out, {worst['left_out']} of its {worst['total']} developing Parties"
    return f"{text}; of the groups, {' and '.join(parts)}" if parts else text


def _hosts_by_buyer(agreements: pd.DataFrame) -> dict[str, set[str]]:
    hosts: dict[str, set[str]] = {}
    for buyer, host in zip(agreements["buyer_iso3"], agreements["host"], strict=True):
        hosts.setdefault(buyer, set()).add(host)
    return dict(sorted(hosts.items(), key=lambda item: (-len(item[1]), item[0])))
