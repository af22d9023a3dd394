"""What was delivered: issued and transferred over time, and issued against expected."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts.palette import Theme

_STYLE = {"issuance": ("Issued", "solid"), "first_transfer": ("First transferred", "dot")}
# Per cent from which a bar holds its number.
INSIDE_FROM = 25


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


def against_expected(ratios: pd.DataFrame, theme: Theme, is_phone: bool) -> dict[str, Any]:
    """Return issued over expected for each issuance of `ratios` (dashboard.project_queries.delivery_ratios), in %.

    The line at 100 % is the estimate for the same days.
    """
    rows = ratios.sort_values("issued_over_expected", ascending=False)
    # The key alone says nothing to most; the title would not fit. One key has one prefix for all of the JCM.
    names = [
        f"{row.host} {row.project_id.removeprefix('JCM-')}, {_years(row.monitoring_period)}"
        for row in rows.itertuples()
    ]
    percent = (rows["issued_over_expected"] * 100).round(1)
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "y": names,
                "x": percent.to_list(),
                "ids": rows.index.to_list(),
                "text": [f"{value:.0f} %" for value in percent],
                # Below the estimate a number beside its bar would stand on the line.
                "textposition": ["inside" if INSIDE_FROM <= value < 100 else "outside" for value in percent],
                "insidetextanchor": "end",
                "cliponaxis": False,
                "insidetextfont": {"color": theme.background},
                "outsidetextfont": {"color": theme.text},
                "customdata": [
                    f"{row.title}<br>{row.issued_tco2e:,.0f} t issued, {row.expected_in_period_tco2e:,.0f} t expected"
                    for row in rows.itertuples()
                ],
                "marker": {"color": [theme.buyer(code) for code in rows["buyer_iso3"]]},
                "hovertemplate": "%{customdata}<extra></extra>",
            }
        ],
        "layout": {
            "height": 28 * len(rows) + 60,
            "margin": {"l": 8, "r": 20, "t": 24, "b": 8},
            "bargap": 0.3,
            "xaxis": {"visible": False, "range": [0, max(float(percent.max()), 100) * 1.15], "fixedrange": True},
            "yaxis": {
                "autorange": "reversed",
                "automargin": True,
                "tickfont": {"color": theme.text, "size": 11 if is_phone else 13},
                "ticklabelstandoff": 6,
                "showgrid": False,
                "fixedrange": True,
            },
            "shapes": [
                {
                    "type": "line",
                    "x0": 100,
                    "x1": 100,
                    "yref": "paper",
                    "y0": 0,
                    "y1": 1,
                    "line": {"color": theme.text, "dash": "dash", "width": 1},
                }
            ],
            "annotations": [
                {
                    "x": 100,
                    "yref": "paper",
                    "y": 1,
                    "yanchor": "bottom",
                    "text": "as estimated",
                    "showarrow": False,
                    "font": {"color": theme.text},
                }
            ],
        },
    }


def _years(period: str) -> str:
    first, last = period[:4], period[11:15]
    return first if first == last else f"{first}–{last}"
