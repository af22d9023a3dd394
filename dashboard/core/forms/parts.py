"""Parts of wholes: one bar a whole, all of one length, split into the same parts from the weakest to the strongest."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.core.forms import frame, text
from dashboard.core.forms.fills import Fill
from dashboard.core.forms.look import Look
from dashboard.core.forms.rows import Row, Rows, different, number, word
from dashboard.core.forms.scene import Axis, Bar, BarLayer, Margins, Note, Panel, Rule, Scene
from dashboard.core.palette import mixed

# From what strength of the accent on letters on it are those of the background.
DARK = 0.6


@dataclass(frozen=True)
class Parts:
    """A bar for each value of `label`, split by `series` in the order of the rows; `value` counts what is in a part.

    The first part is none at all, and empty; the others grow stronger; each tells its number where it has room. A line stands below the first `above` bars, where those
    under it hold the same things once more.
    """

    rows: Rows
    label: str
    series: str
    value: str
    alt: str
    above: int = 0


def lay_out(form: Parts, look: Look) -> Scene:
    """Return the bars as a scene."""
    if not form.rows:
        return frame.nothing(look, form.alt)
    found = different(form.rows, form.label)
    labels, left = frame.names([str(label) for label in found], look, look.text)
    layers, notes = [], []
    reached = dict.fromkeys(found, 0.0)
    wholes = {
        label: sum(number(row, form.value) or 0.0 for row in form.rows if row[form.label] == label) for label in found
    }
    series = different(form.rows, form.series)
    for n, name in enumerate(series):
        strength = n / max(len(series) - 1, 1)
        bars = []
        for row in [row for row in form.rows if row[form.series] == name]:
            label, count = row[form.label], number(row, form.value) or 0.0
            share = 100 * count / wholes[label]
            bars.append(_bar(row, found.index(label), reached[label], share, _fill(strength, look)))
            said = text.bold(f"{count:,.0f}")
            if count and text.width(said, look.text) <= share / 100 * (look.width - left - 8):
                tone = look.theme.background if strength > DARK else look.theme.text
                middle = reached[label] + share / 2
                notes.append(Note(said, middle, found.index(label), tone, look.text, "middle"))
            reached[label] += share
        layers.append(BarLayer(tuple(bars), is_stacked=True, name=str(name), has_key=True))
    line = form.above - 0.5
    rules = [Rule(None, None, line, line, look.theme.text, 1.5, "dot")] if 0 < form.above < len(found) else []
    panel = Panel(Axis(0.0, 100.0, is_shown=False), frame.row_axis(labels, look, look.text))
    height = frame.pitch(labels, look, look.text, 8) * len(labels) + 8
    return frame.scene(look, height, Margins(left, 8, 4, 4), [panel], layers, form.alt, notes=notes, rules=rules)


def _bar(row: Row, at: int, base: float, share: float, fill: Fill) -> Bar:
    return Bar(at, base, share, frame.BAR_SHARE, fill, word(row, "told"), row.get("id"))


def _fill(strength: float, look: Look) -> Fill:
    """Return the fill of a part: the stronger, the more of the accent; the empty one has an edge."""
    theme = look.theme
    return Fill(
        "solid",
        mixed(theme.background, theme.accent, strength),
        theme.background,
        theme.muted,
        0.0 if strength else 1.0,
    )
