"""What modules on a publisher's list of agreements share: its rows, whose Parties they are, and claims made of a column."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from etl.csvfile import FILE, LINE, read_csv
from etl.harmonise import Aliases
from etl.problems import DataError, Problem


def rows(root: Path, file: str, columns: list[str]) -> pd.DataFrame:
    """Return the rows of a list as text, in the publisher's words.

    Raises DataError when the file cannot be read or its columns differ.
    """
    frame = read_csv(root / file, root)
    given = [name for name in frame.columns if name not in (FILE, LINE)]
    if given != columns:
        raise DataError([Problem(file, 1, None, ",".join(given), f"columns must be {', '.join(columns)}")])
    return frame


def refuse_other_parties(frame: pd.DataFrame, agreements: pd.DataFrame, aliases: Aliases) -> None:
    """Raise DataError for unknown spellings in `buyer` and `host`, and for rows whose Parties are not those of their `agreement_id`."""
    buyers, hosts = aliases.map("party", frame, "buyer"), aliases.map("party", frame, "host")
    ours = dict(zip(agreements["agreement_id"], agreements["buyer_iso3"] + "-" + agreements["host_iso3"], strict=True))
    known = set(ours.values())
    # A text without a direction stands in one row here, and the publisher may have put its Parties the other way round.
    wrong = frame[
        [
            ours.get(key) != value and (value in known or ours.get(key) != other)
            for key, value, other in zip(frame["agreement_id"], buyers + "-" + hosts, hosts + "-" + buyers, strict=True)
        ]
    ]
    if len(wrong):
        raise DataError(
            Problem(row[FILE], row[LINE], "agreement_id", row["agreement_id"], "is no agreement of these two Parties")
            for _, row in wrong.iterrows()
        )


def claims(
    frame: pd.DataFrame,
    source_id: str,
    field: str,
    value: pd.Series | str,
    as_stated: pd.Series | None = None,
) -> pd.DataFrame:
    """Return what the rows say of a field as claims (columns of table `claims`); a row without a value claims nothing.

    `as_stated` is the publisher's own word, kept where it differs from ours; a column `link` is the address of the row.
    """
    claims = pd.DataFrame(
        {
            "agreement_id": frame["agreement_id"],
            "field": field,
            "value": value,
            "source_id": source_id,
            "url": frame.get("link"),
            "as_stated": None if as_stated is None else as_stated.where(as_stated != value, None),
            "confidence": "B",
            "note": None,
            FILE: frame[FILE],
            LINE: frame[LINE],
        },
        dtype=object,
    )
    return claims[claims["value"].notna()]
