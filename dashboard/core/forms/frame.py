"""What the forms share when they are laid out: the room that names take, heights of rows, and a scene in the colours of a look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dashboard.core.forms import legend, text
from dashboard.core.forms.look import Look
from dashboard.core.forms.scene import Anchor, Axis, Key, Layer, Margins, Note, Panel, Scene

# Share of the width that names of rows may take, at most so many pixels, and pixels between them and the panel.
NAMES_SHARE, MOST_NAMES, NAMES_SHARE_ON_PHONE, AWAY = 0.34, 340.0, 0.42, 8
# Heights of rows; from so many rows on they are dense.
PITCH, PITCH_ON_PHONE, DENSE_PITCH, DENSE, DENSE_SHARE_ON_PHONE = 34.0, 28.0, 24.0, 14, 0.5
BAR_SHARE = 0.7
NOTHING = "Nothing to show"
_SIDES: tuple[Anchor, Anchor] = ("end", "start")


def names(labels: Sequence[str], look: Look, size: int) -> tuple[list[str], float]:
    """Return the names of rows, in two lines where they are long, and the pixels that they take left of the panel.

    Many rows have one line each as far as that goes, so that the chart doesn't become too long.
    """
    room = look.width * NAMES_SHARE_ON_PHONE if look.is_phone else min(look.width * NAMES_SHARE, MOST_NAMES)
    if len(labels) > DENSE:
        room = look.width * (DENSE_SHARE_ON_PHONE if look.is_phone else NAMES_SHARE)
    lines = [text.wrap(label, size, room) for label in labels]
    return lines, max((text.width(line, size) for line in lines), default=0.0) + 2 * AWAY


def pitch(labels: Sequence[str], look: Look, size: int, around: float) -> float:
    """Return the height of a row: what fills a given height, else enough for two lines of a name; `around` is not for rows."""
    if look.height:
        return max(1.0, (look.height - around) / max(len(labels), 1))
    lines = max((label.count("\n") + 1 for label in labels), default=1)
    one = PITCH_ON_PHONE if look.is_phone else PITCH
    return max(DENSE_PITCH if len(labels) > DENSE else one, lines * size * text.LINE + 5)


def name_size(count: int, look: Look) -> int:
    """Return the size of the names of so many rows."""
    return look.small if count > DENSE else look.text


def row_axis(labels: Sequence[str], look: Look, size: int, *, has_grid: bool = False) -> Axis:
    """Return the axis of rows that are read from the top."""
    ticks = tuple((float(place), label) for place, label in enumerate(labels))
    return Axis(len(labels) - 0.4, -0.6, ticks, colour=look.theme.text, size=size, has_grid=has_grid)


def beside_line(x: float, words: tuple[str, str], look: Look) -> list[Note]:
    """Return the words for what lies before and beyond a line at `x`, above the panel."""
    before, beyond = (
        Note(said, x, 1, look.theme.muted, look.small, anchor, "bottom", dx, -2, ("axis", "panel"))
        for said, anchor, dx in zip(words, _SIDES, (-8, 8), strict=True)
    )
    return [note for note in (before, beyond) if note.text]


def axis_room(title: str, look: Look, pixels: float) -> float:
    """Return the pixels below a panel for the numbers of its axis, and for the words under them."""
    return look.small * 2.2 + (text.height(text.wrap(title, look.small, pixels), look.small) + 4 if title else 0.0)


def beyond(ends: Iterable[tuple[float, float]], start: float, pixels: float) -> float:
    """Return up to where an axis that starts at `start` has to reach so that words fit: `ends` are values and pixels beyond them."""
    return max(
        (start + (value - start) * pixels / max(pixels - wide, pixels * 0.25) for value, wide in ends),
        default=start + 1.0,
    )


def scene(
    look: Look,
    height: float,
    margins: Margins,
    panels: Sequence[Panel],
    layers: Sequence[Layer],
    alt: str,
    keys: Sequence[Key] = (),
    **parts: Any,
) -> Scene:
    """Return a scene in the colours of a look; where a legend is needed, the chart grows by its rows."""
    entries = [key.name for key in legend.keys(layers, keys)]
    rows = len(legend.rows(entries, look.small, look.width - margins.left - margins.right)) if entries else 0
    below = rows * legend.ROW + (6 if rows else 0)
    return Scene(
        width=look.width,
        height=round(height if look.height else height + below),
        margins=Margins(margins.left, margins.right, margins.top, margins.bottom + below),
        panels=tuple(panels),
        layers=tuple(layers),
        keys=tuple(keys),
        legend_rows=rows,
        text=look.theme.text,
        muted=look.theme.muted,
        line=look.theme.line,
        background=look.theme.background,
        # A title has marks of what is bold, which nobody should hear.
        alt=alt.replace("**", ""),
        font_size=look.small,
        **{name: tuple(part) for name, part in parts.items()},
    )


def nothing(look: Look, alt: str) -> Scene:
    """Return the scene of a form without rows: it says so."""
    axis = Axis(0, 1, is_shown=False)
    note = Note(NOTHING, 0.5, 0.5, look.theme.muted, look.text, "middle")
    return scene(look, look.height or 80, Margins(), [Panel(axis, axis)], [], alt, notes=[note])
