"""A matrix: who stands with whom, a mark a pair; rows in groups, columns in one order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.core.forms import fills, frame, text
from dashboard.core.forms.look import Look
from dashboard.core.forms.rows import Row, Rows, colour, different, state, word
from dashboard.core.forms.scene import Axis, Dot, DotLayer, Key, Layer, Margins, Panel, Scene, SignLayer, Symbol

ROW, ROOM, MOST_PANELS = 22.0, 18.0, 3
SIZES: dict[Symbol, float] = {"square": 11, "circle": 10, "cross": 8, "bar": 10}
SLANT = {-60: 0.87, -90: 1.0}


@dataclass(frozen=True)
class Matrix:
    """A mark where the row named by `down` meets the column named by `across`; `columns` has these in their order.

    Rows stand in the order in which they come, under the name of their `group`. Rows of the form may have a symbol, which `names`
    tells, and a sign that stands beside the mark.
    """

    rows: Rows
    down: str
    across: str
    group: str
    columns: tuple[str, ...]
    alt: str
    names: tuple[tuple[Symbol, str], ...] = ()


def lay_out(form: Matrix, look: Look) -> Scene:
    """Return the matrix as a scene: on a wide look the groups stand in panels side by side."""
    if not form.rows:
        return frame.nothing(look, form.alt)
    groups = {
        name: different([row for row in form.rows if row[form.group] == name], form.down)
        for name in different(form.rows, form.group)
    }
    parts = _parted([(name, len(names) + 1) for name, names in groups.items()], _most_panels(form, look))
    lines = [_lines(part, groups) for part in parts]
    depth = max(len(part) for part in lines)
    angle = -90 if look.is_phone else -60
    size = look.small
    top = max(text.width(name, size) for name in form.columns) * SLANT[angle] + 16
    # Slanted names lean over what is right of them.
    right = 8.0 if look.is_phone else max(text.width(name, size) for name in form.columns) * 0.5
    wide = look.width - 8 - right
    panels, layers = [], []
    for n, part in enumerate(lines):
        room = max(text.width(said, size) for _, said in part) + 14
        left, end = n / len(lines) + room / wide, (n + 1) / len(lines) - (0.02 if len(lines) > 1 else 0)
        panels.append(Panel(_columns(form, angle, look), _names(part, depth, look), (left, 0.0, end, 1.0)))
        layers += _marks(form, part, n, look)
    return frame.scene(
        look,
        look.height or depth * ROW + top + 8,
        Margins(8, right, top, 8),
        panels,
        layers,
        form.alt,
        _keys(form, look),
    )


def _most_panels(form: Matrix, look: Look) -> int:
    """Return how many panels have room side by side, with the names of the rows and columns that can be told apart."""
    names = max(text.width(row[form.down], look.small) for row in form.rows) + 14
    return 1 if look.is_phone else max(1, min(MOST_PANELS, int(look.width / (names + ROOM * len(form.columns)))))


def _parted(groups: Sequence[tuple[str, int]], most: int) -> list[list[str]]:
    """Return groups, in their order, as at most so many panels (three or fewer), of which the longest is as short as it can be."""
    if most == 1:
        return [[name for name, _ in groups]]
    count = len(groups)
    best: tuple[int, list[list[str]]] | None = None
    for first in range(1, count + 1):
        for second in range(first, count + 1) if most > 2 else (count,):
            cuts = [groups[:first], groups[first:second], groups[second:]]
            longest = max(sum(length for _, length in cut) for cut in cuts)
            if best is None or longest < best[0]:
                best = longest, [[name for name, _ in cut] for cut in cuts if cut]
    return best[1] if best else []


def _lines(part: Sequence[str], groups: dict[str, list[str]]) -> list[tuple[tuple[str, str | None], str]]:
    """Return the lines of a panel: group and row (None: the heading of the group), and what stands there."""
    return [
        line
        for group in part
        for line in [((group, None), text.bold(group)), *(((group, name), name) for name in groups[group])]
    ]


def _columns(form: Matrix, angle: int, look: Look) -> Axis:
    marks = tuple((float(n), name) for n, name in enumerate(form.columns))
    return Axis(
        -0.6, len(form.columns) - 0.4, marks, colour=look.theme.text, size=look.small, is_on_top=True, angle=angle
    )


def _names(part: Sequence[tuple[tuple[str, str | None], str]], depth: int, look: Look) -> Axis:
    marks = tuple((float(n), said) for n, (_, said) in enumerate(part))
    return Axis(depth - 0.4, -0.6, marks, colour=look.theme.text, size=look.small, has_grid=True)


def _marks(form: Matrix, part: Sequence[tuple[tuple[str, str | None], str]], n: int, look: Look) -> list[Layer]:
    place, column = {key: y for y, (key, _) in enumerate(part)}, {name: x for x, name in enumerate(form.columns)}
    here = [row for row in form.rows if (row[form.group], row[form.down]) in place]
    layers: list[Layer] = []
    for symbol in dict.fromkeys(_symbol(row) for row in form.rows):
        dots = tuple(
            Dot(
                column[row[form.across]],
                place[row[form.group], row[form.down]],
                SIZES[symbol],
                fills.dot(colour(row), state(row), look),
                symbol,
                word(row, "told"),
                row.get("id"),
            )
            for row in here
            if _symbol(row) == symbol
        )
        if dots:
            layers.append(DotLayer(dots, n, dict(form.names).get(symbol, "")))
    signs = tuple(
        (float(column[row[form.across]]), float(place[row[form.group], row[form.down]]), word(row, "sign"))
        for row in here
        if word(row, "sign")
    )
    return [*layers, SignLayer(signs, look.theme.text, look.text, 7, n)] if signs else layers


def _symbol(row: Row) -> Symbol:
    symbol: Symbol = row.get("symbol") or "circle"
    return symbol


def _keys(form: Matrix, look: Look) -> list[Key]:
    states = {_symbol(row): state(row) for row in form.rows}
    return [
        Key(name, fills.dot("muted", states[symbol], look), symbol, SIZES[symbol])
        for symbol, name in form.names
        if symbol in states
    ]
