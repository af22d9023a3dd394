"""Flows from column to column, as bands whose width is the value (a Sankey diagram).

Plotly's own Sankey trace places bands at a node in an order of its own, so that they cross where they leave, and writes
names across them. Here nodes stand in the order of the form, and no two names can meet.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

# Heights: between two nodes of the fullest column (a name is as high), and at most in the others.
GAP, WIDEST_GAP = 20, 56
# What a column with the largest node would have, if there were no gaps.
BANDS = 250
# Shares of the width of all bands: the thickness of a node, and where columns stand.
THICKNESS = 0.012
COLUMNS = {1: (0.0,), 2: (0.0, 1.0), 3: (0.0, 0.42, 1.0)}
# Where the names of the last column end, on a phone and elsewhere.
RIGHT_ON_PHONE, RIGHT = 1.72, 1.26
LONGEST_ON_PHONE = 16


@dataclass(frozen=True)
class Node:
    """A place that bands leave or reach; `shown` is its value in words, `short` its name where room is scarce."""

    name: str
    value: float
    shown: str
    colour: str
    short: str = ""


@dataclass(frozen=True)
class Band:
    """What goes from a node of one column to a node of the next; `row` names the row of its table, for clicks."""

    start: str
    end: str
    value: float
    shown: str
    colour: str
    row: Hashable = None

    @property
    def words(self) -> str:
        """The band in words."""
        return f"{self.start} → {self.end}: {self.shown}"


@dataclass(frozen=True)
class Flow:
    """Columns of nodes from left to right, each from top to bottom, and for each two neighbours the bands between them.

    On a phone a first column of one node is left out: the title names it.
    """

    columns: tuple[tuple[Node, ...], ...]
    bands: tuple[tuple[Band, ...], ...]
    alt: str = ""


@dataclass(frozen=True)
class PlacedNode:
    """A node with its place: left end in shares of the width of all bands, top and height in the unit of BANDS."""

    node: Node
    x: float
    top: float
    height: float
    is_first: bool
    is_last: bool

    def label(self, is_phone: bool) -> str:
        """Return its name as it is printed, with its value."""
        name = (self.node.short or self.node.name) if is_phone else self.node.name
        if is_phone and self.is_last and len(name) > LONGEST_ON_PHONE:
            name = f"{name[: LONGEST_ON_PHONE - 1]}…"
        return name


@dataclass(frozen=True)
class PlacedBand:
    """A band with its places: x of both ends, tops at both ends, and its width."""

    band: Band
    x: tuple[float, float]
    top: tuple[float, float]
    width: float


@dataclass(frozen=True)
class Layout:
    """All nodes and bands of a flow in their places; `right` is where the names of the last column end."""

    nodes: tuple[PlacedNode, ...]
    bands: tuple[PlacedBand, ...]
    height: float
    right: float


def lay_out(flow: Flow, is_phone: bool) -> Layout:
    """Return where all of a flow stands."""
    columns, bands = flow.columns, flow.bands
    if is_phone and len(columns) > 2 and len(columns[0]) == 1:
        columns, bands = columns[1:], bands[1:]
    height = BANDS + GAP * (max(len(column) for column in columns) - 1)
    total = sum(node.value for node in columns[-1])
    scale = BANDS / total
    right = RIGHT_ON_PHONE if is_phone else RIGHT
    xs = COLUMNS[len(columns)]
    tops = [_tops(column, scale, height) for column in columns]
    nodes = [
        PlacedNode(node, x, top[node.name], node.value * scale, len(columns) == 3 and n == 0, n == len(columns) - 1)
        for n, (column, x, top) in enumerate(zip(columns, xs, tops, strict=True))
        for node in column
    ]
    placed: list[PlacedBand] = []
    for n, between in enumerate(bands):
        x = (xs[n] + THICKNESS * right, xs[n + 1])
        placed += _placed(between, x, tops[n], tops[n + 1], scale)
    return Layout(tuple(nodes), tuple(placed), height, right)


def _tops(column: Sequence[Node], scale: float, height: float) -> dict[str, float]:
    """Return where the nodes of a column start, as far apart as there is room."""
    bands = sum(node.value for node in column) * scale
    spread = min((height - bands) / (len(column) - 1), WIDEST_GAP) if len(column) > 1 else 0.0
    top = (height - bands - spread * (len(column) - 1)) / 2
    found = {}
    for node in column:
        found[node.name] = top
        top += node.value * scale + spread
    return found


def _placed(
    bands: Sequence[Band], x: tuple[float, float], starts: dict[str, float], ends: dict[str, float], scale: float
) -> list[PlacedBand]:
    """Return bands at both ends in the order of the nodes opposite: so they cross as little as that order allows."""
    leaves, arrives = dict(starts), dict(ends)
    orders = ({name: n for n, name in enumerate(nodes)} for nodes in (starts, ends))
    left, right = orders
    found = []
    for band in sorted(bands, key=lambda band: (left[band.start], right[band.end])):
        width = band.value * scale
        found.append(PlacedBand(band, x, (leaves[band.start], arrives[band.end]), width))
        leaves[band.start] += width
        arrives[band.end] += width
    return found
