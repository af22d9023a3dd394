"""The stage ladder: projects at each step, and the tonnes a year that they expect."""

from __future__ import annotations

import pandas as pd

from dashboard.core.forms import Ladder, Measure, bold
from dashboard.core.records import with_labels
from dashboard.core.words import plural

LEAST_MT = 0.005


def draw(ladder: pd.DataFrame, alt: str = "") -> Ladder:
    """Return the steps of `ladder` (dashboard.projects.queries.ladder) that have a project, from top to bottom.

    Counts are facts; expected tonnes are estimates, and have a panel where any project has one.
    """
    rows = []
    for label, row in with_labels(ladder):
        if not row["projects"]:
            continue
        projects, known, mt = int(row["projects"]), int(row["with_figure"]), float(row["expected_tco2e_per_year"]) / 1e6
        # Two digits would make nothing of a few thousand tonnes.
        said = f"{mt:.2f} Mt" if mt >= LEAST_MT else f"{mt * 1e6:,.0f} t"
        estimate = said if known else "none found"
        silent = f"{projects - known} of {projects} without a figure"
        rows.append(
            {
                "stage": row["label"],
                "projects": projects,
                "mt": mt if known else 0.0,
                "count": str(projects),
                "estimate": estimate,
                "told_count": f"{row['label']}: {plural(projects, 'project')}",
                "told_estimate": f"{row['label']}: {estimate} a year expected, {silent}",
                "id": label,
            }
        )
    counts = Measure("projects", bold("Projects"), "count", "told_count")
    tonnes = Measure("mt", f"{bold('Expected a year')} (estimate)", "estimate", "told_estimate", "estimate")
    return Ladder(tuple(rows), "stage", (counts, tonnes) if ladder["with_figure"].any() else (counts,), alt)
