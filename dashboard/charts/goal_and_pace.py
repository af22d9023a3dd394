"""A goal and the way there: what the known projects may bring of it, and tonnes a year now beside tonnes a year needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.core.forms import Goal, Reached
from dashboard.core.forms.fills import State


@dataclass(frozen=True)
class Pace:
    """A pace: words, Mt a year, its state (fact, estimate or goal), and the range of a modelled one."""

    words: str
    mt: float
    mt_words: str
    state: State
    low: float | None = None
    high: float | None = None


def goal_and_pace(reached: Reached, paces: Sequence[Pace], buyer: str, alt: str = "") -> Goal:
    """Return cumulative Mt against the goal, and Mt a year, each from its own zero."""
    rows = tuple(
        {
            "words": pace.words,
            "mt": pace.mt,
            "low": pace.low,
            "high": pace.high,
            "state": pace.state,
            "said": pace.mt_words if pace.low is None else f"{pace.mt_words} central",
            "told": f"{pace.words}: {pace.mt_words} Mt",
        }
        for pace in paces
    )
    return Goal(reached, rows, "words", "mt", "Mt a year", buyer, alt)
