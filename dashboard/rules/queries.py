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
    return ask(
        f"""
        SELECT r.* FROM ({CLAIMS}) r JOIN rule_parties t USING (side, party_iso3)
        WHERE CASE side
            WHEN 'buyer' THEN len($buyers::VARCHAR[]) = 0 OR list_contains($buyers::VARCHAR[], party_iso3)
            ELSE (len($hosts::VARCHAR[]) = 0 OR list_contains($hosts::VARCHAR[], party_iso3))
                AND (len($regions::VARCHAR[]) = 0 OR list_contains($regions::VARCHAR[], t.region))
        END
        ORDER BY side DESC, r.party, kind_order, rule_id
        """,
        as_of=filters.as_of, buyers=filters.buyers, hosts=filters.hosts, regions=filters.regions,
    )  # fmt: skip


def parties() -> pd.DataFrame:
    """Return hosts and buyers of counted agreements and those with a rule: side, party_iso3, party, region, rules, confirmed; most rules first."""
    return ask("SELECT * FROM rule_parties ORDER BY side DESC, rules DESC, party")


def kinds() -> pd.DataFrame:
    """Return the kinds of rule in their order. Columns as of `rule_kinds`."""
    return ask("SELECT * FROM rule_kinds ORDER BY sort_order")
