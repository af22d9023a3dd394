"""UNEP Copenhagen Climate Centre: the Article 6 Pipeline, a second witness for agreements."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from etl.csvfile import FILE, LINE, read_csv
from etl.harmonise import Aliases
from etl.problems import DataError, Problem

PUBLISHER = "unepccc"
SOURCE_ID = "unepccc_pipeline_2026_02"
AGREEMENTS = "data/publishers/unepccc/agreements_2026-02-28.csv"
COLUMNS = ["agreement_id", "buyer", "host", "dated_on", "status", "associated_projects", "link"]


def read(root: Path) -> pd.DataFrame:
    """Return the Bilateral Agreements sheet as text, one row a pair, in the publisher's words.

    The only column of ours is `agreement_id`: the instrument of the pair that the row speaks of.
    Raises DataError when the file cannot be read or its columns differ.
    """
    frame = read_csv(root / AGREEMENTS, root)
    given = [name for name in frame.columns if name not in (FILE, LINE)]
    if given != COLUMNS:
        rule = f"columns must be {', '.join(COLUMNS)}"
        raise DataError([Problem(AGREEMENTS, 1, None, ",".join(given), rule)])
    return frame


def tidy(frame: pd.DataFrame, agreements: pd.DataFrame, aliases: Aliases) -> pd.DataFrame:
    """Return claims (columns of table `claims`) on form, status and date of each agreement.

    The pipeline dates many agreements to the first of a month when it knows only the month, so such a date
    is claimed to the month. A status that says nothing on signature makes no claim of it.
    Raises DataError for unknown spellings and for rows whose Parties are not those of their agreement.
    """
    pair = aliases.map("party", frame, "buyer") + "-" + aliases.map("party", frame, "host")
    ours = dict(zip(agreements["agreement_id"], agreements["buyer_iso3"] + "-" + agreements["host_iso3"], strict=True))
    known = set(ours.values())
    turned = aliases.map("party", frame, "host") + "-" + aliases.map("party", frame, "buyer")
    # A text without a direction stands in one row here, and the publisher may have put its Parties the other way round.
    wrong = frame[
        [
            ours.get(key) != value and (value in known or ours.get(key) != other)
            for key, value, other in zip(frame["agreement_id"], pair, turned, strict=True)
        ]
    ]
    if len(wrong):
        raise DataError(
            Problem(row[FILE], row[LINE], "agreement_id", row["agreement_id"], "is no agreement of these two Parties")
            for _, row in wrong.iterrows()
        )
    month_only = frame["dated_on"].str.fullmatch(r"\d{4}-\d{2}-01").fillna(False).astype(bool)
    claims = [
        _claims(frame, "instrument", aliases.map("instrument", frame, "status"), frame["status"]),
        _claims(frame, "status", aliases.map("status", frame, "status"), frame["status"]),
        _claims(frame, "signed_on", frame["dated_on"].where(~month_only, frame["dated_on"].str[:7]), frame["dated_on"]),
    ]
    return pd.concat(claims, ignore_index=True)


def _claims(frame: pd.DataFrame, field: str, value: pd.Series, as_stated: pd.Series) -> pd.DataFrame:
    claims = pd.DataFrame(
        {
            "agreement_id": frame["agreement_id"],
            "field": field,
            "value": value,
            "source_id": SOURCE_ID,
            "url": frame["link"],
            "as_stated": as_stated.where(as_stated != value, None),
            "confidence": "B",
            "note": None,
            FILE: frame[FILE],
            LINE: frame[LINE],
        },
        dtype=object,
    )
    return claims[claims["value"].notna()]
