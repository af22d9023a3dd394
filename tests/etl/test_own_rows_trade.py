"""Which rows of trade count and what is known of whom, on rows of a test's own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from own_rows import Row, Rows, rows, told


@pytest.fixture(scope="module")
def own(small_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """Makes read models of rows of a test's own."""
    return Rows(shutil.copy(small_warehouse, tmp_path_factory.mktemp("forms")))


# Two codes of one family, one of another, and one of dual use.
PRODUCTS = rows(
    "hs_code family_code is_dual_use",
    ("854140", "854143", False),
    ("854143", "854143", False),
    ("850231", "850231", False),
    ("740311", "740311", True),
)
SOURCES = rows(
    "source_id viewpoint precedence is_imported is_complete",
    ("shipped", "reconciled", 5, False, True), ("other", "reconciled", 6, False, True), ("loaded", "importer_reported", 1, True, True),
    ("loaded_too", "importer_reported", 2, True, True), ("exports", "exporter_reported", 9, True, False),
)  # fmt: skip
FLOW = "exporter_iso3 importer_iso3 year hs_code value_usd source_id"


def test_of_several_sources_of_a_cell_one_counts(own: Rows) -> None:
    """What was loaded comes first, for the whole family of codes, in that cell alone; else what is shipped first for the code; else exports."""
    shipped = rows(
        FLOW,
        ("CHN", "KEN", 2023, "854140", 1, "shipped"), ("CHN", "KEN", 2023, "854140", 2, "other"), ("CHN", "KEN", 2022, "854140", 3, "shipped"),
        ("CHN", "GHA", 2023, "854140", 4, "shipped"), ("CHN", "PER", 2023, "854140", 5, "other"),
    )  # fmt: skip
    loaded = rows(
        FLOW,
        ("CHN", "KEN", 2023, "854143", 6, "loaded"), ("CHN", "KEN", 2023, "854143", 7, "loaded_too"), ("CHN", "KEN", 2023, "850231", 8, "exports"),
        ("CHN", "GHA", 2023, "854143", 9, "exports"),
    )  # fmt: skip
    found = own.made("trade", "trade_list", trade_flows=shipped, imported_flows=loaded, trade_sources=SOURCES, hs_products=PRODUCTS)  # fmt: skip
    assert sorted(told(found, "importer_iso3 year hs_code value_usd is_preferred")) == [
        ("GHA", 2023, "854140", 4, True), ("GHA", 2023, "854143", 9, False),
        ("KEN", 2022, "854140", 3, True), ("KEN", 2023, "850231", 8, True),
        ("KEN", 2023, "854140", 1, False), ("KEN", 2023, "854140", 2, False), ("KEN", 2023, "854143", 6, True), ("KEN", 2023, "854143", 7, False),
        # The source that comes first for the code does so whatever the importer.
        ("PER", 2023, "854140", 5, False),
    ]  # fmt: skip


LISTED = rows(
    FLOW + " is_preferred",
    ("CHN", "KEN", 2023, "854140", 10, "loaded", True), ("DEU", "KEN", 2023, "854140", 5, "loaded", True), ("CHN", "KEN", 2023, "854140", 99, "shipped", False),
    ("CHN", "KEN", 2022, "854140", 7, "shipped", True), ("CHN", "GHA", 2023, "850231", 3, "exports", True), ("DEU", "GHA", 2023, "850231", 2, "exports", True),
    ("PER", "CHE", 2021, "850231", 1, "shipped", False),
)  # fmt: skip


def test_all_imports_of_a_cell_are_of_the_source_that_its_flows_have(own: Rows) -> None:
    """Kenya's 2023 was loaded: its 15 are their own sum, and what is published for it stands aside. Exports as exporters tell them are no whole."""
    published = rows(
        "importer_iso3 year hs_code value_usd source_id",
        ("KEN", 2023, "854140", 100, "shipped"), ("KEN", 2022, "854140", 70, "shipped"), ("KEN", 2023, "850231", 30, "shipped"), ("GHA", 2023, "854140", 20, "shipped"),
    )  # fmt: skip
    whole: list[Row] = [{"importer_iso3": "KEN", "year": 2023, "hs_code": "854140"}]
    found = own.made("trade", "import_totals", host_imports=published, whole_imports=whole, trade_list=LISTED, trade_sources=SOURCES)  # fmt: skip
    assert told(found, "importer_iso3 year hs_code value_usd source_id") == [
        ("GHA", 2023, "854140", 20, "shipped"),
        ("KEN", 2022, "854140", 70, "shipped"),
        ("KEN", 2023, "850231", 30, "shipped"),
        ("KEN", 2023, "854140", 15, "loaded"),
    ]


def test_what_an_exporter_tells_is_known_for_it_alone(own: Rows) -> None:
    found = own.made("trade", "trade_code_years", trade_list=LISTED, hs_products=PRODUCTS, trade_sources=SOURCES)
    assert told(found, "hs_code family_code year source_id viewpoint is_imported exporter_iso3 row_count") == [
        ("850231", "850231", 2023, "exports", "exporter_reported", True, "CHN", 1),
        ("850231", "850231", 2023, "exports", "exporter_reported", True, "DEU", 1),
        ("854140", "854143", 2022, "shipped", "reconciled", False, None, 1),
        ("854140", "854143", 2023, "loaded", "importer_reported", True, None, 2),
    ]
    found = own.made("trade", "importer_cells", trade_list=LISTED)
    assert told(found, "importer_iso3 year hs_code value_usd") == [
        ("GHA", 2023, "850231", 5), ("KEN", 2022, "854140", 7), ("KEN", 2023, "854140", 15),
    ]  # fmt: skip


