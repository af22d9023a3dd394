"""An overlap: how much two of the same have in common, each with each; what each has in all, and for itself."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.core.forms import frame, text
from dashboard.core.forms.fills import Fill
from dashboard.core.forms.look import Look
from dashboard.core.forms.rows import Row, Rows, different, number, word
from dashboard.core.forms.scene import Axis, Bar, BarLayer, Margins, Note, Panel, Scene
from dashboard.core.palette import mixed

# Heights of rows, how names lean and how much of their length is height then, and pixels between cells.
ROW, ROW_ON_PHONE, GAP = 36.0, 30.0, 2.0
SLANT, HIGH, WIDE = -50, 0.77, 0.65
# Columns between the cells and what each has for itself.
APART = 0.1


@dataclass(frozen=True)
class Overlap:
    """A cell where `one` and `other` have `value` in common, for rows that have any; where both are the same, all of it.

    Names stand in the order in which `one` has them. `alone` heads a last column: what each has for itself, in that order.
    """

    rows: Rows
    one: str
    other: str
    value: str
    alt: str
    alone: str
    counts: tuple[int, ...]


def lay_out(form: Overlap, look: Look) -> Scene:
    """Return the overlap as a scene."""
    if not form.rows:
        return frame.nothing(look, form.alt)
    names = [str(name) for name in different(form.rows, form.one)]
    place = {name: n for n, name in enumerate(names)}
    size = look.tiny if look.is_phone else look.text
    last = len(names) + APART
    heads = (*((float(n), name) for name, n in place.items()), (last, text.bold(form.alone)))
    slant = -90 if look.is_phone else SLANT
    longest = max(text.width(words, size) for _, words in heads)
    # Slanted names lean over what is right of them.
    right = 8.0 if look.is_phone else text.width(form.alone, size) * WIDE
    top = longest * (1.0 if look.is_phone else HIGH) + 16
    axis = Axis(-0.6, last + 0.6, heads, colour=look.theme.text, size=size, is_on_top=True, angle=slant)
    left = max(text.width(name, size) for name in names) + 16
    # Names of columns stand a little off the cells.
    panel = Panel(axis, replace(frame.row_axis(names, look, size), high=-0.62))
    cells = [row for row in form.rows if number(row, form.value)]
    notes = [_note(form, row, place, look) for row in cells]
    notes += [
        Note(text.bold(f"{count:,}"), last, n, look.theme.text, look.text, "middle")
        for n, count in enumerate(form.counts)
    ]
    bars = tuple(_cell(form, row, place, look) for row in cells)
    height = (ROW_ON_PHONE if look.is_phone else ROW) * len(names) + top + 8
    return frame.scene(look, height, Margins(left, right, top, 8), [panel], [BarLayer(bars)], form.alt, notes=notes)


def _most(form: Overlap) -> float:
    return max(number(row, form.value) or 0.0 for row in form.rows)


def _cell(form: Overlap, row: Row, place: dict[str, int], look: Look) -> Bar:
    share = (number(row, form.value) or 0.0) / _most(form)
    tone = mixed(look.theme.land, look.theme.accent, share)
    fill = Fill("solid", tone, look.theme.background, look.theme.background, GAP)
    return Bar(place[row[form.one]], place[row[form.other]] - 0.5, 1.0, 1.0, fill, word(row, "told"), row.get("id"))


def _note(form: Overlap, row: Row, place: dict[str, int], look: Look) -> Note:
    value = number(row, form.value) or 0.0
    words = f"{value:,.0f}"
    tone = look.theme.background if value > _most(form) / 2 else look.theme.text
    said = text.bold(words) if row[form.one] == row[form.other] else words
    return Note(said, place[row[form.other]], place[row[form.one]], tone, look.text, "middle")
