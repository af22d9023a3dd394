"""Who works with whom as a grid: hosts by region down, buyers across, the mark tells how binding the tie is."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts.palette import Theme

MARKS = {
    "binding": ("Binding", "square", 11),
    "memoranda": ("Memorandum or framework", "circle-open", 10),
    "statements": ("Letter or statement", "x-thin-open", 8),
}
# Beside the mark: whether the text is in force, as far as is known. No sign where nothing was found.
FORCE = {"in_force": "●", "valid_until": "◐", "in_use": "○"}
FORCE_KEY = "● in force since a known day, ◐ valid until a known day, ○ signed and in use, no sign: neither was found"
BESIDE = 0.42
ROW_HEIGHT = 22
_DESKTOP_PANELS = (("Africa",), ("Asia",), ("Americas", "Europe", "Oceania"))


def draw(pairs: pd.DataFrame, regions: dict[str, str], theme: Theme, is_phone: bool) -> dict[str, Any]:
    """Return a Plotly figure of `pairs` (dashboard.agreements.summaries.by_pair); `regions` maps a host's code to its region.

    Hosts stand in regions, those with most buyers on top; buyers stand by number of hosts. Three panels side by side,
    or one on a phone.
    """
    pairs = pairs.assign(region=pairs["host_iso3"].map(regions))
    buyers = pairs.groupby(["buyer_iso3", "buyer"]).size().sort_values(ascending=False).reset_index()
    columns = {iso3: place for place, iso3 in enumerate(buyers["buyer_iso3"])}
    present = [r for group in _DESKTOP_PANELS for r in group if r in set(pairs["region"])]
    panels: tuple[tuple[str, ...], ...] = (tuple(present),)
    if not is_phone and len(present) > 1:
        panels = tuple(kept for group in _DESKTOP_PANELS if (kept := tuple(r for r in group if r in present)))
    rows = [_rows(pairs, panel) for panel in panels]
    depth = max(len(panel) for panel in rows)
    layout: dict[str, Any] = {
        "height": depth * ROW_HEIGHT + 150,
        "margin": {"l": 8, "r": 8, "t": 96, "b": 44},
        "showlegend": True,
        "legend": {
            "orientation": "h",
            "y": 0,
            "yanchor": "top",
            "x": 0,
            "font": {"color": theme.text},
        },
        "hovermode": "closest",
    }
    traces: list[dict[str, Any]] = []
    width = 1 / len(panels)
    for number, names in enumerate(rows):
        axis = "" if number == 0 else str(number + 1)
        layout[f"xaxis{axis}"] = _buyer_axis(buyers, number, width, len(panels), axis, theme, is_phone)
        layout[f"yaxis{axis}"] = _host_axis(names, depth, axis, theme)
        for rule, (label, symbol, size) in MARKS.items():
            shown = pairs[pairs["host_iso3"].isin(names) & (pairs["counting_rule"] == rule)]
            traces.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "name": label,
                    "legendgroup": rule,
                    "showlegend": number == 0 and bool((pairs["counting_rule"] == rule).any()),
                    "xaxis": f"x{axis}",
                    "yaxis": f"y{axis}",
                    "x": [columns[iso3] for iso3 in shown["buyer_iso3"]],
                    "y": [names[iso3][0] for iso3 in shown["host_iso3"]],
                    "ids": shown.index.to_list(),
                    "text": [
                        f"<b>{row.buyer} – {row.host}</b><br>" + row.instruments.replace("\n", "<br>")
                        for row in shown.itertuples()
                    ],
                    "hovertemplate": "%{text}<extra></extra>",
                    "marker": {
                        "symbol": symbol,
                        "size": size,
                        "color": [theme.buyer(iso3) for iso3 in shown["buyer_iso3"]],
                        "line": {"width": 0 if symbol == "square" else 2.2},
                    },
                }
            )
        marked = pairs[pairs["host_iso3"].isin(names) & pairs["in_force_state"].isin(FORCE)]
        traces.append(
            {
                "type": "scatter",
                "mode": "text",
                "xaxis": f"x{axis}",
                "yaxis": f"y{axis}",
                "x": [columns[iso3] + BESIDE for iso3 in marked["buyer_iso3"]],
                "y": [names[iso3][0] for iso3 in marked["host_iso3"]],
                "text": [FORCE[state] for state in marked["in_force_state"]],
                "textfont": {"color": theme.text, "size": 13},
                "hoverinfo": "skip",
                "showlegend": False,
            }
        )
    # A legend entry takes the colour of its first point; a neutral one says that the shape is what counts.
    for trace in [t for t in traces if t["showlegend"]]:
        trace["showlegend"] = False
        traces.append(
            trace
            | {"x": [None], "y": [None], "ids": [None], "text": [""], "showlegend": True}
            | {"marker": trace["marker"] | {"color": theme.muted}}
        )
    return {"data": traces, "layout": layout}


def _rows(pairs: pd.DataFrame, regions: tuple[str, ...]) -> dict[str, tuple[int, str]]:
    """Return code -> (row, label); a region's own row has its name as code."""
    rows: dict[str, tuple[int, str]] = {}
    for region in regions:
        rows[region] = (len(rows), f"<b>{region}</b>")
        hosts = pairs[pairs["region"] == region].groupby(["host_iso3", "host"]).size().reset_index(name="n")
        for row in hosts.sort_values(["n", "host"], ascending=[False, True]).itertuples():
            rows[row.host_iso3] = (len(rows), row.host)
    return rows


def _buyer_axis(
    buyers: pd.DataFrame, number: int, width: float, count: int, axis: str, theme: Theme, is_phone: bool
) -> dict[str, Any]:
    left = number * width + (0.4 if count == 1 and is_phone else 0.24 if count == 1 else 0.42) * width
    return {
        "domain": [left, (number + 1) * width - (0.02 if count > 1 else 0)],
        "anchor": f"y{axis}",
        "side": "top",
        "tickvals": list(range(len(buyers))),
        "ticktext": list(buyers["buyer"]),
        # Slanted names would leave a phone on the right, and those that do are not drawn.
        "tickangle": -90 if is_phone else -60,
        "tickfont": {"color": theme.text},
        "range": [-0.6, len(buyers) - 0.4],
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }


def _host_axis(names: dict[str, tuple[int, str]], depth: int, axis: str, theme: Theme) -> dict[str, Any]:
    return {
        "anchor": f"x{axis}",
        "tickvals": [row for row, _ in names.values()],
        "ticktext": [label for _, label in names.values()],
        "tickfont": {"color": theme.text},
        "range": [depth - 0.4, -0.6],
        "gridcolor": theme.line,
        "zeroline": False,
        "fixedrange": True,
    }
