"""What projects of each host expect a year: ranked bars, light, for an estimate is no fact."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.core import numbers
from dashboard.core.forms import Bars, bold, told
from dashboard.core.records import Row, with_labels
from dashboard.core.words import plural

SHOWN = 15


def shown(hosts: pd.DataFrame) -> list[tuple[Any, Row]]:
    """Return the rows of `hosts` (dashboard.projects.queries.by_host) that are drawn, each with its label: the largest with an estimate."""
    return [(label, row) for label, row in with_labels(hosts) if row["with_figure"]][:SHOWN]


def by_host(hosts: pd.DataFrame, alt: str = "") -> Bars:
    """Return the hosts with the largest estimates as bars; beside each stands how many of its projects have one."""
    rows = []
    for label, row in shown(hosts):
        said = numbers.tonnes(row["expected_tco2e_per_year"])
        of = f"{row['with_figure']} of {plural(row['projects'], 'project')}"
        rows.append(
            {
                "host": told(row["host"]),
                "tco2e": float(row["expected_tco2e_per_year"]),
                "state": "estimate",
                "said": said,
                "in_full": f"{bold(said)}, {of}",
                "told": f"{bold(told(row['host']))}\n{said} a year expected by {of}",
                "id": label,
            }
        )
    return Bars(tuple(rows), "host", "tco2e", alt)
