"""The world in Equal Earth, an arc a pair, a circle a host: deck.gl, drawn flat.

Outlines and graticule are static files in kilometres (etl/boundaries.py); the message to the browser holds arcs and
circles alone.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize

from dashboard.charts.palette import Theme, rgba

# Extent of the projected world in km: west, south, east, north (etl/boundaries.py prints it).
WEST, SOUTH, EAST, NORTH = -17244, -6749, 17244, 8324
ARC_POINTS = 17
# Where a name stands beside its ring, so that neighbours do not print over each other.
_ANCHORS = {"KOR": ("end", -11, 0), "JPN": ("start", 11, 0), "NOR": ("end", -11, -4), "SWE": ("start", 11, -4)}
BEND = 0.16
# Below this width the view is framed by what is drawn, and marks are smaller.
NARROW = 500
MOST_NAMED_HOSTS = 8
HOSTS, BUYERS, ARCS = "hosts", "buyers", "arcs"

Places = dict[str, list[float]]


@dataclass
class CompactDeck:
    """A pydeck Deck whose JSON has no indentation, which makes the message a fifth of the size."""

    deck: pdk.Deck

    @property
    def layers(self) -> list[pdk.Layer]:
        """The layers of the deck, as Streamlit asks for them."""
        layers: list[pdk.Layer] = self.deck.layers
        return layers

    @property
    def _tooltip(self) -> dict[str, object]:
        # Streamlit reads what hovering shows from this attribute of a pydeck Deck, and not from the JSON.
        tooltip: dict[str, object] = self.deck._tooltip
        return tooltip

    def to_json(self) -> str:
        """Return the deck as compact JSON."""
        return json.dumps(self.deck, default=default_serialize, separators=(",", ":"))

    def kept(self) -> Drawn:
        """Return the deck as it goes to the browser, to be kept and drawn again."""
        return Drawn(self.to_json(), self._tooltip)


@dataclass(frozen=True)
class Drawn:
    """A map as JSON, with the two parts that Streamlit asks a pydeck Deck for."""

    json: str
    _tooltip: dict[str, object]

    def to_json(self) -> str:
        """Return the JSON."""
        return self.json


def height(width: int) -> int:
    """Return the height in pixels that shows the whole world at `width`, with room for labels; a phone gets more."""
    if width < NARROW:
        return round(width * 0.62)
    return round(width * (NORTH - SOUTH) / (EAST - WEST)) + 8


def draw(
    pairs: pd.DataFrame, hosts: pd.DataFrame, points: pd.DataFrame, theme: Theme, width: int, static_url: str
) -> CompactDeck:
    """Return the map.

    `pairs` and `hosts` come from dashboard.agreements.summaries, `points` has iso3, short_name, x_km, y_km. Parties without a
    point (the European Union) are left out here and stand in the table. `static_url` is where world.json is served.
    Few hosts are named.
    """
    place = _places(points)
    pairs = _placed(pairs, place)
    scale = 1.0 if width >= 900 else 0.7 if width >= NARROW else 0.5
    layers = _network(pairs, hosts, place, theme, scale, static_url)
    framed = _framed(layers[2].data, width, len(hosts)) if width < NARROW and len(pairs) else None
    zoom = framed[2] if framed else float(np.log2(width / (EAST - WEST)))
    named = hosts if len(hosts) <= MOST_NAMED_HOSTS else hosts.head(0)
    return _deck([*layers, *_all_names(pairs, named, place, theme, max(scale, 0.75), zoom)], width, framed)


def _framed(arcs: list[dict[str, Any]], width: int, hosts: int) -> tuple[float, float, float]:
    drawn = np.concatenate([np.array(arc["path"]) for arc in arcs])
    # The names of few hosts stand below their marks and need room.
    margin = 1.6 if hosts <= MOST_NAMED_HOSTS else 1.12
    return frame(drawn.min(axis=0), drawn.max(axis=0), (width, height(width)), margin)


def draw_around(
    pairs: pd.DataFrame,
    hosts: pd.DataFrame,
    points: pd.DataFrame,
    theme: Theme,
    size: tuple[int, int],
    static_url: str,
    named_hosts: tuple[str, ...] = (),
) -> CompactDeck:
    """Return a map of few pairs that is framed by their arcs; the names of `named_hosts` (codes) are printed.

    `size` is the width and height of the chart in pixels; the other arguments are those of `draw`. At least one pair
    must have both ends on the map.
    """
    place = _places(points)
    pairs = _placed(pairs, place)
    scale = 1.0 if size[0] >= 500 else 0.8
    layers = _network(pairs, hosts, place, theme, scale, static_url)
    drawn = np.concatenate([np.array(arc["path"]) for arc in layers[2].data])
    framed = frame(drawn.min(axis=0), drawn.max(axis=0), size)
    named = hosts[hosts["host_iso3"].isin(named_hosts)]
    return _deck([*layers, *_all_names(pairs, named, place, theme, scale, framed[2])], size[0], framed)


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


def _places(points: pd.DataFrame) -> Places:
    places = zip(points["iso3"], points["x_km"], points["y_km"], strict=True)
    return {code: [x, y] for code, x, y in places if pd.notna(x)}


def _placed(pairs: pd.DataFrame, place: Places) -> pd.DataFrame:
    ends = zip(pairs["buyer_iso3"], pairs["host_iso3"], strict=True)
    return pairs[np.array([buyer in place and host in place for buyer, host in ends], dtype=bool)]


def _network(
    pairs: pd.DataFrame, hosts: pd.DataFrame, place: Places, theme: Theme, scale: float, static_url: str
) -> list[pdk.Layer]:
    return [
        *_ground(static_url, theme),
        _arcs(pairs, place, theme, scale),
        _hosts(hosts, place, theme, scale),
        _buyers(pairs, place, theme, scale),
    ]


def draw_volumes(hosts: pd.DataFrame, theme: Theme, width: int, static_url: str) -> CompactDeck:
    """Return a map of `hosts` (dashboard.projects.queries.by_host), a circle a host country.

    A filled circle's area stands for the expected tonnes a year; an empty ring for a host none of whose projects
    publishes a figure. Circles stand at the label point of the country, not at the site.
    """
    hosts = hosts[hosts["x_km"].notna()]
    top = float(hosts["expected_tco2e_per_year"].max()) if hosts["with_figure"].any() else 1.0
    scale = 1.0 if width >= 900 else 0.55
    rows = []
    for row in hosts.itertuples():
        has_figure = row.with_figure > 0
        size = (row.expected_tco2e_per_year / top) ** 0.5 * 34 if has_figure else 5
        figure = f"{row.expected_tco2e_per_year:,.0f} tCO2e a year expected" if has_figure else "no figure published"
        rows.append(
            {
                "position": [float(row.x_km), float(row.y_km)],
                "radius": max(float(size), 2.5) * scale,
                "color": rgba(theme.accent, 150) if has_figure else rgba(theme.background, 120),
                "title": row.host,
                "detail": f"{row.projects} project{'s' if row.projects > 1 else ''}, {row.with_figure} with a figure\n{figure}",
                "host_iso3": row.host_iso3,
            }
        )
    circles = pdk.Layer(
        "ScatterplotLayer",
        data=rows,
        id=HOSTS,
        get_position="position",
        get_radius="radius",
        radius_units=pdk.types.String("pixels"),
        get_fill_color="color",
        get_line_color=rgba(theme.accent),
        line_width_min_pixels=1.6,
        stroked=True,
        pickable=True,
        auto_highlight=True,
    )
    framed = None
    if width < NARROW and rows:
        points = np.array([row["position"] for row in rows])
        framed = frame(points.min(axis=0), points.max(axis=0), (width, height(width)), 1.2)
    return _deck([*_ground(static_url, theme), circles], width, framed)


def _deck(layers: list[pdk.Layer], width: int, framed: tuple[float, float, float] | None = None) -> CompactDeck:
    whole = float(np.log2(width / (EAST - WEST)))
    x, y, zoom = framed or ((WEST + EAST) / 2, (SOUTH + NORTH) / 2, whole)
    deck = pdk.Deck(
        layers=layers,
        views=[pdk.View(type="OrthographicView", controller=True, flip_y=False)],
        initial_view_state=pdk.ViewState(target=[x, y, 0], zoom=zoom, min_zoom=whole - 0.5, max_zoom=whole + 5),
        map_provider=None,
        map_style=None,
        tooltip={"html": "<b>{title}</b><br>{detail}", "style": {"maxWidth": "22rem", "whiteSpace": "pre-line"}},
    )
    return CompactDeck(deck)


def curve(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Return quadratic Bezier curves between points in km.

    `start` and `end` have shape (n, 2); the result has shape (n, 17, 2). The control point stands to the north of
    the middle, off by 16 % of the distance, so that opposite arcs of a pair bend the same way.
    """
    chord = end - start
    normal = np.stack([-chord[:, 1], chord[:, 0]], axis=1)
    normal *= np.where(normal[:, 1:] < 0, -1, 1)
    control = (start + end) / 2 + normal * BEND
    t = np.linspace(0, 1, ARC_POINTS)[None, :, None]
    curves: np.ndarray = (1 - t) ** 2 * start[:, None] + 2 * t * (1 - t) * control[:, None] + t**2 * end[:, None]
    return curves


