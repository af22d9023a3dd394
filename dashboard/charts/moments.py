"""What happened between two countries: one lane a kind of moment, one mark a moment."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts.palette import Theme

LANE = 38
SHIFTS = (0.0, -0.22, 0.22, -0.11, 0.11)
FACTS = ("agreement", "issuance", "first_transfer")


def draw(moments: pd.DataFrame, names: dict[str, str], colour: str, theme: Theme, is_phone: bool) -> dict[str, Any]:
    """Return a Plotly figure of the dated rows of `moments` (table pair_moments); `names` has the lanes in their order.

    A mark stands at the day, or in the middle of the month or year, which a thin bar then spans. Agreements are squares;
    issued and transferred are filled, steps on the way are rings.
    """
    dated = moments[moments["moment_on"].notna()]
    lanes = [kind for kind in names if (dated["kind"] == kind).any()]
    start, end = pd.to_datetime(dated["moment_from_on"]), pd.to_datetime(dated["moment_until_on"])
    # Marks of one lane that fall together would hide each other.
    turn = dated.groupby("kind").cumcount() % len(SHIFTS)
    height = dated["kind"].map({kind: place for place, kind in enumerate(lanes)}) + turn.map(dict(enumerate(SHIFTS)))
    dated = dated.assign(start=start, end=end, middle=start + (end - start) / 2, height=height.astype(float))
    vague = dated[dated["moment_on"].str.len() < 10]
    traces: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [day for row in vague.itertuples() for day in (_iso(row.start), _iso(row.end), None)],
            "y": [value for row in vague.itertuples() for value in (row.height, row.height, None)],
            "line": {"color": theme.muted, "width": 1.2},
            "hoverinfo": "skip",
        }
    ]
    for kind in lanes:
        rows = dated[dated["kind"] == kind]
        solid = kind in FACTS
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [_iso(day) for day in rows["middle"]],
                "y": rows["height"].to_list(),
                "ids": rows.index.to_list(),
                "text": [_label(row, names[kind]) for _, row in rows.iterrows()],
                "hovertemplate": "%{text}<extra></extra>",
                "marker": {
                    "symbol": "square" if kind == "agreement" else "circle",
                    "size": 10,
                    "color": colour if solid else theme.background,
                    "line": {"color": colour, "width": 2},
                },
            }
        )
    return {
        "data": traces,
        "layout": {
            "height": LANE * max(len(lanes), 2) + 50,
            "margin": {"l": 8, "r": 12, "t": 8, "b": 32},
            "showlegend": False,
            "hovermode": "closest",
            "xaxis": {
                "type": "date",
                "gridcolor": theme.line,
                "nticks": 5 if is_phone else 12,
                "tickfont": {"color": theme.muted},
                "fixedrange": True,
            },
            "yaxis": {
                "tickvals": list(range(len(lanes))),
                "ticktext": [f"{names[kind]} ({int((dated['kind'] == kind).sum())})" for kind in lanes],
                "range": [len(lanes) - 0.4, -0.6],
                "automargin": True,
                "ticklabelstandoff": 6,
                "tickfont": {"color": theme.text},
                "gridcolor": theme.line,
                "zeroline": False,
                "fixedrange": True,
            },
        },
    }


def _label(row: pd.Series, name: str) -> str:
    quantity = "" if pd.isna(row["quantity_tco2e"]) else f": {row['quantity_tco2e']:,.0f} tCO2e"
    what = row["project"] or row["what"]
    return f"<b>{name}{quantity}</b><br>{what}<br>{row['moment_on']}, {row['source_publisher']}"


def _iso(day: pd.Timestamp) -> str:
    return str(day.date())
