"""The account of a Party in its three books and the reports that it owes, on rows of a test's own."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from own_rows import Row, Rows, rows, told

DAY = date.fromisoformat
EDITION: list[Row] = [{"edition_on": DAY("2025-06-30")}]


@pytest.fixture(scope="module")
def own(small_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """Makes read models of rows of a test's own."""
    return Rows(shutil.copy(small_warehouse, tmp_path_factory.mktemp("forms")))


def test_what_parties_report_stands_in_their_own_book_and_in_that_of_the_other(own: Rows) -> None:
    """A use stands in the year of its goal; of a sale the buyer has the other book, of a purchase the host where it sold itself."""
    reported = rows(
        "action_id reporting_iso3 reported_year action action_on used_year quantity_tco2e host_iso3 seller_iso3 buyer_iso3",
        ("1", "GHA", 2023, "first_transfer", "2023-05-17", 2030, 10, "GHA", "GHA", "CHE"), ("2", "GHA", 2023, "first_transfer", "2023-05-17", None, 5, "GHA", "GHA", None),
        ("3", "CHE", 2023, "transfer", "2023-06", None, 4, "GHA", "CHE", "PER"), ("4", "CHE", 2023, "acquisition", "2023-05", None, 9, "GHA", "GHA", "CHE"),
        ("5", "PER", 2023, "acquisition", None, None, 3, "GHA", "CHE", "PER"), ("6", "CHE", 2023, "use", "2023-11-01", 2024, 2, "GHA", None, None),
        ("7", "CHE", 2023, "use", "2023-11-01", None, 1, "GHA", None, None), ("8", "CHE", 2023, "cancellation", "2023-11-02", 2024, 8, "GHA", None, None),
        ("9", "GHA", 2023, "authorisation", "2023", 2024, 100, "GHA", None, None), ("10", "CHE", 2023, "holding", None, None, 77, "GHA", None, None),
        ("11", "CHE", 2023, "other", "2023-11-02", None, 66, "GHA", None, None),
        # Of a year that is not over what is reported is known by the edition.
        ("12", "GHA", 2025, "first_transfer", None, None, 7, "GHA", "GHA", None),
    )  # fmt: skip
    found = own.made("accounts", "account_years", account_rows=reported, edition=EDITION)
    year_end = DAY("2023-12-31")
    assert told(found, "iso3 book measure year counts_from_on quantity_tco2e unconfirmed_tco2e row_count") == [
        ("CHE", "counterpart", "acquisition", 2023, DAY("2023-05-17"), 10, None, 1),
        ("CHE", "own", "acquisition", 2023, DAY("2023-05-31"), 9, None, 1),
        ("CHE", "own", "cancellation", 2023, DAY("2023-11-02"), 8, None, 1),
        ("CHE", "own", "use", 2023, DAY("2023-11-01"), 1, None, 1),
        ("CHE", "own", "use", 2024, DAY("2023-11-01"), 2, None, 1),
        ("GHA", "own", "authorisation", 2023, year_end, 100, None, 1),
        ("GHA", "counterpart", "first_transfer", 2023, DAY("2023-05-31"), 9, None, 1),
        ("GHA", "own", "first_transfer", 2023, DAY("2023-05-17"), 15, None, 2),
        ("GHA", "own", "first_transfer", 2025, DAY("2025-06-30"), 7, None, 1),
        ("PER", "counterpart", "acquisition", 2023, DAY("2023-06-30"), 4, None, 1),
        ("PER", "own", "acquisition", 2023, year_end, 3, None, 1),
    ]


def test_what_was_traced_is_a_book_of_its_own(own: Rows) -> None:
    """A first transfer is the host's and the buyer's, a use the buyer's; without a day, of a report or of a sum it is in no book. Nothing of it is cut at the edition."""
    columns = (
        "event_id event event_on event_until_on quantity_tco2e is_summed is_unconfirmed buyer_iso3 host_iso3 source_id"
    )
    day = DAY("2025-12-31")
    events = rows(
        columns,
        ("1", "first_transfer", "2025-05", day, 10, True, False, "CHE", "GHA", "page"), ("2", "first_transfer", "2025", day, 3, False, True, "CHE", "GHA", "page"),
        ("3", "first_transfer", "2025", day, 50, False, False, "CHE", "GHA", "page"), ("4", "first_transfer", None, day, 60, True, False, "CHE", "GHA", "page"),
        ("5", "first_transfer", "2025", day, 70, True, False, "CHE", "GHA", "aef_ghana"), ("6", "first_transfer", "2024", day, 5, True, False, None, "GHA", "page_aef_"),
        ("7", "use", "2025-01-01", day, 8, True, False, "CHE", "GHA", "page"), ("8", "issuance", "2025", day, 90, True, False, "CHE", "GHA", "page"),
        ("9", "use", None, day, 80, True, False, "CHE", "GHA", "page"), ("10", "use", "2025", day, 80, False, False, "CHE", "GHA", "page"),
    )  # fmt: skip
    blocks = rows(
        "block_id host_iso3 authorised_until_on counts_from_on quantity_tco2e is_summed",
        ("b", "GHA", DAY("2024-12-31"), DAY("2025-02-01"), 20, True), ("c", "GHA", DAY("2024-12-31"), DAY("2025-02-01"), 40, False),
    )  # fmt: skip
    found = own.made("accounts", "account_years", event_list=events, block_list=blocks, edition=EDITION)
    assert {row["book"] for row in found} == {"traced"}
    assert told(found, "iso3 measure year counts_from_on quantity_tco2e unconfirmed_tco2e row_count") == [
        ("CHE", "acquisition", 2025, day, 10, 3, 2),
        ("CHE", "use", 2025, day, 8, None, 1),
        ("GHA", "authorisation", 2024, DAY("2025-02-01"), 20, None, 1),
        ("GHA", "first_transfer", 2024, day, 5, None, 1),
        ("GHA", "first_transfer", 2025, day, 10, 3, 2),
    ]


