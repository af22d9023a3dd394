"""How published totals and the Atlas compare, and how far two witnesses' dates lie apart."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts.palette import Theme

ROW_HEIGHT = 24


def differences(rows: pd.DataFrame, theme: Theme, is_phone: bool, axis: str, unit: str = "") -> dict[str, Any]:
    """Return one mark a published total, where ours less theirs lies; a line from the least to the most where its day is
    known to the month or year alone.

    `rows` have label, least, most, said (what is written beside the mark), told (what a hover says) and is_lead, in the order
    in which they are drawn from the top. A lead is drawn hollow and grey. `axis` says what is counted, `unit` stands behind it.
    """
    labels = rows["label"].where(~rows["is_lead"], rows["label"] + ", unconfirmed")
    names = labels.str.replace(" · ", "<br>").to_list() if is_phone else labels.to_list()
    places = list(range(len(rows)))
    lowest, highest = min(float(rows["least"].min()), 0.0), max(float(rows["most"].max()), 0.0)
    # Room for what is written outside the outermost marks.
    room = 0.3 * max(1.0, highest - lowest)
    spans = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [row.least, row.most],
            "y": [place, place],
            "line": {"color": theme.muted if row.is_lead else theme.accent, "width": 5},
            "opacity": 0.6,
            "hoverinfo": "skip",
            "showlegend": False,
        }
        for place, row in zip(places, rows.itertuples(), strict=True)
        if row.least != row.most
    ]
    marks = [
        {
            "type": "scatter",
            "mode": "markers",
            "name": name,
            "x": part["most"].to_list(),
            "y": [places[rows.index.get_loc(label)] for label in part.index],
            "ids": part.index.to_list(),
            "text": part["told"].to_list(),
            "hovertemplate": "%{text}<extra></extra>",
            "marker": marker,
            "showlegend": bool(rows["is_lead"].any()),
        }
        for name, part, marker in (
            ("The Atlas less the published total", rows[~rows["is_lead"]], {"color": theme.accent, "size": 10}),
            (
                "The same, where a lead alone states the total",
                rows[rows["is_lead"]],
                {"color": theme.muted, "size": 10, "symbol": "circle-open", "line": {"width": 2}},
            ),
        )
        if len(part)
    ]
    said = [
        {
            # On the far side of the line at nil, which would run through it.
            "x": row.least if row.most < 0 else row.most,
            "y": place,
            "text": row.said,
            "showarrow": False,
            "xanchor": "right" if row.most < 0 else "left",
            "xshift": -9 if row.most < 0 else 9,
            "font": {"color": theme.text, "size": 12},
        }
        for place, row in zip(places, rows.itertuples(), strict=True)
    ]
    return {
        "data": [*spans, *marks],
        "layout": {
            "height": (ROW_HEIGHT + 12 * is_phone) * len(names) + 96,
            "margin": {"l": 8, "r": 36, "t": 34, "b": 48},
            "legend": {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "font": {"color": theme.text}},
            "annotations": said,
            "xaxis": {
                "title": {"text": axis, "font": {"color": theme.text}},
                "range": [lowest - room, highest + room],
                "gridcolor": theme.line,
                "zeroline": True,
                "zerolinecolor": theme.text,
                "zerolinewidth": 1.5,
                "ticksuffix": unit,
                "fixedrange": True,
                "tickangle": 0,
                "nticks": 5 if is_phone else 9,
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
