"""Targets: the ladder from a goal down to what exists, and what moves the model."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts.palette import Theme
from dashboard.core.forms import Bars, bold
from dashboard.core.numbers import rounded_megatonnes

STATES = {"goal": "goal", "officially_expected": "expected", "own_estimates": "computed"}


def ladder(rows: pd.DataFrame, alt: str = "") -> Bars:
    """Return the ladder of one goal (rows of dashboard.targets.queries.ladders) as bars from one common zero.

    The goal is an outline, expectations are hatched or dotted, facts solid; a rung without a figure says so.
    """
    found = []
    for label, row in rows.iterrows():
        mt = None if pd.isna(row["quantity_mtco2e"]) else float(row["quantity_mtco2e"])
        share = "" if row["rung"] == "goal" or mt is None else f" ({_percent(row['share_of_goal'])} of the goal)"
        found.append(
            {
                "quantity": row["label"],
                "mt": mt,
                "colour": row["rung"],
                "state": STATES.get(row["rung"], "fact"),
                "said": row["quantity_word"] if mt is None else rounded_megatonnes(mt),
                "in_full": share and f"{rounded_megatonnes(mt or 0.0)}{share}",
                "told": "" if mt is None else f"{bold(row['label'])}{share}",
                "id": label,
            }
        )
    return Bars(tuple(found), "quantity", "mt", alt)


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


def _percent(share: float) -> str:
    percent = share * 100
    return f"{percent:.0f}%" if percent >= 1 else f"{percent:.2f}%" if percent >= 0.01 else "below 0.01%"


def _wrap(label: str) -> str:
    words = label.split(" (")[0].split(" ")
    middle = (len(words) + 1) // 2
    return " ".join(words[:middle]) + "<br>" + " ".join(words[middle:])
