"""Unseen marks over the cells of a heat map: Plotly tells which mark was clicked, but not which cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def over(x: Sequence[Any], y: Sequence[Any], ids: Sequence[Any], text: Sequence[str]) -> dict[str, Any]:
    """Return the trace for cells at `x` and `y`; it carries their hover `text` and the `ids` of dashboard.core.chart_clicks.

    The layout needs `hoverdistance` -1, so that the mark of a cell answers for the whole of it.
    """
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(x),
        "y": list(y),
        "ids": list(ids),
        "text": list(text),
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {"size": 24, "opacity": 0, "symbol": "square"},
        "showlegend": False,
    }
