"""Where the names of a live map stand: beside their marks, off the arcs where there is room, and never over each other."""

from __future__ import annotations

from typing import Any

import numpy as np

from dashboard.core.forms.map import Map
from dashboard.core.forms.map_space import curve, ends

Row = dict[str, Any]
Box = tuple[float, float, float, float]
# Sides of a mark on which a name can stand: its anchor, and how far off it is in pixels. The first that is clear is taken.
SIDES = (("middle", 0, -17), ("start", 11, 0), ("end", -11, 0), ("middle", 0, 17), ("start", 9, -12), ("end", -9, -12))
# Points on each piece of an arc that are asked whether they lie under a name, and how much less those of a quiet arc matter.
FINE, QUIETLY = 6, 0.15
# What a name that lies over another one, partly outside the view, or over a mark, would weigh as points of an arc.
OVER_NAME, OUTSIDE, OVER_RING, OVER_DOT = 1000.0, 200.0, 80.0, 40.0
# Pixels that a mark, and an arc, reach around their points.
MARK, ARC = 4, 1


def placed(rows: list[Row], form: Map, pixels: float, size: int, scale: float, view: Box) -> list[Row]:
    """Return the rows with `anchor` and `offset` of their names at `pixels` a km and letters of `size`; a name without room is left out.

    `view` is what is seen at first, in pixels from the middle of the projection, downwards.
    """
    points, weights = _drawn(form, pixels)
    round_ones = form.marks_of("dot", "ring")
    marks = np.array([(mark.place.x_km, -mark.place.y_km) for mark in round_ones]).reshape(-1, 2) * pixels
    matter = np.array([OVER_RING if mark.shape == "ring" else OVER_DOT for mark in round_ones])
    kept: list[Row] = []
    names: list[Box] = []
    for row in rows:
        own = np.array([row["position"][0], -row["position"][1]]) * pixels
        others = np.where(np.abs(marks - own).sum(axis=1) > 1, matter, 0.0)

        def cost(side: tuple[str, int, int], row: Row = row, others: np.ndarray = others) -> float:
            box = _box(row, side, pixels, size, scale)
            over = sum(_meet(box, other) for other in names) * OVER_NAME + (not _within(box, view)) * OUTSIDE
            return over + float(weights[_in(points, box, ARC)].sum()) + float(others[_in(marks, box, MARK)].sum())

        costs = [cost(side) for side in SIDES]
        best = SIDES[int(np.argmin(costs))]
        if min(costs) < OVER_NAME:
            names.append(_box(row, best, pixels, size, scale))
            kept.append(row | {"anchor": best[0], "offset": [round(n * scale) for n in best[1:]]})
    return kept


def _drawn(form: Map, pixels: float) -> tuple[np.ndarray, np.ndarray]:
    """Return points along all arcs, in pixels, and how much each matters."""
    if not form.arcs:
        return np.zeros((0, 2)), np.zeros(0)
    curves = curve(*ends(form.arcs))
    steps = np.linspace(0, 1, FINE, endpoint=False)[None, None, :, None]
    fine = curves[:, :-1, None] * (1 - steps) + curves[:, 1:, None] * steps
    weights = np.array([QUIETLY if form.is_quiet(arc.buyer.iso3) else 1.0 for arc in form.arcs])
    return fine.reshape(-1, 2) * (pixels, -pixels), np.repeat(weights, fine[0].size // 2)


def _box(row: Row, side: tuple[str, int, int], pixels: float, size: int, scale: float) -> Box:
    anchor, right, down = side
    wide = len(row["title"]) * size * 0.55
    x = row["position"][0] * pixels + right * scale - {"start": 0.0, "end": wide}.get(anchor, wide / 2)
    y = down * scale - row["position"][1] * pixels
    return x, y - size / 2, x + wide, y + size / 2


def _in(points: np.ndarray, box: Box, reach: int) -> np.ndarray:
    x, y = points[:, 0], points[:, 1]
    within: np.ndarray = (x > box[0] - reach) & (x < box[2] + reach) & (y > box[1] - reach) & (y < box[3] + reach)
    return within


def _within(one: Box, view: Box) -> bool:
    return one[0] > view[0] and one[1] > view[1] and one[2] < view[2] and one[3] < view[3]


def _meet(one: Box, other: Box) -> bool:
    return not (one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1])
