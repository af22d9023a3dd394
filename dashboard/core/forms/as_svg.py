"""A scene as SVG: letters of fixed sizes in hex colours, so that browsers and Typst draw the same."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape
from itertools import groupby

from dashboard.core.forms import legend, text
from dashboard.core.forms.fills import Fill
from dashboard.core.forms.scene import (
    Area,
    Axis,
    BarLayer,
    CellLayer,
    Dot,
    Key,
    Layer,
    LineLayer,
    Note,
    Rule,
    Scene,
    SignLayer,
)
from dashboard.core.forms.svg_paper import BASE, Paper, dashed, line, written
from dashboard.core.palette import mixed

FONT = "Inter, 'Source Sans 3', 'Source Sans Pro', 'Helvetica Neue', Arial, sans-serif"
# Marks that the description names before it only counts them.
MOST_TOLD = 40
# Stands for the name of a drawing until it is drawn; no text has such a sign.
NAME = "\x00"


def draw(scene: Scene, points: float | None = None) -> str:
    """Return the scene as one <svg>; on paper it is `points` wide, with the letters made smaller or larger alike."""
    paper = Paper(scene, NAME)
    parts = [
        *(_area(paper, area) for area in scene.areas if not area.is_above),
        *(part for n in range(len(scene.panels)) for part in _axes(paper, n)),
        *(_rule(paper, rule) for rule in scene.rules if rule.is_below),
        *(part for layer in scene.layers for part in _layer(paper, layer)),
        *(_area(paper, area) for area in scene.areas if area.is_above),
        *(_rule(paper, rule) for rule in scene.rules if not rule.is_below),
        *(_note(paper, note) for note in scene.notes),
        *_legend(paper),
    ]
    size = f'width="{scene.width}" height="{scene.height}"'
    if points:
        size = f'width="{points:g}pt" height="{points * scene.height / scene.width:.1f}pt"'
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {scene.width} {scene.height}" {size} font-family="{FONT}" role="img" '
        f'aria-labelledby="{paper.name}-t {paper.name}-d"><title id="{paper.name}-t">{escape(scene.alt)}</title>'
        f'<desc id="{paper.name}-d">{escape(description(scene))}</desc>'
        f"<defs>{''.join(paper.patterns.values())}</defs>{''.join(parts)}</svg>"
    )
    # Two drawings of a page are called alike only where they are alike.
    return drawn.replace(NAME, f"c{zlib.crc32(drawn.encode()):08x}")


def description(scene: Scene) -> str:
    """Return what the marks say, for who can't see them."""
    said = [
        mark.told
        for layer in scene.layers
        for mark in (
            layer.bars
            if isinstance(layer, BarLayer)
            else ()
            if isinstance(layer, CellLayer | SignLayer)
            else layer.dots
        )
        if mark.told and getattr(mark, "y", 0.0) is not None
    ]
    rest = f"; and {len(said) - MOST_TOLD} more" if len(said) > MOST_TOLD else ""
    return "; ".join(map(text.bare, said[:MOST_TOLD])) + rest


def _axes(paper: Paper, number: int) -> Iterator[str]:
    scene, panel = paper.scene, paper.scene.panels[number]
    left, top, right, bottom = paper.box(panel)
    if panel.x.is_shown:
        for value, words in panel.x.ticks:
            x = paper.x(number, value)
            if panel.x.has_grid:
                yield line(x, top, x, bottom, scene.line)
            yield from _tick_of_x(panel.x, words, x, top, bottom)
        if panel.x.has_line:
            yield line(left, bottom, right, bottom, scene.line)
        if panel.x.zero and min(panel.x.low, panel.x.high) <= 0 <= max(panel.x.low, panel.x.high):
            yield line(paper.x(number, 0), top, paper.x(number, 0), bottom, panel.x.zero)
        if panel.x.title:
            yield written(
                (left + right) / 2, bottom + panel.x.size * 2.9, panel.x.title, panel.x.size, panel.x.colour, "middle"
            )
    if panel.y.is_shown:
        for value, words in panel.y.ticks:
            y = paper.y(number, value)
            if panel.y.has_grid:
                yield line(left, y, right, y, scene.line)
            first = y - text.height(words, panel.y.size) / 2 + BASE * panel.y.size
            yield written(left - 6, first, words, panel.y.size, panel.y.colour, "end")
        if panel.y.zero and min(panel.y.low, panel.y.high) <= 0 <= max(panel.y.low, panel.y.high):
            yield line(left, paper.y(number, 0), right, paper.y(number, 0), panel.y.zero)
        if panel.y.title:
            x, y = panel.y.size, (top + bottom) / 2
            yield written(
                x, y, panel.y.title, panel.y.size, panel.y.colour, "middle", f' transform="rotate(-90 {x:.1f} {y:.1f})"'
            )


