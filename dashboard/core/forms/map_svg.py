"""A map as SVG, for documents and paper. Colour repeats what shape, fill or a label says already: nothing is lost in grey.

A map of some Parties (`subjects`) tells of each partner whether its text binds; a map of all tells how many there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import sqrt

import numpy as np

from dashboard.core.forms import map_key
from dashboard.core.forms import svg_parts as svg
from dashboard.core.forms.look import Look
from dashboard.core.forms.map import Arc, Map, Mark, Place
from dashboard.core.forms.map_labels import Label, Over, spread
from dashboard.core.forms.map_space import EAST, NORTH, SOUTH, WEST, control, edge, ends
from dashboard.core.forms.outlines import Box, outlines, paths
from dashboard.core.palette import mixed, shade
from dashboard.core.static import address

RATIO, RATIO_ON_PHONE = 504 / 214, 1 / 0.62
LEAST_WIDTH, LONE_WIDTH = 8500.0, 13000.0
# The land of what the map is of: how far from text to muted; that of its partners: how far from the ground to grey.
SUBJECT, PARTNER = 0.8, 0.58
# Pixels: radii of marks and sizes of names.
SUBJECT_RADIUS, PARTNER_RADIUS, RING_RADIUS, LARGEST, EMPTY, SMALLEST = 5.9, 4.7, 4.6, 24.0, 3.5, 1.8
SUBJECT_TEXT, RIM = 17, 4
# How much is seen of arcs that are no part of the story; radii of hosts where land is shaded.
QUIET, HOST_RADIUS, SMALL_HOST_RADIUS = 0.22, 3.2, 1.8
# So many arcs are drawn thinner.
MANY = 12

Point = tuple[float, float]


def legend(form: Map) -> str:
    """Return the words that say what the marks of a map mean."""
    if form.focus:
        return "The stronger a host’s grey, the more buyers it works with. Arcs in colour: the buyer in focus and its hosts; in grey: all other pairs."
    if not form.subjects:
        return "Each arc links a buyer (ring) to a host (dot); the wider the arc and the larger the dot, the more agreements."
    if not form.arcs:
        return ""
    if len(form.subjects) > 1:
        return "The arc joins the label points of the countries and is no route."
    told = "Full circle: a binding instrument; empty: memoranda, letters or statements alone. Arcs join label points and are no routes."
    return f"{told} Dashed: {form.subjects[0].name} is the host." if _has_both_roles(form) else told


def draw(form: Map, look: Look, points: float | None = None, *, is_linked: bool = False) -> str:
    """Return a map as SVG, on paper `points` wide. With `is_linked` it refers to its land and stays small: for pages of this site."""
    canvas = _Canvas(form, look)
    parts = [_sea(canvas), *_land(form, canvas, is_linked=is_linked)]
    if form.subjects or form.is_framed:
        marks, labels, taken = _few(form, canvas)
    else:
        marks, labels, taken = _all(form, canvas)
    names = [
        svg.halo(
            spot.left,
            spot.base,
            label.words,
            label.size,
            ground=look.theme.background,
            fill=label.colour,
            weight=label.weight,
        )
        for label, spot in spread(labels, taken, canvas.size)
    ]
    width, height = canvas.size
    return svg.drawing(
        width,
        height,
        [*parts, *_arcs(form, canvas), *marks, *names, *map_key.drawn(form, look, canvas.size[1])],
        form.alt,
        points,
    )


def _sea(canvas: _Canvas) -> str:
    """Return the sea: of the whole world in the shape of its projection, of a part of it as the ground of the drawing."""
    theme, west, east = canvas.look.theme, canvas.box[0], canvas.box[2]
    if west > WEST or east < EAST:
        return f'<rect width="100%" height="100%" fill="{theme.sea}"/>'
    points = ((x - west) * canvas.scale for x, _ in edge()), ((canvas.box[3] - y) * canvas.scale for _, y in edge())
    path = "L".join(f"{x:.0f} {y:.0f}" for x, y in zip(*points, strict=True))
    return f'<path d="M{path}Z" fill="{theme.sea}" stroke="{theme.line}"/>'


class _Canvas:
    """A look with the part of the world that a map shows in it."""

    def __init__(self, form: Map, look: Look) -> None:
        self.look = look
        width, is_framed = float(look.width), form.is_framed or look.is_phone
        ratio = width / look.height if look.height else RATIO_ON_PHONE if look.is_phone else RATIO
        drawn = [*form.subjects, *_ends(form.arcs), *(mark.place for mark in form.marks)]
        self.box = frame(drawn, ratio) if is_framed else _world(ratio)
        if look.height is None and self.box[3] - self.box[1] > NORTH - SOUTH:
            # There is nothing above or below the world.
            ratio = (self.box[2] - self.box[0]) / (NORTH - SOUTH)
            self.box = (self.box[0], SOUTH, self.box[2], NORTH)
        self.size = (width, float(round(width / ratio)))
        self.scale = width / (self.box[2] - self.box[0])

    def spot(self, place: Place) -> Point:
        """Return where a place stands in the drawing."""
        return (place.x_km - self.box[0]) * self.scale, (self.box[3] - place.y_km) * self.scale


def _world(ratio: float) -> Box:
    """Return the whole world, with room beside or above it in the shape of the drawing."""
    width = max(EAST - WEST, (NORTH - SOUTH) * ratio)
    x, y = (WEST + EAST) / 2, (SOUTH + NORTH) / 2
    return x - width / 2, y - width / ratio / 2, x + width / 2, y + width / ratio / 2


def frame(places: Sequence[Place], ratio: float) -> Box:
    """Return the part of the world in km that shows all places with some room, `ratio` times as wide as high."""
    if not places:
        return EAST - (NORTH - SOUTH) * ratio, SOUTH, EAST, NORTH
    xs, ys = [place.x_km for place in places], [place.y_km for place in places]
    west, east, south, north = min(xs), max(xs), min(ys), max(ys)
    # Arcs bend to the north: leave room for them there.
    width = max((east - west) * 1.25 + 1600, ((north - south) * 1.35 + 1800) * ratio)
    width = max(width, LEAST_WIDTH if len(set(places)) > 1 else LONE_WIDTH)
    width = min(width, EAST - WEST + 700)
    height = width / ratio
    x = (west + east) / 2 - width / 2
    y = (south + north) / 2 + 0.04 * height - height / 2
    x = min(max(x, WEST - 350), EAST + 350 - width)
    y = max(min(y, NORTH + 150 - height), SOUTH) if height < NORTH - SOUTH else NORTH + 150 - height
    return x, y, x + width, y + height


def _land(form: Map, canvas: _Canvas, *, is_linked: bool) -> list[str]:
    """Return the land: most of it as one path, and apart what is neutral, what the map is of and its partners."""
    theme = canvas.look.theme
    ground = outlines(1 / canvas.scale)
    main = {place.iso3 for place in form.subjects}
    partners = {end.iso3 for arc in form.arcs for end in (arc.buyer, arc.host)} if main else set()
    classes = form.classes
    shaded = {code for codes in classes.values() for code in codes}
    fills = {
        theme.neutral: [shape for shape in ground.shapes if shape.is_neutral],
        theme.land: [
            shape for shape in ground.shapes if not shape.is_neutral and shape.iso3 not in main | partners | shaded
        ],
        mixed(theme.background, theme.other, PARTNER): [s for s in ground.shapes if s.iso3 in partners - main],
        mixed(theme.text, theme.muted, SUBJECT): [s for s in ground.shapes if s.iso3 in main],
    } | {shade(theme, step): [s for s in ground.shapes if s.iso3 in codes] for step, codes in classes.items()}
    zoom = canvas.scale * ground.step_km
    west, _, _, north = canvas.box
    moved = f'transform="matrix({zoom:.5g} 0 0 {zoom:.5g} {-west * canvas.scale:.1f} {north * canvas.scale:.1f})"'
    border = f'stroke="{theme.background}" stroke-width="{0.8 / zoom:.2g}" stroke-linejoin="round"'
    drawn = []
    for fill, shapes in fills.items():
        if not is_linked:
            pieces = [f'<path d="{path}"' for path in [paths(shapes, canvas.box)] if path]
        elif shapes and fill in (theme.neutral, theme.land):
            pieces = [f'<use href="{address(ground.file)}#{"neutral" if fill == theme.neutral else "land"}"']
        else:
            pieces = [f'<use href="{address(ground.file)}#{shape.iso3}"' for shape in shapes]
        drawn += [f'{piece} fill="{fill}"/>' for piece in pieces]
    return [f"<g {moved} {border}>", *drawn, "</g>"]


def _arcs(form: Map, canvas: _Canvas) -> list[str]:
    if not form.arcs:
        return []
    look = canvas.look
    is_framed = bool(form.subjects) or form.is_framed
    alpha = 1.0 if is_framed else float(np.interp(len(form.arcs), [10, 60, 120], [0.92, 0.75, 0.63]))
    wide = _size(look)
    start, end = ends(form.arcs)
    is_both = _has_both_roles(form)
    parts = []
    drawn = zip(form.arcs, control(start, end), strict=True)
    for arc, (x, y) in sorted(drawn, key=lambda one: not form.is_quiet(one[0].buyer.iso3)):
        (x1, y1), (x2, y2) = canvas.spot(arc.buyer), canvas.spot(arc.host)
        cx, cy = (x - canvas.box[0]) * canvas.scale, (canvas.box[3] - y) * canvas.scale
        curve = f'd="M{x1:.1f} {y1:.1f}Q{cx:.1f} {cy:.1f} {x2:.1f} {y2:.1f}" fill="none" stroke-linecap="round"'
        dash = ' stroke-dasharray="6.3 4.3"' if is_both and arc.host == form.subjects[0] else ""
        width = (1.8 if len(form.arcs) > MANY else 2.4) if is_framed else (0.5 + arc.count * 0.9) * wide
        colour = look.theme.buyer(arc.buyer.iso3)
        if form.focus:
            width, colour = 1.6 * wide, look.theme.other if form.is_quiet(arc.buyer.iso3) else colour
        see_through = QUIET if form.is_quiet(arc.buyer.iso3) else 1.0 if form.focus else alpha
        opacity = "" if see_through == 1 else f' stroke-opacity="{see_through:.2g}"'
        if is_framed:
            parts.append(f'<path {curve} stroke="{look.theme.background}" stroke-width="{RIM}" stroke-opacity="0.75"/>')
        parts.append(f'<path {curve} stroke="{colour}" stroke-width="{width:.2g}"{opacity}{dash}/>')
    return parts


def _has_both_roles(form: Map) -> bool:
    """Return whether the one that the map is of buys and hosts: then its arcs as host are dashed."""
    main = set(form.subjects)
    return len(main) == 1 and any(a.host in main for a in form.arcs) and any(a.buyer in main for a in form.arcs)


def _size(look: Look) -> float:
    """Return how large the marks of a map of all are, against those on a wide page."""
    return 1.0 if look.width >= 900 else 0.7 if look.width >= 500 else 0.5


Drawn = tuple[list[str], list[Label], list[Box]]


def _few(form: Map, canvas: _Canvas) -> Drawn:
    """Return marks and names of a map of some Parties: all are named as far as there is room, those that bind first."""
    theme, text = canvas.look.theme, canvas.look.text
    main = dict.fromkeys(form.subjects)
    partners = [place for place in dict.fromkeys(_ends(form.arcs)) if place not in main]
    binding = set(_ends(arc for arc in form.arcs if arc.is_binding))
    marks, taken, labels = [], [], []
    for place in [*main, *partners]:
        (x, y), r = canvas.spot(place), SUBJECT_RADIUS if place in main else PARTNER_RADIUS
        is_full = place in binding or place in main
        inner, edge = (theme.text, theme.background) if is_full else (theme.background, theme.text)
        marks.append(_circle(x, y, r, inner, edge, 1.6 if is_full else 2.2))
        taken.append((x - r, y - r, x + r, y + r))
    for place in main:
        gaps = (SUBJECT_RADIUS, 18.0, 32.0, 48.0)
        size = SUBJECT_TEXT if not canvas.look.is_phone else text + 2
        labels.append(Label(*canvas.spot(place), place.name, size, gaps, theme.text, 600, "anything"))
    for place in sorted(partners, key=lambda place: (place not in binding, place.name)):
        labels.append(Label(*canvas.spot(place), place.name, text, (PARTNER_RADIUS,), theme.text))
    return marks, labels, taken


def _all(form: Map, canvas: _Canvas) -> Drawn:
    """Return marks and names of a map of all: those that buy in their colours, and the hosts that are to be named."""
    theme, text = canvas.look.theme, canvas.look.text
    size = _size(canvas.look)
    marks, taken, labels, named = [], [], [], set()
    for mark in form.marks:
        x, y = canvas.spot(mark.place)
        r = _radius(mark) * size
        if form.focus:
            r = _quiet_radius(form, mark) * max(size, 0.7)
        marks.append(_mark(form, mark, x, y, r, canvas.look, size))
        taken.append((x - r, y - r, x + r, y + r))
    for mark in sorted(form.marks, key=lambda mark: mark.shape != "ring"):
        is_buyer = mark.shape == "ring"
        if mark.place in named or not (is_buyer or mark.place.iso3 in form.named):
            continue
        named.add(mark.place)
        is_quiet = is_buyer and form.is_quiet(mark.place.iso3)
        colour = theme.muted if is_quiet else theme.buyer(mark.place.iso3) if is_buyer else theme.text
        gaps = (_radius(mark) * size,)
        over: Over = "marks" if is_buyer or form.focus else "nothing"
        where = canvas.spot(mark.place)
        labels.append(Label(*where, mark.place.name, text, gaps, colour, 400 if is_quiet else 600, over))
    if form.focus:
        # What the story names comes first to a place.
        labels.sort(key=lambda label: label.weight == 400)
    return marks, labels, taken


def _ends(arcs: Iterable[Arc]) -> list[Place]:
    return [end for arc in arcs for end in (arc.buyer, arc.host)]


def _radius(mark: Mark) -> float:
    return RING_RADIUS if mark.shape == "ring" else 2.6 * sqrt(mark.size)


def _quiet_radius(form: Map, mark: Mark) -> float:
    if mark.shape == "ring":
        return RING_RADIUS if mark.place.iso3 == form.focus else 3.0
    return HOST_RADIUS if mark.place in form.hosts_in_focus else SMALL_HOST_RADIUS


def _mark(form: Map, mark: Mark, x: float, y: float, r: float, look: Look, size: float) -> str:
    theme = look.theme
    if mark.shape == "ring":
        is_quiet = form.is_quiet(mark.place.iso3)
        edge, wide = (theme.other, 1.4) if is_quiet else (theme.buyer(mark.place.iso3), 2.4)
        return _circle(x, y, r, theme.background, edge, wide * size)
    if mark.place in form.hosts_in_focus:
        return _circle(x, y, r, theme.buyer(form.focus), theme.background, 1)
    return _circle(x, y, r, theme.host, theme.background, 0.8)


def _circle(x: float, y: float, r: float, fill: str, edge: str, width: float) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.2g}" fill="{fill}" stroke="{edge}" stroke-width="{width:.2g}"/>'
