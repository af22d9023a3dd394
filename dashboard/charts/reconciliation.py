"""How published totals and the Atlas compare, and how far two witnesses' dates lie apart."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts.palette import Theme

ROW_HEIGHT = 24


def dumbbells(rows: pd.DataFrame, theme: Theme, is_phone: bool) -> dict[str, Any]:
    """Return one line a published total, from the published number (ring) to ours of the same day (dot).

    `rows` have label, value, ours and difference, in the order in which they are drawn from the top. The difference is
    written beside each line that has one.
    """
    names = rows["label"].str.replace(" · ", "<br>").to_list() if is_phone else rows["label"].to_list()
    places = list(range(len(rows)))
    lines = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [row.value, row.ours],
            "y": [place, place],
            "line": {"color": theme.muted, "width": 2.5},
            "hoverinfo": "skip",
            "showlegend": False,
        }
        for place, row in zip(places, rows.itertuples(), strict=True)
        if row.value != row.ours
    ]
    hover = [f"{row.label}<br>published {row.value:,.0f}, Atlas {row.ours:,.0f}" for row in rows.itertuples()]
    points = {
        "type": "scatter",
        "mode": "markers",
        "y": places,
        "text": hover,
        "hovertemplate": "%{text}<extra></extra>",
    }
    ends = [
        {
            "x": max(row.value, row.ours),
            "y": place,
            "text": f"<b>{row.difference:+,.0f}</b>",
            "showarrow": False,
            "xanchor": "left",
            "xshift": 10,
            "font": {"color": theme.text, "size": 12},
        }
        for place, row in zip(places, rows.itertuples(), strict=True)
        if row.difference
    ]
    return {
        "data": [
            *lines,
            points
            | {
                "name": "The Atlas, same day and rule",
                "x": rows["ours"].to_list(),
                "ids": [(label, 0) for label in rows.index.to_list()],
                "marker": {"color": theme.accent, "size": 9, "symbol": "circle"},
            },
            points
            | {
                "name": "Published",
                "x": rows["value"].to_list(),
                "ids": [(label, 1) for label in rows.index.to_list()],
                "marker": {"color": theme.text, "size": 13, "symbol": "circle-open", "line": {"width": 1.8}},
            },
        ],
        "layout": {
            "height": (ROW_HEIGHT + 12 * is_phone) * len(names) + 84,
            "margin": {"l": 8, "r": 36, "t": 34, "b": 36},
            "legend": {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "font": {"color": theme.text}},
            "annotations": ends,
            "xaxis": {
                "range": [-3, 1.12 * float(rows[["value", "ours"]].max().max())],
                "gridcolor": theme.line,
                "zeroline": False,
                "fixedrange": True,
                "tickangle": 0,
                "nticks": 4 if is_phone else 8,
            },
            "yaxis": {
                "tickvals": places,
                "ticktext": names,
                "range": [len(names) - 0.4, -0.6],
                "automargin": True,
                "tickfont": {"color": theme.text, "size": 11 if is_phone else 12},
                "ticklabelstandoff": 6,
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
            },
        },
    }


def days_apart(rows: pd.DataFrame, theme: Theme, is_phone: bool) -> dict[str, Any]:
    """Return one bar an agreement: days from our first witness's date to that of UNEP CCC, later ones to the right.

    `rows` have label and pipeline_later_by_days, in the order in which they are drawn from the top.
    """
    days = rows["pipeline_later_by_days"].astype(int).to_list()
    reach = max(map(abs, days)) * 1.3
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "y": rows["label"].to_list(),
                "x": days,
                "ids": rows.index.to_list(),
                "text": [f"{value:+,d}" for value in days],
                "textposition": "outside",
                "cliponaxis": False,
                "textfont": {"color": theme.text},
                "marker": {"color": theme.accent},
                "hovertemplate": "%{y}: %{x:+,d} days<extra></extra>",
            }
        ],
        "layout": {
            "height": ROW_HEIGHT * len(days) + 70,
            "margin": {"l": 8, "r": 8, "t": 8, "b": 40},
            "bargap": 0.35,
            "showlegend": False,
            "xaxis": {
                "title": {
                    "text": "Days that UNEP CCC's date lies before (−) or after (+)",
                    "font": {"color": theme.text},
                },
                "range": [-reach, min(reach, max(max(days), 0) * 1.3 + reach * 0.12)],
                "gridcolor": theme.line,
                "zerolinecolor": theme.muted,
                "fixedrange": True,
                "nticks": 5 if is_phone else 9,
            },
            "yaxis": {
                "autorange": "reversed",
                "automargin": True,
                "tickfont": {"color": theme.text, "size": 11 if is_phone else 12},
                "ticklabelstandoff": 6,
                "fixedrange": True,
            },
        },
    }
