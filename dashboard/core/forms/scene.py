"""A chart that is laid out: marks in the units of their axes, in panels of a frame in pixels. Both writers draw this.

A form is told without room or theme; its module makes a scene of it for a look. What stands here has colours and sizes. Marks and words are tuples,
which are made three times as fast as other classes: a page has thousands.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from dashboard.core.forms.fills import Fill
from dashboard.core.forms.ticks import Ticks

Symbol = Literal["circle", "square", "cross", "bar"]
Dash = Literal["solid", "dash", "dot", "dashdot", "longdash", "longdashdot"]
Anchor = Literal["start", "middle", "end"]
# Dashes that tell lines of one colour apart, the plainest first.
DASHES: tuple[Dash, ...] = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")


@dataclass(frozen=True)
class Axis:
    """From `low` (left or bottom) to `high`; the larger number may be `low`, as where rows are read from the top.

    `kind` day: numbers are ordinals of days. `zero` is the colour of a line at nil, "" where there is none.
    """

    low: float
    high: float
    ticks: Ticks = ()
    kind: Literal["number", "day"] = "number"
    colour: str = ""
    size: int = 12
    title: str = ""
    has_grid: bool = False
    has_line: bool = False
    zero: str = ""
    is_shown: bool = True
    is_on_top: bool = False
    angle: int = 0

    def share(self, value: float) -> float:
        """Return where a value stands between low (0) and high (1)."""
        return (value - self.low) / (self.high - self.low)

    def at(self, share: float) -> float:
        """Return the value that stands at a share of the way."""
        return self.low + share * (self.high - self.low)


@dataclass(frozen=True)
class Panel:
    """Two axes, and the part of the frame that they fill: left, bottom, right, top as shares."""

    x: Axis
    y: Axis
    box: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)


class Bar(NamedTuple):
    """A bar at the place `at` of one axis, along the other from `base` over `length`. `told` is shown on hovering."""

    at: float
    base: float
    length: float
    thickness: float
    fill: Fill
    told: str = ""
    id: Hashable = None


class Dot(NamedTuple):
    """A mark of a size in pixels; y None: a place that has nothing."""

    x: float
    y: float | None
    size: float
    fill: Fill
    symbol: Symbol = "circle"
    told: str = ""
    id: Hashable = None


@dataclass(frozen=True)
class BarLayer:
    """Bars that are one trace. `name` and `has_key`: it stands in the legend."""

    bars: tuple[Bar, ...]
    is_upright: bool = False
    is_stacked: bool = False
    panel: int = 0
    name: str = ""
    has_key: bool = False


@dataclass(frozen=True)
class DotLayer:
    """Dots that are one trace; unseen ones only answer clicks and hovering."""

    dots: tuple[Dot, ...]
    panel: int = 0
    name: str = ""
    has_key: bool = False
    is_unseen: bool = False


@dataclass(frozen=True)
class LineLayer:
    """A line through its dots; it breaks where y is None. `mark`: the dots are drawn, else they only answer clicks."""

    dots: tuple[Dot, ...]
    colour: str
    width: float = 2.4
    dash: Dash = "solid"
    panel: int = 0
    name: str = ""
    has_key: bool = False
    has_marks: bool = False
    opacity: float = 1.0
    is_mute: bool = False


@dataclass(frozen=True)
class CellLayer:
    """A grid of numbers as tones from `low` through `middle` to `high`, each with its text; z by rows, from -most to most."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    z: tuple[tuple[float, ...], ...]
    texts: tuple[tuple[str, ...], ...]
    most: float
    tones: tuple[str, str, str]
    colour: str
    size: int
    panel: int = 0


@dataclass(frozen=True)
class SignLayer:
    """Many signs of one size beside marks: x, y and the sign, which starts `dx` pixels right of its place."""

    signs: tuple[tuple[float, float, str], ...]
    colour: str
    size: int
    dx: int = 0
    panel: int = 0


Layer = BarLayer | DotLayer | LineLayer | CellLayer | SignLayer


class Note(NamedTuple):
    """Words at a place of a panel, and pixels away from it (down is positive).

    `of` says for x and y whether the place is in units of the axis, or a share of the panel. `anchor` and `baseline` say which
    point of the words stands there.
    """

    text: str
    x: float
    y: float
    colour: str
    size: float
    anchor: Anchor = "start"
    baseline: Literal["top", "middle", "bottom"] = "middle"
    dx: float = 0.0
    dy: float = 0.0
    of: tuple[Literal["axis", "panel"], Literal["axis", "panel"]] = ("axis", "axis")
    angle: int = 0
    panel: int = 0


class Area(NamedTuple):
    """A rectangle behind or (`is_above`) over the marks; None: up to the edge of the panel. No colour: an outline alone."""

    x0: float | None
    x1: float | None
    y0: float | None
    y1: float | None
    colour: str = ""
    opacity: float = 1.0
    edge: str = ""
    edge_width: float = 0.0
    is_above: bool = False
    panel: int = 0


class Rule(NamedTuple):
    """A straight line; None: from edge to edge of the panel."""

    x0: float | None
    x1: float | None
    y0: float | None
    y1: float | None
    colour: str
    width: float = 1.0
    dash: Dash = "solid"
    is_below: bool = False
    panel: int = 0


@dataclass(frozen=True)
class Key:
    """An entry of the legend that stands for a shape, whatever colours it has."""

    name: str
    fill: Fill
    symbol: Symbol | Literal["line"] = "square"
    size: float = 11.0


@dataclass(frozen=True)
class Margins:
    """Pixels around the panels. `left` is what the names of rows take, as the writer to SVG reckons them."""

    left: float = 8.0
    right: float = 8.0
    top: float = 8.0
    bottom: float = 8.0


@dataclass(frozen=True)
class Scene:
    """All of a chart: size and margins in pixels, panels, marks, words, and its description for who can't see it."""

    width: int
    height: int
    margins: Margins
    panels: tuple[Panel, ...]
    layers: tuple[Layer, ...]
    notes: tuple[Note, ...] = ()
    areas: tuple[Area, ...] = ()
    rules: tuple[Rule, ...] = ()
    keys: tuple[Key, ...] = ()
    legend_rows: int = 0
    text: str = "#000000"
    muted: str = "#000000"
    line: str = "#000000"
    background: str = "#ffffff"
    alt: str = ""
    font_size: int = 12
