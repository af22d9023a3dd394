"""Registrations and selections by year."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts.palette import Theme


def draw(years: pd.DataFrame, theme: Theme) -> dict[str, Any]:
    """Return a Plotly figure of `years` (dashboard.projects.queries.by_year): two bars a year.

    A project can be in both, so the bars stand side by side and are not stacked.
    """
    x = years["year"].astype(int).to_list()
    shared = {"type": "bar", "x": x, "textposition": "outside", "cliponaxis": False, "textfont": {"color": theme.text}}

    def text(column: str) -> list[str]:
        return [str(int(value)) if value else "" for value in years[column]]

    return {
        "data": [
            shared
            | {
                "name": "Selected for support",
                "y": years["selected"].astype(int).to_list(),
                "ids": [(label, 0) for label in years.index.to_list()],
                "text": text("selected"),
                "marker": {"color": theme.background, "line": {"color": theme.accent, "width": 1.5}},
                "hovertemplate": "%{x}: %{y} selected<extra></extra>",
            },
            shared
            | {
                "name": "Registered",
                "y": years["registered"].astype(int).to_list(),
                "ids": [(label, 1) for label in years.index.to_list()],
                "text": text("registered"),
                "marker": {"color": theme.accent, "line": {"color": theme.accent, "width": 1.5}},
                "hovertemplate": "%{x}: %{y} registered<extra></extra>",
            },
        ],
        "layout": {
            "barmode": "group",
            "bargap": 0.25,
            "height": 300,
            "margin": {"l": 30, "r": 8, "t": 24, "b": 30},
            "legend": {"orientation": "h", "y": -0.12, "yanchor": "top", "x": 0, "font": {"color": theme.text}},
            "xaxis": {"dtick": 1 if len(x) < 9 else 2, "showgrid": False, "fixedrange": True},
            "yaxis": {"gridcolor": theme.line, "rangemode": "tozero", "fixedrange": True},
        },
    }
