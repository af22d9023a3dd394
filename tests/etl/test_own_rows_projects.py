"""What projects brought and why some are in no count, and how issuances held against estimates, on a few rows worked out by hand."""

from __future__ import annotations

import shutil
from datetime import date

import pytest
from own_rows import Rows, rows, told

DAY = date.fromisoformat
SOURCES = rows(
    "source_id publisher title url kind published_on licence",
    ("page", "Ministry", "Page", "https://page", "official_page", None, "free"),
    ("list_1", "Lists", "List", "https://list", "compilation", "2024-01", "free"),
    ("list_2", "Lists", "List", "https://list", "compilation", "2025-01", "free"),
    ("list_0", "Lists", "List", "https://list", "compilation", None, "free"),
)
PARTIES = rows("iso3 short_name region", ("JPN", "Japan", "Asia"), ("KEN", "Kenya", "Africa"))
STAGES = rows("stage_id label sort_order is_on_ladder", ("issued", "Issued", 8, True), ("cancelled", "Cancelled", 10, False))  # fmt: skip
SECTORS = rows("sector_id label sort_order", ("transport", "Transport", 1))
COLUMNS = "project_id buyer_iso3 host_iso3 title sector_id stage_id source_id confidence is_programme_level left_out_reason may_duplicate_project_id"


@pytest.fixture(scope="module")
def own(small_warehouse, tmp_path_factory):
    """Makes read models of rows of a test's own."""
    return Rows(shutil.copy(small_warehouse, tmp_path_factory.mktemp("forms")))


def made(own, projects, **more):
    """The list of some projects."""
    given = {"sources": SOURCES, "parties": PARTIES, "party_list": PARTIES, "stages": STAGES, "sectors": SECTORS} | more
    return own.made("projects", "project_list", projects=projects, **given)


def test_a_project_has_the_sums_of_its_own_issuances_and_transfers(own):
    """Neither what stays out of sums nor what several projects share is in them; a shared issuance counts as one of each."""
    place = ("JPN", "KEN", "Sun", "transport", "issued", "page", "A", False, None, None)
    events = rows(
        "event_id project_id event is_summed is_lead is_alternative_of quantity_tco2e quantity_buyer_tco2e quantity_host_tco2e",
        ("i-1", "P-1", "issuance", True, False, None, 10, 7, 3),
        ("i-2", "P-1", "issuance", True, False, None, 20, 14, 6),
        ("i-other", "P-1", "issuance", False, False, "i-2", 40, 28, 12),
        ("i-lead", "P-1", "issuance", False, True, None, 80, 56, 24),
        ("t-1", "P-1", "first_transfer", True, False, None, 100, 70, 30),
        ("t-2", "P-1", "first_transfer", True, False, None, 200, 140, 60),
        ("t-out", "P-1", "first_transfer", False, False, None, 400, 280, 120),
        ("shared", None, "issuance", True, False, None, 1000, 700, 300),
    )
    covered = rows("event_id project_id", *((key, "P-1") for key in ("i-1", "i-2", "i-other", "i-lead", "t-1", "t-2", "t-out", "shared")), ("shared", "P-2"))  # fmt: skip
    steps = rows(
        "project_id step_until_on is_lead",
        ("P-1", DAY("2021-01-01"), False), ("P-1", DAY("2020-01-01"), False), ("P-1", DAY("2019-01-01"), True),
    )  # fmt: skip
    texts = rows(
        "agreement_id buyer_iso3 host_iso3 counting_rule is_counted",
        ("a", "JPN", "KEN", "binding", True), ("b", "JPN", "KEN", "memoranda", True), ("c", "JPN", "KEN", "binding", False), ("d", "KEN", "JPN", "binding", True),
    )  # fmt: skip
    found = made(
        own, rows(COLUMNS, ("P-1", *place), ("P-2", *place)), event_list=events, event_coverage=covered, project_steps=steps, agreement_list=texts
    )  # fmt: skip
    columns = "project_id issued_tco2e issued_buyer_tco2e issued_host_tco2e transferred_tco2e issuance_count first_step_on agreement_count binding_agreement_count"
    assert told(found, columns) == [
        ("P-1", 30, 21, 9, 300, 3, DAY("2020-01-01"), 2, 1),
        ("P-2", None, None, None, None, 1, None, 2, 1),
    ]


