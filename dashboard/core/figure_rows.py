"""From the rows of a figure to those of one bar or cell of it. Pure."""

from __future__ import annotations

import pandas as pd

from dashboard.core.links import in_a_link

# Columns that a bar or cell may narrow a figure by, and how a visitor reads them.
DIMENSIONS = {
    "buyer_iso3": "buyer",
    "host_iso3": "host",
    "counting_rule": "counting rule",
    "instrument": "form of instrument",
    "sector_id": "sector",
    "stage_id": "stage",
    "registered_year": "year of registration",
    "selected_year": "year of selection",
    "event": "kind of event",
    "target_id": "goal",
    "need_id": "need",
    "preset_id": "starting point",
    "total_id": "published total",
    "verdict": "verdict",
    "band": "by number of buyers",
    "region": "region",
    "is_ldc": "least developed",
    "is_sids": "small island",
    "is_annex1": "in Annex I",
    "iso3": "country",
    "block": "series",
    "fact": "fact",
    "year": "year",
    "input_id": "input",
    "exporter_iso3": "exporter",
    "importer_iso3": "importer",
    "hs_code": "HS code",
    "check_id": "check",
    "signed_by_then": "with an agreement by the end of the year",
    "is_lead": "unconfirmed",
    "platform": "on the UNFCCC’s platform",
    "authorised_for": "authorised for",
    "vintage_year": "vintage",
    "authorised_year": "year of the authorisation",
    "letter_id": "letter",
    "has_agreement": "with an agreement",
}


def narrow(rows: pd.DataFrame, key: str) -> tuple[pd.DataFrame, dict[str, str], list[str]]:
    """Return the rows of a bar or cell (`key`: column:value, joined by commas), how it narrows, and what it can't."""
    chosen: dict[str, str] = {}
    problems = []
    for part in filter(None, key.split(",")):
        column, _, value = part.partition(":")
        if column in DIMENSIONS and column in rows.columns and value:
            chosen[column] = value
        else:
            problems.append(f"The link names a bar or cell that this figure does not have, “{part[:40]}”.")
    for column, value in chosen.items():
        rows = rows[rows[column].map(in_a_link) == value]
    return rows.reset_index(drop=True), chosen, problems
