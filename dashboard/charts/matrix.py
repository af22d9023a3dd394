"""Who works with whom as a matrix: hosts by region down, buyers across, the mark tells how binding the tie is."""

from __future__ import annotations

from collections import Counter
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
    of_host, of_buyer = Counter(pairs["host_iso3"]), Counter(pairs["buyer"])
    named = {
        buyer: told(f"{buyer} {of_buyer[buyer]}")
        for buyer in sorted(of_buyer, key=lambda name: (-of_buyer[name], name))
    }
    ordered = sorted(
        ((label, row) for label, row in with_labels(pairs) if of_host[row["host_iso3"]] >= fewest),
        key=lambda one: (REGIONS.index(regions[one[1]["host_iso3"]]), -of_host[one[1]["host_iso3"]], one[1]["host"]),
    )
    rows = tuple(
        {
            "host": told(row["host"]),
            "buyer": named[row["buyer"]],
            "region": regions[row["host_iso3"]],
            "symbol": MARKS[row["counting_rule"]][1],
            "state": STATES[row["counting_rule"]],
            "colour": row["buyer_iso3"],
            "sign": FORCE.get(row["in_force_state"], ""),
            "told": f"{bold(row['buyer'] + '–' + row['host'])}\n{told(row['instruments'])}",
            "id": label,
        }
        for label, row in ordered
    )
    names = tuple((symbol, name) for name, symbol in MARKS.values())
    return Matrix(rows, "host", "buyer", "region", tuple(named.values()), alt, names)
