"""What a scene is drawn on as SVG: where its parts stand in pixels, its patterns, words and lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape

from dashboard.core.forms import text
from dashboard.core.forms.fills import Fill
from dashboard.core.forms.scene import Panel, Scene

# Of the size of letters: from the top of a line to its base.
BASE = 0.97
_DASHES = {
    "dash": (3, 2),
    "dot": (1, 1.4),
    "dashdot": (3, 1.6, 1, 1.6),
    "longdash": (5, 2.4),
    "longdashdot": (5, 2, 1, 2),
}


@dataclass
class Paper:
    """Where the parts of a scene stand in pixels, and the patterns that were asked for."""

    scene: Scene
    name: str
    patterns: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Each mark asks where its panel stands.
        self._boxes = [self.box(panel) for panel in self.scene.panels]

    def box(self, panel: Panel) -> tuple[float, float, float, float]:
        """Return left, top, right and bottom of a panel."""
        margins, scene = self.scene.margins, self.scene
        wide, high = scene.width - margins.left - margins.right, scene.height - margins.top - margins.bottom
        left, bottom, right, top = panel.box
        return (
            margins.left + left * wide,
            margins.top + (1 - top) * high,
            margins.left + right * wide,
            margins.top + (1 - bottom) * high,
        )

    def x(self, panel: int, value: float | None, *, share: bool = False, edge: float = 0.0) -> float:
        """Return where a value (or a share of the panel, or with None its edge) stands from the left."""
        left, _, right, _ = self._boxes[panel]
        part = edge if value is None else value if share else self.scene.panels[panel].x.share(value)
        return left + part * (right - left)

    def y(self, panel: int, value: float | None, *, share: bool = False, edge: float = 0.0) -> float:
        """Return where a value (or a share of the panel from its bottom, or with None its edge) stands from the top."""
        _, top, _, bottom = self._boxes[panel]
        part = edge if value is None else value if share else self.scene.panels[panel].y.share(value)
        return bottom - part * (bottom - top)

    def paint(self, fill: Fill) -> str:
        """Return the attributes of a fill and its edge."""
        edge = f' stroke="{fill.edge}" stroke-width="{fill.edge_width:g}"' if fill.edge and fill.edge_width else ""
        if fill.kind in ("hatched", "dotted"):
            return f'fill="url(#{self._pattern(fill)})"{edge}'
        if fill.kind == "outline":
            return f'fill="{fill.back}"{edge}'
        faint = f' fill-opacity="{fill.opacity:g}"' if fill.opacity < 1 else ""
        return f'fill="{fill.colour}"{faint}{edge}'

    def _pattern(self, fill: Fill) -> str:
        key = f"{self.name}-{fill.kind}-{re.sub(r'[^0-9a-f]', '', fill.colour)}"
        stroke = (
            f'<path d="M0 6L6 0M-1 1L1 -1M5 7L7 5" stroke="{fill.colour}" stroke-width="1.2" fill="none"/>'
            if fill.kind == "hatched"
            else f'<circle cx="3" cy="3" r="1.1" fill="{fill.colour}"/>'
        )
        self.patterns[key] = (
            f'<pattern id="{key}" width="6" height="6" patternUnits="userSpaceOnUse">'
            f'<rect width="6" height="6" fill="{fill.back}"/>{stroke}</pattern>'
        )
        return key


def written(x: float, y: float, words: str, size: float, colour: str, anchor: str = "start", turned: str = "") -> str:
    """Return lines of text, the first with its base line at y."""
    drawn = (
        "".join(
            f'<tspan x="{x:.1f}" y="{y + n * size * text.LINE:.1f}">{_line(row)}</tspan>'
            for n, row in enumerate(words.split("\n"))
        )
        if "\n" in words
        else _line(words)
    )
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}" fill="{colour}"{turned}>{drawn}</text>'


# A chart is drawn for three widths, mostly of the same words.
@lru_cache(maxsize=4096)
def _line(words: str) -> str:
    return "".join(
        f'<tspan font-weight="600">{escape(part)}</tspan>' if strong else escape(part)
        for part, strong in text.runs(words)
    )


def line(x0: float, y0: float, x1: float, y1: float, colour: str, width: float = 1.0, dash: str = "solid") -> str:
    """Return a straight line."""
    return f'<line x1="{x0:.1f}" y1="{y0:.1f}" x2="{x1:.1f}" y2="{y1:.1f}" stroke="{colour}" stroke-width="{width:g}"{dashed(dash, width)}/>'


def dashed(dash: str, width: float) -> str:
    """Return the attribute of a dash, "" for a line without one."""
    steps = _DASHES.get(dash)
    return f' stroke-dasharray="{" ".join(f"{step * max(width, 1.2):g}" for step in steps)}"' if steps else ""
