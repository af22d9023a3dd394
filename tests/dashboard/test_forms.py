"""Forms from hand-made rows, drawn both ways: values at their places, states told without colour, names that keep apart."""

from __future__ import annotations

import json
from dataclasses import replace

import plotly.graph_objects as go
import pytest
import svg

from dashboard.core.forms import Bars, Columns, Dots, Ladder, Look, Measure, bold, to_plotly, to_svg
from dashboard.core.forms.end_labels import spread
from dashboard.core.palette import DARK, LIGHT, PAPER

WIDE, PHONE = Look(LIGHT, 1200), Look(LIGHT, 340, is_phone=True)
LOOKS = {"wide": WIDE, "phone": PHONE, "dark": Look(DARK, 1200), "paper": Look(PAPER, 440, height=232)}
LONG = "A High Efficiency and Low Loss Power Transmission and Distribution System in the Third Largest Province"


def row(**values):
    return {"told": f"**{next(iter(values.values()))}** is told", "id": 7, "said": "", **values}


STACKED = Columns(
    tuple(
        row(year=year, buyer=buyer, count=count, colour=code, id=n)
        for n, (year, buyer, count, code) in enumerate(
            [(2023, "Japan", 11, "JPN"), (2024, "Japan", 22, "JPN"), (2023, "Norway", 0, "NOR"), (2024, "Norway", 5, "NOR")]
        )
    ),
    "year", "count", "Growth", series="buyer", is_stacked=True, has_totals=True,
)  # fmt: skip
BESIDE = Columns(
    tuple(
        row(year=year, kind=kind, usd=usd, part=part, state=state, said="" if usd is None else f"{usd}", id=None if usd is None else (n, part))
        for n, (year, kind, usd, part, state) in enumerate(
            [(2019, "covered", 4.0, 0, "fact"), (2020, "covered", 8.0, 1, "fact"), (2019, "all", None, 0, "whole"), (2020, "all", 16.0, 1, "whole")]
        )
    ),
    "year", "usd", "Window", series="kind", part="part", is_read_off=False,
)  # fmt: skip
LADDER = Ladder(
    (
        row(step="Idea", count=30, mt=None, n="30", est="none found", a="Idea: 30", b=""),
        row(step="Issued", count=15, mt=0.5, n="15", est="0.50 Mt", a="Issued: 15", b="Issued: 0.50 Mt"),
        row(step=LONG, count=0, mt=0.25, n="0", est="0.25 Mt", a="Long: 0", b="Long: 0.25 Mt"),
    ),
    "step",
    (
        Measure("count", bold("Projects"), "n", "a"),
        Measure("mt", f"{bold('Expected')} (estimate)", "est", "b", "estimate"),
    ),
    "Stages",
)
SIDES = Bars(
    (row(name="Ghana – Sweden", days=40, said="+40 days"), row(name="Peru – Japan", days=-20, said="−20 days")),
    "name", "days", "Days", axis="Days later",
)  # fmt: skip
PARTS = Bars(
    (
        row(sector="Energy", buyer="Japan", n=30, colour="JPN"),
        row(sector="Energy", buyer="Others", n=10, colour="other"),
        row(sector="Transport", buyer="Japan", n=None, colour="JPN", told="", id=None),
        row(sector="Transport", buyer="Others", n=5, colour="other"),
    ),
    "sector", "n", "Sectors", series="buyer",
)  # fmt: skip
RUNGS = Bars(
    (
        row(rung="Goal", mt=100.0, said="100 Mt", colour="goal", state="goal"),
        row(rung="Expected", mt=50.0, said="50 Mt", in_full="50 Mt (50% of the goal)", colour="officially_expected", state="expected"),
        row(rung="Own estimates", mt=25.0, said="25 Mt", colour="own_estimates", state="computed"),
        row(rung="Issued", mt=10.0, said="10 Mt", colour="issued"),
        row(rung="Transferred", mt=None, said="none confirmed", colour="transferred", told=""),
    ),
    "rung", "mt", "Ladder of a goal",
)  # fmt: skip
SHARES = Bars(
    (row(who="China", now=60.0, then=50.0, said="60%", in_full="60% (50% in 2015)"), row(who="Japan", now=5.0, then=20.0, said="5%"),
     row(who="Rest", now=35.0, then=None, said="35%", colour="neutral")),
    "who", "now", "Shares", before="then",
)  # fmt: skip
DOTS = Dots(
    (
        row(project="a", name="Solar <park> & dam", percent=150.0, tonnes=400.0, colour="JPN", aside="400 + 100"),
        row(project="a", name="Solar <park> & dam", percent=50.0, tonnes=100.0, colour="JPN", state="short"),
        row(project="b", name=LONG, percent=100.0, tonnes=25.0, colour="CHE", aside="25"),
    ),
    "project", "name", "percent", "Ratios", size="tonnes", line=100.0, less_and_more=("below", "above"), is_shaded=True,
    unit="%", aside="tonnes",
)  # fmt: skip
DIFFERENCES = Dots(
    (
        row(total="a", name="UNEP, pairs", most=-10.0, least=-40.0, said="−40 to −10"),
        row(total="b", name="JCM, projects", most=0.0, least=0.0, said="none"),
        row(total="c", name="A blog, pairs", most=20.0, least=20.0, said="+20", state="unconfirmed"),
    ),
    "total", "name", "most", "Differences", low="least", high="most", axis="Ours less theirs",
    names=(("fact", "Published"), ("unconfirmed", "A lead alone")),
)  # fmt: skip
FORMS = {
    "stacked": STACKED, "beside": BESIDE, "ladder": LADDER, "sides": SIDES, "parts": PARTS, "rungs": RUNGS, "shares": SHARES,
    "dots": DOTS, "differences": DIFFERENCES,
}  # fmt: skip


