"""Where names stand on a drawn map: beside their marks, and never over each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from dashboard.core.forms import text
from dashboard.core.forms.outlines import Box, overlap

# Pixels between a mark and its name, and between a name and the edge.
GAP, EDGE = 3.0, 4.0
Over = Literal["nothing", "marks", "anything"]


@dataclass(frozen=True)
class Label:
    """A name beside a mark. It moves away from it by the first of `gaps` that has room, and may stand `over` what lies there."""

    x: float
    y: float
    words: str
    size: float
    gaps: tuple[float, ...]
    colour: str
    weight: int = 400
    over: Over = "nothing"


@dataclass(frozen=True)
class Spot:
    """Where a label stands: its left end and its base line, and the box that it fills."""

    left: float
    base: float
    box: Box


def spread(labels: Iterable[Label], marks: Iterable[Box], size: tuple[float, float]) -> list[tuple[Label, Spot]]:
    """Return the labels that have room in a drawing of that size, earlier ones first; `marks` stay free of them.

    Those that may stand over marks or anything do so only where they find no other room.
    """
    names: list[Box] = []
    kept = list(marks)
    found = []
    for label in labels:
        spot = _free(label, [*kept, *names], size)
        if spot is None and label.over != "nothing":
            spot = _free(label, names, size)
        if spot is None and label.over == "anything":
            spot = _free(label, [], size) or next(_spots(label, label.gaps[0]))
        if spot:
            names.append(spot.box)
            found.append((label, spot))
    return found


def _free(label: Label, taken: list[Box], size: tuple[float, float]) -> Spot | None:
    for gap in label.gaps:
        for spot in _spots(label, gap):
            west, top, east, bottom = spot.box
            is_inside = west > EDGE and east < size[0] - EDGE and top > EDGE and bottom < size[1] - EDGE
            if is_inside and not any(overlap(spot.box, other) for other in taken):
                return spot
    return None


def _spots(label: Label, gap: float) -> Iterator[Spot]:
    """Return the places around a mark, best first: right, left, above, below, and between these."""
    wide, size, x, y, r = text.width(label.words, label.size), label.size, label.x, label.y, gap + GAP
    for left, base in (
        (x + r, y + size * 0.35),
        (x - r - wide, y + size * 0.35),
        (x - wide / 2, y - r - 1),
        (x - wide / 2, y + r + size * 0.75),
        (x + r * 0.6, y - r * 0.6),
        (x + r * 0.6, y + r * 0.6 + size * 0.7),
        (x - r * 0.6 - wide, y - r * 0.6),
        (x - r * 0.6 - wide, y + r * 0.6 + size * 0.7),
    ):
        yield Spot(left, base, (left, base - size * 0.85, left + wide, base + size * 0.25))
