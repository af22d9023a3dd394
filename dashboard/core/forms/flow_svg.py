"""A flow as SVG, for documents and paper."""

from __future__ import annotations

from html import escape

from dashboard.core.forms import svg_parts as svg
from dashboard.core.forms import text
from dashboard.core.forms.flow import THICKNESS, Flow, Layout, PlacedBand, PlacedNode, lay_out
from dashboard.core.forms.look import Look

# Pixels: above and below all, beside it, and between a node and its name.
MARGIN, SIDE, GAP = 12, 2, 4


def draw(flow: Flow, look: Look, points: float | None = None) -> str:
    """Return a flow as SVG, on paper `points` wide: bands lighter than nodes, names over bands with a rim."""
    layout = lay_out(flow, look.is_phone)
    unit = (look.width - 2 * SIDE) / layout.right
    bands = [_band(placed, unit, look) for placed in layout.bands]
    nodes = [_node(placed, layout, unit, look) for placed in layout.nodes]
    names = [_name(placed, layout, unit, look) for placed in layout.nodes]
    return svg.drawing(look.width, layout.height + 2 * MARGIN, [*bands, *nodes, *names], flow.alt, points)


def _band(placed: PlacedBand, unit: float, look: Look) -> str:
    x1, x2 = (SIDE + x * unit for x in placed.x)
    y1, y2 = (MARGIN + y for y in placed.top)
    third, width, tone = (x2 - x1) / 3, placed.width, look.colour(placed.band.colour)
    there = f"M{x1:.1f} {y1:.2f}C{x1 + third:.1f} {y1:.2f} {x2 - third:.1f} {y2:.2f} {x2:.1f} {y2:.2f}"
    back = f"C{x2 - third:.1f} {y2 + width:.2f} {x1 + third:.1f} {y1 + width:.2f} {x1:.1f} {y1 + width:.2f}z"
    shape = f'd="{there}v{width:.2f}{back}"'
    edge = f'stroke="{tone}" stroke-width="0.4" stroke-opacity="0.6"'
    return f'<path {shape} fill="{tone}" fill-opacity="0.38" {edge}><title>{escape(placed.band.words)}</title></path>'


def _node(placed: PlacedNode, layout: Layout, unit: float, look: Look) -> str:
    x, wide = SIDE + placed.x * unit, THICKNESS * layout.right * unit
    # A node of less than a pixel would not be seen.
    shape = f'x="{x:.1f}" y="{MARGIN + placed.top:.2f}" width="{wide:.1f}" height="{max(placed.height, 1):.2f}"'
    return f'<rect {shape} fill="{look.colour(placed.node.colour)}"/>'


def _name(placed: PlacedNode, layout: Layout, unit: float, look: Look) -> str:
    size = look.tiny if look.is_phone else look.text
    x = SIDE + (placed.x + THICKNESS * layout.right) * unit + GAP
    words = f"{placed.label(look.is_phone)}  {placed.node.shown}"
    if placed.is_last:
        words = _fitting(placed.label(look.is_phone), placed.node.shown, look.width - SIDE - x, size)
    y = MARGIN + placed.top + placed.height / 2 + size * 0.35
    weight = 600 if placed.is_first else 400
    return svg.halo(x, y, words, size, ground=look.theme.background, fill=look.theme.text, weight=weight)


def _fitting(name: str, shown: str, room: float, size: float) -> str:
    """Return a name, cut to its room, with its value."""
    kept = name
    while text.width(f"{kept}  {shown}", size) > room and len(kept) > 2:
        kept = f"{kept.rstrip('…')[:-1].rstrip()}…"
    return f"{kept}  {shown}"
