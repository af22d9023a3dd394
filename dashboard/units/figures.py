"""The figures of authorised credits, each declared once. They are in no figure of what was issued or transferred."""

from __future__ import annotations

import pandas as pd

from dashboard.core.choices import Filters
from dashboard.core.fields import FilterGroup, narrowed
from dashboard.core.figure import Figure, Subject, declared, is_summed
from dashboard.units import queries


def applies(filters: Filters) -> bool:
    """Return whether a choice leaves anything that a block names: none names a buyer, sector, stage or programme."""
    return narrowed(filters, FilterGroup.BUYERS | FilterGroup.ACTIVITIES) <= {"words"}


def is_on_platform(rows: pd.DataFrame) -> pd.Series[bool]:
    """Keep the blocks whose authorisation is on the UNFCCC's platform."""
    return rows["platform"] == "on"


BLOCK = Subject("block", "block_id", queries.blocks, FilterGroup.PROJECTS)

AUTHORISED = Figure(
    "authorised_credits", "Authorised credits", BLOCK, "block", "blocks",
    "Issued credits that a host has authorised, as the registries hold it to be, from the day by which they were issued and authorised. They were not "
    "transferred or sold thereby, no buyer is named, and they are never added to what was issued or transferred.",
    within=is_summed, sums="quantity_tco2e", unit="tCO2e", traced_to="blocks of serial numbers", is_partial=True,
    leaves_out="Blocks that repeat serial numbers of another; whatever Gold Standard and Verra do not register.",
    published=queries.totals, applies=applies,
    question="How many issued credits have hosts authorised?", done="authorised", known="authorised_unit",
)  # fmt: skip
ON_PLATFORM = Figure(
    "authorised_on_platform", "Authorised and on the UNFCCC’s platform", BLOCK, "block", "blocks",
    "Authorised credits whose authorisation stands on the central platform of the UNFCCC.",
    of=is_on_platform, within=is_summed, sums="quantity_tco2e", unit="tCO2e", traced_to="blocks of serial numbers", is_partial=True, applies=applies,
)  # fmt: skip
OTHER_ONLY = Figure(
    "authorised_other_only", "Authorised for other purposes alone", BLOCK, "block", "blocks",
    "Authorised credits that may serve aviation and the like, and no climate goal.",
    of=lambda rows: rows["authorised_for"] == "other_only", within=is_summed, sums="quantity_tco2e", unit="tCO2e",
    traced_to="blocks of serial numbers", is_partial=True, applies=applies,
)  # fmt: skip
ACTIVITIES = Figure(
    "authorised_activities", "Activities with authorised credits", BLOCK, "activity", "activities",
    "Different numbers of activities in their registry; one can have credits of several hosts. They are no projects of the Atlas.",
    distinct=("programme_ref",),
)  # fmt: skip
FIGURES = declared(globals())
