"""A flow for the live page: bands as filled shapes of Plotly, with unseen marks that take clicks."""

from __future__ import annotations

from typing import Any

from dashboard.core.forms.flow import THICKNESS, Flow, Layout, PlacedBand, PlacedNode, lay_out
from dashboard.core.forms.look import Look
from dashboard.core.palette import rgba

# Pixels above and below all.
MARGIN = 12
POINTS = 24
# Pixels: the smallest mark that takes a click, and how far apart the marks of a wide band stand.
SMALLEST, APART = 8, 24


def draw(flow: Flow, look: Look) -> dict[str, Any]:
    """Return a flow as a Plotly figure."""
    layout = lay_out(flow, look.is_phone)
    hidden = {"visible": False, "fixedrange": True}
    return {
        "data": [*(_band(band, look) for band in layout.bands), _touched(layout)],
        "layout": {
            "height": layout.height + 2 * MARGIN,
            "margin": {"l": 2, "r": 2, "t": MARGIN, "b": MARGIN},
            "showlegend": False,
            "hovermode": "closest",
            "annotations": [_name(node, layout, look) for node in layout.nodes],
            "shapes": [_node(node, layout, look) for node in layout.nodes],
            "xaxis": hidden | {"range": [0, layout.right]},
            "yaxis": hidden | {"range": [layout.height, 0]},
        },
    }


def _steps(placed: PlacedBand) -> tuple[list[float], list[float]]:
    """Return points along the upper edge of a band."""
    steps = [place / (POINTS - 1) for place in range(POINTS)]
    (left, right), (start, end) = placed.x, placed.top
    across = [left + (right - left) * step for step in steps]
    return across, [start + (end - start) * step * step * (3 - 2 * step) for step in steps]


def _band(placed: PlacedBand, look: Look) -> dict[str, Any]:
    across, upper = _steps(placed)
    lower = [height + placed.width for height in upper]
    tone = look.colour(placed.band.colour)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [round(place, 4) for place in across + across[::-1]],
        "y": [round(place, 2) for place in upper + lower[::-1]],
        "fill": "toself",
        "fillcolor": _see_through(tone, 0.38),
        "line": {"width": 0.4, "color": _see_through(tone, 0.6)},
        "hoveron": "fills",
        "hoverinfo": "text",
        "text": placed.band.words,
        # For tests and for those who read the figure: the value behind the shape.
        "meta": int(placed.band.value),
    }


def _touched(layout: Layout) -> dict[str, Any]:
    """Return unseen marks along the middle of each band: a click on a filled shape names no point."""
    x, y, size, text, ids = [], [], [], [], []
    for placed in layout.bands:
        across, upper = _steps(placed)
        lanes = max(1, round(placed.width / APART))
        for place in range(1, POINTS - 1):
            for lane in range(lanes):
                x.append(round(across[place], 4))
                y.append(round(upper[place] + placed.width * (lane + 0.5) / lanes, 2))
                size.append(round(max(placed.width / lanes, SMALLEST), 1))
                text.append(placed.band.words)
                ids.append(placed.band.row)
    marks = {"type": "scatter", "mode": "markers", "x": x, "y": y, "marker": {"size": size, "opacity": 0}}
    return marks | {"hoverinfo": "text", "text": text, "ids": ids}


def _node(placed: PlacedNode, layout: Layout, look: Look) -> dict[str, Any]:
    return {
        "type": "rect",
        "x0": placed.x,
        "x1": placed.x + THICKNESS * layout.right,
        "y0": placed.top,
        # A node of less than a pixel would not be seen.
        "y1": placed.top + max(placed.height, 1),
        "fillcolor": look.colour(placed.node.colour),
        "line": {"width": 0},
    }


def _name(placed: PlacedNode, layout: Layout, look: Look) -> dict[str, Any]:
    label = placed.label(look.is_phone)
    return {
        "x": placed.x + THICKNESS * layout.right,
        "y": placed.top + placed.height / 2,
        "xanchor": "left",
        "yanchor": "middle",
        "xshift": 4,
        "text": f"{f'<b>{label}</b>' if placed.is_first else label}  {placed.node.shown}",
        "showarrow": False,
        # Over bands a name needs a ground of its own.
        "bgcolor": _see_through(look.theme.background, 0 if placed.is_last else 0.72),
        "borderpad": 1,
        "font": {"color": look.theme.text, "size": 11 if look.is_phone else 13},
    }


def _see_through(tone: str, opacity: float) -> str:
    red, green, blue, _ = rgba(tone)
    return f"rgba({red},{green},{blue},{opacity})"
