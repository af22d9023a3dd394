"""Sentences on what was delivered. Pure: answers in, text out."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.core import numbers, told
from dashboard.core.answer import NOT_APPLICABLE, Answer
from dashboard.core.plain import plain
from dashboard.core.words import known_date


def delivered(answers: Mapping[str, Answer]) -> str:
    """State what was authorised, issued, transferred and used, each with who says so and what is traced of it."""
    shown = (
        answers[name]
        for name in ("authorised_credits", "jcm_issued", "itmo_issued", "transferred", "used")
        if name in answers
    )
    return "\n".join(f"- {told.capital(told.sentence(answer))}." for answer in shown if answer.word != NOT_APPLICABLE)


def compared(answer: Answer) -> str:
    """Hold the published total of a figure against what is traced by its own day. It has one."""
    total, then = answer.published, answer.traced_then or 0.0
    if total is None:
        raise ValueError("no published total to compare")
    said = numbers.tonnes(total.value, is_approximate=total.is_approximate)
    share = then / total.value
    part = "under 1%" if 0 < share < 0.005 else f"{share:.0%}"
    hole = answer.hole if then != total.value else None
    return (
        f"**{plain(total.publisher)}** published **{said}** ({answer.figure.done}) for {known_date(total.as_of)}. "
        f"By that day **{numbers.tonnes(then)}** can be traced to projects, {part} of it"
        + (f"; largest gap: {hole.name}, {hole.key}." if hole else ".")
    )
