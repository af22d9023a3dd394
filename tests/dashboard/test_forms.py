"""Forms from hand-made rows, drawn both ways: values at their places, states told without colour, names that keep apart."""

from __future__ import annotations

import json
from dataclasses import replace

import plotly.graph_objects as go
import pytest
import svg
from made_forms import (
    AROUND,
    BESIDE,
    DIFFERENCES,
    DOTS,
    EMISSIONS,
    FORMS,
    GOAL,
    GRID,
    LADDER,
    LANES,
    LONG,
    LOOKS,
    MATRIX,
    ONE_BY_ONE,
    PANELS,
    PARTS,
    PHONE,
    POWER,
    RANGES,
    RUNGS,
    SHARES,
    SHARES_OF_GOALS,
    SIDES,
    STACKED,
    WIDE,
    row,
)

from dashboard.core.forms import to_plotly, to_svg
from dashboard.core.forms.end_labels import spread
from dashboard.core.palette import LIGHT, PAPER


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
        assert [note for note in told if note not in words] == []


# A goal without paces is still a goal.
@pytest.mark.parametrize(
    "form", [form for form in FORMS.values() if form is not GOAL], ids=[name for name in FORMS if name != "goal"]
)
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
    expected = {row["id"] for row in form.rows if row["id"] is not None} | (
        {form.reached.id} if form is GOAL else set()
    )
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


def test_a_bar_that_would_leave_others_no_length_is_cut_broken_and_keeps_its_number():
    picture = drawn(replace(SIDES, cut=20.0))
    near, far, whole = picture.bars
    assert far.x1 - near.x0 == pytest.approx(whole.width, abs=0.5), "40 days end where 20 do"
    assert near.x1 < far.x0, "with a gap in the bar"
    assert picture.word("+40 days").x0 > far.x1


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
    assert large.middle[1] == pytest.approx(small.middle[1]) and small.middle[1] < middle.middle[1]
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


def test_ranges_lie_between_their_ends_around_the_centre():
    picture = drawn(RANGES)
    rate, lag = picture.bars
    assert rate.width == pytest.approx(8 * lag.width, abs=0.3)
    assert "hatched" in rate.fill and rate.fill == lag.fill
    centre = rate.x0 + rate.width / 8
    assert picture.word("central 2.0 Mt").middle[0] == pytest.approx(centre, abs=0.5)
    assert picture.word("1.0 Mt at 16%").x1 < rate.x0 and picture.word("9.0 Mt at 83%").x0 > rate.x1
    assert {"1.0", "9.0"} <= {word.said for word in drawn(RANGES, PHONE).words}


def test_lines_stand_at_their_values_and_break_where_a_year_is_left_out():
    picture = drawn(EMISSIONS)
    early, late, gases = sorted(picture.lines, key=len)
    (x0, y0), (x1, y1) = early
    assert [x for x, _ in late] == pytest.approx([x0 + 3 * (x1 - x0), x0 + 4 * (x1 - x0)], abs=0.3)
    assert [y for _, y in late] == pytest.approx([y0 - 3 * (y0 - y1), y0 - 4 * (y0 - y1)], abs=0.3)
    assert len(gases) == 5 and gases[0][1] == pytest.approx(y0 - 2 * (y0 - y1), abs=0.3)
    # The names stand right of their ends, one above the other although the lines nearly meet.
    co2, gas = picture.word("CO₂"), picture.word("All gases\nwith land use")
    assert min(co2.x0, gas.x0) > late[1][0] and gas.y1 <= co2.y0 + 4
    assert {"0 Mt", "20 Mt", "40 Mt"} <= {word.said for word in picture.words}
    solid, dotted = (trace["line"]["dash"] for trace in to_plotly(EMISSIONS, WIDE)["data"])
    assert (solid, dotted) == ("solid", "dot")
    assert to_plotly(EMISSIONS, WIDE)["data"][0]["y"] == [10.0, 20.0, None, 40.0, 50.0]


