"""Pure summaries of a frame of agreements: what the figures, the map and the charts show.

All of them start from the same rows as the table and the extract, so no two of them can disagree.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

SMALL_BUYERS = "Others"


@dataclass(frozen=True)
class Headline:
    """Counts of a frame of agreements."""

    pairs: int
    agreements: int
    buyers: int
    hosts: int
    binding_pairs: int
    disputed: int
    undated: int


def headline(agreements: pd.DataFrame) -> Headline:
    """Count distinct pairs, instruments, buyers and hosts, and the rows with doubts."""
    pairs = agreements["buyer_iso3"] + agreements["host_iso3"]
    return Headline(
        pairs=pairs.nunique(),
        agreements=len(agreements),
        buyers=agreements["buyer_iso3"].nunique(),
        hosts=agreements["host_iso3"].nunique(),
        binding_pairs=pairs[agreements["counting_rule"] == "binding"].nunique(),
        disputed=int(agreements["is_disputed"].sum()),
        undated=int(agreements["signed_on"].isna().sum()),
    )


def by_pair(agreements: pd.DataFrame) -> pd.DataFrame:
    """Return one row a pair, most agreements first.

    Columns: buyer_iso3, buyer, host_iso3, host, agreement_count, instruments (one line an instrument, with its date as
    known), first_on, counting_rule (the most binding).
    """
    ordered = agreements.sort_values(["counts_from_on", "instrument_order"])
    said = ordered["instrument_label"] + ", " + ordered["signed_on"].fillna("date not published")
    pairs = (
        ordered.assign(said=said)
        .groupby(["buyer_iso3", "buyer", "host_iso3", "host"], as_index=False, sort=False)
        .agg(
            agreement_count=("said", "size"),
            instruments=("said", lambda lines: "\n".join(lines)),
            first_on=("counts_from_on", "min"),
            strongest=("instrument_order", "min"),
        )
    )
    rule_of = agreements.drop_duplicates("instrument_order").set_index("instrument_order")["counting_rule"]
    pairs["counting_rule"] = pairs["strongest"].map(rule_of)
    return pairs.sort_values(["agreement_count", "buyer", "host"], ascending=[False, True, True]).reset_index(drop=True)


def by_host(agreements: pd.DataFrame) -> pd.DataFrame:
    """Return one row a host, most agreements first: host_iso3, host, agreement_count, buyers (names, joined)."""
    return _by_party(agreements, "host", "buyer")


def by_buyer(agreements: pd.DataFrame) -> pd.DataFrame:
    """Return one row a buyer, most agreements first: buyer_iso3, buyer, agreement_count, hosts (names, joined)."""
    return _by_party(agreements, "buyer", "host")


def _by_party(agreements: pd.DataFrame, role: str, other: str) -> pd.DataFrame:
    grouped = agreements.groupby([f"{role}_iso3", role], as_index=False).agg(
        agreement_count=("agreement_id", "size"),
        pair_count=(f"{other}_iso3", "nunique"),
        others=(other, lambda names: ", ".join(sorted(set(names)))),
    )
    grouped = grouped.rename(columns={"others": f"{other}s"})
    return grouped.sort_values(["agreement_count", role], ascending=[False, True]).reset_index(drop=True)


def growth(agreements: pd.DataFrame, named: list[str]) -> pd.DataFrame:
    """Return cumulative numbers of agreements by year and buyer.

    One row a year from 2013 to the last one, one column a buyer of `named` in its order (by short name), plus
    "Others" when there are any. A year counts what was signed by its end, or by the as-of day in the last one.
    """
    if agreements.empty:
        return pd.DataFrame()
    years = pd.to_datetime(agreements["counts_from_on"]).dt.year
    buyer = agreements["buyer"].where(agreements["buyer"].isin(named), SMALL_BUYERS)
    counts = pd.crosstab(years, buyer)
    counts = counts.reindex(range(2013, int(years.max()) + 1), fill_value=0).cumsum()
    columns = [name for name in [*named, SMALL_BUYERS] if name in counts.columns]
    counts.index.name = "year"
    return counts[columns]
