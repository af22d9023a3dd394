"""Maps as forms: what their renderers draw stands where it belongs, whatever the room."""

from __future__ import annotations

import json
import re
from itertools import accumulate, combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from copies import EDITION
from shapely import affinity
from shapely.geometry import MultiPolygon, Point, Polygon

from dashboard.agreements import queries, summaries
from dashboard.charts import world_map
from dashboard.core.choices import Filters
from dashboard.core.content import Chart, Page
from dashboard.core.forms import map_space, map_svg, outlines
from dashboard.core.forms.look import Look
from dashboard.core.forms.map import Arc, Map, Mark, Place, known
from dashboard.core.forms.map_deck import ARCS, legend, picked, to_deck
from dashboard.core.palette import DARK, LIGHT, PAPER, mixed, rgba, shade
from dashboard.render import document

pytestmark = pytest.mark.usefixtures("built")
SVG = "{http://www.w3.org/2000/svg}"
LOOKS = {
    "wide": Look(LIGHT, 1240),
    "dark": Look(DARK, 1240),
    "paper": Look(PAPER, 992, height=421),
    "tablet": Look(LIGHT, 720),
    "phone": Look(LIGHT, 340, is_phone=True),
}
GHANA, KENYA = Place("GHA", "Ghana", -1166.0, 899.0), Place("KEN", "Kenya", 2265.0, 300.0)
JAPAN = Place("JPN", "Japan", 11143.0, 4573.0)
NOWHERE = Place("EUU", "European Union", float("nan"), float("nan"))


@pytest.fixture(params=LOOKS)
def look(request):
    return LOOKS[request.param]


@pytest.fixture
def places(built):
    return world_map.places(queries.parties())


def forms(places) -> dict[str, Map]:
    """Return the maps that pages and briefs draw."""
    rows = queries.agreements(Filters(EDITION, rule="statements"))
    found = {"world": world_map.network(summaries.by_pair(rows), summaries.by_host(rows), places)}
    for code in ("KOR", "SGP", "GHA", "CHL"):
        own = rows[(rows["buyer_iso3"] == code) | (rows["host_iso3"] == code)]
        found[code] = world_map.around(summaries.by_pair(own), summaries.by_host(own), places, (code,))
    found["alone"] = Map(subjects=(places["TUV"],), is_framed=True)
    return found


NAMES = ("world", "KOR", "SGP", "GHA", "CHL", "alone")


def drawn(form: Map, look: Look) -> ElementTree.Element:
    return ElementTree.fromstring(map_svg.draw(form, look))


def circles(root: ElementTree.Element) -> list[tuple[float, float, float]]:
    return [tuple(float(c.attrib[name]) for name in ("cx", "cy", "r")) for c in root.iter(f"{SVG}circle")]


def land(root: ElementTree.Element) -> MultiPolygon:
    """All land of a drawing, read anew from its paths and moved as the drawing says."""
    (group,) = [g for g in root.iter(f"{SVG}g") if "transform" in g.attrib]
    zoom, b, c, same, x, y = (float(n) for n in re.findall(r"-?[\d.]+(?:e-?\d+)?", group.attrib["transform"]))
    assert (b, c) == (0, 0) and zoom == same
    rings = []
    for path in group:
        for ring in re.findall(r"M([^z]+)z", path.attrib["d"]):
            numbers = [int(number) for number in re.findall(r"-?\d+", ring)]
            points = zip(accumulate(numbers[::2]), accumulate(numbers[1::2]), strict=True)
            rings.append(Polygon(points))
    return affinity.affine_transform(MultiPolygon(rings), [zoom, 0, 0, zoom, x, y])


