"""A map for the live page: JSON for deck.gl, which draws it flat.

Land and graticule are static files in kilometres (etl/boundaries.py); the message to the browser holds arcs and circles alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np

from dashboard.core.forms.look import Look
from dashboard.core.forms.map import Map, Mark, Role
from dashboard.core.forms.map_deck_names import Box, placed
from dashboard.core.forms.map_space import EAST, NORTH, SOUTH, WEST, curve, ends, frame
from dashboard.core.palette import Theme, rgba, shade
from dashboard.core.static import address

HOSTS, BUYERS, ARCS = "hosts", "buyers", "arcs"
# Below this width the view is framed by what is drawn, and marks are smaller.
NARROW = 500
# Heights of a map of a part of the world: on a phone, beside something else, and from WIDE on.
PHONE_HEIGHT, HEIGHT, WIDE_HEIGHT, WIDE = 280, 380, 470, 800
ROLES: tuple[Role, ...] = ("buyer", "host")
FONT = "Source Sans, Source Sans Pro, sans-serif"
TOOLTIP = {"html": "<b>{title}</b><br>{detail}", "style": {"maxWidth": "22rem", "whiteSpace": "pre-line"}}
# Letters of the names of buyers and of hosts.
NAME, HOST_NAME = 14, 13
# How much is seen of arcs that are no part of the story, of 255.
QUIET = 70
# How much of what lies under a name is covered, of 255.
PLATE = 185

Row = dict[str, Any]


@dataclass(frozen=True)
class Deck:
    """A map as st.pydeck_chart takes it: JSON, and what hovering shows; `height` in pixels shows all of it."""

    json: str
    height: int

    @property
    def _tooltip(self) -> dict[str, object]:
        # Streamlit reads it from this attribute of a pydeck Deck, and not from the JSON.
        return dict(TOOLTIP)

    def to_json(self) -> str:
        """Return the JSON."""
        return self.json


def legend(form: Map) -> str:
    """Return the words that say what the marks of a map mean."""
    if form.focus:
        return "The stronger a host’s grey, the more buyers it works with. Arcs in colour: the buyer in focus and its hosts; in grey: all other pairs."
    return (
        "Each arc links a buyer (ring) to a host (dot); the wider the arc and the larger the dot, the more agreements."
    )


def picked(selection: Mapping[str, Any]) -> dict[str, str]:
    """Return the codes that a click on a map named, by role: {"host": "GHA"}, of an arc both, beside all marks none."""
    for objects in selection.get("objects", {}).values():
        for found in objects[:1]:
            return {role: found[f"{role}_iso3"] for role in ROLES if found.get(f"{role}_iso3")}
    return {}


def world_height(width: int) -> int:
    """Return the height in pixels that shows the whole world at `width`, with room for labels; a phone gets more."""
    if width < NARROW:
        return round(width * 0.62)
    return round(width * (NORTH - SOUTH) / (EAST - WEST)) + 8


def to_deck(form: Map, look: Look) -> Deck:
    """Return a map for deck.gl."""
    size = (look.width, look.height or _height(form, look))
    scale, names_scale = _scales(form, look.width)
    whole = float(np.log2(look.width / (EAST - WEST)))
    x, y, zoom = _framed(form, size) or ((WEST + EAST) / 2, (SOUTH + NORTH) / 2, whole)
    layers = [*_ground(form, look.theme)]
    layers += [_arcs(form, look.theme, scale), _dots(form, look.theme, scale), _rings(form, look.theme, scale)]
    pixels = float(2**zoom)
    west, top = x * pixels - size[0] / 2, -y * pixels - size[1] / 2
    layers += _names(form, look.theme, names_scale, pixels, (west, top, west + size[0], top + size[1]))
    deck = {
        "layers": layers,
        "views": [{"@@type": "OrthographicView", "controller": True, "flipY": False}],
        "initialViewState": {"zoom": zoom, "target": [x, y, 0], "minZoom": whole - 0.5, "maxZoom": whole + 5},
    }
    return Deck(json.dumps(deck, separators=(",", ":")), size[1])


def _height(form: Map, look: Look) -> int:
    """Return the height in pixels: of the whole world, or that gives a part of it a good shape; many hosts need width alone."""
    if not form.is_framed:
        return world_height(look.width)
    if look.is_phone:
        is_crowded = len(form.marks_of("dot")) > len(form.named)
        return world_height(look.width) if is_crowded else PHONE_HEIGHT
    return HEIGHT if look.width < WIDE else WIDE_HEIGHT


def _scales(form: Map, width: int) -> tuple[float, float]:
    """Return how large marks and names are, against those on a wide page."""
    if form.is_framed:
        scale = 1.0 if width >= NARROW else 0.8
        return scale, scale
    scale = 1.0 if width >= WIDE else 0.7 if width >= NARROW else 0.5
    return scale, max(scale, 0.75)


def _framed(form: Map, size: tuple[int, int]) -> tuple[float, float, float] | None:
    """Return the middle and the zoom of a map that doesn't show the whole world."""
    if not form.is_framed and size[0] >= NARROW:
        return None
    if form.arcs:
        # The names of few hosts stand below their marks and need room.
        drawn, margin = np.rint(curve(*ends(form.arcs))).reshape(-1, 2), 1.6 if form.named and not form.focus else 1.12
    else:
        return None
    return frame(drawn.min(axis=0), drawn.max(axis=0), size, 1.35 if form.is_framed else margin)


