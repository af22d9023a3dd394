"""Columns: a number a year, stacked or beside each other by series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dashboard.core.forms import frame, text, ticks
from dashboard.core.forms.end_labels import GAP, End, end_labels
from dashboard.core.forms.fills import Fill, fill
from dashboard.core.forms.look import Look
from dashboard.core.forms.rows import NO_DATA, Row, Rows, colour, different, number, numbers, state, word
from dashboard.core.forms.scene import Axis, Bar, BarLayer, Margins, Note, Panel, Rule, Scene

# Of the room of a year: all its columns, the same where each has its number, and what parts years that can't be compared.
SHARE, BREAK = 0.8, 0.7
# Of the width of a look: what the name of a band takes at most in one line.
NAMES_SHARE = 0.34
# Pixels between two numbers of the axis, at least.
TICK = 42


@dataclass(frozen=True)
class Columns:
    """A column for each value of `at` (a year) and of `series`; the columns of a year are `is_stacked` or stand side by side.

    Stacked bands are named at the last year with its number, others in a legend. Years of different `part` can't be compared.
    `is_read_off`: numbers are read off an axis. `has_totals`: each stack has its sum on top. Two charts with the same `most` have one scale.
    """

    rows: Rows
    at: str
    value: str
    alt: str
    series: str = ""
    part: str = ""
    is_stacked: bool = False
    is_read_off: bool = True
    has_totals: bool = False
    most: float = 0.0


def lay_out(form: Columns, look: Look) -> Scene:
    """Return the columns as a scene."""
    if not form.rows:
        return frame.nothing(look, form.alt)
    places = _places(form)
    groups = (
        [[row for row in form.rows if row.get(form.series) == name] for name in different(form.rows, form.series)]
        if form.series
        else [list(form.rows)]
    )
    thick = SHARE if form.is_stacked else SHARE / len(groups)
    layers = (
        _stacked(form, groups, places, look)
        if form.is_stacked
        else [_beside(form, rows, n, len(groups), places, thick, look) for n, rows in enumerate(groups)]
    )
    highest = max((bar.base + bar.length for layer in layers for bar in layer.bars), default=0.0)
    highest = max(highest, form.most) or 1.0
    has_words = form.has_totals or any(word(row, "said") for row in form.rows)
    height = look.height or (420 if form.is_stacked and not look.is_phone else 360 if form.is_stacked else 300)
    ends = _ends(form, groups, layers, look) if form.is_stacked and form.series else []
    room = max((text.width(end.words, end.size) for end in ends), default=0.0) + GAP + 4 if ends else 8.0
    values = numbers(form.rows, form.value)
    scale = ticks.numbers(
        0, highest, max(2, int((height - 60) / TICK)), is_whole=all(value.is_integer() for value in values)
    )
    left = max(text.width(words, look.small) for _, words in scale) + 14 if form.is_read_off else 8.0
    margins = Margins(left, room, look.small * 1.6 if has_words else 10.0, 28.0)
    top = highest * 1.02
    panel = Panel(
        _years(form, places, look, look.width - left - room),
        Axis(
            0,
            top,
            scale,
            colour=look.theme.muted,
            size=look.small,
            has_grid=True,
            is_shown=form.is_read_off,
            zero=look.theme.muted,
        ),
    )
    found = frame.scene(
        look, height, margins, [panel], layers, form.alt,
        notes=_numbers(form, groups, layers, places, look), rules=_breaks(form, places, look),
    )  # fmt: skip
    tall = found.height - found.margins.top - found.margins.bottom
    placed = [replace(end, middle=(1 - end.middle / top) * tall) for end in ends]
    return replace(found, notes=found.notes + end_labels(placed, tall)) if ends else found


def _places(form: Columns) -> dict[object, float]:
    """Return where each year stands: its own number, further right by a gap for each part before it."""
    parts = different(form.rows, form.part) if form.part else [None]
    return {row[form.at]: float(row[form.at]) + BREAK * parts.index(row.get(form.part)) for row in form.rows}


def _years(form: Columns, places: dict[object, float], look: Look, pixels: float) -> Axis:
    shown = sorted(places.values())
    numbered = {place: str(year) for year, place in places.items()}
    room = text.width("0000", look.small) + 10
    every = -(-len(shown) * room // pixels)
    # From the newest backwards, so that it always has its number.
    marks = [place for n, place in enumerate(reversed(shown)) if n % every == 0]
    labels = tuple((place, numbered[place]) for place in reversed(marks))
    return Axis(shown[0] - 0.6, shown[-1] + 0.6, labels, colour=look.theme.muted, size=look.small)


def _stacked(form: Columns, groups: Sequence[Sequence[Row]], places: dict[object, float], look: Look) -> list[BarLayer]:
    reached = dict.fromkeys(places, 0.0)
    layers = []
    for rows in groups:
        bars = []
        for row in rows:
            value, year = number(row, form.value), row[form.at]
            if value is None:
                continue
            bars.append(
                Bar(places[year], reached[year], value, SHARE, _banded(row, look), word(row, "told"), row.get("id"))
            )
            reached[year] += value
        layers.append(BarLayer(tuple(bars), is_upright=True, is_stacked=True, name=word(rows[0], form.series)))
    return layers


def _banded(row: Row, look: Look) -> Fill:
    """Return the fill of a band: solid ones are parted by a line of the background."""
    found = _fill(row, look)
    return found._replace(edge=look.theme.background, edge_width=0.6) if found.kind == "solid" else found


def _fill(row: Row, look: Look) -> Fill:
    return fill(colour(row), state(row), look)


def _beside(
    form: Columns, rows: Sequence[Row], place: int, count: int, places: dict[object, float], thick: float, look: Look
) -> BarLayer:
    shift = (place - (count - 1) / 2) * thick
    fills = {of: fill(*of, look) for of in {(colour(row), state(row)) for row in rows}}
    edged = {of: found._replace(edge=found.colour, edge_width=1.5) for of, found in fills.items()}
    bars = tuple(
        Bar(
            places[row[form.at]] + shift,
            0,
            value,
            thick * 0.96,
            edged[colour(row), state(row)],
            word(row, "told"),
            row.get("id"),
        )
        for row in rows
        if (value := number(row, form.value)) is not None
    )
    return BarLayer(bars, is_upright=True, name=word(rows[0], form.series), has_key=count > 1)


def _ends(form: Columns, groups: Sequence[Sequence[Row]], layers: Sequence[BarLayer], look: Look) -> list[End]:
    """Return the names of bands with their last number; `middle` still in units of the axis."""
    last = max(row[form.at] for row in form.rows)
    found = []
    for rows, layer in zip(groups, layers, strict=True):
        if rows[-1][form.at] == last and layer.bars and (value := number(rows[-1], form.value)) is not None:
            bar = layer.bars[-1]
            name = text.wrap(text.bold(rows[-1][form.series]), look.text, look.width * NAMES_SHARE, 3)
            words = f"{name} {ticks.number(value)}"
            tone = look.theme.ink(colour(rows[-1]))
            found.append(End(bar.at + 0.6, 0.0, bar.base + bar.length / 2, words, tone, look.text))
    return found


def _numbers(
    form: Columns, groups: Sequence[Sequence[Row]], layers: Sequence[BarLayer], places: dict[object, float], look: Look
) -> list[Note]:
    """Return what stands on the columns: their numbers, or why there is none."""
    notes = []
    for n, rows in enumerate(groups):
        shift = 0.0 if form.is_stacked else (n - (len(groups) - 1) / 2) * SHARE / len(groups)
        for row in rows:
            value, x = number(row, form.value), places[row[form.at]] + shift
            if value is None:
                notes.append(
                    Note(
                        word(row, "missing") or NO_DATA,
                        x,
                        0,
                        look.theme.muted,
                        look.tiny,
                        "middle",
                        "bottom",
                        angle=-90,
                    )
                )
            elif word(row, "said"):
                notes.append(
                    Note(
                        word(row, "said"),
                        x,
                        value,
                        look.theme.text,
                        look.tiny if look.is_phone else look.small,
                        "middle",
                        "bottom",
                        dy=-1,
                    )
                )
    if form.has_totals:
        tops: dict[float, float] = {}
        for layer in layers:
            tops |= {bar.at: bar.base + bar.length for bar in layer.bars}
        notes += [
            Note(ticks.number(top), x, top, look.theme.text, look.small, "middle", "bottom", dy=-1)
            for x, top in tops.items()
            if top
        ]
    return notes


def _breaks(form: Columns, places: dict[object, float], look: Look) -> list[Rule]:
    if not form.part:
        return []
    parts = sorted({places[row[form.at]]: row[form.part] for row in form.rows}.items())
    middles = [(x + after) / 2 for (x, old), (after, new) in pairwise(parts) if old != new]
    return [Rule(x, x, None, None, look.theme.muted, dash="dot") for x in middles]
