"""The covered products beside all low-carbon technology that a country exports: two bars a year, parted where years can't be compared."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts.palette import Theme
from dashboard.charts.trade import colour

WIDTH, BREAK = 0.36, 0.7


def bars(window: pd.DataFrame, exporter_iso3: str, theme: Theme, is_phone: bool) -> dict[str, Any]:
    """Return the bars of `window` (dashboard.trade.window.rows): solid the covered products, outlined all low-carbon technology.

    Both stand on one scale beside each other, for the ratio of the two is no share. A dotted line stands at each break.
    """
    own = colour(exporter_iso3, theme)
    places = [number + BREAK * (series - window["series"].iloc[0]) for number, series in enumerate(window["series"])]
    top = float(window[["covered_usd", "low_carbon_usd"]].max().max()) / 1e9
    kinds = (
        ("covered_usd", "products covered here", -WIDTH / 2, {"color": own}),
        (
            "low_carbon_usd",
            "all low-carbon technology",
            WIDTH / 2,
            {"color": theme.background, "line": {"color": own, "width": 1.5}},
        ),
    )
    traces, notes = [], []
    for column, name, shift, marker in kinds:
        values = [None if pd.isna(value) else value / 1e9 for value in window[column]]
        traces.append(
            {
                "type": "bar",
                "name": name,
                "x": [place + shift for place in places],
                "y": values,
                "ids": window.index.to_list(),
                "width": WIDTH,
                "marker": marker,
                "customdata": window["year"].astype(int).to_list(),
                "hovertemplate": f"<b>{name}</b>, %{{customdata}}: US$%{{y:,.3g}} bn<extra></extra>",
            }
        )
        notes += [
            {
                "x": place + shift,
                "y": value or 0,
                "text": "no data" if value is None else _billions(value),
                "textangle": -90 if value is None else 0,
                "yanchor": "bottom",
                "showarrow": False,
                "font": {"color": theme.muted if value is None else theme.text, "size": 10 if is_phone else 12},
            }
            for place, value in zip(places, values, strict=True)
        ]
    breaks = [
        (before + after) / 2
        for before, after, old, new in zip(places, places[1:], window["series"], window["series"][1:], strict=False)
        if old != new
    ]
    return {
        "data": traces,
        "layout": {
            "height": 300,
            "margin": {"l": 8, "r": 8, "t": 34, "b": 30},
            "bargap": 0,
            "showlegend": True,
            "legend": {"orientation": "h", "x": 0, "y": 1.16, "font": {"color": theme.text, "size": 12}},
            "annotations": notes,
            "shapes": [
                {
                    "type": "line", "xref": "x", "yref": "paper", "x0": x, "x1": x, "y0": 0, "y1": 1,
                    "line": {"color": theme.muted, "width": 1, "dash": "dot"},
                }
                for x in breaks
            ],
            "xaxis": {
                "tickvals": places,
                "ticktext": [str(year) for year in window["year"]],
                "tickfont": {"color": theme.muted},
                "range": [places[0] - 0.6, places[-1] + 0.6],
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
            },
            "yaxis": {"visible": False, "range": [0, top * 1.12], "fixedrange": True},
        },
    }  # fmt: skip


def _billions(value: float) -> str:
    return f"{value:,.1f}" if value >= 0.95 else f"{value:.2g}"
