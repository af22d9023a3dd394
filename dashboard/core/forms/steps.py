"""Steps: what happened when, a mark a moment in lanes over time; a bar where only the month or year is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.core.forms import fills, frame, text, ticks
from dashboard.core.forms.look import Look
from dashboard.core.forms.rows import Row, Rows, colour, different, state, word
from dashboard.core.forms.scene import Axis, Dot, DotLayer, Key, LineLayer, Margins, Note, Panel, Scene, Symbol

LANE, THIN_LANE, MANY = 39.0, 22.0, 8
NAMED, NAMED_ON_PHONE, MOST_NAMES = 34.0, 46.0, 480.0
# Where marks of one lane stand, so that those of the same weeks do not hide each other.
TRACKS = (0.0, -0.22, 0.22, -0.11, 0.11)
SIZES: dict[Symbol, float] = {"square": 10, "circle": 10, "cross": 8, "bar": 10}


@dataclass(frozen=True)
class Steps:
    """A mark for each row, from the day `start` to the day `end` (ISO), which are the same where the day is known.

    Lanes are the values of `lane`, named by it, in their order or in that of `lanes`; without it each row has a lane of its own and is
    named beside its mark by `name` and `when`. Rows may have a symbol (square, circle, cross), and a track: the number of the place
    within the lane, else they take turns. `names`: what symbols mean. `span`: what a bar means, for the legend.
    """

    rows: Rows
    start: str
    end: str
    alt: str
    lane: str = ""
    lanes: tuple[tuple[str, str], ...] = ()
    name: str = ""
    when: str = ""
    names: tuple[tuple[Symbol, str], ...] = ()
    span: str = ""


def lay_out(form: Steps, look: Look) -> Scene:
    """Return the steps as a scene."""
    if not form.rows:
        return frame.nothing(look, form.alt)
    lanes = _lanes(form)
    called: dict[Any, str] = dict(form.lanes)
    labels, left = frame.names([str(called.get(lane, lane)) for lane in lanes] if form.lane else [], look, look.text)
    left = left if form.lane else 8.0
    heights = _heights(form, lanes)
    pixels = look.width - left - 12
    y = (
        frame.row_axis(labels, look, look.text, has_grid=True)
        if form.lane
        else Axis(len(lanes) - 0.5, -0.8 if look.is_phone else -0.5, is_shown=False)
    )
    bottom = look.small * 2.6
    count = max(len(lanes), 2)
    high = look.height or count * _pitch(form, count, labels, look) + bottom + 8
    return frame.scene(
        look, high, Margins(left, 12, 8, bottom), [Panel(_time(form, look, pixels), y)],
        [*_spans(form, heights, look), *_marks(form, heights, look)], form.alt, _keys(form, look), notes=_names(form, look),
    )  # fmt: skip


def _lanes(form: Steps) -> list[Any]:
    if not form.lane:
        return list(range(len(form.rows)))
    return [key for key, _ in form.lanes] or different(form.rows, form.lane)


def _pitch(form: Steps, count: int, labels: list[str], look: Look) -> float:
    if not form.lane:
        return NAMED_ON_PHONE if look.is_phone else NAMED
    lines = max(label.count("\n") + 1 for label in labels)
    return max(THIN_LANE if count > MANY * 2 else LANE, lines * look.text * text.LINE + 4)


def _day(iso: str) -> float:
    return float(date.fromisoformat(iso[:10]).toordinal())


def _middle(form: Steps, row: Row) -> float:
    return (_day(row[form.start]) + _day(row[form.end])) / 2


def _heights(form: Steps, lanes: list[Any]) -> list[float]:
    """Return where each row stands from the top: the place of its lane, and its track within that."""
    if not form.lane:
        return [float(n) for n in range(len(form.rows))]
    place, turn = {lane: n for n, lane in enumerate(lanes)}, dict.fromkeys(lanes, -1)
    found = []
    for row in form.rows:
        turn[row[form.lane]] += 1
        track = row.get("track")
        found.append(
            place[row[form.lane]] + TRACKS[(turn[row[form.lane]] if track is None else int(track)) % len(TRACKS)]
        )
    return found


def _time(form: Steps, look: Look, pixels: float) -> Axis:
    low, high = min(_day(row[form.start]) for row in form.rows), max(_day(row[form.end]) for row in form.rows)
    edge = max(high - low, 365.0) * 0.03
    low, high = low - edge, max(high, low + 365.0) + edge
    found = ticks.within(ticks.days(low, high, pixels), low, high, pixels, look.small)
    return Axis(low, high, found, "day", look.theme.muted, look.small, has_grid=True)


def _spans(form: Steps, heights: list[float], look: Look) -> list[LineLayer]:
    """Return a bar over the days between which a moment lies."""
    nothing = fills.fill("muted", "fact", look)
    dots: list[Dot] = []
    for row, y in zip(form.rows, heights, strict=True):
        if row[form.start] != row[form.end]:
            dots += [
                Dot(_day(row[form.start]), y, 0, nothing),
                Dot(_day(row[form.end]), y, 0, nothing),
                Dot(_day(row[form.end]), None, 0, nothing),
            ]
    wide = 1.5 if form.lane else 3.0
    return (
        [LineLayer(tuple(dots), look.theme.muted, wide, name=form.span, has_key=bool(form.span), is_mute=True)]
        if dots
        else []
    )


def _marks(form: Steps, heights: list[float], look: Look) -> list[DotLayer]:
    layers = []
    for symbol in dict.fromkeys(_symbol(row) for row in form.rows):
        size = SIZES[symbol] if form.lane else 13
        dots = tuple(
            Dot(
                _middle(form, row),
                y,
                size,
                fills.dot(colour(row), state(row), look),
                symbol,
                word(row, "told"),
                row.get("id"),
            )
            for row, y in zip(form.rows, heights, strict=True)
            if _symbol(row) == symbol
        )
        layers.append(DotLayer(dots, name=dict(form.names).get(symbol, "")))
    return layers


def _symbol(row: Row) -> Symbol:
    symbol: Symbol = row.get("symbol") or "circle"
    return symbol


def _names(form: Steps, look: Look) -> list[Note]:
    """Return the names of rows that have lanes of their own, beside the mark where there is more room, or above it on a phone."""
    if form.lane:
        return []
    pixels = look.width - 20.0
    axis = _time(form, look, pixels)
    notes = []
    for place, row in enumerate(form.rows):
        when = word(row, form.when)
        is_late = _middle(form, row) > (axis.low + axis.high) / 2
        place_px = axis.share(_day(row[form.start if is_late else form.end])) * pixels
        beside = pixels if look.is_phone else min(MOST_NAMES, place_px if is_late else pixels - place_px) - 20
        name = text.wrap(text.bold(word(row, form.name)), look.text, beside - text.width(f"  {when}", look.text), 1)
        said = f"{name}  {when}"
        if look.is_phone:
            notes.append(Note(said, 0, place, look.theme.text, look.text, dy=-17, of=("panel", "axis")))
        else:
            x = _day(row[form.start if is_late else form.end])
            notes.append(
                Note(
                    said, x, place, look.theme.text, look.text, "end" if is_late else "start", dx=-12 if is_late else 12
                )
            )
    return notes


def _keys(form: Steps, look: Look) -> list[Key]:
    used = {_symbol(row) for row in form.rows}
    states = {_symbol(row): state(row) for row in form.rows}
    return [
        Key(name, fills.dot("muted", states[symbol], look), symbol, SIZES[symbol])
        for symbol, name in form.names
        if symbol in used
    ]