def test_why_a_project_is_in_no_count(own):
    at = ("JPN", "KEN", "Sun", "transport")
    projects = rows(
        COLUMNS,
        ("P-1", *at, "issued", "page", "A", False, None, None),
        ("P-2", *at, "cancelled", "page", "C", True, "merged", "P-1"),
        ("P-3", *at, "cancelled", "page", "C", False, "merged", "P-1"),
        ("P-4", *at, "cancelled", "page", "C", False, None, "P-1"),
        ("P-5", *at, "cancelled", "page", "C", False, None, None),
        ("P-6", *at, "issued", "page", "C", False, None, None),
        ("P-7", *at, "issued", "page", "L", False, None, None),
        ("P-8", None, "KEN", "Sun", "transport", "issued", "page", "B", False, None, None),
    )
    found = made(own, projects)
    assert told(found, "project_id left_out_because is_counted is_lead buyer") == [
        ("P-1", None, True, False, "Japan"),
        ("P-2", "programme, no single activity", False, True, "Japan"),
        ("P-3", "merged", False, True, "Japan"),
        ("P-4", "may repeat P-1", False, True, "Japan"),
        ("P-5", "cancelled", False, True, "Japan"),
        ("P-6", "general knowledge only", False, True, "Japan"),
        ("P-7", "unconfirmed: only a lead states it", False, True, "Japan"),
        ("P-8", None, True, False, "No single buyer"),
    ]


def test_the_newest_edition_of_a_witness_is_shown(own):
    seen = rows(
        "project_id source_id expected_tco2e_per_year status_raw registered_on",
        ("P-1", "list_0", 1.0, "undated", None), ("P-1", "list_1", 2.0, "older", None), ("P-1", "list_2", 3.0, "newer", "2024-01-01"),
    )  # fmt: skip
    place = ("JPN", "KEN", "Sun", "transport", "issued", "page", "A", False, None, None)
    (row,) = made(own, rows(COLUMNS, ("P-1", *place)), project_witnesses=seen)
    (shown,) = told([row], "witness_source_id witness_expected_tco2e_per_year witness_status witness_registered_on")
    assert shown == ("list_2", 3.0, "newer", "2024-01-01")


def test_an_issuance_is_held_against_the_estimate_for_its_days(own):
    """1,461 days are four years of 365.25: at 100 t a year 400 t were expected. Transfers, what is in no sum, and a project that expects nothing have no ratio."""
    events = rows(
        "event_id project_id event is_summed monitoring_days quantity_tco2e",
        ("e-1", "P-1", "issuance", True, 1461, 300), ("e-2", "P-1", "first_transfer", True, 1461, 300), ("e-3", "P-1", "issuance", False, 1461, 300),
        ("e-4", "P-1", "issuance", True, None, 300), ("e-5", "P-0", "issuance", True, 1461, 300), ("e-6", "P-N", "issuance", True, 1461, 300),
        ("e-7", "P-2", "issuance", True, 1461, 1),
    )  # fmt: skip
    projects = rows("project_id expected_tco2e_per_year", ("P-1", 100.0), ("P-0", 0.0), ("P-N", None), ("P-2", 0.5))
    found = own.made("projects", "delivery_ratios", event_list=events, project_list=projects)
    assert told(found, "event_id expected_in_period_tco2e issued_tco2e issued_over_expected") == [
        ("e-1", 400.0, 300, 0.75),
        ("e-7", 2.0, 1, 0.5),
    ]
