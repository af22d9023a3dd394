"""The pieces of SVG that all drawings share. A unit is a CSS pixel; paper takes a drawing at half its size."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

FONT = "Inter, 'Source Sans', 'Source Sans Pro', 'Helvetica Neue', Arial, sans-serif"


def text_width(text: str, size: float) -> float:
    """Return about how wide a text is at `size`, in the same unit; rather too wide than too narrow."""
    narrow, wide = set("iljtfrI1.,:;'|!()[]- "), set("mwMW@%")
    return size * sum(0.34 if sign in narrow else 0.92 if sign in wide else 0.62 for sign in text)


def halo(x: float, y: float, words: str, size: float, *, ground: str, fill: str, weight: int = 400) -> str:
    """Return a text with a rim in the colour of the ground, readable over whatever it stands on."""
    rim = f'stroke="{ground}" stroke-width="{size / 3:.3g}" stroke-linejoin="round" paint-order="stroke"'
    look = f'font-size="{size:g}" font-weight="{weight}" fill="{fill}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {look} {rim}>{escape(words)}</text>'


def drawing(width: float, height: float, parts: Iterable[str], alt: str) -> str:
    """Return a whole drawing, described by `alt` for those who can't see it."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" '
        f'font-family="{FONT}" role="img" aria-label="{escape(alt)}">{"".join(parts)}</svg>'
    )
