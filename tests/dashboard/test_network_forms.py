"""The two charts of the network as forms: counts at their places, on the live page and as SVG."""

from __future__ import annotations

import json
import re

import plotly.graph_objects as go
import pytest
import svg
from test_places import AGREED, PARTIES, agreed

from dashboard.charts import network as charts
from dashboard.core.forms import Look, Overlap, Parts, to_plotly, to_svg
from dashboard.core.palette import DARK, LIGHT, PAPER
from dashboard.places import network

LOOKS = {
    "wide": Look(LIGHT, 1200),
    "dark": Look(DARK, 900),
    "paper": Look(PAPER, 700),
    "phone": Look(LIGHT, 340, is_phone=True),
}
MANY = agreed(
    *(("JPN", f"H{n:02}") for n in range(30)),
    *(("REPUBLIC OF KOREA", f"H{n:02}") for n in range(20, 33)),
    *(("NOR", f"H{n:02}") for n in (0, 31, 40)),
    ("KWT", "H50"),
)


@pytest.fixture(params=LOOKS)
def look(request):
    return LOOKS[request.param]


def overlap(rows=MANY) -> Overlap:
    return charts.overlap(network.shared_hosts(rows), network.exclusive(rows), "Overlap")


def parts(above: int = 1) -> Parts:
    table = network.bands(network.crowding(AGREED, PARTIES, {"CHE", "SGP", "GHA", "UKR"}))
    return charts.bands(table, network.BAND_LABELS, above, "Parts")


@pytest.mark.parametrize("form", [overlap(), parts()], ids=["overlap", "parts"])
def test_names_and_numbers_keep_apart_and_inside(form, look):
    picture = svg.read(to_svg(form, look))
    assert (picture.width, picture.title) == (look.width, form.alt)
    assert picture.overlaps() == [] and picture.outside() == []


@pytest.mark.parametrize("form", [overlap(), parts()], ids=["overlap", "parts"])
def test_plotly_takes_the_charts(form, look):
    figure = to_plotly(form, look)
    json.dumps(go.Figure(figure).to_plotly_json()["layout"])
    json.dumps({"data": [t | {"ids": None} for t in figure["data"]], "layout": figure["layout"]}, allow_nan=False)


def test_a_cell_stands_in_the_row_of_one_and_the_column_of_the_other(look):
    picture = svg.read(to_svg(overlap(), look))
    told = {tuple(bar.said.split(": ")[0].split(" and ")): bar for bar in picture.bars}
    # Counted by hand from MANY: ten hosts of Korea are Japan's too.
    assert {names: int(bar.said.split(": ")[1].split(",")[0]) for names, bar in told.items()} == {
        ("All of Jpn",): 30,
        ("Republic Of Korea", "Jpn"): 10,
        ("All of Republic Of Korea",): 13,
        ("Nor", "Jpn"): 1,
        ("Nor", "Republic Of Korea"): 1,
        ("All of Nor",): 3,
        ("All of Kwt",): 1,
    }
    shared, jpn, kor = told["Republic Of Korea", "Jpn"], told["All of Jpn",], told["All of Republic Of Korea",]
    assert shared.middle == pytest.approx((jpn.middle[0], kor.middle[1]), abs=0.2)
    assert kor.middle[0] > jpn.middle[0] + 10 and kor.middle[1] > jpn.middle[1] + 10
    # The number stands in its cell, and the name of the row at its height.
    inside = [word.said for word in picture.words if _within(word, shared)]
    assert inside == ["10"]
    names = [word for word in picture.words if word.said == "Republic Of Korea" and word.x1 < jpn.x0]
    assert names[0].middle[1] == pytest.approx(kor.middle[1], abs=2)


def test_what_each_has_for_itself_stands_last_and_in_its_row(look):
    picture = svg.read(to_svg(overlap(), look))
    right = max(bar.x1 for bar in picture.bars)
    last = sorted((w for w in picture.words if w.x0 > right and w.said.isdigit()), key=lambda word: word.y0)
    # Japan's 30 without the ten of Korea and one of Norway; Korea's 30, 32 and Norway's 40; Kuwait's 50.
    assert [word.said for word in last] == ["19", "2", "1", "1"]
    diagonal = [bar for bar in picture.bars if bar.said.startswith("All of")]
    assert [w.middle[1] for w in last] == pytest.approx([bar.middle[1] for bar in diagonal], abs=2)


