"""The network as three pictures: hosts by number of buyers, hosts that buyers share, and who is left out by region."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts.cells import over
from dashboard.charts.palette import Theme, rgba

STEP = 26
PER_LINE, PHONE_PER_LINE = 34, 14
MOST_NAMED = 10
MARKS = {
    "ldc": ("Least developed country", "circle"),
    "both": ("Least developed and small island", "diamond"),
    "sids": ("Small island developing State", "diamond-open"),
    "other": ("Other", "circle-open"),
}


def crowding(table: pd.DataFrame, theme: Theme, is_phone: bool) -> dict[str, Any]:
    """Return a Plotly figure of `table` (dashboard.network.crowding): one mark a Party, in rows by number of buyers.

    The mark tells least developed countries and small islands; names stand beside rows with few Parties.
    """
    per_line = PHONE_PER_LINE if is_phone else PER_LINE
    kinds = [
        "both" if ldc and sids else "ldc" if ldc else "sids" if sids else "other"
        for ldc, sids in zip(table["is_ldc"], table["is_sids"], strict=True)
    ]
    # Groups stand together, so that their share of a row can be seen.
    table = table.assign(label=table.index, kind=kinds, order=[list(MARKS).index(kind) for kind in kinds])
    table = table.sort_values(["buyer_count", "order", "party"], ascending=[False, True, True], ignore_index=True)
    places: list[tuple[int, int]] = []
    labels, notes, line = [], [], 0
    for count, rows in table.groupby("buyer_count", sort=False):
        name = "no agreement" if count == 0 else f"{count} buyer{'s' if count > 1 else ''}"
        labels.append((line, f"<b>{name}</b> ({len(rows)})"))
        places += [(number % per_line, line + number // per_line) for number in range(len(rows))]
        if len(rows) <= MOST_NAMED and not is_phone:
            notes.append((len(rows), line, ", ".join(rows["party"])))
        line += (len(rows) - 1) // per_line + 1
        line += 1 if len(rows) > per_line else 0
    drawn = table.assign(x=[x for x, _ in places], y=[y for _, y in places])
    traces = []
    for kind, (name, symbol) in MARKS.items():
        rows = drawn[drawn["kind"] == kind]
        if rows.empty:
            continue
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": name,
                "x": rows["x"].to_list(),
                "y": rows["y"].to_list(),
                "ids": rows["label"].to_list(),
                "text": [
                    f"<b>{row.party}</b><br>{row.buyers or 'no agreement'}<br>{row.region}" for row in rows.itertuples()
                ],
                "hovertemplate": "%{text}<extra></extra>",
                "marker": {
                    "symbol": symbol,
                    "size": 12,
                    "color": theme.accent,
                    "line": {"width": 2, "color": theme.accent},
                },
            }
        )
    depth = max(line, 2)
    return {
        "data": traces,
        "layout": {
            "height": STEP * depth + (110 if is_phone else 60),
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
            "legend": {
                "orientation": "h",
                "yref": "container",
                "y": 0,
                "yanchor": "bottom",
                "x": 0,
                "font": {"color": theme.text},
            },
            "showlegend": True,
            "hovermode": "closest",
            "annotations": [
                {
                    "x": x,
                    "y": y,
                    "text": text,
                    "showarrow": False,
                    "xanchor": "left",
                    "font": {"size": 13, "color": theme.text},
                }
                for x, y, text in notes
            ],
            "xaxis": {"visible": False, "range": [-0.8, per_line - 0.2], "fixedrange": True},
            "yaxis": {
                "tickvals": [row for row, _ in labels],
                "ticktext": [text for _, text in labels],
                "range": [depth - 0.3, -0.7],
                "automargin": True,
                "ticklabelstandoff": 6,
                "showgrid": False,
                "zeroline": False,
                "tickfont": {"color": theme.text, "size": 13},
                "fixedrange": True,
            },
        },
    }


def overlap(shared: pd.DataFrame, alone: pd.DataFrame, theme: Theme, is_phone: bool) -> dict[str, Any]:
    """Return a Plotly figure of `shared` and `alone` (dashboard.network): buyers by buyers, shared hosts in the cells.

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


def bands(table: pd.DataFrame, labels: dict[str, str], theme: Theme, is_phone: bool) -> dict[str, Any]:
    """Return a Plotly figure of `table` (dashboard.network.bands): Parties by region and group, split by number of buyers.

    `labels` names the bands in their order; the first, those left out, is empty.
    """
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
