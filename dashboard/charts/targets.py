"""Targets: the ladder from a goal down to what exists, and what moves the model."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts.palette import Theme

# One colour a quantity, light and dark; each also has its own fill: outline, hatch, dots, solid.
RUNGS = {
    "goal": ("#55626d", "#a9b7c1"),
    "officially_expected": ("#8a5a00", "#e0b050"),
    "own_estimates": ("#1f77b4", "#5aa9e6"),
    "issued": ("#00796b", "#3fc1a8"),
    "transferred": ("#7b3fa0", "#b98ae0"),
}
PATTERNS = {"officially_expected": "/", "own_estimates": "."}


def colour(rung: str, theme: Theme) -> str:
    """Return the colour of a rung in a theme."""
    light, dark = RUNGS[rung]
    return light if theme.background == "#ffffff" else dark


def ladder(rows: pd.DataFrame, theme: Theme, is_phone: bool) -> dict[str, Any]:
    """Return the ladder of one goal (rows of dashboard.targets.queries.ladders) as bars from one common zero.

    The goal is an outline, expectations are hatched or dotted, facts solid; a rung without a figure says so.
    """
    traces: list[dict[str, Any]] = []
    top = float(rows["quantity_mtco2e"].max())
    for row in rows.itertuples():
        is_known = not pd.isna(row.quantity_mtco2e)
        tone = colour(row.rung, theme)
        pattern = PATTERNS.get(row.rung)
        marker: dict[str, Any] = {"color": tone, "line": {"color": tone, "width": 1.5}}
        if row.rung == "goal":
            marker["color"] = theme.background
        elif pattern:
            marker["pattern"] = {"shape": pattern, "fgcolor": tone, "bgcolor": theme.background, "size": 6}
            marker["color"] = theme.background
        share = "" if row.rung == "goal" or not is_known else f" ({_percent(row.share_of_goal)} of the goal)"
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "y": [row.label],
                "x": [row.quantity_mtco2e if is_known else 0],
                "ids": [row.Index],
                "text": [
                    f"{_megatonnes(row.quantity_mtco2e)}{'' if is_phone else share}" if is_known else row.quantity_word
                ],
                "textposition": "outside",
                "cliponaxis": False,
                "textfont": {"color": theme.text if is_known else theme.muted},
                "marker": marker,
                "hovertemplate": f"<b>{row.label}</b>{share}<extra></extra>",
            }
        )
    return {
        "data": traces,
        "layout": {
            "height": 34 * len(rows) + 20,
            "margin": {"l": 8, "r": 8, "t": 4, "b": 4},
            "showlegend": False,
            "bargap": 0.28,
            "xaxis": {"visible": False, "range": [0, top * (1.5 if is_phone else 1.3)], "fixedrange": True},
            "yaxis": {
                "autorange": "reversed",
                "automargin": True,
                "tickfont": {"color": theme.text, "size": 12 if is_phone else 13},
                "ticklabelstandoff": 6,
                "showgrid": False,
                "fixedrange": True,
            },
        },
    }


def sensitivity(rows: pd.DataFrame, central: float, theme: Theme, is_phone: bool) -> dict[str, Any]:
    """Return one bar an input from what its low brings to what its high brings; the line is the central case.

    `rows`: label, low_mtco2e, high_mtco2e, low_text, high_text, the widest first.
    """
    tone = theme.buyer("JPN")
    least, most = rows["low_mtco2e"].min(), rows["high_mtco2e"].max()
    span = max(float(most - least), 0.1)
    labels = [_wrap(label) if is_phone else label for label in rows["label"]]
    annotations: list[dict[str, Any]] = []
    for label, row in zip(labels, rows.itertuples(), strict=True):
        for value, text, anchor, shift in (
            (row.low_mtco2e, row.low_text, "right", -5),
            (row.high_mtco2e, row.high_text, "left", 5),
        ):
            annotations.append(
                {
                    "x": value,
                    "y": label,
                    "text": f"{value:.1f}" if is_phone else f"{value:.1f} Mt at {text}",
                    "xanchor": anchor,
                    "xshift": shift,
                    "showarrow": False,
                    "font": {"color": theme.text, "size": 12},
                }
            )
    room = 0.25 if is_phone else 0.45
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "y": labels,
                "base": rows["low_mtco2e"].to_list(),
                "x": (rows["high_mtco2e"] - rows["low_mtco2e"]).to_list(),
                "ids": rows.index.to_list(),
                "marker": {
                    "color": theme.background,
                    "line": {"color": tone, "width": 1.5},
                    "pattern": {"shape": "/", "fgcolor": tone, "bgcolor": theme.background, "size": 6},
                },
                # The numbers stand beside the bar; "skip" would make it deaf to clicks.
                "hoverinfo": "none",
            }
        ],
        "layout": {
            "height": 46 * len(rows) + 46,
            "margin": {"l": 8, "r": 8, "t": 26, "b": 4},
            "bargap": 0.4,
            "xaxis": {"visible": False, "range": [least - room * span, most + room * span], "fixedrange": True},
            "yaxis": {
                "autorange": "reversed",
                "automargin": True,
                "tickfont": {"color": theme.text, "size": 12 if is_phone else 13},
                "ticklabelstandoff": 6,
                "showgrid": False,
                "fixedrange": True,
            },
            "shapes": [
                {
                    "type": "line",
                    "x0": central,
                    "x1": central,
                    "yref": "paper",
                    "y0": 0,
                    "y1": 1,
                    "line": {"color": theme.text, "dash": "dash", "width": 1},
                }
            ],
            "annotations": [
                *annotations,
                {
                    "x": central,
                    "yref": "paper",
                    "y": 1,
                    "yanchor": "bottom",
                    "text": f"central {central:.1f} Mt",
                    "showarrow": False,
                    "font": {"color": theme.text},
                },
            ],
        },
    }


def _megatonnes(value: float) -> str:
    if value >= 10:
        return f"{value:.0f} Mt" if float(value).is_integer() else f"{value:.1f} Mt"
    if value >= 0.1:
        return f"{value:.1f} Mt"
    return f"{value * 1e6:,.0f} t"


def _percent(share: float) -> str:
    percent = share * 100
    return f"{percent:.0f}%" if percent >= 1 else f"{percent:.2f}%" if percent >= 0.01 else "below 0.01%"


def _wrap(label: str) -> str:
    words = label.split(" (")[0].split(" ")
    middle = (len(words) + 1) // 2
    return " ".join(words[:middle]) + "<br>" + " ".join(words[middle:])
