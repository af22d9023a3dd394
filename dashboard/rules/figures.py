"""The figures of the rule book, each declared once: claims and Parties are counted, what they say is never added up here."""

from __future__ import annotations

import pandas as pd

from dashboard.core.fields import FilterGroup
from dashboard.core.figure import Figure, Subject, declared
from dashboard.rules import queries

RULE = Subject("rule", "rule_id", queries.rules, FilterGroup.AGREEMENTS)
# What a host sets upon the quantity: a limit on sales, or a share that stays at home.
LIMITS = ("cap", "retention")


def is_confirmed(rows: pd.DataFrame) -> pd.Series[bool]:
    """Keep the claims that are no leads."""
    return ~rows["is_unconfirmed"].astype(bool)


def _of_hosts(rows: pd.DataFrame) -> pd.Series[bool]:
    return (rows["side"] == "host") & (rows["state"] == "in_force")


CLAIMS = Figure(
    "rule_claims", "Claims on rules", RULE, "claim", "claims",
    "Each is what one publication says of one rule of a host or a buyer, in force or not.", within=is_confirmed,
    leaves_out="Leads.",
)  # fmt: skip
WITH_FEE = Figure(
    "hosts_with_fee", "Hosts with a fee of known amount", RULE, "host", "hosts",
    "Hosts for which a fee in force on the day was found with its amount. Others may have one that was not read.",
    of=lambda rows: _of_hosts(rows) & (rows["rule_kind"] == "fee") & rows["value_number"].notna(), within=is_confirmed,
    distinct=("party_iso3",), is_partial=True,
)  # fmt: skip
WITH_LIMIT = Figure(
    "hosts_with_limit", "Hosts that limit sales or keep a share", RULE, "host", "hosts",
    "Hosts for which a limit on sales, or a share that is kept back, was found in force on the day, with a number or without. Others may have one that was not read.",
    of=lambda rows: _of_hosts(rows) & rows["rule_kind"].isin(LIMITS), within=is_confirmed, distinct=("party_iso3",), is_partial=True,
)  # fmt: skip
FIGURES = declared(globals())
