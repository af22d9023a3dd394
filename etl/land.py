"""Land of the maps as SVG paths in two degrees of detail, made from dashboard/static/world.json.

    python -m etl.land

etl/boundaries.py runs it too. A page that is drawn once can't ask for 350 kB of outlines; it shows the whole world
(``land-far.svg``) or a part of it (``land-near.svg``). One unit is a step of the grid (`Detail.step_km`), y runs down.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from etl.projection import FloatArray

ROOT = Path(__file__).resolve().parents[1]
WORLD = ROOT / "dashboard/static/world.json"


@dataclass(frozen=True)
class Detail:
    """A file of outlines: how much is simplified, the grid, and the smallest island beside a country's largest part."""

    file: Path
    tolerance_km: float
    step_km: int
    least_km2: float


DETAILS = (
    Detail(ROOT / "dashboard/static/land-far.svg", 25, 10, 400),
    Detail(ROOT / "dashboard/static/land-near.svg", 10, 5, 60),
)


def paths(detail: Detail, world: Path = WORLD) -> dict[tuple[str, str], str]:
    """Return the path of each shape of the world by its kind and code; shapes that no grid point is left of have none."""
    features = json.loads(world.read_text(encoding="utf-8"))["features"]
    shapes = np.array([shape(feature["geometry"]) for feature in features])
    # Neighbours keep their common border; holes run the other way round than what they are in.
    simple = shapely.orient_polygons(shapely.coverage_simplify(shapes, detail.tolerance_km))
    found = {}
    for feature, outline in zip(features, simple, strict=True):
        if drawn := _path(outline, detail):
            found[feature["properties"]["kind"], feature["properties"]["iso3"] or ""] = drawn
    return found


def write(detail: Detail, world: Path = WORLD) -> str:
    """Return the file of a degree of detail: a group for land, one for what the maps draw lighter."""
    groups: dict[str, list[str]] = {"land": [], "neutral": []}
    for (kind, code), drawn in sorted(paths(detail, world).items(), key=lambda item: item[0][1]):
        groups["neutral" if kind == "neutral" else "land"].append(f'<path id="{code}" d="{drawn}"/>')
    lines = [f'<g id="{name}">\n' + "\n".join(shapes) + "\n</g>" for name, shapes in groups.items()]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" data-step-km="{detail.step_km}">\n' + "\n".join(lines) + "\n</svg>\n"
    )


def _path(outline: BaseGeometry, detail: Detail) -> str:
    parts = shapely.get_parts(outline)
    areas = shapely.area(parts)
    kept = parts[(areas >= detail.least_km2) | (areas == areas.max())]
    rings = [ring for part in kept for ring in (part.exterior, *part.interiors)]
    return "".join(_ring(shapely.get_coordinates(ring), detail.step_km) for ring in rings)


def _ring(points: FloatArray, step_km: int) -> str:
    """Return a ring as steps from point to point on the grid, "" where it shrinks to a line or a point."""
    grid = np.rint(points * (1, -1) / step_km).astype(int)
    if not shapely.Polygon(grid).area:
        return ""
    steps = np.diff(grid, axis=0)
    # The last step leads back to the start, which z does.
    steps = steps[:-1][steps[:-1].any(axis=1)]
    return f"M{grid[0][0]} {grid[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps) + "z"


def main() -> None:
    """Write both files."""
    for detail in DETAILS:
        detail.file.write_text(write(detail), encoding="utf-8")


if __name__ == "__main__":
    main()
