"""What was delivered: issued and transferred over time."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts.palette import Theme

_STYLE = {"issuance": ("Issued", "solid"), "first_transfer": ("First transferred", "dot")}


def cumulative(events: pd.DataFrame, theme: Theme, is_phone: bool, end: str) -> dict[str, Any]:
    """Return step lines of tonnes by buyer, one for issued (solid), one for first transferred (dotted).

    `events` are summed and dated rows of dashboard.project_queries.ledger; `end` is the as-of day. Lines of the two
    kinds are never added: what is transferred was issued before.
    """
    traces: list[dict[str, Any]] = []
    labels: list[tuple[float, str, str]] = []
    for (code, name, kind), rows in events.groupby(["buyer_iso3", "buyer", "event"]):
        label, dash = _STYLE[kind]
        ordered = rows.sort_values("event_until_on")
        sums = ordered["quantity_tco2e"].astype(float).cumsum().to_list()
        days = [str(pd.Timestamp(day).date()) for day in ordered["event_until_on"]]
        traces.append(
            {
                "type": "scatter",
                # Only a mark can be clicked, so each event has one that is not seen.
                "mode": "lines+markers",
                "marker": {"size": 12, "opacity": 0},
                "name": f"{name}, {label.lower()}",
                "x": [*days, end],
                "y": [*sums, sums[-1]],
                "ids": [*ordered.index.to_list(), None],
                "line": {"shape": "hv", "dash": dash, "width": 2.4, "color": theme.buyer(code)},
                "hovertemplate": f"<b>{name}</b>, {label.lower()}: %{{y:,.0f}} tCO2e by %{{x}}<extra></extra>",
            }
        )
        labels.append((sums[-1], f"<b>{name}</b><br>{label.lower()} {sums[-1]:,.0f} t", code))
    top = max((height for height, _, _ in labels), default=1.0)
    gap, floor = top * (0.16 if is_phone else 0.13), 0.0
    notes = []
    for height, text, code in sorted(labels):
        floor = max(height, floor)
        notes.append(
            {
                "x": 1,
                "xref": "paper",
                "xanchor": "left",
                "xshift": 6,
                "y": floor,
                "text": text,
                "align": "left",
                "showarrow": False,
                "font": {"color": theme.buyer(code), "size": 11 if is_phone else 12},
            }
        )
        floor += gap
    return {
        "data": traces,
        "layout": {
            "height": 380,
            "margin": {"l": 52, "r": 130 if is_phone else 190, "t": 10, "b": 30},
            "showlegend": False,
            "annotations": notes,
            "xaxis": {"type": "date", "showgrid": False, "tickformat": "%Y", "dtick": "M48" if is_phone else "M24"},
            "yaxis": {
                "gridcolor": theme.line,
                "rangemode": "tozero",
                "tickformat": "~s",
                "range": [0, max(top, floor) * 1.05],
            },
        },
    }
