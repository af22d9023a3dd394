"""Trade around signatures: one line a partner, in dollars, by years from its own signature."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts.palette import Theme
from dashboard.charts.trade import colour

# Each partner has a dash of its own, the largest the plainest.
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
# Share of the height that a name takes, and of the width.
NAME_HEIGHT, NAME_WIDTH, NAME_WIDTH_ON_PHONE = 0.14, 0.16, 0.34


def around(points: pd.DataFrame, exporter_iso3: str, theme: Theme, is_phone: bool) -> dict[str, Any]:
    """Return the lines of `points` (dashboard.trade.time_queries.partner_years of at most len(DASHES) partners, largest first).

    Year 0 is that of the signature, a hollow mark. A year without a report is a gap. The part from year 0 on is shaded.
    """
    own = colour(exporter_iso3, theme)
    top = float(points["value_usd"].max()) / 1e6
    first, last = int(points["from_signature"].min()), max(int(points["from_signature"].max()), 0)
    traces, ends = [], []
    for dash, (area, rows) in zip(DASHES, points.groupby("area", sort=False), strict=False):
        values = [None if pd.isna(value) else value / 1e6 for value in rows["value_usd"]]
        is_hollow = (rows["side"] == "signature").to_list()
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "name": area,
                "connectgaps": False,
                "x": rows["from_signature"].astype(int).to_list(),
                "y": values,
                "ids": rows.index.to_list(),
                "customdata": rows["year"].astype(int).to_list(),
                "line": {"color": own, "dash": dash, "width": 2.4},
                "marker": {
                    "size": 8,
                    "color": [theme.background if hollow else own for hollow in is_hollow],
                    "line": {"color": own, "width": 2},
                },
                "hovertemplate": f"<b>{area}</b>, %{{customdata}}: US$%{{y:,.1f}} m<extra></extra>",
            }
        )
        known = rows[rows["value_usd"].notna()]
        if len(known):
            end = known.iloc[-1]
            ends.append((int(end["from_signature"]), end["value_usd"] / 1e6, _name(end, is_phone)))
    wide = NAME_WIDTH_ON_PHONE if is_phone else NAME_WIDTH
    # The names beside the last points are within the frame: a share of the whole width, not of the years.
    reach = wide * (last - first + 0.3) / (1 - wide)
    return {
        "data": traces,
        "layout": {
            "height": 380,
            "margin": {"l": 44, "r": 8, "t": 30, "b": 48},
            "showlegend": False,
            "annotations": [*_sides(theme), *_names(ends, reach, top, own, is_phone), *_gaps(points, theme)],
            "shapes": _after(last, theme),
            "xaxis": {
                "range": [first - 0.3, max(last + 0.3, max((x for x, _, _ in ends), default=0) + reach)],
                "tickvals": list(range(first, last + 1)),
                "ticktext": [
                    f"+{year}" if year > 0 else "0" if not year else f"−{-year}" for year in range(first, last + 1)
                ],
                "tickfont": {"color": theme.muted},
                "title": {"text": "years from the year of the signature", "font": {"color": theme.muted, "size": 12}},
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
            },
            "yaxis": {
                "range": [0, top * 1.12],
                "title": {"text": "million US$", "font": {"color": theme.muted, "size": 12}},
                "tickfont": {"color": theme.muted},
                "gridcolor": theme.line,
                "fixedrange": True,
            },
        },
    }


def _name(end: pd.Series, is_phone: bool) -> str:
    said = f"US${end['value_usd'] / 1e6:,.0f} m in {int(end['year'])}"
    signed = f"signed {str(end['signed_on'])[:4]}"
    if is_phone:
        return f"<b>{end['area']}</b><br>{end['value_usd'] / 1e6:,.0f} m"
    return f"<b>{end['area']}</b>, {signed}<br>{said}"


def _sides(theme: Theme) -> list[dict[str, Any]]:
    head = {"xref": "x", "yref": "paper", "x": 0, "y": 1, "yanchor": "bottom", "showarrow": False}
    font = {"color": theme.muted, "size": 12}
    return [
        head | {"text": "before", "xanchor": "right", "xshift": -6, "font": font},
        head | {"text": "after the signature", "xanchor": "left", "xshift": 6, "font": font},
    ]


def _names(
    ends: list[tuple[int, float, str]], reach: float, top: float, own: str, is_phone: bool
) -> list[dict[str, Any]]:
    """Place the names beside the ends of the lines, and above each other where two would meet within their `reach`."""
    notes: list[dict[str, Any]] = []
    for x, height, text in sorted(ends, key=lambda end: end[1]):
        meets = [note["y"] for note in notes if abs(note["x"] - x) < reach]
        y = max([height, *(below + NAME_HEIGHT * top for below in meets)])
        notes.append(
            {
                "x": x,
                "y": y,
                "text": text,
                "showarrow": False,
                "xanchor": "left",
                "xshift": 10,
                "align": "left",
                "font": {"color": own, "size": 11 if is_phone else 12},
            }
        )
    return notes


def _gaps(points: pd.DataFrame, theme: Theme) -> list[dict[str, Any]]:
    """Write on the axis whose report is missing, so that a line that ends early is no line that ends."""
    missing = points[points["value_usd"].isna()]
    return [
        {
            "x": int(year),
            "y": 0,
            "text": f"no whole report: {', '.join(rows['area'])}",
            "textangle": -90,
            "yanchor": "bottom",
            "showarrow": False,
            "font": {"color": theme.muted, "size": 11},
        }
        for year, rows in missing.groupby("from_signature")
    ]


def _after(last: int, theme: Theme) -> list[dict[str, Any]]:
    box = {"xref": "x", "yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
    return [
        box
        | {"type": "rect", "x0": 0, "x1": last + 0.3, "fillcolor": theme.land, "opacity": 0.5, "line": {"width": 0}},
        box | {"type": "line", "x0": 0, "x1": 0, "line": {"color": theme.text, "width": 1.5}},
    ]
