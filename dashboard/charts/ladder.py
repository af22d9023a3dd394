"""The stage ladder: projects at each step, and the tonnes a year that they expect."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts.palette import Theme, rgba


def draw(ladder: pd.DataFrame, theme: Theme, is_phone: bool) -> dict[str, Any]:
    """Return a Plotly figure of `ladder` (dashboard.projects.queries.ladder): counts left, tonnes right.

    Counts are facts and drawn solid; expected tonnes are estimates and drawn light. Steps read from top to bottom.
    """
    names = ladder["label"].to_list()
    megatonnes = (ladder["expected_tco2e_per_year"] / 1e6).fillna(0.0)
    split = 0.44 if is_phone else 0.5
    silent = [
        f"{row.projects - row.with_figure} of {row.projects} without a figure" if row.projects else "no project"
        for row in ladder.itertuples()
    ]
    estimates = [
        "" if row.projects == 0 else "none found" if row.with_figure == 0 else f"{value:.2f} Mt"
        for row, value in zip(ladder.itertuples(), megatonnes, strict=True)
    ]
    bars: list[dict[str, Any]] = [
        {
            "type": "bar",
            "orientation": "h",
            "y": names,
            "ids": ladder.index.to_list(),
            "x": ladder["projects"].astype(int).to_list(),
            "text": [f"{count}" for count in ladder["projects"]],
            "textposition": "outside",
            "cliponaxis": False,
            "textfont": {"color": theme.text},
            "marker": {"color": theme.accent},
            "hovertemplate": "%{y}: %{x} projects<extra></extra>",
        },
        {
            "type": "bar",
            "orientation": "h",
            "xaxis": "x2",
            "y": names,
            "ids": ladder.index.to_list(),
            "x": megatonnes.round(4).to_list(),
            "text": estimates,
            "textposition": "outside",
            "cliponaxis": False,
            "textfont": {"color": theme.text},
            "customdata": silent,
            "marker": {
                "color": f"rgba{(*rgba(theme.accent)[:3], 0.3)}",
                "line": {"color": theme.accent, "width": 1},
            },
            "hovertemplate": "%{y}: %{text} a year expected, %{customdata}<extra></extra>",
        },
    ]
    hidden = {"visible": False, "fixedrange": True}
    counts_top, tonnes_top = float(ladder["projects"].max()) or 1.0, float(megatonnes.max()) or 1.0
    heading = {"xref": "paper", "yref": "paper", "y": 1.0, "yanchor": "bottom", "xanchor": "left", "showarrow": False}
    return {
        "data": bars,
        "layout": {
            "height": 34 * len(names) + 60,
            "margin": {"l": 8, "r": 8, "t": 34, "b": 8},
            "showlegend": False,
            "bargap": 0.3,
            "xaxis": hidden | {"domain": [0, split - 0.04], "range": [0, counts_top * 1.25]},
            "xaxis2": hidden | {"domain": [split, 1], "range": [0, tonnes_top * 1.35]},
            "yaxis": {
                "autorange": "reversed",
                "automargin": True,
                "tickfont": {"color": theme.text, "size": 13},
                "ticklabelstandoff": 6,
                "fixedrange": True,
                "showgrid": False,
            },
            "annotations": [
                heading | {"x": 0, "text": "<b>Projects</b>", "font": {"color": theme.text}},
                heading | {"x": split, "text": "<b>Expected a year</b> (estimate)", "font": {"color": theme.text}},
            ],
        },
    }