def test_a_year_is_known_by_a_report_or_by_a_file_that_was_loaded(own: Rows) -> None:
    reported = rows(
        "importer_iso3 year has_reported",
        ("KEN", 2022, True),
        ("KEN", 2023, False),
        ("KEN", 2024, False),
    )
    whole = rows("importer_iso3 year", ("KEN", 2023), ("KEN", 2023), ("GHA", 2023))
    found = own.made("trade", "importer_years", trade_reporting=reported, whole_imports=whole)
    assert told(found, "importer_iso3 year has_reported is_imported") == [
        ("GHA", 2023, True, True), ("KEN", 2022, True, False), ("KEN", 2023, True, True), ("KEN", 2024, False, False),
    ]  # fmt: skip


def test_a_missing_code_was_worth_the_mean_of_the_years_around_it(own: Rows) -> None:
    """Between 10 and 30 it is 20; after the last year it is that of the year before; what was loaded meanwhile is missing no more."""
    columns = "importer_iso3 year hs_code gap_kind imports_before_usd imports_after_usd"
    gaps = rows(
        columns,
        ("KEN", 2022, "854140", "between", 10, 30), ("KEN", 2024, "854140", "last_year", 10, None), ("KEN", 2023, "854140", "between", 10, 30),
    )  # fmt: skip
    loaded = rows("importer_iso3 year hs_code", ("KEN", 2023, "854140"), ("KEN", 2022, "850231"), ("KEN", 2021, "854140"), ("GHA", 2022, "854140"))  # fmt: skip
    found = own.made("trade", "trade_gap_list", trade_gaps=gaps, whole_imports=loaded, hs_products=PRODUCTS)
    assert told(found, "importer_iso3 year hs_code family_code gap_kind missing_usd") == [
        ("KEN", 2022, "854140", "854143", "between", 20), ("KEN", 2024, "854140", "854143", "last_year", 10),
    ]  # fmt: skip


def test_an_area_is_what_its_party_is_and_what_it_trades(own: Rows) -> None:
    areas = rows("area_iso3 party_iso3 name region subregion", ("CHN", "CHN", None, None, None), ("GHA", "GHA", None, None, None), ("PER", "PER", None, None, None), ("TWX", None, "Elsewhere", "Asia", "Eastern Asia"))  # fmt: skip
    parties = rows("iso3 short_name region subregion income_group is_annex1", ("CHN", "China", "Asia", "Eastern Asia", "upper", False), ("GHA", "Ghana", "Africa", "Western Africa", "lower", False), ("PER", "Peru", "Americas", "South America", "upper", True))  # fmt: skip
    texts = rows("agreement_id host_iso3 is_counted", ("1", "GHA", True), ("2", "PER", False))
    found = own.made("trade", "trade_area_list", trade_areas=areas, parties=parties, agreement_list=texts, trade_list=LISTED)  # fmt: skip
    columns = "area_iso3 area region subregion income_group is_party is_annex1 is_host is_exporter is_importer"
    assert told(found, columns) == [
        ("CHN", "China", "Asia", "Eastern Asia", "upper", True, False, False, True, False),
        ("GHA", "Ghana", "Africa", "Western Africa", "lower", True, False, True, False, True),
        ("PER", "Peru", "Americas", "South America", "upper", True, True, False, False, False),
        ("TWX", "Elsewhere", "Asia", "Eastern Asia", None, False, False, False, False, False),
    ]


def test_the_window_is_of_years_with_every_product_up_to_the_last_total(own: Rows) -> None:
    """Of two families China's 2020 has both, 2021 one, 2022 both but no total of its own, 2023 is after the last total. Germany's exports stand
    under its own report; Peru has a total and exports nothing that counts."""
    years = rows(
        "hs_code family_code year exporter_iso3",
        ("854140", "854143", 2020, None), ("854143", "854143", 2020, None), ("850231", "850231", 2020, None), ("740311", "740311", 2021, None), ("850231", "850231", 2021, None),
        ("854140", "854143", 2022, None), ("850231", "850231", 2022, None), ("854140", "854143", 2023, None), ("850231", "850231", 2023, None),
        ("854140", "854143", 2021, "DEU"),
    )  # fmt: skip
    flows = rows(
        FLOW + " is_preferred",
        ("CHN", "KEN", 2020, "854140", 30, "shipped", True), ("CHN", "GHA", 2020, "850231", 20, "shipped", True), ("CHN", "GHA", 2020, "850231", 900, "other", False),
        ("CHN", "GHA", 2020, "740311", 800, "shipped", True), ("DEU", "KEN", 2021, "854140", 6, "shipped", True), ("PER", "KEN", 2020, "854140", 5, "shipped", False),
    )  # fmt: skip
    totals = rows("exporter_iso3 year value_usd source_id", ("CHN", 2020, 200, "imf"), ("DEU", 2021, 60, "imf"), ("DEU", 2022, 60, "imf"), ("PER", 2020, 9, "imf"))  # fmt: skip
    breaks: list[Row] = [{"from_year": 2017}, {"from_year": 2022}]
    found = own.made(
        "trade_totals", "trade_window_list",
        trade_code_years=years, hs_products=PRODUCTS, trade_list=flows, trade_low_carbon_totals=totals, trade_low_carbon_breaks=breaks,
    )  # fmt: skip
    assert told(found, "exporter_iso3 year series covered_usd low_carbon_usd ratio source_id") == [
        ("CHN", 2020, 1, 50, 200, 0.25, "imf"), ("CHN", 2022, 2, 0, None, None, None),
        ("DEU", 2020, 1, 0, None, None, None), ("DEU", 2021, 1, 6, 60, 0.1, "imf"), ("DEU", 2022, 2, 0, 60, None, "imf"),
    ]  # fmt: skip
