"""Sectors by buyer: a column a buyer in its colour, each bar a share of its own projects; on a phone stacked bars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.core.forms import Bars, Strips, bold, told
from dashboard.core.numbers import is_missing
from dashboard.core.records import Row, with_labels
from dashboard.core.words import plural

ALL = "All buyers"


def columns(rows: pd.DataFrame, alt: str = "") -> Strips:
    """Return `rows` (dashboard.projects.queries.sectors_by_buyer) as a line a sector, the largest first: its projects in all, then those
    of each buyer, named over its column with how many it has, the largest first. A bar is their share of the column: on one scale of
    projects the largest buyer would leave the others no length."""
    labelled = list(with_labels(rows))
    order, buyers = (_ordered(labelled, column) for column in ("sector", "buyer"))
    every = sum(buyers.values())
    totals = [
        {
            "sector": told(name),
            "buyer": told(f"{ALL} {every:,}"),
            "share": count / every,
            "colour": "muted",
            "said": bold(f"{count:,}"),
        }
        for name, count in order.items()
    ]
    parts = {(row["sector"], row["buyer"]): _part(label, row) for label, row in labelled}
    own = [
        part | {"buyer": told(f"{buyer} {of:,}"), "share": part["projects"] / of}
        for buyer, of in buyers.items()
        for sector in order
        if (part := parts.get((sector, buyer)))
    ]
    return Strips((*(totals if len(buyers) > 1 else ()), *own), "sector", "buyer", "share", alt)


def stacked(rows: pd.DataFrame, alt: str = "") -> Bars:
    """Return the same rows as stacked bars, the largest sector and buyer first."""
    labelled = list(with_labels(rows))
    order, buyers = (_ordered(labelled, column) for column in ("sector", "buyer"))
    parts = {(row["sector"], row["buyer"]): _part(label, row) for label, row in labelled}
    # Where a buyer has no project its part is missing, and its place in the order is kept.
    nothing = {"projects": None, "colour": "other", "id": None}
    found = tuple(
        parts.get((sector, buyer), nothing | {"sector": told(sector), "buyer": told(buyer)})
        for sector in order
        for buyer in buyers
    )
    return Bars(found, "sector", "projects", alt, series="buyer")


def _ordered(rows: Sequence[tuple[Any, Row]], column: str) -> dict[str, int]:
    counts = Counter[str]()
    for _, row in rows:
        counts[row[column]] += row["projects"]
    # What has no single buyer has no column.
    return dict(
        sorted(
            ((name, count) for name, count in counts.items() if not is_missing(name)), key=lambda one: (-one[1], one[0])
        )
    )


def _part(label: Any, row: Row) -> dict[str, Any]:
    return {
        "sector": told(row["sector"]),
        "buyer": told(row["buyer"]),
        "projects": int(row["projects"]),
        "colour": row["buyer_iso3"] if isinstance(row["buyer_iso3"], str) else "other",
        "said": f"{int(row['projects']):,}",
        "told": f"{bold(row['buyer'])}, {told(row['sector'])}: {plural(int(row['projects']), 'project')}",
        "id": label,
    }
