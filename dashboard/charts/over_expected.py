"""Issued over expected: a dot an issuance around the line at 100 %, a row a project."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from dashboard.core import columns
from dashboard.core.forms import Dots, told
from dashboard.core.records import Row, with_labels


def over_expected(ratios: pd.DataFrame, alt: str = "") -> Dots:
    """Return issued over expected for each issuance of `ratios` (dashboard.delivered.queries.delivery_ratios), in %.

    One row a project, named by its title, that with most tonnes first; the area of a dot is the tonnes issued, and those that
    came to less than expected are lighter. The tonnes stand beside as numbers.
    """
    by_project: dict[str, list[tuple[int, Row]]] = {}
    for label, row in with_labels(ratios):
        by_project.setdefault(row["project_id"], []).append((label, row))
    ranked = sorted(by_project.values(), key=lambda dots: -sum(row["issued_tco2e"] for _, row in dots))
    rows = tuple(_dot(label, row, dots) for dots in ranked for label, row in dots)
    return Dots(
        rows, "project_id", "name", "percent", alt, size="issued_tco2e", line=100.0, less_and_more=("below estimate", "above"), is_shaded=True, unit="%",
        aside="tonnes issued",
    )  # fmt: skip


def _dot(label: int, row: Row, of_project: Sequence[tuple[int, Row]]) -> Row:
    period, share = columns.days(row["monitoring_period"]), row["issued_over_expected"]
    tonnes = sorted((other["issued_tco2e"] for _, other in of_project), reverse=True)
    return {
        "project_id": row["project_id"],
        "name": _name(row["title"]),
        "percent": round(share * 100, 1),
        "issued_tco2e": row["issued_tco2e"],
        "colour": row["buyer_iso3"],
        "state": "short" if share < 1 else "fact",
        "aside": " + ".join(f"{value:,.0f}" for value in tonnes),
        "told": f"{told(row['title'])}, {told(row['host'])}\n{period}: {row['issued_tco2e']:,.0f} t issued, "
        f"{row['expected_in_period_tco2e']:,.0f} t expected, {share:.0%}\n{told(row['source_publisher'])}",
        "id": label,
    }


def _name(title: str) -> str:
    # What is built tells projects apart, not that it is installed.
    words = re.sub("^(installation|introduction) of ", "", title.capitalize() if title.isupper() else title, flags=re.I)
    return words[0].upper() + words[1:]