def test_names_that_would_take_a_phones_width_stand_in_a_legend():
    wordy = replace(EMISSIONS, rows=tuple({**row, "said": LONG} for row in EMISSIONS.rows))
    figure = to_plotly(wordy, PHONE)
    assert figure["layout"]["showlegend"] and figure["layout"]["annotations"] == []
    assert {"CO₂", "All gases"} <= {word.said for word in drawn(wordy, PHONE).words}
    assert not to_plotly(EMISSIONS, WIDE)["layout"]["showlegend"]


def test_years_around_a_day_have_their_sign_and_what_is_silent_is_told():
    picture = drawn(AROUND)
    assert {"−2", "−1", "0", "+1", "before", "after", "million US$", "years from the signature"} <= {
        word.said for word in picture.words
    }
    silent = picture.word("no report: Ghana")
    assert silent.middle[0] == pytest.approx(picture.word("−1").middle[0], abs=0.5) and silent.height > silent.width
    # A mark a known year; those of year 0 are hollow and stand on the line that parts before from after.
    hollow = [dot for dot in picture.dots if dot.fill == LIGHT.background]
    zero = (picture.word("−1").middle[0] + picture.word("+1").middle[0]) / 2
    assert len(picture.dots) == 8 and len(hollow) == 2
    assert [dot.middle[0] for dot in hollow] == pytest.approx([zero, zero], abs=0.5)
    ends = {name: picture.word(name) for name in ("Ghana", "Peru", "Chile")}
    assert ends["Chile"].x0 < zero < ends["Ghana"].x0 == ends["Peru"].x0
    assert [trace["line"]["dash"] for trace in to_plotly(AROUND, WIDE)["data"]] == ["solid", "dash", "dot"]


def test_small_multiples_share_a_scale():
    picture = drawn(PANELS)
    ghana, peru, chile = (picture.lines[n] for n in range(3))
    rise = ghana[0][1] - ghana[1][1]
    assert peru[0][1] - peru[1][1] == pytest.approx(-rise / 2, abs=0.3)
    assert len(peru) == 2 and len(chile) == 3
    # The peak of each has its number, the year without data its word, and only a signature within the years its line.
    assert (
        picture.word("40").middle[0] == pytest.approx(ghana[1][0], abs=0.5) and picture.word("no data").x0 < peru[0][0]
    )
    dotted = [shape for shape in to_plotly(PANELS, WIDE)["layout"]["shapes"] if shape["type"] == "line"]
    assert [(shape["x0"], shape["xref"]) for shape in dotted] == [(2021.5, "x")]
    assert any(word.said == "Ghana\nUS$5 m in 2022\nsigned 2021" for word in picture.words)
    # Zero lies on the line under the panel, and a mark there is whole.
    plotted = to_plotly(PANELS, WIDE)
    assert plotted["layout"]["margin"]["pad"] == 0
    assert all(trace["cliponaxis"] is False for trace in plotted["data"])
    # Four beside each other, on a phone two.
    assert (
        len({round(word.x0) for word in drawn(PANELS, PHONE).words if word.said.startswith(("Ghana", "Peru", "Chile"))})
        == 2
    )


def test_bars_lie_in_their_wholes_on_one_scale_and_speak_in_full_where_there_is_room():
    def said(look):
        return {word.said for word in drawn(SHARES_OF_GOALS, look).words}

    picture = drawn(SHARES_OF_GOALS)
    wholes = [
        bar for bar in picture.bars if bar.width == pytest.approx(max(bar.width for bar in picture.bars), abs=0.2)
    ]
    shares = sorted(bar.width / wholes[0].width for bar in picture.bars if bar not in wholes)
    assert len(wholes) == 3 and shares == pytest.approx([0.01, 0.2, 0.5], abs=0.01)
    words = picture.word("20 Mt · 20%")
    assert words.x0 == pytest.approx(wholes[0].x0, abs=1) and words.y0 >= wholes[0].y1, "words stand under the whole"
    assert wholes[0].width > 0.45 * (picture.width - wholes[0].x0), "and two panels share the width"
    on_phone = drawn(SHARES_OF_GOALS, PHONE)
    assert on_phone.word("20 Mt · 20%").x0 > max(bar.x1 for bar in on_phone.bars), "on a phone beyond it"
    assert {"5 Mt · 50%", "none yet"} <= said(WIDE) and {"5 Mt · 50%"} <= said(PHONE)
    narrow = said(replace(WIDE, width=200))
    assert {"50%", "none yet"} <= narrow and "5 Mt · 50%" not in narrow