def drawn(form, look=WIDE):
    return svg.read(to_svg(form, look))


def cut(form, n):
    """The form with its first `n` rows alone."""
    return replace(form, rows=form.rows[:n])


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_both_renderers_draw_every_form_for_every_look(form, look):
    figure = to_plotly(form, look)
    # Figure() refuses what it does not know; the JSON must be plain, with no NaN, for the browser.
    go.Figure(
        {"data": [{k: v for k, v in t.items() if k != "ids"} for t in figure["data"]], "layout": figure["layout"]}
    )
    json.dumps(figure, allow_nan=False)
    picture = drawn(form, look)
    assert picture.title == form.alt
    assert (picture.width, picture.height) == (look.width, figure["layout"]["height"])
    if look.height:
        assert picture.height == look.height


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_no_words_print_over_others_or_leave_the_picture(form, look):
    picture = drawn(form, look)
    assert picture.overlaps() == []
    assert picture.outside() == []


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_what_plotly_writes_beside_marks_svg_writes_too(form):
    for look in (WIDE, PHONE):
        notes = [note["text"] for note in to_plotly(form, look)["layout"]["annotations"]]
        words = [word.said for word in drawn(form, look).words]
        told = [note.replace("<b>", "").replace("</b>", "").replace("<br>", "\n") for note in notes]
        assert notes and [note for note in told if note not in words] == []


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_form_of_no_row_says_so_and_one_of_one_row_is_drawn(form):
    assert [word.said for word in drawn(cut(form, 0)).words] == ["Nothing to show"]
    assert [note["text"] for note in to_plotly(cut(form, 0), WIDE)["layout"]["annotations"]] == ["Nothing to show"]
    for look in LOOKS.values():
        picture = drawn(cut(form, 1), look)
        assert picture.bars or picture.dots or picture.lines
        assert picture.outside() == []


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_mark_leads_to_its_row_and_no_other(form):
    found = [label for trace in to_plotly(form, WIDE)["data"] for label in trace.get("ids", ())]
    expected = {row["id"] for row in form.rows if row["id"] is not None}
    assert set(found) - {None} == expected


def test_columns_stand_on_each_other_at_the_height_of_their_numbers():
    picture = drawn(STACKED)
    japan, more, norway = (
        next(bar for bar in picture.bars if bar.fill == tone and bar.x0 > low)
        for tone, low in ((LIGHT.buyers["JPN"], 0), (LIGHT.buyers["JPN"], 400), (LIGHT.buyers["NOR"], 400))
    )
    assert more.height == pytest.approx(2 * japan.height, abs=0.2)
    assert norway.height == pytest.approx(more.height * 5 / 22, abs=0.2)
    assert norway.y1 == pytest.approx(more.y0, abs=0.1)
    # The names stand at the middle of their bands, with the last number; the sums on top.
    assert picture.word("Japan 22").middle[1] == pytest.approx(more.middle[1], abs=2)
    assert picture.word("27").y1 < norway.y0 and picture.word("11").y1 < japan.y0
    assert picture.word("27").middle[0] == pytest.approx(norway.middle[0], abs=0.2)
    trace = to_plotly(STACKED, WIDE)["data"][1]
    assert (trace["x"], trace["y"], trace["ids"]) == ([2023.0, 2024.0], [0.0, 5.0], [2, 3])


