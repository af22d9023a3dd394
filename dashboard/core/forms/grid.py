"""A grid: a number for each pair of two inputs, its tone by how far it lies from nil."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.core.forms import fills, frame, text, ticks
from dashboard.core.forms.look import Look
from dashboard.core.forms.rows import Rows, number, numbers, word
from dashboard.core.forms.scene import Area, Axis, CellLayer, Dot, DotLayer, Layer, LineLayer, Margins, Panel, Scene

HEIGHT, CELL, MOST_ON_PHONE = 400, 24, 6
# Pixels right of the grid and above it, and between a number and the line that stops before it.
EDGE, CLEAR = 8, 4


@dataclass(frozen=True)
class Grid:
    """A cell for each row, where `x` and `y` (evenly spaced) meet, toned by `value` and told by what it says.

    `tones` are the meanings of colour of the lowest and the highest number. `across` and `up` name the axes. `box`: a range of x
    and of y that is outlined, drawn around whole cells. `slope`: of a line through the zero of both, y over x, and its name.
    """

    rows: Rows
    x: str
    y: str
    value: str
    alt: str
    tones: tuple[str, str]
    across: str
    up: str
    box: tuple[float, float, float, float] | None = None
    slope: float | None = None
    slope_name: str = ""


def lay_out(form: Grid, look: Look) -> Scene:
    """Return the grid as a scene."""
    if not form.rows:
        return frame.nothing(look, form.alt)
    xs, ys = (_thinned(sorted(set(numbers(form.rows, column))), look) for column in (form.x, form.y))
    wide, high = _half(xs), _half(ys)
    left = max(text.width(ticks.number(y), look.small) for y in ys) + 8 + 2 * look.small + 8
    x = Axis(xs[0] - wide, xs[-1] + wide, _named(xs), colour=look.theme.muted, size=look.small, title=form.across)
    y = Axis(ys[0] - high, ys[-1] + high, _named(ys), colour=look.theme.muted, size=look.small, title=form.up)
    bottom = frame.axis_room(form.across, look, look.width - left)
    height = look.height or HEIGHT
    cells = _cells(form, xs, ys, look)
    layers: list[Layer] = [cells, _answers(form, xs, ys, look)]
    pixels = (look.width - left - EDGE) / (x.high - x.low), (height - EDGE - bottom) / (y.high - y.low)
    if line := _line(form, x, y, cells, pixels, look):
        layers.append(line)
    areas = []
    if form.box:
        x0, x1, y0, y1 = form.box
        areas.append(
            Area(
                x0 - wide * 0.9,
                x1 + wide * 0.9,
                y0 - high * 0.9,
                y1 + high * 0.9,
                edge=look.theme.text,
                edge_width=3,
                is_above=True,
            )
        )
    margins = Margins(left, EDGE, EDGE, bottom)
    return frame.scene(look, height, margins, [Panel(x, y)], layers, form.alt, areas=areas)


def _thinned(values: list[float], look: Look) -> list[float]:
    """Return every second value where a phone has no room for all."""
    return values[::2] if look.is_phone and len(values) > MOST_ON_PHONE else values


def _half(values: list[float]) -> float:
    return (values[1] - values[0]) / 2 if len(values) > 1 else 0.5


def _named(values: list[float]) -> ticks.Ticks:
    return tuple((value, f"{value:,.0f}") for value in values)


def _cells(form: Grid, xs: list[float], ys: list[float], look: Look) -> CellLayer:
    found = {(number(row, form.x), number(row, form.y)): row for row in form.rows}
    rows = [[found.get((x, y), {}) for x in xs] for y in ys]
    low, high = form.tones
    return CellLayer(
        tuple(xs), tuple(ys),
        tuple(tuple(number(row, form.value) or 0.0 for row in line) for line in rows),
        tuple(tuple(word(row, "said") for row in line) for line in rows),
        max((abs(value) for value in numbers(form.rows, form.value)), default=0.0) or 1.0,
        (look.colour(low), look.theme.background, look.colour(high)), look.theme.text, 10 if look.is_phone else look.text,
    )  # fmt: skip


def _answers(form: Grid, xs: list[float], ys: list[float], look: Look) -> DotLayer:
    """Return unseen marks over the cells: Plotly tells which mark was clicked, but not which cell."""
    nothing = fills.fill("text", "fact", look)
    dots = (
        Dot(
            number(row, form.x) or 0.0,
            number(row, form.y) or 0.0,
            CELL,
            nothing,
            "square",
            word(row, "told"),
            row.get("id"),
        )
        for row in form.rows
        if number(row, form.x) in xs and number(row, form.y) in ys
    )
    return DotLayer(tuple(dots), is_unseen=True)


def _line(form: Grid, x: Axis, y: Axis, cells: CellLayer, pixels: tuple[float, float], look: Look) -> LineLayer | None:
    """Return the line through nil as far as it runs within the grid, and not through the numbers; `pixels` are those of one of each axis."""
    if not form.slope:
        return None
    first, last = max(x.low, y.low / form.slope), min(x.high, y.high / form.slope)
    if first >= last:
        return None
    nothing = fills.fill("text", "fact", look)
    dots: list[Dot] = []
    for start, end in _clear(first, last, _within_numbers(form.slope, cells, pixels)):
        dots += [Dot(at, at * form.slope, 0, nothing) for at in (start, end)] + [Dot(end, None, 0, nothing)]
    return LineLayer(tuple(dots), look.theme.text, 2, "dash", name=form.slope_name, is_mute=True)


def _within_numbers(slope: float, cells: CellLayer, pixels: tuple[float, float]) -> list[tuple[float, float]]:
    """Return from where to where, on the axis of x, a line of that slope would run through the numbers of cells."""
    found = []
    for y, line in zip(cells.ys, cells.texts, strict=True):
        high = (cells.size / 2 + CLEAR) / pixels[1]
        for x, said in zip(cells.xs, line, strict=True):
            wide = (text.width(said, cells.size) / 2 + CLEAR) / pixels[0]
            start, end = max(x - wide, (y - high) / slope), min(x + wide, (y + high) / slope)
            if start < end:
                found.append((start, end))
    return sorted(found)


def _clear(first: float, last: float, taken: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the parts of a range that are not taken."""
    parts, at = [], first
    for start, end in taken:
        if start > at:
            parts.append((at, min(start, last)))
        at = max(at, end)
    return [(start, end) for start, end in [*parts, (at, last)] if start < end]
