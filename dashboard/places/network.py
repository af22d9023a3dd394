"""Pure summaries of the network: which hosts buyers share, which are exclusive, who is crowded and who is left out."""

from __future__ import annotations

import pandas as pd

from dashboard.core.records import Row

GROUPS = {"all": "All hosts", "ldc": "Least developed countries", "sids": "Small island developing States"}
# Groups that stand beside the regions, and their columns.
SPECIAL = {"Least developed": "is_ldc", "Small islands": "is_sids"}
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


def publishers(agreements: pd.DataFrame, cell: Row) -> list[str]:
    """Return who publishes the agreements of two buyers, or of one, with the hosts that both have: a name for each."""
    own, others = (
        set(agreements["host_iso3"][agreements["buyer_iso3"] == cell[of]]) for of in ("buyer_iso3", "other_iso3")
    )
    of_both = agreements["buyer_iso3"].isin([cell["buyer_iso3"], cell["other_iso3"]])
    names: list[str] = agreements.loc[of_both & agreements["host_iso3"].isin(own & others), "source_publisher"].tolist()
    return names


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


def only_buyers(parties: pd.DataFrame, table: pd.DataFrame) -> list[str]:
    """Return the names of Parties not in Annex I that have an agreement as buyer alone, and so stand in no picture."""
    rows = parties[~parties["is_annex1"] & ~parties["iso3"].isin(table["iso3"])]
    return [str(name) for name in rows["short_name"]]


def _hosts_by_buyer(agreements: pd.DataFrame) -> dict[str, set[str]]:
    hosts: dict[str, set[str]] = {}
    for buyer, host in zip(agreements["buyer_iso3"], agreements["host"], strict=True):
        hosts.setdefault(buyer, set()).add(host)
    return dict(sorted(hosts.items(), key=lambda item: (-len(item[1]), item[0])))
