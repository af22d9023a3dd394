"""The marks of a scene as Plotly's traces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from dashboard.core.forms import text
from dashboard.core.forms.fills import Fill
from dashboard.core.forms.scene import (
    Axis,
    Bar,
    BarLayer,
    CellLayer,
    DotLayer,
    Key,
    LineLayer,
    Scene,
    SignLayer,
)
from dashboard.core.palette import rgba

_SYMBOLS = {"circle": "circle", "square": "square", "cross": "x-thin-open", "bar": "line-ns"}
_PATTERNS = {"hatched": "/", "dotted": "."}
_NOTHING = "rgba(0,0,0,0)"


def traces(scene: Scene) -> list[dict[str, Any]]:
    """Return a trace a layer, those with patterns apart, and one an entry of the legend that stands for a shape."""
    data: list[dict[str, Any]] = []
    for layer in scene.layers:
        if isinstance(layer, BarLayer):
            data += [_bars(scene, part) for part in _patterned_apart(layer)]
        elif isinstance(layer, DotLayer):
            data.append(_dots(scene, layer))
        elif isinstance(layer, LineLayer):
            data.append(_line(scene, layer))
        elif isinstance(layer, SignLayer):
            data.append(_signs(scene, layer))
        else:
            data.append(_cells(layer))
    data += [_key(scene, key) for key in scene.keys]
    return data


def _patterned_apart(layer: BarLayer) -> list[BarLayer]:
    """Return a layer as one a pattern: Plotly draws patterns in the colour of their bar only where all of a trace share them."""
    if not any(bar.fill.kind in _PATTERNS for bar in layer.bars):
        return [layer]
    groups: dict[Any, list[Bar]] = {}
    for bar in layer.bars:
        groups.setdefault(bar.fill if bar.fill.kind in _PATTERNS else None, []).append(bar)
    return [replace(layer, bars=tuple(bars), has_key=layer.has_key and not n) for n, bars in enumerate(groups.values())]


def _bars(scene: Scene, layer: BarLayer) -> dict[str, Any]:
    panel = scene.panels[layer.panel]
    along, across = ("x", "y") if layer.is_upright else ("y", "x")
    axis = panel.x if layer.is_upright else panel.y
    trace: dict[str, Any] = {
        "type": "bar",
        "orientation": "v" if layer.is_upright else "h",
        along: [place(axis, bar.at) for bar in layer.bars],
        across: [bar.length for bar in layer.bars],
        "width": _one([bar.thickness for bar in layer.bars]),
        "marker": _marker([bar.fill for bar in layer.bars]),
    }
    if not layer.is_stacked and any(bar.base for bar in layer.bars):
        trace["base"] = [bar.base for bar in layer.bars]
    return trace | _told(layer.bars) | _common(layer.panel, layer.name, layer.has_key)


def _dots(scene: Scene, layer: DotLayer) -> dict[str, Any]:
    x = scene.panels[layer.panel].x
    fills = [dot.fill for dot in layer.dots]
    marker = _marker(fills) | {
        "size": _one([dot.size for dot in layer.dots]),
        "symbol": _one([_SYMBOLS[dot.symbol] for dot in layer.dots]),
        # Where sizes differ Plotly would let all shine through.
        "opacity": 1,
    }
    if layer.dots and layer.dots[0].symbol in ("cross", "bar"):
        marker["color"] = _one([fill.colour for fill in fills])
        marker["line"] = {"color": marker["color"], "width": _one([fill.edge_width or 2.2 for fill in fills])}
    if layer.is_unseen:
        marker = {"size": _one([dot.size for dot in layer.dots]), "symbol": "square", "opacity": 0}
    trace = {
        "type": "scatter",
        "mode": "markers",
        "x": [place(x, dot.x) for dot in layer.dots],
        "y": [dot.y for dot in layer.dots],
        "marker": marker,
    }
    return trace | _told(layer.dots) | _common(layer.panel, layer.name, layer.has_key)


def _line(scene: Scene, layer: LineLayer) -> dict[str, Any]:
    x = scene.panels[layer.panel].x
    trace: dict[str, Any] = {
        "type": "scatter",
        "mode": "lines" if layer.is_mute else "lines+markers",
        "connectgaps": False,
        "x": [None if dot.y is None and layer.is_mute else place(x, dot.x) for dot in layer.dots],
        "y": [dot.y for dot in layer.dots],
        "line": {"color": layer.colour, "width": layer.width, "dash": layer.dash},
    }
    if layer.opacity < 1:
        trace["opacity"] = layer.opacity
    if layer.is_mute:
        return trace | {"hoverinfo": "skip"} | _common(layer.panel, layer.name, layer.has_key)
    if layer.has_marks:
        trace["marker"] = _marker([dot.fill for dot in layer.dots]) | {"size": _one([dot.size for dot in layer.dots])}
        # A mark at zero is whole.
        trace["cliponaxis"] = False
    else:
        # Only a mark can be clicked, so each point has one that is not seen.
        trace["marker"] = {"size": 10, "opacity": 0}
    return trace | _told(layer.dots) | _common(layer.panel, layer.name, layer.has_key)


def _signs(scene: Scene, layer: SignLayer) -> dict[str, Any]:
    # A trace has no shift in pixels; as wide as the frame is, a column is that many.
    panel = scene.panels[layer.panel]
    left, _, right, _ = panel.box
    wide = (scene.width - scene.margins.left - scene.margins.right) * (right - left)
    shift = layer.dx * (panel.x.high - panel.x.low) / wide
    return {
        "type": "scatter",
        "mode": "text",
        "x": [x + shift for x, _, _ in layer.signs],
        "y": [y for _, y, _ in layer.signs],
        "text": [text.to_html(sign) for _, _, sign in layer.signs],
        "textposition": "middle right",
        "textfont": {"color": layer.colour, "size": layer.size},
        "hoverinfo": "skip",
    } | _common(layer.panel, "", False)


def _cells(layer: CellLayer) -> dict[str, Any]:
    low, middle, high = layer.tones
    return {
        "type": "heatmap",
        "x": list(layer.xs),
        "y": list(layer.ys),
        "z": [list(row) for row in layer.z],
        "zmin": -layer.most,
        "zmax": layer.most,
        "colorscale": [[0, low], [0.5, middle], [1, high]],
        "text": [list(row) for row in layer.texts],
        "texttemplate": "%{text}",
        "textfont": {"color": layer.colour, "size": layer.size},
        "showscale": False,
        "xgap": 1,
        "ygap": 1,
        "hoverinfo": "skip",
    } | _common(layer.panel, "", False)


def _key(scene: Scene, key: Key) -> dict[str, Any]:
    shared = {
        "type": "scatter",
        "x": [None],
        "y": [None],
        "name": text.to_html(key.name),
        "showlegend": True,
        "hoverinfo": "skip",
    }
    if key.symbol == "line":
        return shared | {"mode": "lines", "line": {"color": key.fill.colour, "width": key.size}}
    if key.fill.kind in _PATTERNS:
        # Marks have no pattern; a bar has.
        shared |= {"type": "bar", "marker": _marker([key.fill])}
        return shared | {"legendgroup": text.to_html(key.name)}
    marker = _marker([key.fill]) | {"size": key.size, "symbol": _SYMBOLS[key.symbol]}
    if key.symbol == "cross":
        marker["color"] = key.fill.colour
        marker["line"] = {"color": key.fill.colour, "width": 2.2}
    return shared | {"mode": "markers", "marker": marker, "legendgroup": text.to_html(key.name)}


def _common(panel: int, name: str, has_key: bool) -> dict[str, Any]:
    axes = {"xaxis": f"x{number(panel)}", "yaxis": f"y{number(panel)}"} if panel else {}
    named = {"name": text.to_html(name), "legendgroup": text.to_html(name)} if name else {}
    return {"showlegend": has_key} | axes | named


def _told(marks: Sequence[Any]) -> dict[str, Any]:
    """Return hover and ids of marks. What says nothing on hovering still answers a click: "skip" would make it deaf."""
    found: dict[str, Any] = {"hoverinfo": "none"}
    if any(mark.told for mark in marks):
        found = {"hoverinfo": "text", "hovertext": [text.to_html(mark.told) for mark in marks]}
    if any(mark.id is not None for mark in marks):
        found["ids"] = [mark.id for mark in marks]
    elif not any(mark.told for mark in marks):
        found = {"hoverinfo": "skip"}
    return found


def _marker(fills: Sequence[Fill]) -> dict[str, Any]:
    marker: dict[str, Any] = {"color": _one([_inside(fill) for fill in fills])}
    if any(fill.edge_width for fill in fills):
        marker["line"] = {
            "color": _one([fill.edge or _NOTHING for fill in fills]),
            "width": _one([fill.edge_width for fill in fills]),
        }
    if any(fill.kind in _PATTERNS for fill in fills):
        marker["pattern"] = {
            "shape": _PATTERNS[fills[0].kind],
            "fgcolor": fills[0].colour,
            "bgcolor": fills[0].back,
            "size": 6,
        }
    return marker


def _inside(fill: Fill) -> str:
    if fill.kind == "solid" and fill.opacity == 1:
        return fill.colour
    if fill.kind in ("solid", "light"):
        red, green, blue, _ = rgba(fill.colour)
        return f"rgba({red},{green},{blue},{fill.opacity:g})"
    return fill.back


def place(axis: Axis, value: float) -> float | str:
    """Return a value of an axis as Plotly has it: a day as its date."""
    return date.fromordinal(int(value)).isoformat() if axis.kind == "day" else value


def number(panel: int) -> str:
    """Return what Plotly calls the axes of a panel: nothing for the first, then 2, 3, …"""
    return str(panel + 1) if panel else ""


def _one(values: Sequence[Any]) -> Any:
    """Return the one value that all share, else the list of them."""
    return values[0] if values and all(value == values[0] for value in values) else list(values)
