"""The figures of what was authorised, issued, transferred and used, each declared once."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pandas as pd

from dashboard.core.fields import FilterGroup
from dashboard.core.figure import LISTED, Figure, Keep, Subject, declared, is_summed
from dashboard.delivered import queries

TONNES = "quantity_tco2e"


def _of_event(event: str) -> Keep:
    return lambda rows: rows["event"] == event


def _issued_as_itmos(rows: pd.DataFrame) -> pd.Series[bool]:
    return (rows["event"] == "issuance") & (rows["unit_kind"] == "itmo")


def _issued_as_jcm_credits(rows: pd.DataFrame) -> pd.Series[bool]:
    # What was issued for aviation and the like is neither.
    return (rows["event"] == "issuance") & ~rows["unit_kind"].isin(["itmo", "credit_for_other_purposes"])


EVENT = Subject("event", "event_id", queries.ledger, FilterGroup.PROJECTS, leads_in="ledger")

ITMO_ISSUED = Figure(
    "itmo_issued", "Issued as ITMOs", EVENT, "issuance", "issuances",
    "Issuances with a known quantity whose units a source shows to be ITMOs.",
    of=_issued_as_itmos, within=is_summed, sums=TONNES, unit="tCO2e", implied_by=_of_event("first_transfer"),
    leaves_out="Issuances without a known quantity, second figures for one issuance, and leads.",
    published=partial(queries.totals_of, "itmo_issued_tco2e"),
    question="How many ITMOs have been issued?", done="issued as ITMOs", known="issuance",
)  # fmt: skip
JCM_ISSUED = Figure(
    "jcm_issued", "Issued as JCM credits", EVENT, "issuance", "issuances",
    "Issuances with a known quantity of JCM credits whose use under Article 6 no source shows.",
    of=_issued_as_jcm_credits, within=is_summed, sums=TONNES, unit="tCO2e",
    leaves_out="Issuances without a known quantity, second figures for one issuance, leads, and ITMOs.",
    published=partial(queries.totals_of_jcm, "issued_tco2e"), applies=queries.has_jcm,
    question="How many JCM credits have been issued?", done="issued as JCM credits", known="issuance",
)  # fmt: skip
ISSUED = Figure(
    "issued", "Issuances, ITMOs and JCM credits", EVENT, "issuance", "issuances",
    "Every issuance of either unit, with and without a known quantity. The two units are summed apart.",
    of=_of_event("issuance"), derivation=LISTED,
)  # fmt: skip
TRANSFERRED = Figure(
    "transferred", "First transferred", EVENT, "first transfer", "first transfers",
    "First transfers with a known quantity. These tonnes were issued before and are never added to the issued ones.",
    of=_of_event("first_transfer"), within=is_summed, sums=TONNES, unit="tCO2e",
    leaves_out="Transfers without a known quantity, second figures for one transfer, and leads.",
    published=partial(queries.totals_of, "transferred_tco2e"),
    question="How much has a host transferred for the first time?", done="first transferred", known="first_transfer",
)  # fmt: skip
AUTHORISATIONS = Figure(
    "authorisations", "Authorisations", EVENT, "authorisation", "authorisations",
    "Each authorisation counts once. It delivers nothing yet; quantities that one allows are estimates and stand apart.",
    of=_of_event("authorisation"), within=lambda rows: ~rows["is_lead"].astype(bool),
    leaves_out="Authorisations that a lead alone states.", implied_by=_of_event("first_transfer"),
    question="How many authorisations are known?", done="known", known="authorisation",
)  # fmt: skip
USED = Figure(
    "used", "Used towards a goal", EVENT, "use", "uses", "Uses that a Party’s own report states.",
    of=_of_event("use"), within=is_summed, sums=TONNES, unit="tCO2e", implied_by=_of_event("first_transfer"),
    question="How much has a buyer counted towards its goal?", done="used towards a goal", known="first_transfer",
)  # fmt: skip
SILENT_EVENTS = Figure(
    "silent_events", "Issuances and transfers without a quantity", EVENT, "event", "events",
    "The word beside each says why: the amount was not found, or a source says that it is withheld.",
    of=lambda rows: (rows["event"] != "authorisation") & rows[TONNES].isna(),
)  # fmt: skip
LEDGER = Figure("ledger", "The ledger", EVENT, "event", "events", "Each row of the ledger counts once.")
RATIOS = Figure(
    "ratios", "Issuances held against their estimate", replace(EVENT, ask=queries.delivery_ratios), "issuance", "issuances",
    "Issuances of one project whose period, quantity and yearly estimate are all published.",
)  # fmt: skip
FIGURES = declared(globals())
