"""What is summed of events, who stands behind them, the steps that they are, and the ladders of goals, on a few rows worked out by hand."""

from __future__ import annotations

import shutil
from datetime import date

import pytest
from own_rows import Rows, rows, told

DAY = date.fromisoformat
SOURCES = rows(
    "source_id publisher title url kind licence",
    ("page", "Ministry", "Page", "https://page", "official_page", "free"),
    ("page_b", "Ministry", "Page", "https://page", "official_page", "free"),
    ("agency", "Agency", "Page", "https://agency", "official_page", "free"),
    ("paper", "Paper", "Page", "https://paper", "report", "free"),
    ("weekly", "Weekly", "Page", "https://weekly", "report", "free"),
    ("wiki", "Wiki", "Page", "https://wiki", "lead", "free"),
)
KINDS = rows("kind is_official", ("official_page", True), ("report", False), ("lead", False))
PARTIES = rows("iso3 short_name region", ("JPN", "Japan", "Asia"), ("KEN", "Kenya", "Africa"))
EDITION = rows("edition_on", (DAY("2026-06-30"),))


@pytest.fixture(scope="module")
def own(small_warehouse, tmp_path_factory):
    """Makes read models of rows of a test's own."""
    return Rows(shutil.copy(small_warehouse, tmp_path_factory.mktemp("forms")))


def test_who_states_an_event_beside_its_own_page(own):
    """Pages that were found to confirm it, of other publishers and no leads; of an event with a quantity those that give it."""
    events = rows(
        "event_id source_id quantity_source_id quantity_tco2e",
        ("act", "page", None, None), ("amount", "page", "paper", 5), ("alone", "page", None, 5), ("press", "weekly", None, 5),
    )  # fmt: skip
    pages = rows(
        "table_name key source_id what verdict",
        ("events", "act", "paper", "act", "confirmed"), ("events", "act", "weekly", "row", "confirmed"), ("events", "act", "weekly", "act", "confirmed"),
        ("events", "act", "agency", "quantity", "confirmed"),
        ("events", "amount", "page", "row", "confirmed"), ("events", "amount", "weekly", "quantity", "confirmed"),
        ("events", "amount", "paper", "quantity", "confirmed"), ("events", "amount", "agency", "act", "confirmed"),
        ("events", "alone", "page_b", "row", "confirmed"), ("events", "alone", "wiki", "row", "confirmed"), ("events", "alone", "paper", "row", "contradicted"),
        ("projects", "alone", "paper", "row", "confirmed"),
        ("events", "press", "paper", "row", "confirmed"),
    )  # fmt: skip
    found = own.made("events", "event_witnesses", events=events, verifications=pages, sources=SOURCES, source_kinds=KINDS)  # fmt: skip
    assert sorted(told(found, "event_id second_pages is_official also_stated_by")) == [
        ("act", 3, False, "Paper; Weekly"),
        ("amount", 2, True, "Ministry; Weekly"),
        ("press", 1, False, "Paper"),
    ]


