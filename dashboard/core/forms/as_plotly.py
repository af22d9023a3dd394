"""A scene as a Plotly dict. The one place that knows Plotly's words; it needs none of its classes."""

from __future__ import annotations

from typing import Any

from dashboard.core.forms import text
from dashboard.core.forms.legend import ROW
from dashboard.core.forms.plotly_traces import number, place, traces
from dashboard.core.forms.scene import (
    Area,
    Axis,
    BarLayer,
    DotLayer,
    Note,
    Rule,
    Scene,
)

_ANCHORS = {"start": "left", "middle": "center", "end": "right"}


def draw(scene: Scene) -> dict[str, Any]:
    """Return the scene as Plotly takes it. Traces whose marks have rows carry `ids` (dashboard.core.chart_clicks)."""
    return {"data": traces(scene), "layout": _layout(scene)}


def _layout(scene: Scene) -> dict[str, Any]:
    """Return what all charts share, and the axes, words and shapes of this one."""
    margins = scene.margins
    has_names = any(panel.y.is_shown and panel.box[0] == 0 for panel in scene.panels)
    layout: dict[str, Any] = {
        "height": scene.height,
        # Names of rows make their own room, by the letters that the browser has.
        "margin": {"l": 8 if has_names else margins.left, "r": margins.right, "t": margins.top, "b": margins.bottom}
        # A line under a panel is its zero; Streamlit's theme would draw it some pixels lower.
        | ({"pad": 0} if any(panel.x.has_line for panel in scene.panels) else {}),
        "hovermode": "closest",
        "hoverdistance": -1 if any(isinstance(layer, DotLayer) and layer.is_unseen for layer in scene.layers) else 20,
        "showlegend": scene.legend_rows > 0,
        "annotations": [_note(scene, note) for note in scene.notes],
        "shapes": [*(_area(scene, area) for area in scene.areas), *(_rule(scene, rule) for rule in scene.rules)],
    }
    bars = [layer for layer in scene.layers if isinstance(layer, BarLayer)]
    if bars:
        layout["barmode"] = "stack" if bars[0].is_stacked else "overlay"
    if scene.legend_rows:
        plot = scene.height - margins.top - margins.bottom
        below = margins.bottom - scene.legend_rows * ROW
        layout["legend"] = {
            "orientation": "h", "x": 0, "y": -below / plot, "yanchor": "top", "traceorder": "normal",
            "font": {"color": scene.text, "size": scene.font_size},
        }  # fmt: skip
    for n, panel in enumerate(scene.panels):
        left, bottom, right, top = panel.box
        name = number(n)
        layout[f"xaxis{name}"] = _axis(scene, panel.x, f"y{name}", [left, right]) | (
            {"side": "top"} if panel.x.is_on_top else {}
        )
        layout[f"yaxis{name}"] = _axis(scene, panel.y, f"x{name}", [bottom, top]) | (
            {"automargin": True} if left == 0 else {}
        )
    return layout


def _axis(scene: Scene, axis: Axis, anchor: str, domain: list[float]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "domain": domain,
        "anchor": anchor,
        "range": [place(axis, axis.low), place(axis, axis.high)],
    }
    # Time alone can be drawn wider.
    found["fixedrange"] = axis.kind != "day"
    if axis.kind == "day":
        found["type"] = "date"
    if not axis.is_shown:
        return found | {"visible": False}
    found |= {
        "tickvals": [place(axis, value) for value, _ in axis.ticks],
        "ticktext": [text.to_html(words) for _, words in axis.ticks],
        "tickfont": {"color": axis.colour, "size": axis.size},
        "tickangle": axis.angle,
        "ticklabelstandoff": 6 if anchor.startswith("x") else 0,
        "showgrid": axis.has_grid,
        "gridcolor": scene.line,
        "zeroline": bool(axis.zero),
    }
    if axis.zero:
        found |= {"zerolinecolor": axis.zero, "zerolinewidth": 1}
    if axis.has_line:
        found |= {"showline": True, "linecolor": scene.line}
    if axis.title:
        found["title"] = {"text": text.to_html(axis.title), "font": {"color": axis.colour, "size": axis.size}}
    return found


def _note(scene: Scene, note: Note) -> dict[str, Any]:
    x, y = note.of
    axes = scene.panels[note.panel]
    return {
        "xref": _axis_of("x", note.panel, x),
        "yref": _axis_of("y", note.panel, y),
        "x": place(axes.x, note.x) if x == "axis" else note.x,
        "y": place(axes.y, note.y) if y == "axis" else note.y,
        "text": text.to_html(note.text),
        "showarrow": False,
        "xanchor": _ANCHORS[note.anchor],
        "yanchor": note.baseline,
        "xshift": note.dx,
        "yshift": -note.dy,
        "align": _ANCHORS[note.anchor],
        "textangle": note.angle,
        "font": {"color": note.colour, "size": note.size},
    }


def _area(scene: Scene, area: Area) -> dict[str, Any]:
    found: dict[str, Any] = {"type": "rect", "layer": "above" if area.is_above else "below"} | _corners(scene, area)
    found["line"] = {"width": area.edge_width} | ({"color": area.edge} if area.edge else {})
    return found | ({"fillcolor": area.colour, "opacity": area.opacity} if area.colour else {})


def _rule(scene: Scene, rule: Rule) -> dict[str, Any]:
    found: dict[str, Any] = {"type": "line", "layer": "between" if rule.is_below else "above"} | _corners(scene, rule)
    return found | {"line": {"color": rule.colour, "width": rule.width, "dash": rule.dash}}


def _corners(scene: Scene, shape: Area | Rule) -> dict[str, Any]:
    """Return where a shape stands: in units of the axis, or over the whole panel where both its ends are open.

    Plotly fails on a shape between grid and marks that spans a whole panel, so that one has the ends of the axis.
    """
    is_between = isinstance(shape, Rule) and shape.is_below
    panel = scene.panels[shape.panel]
    found: dict[str, Any] = {}
    for letter, axis, first, second in (("x", panel.x, shape.x0, shape.x1), ("y", panel.y, shape.y0, shape.y1)):
        is_open = first is None and second is None and not is_between
        found[f"{letter}ref"] = _axis_of(letter, shape.panel, "panel" if is_open else "axis")
        found[f"{letter}0"] = 0 if is_open else place(axis, axis.low if first is None else first)
        found[f"{letter}1"] = 1 if is_open else place(axis, axis.high if second is None else second)
    return found


def _axis_of(letter: str, panel: int, of: str) -> str:
    return f"{letter}{number(panel)}" + (" domain" if of == "panel" else "")
