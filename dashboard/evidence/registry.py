"""All figures of the Atlas by their names, collected from the rooms that declare them, for the page that shows the rows behind one."""

from __future__ import annotations

from dashboard.agreements import figures as agreements
from dashboard.core.figure import Figure
from dashboard.delivered import figures as delivered
from dashboard.places import figures as places
from dashboard.projects import figures as projects
from dashboard.rules import figures as rules
from dashboard.targets import figures as targets
from dashboard.trade import figures as trade
from dashboard.trust import figures as trust
from dashboard.units import figures as units

ROOMS = (agreements, places, units, projects, delivered, targets, trade, rules, trust)
FIGURES: dict[str, Figure] = {figure.name: figure for room in ROOMS for figure in room.FIGURES}


def find(name: str | None) -> Figure | None:
    """Return the figure of that name in any case, or None."""
    return FIGURES.get((name or "").lower())
