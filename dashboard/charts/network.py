"""The network as two pictures: hosts that buyers share, and Parties by number of buyers, region and group."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts.cells import over
from dashboard.charts.palette import Theme, rgba


def overlap(shared: pd.DataFrame, alone: pd.DataFrame, theme: Theme, is_phone: bool) -> dict[str, Any]:
    """Return a Plotly figure of `shared` and `alone` (dashboard.places.network): buyers by buyers, shared hosts in the cells.

    On the diagonal all hosts of a buyer; in the last column those that no other buyer works with.
    """
    names = alone["buyer"].to_list()
    codes = alone["buyer_iso3"].to_list()
    cells = {(row.buyer_iso3, row.other_iso3): (row.shared, row.hosts, row.Index) for row in shared.itertuples()}
    size = len(codes)
    top = int(shared["shared"].max())
    values: list[list[int | None]] = []
    hits: list[tuple[int, int, int, str]] = []
    for row, code in enumerate(codes):
        line = [cells.get((code, other)) for other in codes]
        values.append([cell[0] or None if cell else None for cell in line])
        for column, cell in enumerate(line):
            if cell and cell[0]:
                whose = f"All of {names[row]}" if row == column else f"{names[row]} and {names[column]}"
                hits.append((column, row, cell[2], f"<b>{whose}: {cell[0]}</b><br>{_wrap(cell[1])}"))
    notes = [
        {
            "x": column,
            "y": row,
            "text": f"<b>{value}</b>" if row == column else str(value),
            "showarrow": False,
            "font": {"color": theme.background if value > top / 2 else theme.text, "size": 13},
        }
        for row, line in enumerate(values)
        for column, value in enumerate(line)
        if value
    ]
    notes += [
        {
            "x": size + 0.1,
            "y": row,
            "text": f"<b>{count}</b>",
            "showarrow": False,
            "font": {"color": theme.text, "size": 13},
        }
        for row, count in enumerate(alone["exclusive_count"])
    ]
    return {
        "data": [
            {
                "type": "heatmap",
                "z": values,
                "x": list(range(size)),
                "y": list(range(size)),
                "colorscale": [[0, theme.land], [1, theme.accent]],
                "showscale": False,
                "hoverongaps": False,
                "xgap": 2,
                "ygap": 2,
                "hoverinfo": "skip",
            },
            over(*zip(*hits, strict=True)),
        ],
        "layout": {
            "hoverdistance": -1,
            "height": (30 if is_phone else 36) * size + (150 if is_phone else 130),
            "margin": {"l": 8, "r": 8, "t": 130 if is_phone else 110, "b": 8},
            "annotations": notes,
            "xaxis": {
                "side": "top",
                "tickvals": [*range(size), size + 0.1],
                "ticktext": [*names, "<b>For itself</b>"],
                "tickangle": -90 if is_phone else -50,
                "range": [-0.6, size + 0.7],
                "showgrid": False,
                "zeroline": False,
                "tickfont": {"color": theme.text, "size": 11 if is_phone else 13},
                "fixedrange": True,
            },
            "yaxis": {
                "tickvals": list(range(size)),
                "ticktext": names,
                "range": [size - 0.4, -0.6],
                "automargin": True,
                "showgrid": False,
                "zeroline": False,
                "tickfont": {"color": theme.text, "size": 11 if is_phone else 13},
                "fixedrange": True,
            },
        },
    }


def bands(table: pd.DataFrame, labels: dict[str, str], regions: int, theme: Theme, is_phone: bool) -> dict[str, Any]:
    """Return a Plotly figure of `table` (dashboard.places.network.bands): Parties by region and group, split by number of buyers.

    `labels` names the bands in their order; the first, those left out, is empty. A line parts the first `regions` rows from the
    groups, whose Parties stand in the regions too.
    """
    line = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": regions - 0.5, "y1": regions - 0.5}
    parted = [line | {"line": {"color": theme.text, "width": 1.5, "dash": "dot"}}] if 0 < regions < len(table) else []
    strengths = (0.0, 0.35, 0.65, 1.0)
    traces = []
    for part, ((band, label), strength) in enumerate(zip(labels.items(), strengths, strict=True)):
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": label,
                "y": [f"{row.group} ({row.total})" for row in table.itertuples()],
                "x": [100 * getattr(row, band) / row.total for row in table.itertuples()],
                "ids": [(label, part) for label in table.index.to_list()],
                "text": [f"<b>{getattr(row, band)}</b>" if getattr(row, band) else "" for row in table.itertuples()],
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textangle": 0,
                "constraintext": "none",
                "textfont": {"color": theme.background if strength > 0.6 else theme.text, "size": 13},
                "marker": {
                    "color": _mix(theme.accent, theme.background, strength),
                    "line": {"color": theme.muted, "width": 0 if strength else 1},
                },
                "hovertemplate": "%{y}, " + label.lower() + ": %{text}<extra></extra>",
            }
        )
    return {
        "data": traces,
        "layout": {
            "barmode": "stack",
            "shapes": parted,
            "bargap": 0.28,
            "height": 36 * len(table) + (100 if is_phone else 70),
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
            "legend": {
                "orientation": "h",
                "yref": "container",
                "y": 0,
                "yanchor": "bottom",
                "x": 0,
                "traceorder": "normal",
                "font": {"color": theme.text},
            },
            "xaxis": {"visible": False, "range": [0, 100], "fixedrange": True},
            "yaxis": {
                "autorange": "reversed",
                "automargin": True,
                "ticklabelstandoff": 6,
                "tickfont": {"color": theme.text, "size": 13},
                "fixedrange": True,
                "showgrid": False,
            },
        },
    }


def _mix(colour: str, ground: str, share: float) -> str:
    pairs = zip(rgba(colour)[:3], rgba(ground)[:3], strict=True)
    return "#" + "".join(f"{round(share * a + (1 - share) * b):02x}" for a, b in pairs)


def _wrap(names: str, width: int = 60) -> str:
    lines = [""]
    for name in names.split(", "):
        if len(lines[-1]) + len(name) > width:
            lines.append("")
        lines[-1] += f"{', ' if lines[-1] else ''}{name}"
    return "<br>".join(lines)