def test_few_panels_share_the_whole_width():
    def right(form):
        return max(x for line in drawn(form).lines for x, _ in line)

    two = replace(PANELS, rows=tuple(row for row in PANELS.rows if row[PANELS.facet] in ("Ghana", "Peru")))
    assert right(two) > 0.8 * WIDE.width


def test_panels_with_scales_of_their_own_have_their_units():
    picture = drawn(POWER)
    assert {"Intensity", "Renewable share", "100%", "0%", "400"} <= {word.said for word in picture.words}
    intensity, share = picture.lines
    assert share[0][1] - share[1][1] == pytest.approx(share[1][1] - share[2][1], abs=0.3)
    assert intensity[0][1] < intensity[2][1] < intensity[1][1]
    assert to_plotly(POWER, WIDE)["layout"]["yaxis2"]["range"] == [0, 100.0]


def test_steps_stand_at_their_days_and_span_a_year_that_alone_is_known():
    picture = drawn(LANES)
    norway, (first, second) = (
        next(dot for dot in picture.dots if "2" not in dot.said and dot.fill == LIGHT.background),
        picture.lines[0],
    )
    assert norway.middle[0] == pytest.approx((first[0] + second[0]) / 2, abs=0.5)
    figure = to_plotly(LANES, WIDE)
    days = {
        label: x
        for trace in figure["data"]
        if "ids" in trace
        for label, x in zip(trace["ids"], trace["x"], strict=True)
    }
    assert days == {1: "2020-01-01", 2: "2021-07-02", 3: "2024-01-01"}
    # Lanes in the order that is asked for; the letter stands below, the agreement above its lane.
    lanes = [word.middle[1] for word in (picture.word("Norway (1)"), picture.word("Japan (2)"))]
    square, cross = (next(dot for dot in picture.dots if dot.width == width) for width in (10, 0))
    assert lanes[0] < square.middle[1] < lanes[1] < cross.middle[1] + 5
    assert {"Binding", "Memorandum", "Letter", "Only the year is known"} <= {word.said for word in picture.words}
    assert figure["layout"]["xaxis"]["type"] == "date"


def test_steps_without_lanes_are_named_where_there_is_room():
    wide, phone = drawn(ONE_BY_ONE), drawn(ONE_BY_ONE, PHONE)
    early, late = wide.dots
    assert wide.word("Registered  2 Jan 2020").x0 > early.x1
    (name,) = [word for word in wide.words if word.said.endswith("…  2023")]
    assert name.x1 < late.x0 and len(name.said) < 70
    assert phone.word("Registered  2 Jan 2020").y1 < phone.dots[0].y0


def test_the_matrix_has_its_marks_where_row_and_column_meet():
    picture = drawn(MATRIX)
    ghana, japan = picture.word("Ghana"), [word for word in picture.words if word.said == "Japan"]
    assert len(japan) == 3, "a panel a group, each with the names of its columns"
    square = min((dot for dot in picture.dots if dot.fill == LIGHT.buyers["JPN"]), key=lambda dot: dot.x0)
    assert square.middle[1] == pytest.approx(ghana.middle[1], abs=1.5) and square.middle[0] == pytest.approx(
        japan[0].middle[0], abs=1
    )
    assert picture.word("●").x0 > square.x1 and picture.word("●").middle[1] == pytest.approx(square.middle[1], abs=3)
    assert {"Africa", "Americas", "Oceania", "Binding", "Memorandum", "Letter"} <= {word.said for word in picture.words}
    on_phone = [word.said for word in drawn(MATRIX, PHONE).words]
    assert on_phone.count("Japan") == 1
    order = [
        said for said in on_phone if said in ("Africa", "Ghana", "Americas", "Peru", "Oceania", "Papua New Guinea")
    ]
    assert order == ["Africa", "Ghana", "Americas", "Peru", "Oceania", "Papua New Guinea"]


