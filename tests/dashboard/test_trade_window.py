"""How narrow the window of the Trade page is: ratios counted anew from the files, breaks kept, and sentences."""

from __future__ import annotations

import csv
from collections import defaultdict

import duckdb
import pytest

from dashboard.charts import trade_window as chart
from dashboard.core.forms import Look, to_plotly
from dashboard.core.palette import LIGHT
from dashboard.trade import queries_window
from dashboard.trade import window as trade_window

WINDOW = [
    {"year": year, "series": series, "covered_usd": covered, "low_carbon_usd": whole, "ratio": whole and covered / whole, "exporter_iso3": "KOR"}
    for year, series, covered, whole in ((2020, 1, 10.0, 100.0), (2021, 1, 20.0, 100.0), (2022, 2, 31.46, 100.0), (2023, 2, 40.0, None))
]  # fmt: skip


def from_files(project_root, exporter: str) -> dict[int, tuple[int, int | None]]:
    """Covered products and the IMF's total of each year, by loops over the files in data/."""
    data = project_root / "data"
    with (data / "reference" / "hs_products.csv").open(encoding="utf-8") as file:
        narrow = {row["hs_code"] for row in csv.DictReader(file) if row["is_dual_use"] == "False"}
    with (data / "trade" / "trade_low_carbon_totals.csv").open(encoding="utf-8") as file:
        whole = {int(r["year"]): int(r["value_usd"]) for r in csv.DictReader(file) if r["exporter_iso3"] == exporter}
    covered: dict[int, int] = defaultdict(int)
    flows = duckdb.read_parquet(str(data / "trade" / "trade_flows.parquet")).fetchall()
    for who, _, year, code, usd, _, source in flows:
        if who == exporter and code in narrow and source == "comtrade_imports_2018_2024":
            covered[year] += usd
    return {year: (covered[year], whole.get(year)) for year in (2020, 2021, 2022, 2023)}


@pytest.mark.parametrize(("exporter", "in_2022"), [("KOR", "about 31%"), ("JPN", "about 12%"), ("CHE", "about 1.5%")])
def test_ratios_counted_from_the_files(built, project_root, exporter, in_2022):
    window = queries_window.window(exporter)
    found = {row["year"]: (row["covered_usd"], row["low_carbon_usd"]) for row in window}
    assert found == from_files(project_root, exporter)
    assert [row["series"] for row in window] == [1, 1, 2, 2], "the break between 2021 and 2022 is kept"
    assert f"{in_2022} in 2022" in trade_window.finding(window)
    assert "2021" not in trade_window.finding(window), "years across a break are never told together"


def test_a_year_without_a_total_is_no_data(built):
    assert trade_window.finding(WINDOW) == (
        "A narrow window: measured against all low-carbon technology exports, the covered products came to about 31% in 2022; no total for 2023"
    )
    assert trade_window.finding(WINDOW[-1:]) == ""
    figure = to_plotly(chart.bars(WINDOW, "KOR"), Look(LIGHT, 1240))
    covered, whole = figure["data"]
    assert covered["ids"] == [0, 1, 2, 3] and whole["ids"] == [0, 1, 2]
    assert [note["text"] for note in figure["layout"]["annotations"]].count("no data") == 1
    assert all(trace["type"] == "bar" for trace in figure["data"]), "no line, so none across a break"
    assert len(figure["layout"]["shapes"]) == 1


@pytest.mark.parametrize(
    ("value", "words"), [(0.0004, "less than 0.1%"), (0.0147, "about 1.5%"), (0.02, "about 2%"), (0.3146, "about 31%")]
)
def test_a_ratio_is_told_no_finer_than_it_is_known(value, words):
    assert trade_window.ratio(value) == words


def test_the_page_says_how_narrow_it_is(open_page):
    app = open_page("trade", exporter="CHE")
    text = "\n".join(element.value for element in (*app.markdown, *app.header))
    assert "This is a **narrow window**" in text and "not a share" in text
    assert "International Monetary Fund" in text and "HS 2022" in text


def test_where_the_covered_products_are_most_it_is_not_called_narrow():
    most = [row | {"ratio": 0.6} for row in WINDOW]
    assert trade_window.finding(most).startswith("Not the whole")


def test_only_breaks_between_two_of_the_years_are_told(monkeypatch):
    window = [row | {"url": None, "publisher": "Office", "source_title": "File"} for row in WINDOW]
    window[2]["url"] = "https://file.example"
    years = (2019, 2020, 2021, 2023, 2024)
    breaks = tuple({"from_year": year, "label": f"List of {year}", "reason": "new codes"} for year in years)
    monkeypatch.setattr(queries_window, "window", lambda _: tuple(window))
    monkeypatch.setattr(queries_window, "breaks", lambda: breaks)
    found, *said = trade_window.bars("KOR", "Republic of Korea", None)
    assert [say.text for say in said] == ["**2021, List of 2021:** new codes.", "**2023, List of 2023:** new codes."]
    assert [year for year in years if f"From {year} on" in found.drawn] == [2021, 2023]
    assert found.sources.startswith("[Office, File]")


def test_what_is_said_of_the_window_is_of_its_newest_known_year(monkeypatch):
    def said(ratio: float) -> str:
        rows = [row | {"ratio": ratio} if row["year"] == 2022 else row for row in WINDOW]
        monkeypatch.setattr(queries_window, "window", lambda _: tuple(rows))
        return trade_window.say("KOR")

    assert said(0.4999).startswith("This is a **narrow window**: in 2022 the covered products came to US$31 ")
    assert "beside US$100 of all" in said(0.4999) and said(0.5).startswith("This is **not the whole**: in 2022 ")
    monkeypatch.setattr(queries_window, "window", lambda _: tuple(WINDOW[3:]))
    assert trade_window.say("KOR") == "" and trade_window.bars("KOR", "Republic of Korea", None) == ()
