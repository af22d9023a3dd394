"""Ranges: from what a low input brings to what a high one brings, a bar a name, around the central case."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.core.forms import fills, frame, text
from dashboard.core.forms.look import Look
from dashboard.core.forms.rows import Row, Rows, colour, number, numbers, state, word
from dashboard.core.forms.scene import Axis, Bar, BarLayer, Margins, Note, Panel, Rule, Scene

PITCH = 46.0


@dataclass(frozen=True)
class Range:
    """A bar from `low` to `high` for each row, named by `label`; the line is the `centre`, with its words.

    Words at the ends are those of the columns said_low and said_high, where there is room low_in_full and high_in_full.
    """

    rows: Rows
    label: str
    low: str
    high: str
    alt: str
    centre: float
    centre_said: str


def lay_out(form: Range, look: Look) -> Scene:
    """Return the ranges as a scene."""
    rows = [row for row in form.rows if number(row, form.low) is not None and number(row, form.high) is not None]
    if not rows:
        return frame.nothing(look, form.alt)
    labels, left = frame.names([str(row[form.label]) for row in rows], look, look.text)
    pixels = look.width - left - 8
    ends = [[_said(row, side, look) for row in rows] for side in ("low", "high")]
    before, after = (max(text.width(words, look.small) for words in side) + 10 for side in ends)
    values = [form.centre, *numbers(rows, form.low, form.high)]
    scale = max(max(values) - min(values), 0.1) / max(pixels - before - after, pixels * 0.2)
    x = Axis(min(values) - before * scale, max(values) + after * scale, is_shown=False)
    top = look.text * text.LINE + 8
    pitch = frame.pitch(labels, look, look.text, top + 4) if look.height else PITCH
    bars, notes = [], []
    for place, (row, low_said, high_said) in enumerate(zip(rows, *ends, strict=True)):
        low, high = number(row, form.low) or 0.0, number(row, form.high) or 0.0
        mark = fills.fill(colour(row), state(row), look)
        bars.append(Bar(place, low, high - low, 0.6, mark, word(row, "told"), row.get("id")))
        notes.append(Note(low_said, low, place, look.theme.text, look.small, "end", dx=-5))
        notes.append(Note(high_said, high, place, look.theme.text, look.small, dx=5))
    head = Note(
        form.centre_said, form.centre, 1, look.theme.text, look.small, "middle", "bottom", dy=-2, of=("axis", "panel")
    )
    return frame.scene(
        look, top + pitch * len(rows) + 4, Margins(left, 8, top, 4), [Panel(x, frame.row_axis(labels, look, look.text))],
        [BarLayer(tuple(bars))], form.alt, notes=[*notes, head],
        rules=[Rule(form.centre, form.centre, None, None, look.theme.text, dash="dash")],
    )  # fmt: skip


def _said(row: Row, side: str, look: Look) -> str:
    return (not look.is_phone and word(row, f"{side}_in_full")) or word(row, f"said_{side}")
