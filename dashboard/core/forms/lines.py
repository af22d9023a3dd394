"""Lines: numbers over the years, a line a series, each named at its end; a gap where nothing is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dashboard.core.forms import fills, frame, text, ticks
from dashboard.core.forms.end_labels import GAP, End, end_labels
from dashboard.core.forms.look import Look
from dashboard.core.forms.rows import Row, Rows, colour, different, number, numbers, state, word
from dashboard.core.forms.scene import DASHES, Area, Axis, Dash, Dot, LineLayer, Margins, Note, Panel, Rule, Scene

# What names at the ends may take of the width: where they need more, a legend stands below.
NAMES_SHARE = 0.36
HEIGHT, TICK, YEAR_ROOM = 300, 48, 84


@dataclass(frozen=True)
class Lines:
    """A line for each value of `series` through `x` (years) and `y`. It breaks where y is missing or a year is left out.

    Lines that are no facts are dotted; several facts of one colour have dashes of their own. A line ends with what its last row
    with a value says, or with its name. `has_marks`: each value is a mark, hollow where `is_open` is true. `unit` stands behind
    numbers of the axis, `measure` above it. `since`: the x from which on all is shaded, with the words for before and after.
    `is_relative`: x are years from a day, with their sign. `silent`: what is written at years without a value, before the names of the series.
    `few`: how many lines, the first, are enough for a small screen.
    """

    rows: Rows
    x: str
    y: str
    alt: str
    series: str = ""
    unit: str = ""
    measure: str = ""
    axis: str = ""
    since: float | None = None
    before_and_after: tuple[str, str] = ("", "")
    is_relative: bool = False
    has_marks: bool = False
    silent: str = ""
    few: int = 0


def lay_out(form: Lines, look: Look) -> Scene:
    """Return the lines as a scene."""
    if form.few and look.is_phone:
        named = different(form.rows, form.series)[: form.few]
        form = replace(form, rows=tuple(row for row in form.rows if row[form.series] in named))
    values = numbers(form.rows, form.y)
    if not values:
        return frame.nothing(look, form.alt)
    groups = (
        [[row for row in form.rows if row.get(form.series) == name] for name in different(form.rows, form.series)]
        if form.series
        else [list(form.rows)]
    )
    groups = [rows for rows in groups if numbers(rows, form.y)]
    words = [_end_words(form, rows, look) for rows in groups]
    widest = max(text.width(said, look.text) for said in words) + GAP + 4
    is_named = widest <= look.width * NAMES_SHARE
    heads = form.measure or any(form.before_and_after)
    top = look.small * text.LINE + 8 if heads else 10.0
    height = look.height or HEIGHT + (80 if form.has_marks else 0)
    low, high = min(0.0, *values), max(0.0, *values) * 1.08
    high = high if high > low else low + 1.0
    marks = ticks.numbers(low, high, max(2, int((height - 70) / TICK)), form.unit)
    left = max(text.width(said, look.small) for _, said in marks) + 14
    layers = [_line(form, rows, n, _dash(groups, n), not is_named, look) for n, rows in enumerate(groups)]
    below = frame.axis_room(form.axis, look, look.width - left)
    x = _years(form, groups, widest if is_named else 8.0, look, look.width - left - 8)
    y = Axis(low, high, marks, colour=look.theme.muted, size=look.small, has_grid=True, zero=look.theme.muted)
    found = frame.scene(
        look, height, Margins(left, 8, top, below), [Panel(x, y)], layers, form.alt, notes=[*_heads(form, look), *_silences(form, look)],
        areas=_after(form, x, look), rules=_since(form, look),
    )  # fmt: skip
    if not is_named:
        return found
    tall = found.height - found.margins.top - found.margins.bottom
    ends = [_end(form, rows, said, x, y, look, tall) for rows, said in zip(groups, words, strict=True)]
    return replace(found, notes=found.notes + end_labels(ends, tall))


def _end_words(form: Lines, rows: Sequence[Row], look: Look) -> str:
    last = next(row for row in reversed(rows) if number(row, form.y) is not None)
    return (
        (not look.is_phone and word(last, "in_full"))
        or word(last, "said")
        or (text.bold(last[form.series]) if form.series else "")
    )


def _end(form: Lines, rows: Sequence[Row], said: str, x: Axis, y: Axis, look: Look, tall: float) -> End:
    last = next(row for row in reversed(rows) if number(row, form.y) is not None)
    place = number(last, form.x) or 0.0
    pixels = look.width * x.share(place)
    middle = (1 - y.share(number(last, form.y) or 0.0)) * tall
    return End(place, pixels, middle, said, look.colour(colour(last)), look.small if form.has_marks else look.text)


def _years(form: Lines, groups: Sequence[Sequence[Row]], room: float, look: Look, pixels: float) -> Axis:
    """Return the axis of the years, which reaches so far that the names have room beside their ends."""
    all_years = [*numbers(form.rows, form.x), *([] if form.since is None else [form.since])]
    first, last = min(all_years), max(all_years)
    start = first - (0.3 if form.has_marks else (last - first) * 0.02)
    ends = [max(number(row, form.x) or 0.0 for row in rows if number(row, form.y) is not None) for rows in groups]
    high = max(
        frame.beyond([(end, room) for end in ends], start, pixels), last + (0.3 if form.has_marks else 0.0), start + 1
    )
    if form.is_relative:
        marks: ticks.Ticks = tuple((float(n), ticks.number(n, has_sign=True)) for n in range(int(first), int(last) + 1))
    else:
        marks = ticks.years(int(first), int(last), pixels * (last - start) / (high - start), YEAR_ROOM)
    title = text.wrap(form.axis, look.small, pixels)
    return Axis(start, high, marks, colour=look.theme.muted, size=look.small, title=title)


def _dash(groups: Sequence[Sequence[Row]], n: int) -> Dash:
    if state(groups[n][0]) != "fact":
        return "dot"
    alike = [rows for rows in groups if state(rows[0]) == "fact" and colour(rows[0]) == colour(groups[n][0])]
    return DASHES[alike.index(groups[n]) % len(DASHES)]


def _line(form: Lines, rows: Sequence[Row], n: int, dash: Dash, has_key: bool, look: Look) -> LineLayer:
    tone = look.colour(colour(rows[0]))
    solid = fills.dot(colour(rows[0]), "fact", look)
    dots: list[Dot] = []
    years = [number(row, form.x) or 0.0 for row in rows]
    usual = min((b - a for a, b in pairwise(years)), default=1.0)
    for row, year, before in zip(rows, years, [years[0], *years], strict=False):
        if year - before > usual:
            # Nothing is drawn where nothing is published.
            dots.append(Dot(before + usual, None, 0, solid))
        mark = (
            solid._replace(kind="outline", edge_width=2.0)
            if row.get("is_open")
            else solid._replace(opacity=1.0, edge_width=2.0)
        )
        dots.append(
            Dot(year, number(row, form.y), 8 if form.has_marks else 10, mark, told=word(row, "told"), id=row.get("id"))
        )
    name = text.bare(word(rows[0], form.series)) if form.series else ""
    return LineLayer(tuple(dots), tone, 2.5, dash, name=name, has_key=has_key and bool(name), has_marks=form.has_marks)


def _heads(form: Lines, look: Look) -> list[Note]:
    notes = []
    if form.measure:
        notes.append(
            Note(form.measure, 0, 1, look.theme.muted, look.small, "start", "bottom", 0, -4, ("panel", "panel"))
        )
    if form.since is not None:
        notes += frame.beside_line(form.since, form.before_and_after, look)
    return notes


def _silences(form: Lines, look: Look) -> list[Note]:
    """Write at the years whose value is missing whose it is, so that a line that ends early is no line that ends."""
    silent: dict[float, list[str]] = {}
    for row in form.rows if form.silent else ():
        if number(row, form.y) is None:
            silent.setdefault(number(row, form.x) or 0.0, []).append(word(row, form.series))
    return [
        Note(
            f"{form.silent} {', '.join(names)}",
            year,
            0,
            look.theme.muted,
            look.tiny,
            "middle",
            "bottom",
            dy=-2,
            of=("axis", "panel"),
            angle=-90,
        )
        for year, names in silent.items()
    ]


def _after(form: Lines, x: Axis, look: Look) -> list[Area]:
    if form.since is None:
        return []
    last = max(numbers(form.rows, form.x))
    return [Area(form.since, max(form.since, last) + 0.3, None, None, look.theme.land, 0.5)]


def _since(form: Lines, look: Look) -> list[Rule]:
    return [] if form.since is None else [Rule(form.since, form.since, None, None, look.theme.text, 1.5, is_below=True)]
