"""Sectors by buyer: a column a buyer in its colour, each bar a share of its own projects; on a phone bars of the largest buyer and of all others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.core.forms import Bars, Strips, bold, told
from dashboard.core.numbers import is_missing
from dashboard.core.records import Row, with_labels
from dashboard.core.words import plural

ALL, OTHERS = "All buyers", "All other buyers"


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
            "told": f"{bold(ALL)}, {told(name)}: {plural(count, 'project')}, the sum of those beside",
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
    """Return the same rows as bars of two parts, the largest sector first: the projects of the largest buyer, and of all others together, for
    seven colours behind each other can't be told apart by everybody."""
    labelled = list(with_labels(rows))
    order, buyers = (_ordered(labelled, column) for column in ("sector", "buyer"))
    first = next(iter(buyers), "")
    parts = {row["sector"]: _part(label, row) for label, row in labelled if row["buyer"] == first}
    nothing = {"projects": None, "colour": "other", "id": None}
    found = [parts.get(sector, nothing | {"sector": told(sector), "buyer": told(first)}) for sector in order]
    if len(buyers) > 1:
        rest = [
            (sector, count - (parts[sector]["projects"] if sector in parts else 0)) for sector, count in order.items()
        ]
        found += [_rest(sector, count) for sector, count in rest]
    return Bars(tuple(found), "sector", "projects", alt, series="buyer")


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


def _rest(sector: str, count: int) -> dict[str, Any]:
    said = f"{bold(OTHERS)}, {told(sector)}: {plural(count, 'project')}"
    return {
        "sector": told(sector),
        "buyer": OTHERS,
        "projects": count or None,
        "colour": "neutral",
        "said": f"{count:,}",
        "told": said,
        "id": None,
    }


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
