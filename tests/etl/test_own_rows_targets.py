"""Goals, estimates on the way to them, prices and programmes, and the names of Parties, on rows of a test's own."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from own_rows import Row, Rows, rows, told

DAY = date.fromisoformat
EDITION: list[Row] = [{"edition_on": DAY("2025-06-30")}]
SOURCES = rows("source_id publisher title url published_on kind", ("page", "Ministry", "Page", "https://page", "2024-05", "official_page"), ("blog", "Blog", "Post", "https://blog", None, "lead"))  # fmt: skip


@pytest.fixture(scope="module")
def own(small_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """Makes read models of rows of a test's own."""
    return Rows(shutil.copy(small_warehouse, tmp_path_factory.mktemp("forms")))


def test_a_project_is_placed_by_the_first_thing_that_is_known_of_it(own: Rows) -> None:
    """Start, registration, selection, fiscal year, and where nothing is known the day of the edition; a day that is known to a month is its last."""
    columns = "project_id is_counted start_on registered_on selected_on selected_fiscal_year expected_period"
    listed = rows(
        columns,
        ("1", True, "2024-02", "2023-01", "2022-01", "2021", "2021-2030"), ("2", True, None, "2023-01", "2022", "2021", "until 2030"), ("3", True, None, None, "2022-12-30", "2021", None),
        ("4", True, None, None, None, "2021", "2021-203"), ("5", True, None, None, None, None, None), ("6", False, "2024", None, None, None, None), ("7", True, None, None, None, "FY2021", None),
    )  # fmt: skip
    found = own.made("targets", "project_anchors", project_list=listed, edition=EDITION)
    assert told(found, "project_id anchor anchor_on period_from_year period_to_year") == [
        ("1", "start", DAY("2024-02-29"), 2021, 2030), ("2", "registered", DAY("2023-01-31"), None, None), ("3", "selected", DAY("2022-12-30"), None, None),
        ("4", "selected", DAY("2022-03-31"), None, None), ("5", "none", DAY("2025-06-30"), None, None), ("7", "selected", DAY("2025-06-30"), None, None),
    ]  # fmt: skip


def test_an_estimate_is_a_total_its_part_or_a_rate_over_the_years_to_the_goal(own: Rows) -> None:
    """The goal ends with March 2031; its year is 2030. Of a total over 2021 to 2040 eleven years of twenty have begun by then."""
    columns = "project_id buyer_iso3 anchor_on expected_tco2e_per_year expected_tco2e_total expected_period period_from_year period_to_year"
    from_on = DAY("2030-04-01")
    anchors = rows(
        columns,
        ("until", "JPN", from_on, 10, 500, "until 2030", None, None), ("before", "JPN", from_on, 10, 600, "before 2030", None, None),
        ("other", "JPN", from_on, 1461, 600, "until 2035", None, None), ("part", "JPN", from_on, 10, 2000, "2021-2040", 2021, 2040),
        ("whole", "JPN", from_on, 10, 700, "2021-2025", 2021, 2025), ("not yet", "JPN", from_on, 10, 700, "2032-2040", 2032, 2040),
        ("rate", "JPN", from_on, 1461, None, "until 2030", None, None), ("late", "JPN", DAY("2031-04-01"), 1461, None, None, None, None),
        ("nothing", "JPN", from_on, None, None, "until 2030", None, None), ("only total", "JPN", from_on, None, 700, None, None, None), ("elsewhere", "CHE", from_on, 10, 5, "until 2030", None, None),
    )  # fmt: skip
    goals = rows(
        "target_id buyer_iso3 target_year ladder_until_on",
        ("T", "JPN", 2030, DAY("2031-03-31")),
        ("U", "JPN", 2030, None),
    )
    found = own.made("targets", "own_estimates", targets=goals, project_anchors=anchors)
    # From 1 April to 31 March are 364 days: 1,461 a year are 4 a day.
    assert told(found, "target_id project_id estimate_tco2e") == [
        ("T", "before", 600), ("T", "late", 0), ("T", "not yet", 0), ("T", "nothing", None), ("T", "only total", None), ("T", "other", 1456),
        ("T", "part", 1100), ("T", "rate", 1456), ("T", "until", 500), ("T", "whole", 700),
    ]  # fmt: skip


def test_goals_and_progress_are_told_but_for_what_is_rated_c(own: Rows) -> None:
    parties = rows("iso3 short_name", ("JPN", "Japan"))
    goals = rows(
        "target_id buyer_iso3 target_year ladder_until_on confidence source_id source_url",
        ("1", "JPN", 2030, DAY("2031-03-31"), "A", "page", None), ("2", "JPN", 2030, DAY("2030-12-31"), "L", "blog", "https://own"), ("3", "JPN", 2035, None, "B", "page", None), ("4", "JPN", 2030, None, "C", "page", None),
    )  # fmt: skip
    found = own.made("targets", "target_list", targets=goals, parties=parties, sources=SOURCES)
    assert told(found, "target_id due is_lead buyer source_published_on source_publisher source_url") == [
        ("1", "FY2030", False, "Japan", "2024-05", "Ministry", "https://page"), ("2", "2030", True, "Japan", None, "Blog", "https://own"), ("3", "2035", False, "Japan", "2024-05", "Ministry", "https://page"),
    ]  # fmt: skip
    progress = rows(
        "progress_id buyer_iso3 quantity unit confidence source_id",
        ("1", "JPN", 5, "mtco2e", "A", "page"), ("2", None, 5_000_000, "tco2e", "L", "blog"), ("3", "JPN", 7, "projects", "B", "page"), ("4", "JPN", 7, "mtco2e", "C", "page"),
    )  # fmt: skip
    found = own.made("targets", "target_progress_list", target_progress=progress, parties=parties, sources=SOURCES)
    assert told(found, "progress_id buyer quantity_mtco2e is_lead") == [("1", "Japan", 5, False), ("2", None, 5, True), ("3", "Japan", None, False)]  # fmt: skip


