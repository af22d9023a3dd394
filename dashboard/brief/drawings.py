"""Small charts as SVG, made for print in black and white. Pure: rows in, SVG out.

One unit is a typographic point, so that letters have the same size in the PDF and in the HTML. Colour repeats what
shape, fill or a label says already: nothing is lost in grey. Facts are solid, estimates light.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

CHART_WIDTH, CHART_HEIGHT = 243.0, 128.0
INK, GREY, RULE = "#1a2530", "#55626d", "#c3ccd2"
FONT = "Inter, 'Source Sans Pro', 'Helvetica Neue', Arial, sans-serif"

Point = tuple[float, float]


def text_width(text: str, size: float) -> float:
    """Return about how wide a text is at `size`, in the same unit; rather too wide than too narrow."""
    narrow, wide = set("iljtfrI1.,:;'|!()[]- "), set("mwMW@%")
    return size * sum(0.34 if sign in narrow else 0.92 if sign in wide else 0.62 for sign in text)


def _text(
    x: float, y: float, words: str, size: float = 7.0, *, anchor: str = "start", fill: str = INK, bold: bool = False
) -> str:
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}" fill="{fill}"{weight}>'
        f"{escape(words)}</text>"
    )


def _line(x1: float, y1: float, x2: float, y2: float, colour: str = RULE, width: float = 0.5, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="{width:g}"{dashed}/>'


def _svg(width: float, height: float, parts: Iterable[str], alt: str, name: str) -> str:
    hatch = (
        f'<pattern id="{name}-hatch" width="3" height="3" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="3" height="3" fill="#fff"/><line x1="0" y1="0" x2="0" y2="3" stroke="{INK}" stroke-width="1"/></pattern>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}pt" height="{height:g}pt" '
        f'font-family="{FONT}" role="img" aria-label="{escape(alt)}"><defs>{hatch}</defs>{"".join(parts)}</svg>'
    )


@dataclass(frozen=True)
class Step:
    """A stage with its projects and the megatonnes a year that those with a figure expect (None: not published)."""

    label: str
    projects: int
    expected_mt: float | None


def stages(steps: Sequence[Step], alt: str) -> str:
    """Return bars: projects at each stage (facts, solid), and what they expect a year (estimates, light).

    Where no project publishes an estimate the second set of bars is left out.
    """
    top, row = 12.0, (CHART_HEIGHT - 13) / len(steps)
    bar = min(row * 0.62, 7.5)
    has_estimate = any(step.expected_mt is not None for step in steps)
    left, right = 66.0, CHART_WIDTH
    split = 138.0 if has_estimate else right
    most = max((step.projects for step in steps), default=0) or 1
    most_mt = max((step.expected_mt or 0.0 for step in steps), default=0.0) or 1.0
    parts = [
        _text(left, 7, "Projects", 6.6, bold=True),
        _line(left, top - 1, left, CHART_HEIGHT - 1, GREY),
    ]
    if has_estimate:
        parts.append(_text(split, 7, "Expected a year (estimate)", 6.6, bold=True))
        parts.append(_line(split, top - 1, split, CHART_HEIGHT - 1, GREY))
    for n, step in enumerate(steps):
        middle = top + row * (n + 0.5)
        base, y = middle + 2.3, middle - bar / 2
        parts.append(_text(left - 4, base, step.label, 6.6, anchor="end", fill=INK if step.projects else GREY))
        if not step.projects:
            parts.append(_text(left + 3, base, "0", 6.6, fill=GREY))
            continue
        wide = max(step.projects / most * (split - left - 24), 0.8)
        parts.append(f'<rect x="{left:g}" y="{y:.1f}" width="{wide:.1f}" height="{bar:.1f}" fill="{INK}"/>')
        parts.append(_text(left + wide + 3, base, f"{step.projects:,}", 6.6))
        if not has_estimate:
            continue
        if step.expected_mt is None:
            parts.append(_text(split + 3, base, "none found", 6.6, fill=GREY))
            continue
        wide = max(step.expected_mt / most_mt * (right - split - 42), 0.8)
        parts.append(
            f'<rect x="{split:g}" y="{y:.1f}" width="{wide:.1f}" height="{bar:.1f}" fill="{INK}" '
            f'fill-opacity="0.25" stroke="{INK}" stroke-width="0.5"/>'
        )
        parts.append(_text(split + wide + 3, base, megatonnes(step.expected_mt), 6.6))
    return _svg(CHART_WIDTH, CHART_HEIGHT, parts, alt, "stages")


def megatonnes(value: float) -> str:
    """Return megatonnes as a label: "1.46 Mt", or thousands of tonnes below a hundredth: "3.2 kt"."""
    return f"{value:,.2f} Mt" if value >= 0.01 or value == 0 else f"{value * 1000:,.1f} kt"


def _halo(x: float, y: float, words: str, size: float, *, fill: str = INK, bold: bool = False) -> str:
    weight = 600 if bold else 400
    look = f'x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" font-weight="{weight}"'
    return (
        f'<text {look} fill="none" stroke="#fff" stroke-width="2.4" stroke-linejoin="round">{escape(words)}</text>'
        f'<text {look} fill="{fill}">{escape(words)}</text>'
    )


def short(value: float) -> str:
    """Return a number with three figures that count: 1,230, 21, 0.0114."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _nice_top(value: float) -> float:
    """Return the next round number above `value` that divides into a few even steps."""
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(
        step * power for step in (1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10) if step * power >= value * 1.001 or step == 10
    )


