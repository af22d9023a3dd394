"""How certain a mark is, as people see it without colour: solid, light, outline, hatched, dotted."""

from __future__ import annotations

from typing import Literal, NamedTuple

from dashboard.core.forms.look import Look

# What the rows of a form say of a mark. fact: it happened. estimate: before the fact or modelled. in_progress: a year that isn't
# over. short: less than was expected. milestone: a step on the way. goal, whole, promised: what a fact is held against.
# unconfirmed: said by others, counted nowhere; nothing else is hatched. computed: ours.
State = Literal[
    "fact", "estimate", "in_progress", "short", "milestone", "goal", "whole", "promised", "unconfirmed", "computed"
]  # fmt: skip
Kind = Literal["solid", "light", "outline", "hatched", "dotted"]
KINDS: dict[str, Kind] = {
    "fact": "solid",
    "estimate": "light",
    "in_progress": "light",
    "short": "light",
    "goal": "outline",
    "whole": "outline",
    "promised": "outline",
    "milestone": "outline",
    "unconfirmed": "hatched",
    "computed": "dotted",
}
LIGHT_SHARE = 0.3


class Fill(NamedTuple):
    """A filled area with its edge: colours as hex, `back` is what shows between the strokes of a pattern."""

    kind: Kind
    colour: str
    back: str
    edge: str = ""
    edge_width: float = 0.0
    opacity: float = 1.0


def fill(meaning: str, state: str, look: Look) -> Fill:
    """Return the fill of an area by the meaning of its colour and by its state. Raises KeyError for an unknown one."""
    kind, tone = KINDS[state], look.colour(meaning)
    width = {"solid": 0.0, "light": 1.0}.get(kind, 1.5)
    if meaning == "neutral":
        # The tone of what is left over is close to the background: its edge shows where it ends.
        return Fill(kind, tone, look.theme.background, look.theme.other, max(width, 1.0))
    return Fill(
        kind, tone, look.theme.background, tone if width else "", width, LIGHT_SHARE if kind == "light" else 1.0
    )


def dot(meaning: str, state: str, look: Look) -> Fill:
    """Return the fill of a small mark: it has no room for a pattern, so what isn't solid or light is hollow."""
    kind, tone = KINDS[state], look.colour(meaning)
    if kind == "light":
        return fill(meaning, state, look)
    shown: tuple[Kind, float] = ("solid", 1.0) if kind == "solid" else ("outline", 2.0)
    return Fill(shown[0], tone, look.theme.background, tone, shown[1])