def _layer(kind: str, layer_id: str, data: str | list[Row], **options: Any) -> Row:
    return {"@@type": kind, "id": layer_id, **options, "data": data}


def _circles(layer_id: str, data: list[Row], **options: Any) -> Row:
    marks = {"stroked": True, "pickable": True, "autoHighlight": True, "radiusUnits": "pixels"}
    return _layer("ScatterplotLayer", layer_id, data, getPosition="@@=position", **marks, **options)


def _ground(form: Map, theme: Theme) -> list[Row]:
    shapes = {"stroked": True, "filled": True}
    sea = {"getFillColor": rgba(theme.sea), "getLineColor": rgba(theme.line, 130), "lineWidthMinPixels": 0.7}
    shaded = "".join(
        f"({' || '.join(f'properties.iso3 === {code!r}' for code in sorted(codes))}) ? {rgba(shade(theme, step))} : "
        for step, codes in form.classes.items()
    )
    fill = f"@@=properties.kind === 'neutral' ? {rgba(theme.neutral)} : {shaded}{rgba(theme.land)}"
    land = {"getFillColor": fill, "getLineColor": rgba(theme.background), "lineWidthMinPixels": 0.6}
    return [
        _layer("GeoJsonLayer", "graticule", address("graticule.json"), **shapes, **sea),
        _layer("GeoJsonLayer", "world", address("world.json"), **shapes, **land),
    ]


def _arcs(form: Map, theme: Theme, scale: float) -> Row:
    paths = np.rint(curve(*ends(form.arcs))).astype(int).tolist()
    # Few arcs can be strong; a hundred of them must let the land show through.
    alpha = int(np.interp(len(form.arcs), [10, 60, 120], [235, 190, 160]))
    rows = [
        {
            "path": path,
            "color": rgba(theme.other, QUIET)
            if form.is_quiet(arc.buyer.iso3)
            else rgba(theme.buyer(arc.buyer.iso3), 255 if form.focus else alpha),
            "width": 1.6 if form.focus else (0.5 + arc.count * 0.9) * scale,
            "title": f"{arc.buyer.name}–{arc.host.name}",
            "detail": arc.detail,
            "buyer_iso3": arc.buyer.iso3,
            "host_iso3": arc.host.iso3,
        }
        for path, arc in sorted(
            zip(paths, form.arcs, strict=True), key=lambda one: not form.is_quiet(one[1].buyer.iso3)
        )
    ]
    lines = {"getPath": "@@=path", "getColor": "@@=color", "getWidth": "@@=width", "widthUnits": "pixels"}
    return _layer("PathLayer", ARCS, rows, **lines, widthMinPixels=1, pickable=True, autoHighlight=True)


