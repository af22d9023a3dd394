"""The pieces of SVG that drawings without axes share: a whole drawing, and a name that is readable over whatever it stands on."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from dashboard.core.forms.as_svg import FONT


def halo(x: float, y: float, words: str, size: float, *, ground: str, fill: str, weight: int = 400) -> str:
    """Return a text with a rim in the colour of the ground."""
    rim = f'stroke="{ground}" stroke-width="{size / 3:.3g}" stroke-linejoin="round" paint-order="stroke"'
    look = f'font-size="{size:g}" font-weight="{weight}" fill="{fill}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {look} {rim}>{escape(words)}</text>'


def drawing(width: float, height: float, parts: Iterable[str], alt: str, points: float | None) -> str:
    """Return a whole drawing, described by `alt` for those who can't see it; on paper it is `points` wide."""
    size = f'width="{width:g}" height="{height:g}"'
    if points:
        size = f'width="{points:g}pt" height="{points * height / width:.1f}pt"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" {size} font-family="{FONT}" role="img" '
        f'aria-label="{escape(alt)}">{"".join(parts)}</svg>'
    )