def test_prices_and_what_a_programme_has(own: Rows) -> None:
    """A buyer of which one need is known has all needs; of others there is nothing. A price that is one figure is low and high."""
    parties = rows("iso3 short_name", ("JPN", "Japan"), ("CHE", "Switzerland"), ("KEN", "Kenya"))
    prices = rows("price_id country_iso3 confidence source_id", ("1", "JPN", "A", "page"), ("2", None, "L", "blog"), ("3", "JPN", "C", "page"))  # fmt: skip
    assert told(own.made("programmes", "price_list", prices=prices, parties=parties, sources=SOURCES), "price_id country is_lead source_publisher") == [
        ("1", "Japan", False, "Ministry"), ("2", None, True, "Blog"),
    ]  # fmt: skip
    needs = rows("need_id label sort_order", ("law", "A law", 2), ("money", "Money", 1))
    features = rows("buyer_iso3 need_id status statement source_id", ("JPN", "law", "yes", "It has one.", "page"), ("CHE", "money", "no", None, "page"))  # fmt: skip
    found = own.made("programmes", "programme_feature_list", programme_needs=needs, programme_features=features, parties=parties, sources=SOURCES)  # fmt: skip
    assert told(found, "buyer_iso3 buyer need status statement source_publisher") == [
        ("CHE", "Switzerland", "Money", "no", None, "Ministry"), ("JPN", "Japan", "Money", "no source found", None, None),
        ("CHE", "Switzerland", "A law", "no source found", None, None), ("JPN", "Japan", "A law", "yes", "It has one.", "Ministry"),
    ]  # fmt: skip
    listed = rows(
        "price_id currency price_year low high subject source_publisher source_url kind is_lead",
        ("home", "JPY", 2020, 10, None, "At home", "Ministry", "https://home", "cost", True), ("unit", "USD", 2024, 20, 30, "A unit", "Agency", "https://unit", "price", False),
    )  # fmt: skip
    presets = rows(
        "preset_id sort_order domestic_price_id itmo_price_id source_id",
        ("both", 1, "home", "unit", "page"), ("one", 2, None, "unit", "blog"), ("none", 3, None, None, "page"), ("turned", 4, "unit", "home", "page"),
    )  # fmt: skip
    found = own.made("programmes", "calculator_preset_list", calculator_presets=presets, price_list=listed, sources=SOURCES)  # fmt: skip
    assert told(found, "preset_id currency price_year domestic_low domestic_high domestic_is_lead itmo_low itmo_high itmo_is_lead volume_publisher volume_is_lead volume_url") == [
        ("both", "JPY", 2020, 10, 10, True, 20, 30, False, "Ministry", False, "https://page"), ("one", "USD", 2024, None, None, False, 20, 30, False, "Blog", True, "https://blog"),
        ("none", None, None, None, None, False, None, None, False, "Ministry", False, "https://page"), ("turned", "USD", 2024, 20, 30, False, 10, 10, True, "Ministry", False, "https://page"),
    ]  # fmt: skip
    assert told(found[:1], "domestic_subject domestic_publisher domestic_url domestic_kind itmo_subject itmo_publisher itmo_url itmo_kind") == [
        ("At home", "Ministry", "https://home", "cost", "A unit", "Agency", "https://unit", "price")
    ]  # fmt: skip


def test_a_name_of_several_is_told_as_the_first_of_them(own: Rows) -> None:
    """The short name stands before that of the United Nations, and that before others; codes alone are codes."""
    parties = rows(
        "iso3 iso2 short_name un_name",
        ("CIV", "CI", "Côte d'Ivoire", "Cote d’Ivoire"),
        ("KEN", "KE", "Kenya", "Republic of Kenya"),
    )
    names = rows("name iso3", ("ken", "KEN"), ("The Kenya", "KEN"), ("Ivory Coast", "CIV"), ("Elsewhere", None))
    found = own.made("parties", "party_names", parties=parties, country_names=names)
    assert told(found, "iso3 name folded is_code") == [
        ("CIV", "CI", "ci", True), ("CIV", "CIV", "civ", True), ("CIV", "Côte d'Ivoire", "cote d ivoire", False), ("CIV", "Ivory Coast", "ivory coast", False),
        ("KEN", "KE", "ke", True), ("KEN", "KEN", "ken", True), ("KEN", "Kenya", "kenya", False), ("KEN", "Republic of Kenya", "republic of kenya", False),
    ]  # fmt: skip
