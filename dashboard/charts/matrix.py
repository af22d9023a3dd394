"""Who works with whom as a matrix: hosts by region down, buyers across, the mark tells how binding the tie is."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dashboard.core.forms import Matrix, bold, told
from dashboard.core.forms.scene import Symbol
from dashboard.core.records import with_labels

MARKS: dict[str, tuple[str, Symbol]] = {
    "binding": ("Binding", "square"),
    "memoranda": ("Memorandum or framework", "circle"),
    "statements": ("Letter or statement", "cross"),
}
STATES = {"binding": "fact", "memoranda": "milestone", "statements": "milestone"}
# Beside the mark: whether the text is in force, as far as is known. No sign where nothing was found.
FORCE = {"in_force": "●", "valid_until": "◐", "in_use": "○"}
FORCE_KEY = "● in force since a known day, ◐ valid until a known day, ○ signed and in use, no sign: neither was found"
REGIONS = ("Africa", "Asia", "Americas", "Europe", "Oceania")


def draw(pairs: pd.DataFrame, regions: Mapping[str, str], alt: str = "", fewest: int = 1) -> Matrix:
    """Return `pairs` (dashboard.agreements.summaries.by_pair); `regions` maps a host's code to its region.

    Hosts with the `fewest` buyers or more stand in regions, those with most buyers on top; buyers stand by number of all hosts, which is told beside
    their names.
    """
    pairs = pairs.assign(
        region=pairs["host_iso3"].map(regions), hosts=pairs.groupby("host_iso3")["buyer"].transform("size")
    )
    buyers = pairs.groupby("buyer").size().sort_values(ascending=False, kind="stable")
    named = {buyer: told(f"{buyer} {count}") for buyer, count in buyers.items()}
    pairs = pairs[pairs["hosts"] >= fewest]
    place = pairs["region"].map({name: n for n, name in enumerate(REGIONS)})
    ordered = pairs.assign(place=place).sort_values(
        ["place", "hosts", "host"], ascending=[True, False, True], kind="stable"
    )
    rows = tuple(
        {
            "host": told(row["host"]),
            "buyer": named[row["buyer"]],
            "region": row["region"],
            "symbol": MARKS[row["counting_rule"]][1],
            "state": STATES[row["counting_rule"]],
            "colour": row["buyer_iso3"],
            "sign": FORCE.get(row["in_force_state"], ""),
            "told": f"{bold(row['buyer'] + ' – ' + row['host'])}\n{told(row['instruments'])}",
            "id": label,
        }
        for label, row in with_labels(ordered)
    )
    names = tuple((symbol, name) for name, symbol in MARKS.values())
    return Matrix(rows, "host", "buyer", "region", tuple(named.values()), alt, names)
