"""Sectors by buyer: stacked bars, each buyer in its colour."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts.palette import Theme


def draw(rows: pd.DataFrame, theme: Theme, is_phone: bool) -> dict[str, Any]:
    """Return a Plotly figure of `rows` (dashboard.projects.queries.sectors_by_buyer), largest sector on top."""
    order = rows.groupby("sector")["projects"].sum().sort_values(ascending=False)
    buyers = rows.groupby(["buyer_iso3", "buyer"], dropna=False)["projects"].sum().sort_values(ascending=False)
    totals = [int(order[name]) for name in order.index]
    traces: list[dict[str, Any]] = []
    for code, name in buyers.index:
        own = rows[rows["buyer"] == name]
        counts = own.set_index("sector")["projects"]
        labels = dict(zip(own["sector"], own.index.to_list(), strict=True))
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": name,
                "y": list(order.index),
                "x": [int(counts.get(sector, 0)) for sector in order.index],
                "ids": [labels.get(sector) for sector in order.index],
                "marker": {
                    "color": theme.buyer(code) if isinstance(code, str) else theme.other,
                    "line": {"color": theme.background, "width": 0.7},
                },
                "hovertemplate": f"<b>{name}</b>, %{{y}}: %{{x}} projects<extra></extra>",
            }
        )
    return {
        "data": traces,
        "layout": {
            "barmode": "stack",
            "bargap": 0.28,
            "height": 32 * len(order) + (150 if is_phone else 90),
            "margin": {"l": 8, "r": 40, "t": 8, "b": 8},
            "legend": {
                "orientation": "h",
                "y": -0.02,
                "yanchor": "top",
                "x": 0,
                "traceorder": "normal",
                "font": {"color": theme.text},
            },
            "xaxis": {"visible": False, "fixedrange": True, "range": [0, max(totals) * 1.08]},
            "yaxis": {
                "autorange": "reversed",
                "automargin": True,
                "tickfont": {"color": theme.text, "size": 11 if is_phone else 13},
                "ticklabelstandoff": 6,
                "fixedrange": True,
                "showgrid": False,
            },
            "annotations": [
                {
                    "x": total,
                    "y": name,
                    "text": f"<b>{total}</b>",
                    "xanchor": "left",
                    "xshift": 4,
                    "showarrow": False,
                    "font": {"color": theme.text},
                }
                for name, total in zip(order.index, totals, strict=True)
            ],
        },
    }