def test_reports_fall_due_for_parties_on_whose_account_something_stands(own: Rows) -> None:
    """Ghana's account begins in 2023 and Kenya's in 2024; of Peru's, in 2021, there is a row without an amount; Togo's page of a report alone
    owes what is due to all. Annual information is due to the year of the edition, a biennial report two years further."""
    account = rows(
        "iso3 book measure year quantity_tco2e unconfirmed_tco2e",
        ("GHA", "own", "use", 2023, 5, None), ("GHA", "own", "use", 2024, 5, None), ("KEN", "traced", "use", 2024, None, 5), ("PER", "own", "use", 2021, None, None),
    )  # fmt: skip
    duties = rows(
        "kind first_year every_years due_years_later due_month_day rule source_id source_url",
        ("annual_information", 2022, 1, 1, "04-15", "Each year", "cma", "https://cma"), ("biennial_report", 2022, 2, 0, "06-30", "Every second year", "cma", "https://cma"),
    )  # fmt: skip
    read: list[Row] = [{"action_id": "1", "reporting_iso3": "GHA", "reported_year": 2024}, {"action_id": "2", "reporting_iso3": "KEN", "reported_year": 2022}]  # fmt: skip
    pages = rows(
        "report_id iso3 kind submitted_on authorised_tco2e is_read says accounting_method divisor confidence source_id source_url",
        ("T", "TGO", "initial_report", "2024-05", 9, True, "It says.", "averaging", "period_years", "A", "page", None),
    )  # fmt: skip
    sources: list[Row] = [{"source_id": "page", "url": "https://page"}]
    found = own.made("accounts", "account_reports", account_years=account, report_duties=duties, reported_actions=read, party_reports=pages, sources=sources, edition=EDITION)  # fmt: skip
    assert told(found, "report_id due_on is_read") == [
        ("GHA|annual_information|2023", DAY("2024-04-15"), False), ("GHA|annual_information|2024", DAY("2025-04-15"), True), ("GHA|annual_information|2025", DAY("2026-04-15"), False),
        ("GHA|biennial_report|2022", DAY("2022-06-30"), False), ("GHA|biennial_report|2024", DAY("2024-06-30"), False), ("GHA|biennial_report|2026", DAY("2026-06-30"), False),
        ("KEN|annual_information|2024", DAY("2025-04-15"), False), ("KEN|annual_information|2025", DAY("2026-04-15"), False),
        ("KEN|biennial_report|2022", DAY("2022-06-30"), False), ("KEN|biennial_report|2024", DAY("2024-06-30"), False), ("KEN|biennial_report|2026", DAY("2026-06-30"), False),
        ("TGO|biennial_report|2022", DAY("2022-06-30"), False), ("TGO|biennial_report|2024", DAY("2024-06-30"), False), ("TGO|biennial_report|2026", DAY("2026-06-30"), False),
        ("T", None, True),
    ]  # fmt: skip
    columns = "kind says submitted_on authorised_tco2e accounting_method divisor is_lead source_id source_url"
    assert told(found[-1:], columns) == [("initial_report", "It says.", "2024-05", 9, "averaging", "period_years", False, "page", "https://page")]  # fmt: skip
    assert told(found[:1], columns) == [("annual_information", "Each year", None, None, None, None, False, "cma", "https://cma")]  # fmt: skip


def test_what_was_authorised_is_told_by_the_year_of_the_letter_and_of_the_cut(own: Rows) -> None:
    columns = "block_id host_iso3 authorised_until_on vintage_year first_transfer_definition is_for_ndc counts_from_on quantity_tco2e is_summed"
    end, later = DAY("2024-12-31"), DAY("2025-02-01")
    blocks = rows(
        columns,
        ("1", "GHA", end, 2022, "use", True, end, 5, True), ("2", "GHA", end, 2022, "use", True, end, 6, True), ("3", "GHA", end, 2022, "use", True, end, 90, False),
        ("4", "GHA", end, None, "use", True, end, 90, True), ("5", "GHA", end, 2023, "use", True, end, 7, True), ("6", "GHA", later, 2022, "use", True, later, 8, True),
        ("7", "GHA", end, 2022, "issuance", True, end, 9, True), ("8", "GHA", end, 2022, "use", False, end, 10, True), ("9", "KEN", end, 2022, "use", True, end, 11, True),
    )  # fmt: skip
    found = own.made("accounts", "account_vintages", block_list=blocks)
    assert sorted(told(found, "iso3 event_year vintage_year quantity_tco2e block_count")) == [
        ("GHA", 2024, 2022, 9, 1), ("GHA", 2024, 2022, 10, 1), ("GHA", 2024, 2022, 11, 2), ("GHA", 2024, 2023, 7, 1),
        ("GHA", 2025, 2022, 8, 1), ("KEN", 2024, 2022, 11, 1),
    ]  # fmt: skip
