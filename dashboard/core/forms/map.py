"""A map: arcs from buyers to hosts, and circles at countries. Rows and words; no width, colour or theme."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import isnan
from typing import Literal

# Shades of land by number of buyers.
CLASSES = 4
Role = Literal["buyer", "host"]
# dot: solid, its area a count. ring: in the colour of its buyer.
Shape = Literal["dot", "ring"]

# What stands under every map.
BOUNDARIES = (
    "Boundaries, names and designations are for orientation only and imply no opinion on the legal status of any "
    "territory or on its frontiers. Outlines: Natural Earth, edited by Visionscarto; Equal Earth projection."
)


@dataclass(frozen=True)
class Place:
    """A Party at the label point of its country, in km of the Equal Earth projection."""

    iso3: str
    name: str
    x_km: float
    y_km: float

    @property
    def is_known(self) -> bool:
        """Whether it has a place: the European Union has none."""
        return not isnan(self.x_km)


@dataclass(frozen=True)
class Arc:
    """A pair: `count` agreements, of which the one that binds most is binding or not; `detail` is shown on hovering."""

    buyer: Place
    host: Place
    count: int
    is_binding: bool
    detail: str = ""


@dataclass(frozen=True)
class Mark:
    """A circle at a country. `role` is what a click on it answers with, `size` what its area stands for."""

    place: Place
    role: Role
    shape: Shape
    size: float
    detail: str = ""


@dataclass(frozen=True)
class Map:
    """A map of the world, or with `is_framed` of the part that its arcs and subjects lie in.

    Later marks lie above earlier ones. `subjects` are what the map is of. Buyers are named, and the hosts with a code in
    `named`, as far as names have room; a subject always. Places that aren't known must not be in it (`known`).
    With a `focus`, the code of one buyer, its arcs alone have a colour, and land is the darker the more buyers it has in `shades`
    (code and number).
    """

    arcs: tuple[Arc, ...] = ()
    marks: tuple[Mark, ...] = ()
    subjects: tuple[Place, ...] = ()
    named: frozenset[str] = frozenset()
    is_framed: bool = False
    alt: str = ""
    focus: str = ""
    shades: tuple[tuple[str, int], ...] = ()

    @property
    def classes(self) -> dict[int, frozenset[str]]:
        """The codes of the countries by their number of buyers; the last class holds all with more."""
        found: dict[int, set[str]] = {}
        for code, count in self.shades:
            found.setdefault(min(count, CLASSES), set()).add(code)
        return {count: frozenset(codes) for count, codes in sorted(found.items())}

    @cached_property
    def hosts_in_focus(self) -> frozenset[Place]:
        """The hosts of the buyer in focus."""
        return frozenset(arc.host for arc in self.arcs if self.focus and arc.buyer.iso3 == self.focus)

    def is_quiet(self, *codes: str) -> bool:
        """Whether what stands at these codes is no part of the story: another buyer is in focus."""
        return bool(self.focus) and self.focus not in codes

    def marks_of(self, *shapes: Shape) -> list[Mark]:
        """Return the marks of some shapes, in their order."""
        return [mark for mark in self.marks if mark.shape in shapes]


def known(arcs: Iterable[Arc]) -> tuple[Arc, ...]:
    """Return the arcs with both ends on the map."""
    return tuple(arc for arc in arcs if arc.buyer.is_known and arc.host.is_known)
