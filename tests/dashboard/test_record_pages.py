"""The record of what pages say and draw: blind to ids, keys and containers, not to a word, a number or a colour."""

from __future__ import annotations

import sys

import pandas as pd
import pytest
from copies import ROOT
from streamlit.testing.v1 import AppTest

sys.path.insert(0, str(ROOT / "tests" / "bench"))

import page_addresses
import page_diff
import record_pages
from page_addresses import Visit
from page_lines import STYLE, html_lines, lines_of, plain, plotly_lines, table_lines

SCRIPT = """
import pandas as pd
import streamlit as st

HOLDER
st.header("Heading", anchor=False)
st.markdown("Words", help="More")
st.html('<style>b {color: red}</style><section><h3>Tonnes</h3><p class="x"><a href="rows?figure=a">12 rows</a></p></section>')
frame = pd.DataFrame({"Tonnes": [VALUE, None], "Day": pd.to_datetime(["2024-01-02", None])})
st.dataframe(frame, key="KEY", column_config={"Tonnes": st.column_config.NumberColumn(format="localized", help="t")})
st.plotly_chart(
    {"data": [{"type": "bar", "name": "Japan", "x": [1, 2], "y": ["a", "b"], "marker": {"color": "COLOUR"}, "width": 3}], "layout": {"title": {"text": "T"}}},
    key="chart_KEY",
)
st.selectbox("Choose", ["one", "two"], key="box_KEY")
st.warning("Careful")
"""


def lines(holder: str = "", key: str = "a", value: str = "5", colour: str = "#123456") -> list[str]:
    script = SCRIPT.replace("HOLDER", holder).replace("KEY", key).replace("VALUE", value).replace("COLOUR", colour)
    app = AppTest.from_string(script).run()
    assert not app.exception
    return lines_of(app._tree)


def test_a_page_is_read_with_all_that_it_says_and_draws():
    found = "\n".join(lines())
    for said in (
        "h2: Heading", "text: Words (More)", "html: Tonnes", "html: {href: rows?figure=a}12 rows", "table: 2 × 2", '"format": "localized"', '"help": "t"',
        "  | 5 | 2024-01-02\n  | – | –", "  trace: bar  “Japan”\n    x: [1, 2]\n    y: [a, b]\n    marker.color: #123456", "{text: T}", '"options": ["one", "two"]', "= one",
        "warning: Careful",
    ):  # fmt: skip
        assert said in found, said
    assert "color: red" not in found


def test_keys_ids_and_containers_are_no_difference_but_words_numbers_and_colours_are():
    before = lines()
    assert lines(key="b") == before
    assert lines(holder="st.container().__enter__()") == before
    for changed, said in (
        (lines(value="6"), "  | 6 | 2024-01-02"),
        (lines(colour="#654321"), "    marker.color: #654321"),
    ):
        assert [new for _, new in page_diff.changes(before, changed)] == [(said,)]


def test_a_column_that_differs_below_the_rows_kept_is_named():
    long = pd.DataFrame({"a": range(100), "b": range(100)})
    other = long.assign(b=[*range(99), -1])
    one, two = list(table_lines(long, {})), list(table_lines(other, {}))
    assert [line.split(" (")[0] for line in set(two) - set(one)] == ["  column: b"]


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "–"), (float("nan"), "–"), (pd.NaT, "–"), (0.1 + 0.2, "0.3"), (7, "7"), (True, "True"), (pd.Timestamp("2024-05-06"), "2024-05-06"), ({"b": 1, "a": [2]}, "{a: [2], b: 1}")],
)  # fmt: skip
def test_a_value_is_the_same_text_in_each_run(value, text):
    assert plain(value) == text


def test_packed_numbers_of_a_chart_are_opened():
    packed = {"data": [{"type": "scatter", "y": {"dtype": "f8", "bdata": "AAAAAAAA8D8AAAAAAAAAQA=="}}], "layout": {}}
    assert "    y: [1, 2]" in list(plotly_lines(packed))


def test_html_is_read_a_line_a_block_and_a_drawing_by_its_marks():
    drawn = (
        '<figure aria-label="A map"><svg id="a"><path d="M0"/><text>Ghana</text></svg></figure><p>one <b>two</b></p>'
    )
    assert html_lines(drawn) == html_lines(drawn.replace('id="a"', 'id="b"'))
    assert html_lines(drawn) != html_lines(drawn.replace("M0", "M1"))
    assert html_lines(drawn)[-1] == "one two" and "Ghana" in "".join(html_lines(drawn))