def test_what_of_an_event_is_summed_and_why_not(own):
    columns = "event_id buyer_iso3 host_iso3 event source_id confidence quantity_tco2e quantity_kind unit_kind quantity_status quantity_confidence is_alternative_of"
    known = ("JPN", "KEN", "issuance", "page")
    events = rows(
        columns,
        ("a-batch", *known, "A", 5, "batch", "itmo", None, None, None),
        ("b-other", *known, "A", 5, "batch", "itmo", None, None, "a-batch"),
        ("c-purpose", *known, "A", 5, "batch", "credit_for_other_purposes", None, None, None),
        ("d-none", *known, "A", None, "batch", "itmo", None, None, None),
        ("e-withheld", *known, "B", None, "batch", "itmo", "withheld", None, None),
        ("f-none-lead", *known, "L", None, "batch", "itmo", "withheld", None, None),
        ("g-expected", *known, "A", 5, "expected_total", "itmo", None, None, None),
        ("h-sum", *known, "A", 5, "cumulative", "itmo", None, None, None),
        ("i-kindless", *known, "A", 5, None, None, None, None, None),
        ("j-lead", *known, "L", 5, "batch", "itmo", None, None, None),
        ("k-amount", *known, "A", 5, "batch", "itmo", None, "L", None),
        ("l-press", *known, "B", 5, "batch", None, None, None, None),
        ("m-two", *known, "B", 5, "batch", "itmo", None, None, None),
        ("n-official", *known, "B", 5, "batch", "itmo", None, None, None),
        ("o-amount-a", *known, "B", 5, "batch", "itmo", None, "A", None),
        ("p-amount-b", *known, "A", 5, "batch", "itmo", None, "B", None),
        ("q-none-amount", *known, "A", None, "batch", "itmo", None, "L", None),
    )
    behind = rows(
        "event_id second_pages is_official also_stated_by",
        ("m-two", 1, False, "Paper"), ("n-official", 1, True, "Agency"), ("l-press", 0, False, None),
    )  # fmt: skip
    found = own.made("events", "event_list", events=events, event_witnesses=behind, sources=SOURCES, parties=PARTIES, edition=EDITION)  # fmt: skip
    lead, amount = "unconfirmed: only a lead states it", "unconfirmed: only a lead states the amount"
    page, mark, unsaid = "official page", "unconfirmed", "amount not found"
    assert told(sorted(found, key=lambda row: str(row["event_id"])), "event_id is_summed is_unconfirmed not_summed_because evidence_state evidence_mark") == [
        ("a-batch", True, False, None, page, None),
        ("b-other", False, False, "another figure for the same event", page, None),
        ("c-purpose", False, False, "for other purposes than a buyer Party's target", page, None),
        ("d-none", False, False, unsaid, page, None),
        ("e-withheld", False, False, "not published", "one page", "one source"),
        ("f-none-lead", False, False, "none confirmed", "lead", mark),
        ("g-expected", False, False, "an estimate of what may come over time", page, None),
        ("h-sum", False, False, "a sum of earlier batches", page, None),
        ("i-kindless", False, False, "kind of quantity not known", page, None),
        ("j-lead", False, True, lead, "lead", mark),
        ("k-amount", False, True, amount, "lead", mark),
        ("l-press", True, False, None, "one page", "one source"),
        ("m-two", True, False, None, "two independent pages", None),
        ("n-official", True, False, None, page, None),
        ("o-amount-a", True, False, None, page, None),
        ("p-amount-b", True, False, None, "one page", "one source"),
        ("q-none-amount", False, False, unsaid, "one page", "one source"),
    ]  # fmt: skip
    assert {row["quantity_word"] for row in found} == {None, unsaid, "not published", "none confirmed"}


def test_days_names_and_publishers_of_an_event(own):
    """A period counts both its ends; an event without a day is known by the edition; the amount can be another page's."""
    columns = "event_id project_id buyer_iso3 host_iso3 event event_on source_id quantity_source_id monitoring_period confidence quantity_tco2e quantity_kind"
    events = rows(
        columns,
        ("one", "P-1", "JPN", "KEN", "issuance", "2020-02", "page", "paper", "2016-02-28/2016-03-01", "A", 5, "batch"),
        ("two", None, None, "KEN", "issuance", None, "page", None, None, "A", 5, "batch"),
        ("year", "P-1", "JPN", "KEN", "issuance", "2019", "page", None, "2016-01-01/2016-12-31", "A", 5, "batch"),
    )
    projects = rows("project_id title sector_id", ("P-1", "Sun", "transport"))
    found = own.made("events", "event_list", events=events, sources=SOURCES, parties=PARTIES, edition=EDITION, projects=projects)  # fmt: skip
    found.sort(key=lambda row: str(row["event_id"]))
    assert told(found, "event_id event_until_on buyer host host_region project sector_id monitoring_days source_publisher amount_publisher") == [
        ("one", DAY("2020-02-29"), "Japan", "Kenya", "Africa", "Sun", "transport", 3, "Ministry", "Paper"),
        ("two", DAY("2026-06-30"), None, "Kenya", "Africa", None, None, None, "Ministry", "Ministry"),
        ("year", DAY("2019-12-31"), "Japan", "Kenya", "Africa", "Sun", "transport", 366, "Ministry", "Ministry"),
    ]  # fmt: skip


