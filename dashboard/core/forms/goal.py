"""A goal and the way there: what is modelled and what happened of it, and below the pace of now beside the one that is needed."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.core.forms import fills, frame, text
from dashboard.core.forms.look import Look
from dashboard.core.forms.rows import Rows, number, numbers, state, word
from dashboard.core.forms.scene import Axis, Bar, BarLayer, Margins, Note, Panel, Rule, Scene

HEIGHT, ROW = 0.5, 58.0


@dataclass(frozen=True)
class Reached:
    """What stands of a goal, in one unit: the modelled low, central and high, and what happened; the words of each, and the `id` of the model's row."""

    goal: float
    low: float
    central: float
    high: float
    happened: float
    head: str
    goal_said: str
    modelled_said: str
    happened_said: str
    id: int


@dataclass(frozen=True)
class Goal:
    """How much of a goal is reached, and, each from its own zero, the paces: rows with `label`, `value`, their state, and what they say.

    `low` and `high`: columns of the range of a modelled pace. `head`: what the paces are counted in. All in the colour of `colour`.
    """

    reached: Reached
    rows: Rows
    label: str
    value: str
    head: str
    colour: str
    alt: str
    low: str = "low"
    high: str = "high"


def lay_out(form: Goal, look: Look) -> Scene:
    """Return goal and paces as a scene: words stand above each bar, so that they fit a phone."""
    reached = form.reached
    # As many pixels a unit of height in both panels.
    upper, lower = 2.1 * ROW, (len(form.rows) + 0.65) * ROW
    share = lower / (upper + lower)
    most = max(numbers(form.rows, form.value, form.high), default=1.0) or 1.0
    room = max((text.width(word(row, "said"), look.text) for row in form.rows), default=0.0) * 1.06 + 12
    panels = [
        Panel(
            Axis(0, max(reached.goal, reached.high) or 1.0, is_shown=False),
            Axis(0.85, -1.25, is_shown=False),
            (0.0, share, 1.0, 1.0),
        ),
        Panel(
            Axis(0, most * 1.02, is_shown=False),
            Axis(len(form.rows) - 0.6, -1.25, is_shown=False),
            (0.0, 0.0, 1.0, share),
        ),
    ]
    return frame.scene(
        look, look.height or upper + lower + 12, Margins(4, room, 6, 6), panels, [*_bars(form, look)], form.alt,
        notes=[*_reached(form, look), *_paces(form, look)], rules=_rules(form, look),
    )  # fmt: skip


def _bars(form: Goal, look: Look) -> list[BarLayer]:
    reached = form.reached
    goal, modelled, fact = (
        fills.fill(tone, kind, look)
        for tone, kind in (("muted", "goal"), (form.colour, "estimate"), (form.colour, "fact"))
    )
    above = (
        Bar(0, 0, reached.goal, HEIGHT, goal, reached.goal_said),
        Bar(0, reached.low, reached.high - reached.low, HEIGHT, modelled, reached.modelled_said, reached.id),
        Bar(0, 0, reached.happened, HEIGHT, fact, reached.happened_said),
    )
    below = []
    for place, row in enumerate(form.rows):
        value, kind = number(row, form.value), state(row)
        if value is not None:
            mark = fills.fill("muted" if kind in ("goal", "promised") else form.colour, kind, look)
            below.append(Bar(place, 0, value, HEIGHT, mark, word(row, "told"), row.get("id")))
    return [*(BarLayer((bar,)) for bar in above), BarLayer(tuple(below), panel=1)]


def _reached(form: Goal, look: Look) -> list[Note]:
    reached, up = form.reached, -HEIGHT / 2
    right = text.width(reached.goal_said, look.text)
    room = look.width - right - 60
    said = text.wrap(reached.modelled_said, look.text, max(room, 60))
    return [
        Note(text.bold(reached.head), 0, -0.75, look.theme.text, look.text, baseline="bottom"),
        Note(said, 0, up, look.colour(form.colour), look.text, baseline="bottom", dy=-2),
        Note(reached.goal_said, reached.goal, up, look.theme.text, look.text, "end", "bottom", dy=-2),
        Note(
            text.wrap(reached.happened_said, look.text, look.width - 30),
            0,
            HEIGHT / 2,
            look.theme.text,
            look.text,
            baseline="top",
            dy=2,
        ),
    ]


def _paces(form: Goal, look: Look) -> list[Note]:
    notes = [Note(text.bold(form.head), 0, -0.75, look.theme.text, look.text, baseline="bottom", panel=1)]
    for place, row in enumerate(form.rows):
        words = text.wrap(str(row[form.label]), look.text, look.width - 16)
        notes.append(Note(words, 0, place - HEIGHT / 2, look.theme.text, look.text, baseline="bottom", dy=-2, panel=1))
        end = max(number(row, form.value) or 0.0, number(row, form.high) or 0.0)
        notes.append(Note(text.bold(word(row, "said")), end, place, look.theme.text, look.text, dx=6, panel=1))
    return notes


def _rules(form: Goal, look: Look) -> list[Rule]:
    """Return the central case as a stroke through its range, and the range of a modelled pace as a thin line: an estimate of an estimate."""
    tone = look.colour(form.colour)
    found = [Rule(form.reached.central, form.reached.central, -HEIGHT / 2, HEIGHT / 2, tone, 2.5)]
    for place, row in enumerate(form.rows):
        low, high = number(row, form.low), number(row, form.high)
        if low is not None and high is not None:
            found.append(Rule(low, high, place, place, tone, 2, "dot", panel=1))
    return found
