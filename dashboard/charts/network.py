"""The network as two charts: hosts that buyers share, and Parties by number of buyers, region and group."""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd

from dashboard.core.forms import Overlap, Parts, bold, told
from dashboard.core.records import as_tuples

# Letters of a line of names on hovering.
LINE = 60


def overlap(shared: pd.DataFrame, alone: pd.DataFrame, alt: str = "") -> Overlap:
    """Return `shared` and `alone` (dashboard.places.network): buyers by buyers, shared hosts in the cells.

    On the diagonal all hosts of a buyer; in the last column those that no other buyer works with.
    """
    rows = tuple(
        {"one": row.buyer, "other": row.other, "value": int(row.shared), "id": label, "told": _hosts(row)}
        for label, row in zip(shared.index, as_tuples(shared), strict=True)
    )
    counts = tuple(int(count) for count in alone["exclusive_count"])
    return Overlap(rows, "one", "other", "value", alt, "Exclusive", counts)


def bands(table: pd.DataFrame, labels: dict[str, str], regions: int, alt: str = "") -> Parts:
    """Return `table` (dashboard.places.network.bands): Parties by region and group, split by number of buyers.

    `labels` names the bands in their order; the first, those left out, is empty. A line parts the first `regions` rows from the
    groups, whose Parties stand in the regions too.
    """
    rows = []
    for part, (band, label) in enumerate(labels.items()):
        for at, row in zip(table.index, as_tuples(table), strict=True):
            group, count = f"{row.group} ({row.total})", int(getattr(row, band))
            said = told(f"{group}, {label.lower()}: {count}")
            rows.append({"group": group, "band": label, "count": count, "id": (at, part), "told": said})
    return Parts(tuple(rows), "group", "band", "count", alt, regions)


def _hosts(row: Any) -> str:
    whose = f"All of {row.buyer}" if row.buyer == row.other else f"{row.buyer} and {row.other}"
    return "\n".join([bold(f"{whose}: {row.shared}"), *textwrap.wrap(told(row.hosts), LINE)])