def test_columns_beside_each_other_have_a_legend_a_break_and_a_word_for_what_is_missing():
    picture = drawn(BESIDE)
    solid, outline = (
        [bar for bar in picture.bars if bar.fill == LIGHT.accent],
        [bar for bar in picture.bars if bar.fill == LIGHT.background],
    )
    assert len(solid) == 2 and len(outline) == 1
    assert outline[0].height == pytest.approx(2 * solid[1].height, abs=0.2) and outline[0].x0 >= solid[1].x1
    assert picture.word("no data").x0 > solid[0].x1 and picture.word("no data").height > picture.word("no data").width
    assert {"covered", "all"} <= {word.said for word in picture.words}
    # The gap between years that can't be compared is wider than between years of one part.
    same = replace(BESIDE, rows=tuple({**row, "part": 0} for row in BESIDE.rows))
    apart = [word.middle[0] for word in (picture.word("2019"), picture.word("2020"))]
    near = [word.middle[0] for word in (drawn(same).word("2019"), drawn(same).word("2020"))]
    assert (apart[1] - apart[0]) / solid[0].width > (near[1] - near[0]) / drawn(same).bars[0].width
    assert "stroke-dasharray" in to_svg(BESIDE, WIDE) and "stroke-dasharray" not in to_svg(same, WIDE)


def test_a_ladder_has_a_bar_a_measure_each_from_its_own_zero():
    picture = drawn(LADDER)
    facts, estimates = picture.bars[:3], picture.bars[3:]
    assert [bar.width / facts[0].width for bar in facts] == pytest.approx([1, 0.5, 0], abs=0.01)
    assert len(estimates) == 2 and estimates[0].width == pytest.approx(2 * estimates[1].width, abs=0.2)
    assert estimates[0].x0 == estimates[1].x0 > facts[0].x1
    # An estimate is light, and what is missing is told where its bar would begin.
    assert to_svg(LADDER, WIDE).count('fill-opacity="0.3"') == 2
    assert picture.word("none found").x0 == pytest.approx(estimates[0].x0 + 4, abs=0.2)
    assert picture.word("none found").middle[1] == pytest.approx(facts[0].middle[1], abs=1)
    assert picture.description == "Idea: 30; Issued: 15; Long: 0; Issued: 0.50 Mt; Long: 0.25 Mt"


def test_bars_to_both_sides_of_nil():
    picture = drawn(SIDES)
    later, earlier = picture.bars
    assert later.x0 == pytest.approx(earlier.x1, abs=0.2) and later.width == pytest.approx(2 * earlier.width, abs=0.2)
    assert picture.word("+40 days").x0 > later.x1 and picture.word("−20 days").x1 < earlier.x0
    assert {"Days later", "Ghana – Sweden", "Peru – Japan", "0"} <= {word.said for word in picture.words}


def test_parts_of_bars_end_at_their_sum_and_a_missing_part_is_none():
    picture = drawn(PARTS)
    japan, others, transport = picture.bars
    assert japan.width == pytest.approx(3 * others.width, abs=0.2) and others.x0 == pytest.approx(japan.x1, abs=0.1)
    assert transport.x0 == japan.x0 and transport.width == pytest.approx(others.width / 2, abs=0.2)
    assert 0 < picture.word("40").x0 - others.x1 < 8 and 0 < picture.word("5").x0 - transport.x1 < 8


def test_states_are_told_without_colour():
    source = to_svg(RUNGS, WIDE)
    goal, expected, own, issued = svg.read(source).bars
    assert goal.fill == LIGHT.background and issued.fill == LIGHT.quantities["issued"]
    assert "hatched" in expected.fill and "dotted" in own.fill
    # The patterns are drawn, under names that no other chart of a document has.
    for bar in (expected, own):
        assert f'<pattern id="{bar.fill.removeprefix("url(#").removesuffix(")")}"' in source
    assert expected.fill not in to_svg(replace(RUNGS, alt="Another"), WIDE)
    patterns = [trace["marker"].get("pattern", {}).get("shape") for trace in to_plotly(RUNGS, WIDE)["data"]]
    assert patterns == [None, "/", "."]
    assert [bar.width / goal.width for bar in (expected, own, issued)] == pytest.approx([0.5, 0.25, 0.1], abs=0.002)
    assert svg.read(source).word("none confirmed").fill == LIGHT.muted