def test_more_in_common_is_darker_and_numbers_stay_readable(look):
    picture = svg.read(to_svg(overlap(), look))
    tones = {int(re.search(r": (\d+)", bar.said)[1]): bar.fill for bar in picture.bars}
    ground, accent = (svg_tone(tone) for tone in (look.theme.land, look.theme.accent))
    away = [abs(svg_tone(tones[count]) - ground) / abs(accent - ground) for count in sorted(tones)]
    assert away == sorted(away) and away[-1] == pytest.approx(1, abs=0.02) and away[0] < 0.1


def svg_tone(colour: str) -> int:
    return sum(bytes.fromhex(colour.removeprefix("#")))


def _within(word: svg.Box, bar: svg.Box) -> bool:
    return bar.x0 <= word.middle[0] <= bar.x1 and bar.y0 <= word.middle[1] <= bar.y1


def test_every_cell_leads_to_its_row_and_none_stands_for_nothing(look):
    shared = network.shared_hosts(MANY)
    (trace,) = to_plotly(overlap(), look)["data"]
    assert set(trace["ids"]) == set(shared.index[shared["shared"] > 0])
    for row, base, at in zip(trace["ids"], trace["base"], trace["y"], strict=True):
        order = list(dict.fromkeys(shared["buyer"]))
        assert (order[at], order[round(base + 0.5)]) == (shared["buyer"][row], shared["other"][row])


def test_a_lone_buyer_has_one_cell(look):
    picture = svg.read(to_svg(overlap(agreed(("CHE", "GHA"), ("CHE", "PER"))), look))
    assert [bar.said for bar in picture.bars] == ["All of Che: 2, Gha, Per"]
    assert picture.overlaps() == [] and sum(word.said == "2" for word in picture.words) == 2


@pytest.mark.parametrize(
    "form", [Overlap((), "one", "other", "value", "x", "y", ()), Parts((), "label", "series", "value", "x")]
)
def test_nothing_is_told_where_there_is_nothing(form, look):
    assert [word.said for word in svg.read(to_svg(form, look)).words] == ["Nothing to show"]


def test_bars_are_wholes_and_their_parts_shares_of_them(look):
    picture = svg.read(to_svg(parts(), look))
    rows: dict[float, list[svg.Box]] = {}
    for bar in picture.bars:
        rows.setdefault(round(bar.y0), []).append(bar)
    widths = [sum(bar.width for bar in bars) for bars in rows.values()]
    assert widths == pytest.approx([widths[0]] * len(rows), abs=0.3)
    # Africa has two Parties, one without an agreement and one with two buyers; the least developed one has none.
    africa = [bar for bar in picture.bars if bar.said.startswith("Africa (2)")]
    shares = [round(bar.width / widths[0], 2) for bar in africa]
    assert (shares, [bar.said for bar in africa]) == (
        [0.5, 0, 0.5, 0],
        [f"Africa (2), {label}" for label in ("no agreement: 1", "one buyer: 0", "two buyers: 1", "three or more: 0")],
    )
    (least,) = [bar for bar in picture.bars if bar.said == "Least developed (1), no agreement: 1"]
    assert least.width == pytest.approx(widths[0], abs=0.3)


def test_numbers_stand_in_their_parts(look):
    picture = svg.read(to_svg(parts(), look))
    counts = [word for word in picture.words if word.said.isdigit()]
    assert counts
    for word in counts:
        (bar,) = [bar for bar in picture.bars if _within(word, bar)]
        assert bar.said.endswith(f": {word.said}")
    assert all(bar.said.endswith(": 0") for bar in picture.bars if bar.width < 1)


def test_a_part_too_narrow_for_its_number_has_none():
    rows = ({"g": "A", "b": "none", "n": 500.0}, {"g": "A", "b": "some", "n": 1.0})
    form = Parts(rows, "g", "b", "n", "x")
    said = {width: [w.said for w in svg.read(to_svg(form, Look(LIGHT, width))).words] for width in (340, 6000)}
    assert "1" in said[6000] and "1" not in said[340] and "500" in said[340]


def test_clicks_on_parts_lead_to_the_row_and_to_the_link_of_the_part(look):
    traces = to_plotly(parts(), look)["data"]
    assert [trace["name"] for trace in traces] == list(network.BAND_LABELS.values())
    for n, trace in enumerate(traces):
        assert trace["ids"] == [(row, n) for row in range(len(trace["ids"]))]


def test_a_line_parts_regions_from_groups_only_where_both_stand(look):
    def lines(above: int) -> list[dict]:
        return to_plotly(parts(above), look)["layout"]["shapes"]

    assert [(line["y0"], line["y1"]) for line in lines(2)] == [(1.5, 1.5)]
    whole = len(to_plotly(parts(), look)["data"][0]["y"])
    assert lines(0) == lines(whole) == []
    assert to_svg(parts(2), look).count("stroke-dasharray") == 1
