"""Questions on the rules of hosts and buyers: one function each."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.core.choices import Filters
from dashboard.core.fields import FilterGroup, conditions
from dashboard.core.records import Rows
from dashboard.core.warehouse import ask, ask_rows

# Every claim with its state on the as-of day, as a query for whoever pages through it.
CLAIMS = "SELECT *, rule_state(status, applies_from_on, ends_on, known_from_on, $as_of::DATE) AS state FROM rule_list"


def rules(filters: Filters) -> pd.DataFrame:
    """Return each claim on the chosen hosts and buyers with its `state` on the as-of day; regions are those of hosts. Columns as of `rule_list`.

    A chosen buyer leaves the claims on hosts as they are, and a chosen host those on buyers: each is a side of its own.
    """
    return ask(_claims(filters), **filters.parameters())


def claims(filters: Filters) -> Rows:
    """Return the same claims as plain rows."""
    return ask_rows(_claims(filters), **filters.parameters())


def _claims(filters: Filters) -> str:
    return f"FROM ({CLAIMS}) r WHERE {_chosen(filters)} ORDER BY side DESC, party, kind_order, rule_id"


def _chosen(filters: Filters) -> str:
    # What is not chosen is not asked: on few rows planning takes longer than reading.
    buyers, hosts = (conditions(Filters, side, of=filters) for side in (FilterGroup.BUYERS, FilterGroup.HOSTS))
    return f"CASE side WHEN 'buyer' THEN {buyers} ELSE {hosts} END".replace("buyer_iso3", "party_iso3").replace(
        "host_iso3", "party_iso3"
    )


def parties(filters: Filters | None = None) -> pd.DataFrame:
    """Return those of a choice among hosts and buyers of counted agreements and those with a rule: side, party_iso3, party, region, rules, confirmed; most rules first."""
    chosen = filters or Filters(date.min)
    return ask(_parties(chosen), **chosen.parameters())


def sides(filters: Filters) -> Rows:
    """Return the same Parties as plain rows."""
    return ask_rows(_parties(filters), **filters.parameters())


def _parties(filters: Filters) -> str:
    return f"SELECT * FROM rule_parties WHERE {_chosen(filters)} ORDER BY side DESC, rules DESC, party"


def kinds() -> Rows:
    """Return the kinds of rule in their order. Columns as of `rule_kinds`."""
    return ask_rows("SELECT * FROM rule_kinds ORDER BY sort_order")
