"""All figures of the Atlas by their names, collected from the rooms that declare them, for the page that shows the rows behind one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from dashboard.agreements import figures as agreements
from dashboard.core import links
from dashboard.core.choices import Filters
from dashboard.core.figure import Figure
from dashboard.delivered import figures as delivered
from dashboard.places import figures as places
from dashboard.projects import figures as projects
from dashboard.targets import figures as targets
from dashboard.trade import figures as trade
from dashboard.trust import figures as trust

ROOMS = (agreements, places, projects, delivered, targets, trade, trust)
FIGURES: dict[str, Figure] = {figure.name: figure for room in ROOMS for figure in room.FIGURES}


def find(name: str | None) -> Figure | None:
    """Return the figure of that name, or None."""
    return FIGURES.get(name or "")


# For pages that have not moved to dashboard.core.links yet.
link, url, trade_url = links.query, links.rows, trade.url


def behind_pair(chosen: Filters) -> dict[str, Callable[[dict[str, Any]], str]]:
    """Return the links of a row on a pair to its projects and issuances by the day of `chosen`, by heading."""

    def address(row: dict[str, Any], name: str, value: float | None) -> str:
        of_both = Filters(chosen.as_of, buyers=(row["buyer_iso3"],), hosts=(row["host_iso3"],), rule=chosen.rule)
        return url(of_both, name) if value and not pd.isna(value) else ""

    return {
        "Behind projects": lambda row: address(row, "projects", row["project_count"]),
        "Behind issued": lambda row: address(row, "issued", row["issuance_count"]),
    }
