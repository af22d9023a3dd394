"""From degrees to the plane of the world map."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from pyproj import Transformer

FloatArray = npt.NDArray[np.float64]

# The centre at 11 East puts the edge of the map in the Bering Strait: Russia stays whole.
CENTRAL_MERIDIAN = 11.0
_EQUAL_EARTH = f"+proj=eqearth +lon_0={CENTRAL_MERIDIAN:g} +datum=WGS84 +units=m"


def project(longitude: npt.ArrayLike, latitude: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Project degrees to Equal Earth kilometres (x to the east, y to the north)."""
    transformer = Transformer.from_crs("EPSG:4326", _EQUAL_EARTH, always_xy=True)
    x, y = transformer.transform(np.asarray(longitude, dtype=float), np.asarray(latitude, dtype=float))
    return x / 1000, y / 1000
