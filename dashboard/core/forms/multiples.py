"""Small multiples: the same line chart for one name after another, on one scale or each on its own."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.core.forms import fills, frame, text, ticks
from dashboard.core.forms.look import Look
from dashboard.core.forms.rows import NO_DATA, Row, Rows, colour, different, number, numbers, word
from dashboard.core.forms.scene import Anchor, Area, Axis, Dot, LineLayer, Margins, Note, Panel, Rule, Scene

# Of a panel on one scale: its height, what stands above and below it. Of one with axes of its own: its height. Between panels.
HEIGHT, ABOVE, BELOW = 204.0, 67.0, 47.0
OWN_HEIGHT, OWN_HEIGHT_ON_PHONE = 250.0, 210.0
BETWEEN, BETWEEN_ON_PHONE = 0.03, 0.05
YEAR_ROOM = 60
MARGINS = Margins(8, 8, 6, 0)


@dataclass(frozen=True)
class Multiples:
    """A panel for each value of `facet`, headed by it and by the lines of the column `under`; in it a line through `x` (years) and `y`.

    `is_one_scale`: all panels have the same axes, which are not drawn; the highest value of each stands at its place. Else each has its
    own from zero, with the column `unit` behind its numbers, up to the column `most` where that is given. `event`: the column of the x
    of a dotted line. A year without a value is shaded. `few`: how many panels, the first, are enough for a small screen.
    """

    rows: Rows
    facet: str
    x: str
    y: str
    alt: str
    event: str = ""
    is_one_scale: bool = True
    few: int = 0


def lay_out(form: Multiples, look: Look) -> Scene:
    """Return the panels as a scene."""
    facets = different(form.rows, form.facet)
    if form.few and look.is_phone:
        facets = facets[: form.few]
        form = replace(form, rows=tuple(row for row in form.rows if row[form.facet] in facets))
    if not facets:
        return frame.nothing(look, form.alt)
    groups = [[row for row in form.rows if row[form.facet] == name] for name in facets]
    columns = (
        min(2 if look.is_phone else 4, len(groups))
        if form.is_one_scale
        else 1
        if look.is_phone
        else min(2, len(groups))
    )
    lines = math.ceil(len(groups) / columns)
    # As many in each line as can be: five stand as three and two, not as four and one.
    columns = math.ceil(len(groups) / lines)
    high = HEIGHT if form.is_one_scale else OWN_HEIGHT_ON_PHONE if look.is_phone else OWN_HEIGHT
    if look.height:
        high = look.height / lines
    panels, layers, notes, areas, rules = [], [], [], [], []
    for n, rows in enumerate(groups):
        panel = _panel(form, rows, divmod(n, columns), columns, lines, high, look)
        panels.append(panel)
        layers.append(_line(form, rows, n, look))
        notes += [_head(form, rows, n, panel, look), *_peak(form, rows, n, look), *_missing(form, rows, n, look)]
        areas += [Area(x - 0.5, x + 0.5, None, None, look.theme.land, panel=n) for x, _ in _silent(form, rows)]
        rules += _event(form, rows, n, panel, look)
    return frame.scene(
        look,
        high * lines + (0 if look.height else 6),
        MARGINS,
        panels,
        layers,
        form.alt,
        notes=notes,
        areas=areas,
        rules=rules,
    )


def _panel(
    form: Multiples, rows: Sequence[Row], place: tuple[int, int], columns: int, lines: int, high: float, look: Look
) -> Panel:
    """Return a panel at its line and column; the names of its axis, where it has one, stand within its share of the frame."""
    line, column = place
    wide, tall = look.width - MARGINS.left - MARGINS.right, high * lines - (MARGINS.top if look.height else 0)
    step = tall / lines
    between = 0.0 if columns == 1 else BETWEEN_ON_PHONE if look.is_phone else BETWEEN
    left, right = column / columns, (column + 1) / columns - between
    above, below = (ABOVE, BELOW) if form.is_one_scale else (look.small * 2.2, look.small * 2.4)
    if look.height:
        below = look.small * 2.0
    y = _scale(form, rows, step - above - below, look)
    if not form.is_one_scale:
        left += _room(y, look) / wide
    box = (left, 1 - (step * (line + 1) - below) / tall, right, 1 - (step * line + above) / tall)
    return Panel(_years(form, rows, wide * (right - left), look), y, box)


def _room(y: Axis, look: Look) -> float:
    return max((text.width(said, look.small) for _, said in y.ticks), default=0.0) + 6 if y.is_shown else 0.0


def _scale(form: Multiples, rows: Sequence[Row], pixels: float, look: Look) -> Axis:
    if form.is_one_scale:
        return Axis(0, (max(numbers(form.rows, form.y), default=0.0) or 1.0) * 1.25, is_shown=False)
    high = max(numbers(rows, "most"), default=0.0) or (max(numbers(rows, form.y), default=0.0) or 1.0) * 1.08
    marks = ticks.numbers(0, high, max(2, int(pixels / 34)), word(rows[0], "unit"))
    return Axis(0, high, marks, colour=look.theme.muted, size=look.small, has_grid=True, zero=look.theme.muted)


def _years(form: Multiples, rows: Sequence[Row], pixels: float, look: Look) -> Axis:
    years = numbers(form.rows if form.is_one_scale else rows, form.x)
    first, last = min(years), max(years)
    if not form.is_one_scale:
        edge = max(last - first, 1) * 0.04
        marks = ticks.years(int(first), int(last), pixels, YEAR_ROOM)
        return Axis(first - edge, last + edge, marks, colour=look.theme.muted, size=look.small)
    ends = tuple((year, f"{year:.0f}") for year in dict.fromkeys((first, last)))
    return Axis(first - 0.5, last + 0.5, ends, colour=look.theme.muted, size=look.tiny, has_line=True)


def _line(form: Multiples, rows: Sequence[Row], n: int, look: Look) -> LineLayer:
    mark = fills.fill(colour(rows[0]), "fact", look)._replace(edge_width=0.0)
    dots = tuple(
        Dot(number(row, form.x) or 0.0, number(row, form.y), 5, mark, told=word(row, "told"), id=row.get("id"))
        for row in rows
    )
    return LineLayer(
        dots, look.colour(colour(rows[0])), 2.2 if form.is_one_scale else 2.5, panel=n, has_marks=form.is_one_scale
    )


def _head(form: Multiples, rows: Sequence[Row], n: int, panel: Panel, look: Look) -> Note:
    said = "\n".join(filter(None, (text.bold(rows[0][form.facet]), word(rows[0], "under"))))
    size = look.small if form.is_one_scale else look.text
    away = ABOVE - 4 - text.height(said, size) if form.is_one_scale else 6
    return Note(
        said,
        0,
        1,
        look.theme.text,
        size,
        "start",
        "bottom",
        -_room(panel.y, look),
        -max(away, 4),
        ("panel", "panel"),
        panel=n,
    )


def _peak(form: Multiples, rows: Sequence[Row], n: int, look: Look) -> list[Note]:
    """Return the number at the highest value of a panel on the common scale."""
    known = [row for row in rows if number(row, form.y) is not None]
    if not form.is_one_scale or not known:
        return []
    peak = max(known, key=lambda row: number(row, form.y) or 0.0)
    years = numbers(form.rows, form.x)
    x, y = number(peak, form.x) or 0.0, number(peak, form.y) or 0.0
    anchor: Anchor = "start" if x == min(years) else "end" if x == max(years) else "middle"
    return [Note(f"{y:,.0f}", x, y, look.theme.muted, look.tiny, anchor, "bottom", dy=-3, panel=n)]


def _silent(form: Multiples, rows: Sequence[Row]) -> list[tuple[float, str]]:
    """Return the years of a panel on the common scale that have no value, and why."""
    if not form.is_one_scale:
        return []
    return [
        (number(row, form.x) or 0.0, word(row, "missing") or NO_DATA) for row in rows if number(row, form.y) is None
    ]


def _missing(form: Multiples, rows: Sequence[Row], n: int, look: Look) -> list[Note]:
    return [
        Note(why, x, 0.5, look.theme.muted, look.tiny, "middle", of=("axis", "panel"), angle=-90, panel=n)
        for x, why in _silent(form, rows)
    ]


def _event(form: Multiples, rows: Sequence[Row], n: int, panel: Panel, look: Look) -> list[Rule]:
    x = number(rows[0], form.event) if form.event else None
    if x is None or not panel.x.low <= x <= panel.x.high:
        return []
    return [Rule(x, x, None, None, look.theme.text, 1.2, "dot", panel=n)]