def _row(mark: Mark, **looks: Any) -> Row:
    position = [float(mark.place.x_km), float(mark.place.y_km)]
    said = {"title": mark.place.name, "detail": mark.detail, f"{mark.role}_iso3": mark.place.iso3}
    return {"position": position, **looks, **said}


def _dots(form: Map, theme: Theme, scale: float) -> Row:
    near = form.hosts_in_focus
    rows = [
        _row(mark, radius=3.4 * sqrt(mark.size or 0) * scale)
        if not form.focus
        else _row(mark, radius=4 if mark.place in near else 2.4)
        | {"color": rgba(theme.buyer(form.focus) if mark.place in near else theme.host)}
        for mark in form.marks_of("dot")
    ]
    fill = "@@=color" if form.focus else rgba(theme.host, 215)
    colours = {"getFillColor": fill, "getLineColor": rgba(theme.background)}
    return _circles(HOSTS, rows, getRadius="@@=radius", **colours, lineWidthMinPixels=1)


def _rings(form: Map, theme: Theme, scale: float) -> Row:
    lines = {"getLineColor": "@@=color", "getLineWidth": "@@=wide", "lineWidthUnits": "pixels"}
    return _circles(
        BUYERS, _ring_rows(form, theme, scale), getRadius="@@=radius", getFillColor=rgba(theme.background), **lines
    )


def _ring_rows(form: Map, theme: Theme, scale: float) -> list[Row]:
    rows = []
    for mark in form.marks_of("ring"):
        colour = theme.muted if form.is_quiet(mark.place.iso3) else theme.buyer(mark.place.iso3)
        is_quiet = form.is_quiet(mark.place.iso3)
        looks = {
            "color": rgba(colour),
            "radius": 4.0 if is_quiet else 6.5 * scale,
            "wide": 1.6 if is_quiet else 3 * scale,
        }
        rows.append(_row(mark, **looks))
    return rows


def _names(form: Map, theme: Theme, scale: float, pixels: float, view: Box) -> list[Row]:
    """Return the names of buyers and of the hosts that are to be named, as far as they have room at `pixels` a km."""
    buyers = [row | {"of": "names"} for row in _ring_rows(form, theme, scale)]
    named = {mark.place.iso3 for mark in form.marks_of("ring")}
    hosts = [
        {"position": [mark.place.x_km, mark.place.y_km], "title": mark.place.name, "color": rgba(theme.text)}
        | {"of": "host_names"}
        for mark in form.marks_of("dot")
        if mark.place.iso3 in form.named and mark.place.iso3 not in named
    ]
    kept = placed([*buyers, *hosts], form, pixels, round(NAME * scale), scale, view)
    return [
        _texts(name, [row for row in kept if row["of"] == name], round(size * scale), theme)
        for name, size in (("names", NAME), ("host_names", HOST_NAME))
    ]


def _texts(layer_id: str, rows: list[Row], size: int, theme: Theme) -> Row:
    places = {"getPosition": "@@=position", "getPixelOffset": "@@=offset", "getTextAnchor": "@@=anchor"}
    words = {"getText": "@@=title", "getColor": "@@=color", "getSize": size, "fontWeight": 700, "fontFamily": FONT}
    # A plate lets a name be read over arcs and borders; drawn outlines would blur letters of this size.
    outline = {"background": True, "getBackgroundColor": rgba(theme.background, PLATE), "backgroundPadding": [3, 1]}
    return _layer("TextLayer", layer_id, rows, **places, **words, **outline, characterSet="auto")
