"""The forms of charts: what is drawn, told once. Each is drawn as a Plotly dict for the live page and as SVG for paper.

A form is rows, the columns that are drawn, and words. It knows no width, no theme and no place: those are of the renderer
(`Look`). Colours are meanings (dashboard.core.palette.Theme.colour), and what certain columns of the rows mean, all forms
share (dashboard.core.forms.rows). Each form is laid out once, as a scene; two writers draw any scene.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dashboard.core.forms import (
    as_plotly,
    as_svg,
    bars,
    columns,
    dots,
    goal,
    grid,
    ladder,
    lines,
    map_svg,
    matrix,
    multiples,
    overlap,
    parts,
    ranges,
    steps,
    strips,
)
from dashboard.core.forms.bars import Bars
from dashboard.core.forms.columns import Columns
from dashboard.core.forms.dots import Dots
from dashboard.core.forms.goal import Goal, Reached
from dashboard.core.forms.grid import Grid
from dashboard.core.forms.ladder import Ladder, Measure
from dashboard.core.forms.lines import Lines
from dashboard.core.forms.look import Look
from dashboard.core.forms.map import Map
from dashboard.core.forms.matrix import Matrix
from dashboard.core.forms.multiples import Multiples
from dashboard.core.forms.overlap import Overlap
from dashboard.core.forms.parts import Parts
from dashboard.core.forms.ranges import Range
from dashboard.core.forms.rows import Rows, records
from dashboard.core.forms.scene import Scene
from dashboard.core.forms.steps import Steps
from dashboard.core.forms.strips import Strips
from dashboard.core.forms.text import bold, told

__all__ = [
    "Bars",
    "Columns",
    "Dots",
    "Form",
    "Goal",
    "Grid",
    "Ladder",
    "LaidOut",
    "Lines",
    "Look",
    "Map",
    "Matrix",
    "Measure",
    "Multiples",
    "Overlap",
    "Parts",
    "Range",
    "Reached",
    "Rows",
    "Steps",
    "Strips",
    "bold",
    "lay_out",
    "records",
    "to_plotly",
    "to_svg",
    "told",
]

# Forms that are laid out as a scene; a map has writers of its own.
LaidOut = (
    Bars | Columns | Dots | Goal | Grid | Ladder | Lines | Matrix | Multiples | Overlap | Parts | Range | Steps | Strips
)
Form = LaidOut | Map
_LAYOUTS: dict[type, Callable[[Any, Look], Scene]] = {
    Bars: bars.lay_out,
    Columns: columns.lay_out,
    Dots: dots.lay_out,
    Goal: goal.lay_out,
    Grid: grid.lay_out,
    Ladder: ladder.lay_out,
    Lines: lines.lay_out,
    Matrix: matrix.lay_out,
    Multiples: multiples.lay_out,
    Overlap: overlap.lay_out,
    Parts: parts.lay_out,
    Range: ranges.lay_out,
    Steps: steps.lay_out,
    Strips: strips.lay_out,
}


def lay_out(form: LaidOut, look: Look) -> Scene:
    """Return a form as a scene: sizes in pixels, colours as hex."""
    return _LAYOUTS[type(form)](form, look)


def to_plotly(form: Form, look: Look) -> dict[str, Any]:
    """Return a form as a Plotly dict; its traces carry the `ids` of dashboard.core.chart_clicks.

    Raises TypeError for a map, which deck.gl draws (dashboard.core.forms.map_deck).
    """
    if isinstance(form, Map):
        raise TypeError("a map is no Plotly chart: take map_deck.to_deck")
    return as_plotly.draw(lay_out(form, look))


def to_svg(form: Form, look: Look, points: float | None = None) -> str:
    """Return a form as one <svg>, readable at the width of the look; on paper it is `points` wide."""
    if isinstance(form, Map):
        return map_svg.draw(form, look, points)
    return as_svg.draw(lay_out(form, look), points)
