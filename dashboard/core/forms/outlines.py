"""Land of the maps as SVG paths (etl/land.py), read once for each degree of detail."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from xml.etree import ElementTree

from dashboard.core.static import FOLDER

FAR, NEAR = "land-far.svg", "land-near.svg"
# From so many kilometres a unit of a drawing on, nobody would see what the nearer outlines have more.
FAR_FROM_KM = 25.0

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Shape:
    """A country's rings as path data, each with its bounding box in km (west, south, east, north)."""

    iso3: str
    is_neutral: bool
    rings: tuple[tuple[Box, str], ...]

    def path(self, box: Box) -> str:
        """Return the rings that reach into a box."""
        return "".join(ring for bounds, ring in self.rings if overlap(bounds, box))


@dataclass(frozen=True)
class Outlines:
    """All land in one degree of detail: a unit of the paths is `step_km`, y runs down."""

    file: str
    step_km: int
    shapes: tuple[Shape, ...]


def overlap(a: Box, b: Box) -> bool:
    """Return whether two boxes share room."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def outlines(km_per_unit: float) -> Outlines:
    """Return the outlines that are as fine as a drawing of that scale can show."""
    return _read(FAR if km_per_unit >= FAR_FROM_KM else NEAR)


@cache
def _read(name: str) -> Outlines:
    root = ElementTree.parse(FOLDER / name).getroot()
    step = int(root.attrib["data-step-km"])
    shapes = tuple(
        Shape(path.attrib["id"], group.attrib["id"] == "neutral", tuple(_rings(path.attrib["d"], step)))
        for group in root
        for path in group
    )
    return Outlines(name, step, shapes)


def _rings(data: str, step: int) -> Iterator[tuple[Box, str]]:
    """Return the rings of path data ("M1 2l3 4 5 6z"), each with its bounding box in km."""
    for ring in re.findall("M[^z]*z", data):
        numbers = [int(number) * step for number in re.findall(r"-?\d+", ring)]
        xs, ys = list(accumulate(numbers[::2])), [-y for y in accumulate(numbers[1::2])]
        yield (min(xs), min(ys), max(xs), max(ys)), ring


def paths(shapes: Iterable[Shape], box: Box) -> str:
    """Return what of these shapes reaches into a box, as one path."""
    return "".join(shape.path(box) for shape in shapes)
