"""Questions on the rules of hosts and buyers: one function each."""

from __future__ import annotations

import pandas as pd

from dashboard.core.choices import Filters
from dashboard.core.warehouse import ask

# Every claim with its state on the as-of day, as a query for whoever pages through it.
CLAIMS = "SELECT *, rule_state(status, applies_from_on, ends_on, known_from_on, $as_of::DATE) AS state FROM rule_list"


def rules(filters: Filters) -> pd.DataFrame:
    """Return each claim with its `state` on the as-of day, of all Parties. Columns as of `rule_list`."""
    return ask(f"{CLAIMS} ORDER BY side DESC, party, kind_order, rule_id", **filters.parameters())


def parties() -> pd.DataFrame:
    """Return hosts and buyers of counted agreements and those with a rule: side, party_iso3, party, rules, confirmed; most rules first."""
    return ask("SELECT * FROM rule_parties ORDER BY side DESC, rules DESC, party")


def kinds() -> pd.DataFrame:
    """Return the kinds of rule in their order. Columns as of `rule_kinds`."""
    return ask("SELECT * FROM rule_kinds ORDER BY sort_order")
