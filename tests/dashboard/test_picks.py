"""From a click on a chart to the row of its table, and to that row's links."""

from __future__ import annotations

import pandas as pd
import pytest
from drawn import figure
from streamlit.testing.v1 import AppTest

from dashboard.agreements import queries, summaries
from dashboard.agreements.queries import edition
from dashboard.charts import growth, matrix, years
from dashboard.core import chart_clicks as picks
from dashboard.core.chart_clicks import Pick
from dashboard.core.choice import Choice
from dashboard.core.choices import Filters, offered
from dashboard.core.content import Table
from dashboard.pages import ENTRIES

TABLE = pd.DataFrame(
    {"buyer": ["Japan", "Norway"], "year": [2019, 2024], "share": [0.25, None], "agreements": [1234, 3]}
)
HEADS = {"year": "Year", "buyer": "Buyer", "share": "Share", "agreements": "Agreements"}


def test_a_click_is_the_row_that_the_chart_named():
    figure, ids = picks.take_out(
        {
            "data": [{"type": "bar", "x": [1, 2], "ids": [1, None]}, {"type": "bar", "x": [3], "ids": [(0, 1)]}],
            "layout": {},
        }
    )
    assert all("ids" not in trace for trace in figure["data"])
    assert picks.picked("c", ids, [{"curve_number": 0, "point_index": 0}]) == Pick("c", 1)
    assert picks.picked("c", ids, [{"curve_number": 1, "point_index": 0}]) == Pick("c", 0, 1)
    for nothing in ([], [{"curve_number": 0, "point_index": 1}], [{"curve_number": 7, "point_index": 0}], [{"x": 3}]):
        assert picks.picked("c", ids, nothing) == Pick("c")


def test_what_was_clicked_is_told_in_the_words_of_its_row():
    row = picks.row_of(Pick("c", 0), TABLE)
    assert picks.in_words(row, HEADS) == "Year: 2019 · Buyer: Japan · Share: 25.0% · Agreements: 1,234"
    assert picks.in_words(picks.row_of(Pick("c", 1), TABLE), HEADS) == "Year: 2024 · Buyer: Norway · Agreements: 3"
    for nothing in (None, Pick("c"), Pick("c", 9)):
        assert picks.row_of(nothing, TABLE) is None


def test_a_mark_says_under_the_pointer_what_a_click_brings():
    """One that stands for a row, and that says something; lines without rows stay as they are."""
    drawn = {
        "data": [{"ids": [3, None, 4], "hovertext": ["Japan: 3", "Goal", ""]}, {"hovertext": ["a line"]}, {"ids": [1]}]
    }
    for hint, said in (
        (lambda row: f"{row} rows", ["Japan: 3<br>3 rows", "Goal", ""]),
        (None, ["Japan: 3", "Goal", ""]),
    ):
        figure, ids = picks.take_out(drawn, hint)
        assert figure["data"][0]["hovertext"] == said and figure["data"][1]["hovertext"] == ["a line"]
        assert ids == [[3, None, 4], (), [1]] and "hovertext" not in figure["data"][2]


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("is_phone", [False, True])
def test_charts_name_the_rows_of_their_tables(is_phone):
    agreements = queries.agreements(Filters(edition()))
    pairs = summaries.by_pair(agreements)
    regions = dict(zip(agreements["host_iso3"], agreements["host_region"], strict=True))
    marks = [
        trace for trace in figure(matrix.draw(pairs, regions), is_phone)["data"] if trace.get("ids", [None]) != [None]
    ]
    assert sorted(label for trace in marks for label in trace["ids"]) == list(pairs.index)
    for trace in marks:
        for text, label in zip(trace["hovertext"], trace["ids"], strict=True):
            assert text.startswith(f"<b>{pairs['buyer'][label]}–{pairs['host'][label]}</b>")
    table = summaries.growth(agreements, list(summaries.by_buyer(agreements)["buyer"].head(3)))
    bars = summaries.year_by_year(table)
    for trace in figure(growth.draw(table, {}), is_phone)["data"]:
        for year, count, label in zip(trace["x"], trace["y"], trace["ids"], strict=True):
            assert list(bars[label].values()) == [year, trace["name"], count]
    by_year = pd.DataFrame({"year": [2020, 2021], "selected": [1, 2], "registered": [3, 4]})
    assert [trace["ids"] for trace in figure(years.draw(by_year))["data"]] == [
        [(0, 0), (1, 0)],
        [(0, 1), (1, 1)],
    ]


def test_a_bar_with_a_value_leads_to_its_rows(built):
    filters = Filters(edition())
    page = ENTRIES["delivered"].content(Choice(filters, filters, offered()))
    (table,) = [block for block in page.walk() if isinstance(block, Table) and block.key == "by_buyer"]
    to, _ = table.links
    # A document reads plain rows, the live page those of a frame, in which what is missing is no None.
    for rows in (table.rows, table.frame().to_dict("records")):
        known = [row for row in rows if row["traced_tco2e"] == row["traced_tco2e"] and row["traced_tco2e"] is not None]
        assert known and all(to.address(row) for row in known)
        assert not any(to.address(row) for row in rows if row not in known)


def test_the_line_under_a_chart_has_the_link_of_the_row():
    def script() -> None:
        import pandas as pd

        from dashboard.core.chart_clicks import Pick
        from dashboard.render import components

        table = pd.DataFrame({"buyer": ["Japan", "Norway"], "sold": [5, 0]})
        heads = {"Behind sold": lambda row: f"rows?key={row['buyer']}", "Behind kept": lambda row: ""}
        components.answer(Pick("one", 0), table, {"buyer": "Buyer", "sold": "Sold"}, heads)
        components.answer(Pick("two", 1, 0), table, {"buyer": "Buyer"}, heads["Behind sold"])
        components.answer(Pick("three"), table, None, heads)
        components.answer(None, table, None, heads)

    app = AppTest.from_function(script).run()
    assert not app.exception
    assert [line.value for line in app.markdown] == [
        ":material/ads_click: **Buyer: Japan · Sold: 5** · [Behind sold](<rows?key=Japan>)",
        ":material/ads_click: **Buyer: Norway** · [See the rows behind it](<rows?key=Norway>)",
    ]
