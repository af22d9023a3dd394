"""The space of the maps: kilometres of the Equal Earth projection, how arcs bend in it and how a map is framed."""

from __future__ import annotations

import numpy as np

from dashboard.core.forms.map import Arc

# Extent of the projected world in km: west, south, east, north (etl/boundaries.py prints it).
WEST, SOUTH, EAST, NORTH = -17244, -6749, 17244, 8324
# The polynomial of the projection (Šavrič, Patterson and Jenny 2018), the radius of its sphere in km, and how fine its edge is drawn.
EQUAL_EARTH, RADIUS, EDGE_POINTS = (1.340264, -0.081106, 0.000893, 0.003796), 6371.0, 41
ARC_POINTS = 17
BEND = 0.16


def edge() -> list[tuple[float, float]]:
    """Return the edge of the projected world as far as it is drawn, once around, in km."""
    a, b, c, d = EQUAL_EARTH
    angle = np.linspace(-np.pi / 3, np.pi / 3, EDGE_POINTS)
    y = RADIUS * (a * angle + b * angle**3 + c * angle**7 + d * angle**9)
    slope = a + 3 * b * angle**2 + 7 * c * angle**6 + 9 * d * angle**8
    x = RADIUS * 2 / np.sqrt(3) * np.pi * np.cos(angle) / slope
    heights = [SOUTH, *(float(one) for one in y if SOUTH < one < NORTH), NORTH]
    east = [(float(np.interp(one, y, x)), one) for one in heights]
    return [*east, *((-x_km, y_km) for x_km, y_km in reversed(east))]


def ends(arcs: tuple[Arc, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Return where arcs start (at buyers) and end (at hosts), each of shape (n, 2)."""
    start = np.array([(arc.buyer.x_km, arc.buyer.y_km) for arc in arcs]).reshape(-1, 2)
    end = np.array([(arc.host.x_km, arc.host.y_km) for arc in arcs]).reshape(-1, 2)
    return start, end


def control(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Return the control points of the quadratic Bezier curves between points of shape (n, 2).

    They stand to the north of the middle, off by 16 % of the distance, so that opposite arcs of a pair bend the same way.
    """
    chord = end - start
    normal = np.stack([-chord[:, 1], chord[:, 0]], axis=1)
    normal *= np.where(normal[:, 1:] < 0, -1, 1)
    points: np.ndarray = (start + end) / 2 + normal * BEND
    return points


def curve(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Return points along those curves, of shape (n, 17, 2)."""
    t = np.linspace(0, 1, ARC_POINTS)[None, :, None]
    middle = control(start, end)[:, None]
    curves: np.ndarray = (1 - t) ** 2 * start[:, None] + 2 * t * (1 - t) * middle + t**2 * end[:, None]
    return curves


def frame(low: np.ndarray, high: np.ndarray, size: tuple[int, int], margin: float = 1.35) -> tuple[float, float, float]:
    """Return the middle (x, y in km) and the zoom that show the box from `low` to `high` within `size` pixels.

    A margin (a factor) leaves room for names. Never closer than a fifth of the world's width, never wider than the world.
    """
    extent = np.maximum((high - low) * margin, 1.0)
    scale = min(size[0] / extent[0], size[1] / extent[1])
    whole = min(size[0] / (EAST - WEST), size[1] / (NORTH - SOUTH))
    scale = min(max(scale, whole), 5 * size[0] / (EAST - WEST))
    x, y = (
        _within(float(low[axis] + high[axis]) / 2, size[axis] / scale, *edges)
        for axis, edges in enumerate(((WEST, EAST), (SOUTH, NORTH)))
    )
    return x, y, float(np.log2(scale))


def _within(middle: float, view: float, low: float, high: float) -> float:
    """Return the middle moved so that a view of that length shows as little as it can beyond `low` and `high`."""
    if view >= high - low:
        return (low + high) / 2
    return min(max(middle, low + view / 2), high - view / 2)
