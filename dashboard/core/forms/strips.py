"""Strips: names from top to bottom, a measure each from left to right, and where they meet a bar for each part that is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.core.forms import frame, text
from dashboard.core.forms.fills import State, dot, fill
from dashboard.core.forms.look import Look
from dashboard.core.forms.rows import Row, Rows, colour, different, number, state, word
from dashboard.core.forms.scene import Axis, Bar, BarLayer, Key, Margins, Note, Panel, Rule, Scene

# Heights of a bar's lane and of the room between two names, in pixels; shares of a lane that a whole and a part of it fill.
LANE, BETWEEN, WHOLE, PART = 20.0, 14.0, 0.66, 0.32
GAP = 0.04
# Lanes of a bar that lies in an outline where its words stand under it, and where they do.
WITH_WORDS, WORDS = 1.8, 1.32
# From more measures than these on, names have that share of the room that they have beside few.
MANY, MANY_SHARE = 5, 0.62
# Share of a panel that words in full may take.
MOST_WORDS = 0.6


@dataclass(frozen=True)
class Strips:
    """A row of the form is a bar: `label` meets `measure`, one below the other where several do; one scale for all.

    Beside a bar stands what it says, or where all have room for it what it says in full. A row with `is_part` is drawn thin, as a part of what stands above it; one without a value is the word that it says.
    `names` are what the states and the thin bar stand for. With a `whole` each bar lies in an outline of that length, as wide as the
    panel, and its words stand under it; on a phone beyond it.
    """

    rows: Rows
    label: str
    measure: str
    value: str
    alt: str
    names: tuple[tuple[State, str], ...] = ()
    part: str = ""
    whole: float = 0.0


@dataclass(frozen=True)
class _Cell:
    """What stands where a name meets a measure: its rows, from the top `at` of a panel."""

    rows: tuple[Row, ...]
    panel: int
    at: float


def lay_out(form: Strips, look: Look) -> Scene:
    """Return the strips as a scene: a panel a measure, on a phone one for all of them."""
    if not form.rows:
        return frame.nothing(look, form.alt)
    measures, found = different(form.rows, form.measure), different(form.rows, form.label)
    # Many columns need the width more than the names do.
    room = replace(look, width=round(look.width * MANY_SHARE)) if len(measures) > MANY else look
    labels, left = frame.names([str(label) for label in found], room, look.text)
    left = 8.0 if look.is_phone else left
    cells, heads, edges, depth = _placed(form, found, labels, measures, look)
    panels = 1 if look.is_phone else len(measures)
    pixels = (look.width - left - 8) / panels * (1 - (GAP if panels > 1 else 0))
    words = _words(form, pixels, look)
    x = Axis(0, _high(form, pixels, words, look), is_shown=False, zero=look.theme.muted)
    over = [text.wrap(str(name), look.small, pixels) for name in measures]
    top = max(text.height(name, look.small) for name in over) + 10 if panels > 1 else 4.0
    notes = [*heads, *(note for cell in cells for note in _notes(form, cell, words, look))]
    if panels > 1:
        notes += [_head(name, n, look) for n, name in enumerate(over)]
        notes += [
            Note(
                "\n".join(map(text.bold, label.split("\n"))),
                0,
                at + 0.5,
                look.theme.text,
                look.text,
                "end",
                dx=-frame.AWAY,
                of=("panel", "axis"),
            )
            for label, (_, at) in zip(labels, edges, strict=True)
        ]
    y = Axis(depth, 0, is_shown=False)
    boxes = [(n / panels, 0.0, (n + 1) / panels - (GAP / panels if panels > 1 else 0), 1.0) for n in range(panels)]
    rules = [
        Rule(None, None, at - BETWEEN / LANE / 2, at - BETWEEN / LANE / 2, look.theme.line, panel=n, is_below=True)
        for at, _ in edges[1:]
        for n in range(panels)
    ]
    layers = [BarLayer(tuple(_wholes(form, cells, n, look)), panel=n) for n in range(panels)] if form.whole else []
    layers += [BarLayer(tuple(_bars(form, cells, n, look)), panel=n) for n in range(panels)]
    height = look.height or depth * LANE + top + 4
    margins = Margins(left, 8, top, 4)
    found_panels = [Panel(x, y, box) for box in boxes]
    return frame.scene(
        look, height, margins, found_panels, layers, form.alt, _keys(form, look), notes=notes, rules=rules
    )


def _step(form: Strips, look: Look) -> float:
    """Return how many lanes a bar takes."""
    return WITH_WORDS if form.whole and not look.is_phone else 1.0


def _placed(
    form: Strips, found: Sequence[object], labels: Sequence[str], measures: Sequence[object], look: Look
) -> tuple[list[_Cell], list[Note], list[tuple[float, float]], float]:
    """Return the cells, on a phone the words above each, where each name and its first lane begin, and how many lanes there are."""
    cells: list[_Cell] = []
    heads: list[Note] = []
    edges: list[tuple[float, float]] = []
    at = 0.0
    by: dict[tuple[object, object], list[Row]] = {}
    for row in form.rows:
        by.setdefault((row[form.label], row[form.measure]), []).append(row)
    for label, lines in zip(found, labels, strict=True):
        # A name of two lines needs the room of both, above and below the middle of its first lane.
        more = 0.0 if look.is_phone else max(0.0, text.height(lines, look.text) / LANE - 1) / 2
        edges.append((at, at + more))
        at += more
        own = [by.get((label, measure), []) for measure in measures]
        if look.is_phone:
            heads.append(Note(text.bold(label), 0, at + 0.5, look.theme.text, look.text))
            at += 1
            for measure, rows in zip(measures, own, strict=True):
                if rows:
                    heads.append(Note(text.told(measure), 0, at + 0.5, look.theme.muted, look.small))
                    cells.append(_Cell(tuple(rows), 0, at + 1))
                    at += 1 + len(rows)
        else:
            cells += [_Cell(tuple(rows), n, at) for n, rows in enumerate(own)]
            at += max(map(len, own)) * _step(form, look) + more
        at += BETWEEN / LANE
    return cells, heads, edges, at - BETWEEN / LANE


def _words(form: Strips, pixels: float, look: Look) -> str:
    """Return the column of the words beside the bars: in full, where none takes more than half of a panel."""
    most = 1.0 if _step(form, look) > 1 else MOST_WORDS
    long = [text.width(word(row, "in_full"), look.small) for row in form.rows if word(row, "in_full")]
    return "in_full" if long and max(long) + 10 <= pixels * most else "said"


def _high(form: Strips, pixels: float, words: str, look: Look) -> float:
    """Return where the axis ends, so that the words beside each bar have room."""
    if _step(form, look) > 1:
        return form.whole * 1.01
    ends = [
        (
            max(number(row, form.value) or 0.0, form.whole),
            text.width(word(row, words) or word(row, "said"), look.small) + 10,
        )
        for row in form.rows
        if number(row, form.value) is not None
    ]
    return (frame.beyond(ends, 0, pixels) if ends else 0.0) or 1.0


def _bars(form: Strips, cells: Sequence[_Cell], panel: int, look: Look) -> list[Bar]:
    return [
        Bar(
            cell.at + lane * _step(form, look) + 0.5,
            0,
            value,
            PART if row.get("is_part") else WHOLE,
            fill("lead" if state(row) == "unconfirmed" else colour(row), state(row), look),
            word(row, "told"),
            row.get("id"),
        )
        for cell in cells
        if cell.panel == panel
        for lane, row in enumerate(cell.rows)
        if (value := number(row, form.value)) is not None
    ]


def _wholes(form: Strips, cells: Sequence[_Cell], panel: int, look: Look) -> list[Bar]:
    """Return the outlines that bars lie in; what has no bar has none."""
    outline = fill("muted", "whole", look)
    return [
        Bar(cell.at + lane * _step(form, look) + 0.5, 0, form.whole, WHOLE, outline._replace(edge_width=1.0))
        for cell in cells
        if cell.panel == panel
        for lane, row in enumerate(cell.rows)
        if number(row, form.value) is not None
    ]


def _notes(form: Strips, cell: _Cell, words: str, look: Look) -> list[Note]:
    notes = []
    step = _step(form, look)
    for lane, row in enumerate(cell.rows):
        value = number(row, form.value)
        is_under = step > 1 and value is not None
        tone = look.theme.muted if value is None else look.theme.text
        if said := word(row, words) or word(row, "said"):
            end = 0.0 if value is None or is_under else max(value, form.whole)
            at = cell.at + lane * step + (WORDS if is_under else 0.5)
            notes.append(Note(said, end, at, tone, look.small, dx=0 if is_under else 6, panel=cell.panel))
    return notes


def _head(name: str, panel: int, look: Look) -> Note:
    return Note(
        "\n".join(map(text.bold, name.split("\n"))),
        0,
        1,
        look.theme.text,
        look.small,
        baseline="bottom",
        of=("panel", "panel"),
        dy=-4,
        panel=panel,
    )


def _keys(form: Strips, look: Look) -> list[Key]:
    keys = [Key(name, fill("lead" if kind == "unconfirmed" else "muted", kind, look)) for kind, name in form.names]
    return [*keys[:1], *([Key(form.part, dot("muted", "fact", look), size=6)] if form.part else []), *keys[1:]]
