"""What is known of the newest years of exporters, on rows of a test's own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from own_rows import Row, Rows, rows, told


@pytest.fixture(scope="module")
def own(small_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """Makes read models of rows of a test's own."""
    return Rows(shutil.copy(small_warehouse, tmp_path_factory.mktemp("forms")))


PRODUCTS = rows("hs_code is_dual_use", ("1", False), ("2", False), ("3", False), ("9", True))
AREAS = rows(
    "area_iso3 is_exporter is_importer",
    ("CHN", True, True),
    ("JPN", True, False),
    ("NOR", False, True),
    ("KEN", False, True),
)
CODE_YEARS = "hs_code family_code year viewpoint exporter_iso3"
# Five years to 2024: 2019 is too old. Codes 1 and 2 are one product under two names; 3 is known of China alone; 9 is of dual use.
OBTAINED = rows(
    CODE_YEARS,
    ("1", "a", 2019, "reconciled", None), ("1", "a", 2020, "reconciled", None), ("2", "a", 2021, "importer_reported", None),
    ("3", "b", 2021, "exporter_reported", "CHN"), ("1", "a", 2023, "reconciled", None), ("2", "a", 2023, "reconciled", None),
    ("3", "b", 2023, "exporter_reported", "CHN"), ("9", "z", 2024, "reconciled", None),
)  # fmt: skip


def years(own: Rows, obtained: list[Row]) -> list[tuple[object, ...]]:
    """Return the newest years as they are made of what was obtained."""
    found = own.made(
        "trade_partners", "exporter_year_list", trade_area_list=AREAS, trade_code_years=obtained, product_list=PRODUCTS
    )
    return told(found, "exporter_iso3 year product_count code_count needs_report is_whole")


def test_the_newest_five_years_of_each_exporter(own: Rows) -> None:
    """A year is whole where each product was obtained that was in any of the five; by codes China has three, by products two."""
    assert years(own, OBTAINED) == [
        ("CHN", 2020, 3, 1, False, False), ("CHN", 2021, 3, 2, True, True), ("CHN", 2022, 3, 0, False, False),
        ("CHN", 2023, 3, 3, False, True), ("CHN", 2024, 3, 0, False, False),
        ("JPN", 2020, 2, 1, False, True), ("JPN", 2021, 2, 1, True, True), ("JPN", 2022, 2, 0, False, False),
        ("JPN", 2023, 2, 2, False, True), ("JPN", 2024, 2, 0, False, False),
    ]  # fmt: skip


def test_fewer_years_than_five_are_all(own: Rows) -> None:
    found = years(own, rows(CODE_YEARS, ("1", "a", 2023, "reconciled", None), ("1", "a", 2024, "reconciled", None)))
    assert [row[:2] for row in found] == [("CHN", 2023), ("CHN", 2024), ("JPN", 2023), ("JPN", 2024)]


def test_why_a_year_is_not_known(own: Rows) -> None:
    """Nothing obtained; no report where one is needed; or more than a tenth left out. A tenth itself is not more, and what lacks without a code of ours is not ours."""
    known = rows(
        "exporter_iso3 year code_count needs_report",
        ("CHN", 2022, 0, False), ("CHN", 2023, 3, False), ("CHN", 2024, 2, True), ("JPN", 2023, 2, False), ("JPN", 2024, 2, True),
    )  # fmt: skip
    reports = rows("importer_iso3 year has_reported", ("KEN", 2024, True), ("CHN", 2024, True), ("NOR", 2024, False))
    gaps = rows(
        "importer_iso3 year hs_code missing_usd",
        # Kenya: 11 of 100 lack of code 1, which all have; of China 3 lacks more. 10 of 100 of the year after are no more than a tenth.
        ("KEN", 2023, "1", 11), ("KEN", 2024, "1", 10), ("NOR", 2023, "3", 50), ("CHN", 2023, "9", 99),
    )  # fmt: skip
    cells = rows(
        "importer_iso3 year hs_code value_usd",
        ("KEN", 2023, "1", 50), ("KEN", 2023, "2", 39), ("KEN", 2023, "9", 900), ("KEN", 2024, "2", 90), ("NOR", 2023, "1", 50),
    )  # fmt: skip
    found = own.made(
        "trade_partners", "unknown_year_list", exporter_year_list=known, trade_area_list=AREAS, trade_code_years=OBTAINED, product_list=PRODUCTS,
        trade_gap_list=gaps, importer_cells=cells, importer_years=reports,
    )  # fmt: skip
    assert told(found, "exporter_iso3 importer_iso3 year why") == [
        ("CHN", "KEN", 2022, "not obtained"), ("CHN", "KEN", 2023, "report looks incomplete"),
        ("CHN", "NOR", 2022, "not obtained"), ("CHN", "NOR", 2023, "report looks incomplete"), ("CHN", "NOR", 2024, "did not report"),
        ("JPN", "KEN", 2023, "report looks incomplete"), ("JPN", "NOR", 2024, "did not report"),
    ]  # fmt: skip
