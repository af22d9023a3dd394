"""Names at the ends of lines and bands: each as near to its end as the others let it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.core.forms import text
from dashboard.core.forms.scene import Note

GAP = 8.0


@dataclass(frozen=True)
class End:
    """Where a line ends (x in units of its axis, `left` and `middle` in pixels of the panel, from its top) and what stands there."""

    x: float
    left: float
    middle: float
    words: str
    colour: str
    size: float


def end_labels(ends: Sequence[End], high: float, panel: int = 0) -> tuple[Note, ...]:
    """Return the names right of their ends, pushed apart where they would print over each other; `high` is the panel's height.

    Names pushed out of a panel that is too low for all of them stand above it.
    """
    places = spread(
        [(end.left, end.left + text.width(end.words, end.size)) for end in ends],
        [end.middle for end in ends],
        [text.height(end.words, end.size) for end in ends],
        high,
    )
    return tuple(
        Note(end.words, end.x, 1 - place / high, end.colour, end.size, dx=GAP, of=("axis", "panel"), panel=panel)
        for end, place in zip(ends, places, strict=True)
    )


def spread(
    across: Sequence[tuple[float, float]], middles: Sequence[float], heights: Sequence[float], high: float
) -> list[float]:
    """Return the middles of labels so that none covers another, with as little moved as that needs.

    `across` is from where to where each reaches: those that share no width may stand at one height. All are kept below 0 and
    above `high` as long as they fit between.
    """
    placed = list(middles)
    for group in _columns(across):
        order = sorted(group, key=lambda n: middles[n])
        for n, middle in zip(
            order, _stack([middles[n] for n in order], [heights[n] for n in order], high), strict=True
        ):
            placed[n] = middle
    return placed


def _columns(across: Sequence[tuple[float, float]]) -> list[list[int]]:
    """Group labels that reach over each other, or over one that does."""
    groups: list[list[int]] = []
    reach = float("-inf")
    for n in sorted(range(len(across)), key=lambda n: across[n][0]):
        if across[n][0] >= reach:
            groups.append([])
        groups[-1].append(n)
        reach = max(reach, across[n][1])
    return groups


def _stack(middles: Sequence[float], heights: Sequence[float], high: float) -> list[float]:
    """Place sorted labels: neighbours that meet join and stand around the mean of where they would like to be."""
    blocks: list[tuple[float, float, int]] = []  # top of the block, its height, its labels
    wishes: list[list[float]] = []  # where each label would have the top of its block
    for middle, height in zip(middles, heights, strict=True):
        wish, tall, members = [middle - height / 2], height, 1
        top = _within(sum(wish) / members, tall, high)
        while blocks and blocks[-1][0] + blocks[-1][1] > top:
            _, above, count = blocks.pop()
            wish = wishes.pop() + [wanted - above for wanted in wish]
            tall, members = tall + above, members + count
            top = _within(sum(wish) / members, tall, high)
        blocks.append((top, tall, members))
        wishes.append(wish)
    found: list[float] = []
    for top, _, members in blocks:
        for height in heights[len(found) : len(found) + members]:
            found.append(top + height / 2)
            top += height
    return found


def _within(top: float, tall: float, high: float) -> float:
    return min(max(top, 0.0), high - tall)