def test_what_has_no_room_on_a_phone_is_left_out_there():
    assert "50 Mt (50% of the goal)" in {word.said for word in drawn(RUNGS).words}
    assert {"50 Mt"} <= {word.said for word in drawn(RUNGS, PHONE).words}


def test_an_earlier_value_is_a_tick_on_the_scale_of_the_bars():
    picture = drawn(SHARES)
    china, japan, rest = picture.bars
    assert [bar.width / china.width for bar in (japan, rest)] == pytest.approx([5 / 60, 35 / 60], abs=0.002)
    assert [dot.x0 - china.x0 for dot in picture.dots] == pytest.approx(
        [china.width * 50 / 60, china.width * 20 / 60], abs=0.2
    )
    # The number stands beyond bar and tick, whichever is the longer.
    assert picture.word("5%").x0 > picture.dots[1].x1 and picture.word("60% (50% in 2015)").x0 > china.x1


def test_dots_stand_around_their_line_with_the_area_of_their_size():
    picture = drawn(DOTS)
    large, small, middle = (
        sorted(picture.dots, key=lambda dot: -dot.middle[0])[0],
        min(picture.dots, key=lambda dot: dot.middle[0]),
        sorted(picture.dots, key=lambda dot: dot.middle[0])[1],
    )
    assert large.width == pytest.approx(2 * small.width, abs=0.2) and middle.width == pytest.approx(
        small.width / 2, abs=0.2
    )
    assert middle.middle[0] - small.middle[0] == pytest.approx(large.middle[0] - middle.middle[0], abs=0.3)
    assert picture.word("100%").middle[0] == pytest.approx(middle.middle[0], abs=0.3)
    assert large.middle[1] == small.middle[1] < middle.middle[1]
    assert picture.word("below").x1 < middle.middle[0] < picture.word("above").x0
    assert picture.word("400 + 100").middle[1] == pytest.approx(large.middle[1], abs=1)
    # Names of the data are no tags, and a long one is cut to two lines.
    assert picture.word("Solar <park> & dam")
    assert "Solar &lt;park&gt; &amp; dam" in to_plotly(DOTS, WIDE)["layout"]["yaxis"]["ticktext"]
    assert any(word.said.startswith("A High") and word.said.count("\n") == 1 for word in picture.words)


def test_ranges_reach_to_both_ends_and_words_stand_away_from_the_line():
    picture = drawn(DIFFERENCES)
    (((left, _), (right, _)),) = picture.lines
    published, none, lead = picture.dots
    scale = (lead.middle[0] - none.middle[0]) / 20
    assert right - left == pytest.approx(30 * scale, abs=0.3) and published.middle[0] == pytest.approx(right, abs=0.1)
    assert picture.word("−40 to −10").x1 < left and picture.word("+20").x0 > lead.x1
    # A lead is hollow, and the legend says what that means.
    assert lead.fill == LIGHT.background != none.fill
    assert {"Published", "A lead alone"} <= {word.said for word in picture.words}
    sure = replace(DIFFERENCES, rows=DIFFERENCES.rows[:2])
    assert "Published" not in {word.said for word in drawn(sure).words}


def test_labels_are_pushed_apart_no_further_than_needed():
    assert spread([(0, 50), (0, 50)], [20, 80], [10, 10], 100) == [20, 80]
    assert spread([(0, 50), (0, 50), (0, 50)], [50, 50, 50], [10, 10, 10], 100) == [40, 50, 60]
    # Not out of the panel, and a label elsewhere on the width is in nobody's way.
    assert spread([(0, 50), (0, 50)], [1, 2], [10, 10], 100) == [5, 15]
    assert spread([(0, 50), (60, 90)], [50, 50], [10, 10], 100) == [50, 50]
    # Those that meet only by way of a third move too; their order is kept.
    placed = spread([(0, 50)] * 4, [90, 95, 96, 10], [10, 10, 10, 10], 100)
    assert placed == [75, 85, 95, 10]


def test_paper_has_its_size_in_points_and_one_hex_colour_a_mark():
    source = to_svg(LADDER, LOOKS["paper"], points=243)
    assert 'width="243pt" height="128.1pt"' in source and 'viewBox="0 0 440 232"' in source
    assert "var(" not in source and "rgba(" not in source
    assert svg.read(source).bars[0].fill == PAPER.accent


def test_a_colour_without_a_meaning_is_refused():
    with pytest.raises(KeyError, match="no colour means"):
        to_svg(replace(SIDES, rows=(row(name="x", days=1, colour="pink"),)), WIDE)