def _ground(static_url: str, theme: Theme) -> list[pdk.Layer]:
    land, neutral = rgba(theme.land), rgba(theme.neutral)
    return [
        pdk.Layer(
            "GeoJsonLayer",
            data=f"{static_url}/graticule.json",
            id="graticule",
            get_fill_color=rgba(theme.sea),
            get_line_color=rgba(theme.line, 130),
            line_width_min_pixels=0.7,
            stroked=True,
            filled=True,
        ),
        pdk.Layer(
            "GeoJsonLayer",
            data=f"{static_url}/world.json",
            id="world",
            get_fill_color=f"properties.kind === 'neutral' ? {neutral} : {land}",
            get_line_color=rgba(theme.background),
            line_width_min_pixels=0.6,
            stroked=True,
            filled=True,
        ),
    ]


def _arcs(pairs: pd.DataFrame, place: Places, theme: Theme, scale: float) -> pdk.Layer:
    start = np.array([place[code] for code in pairs["buyer_iso3"]]).reshape(-1, 2)
    end = np.array([place[code] for code in pairs["host_iso3"]]).reshape(-1, 2)
    paths = np.rint(curve(start, end)).astype(int).tolist()
    # Few arcs can be strong; a hundred of them must let the land show through.
    alpha = int(np.interp(len(pairs), [10, 60, 120], [235, 190, 160]))
    rows = [
        {
            "path": path,
            "color": rgba(theme.buyer(row.buyer_iso3), alpha),
            "width": (0.5 + row.agreement_count * 0.9) * scale,
            "title": f"{row.buyer} – {row.host}",
            "detail": row.instruments,
            "buyer_iso3": row.buyer_iso3,
            "host_iso3": row.host_iso3,
        }
        for path, row in zip(paths, pairs.itertuples(), strict=True)
    ]
    return pdk.Layer(
        "PathLayer",
        data=rows,
        id=ARCS,
        get_path="path",
        get_color="color",
        get_width="width",
        width_units=pdk.types.String("pixels"),
        width_min_pixels=1,
        pickable=True,
        auto_highlight=True,
    )


