"""When each buyer signed: one lane a buyer, one mark an agreement, a bar where only month or year is known."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from dashboard.charts.matrix import MARKS, STATES
from dashboard.core.dates import known_date
from dashboard.core.forms import Steps, bold, told
from dashboard.core.numbers import is_missing
from dashboard.core.records import lines

# An agreement does not hide the letter of the same week.
TRACKS = {"memoranda": 0, "binding": 1, "statements": 2}


def draw(agreements: pd.DataFrame, lanes: str = "buyer", alt: str = "") -> Steps:
    """Return the dated rows of `agreements`; those with most agreements on top.

    `lanes` is the column that has a lane a value: buyer or host.
    """
    dated = [
        (label, row)
        for label, row in zip(agreements.index, lines(agreements), strict=True)
        if not is_missing(row["signed_on"])
    ]
    counts = Counter(row[lanes] for _, row in dated)
    rows = tuple(
        {
            "lane": row[lanes],
            "from": str(row["signed_from_on"])[:10],
            "until": str(row["signed_until_on"])[:10],
            "symbol": MARKS[row["counting_rule"]][1],
            "state": STATES[row["counting_rule"]],
            "track": TRACKS[row["counting_rule"]],
            "colour": row["buyer_iso3"],
            "told": f"{bold(row['buyer'] + '–' + row['host'])}\n{told(row['instrument_label'])}, {known_date(row['signed_on'])}\n{told(row['source_publisher'])}",
            "id": label,
        }
        for label, row in dated
    )
    order = tuple((name, told(name)) for name, _ in counts.most_common())
    names = tuple((symbol, name) for name, symbol in MARKS.values())
    return Steps(rows, "from", "until", alt, "lane", order, names=names, span="Only month or year known")