def _tick_of_x(axis: Axis, words: str, x: float, top: float, bottom: float) -> Iterator[str]:
    if not words:
        return
    if axis.angle:
        y = top - 6
        yield written(
            x,
            y,
            words,
            axis.size,
            axis.colour,
            "start",
            f' transform="rotate({axis.angle} {x:.1f} {y:.1f}) translate(0 {axis.size * 0.35:.1f})"',
        )
    else:
        yield written(x, top - 6 if axis.is_on_top else bottom + 4 + axis.size, words, axis.size, axis.colour, "middle")


def _layer(paper: Paper, layer: Layer) -> Iterator[str]:
    if isinstance(layer, BarLayer):
        yield from _bars(paper, layer)
    elif isinstance(layer, LineLayer):
        yield from _path(paper, layer)
    elif isinstance(layer, CellLayer):
        yield from _cells(paper, layer)
    elif isinstance(layer, SignLayer):
        for x, y, sign in layer.signs:
            place = paper.x(layer.panel, x) + layer.dx, paper.y(layer.panel, y) + 0.35 * layer.size
            yield written(*place, sign, layer.size, layer.colour)
    elif not layer.is_unseen:
        yield from (_dot(paper, dot, layer.panel) for dot in layer.dots if dot.y is not None)


def _bars(paper: Paper, layer: BarLayer) -> Iterator[str]:
    for bar in layer.bars:
        ends, sides = (bar.base, bar.base + bar.length), (bar.at - bar.thickness / 2, bar.at + bar.thickness / 2)
        along, across = (sides, ends) if layer.is_upright else (ends, sides)
        xs = sorted(paper.x(layer.panel, value) for value in along)
        ys = sorted(paper.y(layer.panel, value) for value in across)
        yield (
            f'<rect class="bar" x="{xs[0]:.1f}" y="{ys[0]:.1f}" width="{xs[1] - xs[0]:.1f}" height="{ys[1] - ys[0]:.1f}" '
            f"{paper.paint(bar.fill)}{_titled('rect', bar.told)}"
        )


def _dot(paper: Paper, dot: Dot, panel: int) -> str:
    return _symbol(paper, dot.symbol, paper.x(panel, dot.x), paper.y(panel, dot.y), dot.size, dot.fill, dot.told)


def _symbol(
    paper: Paper, symbol: str, x: float, y: float, size: float, fill: Fill, told: str = "", name: str = "dot"
) -> str:
    r, colour, width = size / 2, fill.colour, fill.edge_width or 2.2
    if symbol == "circle":
        return (
            f'<circle class="{name}" cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" {paper.paint(fill)}{_titled("circle", told)}'
        )
    if symbol == "square":
        return f'<rect class="{name}" x="{x - r:.1f}" y="{y - r:.1f}" width="{size:.1f}" height="{size:.1f}" {paper.paint(fill)}{_titled("rect", told)}'
    steps = (
        f"M{x:.1f} {y - r:.1f}v{size:.1f}"
        if symbol == "bar"
        else f"M{x - r:.1f} {y - r:.1f}l{size:.1f} {size:.1f}m0 {-size:.1f}l{-size:.1f} {size:.1f}"
    )
    return f'<path class="{name}" d="{steps}" stroke="{colour}" stroke-width="{width:g}" fill="none"{_titled("path", told)}'


def _path(paper: Paper, layer: LineLayer) -> Iterator[str]:
    pieces = []
    for is_known, group in groupby(layer.dots, key=lambda dot: dot.y is not None):
        if is_known:
            places = [(paper.x(layer.panel, dot.x), paper.y(layer.panel, dot.y)) for dot in group]
            pieces.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places))
    faint = f' stroke-opacity="{layer.opacity:g}"' if layer.opacity < 1 else ""
    if pieces:
        yield (
            f'<path class="line" d="{"".join(pieces)}" fill="none" stroke="{layer.colour}" stroke-width="{layer.width:g}" '
            f'stroke-linejoin="round"{faint}{dashed(layer.dash, layer.width)}/>'
        )
    if layer.has_marks:
        yield from (_dot(paper, dot, layer.panel) for dot in layer.dots if dot.y is not None)


