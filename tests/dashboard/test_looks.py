"""What a desk editor saw in the pictures of pages: words that stay together, legends that fit, and texts that have room."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest
from made_forms import DIFFERENCES, LONG, PHONE, STRIPS, WIDE, row

from dashboard.core import dates
from dashboard.core.content import Chart, Finding, Page, Say, Share, Table
from dashboard.core.forms import Multiples, legend, text, to_svg
from dashboard.core.forms.apart import pieces
from dashboard.core.forms.multiples import lay_out as panels
from dashboard.core.forms.strips import lay_out as strips
from dashboard.core.forms.together import NO_BREAK, together, together_in
from dashboard.core.palette import LIGHT
from dashboard.render import cells, document, frame, live_table


@pytest.fixture(autouse=True)
def sentences_in_one_piece():
    """Read sentences as they are: in place of the fixture of that name for all other tests."""


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("74,216 t of it", "74,216_t of it"),
        ("1.36 MtCO₂e in total", "1.36_MtCO₂e in total"),
        ("11,733 tCO₂e, 484 gCO₂e", "11,733_tCO₂e, 484_gCO₂e"),
        ("5 tCO2e", "5_tCO2e"),
        ("US$16.5 bn to all", "US$16.5_bn to all"),
        ("known to 4 Jun 2026", "known to 4_Jun 2026"),
        ("28 September 2024", "28_September 2024"),
        ("10 tables, 3 May be", "10 tables, 3_May be"),
        ("USD 19 to 41, SGD 35.13", "USD_19 to 41, SGD_35.13"),
        ("of USA 5", "of USA 5"),
        ("● found · 2; ◐ partly", "●_found · 2; ◐_partly"),
        ("12 may", "12 may"),
        ("5 people", "5 people"),
        ("in 2024 March came", "in 2024 March came"),
    ],
)
def test_a_number_stays_with_its_unit_and_a_day_with_its_month(said, kept):
    assert together(said) == kept.replace("_", NO_BREAK)


def test_a_short_cell_stays_whole_and_a_table_knows_its_least_width():
    for short in ("14 Nov 2024", "[● 5 numbers](<rules?kind=fee&host=KEN>)", "not found"):
        assert live_table._cell(short) == short.replace(" ", NO_BREAK)
    assert live_table._cell("a longer cell of 3 t") == f"a longer cell of 3{NO_BREAK}t"
    wide = pd.DataFrame(
        {"Column": ["quantity_buyer_tco2e"], "Known": ["words that wrap"], "Behind": ["[see](<rows?a=b>)"]}
    )
    letters = len("quantity_buyer_tco2e") + len("words") + len("Behind")
    assert live_table._least_width(wide) == letters * live_table.LETTER + 3 * live_table.MARGIN


def test_days_within_texts_of_the_data_are_written_as_elsewhere():
    assert dates.said("Asia Today: 2026-03-11; UNEP: 2023-12") == "Asia Today: 11 Mar 2026; UNEP: Dec 2023"
    kept = "https://example.org/2023-12-06/a of 2021-2030, JCM-2023-01-02"
    assert dates.said(f"On 2023-12-06, see {kept}") == f"On 6 Dec 2023, see {kept}"


def test_tags_drawings_and_code_keep_their_spaces():
    html = '<a title="5 t" href="x">5 t</a><pre>5 t</pre><code>5 t</code><svg viewBox="0 0 5 5"><text>5 t</text></svg>'
    assert together_in(html) == html.replace(">5 t</a>", f">5{NO_BREAK}t</a>")


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("a<code>b</code>c<pre class='x'>d</pre>", ["a", "+<code>b</code>", "c", "+<pre class='x'>d</pre>", ""]),
        ("<precise>a</precise><code>b</code>", ["<precise>a</precise>", "+<code>b</code>", ""]),
        ("a<code>b", ["a<code>b"]),
        ("", [""]),
    ],
)
def test_elements_that_are_left_stand_apart(html, told):
    found = [("+" if is_left else "") + piece for piece, is_left in pieces(html, re.compile(r"<(pre|code)\b"))]
    assert found == told


def test_a_document_and_a_chart_keep_them_together():
    said = document.html(Page((Say("It is 74,216 t in all."),)), "Title")
    assert f"74,216{NO_BREAK}t" in said
    assert text.wrap("Other products, 2.2 m", 12, text.width("Other products, 2.2", 12)).endswith(f"2.2{NO_BREAK}m")


def test_no_entry_of_a_legend_leaves_the_drawing():
    names = (
        ("fact", "The Atlas less the published total"),
        ("unconfirmed", "The same, where a lead alone states the total"),
    )
    rows = tuple(one | {"name": LONG} for one in DIFFERENCES.rows)
    drawn = to_svg(replace(DIFFERENCES, rows=rows, names=names), PHONE)
    for _, name in names:
        (x,) = re.findall(rf'<text x="([\d.]+)"[^>]*>{name}', drawn)
        assert float(x) - legend.SAMPLE + 2 >= 0 and float(x) + text.width(name, PHONE.small) <= PHONE.width


def test_five_panels_stand_as_three_and_two():
    rows = tuple(row(name=name, year=2020.0 + n, value=1.0) for name in "abcde" for n in range(3))
    scene = panels(Multiples(rows, "name", "year", "value", "Panels"), WIDE)
    assert len({panel.box[0] for panel in scene.panels}) == 3


def test_names_of_two_lines_dont_touch_the_next_ones():
    rows = tuple(one | {STRIPS.label: f"{one[STRIPS.label]} {LONG}"} for one in STRIPS.rows)
    names = {one[STRIPS.label] for one in rows}
    assert strips(replace(STRIPS, rows=rows), WIDE).height >= len(names) * text.height("a\nb", WIDE.text)


def test_what_is_unconfirmed_has_its_own_colour_in_charts_too():
    drawn = to_svg(DIFFERENCES, WIDE)
    assert LIGHT.lead in drawn


def test_long_texts_have_room_and_days_a_line():
    assert cells.kind("note", ["short", None]) == ""
    assert cells.kind("note", ["short", "a" * 61]) == cells.LONG
    assert cells.kind("signed_on", ["2 Jun 2025"]) == cells.DAY
    assert cells.kind("differ_on", ["form; signature, 985 days apart"]) == ""
    assert cells.kind("count", [1, None]) == cells.RIGHT
    assert "td.l{min-width" in frame.style()
    # On paper a table runs on from page to page.
    assert "max-height:560px" not in frame.style().partition("@media print")[2]
    made = document.html(Page((Table("t", [{"note": "a" * 61}], {"note": "Note"}),)), "Title")
    assert '<td class="l">' in made


def test_a_share_is_no_menu_which_paper_hides():
    made = document.html(Page((Share(0.3, "30% of 292 projects"),)), "Title")
    assert '<p class="portion"><meter' in made


def test_a_phone_reads_what_its_own_chart_shows():
    finding = Finding("Found", "Arcs in colour.", (Chart("map", DIFFERENCES),), drawn_on_phone="Bars alone.")
    made = document.html(Page((finding,)), "Title")
    assert '<p class="broad">Arcs in colour.</p>' in made and '<p class="narrow">Bars alone.</p>' in made


def test_cells_of_a_paragraph_are_named_where_the_table_shows_its_headings():
    assert live_table._in_a_paragraph(["Signed", "Host"], ["2 May 2024", "Ghana"]) == "Signed: 2 May 2024; Host: Ghana"
    assert live_table._in_a_paragraph((), ["Japan", ""]) == "Japan"