def test_a_difference_met_on_many_pages_is_told_once():
    before = {name: ["h1: A", "text: old", f"{STYLE}wide", name] for name in ("x?", "y?", "z?")}
    after = {name: ["h1: A", "text: new", f"{STYLE}narrow", name] for name in ("x?", "y?", "z?")}
    assert page_diff.grouped(before, after, "drawn") == {(("text: old",), ("text: new",)): ["x?", "y?", "z?"]}
    assert page_diff.grouped({"x?": ["a", "  | 1"]}, {"x?": ["a", "  | 2"]}, "words") == {}
    told = page_diff.told(before, after)
    assert told.count("+ text: new") == 1 and "3 ×" in told and "on 3 of 3 addresses" in told
    assert page_diff.told(before, before) == ""


def test_an_address_that_only_one_record_has_is_told():
    assert "Only before: 1 addresses, such as x?" in page_diff.told({"x?": ["a"]}, {})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("html: {href: rows?asof=2024-01-01&figure=a}12 rows", "html: {href: rows?figure=a&asof=2024-01-01}12 rows"),
        ("  brief: edition of 9 Feb 2024 · data c5ab9cbe4805 · content 8a1e9d5604aePage 1", "  brief: edition of 9 Feb 2024 · data d5ab9cbe4805 · content 9a1e9d5604aePage 1"),
    ],
)  # fmt: skip
def test_what_no_reader_sees_is_no_difference(before, after):
    assert page_diff.told({"x?": [before]}, {"x?": [after]}) == ""
    assert page_diff.told({"x?": [before]}, {"x?": [after.replace("2", "3", 1)]})


def test_lines_in_another_order_are_said_to_be_so():
    said = page_diff.told({"x?": ["a", "b", "c"]}, {"x?": ["b", "a", "c"]})
    assert said.count("only moved") == 1 and "1 differences" in said


def test_what_differs_late_in_a_long_line_is_shown():
    told = page_diff.told({"x?": ["x: " + "1, " * 500 + "2"]}, {"x?": ["x: " + "1, " * 500 + "3"]})
    assert told.splitlines()[1].endswith("2") and told.splitlines()[2].endswith("3") and len(told) < 500


def test_addresses_are_the_same_for_a_seed_and_differ_among_themselves(warehouse):
    known = page_addresses.offered(warehouse)
    assert all(known.lists.values()) and known.pairs and known.inputs
    pages = ["overview", "pair", "trade", "targets", "calculator", "rows", "project", "country", "projects"]
    links = ["figure=agreements&key=buyer_iso3%3AJPN"]
    one, two, three = (page_addresses.draw(80, seed, pages, known, links) for seed in (1, 1, 2))
    assert one == two != three and len({visit.label for visit in one}) == 80
    assert {visit.page for visit in one} == set(pages)
    assert any(visit.query.get("key") == "buyer_iso3:JPN" for visit in one)
    assert any(visit.width < 700 for visit in one) and any(visit.theme == "dark" for visit in one)


def test_a_record_is_read_as_it_was_written(tmp_path):
    visits = [Visit("pair", {"pair": "CHE-GHA"}), Visit("pair", width=340)]
    said = [["h1: a", "text: b"], ["h1: a"]]
    kept = record_pages.Kept()
    for visit, lines_ in zip(visits, said, strict=True):
        kept.add(visit, lines_)
    for name in ("kept.json", "kept.json.gz"):
        record_pages.write(tmp_path / name, kept.as_record())
        found = record_pages.read(tmp_path / name)
        assert record_pages.visits_of(found) == visits
        assert record_pages.by_address(found) == {"pair?pair=CHE-GHA": said[0], "pair? on a phone": said[1]}


def test_links_to_rows_are_found_wherever_a_page_gives_them():
    said = ["html: {href: rows?figure=a&asof=2024-01-01}The rows", "  | Japan | rows?figure=b&key=c%3Ad", "text: [see](<rows?figure=c>)", "link: All -> rows?asof=2024-01-01"]  # fmt: skip
    assert record_pages.links([said]) == ["figure=a&asof=2024-01-01", "figure=b&key=c%3Ad", "figure=c"]
