"""Flows as forms: bands as wide as their values, names apart, on the live page and as SVG."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest

from dashboard.core.forms import flow_plotly, flow_svg
from dashboard.core.forms.flow import BANDS, Band, Flow, Node, lay_out
from dashboard.core.forms.look import Look
from dashboard.core.palette import DARK, LIGHT

SVG = "{http://www.w3.org/2000/svg}"
LOOKS = {"wide": Look(LIGHT, 1240), "dark": Look(DARK, 1400), "phone": Look(LIGHT, 340, is_phone=True)}
VALUES = {("Cells", "Ghana"): 60, ("Cells", "Fiji"): 3, ("Cars", "Ghana"): 30, ("Cars", "Fiji"): 7}
LONG = "A & B <i>far away</i> with a long name indeed"


@pytest.fixture(params=LOOKS)
def look(request):
    return LOOKS[request.param]


def flow(values: dict[tuple[str, str], int] = VALUES, last: tuple[str, ...] = ("Ghana", "Fiji")) -> Flow:
    goods = list(dict.fromkeys(good for good, _ in values))

    def total(part: int, name: str) -> int:
        return sum(value for key, value in values.items() if key[part] == name)

    whole = sum(values.values())
    return Flow(
        (
            (Node("Japan", whole, f"{whole} m", "JPN"),),
            tuple(Node(good, total(0, good), f"{total(0, good)} m", "accent") for good in goods),
            tuple(Node(host, total(1, host), f"{total(1, host)} m", "other") for host in last),
        ),
        (
            tuple(
                Band("Japan", good, total(0, good), f"{total(0, good)} m", "accent", f"all {good}") for good in goods
            ),
            tuple(Band(*key, value, f"{value} m", "JPN", "-".join(key)) for key, value in values.items()),
        ),
        "Flows",
    )


def drawn(form: Flow, look: Look) -> ElementTree.Element:
    return ElementTree.fromstring(flow_svg.draw(form, look))


def bands(root: ElementTree.Element) -> dict[str, list[float]]:
    """The numbers of each band's outline by its words."""
    return {
        path.find(f"{SVG}title").text: [float(number) for number in re.findall(r"-?[\d.]+", path.attrib["d"])]
        for path in root.iter(f"{SVG}path")
    }


def test_bands_are_as_wide_as_their_values_at_both_ends(look):
    for words, numbers in bands(drawn(flow(), look)).items():
        value = int(words.split()[-2])
        # M x y C … x2 y2 v width C … x y+width z
        assert numbers[8] == pytest.approx(value / 100 * BANDS, abs=0.01)
        assert numbers[-1] - numbers[1] == pytest.approx(numbers[8], abs=0.02)
        # The lower edge is the upper one, moved down: M x y, C of three points, v, C of three points back.
        upper, lower = numbers[3:8:2], numbers[10:15:2]
        assert [y - numbers[8] for y in lower[::-1]] == pytest.approx([numbers[1], upper[0], upper[1]], abs=0.02)
        assert numbers[0] < numbers[6]


def test_bands_leave_and_reach_their_nodes_without_a_gap_or_an_overlap(look):
    layout = lay_out(flow(), look.is_phone)
    for placed in layout.nodes:
        name, until = placed.node.name, placed.top + placed.height
        for side, end in ((0, "start"), (1, "end")):
            there = sorted((b.top[side], b.width) for b in layout.bands if getattr(b.band, end) == name)
            if not there:
                continue
            assert there[0][0] == pytest.approx(placed.top)
            for (top, width), (below, _) in pairwise(there):
                assert top + width == pytest.approx(below)
            assert sum(there[-1]) == pytest.approx(until)


def test_two_bands_of_a_node_cross_only_where_their_order_asks_for_it():
    layout = lay_out(flow(), is_phone=True)
    tops = {(b.band.start, b.band.end): b.top for b in layout.bands}
    assert tops["Cells", "Ghana"][0] < tops["Cells", "Fiji"][0]
    assert tops["Cells", "Ghana"][1] < tops["Cars", "Ghana"][1]