def boxes(root: ElementTree.Element) -> dict[str, tuple[float, float, float, float]]:
    """Where names stand: left, top, right, bottom, for letters half as wide as high, and slim ones a quarter."""
    found = {}
    for text in root.iter(f"{SVG}text"):
        x, y, size = (float(text.attrib[name]) for name in ("x", "y", "font-size"))
        assert text.text and text.text not in found
        wide = sum(0.25 if letter in "iljtfrI1.,:;'|!()[]- " else 0.5 for letter in text.text) * size
        found[text.text] = (x, y - 0.7 * size, x + wide, y)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_names_stand_apart_and_inside(name, look, places):
    root = drawn(forms(places)[name], look)
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    assert width == look.width and root.attrib["viewBox"] == f"0 0 {width:g} {height:g}"
    names = boxes(root)
    for left, top, right, bottom in names.values():
        assert left >= 0 and top >= 0 and right <= width and bottom <= height
    for (one, a), (other, b) in combinations(names.items(), 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (one, other)


@pytest.mark.parametrize("code", ["KOR", "SGP", "GHA", "CHL"])
def test_names_of_partners_cover_no_mark(code, look, places):
    root = drawn(forms(places)[code], look)
    names = boxes(root)
    assert len(names) > 3
    for name, (left, top, right, bottom) in names.items():
        if name != places[code].name:
            assert not [1 for x, y, _ in circles(root) if left < x < right and top < y < bottom], name


def test_where_many_buy_at_one_place_one_is_named_and_a_subject_always_is():
    def crowd(apart: float) -> list[Place]:
        return [Place(f"Q{n:02}", f"Buyer {n}", apart * (n % 9), apart * (n // 9)) for n in range(81)]

    named = boxes(drawn(Map(marks=tuple(Mark(place, "buyer", "ring", 1) for place in crowd(100))), LOOKS["wide"]))
    assert "Buyer 0" in named and len(named) < 12
    # In the middle of a crowd that leaves no room.
    there = crowd(450)
    arcs = tuple(Arc(place, there[40], 1, True) for place in there if place != there[40])
    assert "Buyer 40" in boxes(drawn(Map(arcs, subjects=(there[40],), is_framed=True), LOOKS["phone"]))


@pytest.mark.parametrize("name", ["world", "KOR"])
def test_marks_stand_on_their_countries(name, look, places):
    form = forms(places)[name]
    root = drawn(form, look)
    ground, spots = land(root), circles(root)
    assert len(spots) >= 9
    # Small islands and States may have no land at this detail: half a degree of the world's width is near enough for them.
    far = [spot for spot in spots if ground.distance(Point(spot[:2])) > look.width / 150]
    assert len(far) <= len(spots) / 8
    width, height = look.width, float(root.attrib["height"])
    assert all(0 < x < width and 0 < y < height for x, y, _ in spots)


@pytest.mark.parametrize("code", ["GHA", "MNG", "CHL", "JPN", "RUS", "AUS", "NOR"])
def test_a_country_that_a_map_is_of_is_dark_below_its_own_mark(code, places):
    form = Map(subjects=(places[code],), is_framed=True)
    root = drawn(form, LOOKS["paper"])
    ((x, y, _),) = circles(root)
    (group,) = [g for g in root.iter(f"{SVG}g") if "transform" in g.attrib]
    dark = list(group)[-1]
    assert dark.attrib["fill"] == mixed(PAPER.text, PAPER.muted, map_svg.SUBJECT)
    for path in list(group)[:-1]:
        group.remove(path)
    assert land(root).contains(Point(x, y))


def test_north_is_up_and_east_is_right(look, places):
    form = Map((Arc(places["NOR"], places["CHL"], 1, True), Arc(places["NOR"], places["JPN"], 1, True)), is_framed=True)
    norway, chile, japan = circles(drawn(form, look))
    assert chile[0] < norway[0] < japan[0]
    assert norway[1] < japan[1] < chile[1]


def test_arcs_start_and_end_at_marks(look, places):
    form = forms(places)["world"]
    root = drawn(form, look)
    spots = {(x, y) for x, y, _ in circles(root)}
    curves = [path for path in root.iter(f"{SVG}path") if "Q" in path.attrib["d"]]
    assert len(curves) == len(form.arcs)
    # Those of the buyer in focus lie above all others.
    ordered = sorted(form.arcs, key=lambda arc: arc.buyer.iso3 == form.focus)
    for path, arc in zip(curves, ordered, strict=True):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", path.attrib["d"])]
        assert {tuple(numbers[:2]), tuple(numbers[-2:])} <= spots
        is_quiet = form.focus not in ("", arc.buyer.iso3)
        assert path.attrib["stroke"] == (look.theme.other if is_quiet else look.theme.buyer(arc.buyer.iso3))
        # They bend to the north.
        assert numbers[3] < max(numbers[1], numbers[5])


def test_a_full_circle_binds_and_an_empty_one_does_not():
    form = Map(
        (Arc(JAPAN, GHANA, 1, False), Arc(JAPAN, KENYA, 2, True)),
        subjects=(JAPAN,),
        is_framed=True,
    )
    fills = [c.attrib["fill"] for c in drawn(form, LOOKS["paper"]).iter(f"{SVG}circle")]
    assert fills == [PAPER.text, PAPER.background, PAPER.text]


def test_arcs_of_a_party_in_both_roles_are_dashed_where_it_hosts():
    form = Map((Arc(JAPAN, GHANA, 1, True), Arc(GHANA, KENYA, 1, True)), subjects=(GHANA,), is_framed=True)

    def dashes(form: Map) -> list[bool]:
        return [
            "stroke-dasharray" in path.attrib
            for path in drawn(form, LOOKS["paper"]).iter(f"{SVG}path")
            if "Q" in path.attrib["d"] and path.attrib["stroke"] != PAPER.background
        ]

    assert dashes(form) == [True, False]
    assert map_svg.legend(form).endswith("Dashed: Ghana is the host.")
    alone = Map(form.arcs[:1], subjects=(GHANA,), is_framed=True)
    assert dashes(alone) == [False] and "Dashed" not in map_svg.legend(alone)


def test_a_map_of_nothing_is_the_world(look):
    root = drawn(Map(alt="Nothing"), look)
    assert not circles(root) and not boxes(root) and not [p for p in root.iter(f"{SVG}path") if "Q" in p.attrib["d"]]
    assert land(root).area > look.width * float(root.attrib["height"]) / 8
    assert root.attrib["aria-label"] == "Nothing"
    layers = json.loads(to_deck(Map(), look).to_json())["layers"]
    assert all(layer["data"] == [] for layer in layers if layer["id"] not in ("graticule", "world"))


def test_one_pair_is_framed_and_both_ends_are_named(look):
    form = Map((Arc(JAPAN, KENYA, 1, True),), subjects=(JAPAN, KENYA), is_framed=True)
    root = drawn(form, look)
    assert set(boxes(root)) == {"Japan", "Kenya"}
    (x1, y1, _), (x2, y2, _) = circles(root)
    assert abs(x1 - x2) > look.width / 3 or abs(y1 - y2) > float(root.attrib["height"]) / 3


def test_no_word_is_taken_for_markup():
    nasty = Place("GHA", 'A & <b>"B"</b>', 0.0, 0.0)
    root = drawn(Map(subjects=(nasty,), is_framed=True, alt=nasty.name), LOOKS["paper"])
    assert list(boxes(root)) == [nasty.name] and root.attrib["aria-label"] == nasty.name


@pytest.mark.parametrize("name", ["world", "KOR", "alone"])
def test_a_map_can_refer_to_its_land_instead_of_holding_it(name, places, project_root):
    form = forms(places)[name]
    whole, slim = map_svg.draw(form, LOOKS["wide"]), map_svg.draw(form, LOOKS["wide"], is_linked=True)
    assert len(slim) < len(whole) / 2 and len(slim) < 32_000
    used = [use.attrib["href"] for use in ElementTree.fromstring(slim).iter(f"{SVG}use")]
    assert len(used) >= 2
    for address in used:
        path, _, part = address.partition("#")
        file = project_root / "dashboard" / path.partition("?")[0].removeprefix("/app/")
        assert [e for e in ElementTree.parse(file).iter() if e.attrib.get("id") == part], address


def test_parties_without_a_place_are_left_out():
    arc = Arc(JAPAN, GHANA, 1, True)
    assert known([Arc(NOWHERE, GHANA, 1, True), arc, Arc(JAPAN, NOWHERE, 1, True)]) == (arc,)


def test_the_legend_tells_what_is_drawn():
    arcs = (Arc(JAPAN, GHANA, 1, True),)
    assert "ring" in legend(Map(arcs)) and "ring" in map_svg.legend(Map(arcs))
    assert "Full circle" in map_svg.legend(Map(arcs, subjects=(GHANA,), is_framed=True))
    assert map_svg.legend(Map(subjects=(GHANA,), is_framed=True)) == ""


@pytest.mark.parametrize(
    ("objects", "told"),
    [
        ({"hosts": [{"host_iso3": "GHA", "title": "Ghana"}]}, {"host": "GHA"}),
        ({"buyers": [{"buyer_iso3": "JPN"}]}, {"buyer": "JPN"}),
        ({"arcs": [{"buyer_iso3": "JPN", "host_iso3": "GHA"}]}, {"buyer": "JPN", "host": "GHA"}),
        ({"world": [{"properties": {"iso3": "GHA"}}]}, {}),
        ({"hosts": []}, {}),
        ({}, {}),
    ],
)
def test_a_click_names_roles_and_codes(objects, told):
    assert picked({"indices": {}, "objects": objects}) == told
    assert picked({}) == {}


def test_every_mark_of_a_map_answers_with_a_role_and_a_code(places):
    layers = {
        layer["id"]: layer["data"]
        for layer in json.loads(to_deck(forms(places)["world"], LOOKS["wide"]).json)["layers"]
    }
    for name in ("arcs", "hosts", "buyers"):
        for row in layers[name]:
            found = picked({"objects": {name: [row]}})
            assert tuple(found) == {"arcs": ("buyer", "host"), "hosts": ("host",), "buyers": ("buyer",)}[name]
            assert row["title"] == "–".join(places[code].name for code in found.values())


@pytest.mark.parametrize("name", ["KOR", "SGP", "GHA", "CHL"])
def test_the_live_map_of_a_country_shows_all_of_its_arcs(name, look, places):
    deck = json.loads(to_deck(forms(places)[name], look).to_json())
    height = to_deck(forms(places)[name], look).height
    (x, y, _), zoom = deck["initialViewState"]["target"], deck["initialViewState"]["zoom"]
    (arcs,) = [layer["data"] for layer in deck["layers"] if layer["id"] == ARCS]
    for arc in arcs:
        for x_km, y_km in arc["path"]:
            assert abs(x_km - x) * 2**zoom <= look.width / 2 and abs(y_km - y) * 2**zoom <= height / 2


def test_a_phone_is_shown_the_part_that_is_drawn(places):
    zooms = [
        json.loads(to_deck(form, LOOKS["phone"]).to_json())["initialViewState"]["zoom"]
        for form in (Map(), forms(places)["world"], Map((Arc(JAPAN, KENYA, 1, True),)))
    ]
    assert zooms == sorted(set(zooms))


def test_outlines_are_as_fine_as_the_drawing_can_show():
    assert outlines.outlines(outlines.FAR_FROM_KM).file == outlines.FAR
    assert outlines.outlines(outlines.FAR_FROM_KM - 0.1).file == outlines.NEAR
    near = outlines.outlines(1.0)
    (chile,) = [shape for shape in near.shapes if shape.iso3 == "CHL"]
    assert chile.path((0, 0, 100, 100)) == ""
    boxes_of = [box for box, _ in chile.rings]
    west, south, east, north = (f(box[n] for box in boxes_of) for n, f in enumerate((min, min, max, max)))
    assert chile.path((west, south, east, north)).count("M") == len(chile.rings)


def test_a_document_shares_its_land_and_says_what_marks_mean():
    arcs = (Arc(JAPAN, GHANA, 1, True),)
    some = Chart("map", Map(arcs, subjects=(GHANA,), is_framed=True, alt="Pairs of Ghana"))
    drawn = document.html(Page((some,)), "Ghana")
    assert '<use href="/app/static/land-' in drawn and len(drawn) < 8_000
    assert "<figcaption>Full circle: a binding instrument" in drawn
    of_all = document.html(Page((Chart("map", Map(arcs, alt="All pairs")),)), "All")
    assert "<use href=" in of_all and "Full circle" not in of_all
    assert drawn.count("imply no opinion") == of_all.count("imply no opinion") == 3


def test_one_buyer_is_in_focus_and_land_is_shaded_by_number_of_buyers(look, places):
    rows = queries.agreements(Filters(EDITION, rule="statements"))
    pairs, hosts = summaries.by_pair(rows), summaries.by_host(rows)
    form = world_map.network(pairs, hosts, places)
    by_buyer = pairs.groupby("buyer_iso3").size()
    assert by_buyer[form.focus] == by_buyer.max()
    root = drawn(form, look)
    strokes = [path.attrib["stroke"] for path in root.iter(f"{SVG}path") if path.attrib.get("stroke-linecap")]
    assert strokes.count(look.theme.buyer(form.focus)) == by_buyer.max()
    assert set(strokes) == {look.theme.buyer(form.focus), look.theme.other}
    # What is in colour lies above what is in grey.
    assert strokes == sorted(strokes, key=lambda colour: colour != look.theme.other)
    fills = [path.attrib["fill"] for path in root.iter(f"{SVG}path") if "fill" in path.attrib]
    assert {shade(look.theme, step) for step in (1, 2, 3, 4)} <= set(fills)
    key = {text.text for text in root.iter(f"{SVG}text")}
    assert {"Buyers of a host", "1", "2", "3", "4"} <= key


def test_few_pairs_and_those_of_one_buyer_have_no_focus(places):
    rows = queries.agreements(Filters(EDITION, rule="statements"))
    for own in (rows[rows["buyer_iso3"] == "JPN"], rows[rows["host_iso3"] == "GHA"]):
        form = world_map.network(summaries.by_pair(own), summaries.by_host(own), places)
        assert form.focus == "" and form.shades == ()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_shades_of_land_can_be_told_apart_in_grey(theme):
    greys = [
        sum(w * n for w, n in zip((0.2126, 0.7152, 0.0722), rgba(shade(theme, step)), strict=False))
        for step in range(5)
    ]
    steps = [later - earlier for earlier, later in pairwise(greys)]
    assert all(abs(step) > 18 for step in steps) and len({step > 0 for step in steps}) == 1


def test_the_sea_of_a_drawing_has_the_edge_that_the_live_map_has():
    shapes = json.loads((Path(map_svg.__file__).parents[2] / "static" / "graticule.json").read_text(encoding="utf-8"))
    sphere = next(shape for shape in shapes["features"] if shape["properties"]["kind"] == "sphere")
    live = sorted((y, x) for x, y in sphere["geometry"]["coordinates"][0] if x > 0)
    drawn_edge = [(y, x) for x, y in map_space.edge() if x > 0]
    assert len(drawn_edge) > 20
    for y, x in drawn_edge:
        assert x == pytest.approx(np.interp(y, *zip(*live, strict=True)), abs=40)
    whole, part = (
        drawn(Map((Arc(JAPAN, GHANA, 1, True),), is_framed=is_framed), LOOKS["wide"]) for is_framed in (False, True)
    )
    assert [len(list(root.iter(f"{SVG}rect"))) for root in (whole, part)] == [0, 1]
