"""Dots: numbers of each name on one scale, around a line that they are held against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from dashboard.core.forms import fills, frame, text, ticks
from dashboard.core.forms.look import Look
from dashboard.core.forms.rows import Row, Rows, colour, different, number, numbers, state, word
from dashboard.core.forms.scene import Area, Axis, Dot, DotLayer, Key, LineLayer, Margins, Note, Panel, Rule, Scene

LARGEST, SMALLEST, EVEN = 30.0, 7.0, 10.0


@dataclass(frozen=True)
class Dots:
    """A row for each value of `lane`, named by `label`, with a dot at `x` for each of its rows; the area of a dot is `size`.

    `low` and `high`: columns of the range within which the number lies. `line`: what the numbers are held against, with the
    words for less and more; `is_shaded`: less is shaded. `aside`: the heading of a column of words, which are those of the
    column `aside` in the first row of a lane. `names`: what states mean, for a legend where more than one occurs.
    """

    rows: Rows
    lane: str
    label: str
    x: str
    alt: str
    size: str = ""
    low: str = ""
    high: str = ""
    line: float = 0.0
    less_and_more: tuple[str, str] = ("", "")
    is_shaded: bool = False
    axis: str = ""
    unit: str = ""
    aside: str = ""
    names: tuple[tuple[str, str], ...] = ()


def lay_out(form: Dots, look: Look) -> Scene:
    """Return the dots as a scene."""
    if not form.rows:
        return frame.nothing(look, form.alt)
    firsts = {row[form.lane]: row for row in reversed(form.rows)}
    lanes = different(form.rows, form.lane)
    place = {lane: n for n, lane in enumerate(lanes)}
    labels, left = frame.names([str(firsts[lane][form.label]) for lane in lanes], look, look.small)
    right = (
        max((text.width(word(row, "aside"), look.small) for row in firsts.values()), default=0.0) + 16
        if form.aside
        else 12.0
    )
    right = max(right, text.width(form.aside, look.small) + 12)
    heads = any(form.less_and_more) or form.aside
    top, bottom = (look.small * 2.2 if heads else 6.0), frame.axis_room(form.axis, look, look.width - left - right)
    x = _scale(form, look, look.width - left - right)
    lowest = look.small * 3.6 if form.size else 0.0
    pitch = max(frame.pitch(labels, look, look.small, top + bottom), 0.0 if look.height else lowest)
    notes = [
        *_said(form, place, look),
        *frame.beside_line(form.line, form.less_and_more, look),
        *_aside(form, lanes, firsts, look),
    ]
    areas = [Area(x.low, form.line, None, None, look.theme.neutral, 0.5)] if form.is_shaded else []
    return frame.scene(
        look, top + pitch * len(lanes) + bottom, Margins(left, right, top, bottom),
        [Panel(x, frame.row_axis(labels, look, look.small, has_grid=bool(form.size)))],
        [*_spans(form, place, look), *_dots(form, place, look)], form.alt, _keys(form, look), notes=notes, areas=areas,
        rules=[Rule(form.line, form.line, None, None, look.theme.text, 1.5, is_below=True)],
    )  # fmt: skip


def _scale(form: Dots, look: Look, pixels: float) -> Axis:
    """Return the axis, with room for the largest dots and for what stands beside marks."""
    columns = [form.x, *filter(None, (form.low, form.high))]
    values = [form.line, *numbers(form.rows, *columns)]
    if form.size:
        values.append(0.0)
    edge = LARGEST / 2 if form.size else EVEN
    before, after = [edge], [edge]
    for row in form.rows:
        if words := word(row, "said"):
            (before if _is_left(form, row) else after).append(text.width(words, look.small) + 14)
    span = (max(values) - min(values)) or 1.0
    scale = span / max(pixels - max(before) - max(after), pixels * 0.3)
    low, high = min(values) - max(before) * scale, max(values) + max(after) * scale
    # Dots with a size are shares: below nil is nothing, and around their line a few numbers are enough.
    first, most = (0.0, 5) if form.size and min(values) >= 0 else (low, 8)
    found = ticks.fitting(first, high, pixels / (high - low), look.small, form.unit, most)
    title = text.wrap(form.axis, look.small, pixels)
    return Axis(low, high, found, colour=look.theme.muted, size=look.small, title=title, has_grid=True)


def _is_left(form: Dots, row: Row) -> bool:
    """Return whether words stand left of a mark: away from the line, which would run through them."""
    return (number(row, form.high or form.x) or 0.0) < form.line


def _dots(form: Dots, place: dict[object, int], look: Look) -> list[DotLayer]:
    largest = (max(numbers(form.rows, form.size), default=0.0) if form.size else 0.0) or 1.0
    layers = []
    for kind in different([{"state": state(row)} for row in form.rows], "state"):
        dots = []
        for row in form.rows:
            value = number(row, form.x)
            if state(row) != kind or value is None:
                continue
            wide = max(SMALLEST, LARGEST * sqrt((number(row, form.size) or 0.0) / largest)) if form.size else EVEN
            fill = fills.dot("lead" if kind == "unconfirmed" else colour(row), kind, look)
            if form.size and fill.kind == "solid":
                # A smaller one behind it shines through.
                fill = fill._replace(opacity=0.85)
            dots.append(Dot(value, place[row[form.lane]], wide, fill, told=word(row, "told"), id=row.get("id")))
        layers.append(DotLayer(tuple(dots), name=dict(form.names).get(kind, "")))
    return layers


def _spans(form: Dots, place: dict[object, int], look: Look) -> list[LineLayer]:
    """Return a line from the least to the most where the two differ."""
    if not form.low:
        return []
    lines = []
    for row in form.rows:
        low, high, y = number(row, form.low), number(row, form.high), place[row[form.lane]]
        if low is not None and high is not None and low != high:
            tone = look.theme.lead if state(row) == "unconfirmed" else look.colour(colour(row))
            nothing = fills.fill("text", "fact", look)
            lines.append(
                LineLayer((Dot(low, y, 0, nothing), Dot(high, y, 0, nothing)), tone, 5, opacity=0.6, is_mute=True)
            )
    return lines


def _said(form: Dots, place: dict[object, int], look: Look) -> list[Note]:
    notes = []
    for row in form.rows:
        value = number(row, form.x)
        if not word(row, "said") or value is None:
            continue
        is_left = _is_left(form, row)
        x = (number(row, form.low) if is_left and form.low else number(row, form.high) if form.high else value) or 0.0
        notes.append(
            Note(
                word(row, "said"),
                x,
                place[row[form.lane]],
                look.theme.text,
                look.small,
                "end" if is_left else "start",
                dx=-9 if is_left else 9,
            )
        )
    return notes


def _aside(form: Dots, lanes: Sequence[object], firsts: dict[object, Row], look: Look) -> list[Note]:
    if not form.aside:
        return []
    head = Note(form.aside, 1, 1, look.theme.muted, look.small, "start", "bottom", 8, -2, ("panel", "panel"))
    return [
        head,
        *(
            Note(word(firsts[lane], "aside"), 1, n, look.theme.text, look.small, dx=8, of=("panel", "axis"))
            for n, lane in enumerate(lanes)
        ),
    ]


def _keys(form: Dots, look: Look) -> list[Key]:
    if len({state(row) for row in form.rows}) < 2:
        return []
    found = []
    for kind, name in form.names:
        tone = "lead" if kind == "unconfirmed" else colour(next(row for row in form.rows if state(row) == kind))
        found.append(Key(name, fills.dot(tone, kind, look), "circle", EVEN))
    return found
