"""Pure summaries of a frame of agreements: what the figures, the map and the charts show.

All of them start from the same rows as the table and the extract, so no two of them can disagree.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import pandas as pd

from dashboard.core.dates import known_date
from dashboard.core.numbers import is_missing
from dashboard.core.records import Record, lines, with_labels

SMALL_BUYERS = "Others"
PAIR_COLUMNS = [
    "buyer_iso3",
    "buyer",
    "host_iso3",
    "host",
    "agreement_count",
    "instruments",
    "first_on",
    "counting_rule",
    "in_force_state",
]
RULES = ("binding", "memoranda", "statements")
# Of several texts of a pair that bind alike the state that says most is shown.
STATES = (
    "in_force",
    "valid_until",
    "in_use",
    "not_yet_in_force",
    "not_found",
    "not_looked_up",
    "not_applicable",
    "ended",
)


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
    rows = lines(agreements)
    pairs = {(row["buyer_iso3"], row["host_iso3"]) for row in rows}
    return Headline(
        pairs=len(pairs),
        agreements=len(rows),
        buyers=len({buyer for buyer, _ in pairs}),
        hosts=len({host for _, host in pairs}),
        binding_pairs=len({(row["buyer_iso3"], row["host_iso3"]) for row in rows if row["counting_rule"] == "binding"}),
        disputed=sum(row["is_disputed"] for row in rows),
        undated=sum(is_missing(row["signed_on"]) for row in rows),
    )


def by_pair(agreements: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of agreements as a frame."""
    return pd.DataFrame(pairs(agreements), columns=pd.Index(PAIR_COLUMNS))


def pairs(agreements: pd.DataFrame) -> list[Record]:
    """Return one row a pair, most agreements first.

    Columns: buyer_iso3, buyer, host_iso3, host, agreement_count, instruments (one line an instrument, with its date as
    known and whether it is in force), first_on, counting_rule (the most binding), in_force_state (of the texts under that rule
    the one that says most).
    """
    # Plain Python: for a few hundred rows a grouped frame costs ten times as much.
    found: dict[tuple[str, str], Record] = {}
    strongest: dict[tuple[str, str], tuple[int, int]] = {}
    for row in sorted(lines(agreements), key=lambda row: (row["counts_from_on"], row["instrument_order"])):
        key = (row["buyer_iso3"], row["host_iso3"])
        dated = known_date(row["signed_on"]) if row["signed_on"] else "day not found"
        said = f"{row['instrument_label']}, {dated}: {row['in_force_words']}"
        if key not in found:
            found[key] = {name: row[name] for name in ("buyer_iso3", "buyer", "host_iso3", "host")}
            found[key] |= {"agreement_count": 0, "instruments": "", "first_on": row["counts_from_on"]}
        pair = found[key]
        pair["agreement_count"] += 1
        pair["instruments"] += f"\n{said}" if pair["instruments"] else said
        rank = RULES.index(row["counting_rule"]), STATES.index(row["in_force_state"])
        if rank < strongest.get(key, (99, 99)):
            strongest[key] = rank
            pair |= {name: row[name] for name in ("counting_rule", "in_force_state")}
    return sorted(found.values(), key=lambda pair: (-pair["agreement_count"], pair["buyer"], pair["host"]))


def by_host(agreements: pd.DataFrame) -> pd.DataFrame:
    """Return one row a host, most agreements first: host_iso3, host, agreement_count, buyers (names, joined)."""
    return _by_party(agreements, "host", "buyer")


def by_buyer(agreements: pd.DataFrame) -> pd.DataFrame:
    """Return one row a buyer, most agreements first: buyer_iso3, buyer, agreement_count, hosts (names, joined)."""
    return _by_party(agreements, "buyer", "host")


def _by_party(agreements: pd.DataFrame, role: str, other: str) -> pd.DataFrame:
    parties: dict[str, dict[str, Any]] = {}
    partners: dict[str, set[str]] = {}
    for row in lines(agreements):
        code, name, partner = row[f"{role}_iso3"], row[role], row[other]
        party = parties.setdefault(code, {f"{role}_iso3": code, role: name, "agreement_count": 0})
        party["agreement_count"] += 1
        partners.setdefault(code, set()).add(partner)
    for code, party in parties.items():
        party["pair_count"] = len(partners[code])
        party[f"{other}s"] = ", ".join(sorted(partners[code]))
    ranked = sorted(parties.values(), key=lambda party: (-party["agreement_count"], party[role]))
    listed = [f"{role}_iso3", role, "agreement_count", "pair_count", f"{other}s"]
    return pd.DataFrame(ranked, columns=pd.Index(listed))


def year_by_year(table: pd.DataFrame) -> list[Record]:
    """Return a result of growth with one row a year and buyer, in the order of its cells: year, buyer, agreements."""
    return [
        {"year": year, "buyer": name, "agreements": count}
        for year, counts in with_labels(table)
        for name, count in counts.items()
    ]


def signed_by(agreements: pd.DataFrame, buyers: list[str], year: int) -> pd.DataFrame:
    """Return what some buyers (their codes) had signed by the end of a year, as growth counts it."""
    return agreements[agreements["buyer_iso3"].isin(buyers) & (agreements["counts_from_on"].dt.year <= year)]


def growth(agreements: pd.DataFrame, named: list[str], until: int = 0) -> pd.DataFrame:
    """Return cumulative numbers of agreements by year and buyer.

    One row a year from 2013 to the last one with an agreement, or to the year `until` where that is later; one column a
    buyer of `named` in its order (by short name), plus "Others" when there are any. A year counts what was signed by its
    end, or by the as-of day in the last one.
    """
    if agreements.empty:
        return pd.DataFrame()
    years = agreements["counts_from_on"].dt.year
    buyers = [name if name in named else SMALL_BUYERS for name in agreements["buyer"]]
    counted = Counter(zip(years, buyers, strict=True))
    span = range(2013, max(int(years.max()), until) + 1)
    columns = [name for name in [*named, SMALL_BUYERS] if name in buyers]
    table = {name: list(accumulate(counted[year, name] for year in span)) for name in columns}
    return pd.DataFrame(table, index=pd.Index(span, name="year"))