def _hosts(hosts: pd.DataFrame, place: Places, theme: Theme, scale: float) -> pdk.Layer:
    rows = [
        {
            "position": place[row.host_iso3],
            # The area of a circle stands for the number of agreements.
            "radius": 3.4 * float(row.agreement_count) ** 0.5 * scale,
            "title": row.host,
            "detail": f"Host · {row.agreement_count} agreement{'s' if row.agreement_count > 1 else ''}\nwith {row.buyers}",
            "host_iso3": row.host_iso3,
        }
        for row in hosts.itertuples()
        if row.host_iso3 in place
    ]
    return pdk.Layer(
        "ScatterplotLayer",
        data=rows,
        id=HOSTS,
        get_position="position",
        get_radius="radius",
        radius_units=pdk.types.String("pixels"),
        get_fill_color=rgba(theme.host, 215),
        get_line_color=rgba(theme.background),
        line_width_min_pixels=1,
        stroked=True,
        pickable=True,
        auto_highlight=True,
    )


def _buyer_rows(pairs: pd.DataFrame, place: Places, theme: Theme, scale: float) -> list[dict[str, Any]]:
    counts: Counter[tuple[str, str]] = Counter()
    for code, name, count in zip(pairs["buyer_iso3"], pairs["buyer"], pairs["agreement_count"], strict=True):
        counts[code, name] += count
    return [
        {
            "position": place[code],
            "color": rgba(theme.buyer(code)),
            "title": name,
            "detail": f"Buyer · {count} agreement{'s' if count > 1 else ''}",
            "buyer_iso3": code,
            "anchor": _ANCHORS.get(code, ("middle",))[0],
            "offset": [round(n * scale) for n in _ANCHORS.get(code, ("middle", 0, -17))[1:]],
        }
        for (code, name), count in counts.most_common()
    ]