def cumulative(years: Sequence[int], binding: Sequence[int], others: Sequence[int], alt: str) -> str:
    """Return columns of all agreements by the end of each year: binding solid, other signed texts hatched below it."""
    left, right, top, bottom = 6.0, CHART_WIDTH - 4, 22.0, CHART_HEIGHT - 12
    most = max(b + o for b, o in zip(binding, others, strict=True)) or 1
    slot = (right - left) / len(years)
    wide = min(slot * 0.66, 22)
    parts = [
        f'<rect x="{left:g}" y="2" width="7" height="7" fill="{INK}"/>',
        _text(left + 10, 8, "binding", 6.6),
        f'<rect x="{left + 50:g}" y="2" width="7" height="7" fill="url(#cumulative-hatch)" stroke="{INK}" stroke-width="0.5"/>',
        _text(left + 60, 8, "memoranda, letters, statements", 6.6),
        _line(left, bottom, right, bottom, GREY),
    ]
    for n, (year, full, rest) in enumerate(zip(years, binding, others, strict=True)):
        x, height = left + slot * n + (slot - wide) / 2, (bottom - top) / most
        if full:
            parts.append(
                f'<rect x="{x:.1f}" y="{bottom - full * height:.1f}" width="{wide:.1f}" height="{full * height:.1f}" fill="{INK}"/>'
            )
        if rest:
            parts.append(
                f'<rect x="{x:.1f}" y="{bottom - (full + rest) * height:.1f}" width="{wide:.1f}" height="{rest * height:.1f}" '
                f'fill="url(#cumulative-hatch)" stroke="{INK}" stroke-width="0.5"/>'
            )
        if full + rest:
            parts.append(
                _text(x + wide / 2, bottom - (full + rest) * height - 2.5, f"{full + rest}", 6.6, anchor="middle")
            )
        if slot > 17 or n == len(years) - 1 or (n % 2 == 0 and n < len(years) - 2):
            parts.append(_text(x + wide / 2, CHART_HEIGHT - 3, f"{year}", 6.4, anchor="middle", fill=GREY))
    return _svg(CHART_WIDTH, CHART_HEIGHT, parts, alt, "cumulative")


def trend(points: Sequence[tuple[int, float]], unit: str, alt: str, name: str) -> str:
    """Return a line of yearly values from zero up, the last one labelled; `name` keeps its parts apart from others'."""
    left, right, top, bottom = 6.0, CHART_WIDTH - 34, 25.0, CHART_HEIGHT - 12
    first, last = points[0][0], points[-1][0]
    highest = _nice_top(max(value for _, value in points))

    def spot(year: int, value: float) -> Point:
        return left + (year - first) / max(last - first, 1) * (right - left), bottom - value / highest * (bottom - top)

    parts, names = [_text(left, 7, unit, 6.6, fill=GREY)], []
    for share in (0.5, 1.0):
        y = bottom - share * (bottom - top)
        parts.append(_line(left, y, right, y))
        names.append(_halo(left, y - 2, short(highest * share), 6.2, fill=GREY))
    parts.append(_line(left, bottom, right, bottom, GREY))
    for year in range(math.ceil(first / 10) * 10, last + 1, 10):
        x, _ = spot(year, 0)
        anchor = "start" if x < left + 9 else "middle"
        if right - x > 22:
            parts += [
                _line(x, bottom, x, bottom + 2, GREY),
                _text(x, CHART_HEIGHT - 3, f"{year}", 6.4, anchor=anchor, fill=GREY),
            ]
    parts.append(_text(right, CHART_HEIGHT - 3, f"{last}", 6.4, anchor="middle", fill=GREY))
    drawn = [spot(*point) for point in points]
    # A gap in the years is left open: nothing is drawn where nothing is published.
    pieces = ["M" + "{:.1f} {:.1f}".format(*drawn[0])]
    for (before, after), place in zip(pairwise(points), drawn[1:], strict=True):
        pieces.append(f"{'L' if after[0] - before[0] == 1 else 'M'}{place[0]:.1f} {place[1]:.1f}")
    parts.append(f'<path d="{"".join(pieces)}" fill="none" stroke="{INK}" stroke-width="1.6" stroke-linejoin="round"/>')
    x, y = drawn[-1]
    parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="{INK}"/>')
    parts.append(_halo(x + 5, y + 2.4, short(points[-1][1]), 7.4, bold=True))
    return _svg(CHART_WIDTH, CHART_HEIGHT, [*parts, *names], alt, f"trend-{name}")
