"""How published totals and the Atlas compare, and how far two witnesses' dates lie apart."""

from __future__ import annotations

import pandas as pd

from dashboard.core.forms import Bars, Dots, records

# Days of a bar that is drawn in full: one gap of years would leave those of days no length.
MOST_DAYS = 30
STATES = (
    ("fact", "The Atlas less the published total"),
    ("unconfirmed", "The same, where a lead alone states the total"),
)


def differences(rows: pd.DataFrame, axis: str, unit: str = "", alt: str = "") -> Dots:
    """Return one mark a published total, where ours less theirs lies; a line from the least to the most where its day is
    known to the month or year alone.

    `rows` have label, least, most, said (what is written beside the mark), told (what a hover says) and is_lead, in the order
    in which they are drawn from the top. A lead is drawn hollow and grey. `axis` says what is counted, `unit` stands behind it.
    """
    marked = rows.assign(
        lane=range(len(rows)),
        name=rows["label"].where(~rows["is_lead"], rows["label"] + ", unconfirmed"),
        state=rows["is_lead"].map({True: "unconfirmed", False: "fact"}),
    )
    columns = ["lane", "name", "least", "most", "said", "told", "state"]
    found = records(marked[columns])
    return Dots(found, "lane", "name", "most", alt, low="least", high="most", axis=axis, unit=unit, names=STATES)


def days_apart(rows: pd.DataFrame, alt: str = "") -> Bars:
    """Return one bar an agreement: days from our first witness's date to that of UNEP CCC, later ones to the right.

    `rows` have label and pipeline_later_by_days, in the order in which they are drawn from the top. A bar of more than MOST_DAYS is cut.
    """
    said = rows["pipeline_later_by_days"].map("{:+,d}".format).str.replace("-", "−")
    marked = rows.assign(said=said, told=rows["label"] + ": " + said + " days", days=rows["pipeline_later_by_days"])
    found = records(marked[["label", "days", "said", "told"]])
    return Bars(found, "label", "days", alt, cut=MOST_DAYS, axis="UNEP CCC’s date: days before (−) or after (+)")
