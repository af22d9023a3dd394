"""The legend below a chart: what stands in it, and in how many rows."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.core.forms import text
from dashboard.core.forms.scene import BarLayer, Key, Layer, LineLayer

# Pixels of a row, of a sample with its gaps, and between entries.
ROW, SAMPLE, BETWEEN = 20, 28, 12


def keys(layers: Sequence[Layer], others: Sequence[Key]) -> tuple[Key, ...]:
    """Return all entries: layers that have one, then those that stand for a shape."""
    found = []
    for layer in layers:
        if isinstance(layer, BarLayer) and layer.has_key and layer.bars:
            found.append(Key(layer.name, layer.bars[0].fill))
        elif isinstance(layer, LineLayer) and layer.has_key and layer.dots:
            found.append(Key(layer.name, layer.dots[0].fill, "line", layer.width))
    return (*found, *others)


def rows(names: Sequence[str], size: float, room: float) -> list[list[int]]:
    """Return the entries (as places in `names`) row by row: in one where they fit, else in columns of one width."""
    wide = widths(names, size)
    each = len(names) if sum(wide) <= room else max(1, int(room // max(wide)))
    return [list(range(n, min(n + each, len(names)))) for n in range(0, len(names), each)]


def widths(names: Sequence[str], size: float) -> list[float]:
    """Return the pixels that each entry takes."""
    return [SAMPLE + text.width(name, size) + BETWEEN for name in names]
