"""Bars: a number a name, from one zero; stacked by series, held against an earlier value, or to both sides of nil."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.core.forms import frame, text, ticks
from dashboard.core.forms.fills import Fill, fill
from dashboard.core.forms.look import Look
from dashboard.core.forms.rows import Row, Rows, colour, different, number, numbers, state, word
from dashboard.core.forms.scene import Axis, Bar, BarLayer, Dot, DotLayer, Layer, Margins, Note, Panel, Scene

# Where a bar that is cut is broken, as shares of its length.
BREAK = (0.84, 0.88)


@dataclass(frozen=True)
class Bars:
    """A bar for each value of `label`, in the order of the rows; with `series` its parts lie behind each other, and their sum at the end.

    A bar longer than `cut` (0: none is) ends there, broken, with its number beside it: else the longest would leave the others no length.
    `before`: the column of an earlier value, drawn as a tick. `axis`: words of the axis, which is drawn only then, as where
    numbers lie on both sides of nil.
    """

    rows: Rows
    label: str
    value: str
    alt: str
    series: str = ""
    before: str = ""
    axis: str = ""
    cut: float = 0.0


def lay_out(form: Bars, look: Look) -> Scene:
    """Return the bars as a scene."""
    if not form.rows:
        return frame.nothing(look, form.alt)
    found = different(form.rows, form.label)
    place = {label: n for n, label in enumerate(found)}
    size = frame.name_size(len(found), look)
    labels, left = frame.names([str(label) for label in found], look, size)
    notes = _numbers(form, place, look)
    pixels = look.width - left - 8
    bottom = frame.axis_room(form.axis, look, pixels) if form.axis else 4.0
    panel = Panel(_values(form, notes, look, pixels), frame.row_axis(labels, look, size))
    layers: list[Layer] = [*_bars(form, place, look)]
    if form.before and (marks := _before(form, place, look)):
        layers.append(DotLayer(marks))
    height = frame.pitch(labels, look, size, 4 + bottom) * len(labels) + 4 + bottom
    return frame.scene(look, height, Margins(left, 8, 4, bottom), [panel], layers, form.alt, notes=notes)


def _values(form: Bars, notes: Sequence[Note], look: Look, pixels: float) -> Axis:
    """Return the axis of the numbers, with room for what stands beside the bars."""
    right = [(note.x, text.width(note.text, note.size) + 8) for note in notes if note.anchor == "start"]
    left = [text.width(note.text, note.size) + 8 for note in notes if note.anchor == "end"]
    values = [
        0.0,
        *(_end(form, value) for value in numbers(form.rows, form.value, *([form.before] if form.before else []))),
        *(x for x, _ in right),
    ]
    if left:
        # Words on both sides take of the same pixels.
        after = max((wide for _, wide in right), default=0.0)
        unit = (max(values) - min(values)) / max(pixels - max(left) - after, pixels * 0.3)
        low, high = min(values) - max(left) * unit, max(values) + after * unit
    else:
        low, high = 0.0, frame.beyond([*right, (max(values), 0.0)], 0, pixels) or 1.0
    if not form.axis:
        return Axis(low, high, is_shown=False)
    scale = ticks.fitting(low, high, pixels / (high - low), look.small, has_sign=low < 0)
    title = text.wrap(form.axis, look.small, pixels)
    return Axis(
        low,
        high,
        scale,
        colour=look.theme.muted,
        size=look.small,
        title=title,
        has_grid=True,
        zero=look.theme.muted,
    )


def _end(form: Bars, value: float) -> float:
    return math.copysign(form.cut, value) if form.cut and abs(value) > form.cut else value


def _pieces(form: Bars, value: float) -> list[tuple[float, float]]:
    """Return where the pieces of a bar start and how long they are: two where it is cut."""
    end = _end(form, value)
    return [(0.0, value)] if end == value else [(0.0, end * BREAK[0]), (end * BREAK[1], end * (1 - BREAK[1]))]


def _bars(form: Bars, place: dict[object, int], look: Look) -> list[BarLayer]:
    groups = (
        [[row for row in form.rows if row[form.series] == name] for name in different(form.rows, form.series)]
        if form.series
        else [list(form.rows)]
    )
    reached = dict.fromkeys(place, 0.0)
    layers = []
    for rows in groups:
        bars = []
        for row in rows:
            value, label = number(row, form.value), row[form.label]
            if value is None:
                continue
            bars += [
                Bar(
                    place[label],
                    reached[label] + start,
                    length,
                    frame.BAR_SHARE,
                    _fill(form, row, look),
                    word(row, "told"),
                    row.get("id"),
                )
                for start, length in _pieces(form, value)
            ]
            reached[label] += value
        name = word(rows[0], form.series) if form.series else ""
        layers.append(BarLayer(tuple(bars), is_stacked=bool(form.series), name=name, has_key=bool(form.series)))
    return layers


def _fill(form: Bars, row: Row, look: Look) -> Fill:
    found = fill(colour(row), state(row), look)
    if form.series and found.kind == "solid" and not found.edge:
        return found._replace(edge=look.theme.background, edge_width=0.7)
    return found


def _before(form: Bars, place: dict[object, int], look: Look) -> tuple[Dot, ...]:
    mark = fill("text", "fact", look)._replace(edge=look.theme.text, edge_width=2.5)
    return tuple(
        Dot(value, place[row[form.label]], 20, mark, "bar", word(row, "told_before"), row.get("id"))
        for row in form.rows
        if (value := number(row, form.before)) is not None
    )


def _sum(value: float, is_whole: bool) -> str:
    """Return a sum with as many decimals as the others, but no nought for something."""
    return ticks.number(value) if is_whole or abs(value) < 0.01 else f"{value:,.2f}"


def _numbers(form: Bars, place: dict[object, int], look: Look) -> list[Note]:
    """Return what stands at the ends of the bars: the sum of a stack, else what the rows say."""
    if form.series:
        sums = dict.fromkeys(place, 0.0)
        for row in form.rows:
            sums[row[form.label]] += number(row, form.value) or 0.0
        is_whole = all(value.is_integer() for value in sums.values())
        return [
            Note(text.bold(_sum(value, is_whole)), value, place[label], look.theme.text, look.small, dx=4)
            for label, value in sums.items()
        ]
    notes = []
    for row in form.rows:
        value = number(row, form.value)
        words = (not look.is_phone and word(row, "in_full")) or word(row, "said")
        end = max(value or 0.0, number(row, form.before) or 0.0) if form.before else _end(form, value or 0.0)
        tone = look.theme.text if value is not None else look.theme.muted
        is_left = end < 0
        if words:
            notes.append(
                Note(
                    words,
                    end,
                    place[row[form.label]],
                    tone,
                    look.small,
                    "end" if is_left else "start",
                    dx=-5 if is_left else 8 if form.before else 5,
                )
            )
    return notes
