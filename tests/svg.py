"""What an SVG of a chart shows, read back from its marks: bars, dots and words with where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree

from dashboard.core.forms import text as measure

NS = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels, with what it says or how it is filled."""

    x0: float
    y0: float
    x1: float
    y1: float
    said: str = ""
    fill: str = ""

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2


@dataclass(frozen=True)
class Picture:
    """A read SVG: its size, title, description, marks and words."""

    width: float
    height: float
    title: str
    description: str
    bars: list[Box]
    dots: list[Box]
    words: list[Box]
    lines: list[list[tuple[float, float]]]

    def word(self, said: str) -> Box:
        """Return where a text stands; there must be exactly one of it."""
        (found,) = [box for box in self.words if box.said == said]
        return found

    def overlaps(self) -> list[tuple[str, str]]:
        """Return texts that print over each other. Letters are narrower than they are reckoned: a little is none."""
        return [
            (a.said, b.said)
            for a, b in combinations(self.words, 2)
            if min(a.x1, b.x1) - max(a.x0, b.x0) > 2 and min(a.y1, b.y1) - max(a.y0, b.y0) > 2
        ]

    def outside(self) -> list[str]:
        """Return texts that leave the picture."""
        return [
            box.said
            for box in self.words
            if box.x0 < -1 or box.y0 < -1 or box.x1 > self.width + 1 or box.y1 > self.height + 1
        ]


def read(svg: str) -> Picture:
    """Read an SVG that dashboard.core.forms drew. It must be well-formed."""
    root = ElementTree.fromstring(svg)
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    rects = [e for e in root.iter(f"{NS}rect") if e.get("class")]
    return Picture(
        width,
        height,
        root.findtext(f"{NS}title") or "",
        root.findtext(f"{NS}desc") or "",
        [_rect(e) for e in rects if e.get("class") in ("bar", "cell")],
        [_rect(e) for e in rects if e.get("class") == "dot"]
        + [_circle(e) for e in root.iter(f"{NS}circle") if e.get("class") == "dot"]
        + [_cross(e) for e in root.iter(f"{NS}path") if e.get("class") == "dot"],
        [_text(e) for e in root.iter(f"{NS}text")],
        [
            [(float(x), float(y)) for x, y in (pair.split() for pair in piece.split("L"))]
            for e in root.iter(f"{NS}path")
            if e.get("class") == "line"
            for piece in e.attrib["d"].split("M")[1:]
        ],
    )


def _told(element: ElementTree.Element) -> str:
    return element.findtext(f"{NS}title") or ""


def _rect(e: ElementTree.Element) -> Box:
    x, y, wide, high = (float(e.attrib[name]) for name in ("x", "y", "width", "height"))
    return Box(x, y, x + wide, y + high, _told(e), e.get("fill", ""))


def _circle(e: ElementTree.Element) -> Box:
    x, y, r = (float(e.attrib[name]) for name in ("cx", "cy", "r"))
    return Box(x - r, y - r, x + r, y + r, _told(e), e.get("fill", ""))


def _cross(e: ElementTree.Element) -> Box:
    x, y = map(float, re.match(r"M([\d.-]+) ([\d.-]+)", e.attrib["d"]).groups())
    return Box(x, y, x, y, _told(e), "none")


def _text(e: ElementTree.Element) -> Box:
    """Where words stand. Turned ones are turned back around the point that they are turned at: a right angle or a slant."""
    size, x, base = float(e.attrib["font-size"]), float(e.attrib["x"]), float(e.attrib["y"])
    lines = [part for part in e if part.get("x")]
    said = "\n".join("".join(part.itertext()) for part in lines) if lines else "".join(e.itertext())
    wide, high = measure.width(said, size), measure.height(said, size)
    left = x - {"start": 0, "middle": wide / 2, "end": wide}[e.get("text-anchor", "start")]
    top = base - 0.97 * size
    # The letters themselves: without the space between lines.
    box = Box(left, top + 0.15 * size, left + wide, top + high - 0.15 * size, said, e.get("fill", ""))
    turned = re.search(r"rotate\((-?\d+) ([\d.-]+) ([\d.-]+)\)", e.get("transform", ""))
    if not turned:
        return box
    angle, cx, cy = int(turned[1]), float(turned[2]), float(turned[3])
    if angle == -90:
        corners = [(cx + (y - cy), cy - (x - cx)) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return Box(min(xs), min(ys), max(xs), max(ys), said, box.fill)
    # Slanted names stand parallel: of each its foot alone counts.
    return Box(cx - size / 2, cy - size, cx + size / 2, cy, said, box.fill)
