"""How the network grew: cumulative agreements by buyer, stacked, each band named at its end."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts.palette import Theme

FEW = 6


def draw(table: pd.DataFrame, colours: dict[str, str], theme: Theme, is_phone: bool) -> dict[str, Any]:
    """Return a Plotly figure of `table` (dashboard.agreements.summaries.growth: year x buyer, cumulative agreements).

    `colours` gives a buyer's colour by name. Bands stand in the order of the columns, the first at the bottom.
    A bar can be clicked: its row is that of dashboard.agreements.summaries.year_by_year.
    """
    years = [int(year) for year in table.index]
    traces = [
        {
            "type": "bar",
            "name": name,
            "x": years,
            "y": [int(value) for value in table[name]],
            "ids": list(range(place, table.size, len(table.columns))),
            "marker": {"color": colours.get(name, theme.other), "line": {"width": 0.5, "color": theme.background}},
            "hovertemplate": f"<b>{name}</b><br>%{{y}} agreements by the end of %{{x}}<extra></extra>",
        }
        for place, name in enumerate(table.columns)
    ]
    return {
        "data": traces,
        "layout": {
            "barmode": "stack",
            "bargap": 0.18,
            "height": 360 if is_phone else 420,
            "margin": {"l": 34, "r": 126 if is_phone else 150, "t": 10, "b": 30},
            "showlegend": False,
            "hovermode": "closest",
            "annotations": _labels(table, colours, theme, is_phone),
            "xaxis": {"dtick": 4 if is_phone else 2, "showgrid": False, "range": [years[0] - 0.6, years[-1] + 0.6]},
            "yaxis": {
                "rangemode": "tozero",
                "gridcolor": theme.line,
                "zeroline": False,
                # Few agreements: no ticks between whole numbers.
                **({"dtick": 1} if table.iloc[-1].sum() <= FEW else {}),
            },
        },
    }


def _labels(table: pd.DataFrame, colours: dict[str, str], theme: Theme, is_phone: bool) -> list[dict[str, Any]]:
    last = table.iloc[-1]
    total = float(last.sum()) or 1.0
    middles = (last.cumsum() - last / 2).to_list()
    gap = total * (0.075 if is_phone else 0.062)
    heights: list[float] = []
    # Thin bands would print their names over each other: each stands at least a line above the one below.
    for middle in middles:
        heights.append(max(middle, heights[-1] + gap) if heights else max(middle, gap / 2))
    return [
        {
            "x": 1.0,
            "xref": "paper",
            "xanchor": "left",
            "xshift": 6,
            "y": height,
            "yref": "y",
            "text": f"<b>{name}</b> {int(value)}",
            "showarrow": False,
            "align": "left",
            "font": {"color": colours.get(name, theme.other), "size": 12 if is_phone else 13},
        }
        for name, value, height in zip(table.columns, last, heights, strict=True)
    ]
