"""Questions on the rules of hosts and buyers: one function each."""

from __future__ import annotations

import pandas as pd

from dashboard.core.choices import Filters
from dashboard.core.warehouse import ask

# Every claim with its state on the as-of day, as a query for whoever pages through it.
CLAIMS = "SELECT *, rule_state(status, applies_from_on, ends_on, known_from_on, $as_of::DATE) AS state FROM rule_list"


def rules(filters: Filters) -> pd.DataFrame:
    """Return each claim on the chosen hosts and buyers with its `state` on the as-of day; regions are those of hosts. Columns as of `rule_list`.

    A chosen buyer leaves the claims on hosts as they are, and a chosen host those on buyers: each is a side of its own.
    """
    # What is not chosen is not asked: on few rows planning takes longer than reading.
    narrowed = [
        "(side = 'host' OR list_contains($buyers::VARCHAR[], party_iso3))" if filters.buyers else "",
        "(side = 'buyer' OR list_contains($hosts::VARCHAR[], party_iso3))" if filters.hosts else "",
        "(side = 'buyer' OR party_iso3 IN (SELECT iso3 FROM parties WHERE list_contains($regions::VARCHAR[], region)))"
        if filters.regions
        else "",
    ]
    return ask(
        f"""
        FROM ({CLAIMS}) WHERE {" AND ".join(filter(None, narrowed)) or "true"}
        ORDER BY side DESC, party, kind_order, rule_id
        """,
        as_of=filters.as_of, buyers=filters.buyers, hosts=filters.hosts, regions=filters.regions,
    )  # fmt: skip


def parties() -> pd.DataFrame:
    """Return hosts and buyers of counted agreements and those with a rule: side, party_iso3, party, region, rules, confirmed; most rules first."""
    return ask("SELECT * FROM rule_parties ORDER BY side DESC, rules DESC, party")


def kinds() -> pd.DataFrame:
    """Return the kinds of rule in their order. Columns as of `rule_kinds`."""
    return ask("SELECT * FROM rule_kinds ORDER BY sort_order")
