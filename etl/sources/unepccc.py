"""UNEP Copenhagen Climate Centre: the Article 6 Pipeline, a second witness for agreements."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from etl.harmonise import Aliases
from etl.sources import listed

PUBLISHER = "unepccc"
SOURCE_ID = "unepccc_pipeline_2026_02"
AGREEMENTS = "data/publishers/unepccc/agreements_2026-02-28.csv"
COLUMNS = ["agreement_id", "buyer", "host", "dated_on", "status", "associated_projects", "link"]


def read(root: Path) -> pd.DataFrame:
    """Return the Bilateral Agreements sheet as text, one row a pair, in the publisher's words.

    The only column of ours is `agreement_id`: the instrument of the pair that the row speaks of.
    """
    return listed.rows(root, AGREEMENTS, COLUMNS)


def tidy(frame: pd.DataFrame, agreements: pd.DataFrame, aliases: Aliases) -> pd.DataFrame:
    """Return claims (columns of table `claims`) on form, status and date of each agreement.

    The pipeline dates many agreements to the first of a month when it knows only the month, so such a date
    is claimed to the month. A status that says nothing on signature makes no claim of it.
    Raises DataError for unknown spellings and for rows whose Parties are not those of their agreement.
    """
    listed.refuse_other_parties(frame, agreements, aliases)
    status, dated = frame["status"], frame["dated_on"]
    month_only = dated.str.fullmatch(r"\d{4}-\d{2}-01").fillna(False).astype(bool)
    said = {
        "instrument": (aliases.map("instrument", frame, "status"), status),
        "status": (aliases.map("status", frame, "status"), status),
        "signed_on": (dated.where(~month_only, dated.str[:7]), dated),
    }
    claims = [listed.claims(frame, SOURCE_ID, field, *value) for field, value in said.items()]
    return pd.concat(claims, ignore_index=True)
