"""Land of the maps: the files that are kept are those that the code makes, and they hold every country."""

from __future__ import annotations

import csv
import json
import re
from itertools import accumulate, pairwise
from xml.etree import ElementTree

import pytest
from shapely.geometry import Polygon, shape

from etl import land
from etl.boundaries import NO_SHAPE


@pytest.fixture(params=land.DETAILS, ids=lambda detail: detail.file.stem)
def detail(request):
    return request.param


@pytest.fixture
def world():
    features = json.loads(land.WORLD.read_text(encoding="utf-8"))["features"]
    return {feature["properties"]["iso3"]: feature for feature in features}


def area(path: str, step_km: int) -> float:
    """Area in km2 that a path encloses, read anew from its letters and numbers; holes count against it."""
    whole = 0.0
    for ring in re.findall(r"M([^z]+)z", path):
        numbers = [int(number) for number in re.findall(r"-?\d+", ring)]
        points = list(zip(accumulate(numbers[::2]), accumulate(numbers[1::2]), strict=True))
        around = pairwise([*points, points[0]])
        # y runs down, so outer rings turn the other way round than in world.json.
        whole -= sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in around) / 2
    return whole * step_km**2


def test_the_kept_file_is_the_one_that_is_made(detail):
    assert detail.file.read_text(encoding="utf-8") == land.write(detail)


def test_every_party_has_land_unless_it_is_smaller_than_the_grid(detail, world, project_root):
    root = ElementTree.parse(detail.file).getroot()
    drawn = {path.attrib["id"] for group in root for path in group}
    with (project_root / "data/reference/parties.csv").open(encoding="utf-8", newline="") as file:
        parties = {row["iso3"] for row in csv.DictReader(file)} - NO_SHAPE
    for code in parties - drawn:
        # Less than two cells of the grid.
        assert shape(world[code]["geometry"]).area < 2 * detail.step_km**2, code
    assert len(parties - drawn) < 12


def test_large_countries_keep_their_size_and_their_kind(detail, world):
    root = ElementTree.parse(detail.file).getroot()
    for group in root:
        for path in group:
            feature = world[path.attrib["id"]]
            assert (group.attrib["id"] == "neutral") == (feature["properties"]["kind"] == "neutral")
            whole = shape(feature["geometry"]).area
            if whole > 300_000:
                # Without small islands, and with a border that is cut short.
                assert area(path.attrib["d"], detail.step_km) == pytest.approx(whole, rel=0.05), path.attrib["id"]


def test_a_ring_that_shrinks_to_a_line_has_no_path():
    detail = land.DETAILS[0]
    line = Polygon([(0, 0), (detail.step_km * 5, 0), (detail.step_km * 5, 1), (0, 1)])
    assert land._path(line, detail) == ""
    square = Polygon([(0, 0), (100, 0), (100, 100), (0, 100)])
    assert area(land._path(square, detail), detail.step_km) == 10_000
