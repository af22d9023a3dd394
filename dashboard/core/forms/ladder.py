"""A ladder: the same rows in one panel a measure, each from its own zero."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.core.forms import frame, text
from dashboard.core.forms.fills import State, fill
from dashboard.core.forms.look import Look
from dashboard.core.forms.rows import Rows, number, numbers, word
from dashboard.core.forms.scene import Axis, Bar, BarLayer, Margins, Note, Panel, Scene

BETWEEN = 0.06


@dataclass(frozen=True)
class Measure:
    """A panel: the column of its numbers, its heading, and the columns of what stands beside a bar and of its hover.

    All its bars have one colour and one state: what is a fact in all rows, or an estimate.
    """

    value: str
    heading: str
    said: str
    told: str
    state: State = "fact"
    colour: str = "accent"


@dataclass(frozen=True)
class Ladder:
    """Rows named by `label` from top to bottom, with a bar for each of the measures."""

    rows: Rows
    label: str
    measures: tuple[Measure, ...]
    alt: str


def lay_out(form: Ladder, look: Look) -> Scene:
    """Return the ladder as a scene."""
    if not form.rows:
        return frame.nothing(look, form.alt)
    size = look.small if look.height else look.text
    labels, left = frame.names([str(row[form.label]) for row in form.rows], look, size)
    wide = (look.width - left - 8) / len(form.measures)
    heads = [text.wrap(measure.heading, look.small, wide) for measure in form.measures]
    top = max(text.height(head, look.small) for head in heads) + 6
    pitch = frame.pitch(labels, look, size, top + 4)
    margins = Margins(left, 8, top, 4)
    y = frame.row_axis(labels, look, size)
    panels, layers, notes = [], [], []
    for n, (measure, head) in enumerate(zip(form.measures, heads, strict=True)):
        pixels = wide * (1 - (BETWEEN if n + 1 < len(form.measures) else 0))
        values = numbers(form.rows, measure.value)
        ends = [
            (number(row, measure.value) or 0.0, text.width(word(row, measure.said), look.small) + 8)
            for row in form.rows
        ]
        high = frame.beyond(ends, 0, pixels) if any(values) else 1.0
        share = pixels / (look.width - left - 8)
        start = n / len(form.measures)
        own = y if n == 0 else Axis(y.low, y.high, is_shown=False)
        panels.append(Panel(Axis(0, high, is_shown=False), own, (start, 0.0, start + share, 1.0)))
        bars = []
        for place, row in enumerate(form.rows):
            value = number(row, measure.value)
            if value is not None:
                bars.append(
                    Bar(
                        place,
                        0,
                        value,
                        frame.BAR_SHARE,
                        fill(measure.colour, measure.state, look),
                        word(row, measure.told),
                        row.get("id"),
                    )
                )
            if said := word(row, measure.said):
                tone = look.theme.text if value else look.theme.muted
                notes.append(Note(said, value or 0.0, place, tone, look.small, dx=4, panel=n))
        layers.append(BarLayer(tuple(bars), panel=n))
        notes.append(
            Note(
                head,
                0,
                1,
                look.theme.text,
                look.small,
                baseline="bottom",
                of=("panel", "panel"),
                dy=-2,
                panel=n,
            )
        )
    return frame.scene(look, top + pitch * len(labels) + 4, margins, panels, layers, form.alt, notes=notes)
