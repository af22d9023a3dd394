"""When each buyer signed: one lane a buyer, one mark an agreement, a bar where only month or year is known."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts.matrix import MARKS
from dashboard.charts.palette import Theme
from dashboard.core.dates import known_date

LANE, MANY_LANES, THIN_LANE = 40, 8, 22
# Years from which every second one is too many for a phone.
LONG = 8


def draw(agreements: pd.DataFrame, theme: Theme, is_phone: bool, lanes: str = "buyer") -> dict[str, Any]:
    """Return a Plotly figure of the dated rows of `agreements`; those with most agreements on top.

    `lanes` is the column that has a lane a value: buyer or host. A mark stands at the day, or in the middle of the
    month or year, which a thin bar then spans.
    """
    dated = agreements[agreements["signed_on"].notna()]
    order = dated[lanes].value_counts().index.to_list()
    lane = {name: place for place, name in enumerate(order)}
    start, end = pd.to_datetime(dated["signed_from_on"]), pd.to_datetime(dated["signed_until_on"])
    middle = start + (end - start) / 2
    span = end.dt.year.max() - start.dt.year.min() if len(dated) else 0
    # Three heights within a lane, by rule, so that an agreement does not hide the letter of the same week.
    offset = dated["counting_rule"].map({"binding": -0.22, "memoranda": 0.0, "statements": 0.22}).astype(float)
    dated = dated.assign(start=start, end=end, middle=middle, lane=dated[lanes].map(lane) + offset)
    vague = dated[dated["signed_on_precision"] != "day"]
    traces: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [day for row in vague.itertuples() for day in (_iso(row.start), _iso(row.end), None)],
            "y": [value for row in vague.itertuples() for value in (row.lane, row.lane, None)],
            "line": {"color": theme.muted, "width": 1.5},
            "hoverinfo": "skip",
            "name": "Only month or year known",
            "showlegend": bool(len(vague)),
        }
    ]
    for rule, (label, symbol, size) in MARKS.items():
        shown = dated[dated["counting_rule"] == rule]
        if shown.empty:
            continue
        marker = {"symbol": symbol, "size": size - 1, "line": {"width": 0 if symbol == "square" else 2}}
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [_iso(day) for day in shown["middle"]],
                "y": [float(value) for value in shown["lane"]],
                "ids": shown.index.to_list(),
                "text": [
                    f"<b>{row.buyer} – {row.host}</b><br>{row.instrument_label}, {known_date(row.signed_on)}"
                    for row in shown.itertuples()
                ],
                "hovertemplate": "%{text}<extra></extra>",
                "showlegend": False,
                "marker": marker | {"color": [theme.buyer(iso3) for iso3 in shown["buyer_iso3"]]},
            }
        )
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [None],
                "y": [None],
                "name": label,
                "marker": marker | {"color": theme.muted},
            }
        )
    depth = (THIN_LANE if len(order) > MANY_LANES and lanes == "host" else LANE) * max(len(order), 2) + 32
    return {
        "data": traces,
        "layout": {
            "height": depth + 78,
            "margin": {"l": 8, "r": 12, "t": 8, "b": 70},
            "legend": {
                "orientation": "h",
                "y": -40 / depth,
                "yanchor": "top",
                "x": 0,
                "font": {"color": theme.text},
            },
            "hovermode": "closest",
            "xaxis": {
                "type": "date",
                "gridcolor": theme.line,
                "dtick": "M12" if not is_phone else "M48" if span > LONG else "M24",
                "tickformat": "%Y",
            },
            "yaxis": {
                "tickvals": list(range(len(order))),
                "ticktext": order,
                "range": [len(order) - 0.4, -0.6],
                "automargin": True,
                "tickfont": {"color": theme.text},
                "gridcolor": theme.line,
                "zeroline": False,
                "fixedrange": True,
            },
        },
    }


def _iso(day: pd.Timestamp) -> str:
    return str(day.date())
