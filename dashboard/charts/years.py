"""Registrations and selections by year."""

from __future__ import annotations

import pandas as pd

from dashboard.core.forms import Columns
from dashboard.core.records import with_labels


def draw(years: pd.DataFrame, alt: str = "") -> Columns:
    """Return two columns for each of `years` (dashboard.projects.queries.by_year): selected for support, registered.

    A project can be in both, so they stand side by side and are not stacked.
    """
    kinds = (("selected", "Selected for support", "promised"), ("registered", "Registered", "fact"))
    rows = tuple(
        {
            "year": int(row["year"]),
            "kind": name,
            "projects": int(row[column]),
            "state": state,
            "said": str(row[column] or ""),
            "told": f"{row['year']}: {row[column]} {column}",
            "id": (label, part),
        }
        for part, (column, name, state) in enumerate(kinds)
        for label, row in with_labels(years)
    )
    return Columns(rows, "year", "projects", alt, series="kind")
