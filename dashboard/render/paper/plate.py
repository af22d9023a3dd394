"""A part of a page as one drawing to take along: title, what is drawn, its charts or its figure, source, day and mark. SVG, and PNG of the same.

Knows no subject and no Streamlit. The drawing refers to nothing outside itself.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from dashboard.core import told
from dashboard.core.answer import Answer
from dashboard.core.citable import Part
from dashboard.core.forms import Look, Map, map_svg, to_svg
from dashboard.core.forms.as_svg import FONT
from dashboard.core.forms.svg_paper import written
from dashboard.core.forms.text import LINE, wrap
from dashboard.core.forms.text import told as unmarked
from dashboard.core.palette import Theme
from dashboard.render import document
from dashboard.render.frame import NAME
from dashboard.render.paper import press

HERE = Path(__file__).parent
WIDTH, MARGIN, GAP = 1100, 32, 14
# Dots a point of a PNG: sharp on the screens of today.
DOTS = 2
_TAG = re.compile(r"<[^>]+>")
_SIGN = re.compile("[\u2190-\u21ff\u25a0-\u27bf]+")
_HEIGHT = re.compile(r'height="([\d.]+)"')


@dataclass(frozen=True)
class Foot:
    """What ends a drawing: the edition and day it is of, and the address that shows the same."""

    day: str
    address: str


def bare(markdown: str) -> str:
    """Return a text of ours without its markup, on one line."""
    return " ".join(unescape(_TAG.sub(" ", document.markdown(markdown))).split()).replace(" .", ".").replace(" ,", ",")


def svg(part: Part, foot: Foot, theme: Theme) -> str:
    """Return the drawing of a part that has a chart or is a figure, on a ground of the theme's own."""
    return _Plate(theme).drawn(part, foot)


def png(drawing: str) -> bytes:
    """Return a drawing as PNG."""
    width, height = (re.search(rf'{name}="([\d.]+)"', drawing)[1] for name in ("width", "height"))  # type: ignore[index]
    shown = json.dumps({"svg": drawing, "width": float(width), "height": float(height)})
    with press.at_work() as at_work:
        return at_work.typeset(HERE / "plate.typ", "png", {"shown": shown}, ppi=72 * DOTS)


class _Plate:
    """A drawing that grows downwards."""

    def __init__(self, theme: Theme) -> None:
        self.theme, self.parts, self.y = theme, list[str](), float(MARGIN)

    def drawn(self, part: Part, foot: Foot) -> str:
        self._text(part.title, 24, self.theme.text, 4, strong=True)
        if part.answer:
            self._figure(part.answer)
        else:
            self._text(bare(part.drawn), 14, self.theme.muted, 6)
        for name, answer in part.beside:
            self._text(name, 16, self.theme.text, 2, strong=True)
            self._figure(answer)
        for chart in part.charts:
            if chart.title:
                self._text(chart.title, 16, self.theme.text, 2, strong=True)
            self._chart(to_svg(chart.form, Look(self.theme, WIDTH - 2 * MARGIN)))
            if isinstance(chart.form, Map) and chart.form.subjects:
                self._text(map_svg.legend(chart.form), 13, self.theme.muted, 3)
        if part.sources:
            self._text(f"Sources: {bare(part.sources)}", 13, self.theme.muted, 5)
        self._text(f"{foot.day} {foot.address}", 13, self.theme.muted, 3)
        self._text(NAME, 16, self.theme.link, 1, strong=True)
        height = round(self.y - GAP + MARGIN)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" font-family="{FONT}">'
            f'<rect width="100%" height="100%" fill="{self.theme.background}"/>{"".join(self.parts)}</svg>'
        )

    def _text(self, words: str, size: float, colour: str, most: int, *, strong: bool = False) -> None:
        if not words:
            return
        room = (WIDTH - 2 * MARGIN) / (1.06 if strong else 1)
        lines = [f"**{line}**" if strong else line for line in wrap(unmarked(words), size, room, most).split("\n")]
        # A sign that the font lacks would change that of its whole line.
        said = _SIGN.sub(
            r'<tspan font-family="DejaVu Sans Mono">\g<0></tspan>',
            written(MARGIN, self.y + size, "\n".join(lines), size, colour),
        )
        self.parts.append(said)
        self.y += len(lines) * size * LINE + GAP

    def _chart(self, drawing: str) -> None:
        self.parts.append(drawing.replace("<svg ", f'<svg x="{MARGIN}" y="{self.y:.1f}" ', 1))
        self.y += float(_HEIGHT.search(drawing)[1]) + GAP  # type: ignore[index]

    def _figure(self, answer: Answer) -> None:
        self._text(told.shown(answer), 52, self.theme.text, 2, strong=True)
        self._text(told.by(answer), 17, self.theme.muted, 2)
        for line in told.parts(answer):
            self._text(" ".join(filter(None, (line.number, line.text))), 15, self.theme.muted, 3)
