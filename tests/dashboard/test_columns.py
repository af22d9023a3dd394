"""A column knows heading, unit and how it is shown by its name; numbers and codes are said alike everywhere."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from dashboard.core import columns, numbers, words
from dashboard.core.columns import Kind
from dashboard.render.components import column_config


@pytest.mark.parametrize(
    ("name", "title", "kind"),
    [
        ("published_tco2e", "Published, tCO2e", Kind.NUMBER),
        ("issued_tco2e_per_year", "Issued, tCO2e a year", Kind.NUMBER),
        ("expected_tco2e_per_year", "Expected a year, tCO2e", Kind.NUMBER),
        ("ghg_mtco2e", "Ghg, MtCO2e", Kind.RATIO),
        ("covered_usd", "Covered, US$", Kind.NUMBER),
        ("value_usd", "US$", Kind.NUMBER),
        ("registered_on", "Registered", Kind.DAY),
        ("fiscal_year", "Fiscal year", Kind.YEAR),
        ("central_mtco2e_in_year", "Central, MtCO2e in the year", Kind.RATIO),
        ("year", "Year", Kind.YEAR),
        ("buyer_iso3", "Buyer", Kind.TEXT),
        ("is_superseded", "Superseded", Kind.YES_NO),
        ("has_agreement", "Agreement", Kind.YES_NO),
        ("desk_url", "Desk", Kind.LINK),
        ("source_url", "Source", Kind.LINK),
        ("row_count", "Rows", Kind.NUMBER),
        ("renewable_share_per_cent", "Renewable share, %", Kind.RATIO),
        ("instrument_label", "Instrument", Kind.TEXT),
        ("why_not", "Why not counted", Kind.TEXT),
        ("buyer", "Buyer", Kind.TEXT),
    ],
)
def test_a_name_says_heading_unit_and_kind(name, title, kind):
    assert (columns.of(name).title, columns.of(name).kind) == (title, kind)


def test_a_table_may_have_a_heading_of_its_own():
    assert columns.headed("buyer", "title", "event_on", title="Project") == {
        "buyer": "Buyer",
        "title": "Project",
        "event_on": "Date",
    }
    with pytest.raises(ValueError, match="host"):
        columns.headed("buyer", host="Country")
    assert columns.headings(["buyer", "event_on"]) == {"buyer": "Buyer", "event_on": "Date"}
    assert columns.headings({"title": "Project", "host": ""}) == {"title": "Project", "host": "Host"}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("published_tco2e", 1234567.0, "1,234,567"),
        ("published_tco2e", np.float64(0.5), "0.5"),
        ("published_tco2e", np.int64(1000), "1,000"),
        ("published_tco2e", float("nan"), "not found"),
        ("year", 2024.0, "2024"),
        ("fiscal_year", np.int64(2030), "2030"),
        ("ratio", 0.12345, "0.1235"),
        ("published_on", pd.Timestamp("2024-05-06"), "6 May 2024"),
        ("published_on", date(2024, 5, 6), "6 May 2024"),
        ("published_on", "2024-05", "May 2024"),
        ("monitoring_period", "2021-01-01/2021-04-01", "1 Jan 2021 to 1 Apr 2021"),
        ("known_on", "day not found", "day not found"),
        ("share", 0.5879, "58.8%"),
        ("issued_over_expected", 0.0002, "under 0.1%"),
        ("published_on", pd.NaT, "not found"),
        ("is_ldc", np.bool_(True), "yes"),
        ("is_ldc", False, "no"),
        ("confidence", "A", "A: official page"),
        ("event", "first_transfer", "First transfer"),
        ("unit", "mtco2e_per_year", "MtCO₂e a year"),
        ("unit_kind", "jcm_credit", "JCM credit"),
        ("buyer", "Japan", "Japan"),
        ("buyer", None, "not found"),
        ("buyer", pd.NA, "not found"),
    ],
)
def test_a_value_is_said_by_its_column(name, value, said):
    assert columns.text(name, value) == said


def test_a_missing_value_takes_the_tables_own_word():
    assert columns.text("buyer", None, "no data") == "no data"


@pytest.mark.parametrize("value", [None, float("nan"), np.nan, pd.NaT, pd.NA, np.float64("nan")])
def test_what_is_missing(value):
    assert numbers.is_missing(value)


@pytest.mark.parametrize("value", [0, "", "nan", False, [], [None], pd.Timestamp("2024-01-01"), float("inf")])
def test_what_is_not_missing(value):
    assert not numbers.is_missing(value)


def drawn(name, values):
    config = column_config(name, pd.Series(values))
    return (
        None
        if config is None
        else (config["type_config"]["type"], config["type_config"].get("format"), config["width"])
    )


def test_the_live_page_shows_a_column_as_it_is_told():
    assert drawn("published_tco2e", [1.0, None]) == ("number", "localized", None)
    assert drawn("year", [2024]) == ("number", "%d", None)
    assert drawn("ratio", [0.5]) is None
    assert drawn("published_on", pd.to_datetime(["2024-01-01"])) == ("date", "D MMM YYYY", None)
    assert drawn("share", [0.5]) == ("number", "percent", None)
    assert drawn("signed_on", ["Sep 2022"]) is None
    assert drawn("source_url", ["https://a.example"]) == ("link", None, "small")
    assert drawn("comparison", ["words"]) == ("text", None, 330)
    assert drawn("is_ldc", [True, False]) is None
    # A word stands in place of a number: the numbers stay below each other.
    mixed = column_config("issued", pd.Series(["1,234", "none yet"], dtype=object))
    assert mixed and (mixed["type_config"]["type"], mixed["alignment"]) == ("text", "right")


@pytest.mark.parametrize(
    ("said", "of"),
    [
        (numbers.tonnes(156_319), "156,319 t"),
        (numbers.tonnes(999_999.6), "1.00 Mt"),
        (numbers.tonnes(1_456_581), "1.46 Mt"),
        (numbers.tonnes(28_800_000), "28.8 Mt"),
        (numbers.tonnes(123_400_000), "123 Mt"),
        (numbers.tonnes(700_000, is_approximate=True), "about 0.7 Mt"),
        (numbers.tonnes_co2e(353_084), "353,084 tCO2e"),
        (numbers.tonnes_co2e(None), "amount not found"),
        (numbers.megatonnes(1240), "1,240 Mt"),
        (numbers.megatonnes(21), "21.0 Mt"),
        (numbers.megatonnes(0.354), "0.35 Mt"),
        (numbers.megatonnes(0.0354), "0.035 Mt"),
        (numbers.megatonnes(float("nan")), "not found"),
        (numbers.rounded_megatonnes(12), "12 Mt"),
        (numbers.rounded_megatonnes(12.34), "12.3 Mt"),
        (numbers.rounded_megatonnes(0.7), "0.7 Mt"),
        (numbers.rounded_megatonnes(0.011786), "11,786 t"),
        (numbers.dollars(718_000_000), "US$718 m"),
        (numbers.dollars(12_400_000_000), "US$12.4 bn"),
        (numbers.dollars(999_600), "US$1 m"),
        (numbers.dollars(3400), "US$3,400"),
        (numbers.dollars(None), "no data"),
        (numbers.money(1200), "1,200"),
        (numbers.money(37.5), "37.5"),
        (numbers.percent(0.0004), "under 0.1%"),
        (numbers.percent(0), "0.0%"),
        (numbers.percent(0.1234), "12.3%"),
        (numbers.amount(2_203_456, "tCO2e"), "2,203,456 tCO2e"),
        (numbers.amount(0.4, "MtCO2e"), "0.4 MtCO2e"),
        (numbers.amount(None), "amount not found"),
        (numbers.in_a_cell(999.5), "999.5"),
        (numbers.in_a_cell(1234.5), "1,234"),
        (numbers.size(27_400), "27 kB"),
        (numbers.size(2_900_000), "2.9 MB"),
        (words.unit("million_aud"), "million AUD"),
        (words.unit("per_cent_of_1990"), "per cent of 1990"),
        (words.unit("tCO2e a year"), "tCO2e a year"),
        (words.event("use"), "Use"),
    ],
)
def test_numbers_and_codes_in_words(said, of):
    assert said == of


def test_no_page_shows_a_column_in_a_way_of_its_own(project_root):
    allowed = {"render/components.py"}
    files = {
        path.relative_to(project_root / "dashboard").as_posix(): path
        for path in (project_root / "dashboard").rglob("*.py")
    }
    assert "render/components.py" in files
    assert {name for name, path in files.items() if "column_config" in path.read_text(encoding="utf-8")} <= allowed