def test_a_phone_leaves_the_lone_source_out():
    def names(look: Look) -> list[str]:
        return [text.text for text in drawn(flow(), look).iter(f"{SVG}text")]

    assert names(LOOKS["wide"]) == ["Japan  100 m", "Cells  63 m", "Cars  37 m", "Ghana  90 m", "Fiji  10 m"]
    assert names(LOOKS["phone"]) == names(LOOKS["wide"])[1:]
    assert {words.split(" →")[0] for words in bands(drawn(flow(), LOOKS["phone"]))} == {"Cells", "Cars"}


def test_names_stand_apart_and_inside(look):
    hosts = tuple(f"Country number {n}" for n in range(9))
    values = {(good, host): 10 ** (n % 4) for good in ("Cells", "Cars") for n, host in enumerate(hosts)}
    root = drawn(flow(values, hosts), look)
    boxes = []
    for text in root.iter(f"{SVG}text"):
        x, y, size = (float(text.attrib[name]) for name in ("x", "y", "font-size"))
        boxes.append((x, y - 0.7 * size, x + 0.5 * size * len(text.text), y))
    assert len(boxes) == 11 + (not look.is_phone)
    for a, b in combinations(boxes, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
    assert all(a[0] >= 0 and a[2] <= look.width and a[1] >= 0 and a[3] <= float(root.attrib["height"]) for a in boxes)


@pytest.mark.parametrize(("name", "on_phone"), [(LONG, True), ("A & B <i>not so far</i>", True), ("A & B <i>", False)])
def test_a_long_name_is_cut_and_stays_words(name, on_phone, look):
    root = drawn(flow({("Cells", name): 5}, (name,)), look)
    (said,) = [text.text for text in root.iter(f"{SVG}text") if text.text.endswith("  5 m") and text.text[0] == "A"]
    is_cut = name == LONG or (on_phone and look.is_phone)
    assert ("…" in said) == is_cut and (said == f"{name}  5 m") != is_cut
    assert name.startswith(said.removesuffix("  5 m").removesuffix("…"))
    assert f"Cells → {name}: 5 m" in bands(root)


def test_the_live_chart_and_the_drawing_hold_the_same(look):
    form = flow()
    figure = flow_plotly.draw(form, look)
    *shapes, marks = figure["data"]
    root = drawn(form, look)
    assert [shape["text"] for shape in shapes] == list(bands(root))
    for shape, numbers in zip(shapes, bands(root).values(), strict=True):
        assert shape["y"][-1] - shape["y"][0] == pytest.approx(numbers[8], abs=0.02)
    notes = figure["layout"]["annotations"]
    assert [re.sub("</?b>", "", note["text"]) for note in notes] == [text.text for text in root.iter(f"{SVG}text")]
    assert figure["layout"]["height"] == float(root.attrib["height"])
    rows = {band.row for between in form.bands[1 if look.is_phone else 0 :] for band in between}
    assert set(marks["ids"]) == rows
    tones = {rect.attrib["fill"] for rect in root.iter(f"{SVG}rect")}
    assert tones == {shape["fillcolor"] for shape in figure["layout"]["shapes"]}
    assert (look.theme.buyer("JPN") in tones) != look.is_phone


def test_a_single_band_fills_its_nodes(look):
    root = drawn(flow({("Cells", "Ghana"): 5}, ("Ghana",)), look)
    assert [float(rect.attrib["height"]) for rect in root.iter(f"{SVG}rect")] == [BANDS] * (2 if look.is_phone else 3)


def test_a_node_of_next_to_nothing_is_seen():
    root = drawn(flow({("Cells", "Ghana"): 1_000_000, ("Cells", "Fiji"): 1}), LOOKS["wide"])
    assert min(float(rect.attrib["height"]) for rect in root.iter(f"{SVG}rect")) == 1
