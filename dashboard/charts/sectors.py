"""Sectors by buyer: stacked bars, each buyer in its colour."""

from __future__ import annotations

import pandas as pd

from dashboard.core.forms import Bars, bold
from dashboard.core.words import plural


def draw(rows: pd.DataFrame, alt: str = "") -> Bars:
    """Return `rows` (dashboard.projects.queries.sectors_by_buyer) as bars, the largest sector and buyer first."""
    order = rows.groupby("sector")["projects"].sum().sort_values(ascending=False)
    buyers = rows.groupby("buyer")["projects"].sum().sort_values(ascending=False)
    found = {(row["sector"], row["buyer"]): (label, row) for label, row in rows.iterrows()}
    parts = []
    for sector in order.index:
        for buyer in buyers.index:
            # Where a buyer has no project its part is missing, and its place in the order is kept.
            label, row = found.get((sector, buyer), (None, None))
            known = row is not None and isinstance(row["buyer_iso3"], str)
            parts.append(
                {
                    "sector": sector,
                    "buyer": buyer,
                    "projects": None if row is None else int(row["projects"]),
                    "colour": row["buyer_iso3"] if row is not None and known else "other",
                    "told": ""
                    if row is None
                    else f"{bold(buyer)}, {sector}: {plural(int(row['projects']), 'project')}",
                    "id": label,
                }
            )
    return Bars(tuple(parts), "sector", "projects", alt, series="buyer")