def test_cells_are_toned_by_their_number_and_the_case_is_outlined():
    picture, figure = drawn(GRID), to_plotly(GRID, WIDE)
    cells = {
        word.said: next(c for c in picture.bars if c.x0 < word.middle[0] < c.x1 and c.y0 < word.middle[1] < c.y1)
        for word in picture.words
        if word.said in ("+4.0", "-4.0", "-2.0")
    }
    assert cells["+4.0"].fill == LIGHT.quantities["saved"] and cells["-4.0"].fill == LIGHT.quantities["lost"]
    assert cells["+4.0"].y0 < cells["-4.0"].y0, "the higher cost stands above"
    heat, unseen = figure["data"][:2]
    assert heat["z"][0] == [0.0, -2.0, -4.0] and heat["colorscale"][0][1] == LIGHT.quantities["lost"]
    assert unseen["ids"][1] == (40, 20) and unseen["marker"]["opacity"] == 0 and figure["layout"]["hoverdistance"] == -1
    (box,) = figure["layout"]["shapes"]
    assert (box["x0"], box["x1"], box["y0"], box["y1"]) == (31.0, 49.0, 11.0, 49.0)
    # The line stays within the grid, and stops before each number that it meets.
    line = figure["data"][2]
    points = [(x, y) for x, y in zip(line["x"], line["y"], strict=True) if y is not None]
    assert all(y == pytest.approx(2 * x) for x, y in points) and max(y for _, y in points) == 70
    parts = list(zip(points[::2], points[1::2], strict=True))
    assert len(parts) == 2 and not any(x0 <= 20 <= x1 for (x0, _), (x1, _) in parts)


def test_a_goal_is_an_outline_that_the_model_and_what_happened_lie_in():
    picture = drawn(GOAL)
    goal, modelled, issued, average, known, needed = picture.bars
    assert goal.fill == needed.fill == LIGHT.background and issued.fill == average.fill == LIGHT.buyers["JPN"]
    assert modelled.width == pytest.approx(goal.width * 0.45, abs=0.3) and modelled.x0 == pytest.approx(
        goal.x0 + goal.width * 0.05, abs=0.3
    )
    assert issued.width == pytest.approx(goal.width / 10, abs=0.3)
    assert [bar.width / needed.width for bar in (average, known)] == pytest.approx([0.05, 0.1], abs=0.002)
    assert picture.word("2.0").x0 > known.x0 + 2 * known.width, "beyond the range of the model"
    assert to_plotly(GOAL, WIDE)["data"][1]["ids"] == [7]
    strokes = to_plotly(GOAL, WIDE)["layout"]["shapes"]
    assert [(s["x0"], s["x1"]) for s in strokes] == [(20.0, 20.0), (1.0, 4.0)]


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


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("value", [0.0, 1e-300, 1e15], ids=str)
def test_numbers_that_are_all_nil_tiny_or_huge_are_drawn(form, value):
    flat = replace(
        form,
        rows=tuple(
            {k: value if type(v) is float and k not in ("price", "cost", "signed") else v for k, v in row.items()}
            for row in form.rows
        ),
    )
    for look in (WIDE, PHONE):
        json.dumps(to_plotly(flat, look), allow_nan=False)
        picture = drawn(flat, look)
        assert all(box.width >= 0 and box.height >= 0 for box in picture.bars)
        assert "nan" not in to_svg(flat, look) and "inf" not in to_svg(flat, look).replace("information", "")
