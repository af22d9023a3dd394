"""The figures of agreements, each declared once."""

from __future__ import annotations

from dashboard.agreements import queries
from dashboard.core.fields import FilterGroup
from dashboard.core.figure import Figure, Subject

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
FIGURES = (PAIRS, BINDING_PAIRS, AGREEMENTS)
