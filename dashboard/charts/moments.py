"""What happened between two countries: one lane a kind of moment, one mark a moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from dashboard.core.dates import known_date
from dashboard.core.forms import Steps, bold, told
from dashboard.core.numbers import is_missing
from dashboard.core.records import Row, with_labels

FACTS = ("agreement", "issuance", "first_transfer")


def draw(moments: pd.DataFrame, names: Mapping[str, str], buyer_iso3: str, alt: str = "") -> Steps:
    """Return the dated rows of `moments` (table pair_moments); `names` has the lanes in their order.

    Agreements are squares; what was issued and transferred is solid, steps on the way are rings.
    """
    dated = [(label, row) for label, row in with_labels(moments) if not is_missing(row["moment_on"])]
    counts = Counter(row["kind"] for _, row in dated)
    rows = tuple(
        {
            "kind": row["kind"],
            "from": str(row["moment_from_on"])[:10],
            "until": str(row["moment_until_on"])[:10],
            "symbol": "square" if row["kind"] == "agreement" else "circle",
            "state": "fact" if row["kind"] in FACTS else "milestone",
            "colour": buyer_iso3,
            "told": _told(row, names[row["kind"]]),
            "id": label,
        }
        for label, row in dated
    )
    lanes = tuple((kind, f"{name} ({counts[kind]})") for kind, name in names.items() if kind in counts)
    return Steps(rows, "from", "until", alt, lane="kind", lanes=lanes)


def _told(row: Row, name: str) -> str:
    quantity = "" if is_missing(row["quantity_tco2e"]) else f": {row['quantity_tco2e']:,.0f} tCO2e"
    what = told(row["project"] or row["what"])
    return f"{bold(name + quantity)}\n{what}\n{known_date(row['moment_on'])}, {told(row['source_publisher'])}"
