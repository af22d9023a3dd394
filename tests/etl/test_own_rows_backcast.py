"""The check of the model on the past, on a few rows: what was expected by the day of each published total, worked out by hand."""

from __future__ import annotations

import shutil
from datetime import date

import pytest
from own_rows import Rows, rows, told

DAY = date.fromisoformat
# Days by which they hold, and lags and years of operation that are easily added.
DEFAULTS = rows("input_id low central high", ("selection_lag", 3, 2, 1), ("registration_lag", 1, 0.5, 0), ("operation_years", 7, 10, 15))  # fmt: skip
TOTALS = rows(
    "total_id buyer_iso3 host_iso3 measure as_of_until_on value ours repeats is_lead",
    ("t", "JPN", None, "issued_tco2e", DAY("2020-12-31"), 1000.0, 600.0, None, False),
    ("older", "JPN", None, "issued_tco2e", DAY("2019-12-31"), 100.0, 0.0, None, False),
    ("same_day", "JPN", None, "issued_tco2e", DAY("2020-01-31"), 300.0, 90.0, None, False),
    ("of_a_lead", "JPN", None, "issued_tco2e", DAY("2020-12-31"), 2000.0, 600.0, None, True),
    ("again", "JPN", None, "issued_tco2e", DAY("2020-12-31"), 1000.0, 600.0, "t", False),
    ("of_a_host", "JPN", "KEN", "issued_tco2e", DAY("2020-12-31"), 1000.0, 600.0, None, False),
    ("of_another", "CHE", None, "issued_tco2e", DAY("2020-12-31"), 1000.0, 600.0, None, False),
    ("in_words", "JPN", None, "issued_tco2e", DAY("2020-12-31"), None, 600.0, None, False),
    ("of_itmos", "JPN", None, "itmo_issued_tco2e", DAY("2020-12-31"), 1000.0, 600.0, None, False),
)
ANCHORS = rows(
    "project_id buyer_iso3 anchor anchor_on expected_tco2e_per_year",
    ("early", "JPN", "registered", DAY("2018-01-01"), 100.0),
    ("chosen", "JPN", "selected", DAY("2019-01-01"), 10.0),
    ("swiss", "CHE", "registered", DAY("2018-01-01"), 1000.0),
)
# Each issuance but the first two is no hole, for one reason: it is summed, a lead, another figure, late, of another buyer, or a transfer;
# the project of "known" has an amount by another issuance.
EVENTS = rows(
    "project_id buyer_iso3 event event_on event_until_on is_summed is_lead is_alternative_of",
    ("large", "JPN", "issuance", "2020-12-31", DAY("2020-12-31"), False, False, None),
    ("small", "JPN", "issuance", "2020-07-01", DAY("2020-07-01"), False, False, None),
    ("known", "JPN", "issuance", "2020-07-01", DAY("2020-07-01"), False, False, None),
    ("summed", "JPN", "issuance", "2020-01", DAY("2020-01-31"), True, False, None),
    ("lead", "JPN", "issuance", "2020-07-01", DAY("2020-07-01"), False, True, None),
    ("figure", "JPN", "issuance", "2020-07-01", DAY("2020-07-01"), False, False, "other"),
    ("late", "JPN", "issuance", "2021-01-01", DAY("2021-01-01"), False, False, None),
    ("swiss", "CHE", "issuance", "2019-07-01", DAY("2019-07-01"), False, False, None),
    ("moved", "JPN", "first_transfer", "2019-07-01", DAY("2019-07-01"), False, False, None),
    ("undated", "JPN", "issuance", None, DAY("2018-01-01"), True, False, None),
)
PROJECTS = rows(
    "project_id title expected_tco2e_per_year issued_tco2e",
    ("large", "A large one", 50.0, None), ("small", "A small one", 20.0, None), ("known", "Known", 70.0, 5), ("summed", "Summed", 90.0, None),
    ("lead", "Lead", 91.0, None), ("figure", "Figure", 92.0, None), ("late", "Late", 93.0, None), ("swiss", "Swiss", 94.0, None),
    ("moved", "Moved", 95.0, None), ("undated", "Undated", 96.0, None),
)  # fmt: skip


@pytest.fixture(scope="module")
def backcast(small_warehouse, tmp_path_factory):
    """The rows of the check, by total."""
    own = Rows(shutil.copy(small_warehouse, tmp_path_factory.mktemp("forms")))
    return own.made(
        "trajectory", "issuance_backcast", timing_defaults=DEFAULTS, modelled_buyer=rows("buyer_iso3", ("JPN",)), reconciliation=TOTALS,
        project_anchors=ANCHORS, event_list=EVENTS, project_list=PROJECTS,
    )  # fmt: skip


def test_what_was_expected_by_the_day_of_a_total_of_the_whole_programme(backcast):
    """By the end of 2020 "early" had run 1096 days (3.0007 years) less its lag of registration, "chosen" 731 days (2.0014) less that of selection;
    by the end of 2019 730 days (1.9986), and "chosen" not yet; a month later 761 (2.0835) and 396 (1.0842). A total of one host, of another buyer or measure, one that repeats and one in
    words are held against nothing."""
    assert told(backcast, "total_id expected_low_tco2e expected_central_tco2e expected_high_tco2e") == [
        ("older", 99.863, 149.863, 199.863),
        ("same_day", 108.35, 158.35, 209.192),
        ("of_a_lead", 200.068, 250.082, 310.082),
        ("t", 200.068, 250.082, 310.082),
    ]


def test_the_newest_total_that_is_no_lead_calibrates(backcast):
    assert told(backcast, "total_id is_calibration") == [
        ("older", False),
        ("same_day", False),
        ("of_a_lead", False),
        ("t", True),
    ]


def test_the_largest_issuance_without_an_amount_is_the_hole(backcast):
    assert told(backcast, "total_id largest_hole_project_id largest_hole largest_hole_tco2e_per_year") == [
        ("older", None, None, None),
        ("same_day", None, None, None),
        ("of_a_lead", "large", "A large one", 50.0),
        ("t", "large", "A large one", 50.0),
    ]


def test_the_pace_runs_from_the_first_dated_issuance_and_a_total_by_its_day_has_none(backcast):
    """From 31 January 2020, the last day of the month that is known, to the end of the year: 335 days."""
    (older, same_day, _, total) = backcast
    assert (older["first_issued"], older["issued_tco2e_per_year"], same_day["issued_tco2e_per_year"]) == (
        "2020-01",
        None,
        None,
    )
    assert total["issued_tco2e_per_year"] == pytest.approx(1000 * 365.25 / 335)
