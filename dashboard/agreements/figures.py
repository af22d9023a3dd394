"""The figures of agreements, each declared once."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dashboard.agreements import queries
from dashboard.core.fields import FilterGroup
from dashboard.core.figure import Figure, Subject, declared


def _buyers_of_host(rows: pd.DataFrame) -> pd.Series[int]:
    return rows.groupby("host_iso3")["buyer_iso3"].transform("nunique")


def _shared(rows: pd.DataFrame) -> pd.Series[bool]:
    # A buyer alone shares all its hosts with itself: so says the diagonal of the grid.
    return _buyers_of_host(rows) >= min(2, rows["buyer_iso3"].nunique())


PAIR = ("buyer_iso3", "host_iso3")
AGREEMENT = Subject("agreement", "agreement_id", queries.agreements, FilterGroup.AGREEMENTS)

PAIRS = Figure(
    "pairs", "Pairs of countries", AGREEMENT, "pair of countries", "pairs of countries",
    "Each buyer and host counts once, however many agreements they have.", distinct=PAIR,
    question="How many buyers and hosts have signed something with each other?", done="with a signed text", known="agreement",
)  # fmt: skip
BINDING_PAIRS = Figure(
    "binding_pairs", "Pairs with a binding instrument", AGREEMENT, "pair of countries", "pairs of countries",
    "Each buyer and host with a binding instrument counts once.", of=lambda rows: rows["counting_rule"] == "binding", distinct=PAIR,
    question="How many buyers and hosts have a binding instrument?", done="with a binding instrument", known="agreement",
)  # fmt: skip
AGREEMENTS = Figure(
    "agreements", "Agreements", AGREEMENT, "agreement", "agreements", "Each signed instrument counts once.",
    leaves_out="Unsigned, announced and unclear texts.",
    question="How many agreements have been signed?", done="signed", known="agreement",
)  # fmt: skip
BUYERS = Figure("buyers", "Buyers", AGREEMENT, "buyer", "buyers", "Each buyer counts once.", distinct=("buyer_iso3",))
HOSTS = Figure(
    "hosts", "Host countries", AGREEMENT, "host country", "host countries", "Each host counts once.", distinct=("host_iso3",)
)  # fmt: skip
DISPUTED = Figure(
    "disputed", "Agreements on which sources disagree", AGREEMENT, "agreement", "agreements",
    "Two sources disagree when their dates can’t be the same, or their words for form or status exclude each other.",
    of=lambda rows: rows["is_disputed"].astype(bool),
)  # fmt: skip
UNDATED = Figure(
    "undated", "Agreements without a date that was found", AGREEMENT, "agreement", "agreements",
    "No source that we read gives their date of signature.", of=lambda rows: rows["signed_on"].isna(),
)  # fmt: skip
SHOWN_APART = Figure(
    "shown_apart", "Not counted: unsigned or unclear", replace(AGREEMENT, ask=queries.not_counted), "agreement", "agreements",
    "Concluded but unsigned, announced, or of unclear status or form.",
)  # fmt: skip
SHARED_HOSTS = Figure(
    "shared_hosts", "Hosts that buyers share", AGREEMENT, "host country", "host countries",
    "Hosts with an agreement with two or more of the buyers, or all hosts where there is one buyer; each counts once.",
    of=_shared, distinct=("host_iso3",),
)  # fmt: skip
EXCLUSIVE_HOSTS = Figure(
    "exclusive_hosts", "Hosts of one buyer alone", AGREEMENT, "host country", "host countries",
    "Hosts that have an agreement with one of the buyers and no other; each counts once.",
    of=lambda rows: _buyers_of_host(rows) == 1, distinct=("host_iso3",),
)  # fmt: skip
FIGURES = declared(globals())