def test_an_operation_starts_once(own):
    """A day of a milestone takes the place of the project's own; a milestone without a day does not, nor does one of another kind."""
    projects = rows("project_id start_on source_id confidence", ("P-1", "2020", "page", "A"), ("P-2", "2020", "page", "A"), ("P-3", "2020", "page", "A"))  # fmt: skip
    milestones = rows(
        "milestone_id project_id milestone milestone_on source_id confidence quantity_tco2e",
        ("m-1", "P-1", "operation_started", "2020-05", "paper", "B", None),
        ("m-2", "P-2", "operation_started", None, "paper", "B", None),
        ("m-3", "P-3", "contract_signed", "2019-05", "wiki", "L", 1500),
    )
    found = own.made("events", "project_steps", projects=projects, milestones=milestones, sources=SOURCES)
    assert told(found, "project_id step_on step is_lead publisher") == [
        ("P-1", "2020-05", "Operation started", False, "Paper"),
        ("P-2", "2020", "Start of operation", False, "Ministry"),
        ("P-2", None, "Operation started", False, "Paper"),
        ("P-3", "2019-05", "Contract signed: 1,500 tCO2e (unconfirmed)", True, "Wiki"),
        ("P-3", "2020", "Start of operation", False, "Ministry"),
    ]


def test_the_rungs_of_a_goal_are_five_quantities_each_of_its_own_rows(own):
    """Of Japan's goal of 10 Mt 6 are expected, 4 by the projects, 2 published as issued and 1 transferred; Kenya's has nothing but words."""
    goals = rows(
        "target_id buyer_iso3 buyer target_year ladder_until_on ladder_quantity_mtco2e stated_on ladder_derivation metric is_lead source_publisher",
        (
            "J-1",
            "JPN",
            "Japan",
            2030,
            DAY("2031-03-31"),
            10.0,
            "2021",
            "published",
            "Credits by 2030",
            False,
            "Ministry",
        ),
        ("K-1", "KEN", "Kenya", 2030, DAY("2030-12-31"), 5.0, "2022", "computed", "Credits", False, "Paper"),
        ("L-1", "KEN", "Kenya", 2030, DAY("2030-12-31"), 9.0, "2022", "published", "Rumour", True, "Wiki"),
        ("N-1", "KEN", "Kenya", 2040, None, None, "2022", "published", "No period", False, "Paper"),
    )
    expected = rows(
        "progress_id target_id rung quantity_mtco2e quantity as_of metric note confidence is_superseded is_lead source_publisher",
        ("p-1", "J-1", "officially_expected", 6.0, 6.0, "2025", "Expected", None, "A", False, False, "Ministry"),
        ("p-2", "J-1", "officially_expected", 7.0, 7.0, "2024", "Expected", None, "A", True, False, "Ministry"),
        ("p-3", "J-1", "other", 8.0, 8.0, "2025", "Other", None, "A", False, False, "Ministry"),
        (
            "p-4",
            "K-1",
            "officially_expected",
            2.0,
            2.0,
            "2025",
            "Expected",
            "Computed from shares",
            "B",
            False,
            False,
            "Paper",
        ),
        ("p-5", "K-1", "officially_expected", 3.0, 3.0, "2025", "Expected", None, "L", False, True, "Wiki"),
    )
    estimates = rows(
        "target_id project_id estimate_tco2e", ("J-1", "P-1", 3e6), ("J-1", "P-2", 1e6), ("J-1", "P-3", None)
    )
    totals = rows(
        "total_id buyer_iso3 host_iso3 measure value as_of as_of_until_on metric ours publisher source_title is_lead",
        (
            "t-1",
            "JPN",
            None,
            "issued_tco2e",
            2e6,
            "2025-12",
            DAY("2025-12-31"),
            "Issued",
            1234567.0,
            "Ministry",
            "Page",
            False,
        ),
        (
            "t-2",
            "JPN",
            None,
            "issued_tco2e",
            1e6,
            "2024-12",
            DAY("2024-12-31"),
            "Issued",
            1.0,
            "Ministry",
            "Page",
            False,
        ),
        (
            "t-3",
            "JPN",
            "KEN",
            "issued_tco2e",
            9e6,
            "2026-01",
            DAY("2026-01-31"),
            "Issued",
            1.0,
            "Ministry",
            "Page",
            False,
        ),
        (
            "t-4",
            "JPN",
            None,
            "transferred_tco2e",
            9e6,
            "2026-01",
            DAY("2026-01-31"),
            "Moved",
            1.0,
            "Ministry",
            "Page",
            False,
        ),
        ("t-5", "JPN", None, "issued_tco2e", 9e6, "2026-02", DAY("2026-02-28"), "Issued", 1.0, "Wiki", "Page", True),
    )
    events = rows(
        "event_id buyer_iso3 event quantity_tco2e event_on is_summed is_lead quantity_word",
        ("e-1", "JPN", "issuance", 5, "2020", True, False, None), ("e-2", "JPN", "issuance", 6, "2021", True, False, None),
        ("e-3", "JPN", "first_transfer", 1000000, "2022", True, False, None), ("e-4", "JPN", "first_transfer", 7, "2023", False, False, None),
        ("e-5", "KEN", "issuance", None, "2020", False, False, "not published"), ("e-6", "KEN", "first_transfer", 8, "2020", False, True, None),
    )  # fmt: skip
    found = own.made(
        "ladders", "target_ladders", target_list=goals, target_progress_list=expected, own_estimates=estimates,
        reconciliation=totals, event_list=events, edition=EDITION,
    )  # fmt: skip
    assert told(found, "target_id rung label quantity_mtco2e share_of_goal as_of derivation source_publisher total_id quantity_word") == [
        ("J-1", "goal", "Goal", 10.0, 1.0, "2021", "published", "Ministry", None, None),
        ("J-1", "officially_expected", "Officially expected", 6.0, 0.6, "2025", "published", "Ministry", None, None),
        ("J-1", "own_estimates", "Projects' own estimates", 4.0, 0.4, "2026-06-30", "summed", "Article 6 Atlas", None, None),
        ("J-1", "issued", "Issued", 2.0, 0.2, "2025-12", "published", "Ministry", "t-1", None),
        ("J-1", "transferred", "First transferred", 1.0, 0.1, "2022", "summed", "Article 6 Atlas", None, None),
        ("K-1", "goal", "Goal", 5.0, 1.0, "2022", "computed", "Paper", None, None),
        ("K-1", "officially_expected", "Expected, as the press reports", 2.0, 0.4, "2025", "computed", "Paper", None, None),
        ("K-1", "own_estimates", "Projects' own estimates", None, None, "2026-06-30", "summed", "Article 6 Atlas", None, "not found"),
        ("K-1", "issued", "Issued", None, None, None, None, None, None, "not published"),
        ("K-1", "transferred", "First transferred", None, None, None, None, None, None, "none confirmed"),
    ]  # fmt: skip
    assert told(found, "statement") == [
        ("Credits by 2030",), ("Expected",), ("2 of 3 projects give an estimate that can be placed in time; no lag, discount or share",),
        ("Issued; 1,234,567 tCO2e dated by then are traced to issuances here",), ("1 first transfer with a known quantity",),
        ("Credits",), ("Expected. Computed from shares",), ("0 of 0 projects give an estimate that can be placed in time; no lag, discount or share",),
        (None,), (None,),
    ]  # fmt: skip