def _cells(paper: Paper, layer: CellLayer) -> Iterator[str]:
    wide, high = _half(layer.xs), _half(layer.ys)
    low, middle, top = layer.tones
    for y, row, texts in zip(layer.ys, layer.z, layer.texts, strict=True):
        for x, value, words in zip(layer.xs, row, texts, strict=True):
            x0, x1 = paper.x(layer.panel, x - wide), paper.x(layer.panel, x + wide)
            y0, y1 = paper.y(layer.panel, y + high), paper.y(layer.panel, y - high)
            tone = mixed(middle, top if value > 0 else low, min(abs(value) / layer.most, 1.0))
            yield f'<rect class="cell" x="{x0 + 0.5:.1f}" y="{y0 + 0.5:.1f}" width="{x1 - x0 - 1:.1f}" height="{y1 - y0 - 1:.1f}" fill="{tone}"/>'
            yield written((x0 + x1) / 2, (y0 + y1) / 2 + 0.35 * layer.size, words, layer.size, layer.colour, "middle")


def _half(values: Sequence[float]) -> float:
    return (values[1] - values[0]) / 2 if len(values) > 1 else 0.5


def _titled(tag: str, told: str) -> str:
    return f"><title>{_said(told)}</title></{tag}>" if told else "/>"


# A chart is drawn for three widths.
@lru_cache(maxsize=4096)
def _said(told: str) -> str:
    return escape(text.bare(told))


def _area(paper: Paper, area: Area) -> str:
    xs = sorted((paper.x(area.panel, area.x0, edge=0), paper.x(area.panel, area.x1, edge=1)))
    ys = sorted((paper.y(area.panel, area.y0, edge=0), paper.y(area.panel, area.y1, edge=1)))
    inside = f'fill="{area.colour}" fill-opacity="{area.opacity:g}"' if area.colour else 'fill="none"'
    edge = f' stroke="{area.edge}" stroke-width="{area.edge_width:g}"' if area.edge else ""
    return f'<rect class="area" x="{xs[0]:.1f}" y="{ys[0]:.1f}" width="{xs[1] - xs[0]:.1f}" height="{ys[1] - ys[0]:.1f}" {inside}{edge}/>'


def _rule(paper: Paper, rule: Rule) -> str:
    xs = paper.x(rule.panel, rule.x0, edge=0), paper.x(rule.panel, rule.x1, edge=1)
    ys = paper.y(rule.panel, rule.y0, edge=0), paper.y(rule.panel, rule.y1, edge=1)
    return line(xs[0], ys[0], xs[1], ys[1], rule.colour, rule.width, rule.dash)


def _note(paper: Paper, note: Note) -> str:
    x = paper.x(note.panel, note.x, share=note.of[0] == "panel") + note.dx
    y = paper.y(note.panel, note.y, share=note.of[1] == "panel") + note.dy
    high = text.height(note.text, note.size)
    if note.angle:
        # Turned words stand in their box, as Plotly has it: its middle is where they turn.
        wide = text.width(note.text, note.size)
        x += {"start": high / 2, "middle": 0.0, "end": -high / 2}[note.anchor]
        y += {"top": wide / 2, "middle": 0.0, "bottom": -wide / 2}[note.baseline]
        turned = f' transform="rotate({note.angle} {x:.1f} {y:.1f})"'
        return written(x, y - high / 2 + BASE * note.size, note.text, note.size, note.colour, "middle", turned)
    top = y - {"top": 0.0, "middle": high / 2, "bottom": high}[note.baseline]
    return written(x, top + BASE * note.size, note.text, note.size, note.colour, note.anchor)


def _legend(paper: Paper) -> Iterator[str]:
    scene = paper.scene
    if not scene.legend_rows:
        return
    found: tuple[Key, ...] = legend.keys(scene.layers, scene.keys)
    names = [key.name for key in found]
    room = scene.width - scene.margins.left - scene.margins.right
    y = scene.height - scene.legend_rows * legend.ROW + legend.ROW / 2
    rows, wide = legend.rows(names, scene.font_size, room), legend.widths(names, scene.font_size)
    longest = sum(wide) if len(rows) == 1 else max(map(len, rows)) * max(wide)
    # Beneath long names of rows there may be less room than an entry takes: it begins further left then.
    first = max(4.0, scene.margins.left - max(0.0, longest - legend.BETWEEN - room))
    for row in rows:
        x = first
        for n in row:
            key = found[n]
            if key.symbol == "line":
                yield line(x, y, x + 16, y, key.fill.colour, key.size)
            else:
                yield _symbol(paper, key.symbol, x + 8, y, key.size, key.fill, name="key")
            yield written(x + legend.SAMPLE - 2, y + 0.35 * scene.font_size, key.name, scene.font_size, scene.text)
            x += wide[n] if len(rows) == 1 else max(wide)
        y += legend.ROW