def _buyers(pairs: pd.DataFrame, place: Places, theme: Theme, scale: float) -> pdk.Layer:
    return pdk.Layer(
        "ScatterplotLayer",
        data=_buyer_rows(pairs, place, theme, scale),
        id=BUYERS,
        get_position="position",
        get_radius=6.5 * scale,
        radius_units=pdk.types.String("pixels"),
        get_fill_color=rgba(theme.background),
        get_line_color="color",
        get_line_width=3 * scale,
        line_width_units=pdk.types.String("pixels"),
        stroked=True,
        pickable=True,
        auto_highlight=True,
    )


def _all_names(
    pairs: pd.DataFrame, hosts: pd.DataFrame, place: Places, theme: Theme, scale: float, zoom: float
) -> list[pdk.Layer]:
    """Return the names of all buyers and of `hosts`, as far as they have room: those with more agreements first."""
    pixels = float(2**zoom)
    buyers = _apart(_buyer_rows(pairs, place, theme, scale), pixels, round(14 * scale))
    unnamed = hosts[~hosts["host_iso3"].isin(pairs["buyer_iso3"])]
    kept = _apart([*buyers, *_host_rows(unnamed, place, theme)], pixels, round(14 * scale))
    return [
        _names(buyers, "names", round(14 * scale), theme),
        _names(kept[len(buyers) :], "host_names", round(13 * scale), theme),
    ]


def _apart(rows: list[dict[str, Any]], pixels: float, size: int) -> list[dict[str, Any]]:
    """Return the rows without those whose name would print over an earlier one, at `pixels` a km and letters of `size`."""
    kept = []
    boxes: list[tuple[float, float, float, float]] = []
    for row in rows:
        wide = len(row["title"]) * size * 0.5
        x = row["position"][0] * pixels + row["offset"][0] - {"start": 0.0, "end": wide}.get(row["anchor"], wide / 2)
        y = row["offset"][1] - row["position"][1] * pixels
        box = (x, y - size / 2, x + wide, y + size / 2)
        if all(box[2] < o[0] or o[2] < box[0] or box[3] < o[1] or o[3] < box[1] for o in boxes):
            boxes.append(box)
            kept.append(row)
    return kept


def _host_rows(hosts: pd.DataFrame, place: Places, theme: Theme) -> list[dict[str, Any]]:
    return [
        {
            "position": place[row.host_iso3],
            "title": row.host,
            "color": rgba(theme.text),
            "anchor": "middle",
            "offset": [0, 16],
        }
        for row in hosts.itertuples()
        if row.host_iso3 in place
    ]


def _names(rows: list[dict[str, Any]], layer_id: str, size: int, theme: Theme) -> pdk.Layer:
    return pdk.Layer(
        "TextLayer",
        data=rows,
        id=layer_id,
        get_position="position",
        get_text="title",
        get_color="color",
        get_size=size,
        get_pixel_offset="offset",
        get_text_anchor="anchor",
        font_weight=700,
        font_family=pdk.types.String("Source Sans, Source Sans Pro, sans-serif"),
        font_settings={"sdf": True},
        outline_width=6,
        outline_color=rgba(theme.background),
        character_set=pdk.types.String("auto"),
    )
