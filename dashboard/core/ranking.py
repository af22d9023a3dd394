"""A ranked list whose lines lead somewhere: a name, a bar with a solid part, and two counts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Ranked:
    """A line: its name, the address it leads to, the meaning of its colour, its count, and how much of that is solid."""

    name: str
    address: str
    colour: str
    count: int
    solid: int
    is_chosen: bool = False


@dataclass(frozen=True)
class Ranking:
    """The lines of a list, longest first, under a title and what its bars mean; `heads` stand over the names, the counts and their solid parts."""

    title: str
    meaning: str
    heads: tuple[str, str, str]
    lines: tuple[Ranked, ...]
