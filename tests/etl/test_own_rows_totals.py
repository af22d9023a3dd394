"""What stands behind our figure for a published total, on a few rows each: from which day a row is in it, and how it is counted."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date

import pytest
from own_rows import Row, Rows, rows, told

day = date.fromisoformat


@pytest.fixture(scope="module")
def own(small_warehouse, tmp_path_factory) -> Iterator[Rows]:
    """Makes read models of rows of a test's own."""
    return Rows(shutil.copy(small_warehouse, tmp_path_factory.mktemp("forms")))


def of_measure(*totals: tuple[object, ...]) -> list[Row]:
    """Published totals of a measure that count whatever is known by 2023-06-30."""
    return rows(
        "total_id measure buyer_iso3 host_iso3 programme value as_of_until_on",
        *((*total, 1.0, day("2023-06-30")) for total in totals),
    )


def test_a_project_is_in_a_total_from_the_first_day_of_each_thing_that_others_count(own):
    """P-1 was registered, authorised and issued twice, the second time after the total; a lead knows of an issuance before. P-2 did it all a day late."""
    steps = rows(
        "project_id stage_id step_until_on",
        ("P-1", "registered", day("2023-06-30")), ("P-1", "registered", day("2024-01-01")),
        ("P-1", "authorised", day("2022-01-01")), ("P-1", "authorised", day("2024-02-02")),
        ("P-1", "design", day("2020-01-01")),
        ("P-2", "registered", day("2023-07-01")), ("P-2", "authorised", day("2023-07-01")),
    )  # fmt: skip
    events = rows(
        "event_id event event_until_on is_lead",
        ("e-1", "issuance", day("2023-05-05"), False), ("e-2", "issuance", day("2025-05-05"), False),
        ("e-lead", "issuance", day("2020-01-01"), True), ("e-moved", "first_transfer", day("2020-01-01"), False),
        ("e-late", "issuance", day("2023-07-01"), False),
    )  # fmt: skip
    covered = rows(
        "project_id event_id",
        ("P-1", "e-1"), ("P-1", "e-2"), ("P-1", "e-lead"), ("P-1", "e-moved"), ("P-2", "e-late"), ("P-2", "e-lead"),
    )  # fmt: skip
    projects = rows(
        "project_id title host is_counted host_iso3 expected_tco2e_per_year",
        ("P-1", "Sun", "Kenya", True, "KEN", 9.0), ("P-2", "Wind", "Kenya", True, "KEN", 9.0),
    )  # fmt: skip
    found = own.made(
        "reconciliation", "reconciliation_members",
        published_figures=of_measure(*((name, name, None, None, None) for name in ("authorised_projects", "issued_projects", "registered_projects"))),
        project_steps=steps, event_list=events, event_coverage=covered, project_list=projects,
    )  # fmt: skip
    assert told(found, "total_id row_kind row_id label known_from_on counted_as quantity") == [
        ("authorised_projects", "project", "P-1", "Sun, Kenya", day("2022-01-01"), "P-1", None),
        ("issued_projects", "project", "P-1", "Sun, Kenya", day("2023-05-05"), "P-1", None),
        ("registered_projects", "project", "P-1", "Sun, Kenya", day("2023-06-30"), "P-1", None),
    ]


def test_projects_of_a_total_are_those_of_its_buyer_host_and_programme(own):
    """Selected by the last day of a month, by that of a fiscal year, and not at all; what is in no count is in none but in lists of a publisher."""
    columns = "project_id title host is_counted buyer_iso3 host_iso3 programme expected_tco2e_per_year"
    listed = rows(
        columns,
        ("JCM-KE001", "Sun", "Kenya", True, "JPN", "KEN", "JCM", 10.0),
        ("JCM-KE002", "Wind", "Kenya", False, "JPN", "KEN", "JCM", 20.0),
        ("JCM-VN001", "Water", "Viet Nam", True, "JPN", "VNM", "JCM", 30.0),
        ("CHE-KEN-01", "Stoves", "Kenya", True, "CHE", "KEN", "Other", 40.0),
        ("CHE-KEN-02", "Buses", "Kenya", False, "CHE", "KEN", "Other", 50.0),
        ("JCM-KE1", "Draft", "Kenya", True, "JPN", "KEN", "JCM", 60.0),
    )
    chosen = rows(
        "project_id selected_on selected_fiscal_year",
        ("JCM-KE001", "2023-06", None), ("JCM-KE002", "2022", None), ("JCM-VN001", None, "2022"), ("CHE-KEN-01", "2022-05", None),
        ("CHE-KEN-02", None, None), ("JCM-KE1", None, None),
    )  # fmt: skip
    seen = rows("project_id", ("CHE-KEN-01",), ("CHE-KEN-01",), ("CHE-KEN-02",), ("JCM-KE001",))
    totals = of_measure(
        ("all", "selected_projects", None, None, None),
        ("hosts", "selected_hosts", None, None, None),
        ("of_japan", "numbered_projects", "JPN", None, None),
        ("of_kenya", "numbered_expected_tco2e_per_year", None, "KEN", None),
        ("of_jcm", "matched_projects", None, None, "JCM"),
        ("of_other", "matched_projects", None, None, "Other"),
        ("of_switzerland", "selected_projects", "CHE", None, None),
    )
    found = own.made(
        "reconciliation", "reconciliation_members",
        published_figures=totals, projects=chosen, project_list=listed, project_witnesses=seen,
    )  # fmt: skip
    assert told(found, "total_id row_id known_from_on counted_as quantity") == [
        ("all", "CHE-KEN-01", day("2022-05-31"), "CHE-KEN-01", None),
        ("all", "JCM-KE001", day("2023-06-30"), "JCM-KE001", None),
        ("all", "JCM-VN001", day("2023-03-31"), "JCM-VN001", None),
        ("hosts", "CHE-KEN-01", day("2022-05-31"), "KEN", None),
        ("hosts", "JCM-KE001", day("2023-06-30"), "KEN", None),
        ("hosts", "JCM-VN001", day("2023-03-31"), "VNM", None),
        ("of_japan", "JCM-KE001", day("2013-01-01"), "JCM-KE001", None),
        ("of_japan", "JCM-KE002", day("2013-01-01"), "JCM-KE002", None),
        ("of_japan", "JCM-VN001", day("2013-01-01"), "JCM-VN001", None),
        ("of_kenya", "JCM-KE001", day("2013-01-01"), "JCM-KE001", 10.0),
        ("of_kenya", "JCM-KE002", day("2013-01-01"), "JCM-KE002", 20.0),
        ("of_other", "CHE-KEN-01", day("2013-01-01"), "CHE-KEN-01", None),
        ("of_other", "CHE-KEN-02", day("2013-01-01"), "CHE-KEN-02", None),
        ("of_switzerland", "CHE-KEN-01", day("2022-05-31"), "CHE-KEN-01", None),
    ]


def test_agreements_of_a_total_follow_its_rule_day_and_parties(own):
    """A text of the day counts and one of the day after doesn't; pairs, buyers, hosts and Parties are counted of the same texts."""
    texts = rows(
        "agreement_id buyer_iso3 buyer host_iso3 host instrument_label is_counted counts_from_on counting_rule",
        ("JK", "JPN", "Japan", "KEN", "Kenya", "Memorandum", True, day("2023-06-30"), "binding"),
        ("JG", "JPN", "Japan", "GHA", "Ghana", "Memorandum", True, day("2023-07-01"), "binding"),
        ("JP", "JPN", "Japan", "PER", "Peru", "Text", False, day("2020-01-01"), "binding"),
        ("CK", "CHE", "Switzerland", "KEN", "Kenya", "MoU", True, day("2022-01-01"), "memoranda"),
        ("CG", "CHE", "Switzerland", "GHA", "Ghana", "MoU", True, day("2022-01-01"), "memoranda"),
    )
    under = rows("rule counting_rule", ("binding", "binding"), ("memoranda", "binding"), ("memoranda", "memoranda"))
    totals = [
        total | {"counting_rule": rule}
        for total, rule in zip(
            of_measure(
                ("binding", "pairs", None, None, None), ("buyers", "buyers", None, None, None), ("hosts", "hosts", None, None, None),
                ("of_japan", "pairs", "JPN", None, None), ("of_kenya", "pairs", None, "KEN", None), ("parties", "parties", None, None, None),
                ("without_rule", "pairs", None, None, None),
            ),
            ("binding", "memoranda", "memoranda", "memoranda", "memoranda", "binding", None), strict=True,
        )
    ]  # fmt: skip
    found = own.made(
        "reconciliation", "reconciliation_members", published_figures=totals, agreement_list=texts, counted_under=under
    )
    assert told(found, "total_id row_id label counted_as") == [
        ("binding", "JK", "Japan–Kenya, Memorandum", "JPN-KEN"),
        ("buyers", "CG", "Switzerland–Ghana, MoU", "CHE"),
        ("buyers", "CK", "Switzerland–Kenya, MoU", "CHE"),
        ("buyers", "JK", "Japan–Kenya, Memorandum", "JPN"),
        ("hosts", "CG", "Switzerland–Ghana, MoU", "GHA"),
        ("hosts", "CK", "Switzerland–Kenya, MoU", "KEN"),
        ("hosts", "JK", "Japan–Kenya, Memorandum", "KEN"),
        ("of_japan", "JK", "Japan–Kenya, Memorandum", "JPN-KEN"),
        ("of_kenya", "CK", "Switzerland–Kenya, MoU", "CHE-KEN"),
        ("of_kenya", "JK", "Japan–Kenya, Memorandum", "JPN-KEN"),
        ("parties", "JK", "Japan–Kenya, Memorandum", "JPN"),
        ("parties", "JK", "Japan–Kenya, Memorandum", "KEN"),
    ]


def test_events_and_blocks_of_a_total_are_those_that_are_summed_by_its_day(own):
    """Tonnes of the buyer's and, where one is named, the host's events of the kind; ITMOs alone where ITMOs are counted; blocks by their host."""
    events = rows(
        "event_id project host buyer_iso3 host_iso3 event unit_kind is_summed event_until_on quantity_tco2e",
        ("e-1", "Sun", "Kenya", "JPN", "KEN", "issuance", "itmo", True, day("2023-06-30"), 1),
        ("e-2", None, "Ghana", "JPN", "GHA", "issuance", "jcm", True, day("2020-01-01"), 2),
        ("e-3", "Sun", "Kenya", "JPN", "KEN", "first_transfer", "itmo", True, day("2020-01-01"), 4),
        ("e-4", "Sun", "Kenya", "JPN", "KEN", "issuance", "itmo", False, day("2020-01-01"), 8),
        ("e-5", "Sun", "Kenya", "JPN", "KEN", "issuance", "itmo", True, day("2023-07-01"), 16),
        ("e-6", "Sun", "Kenya", "CHE", "KEN", "issuance", "itmo", True, day("2020-01-01"), 32),
    )
    blocks = rows(
        "block_id programme_ref host vintage_year host_iso3 is_summed counts_from_on quantity_tco2e",
        ("b-1", "GS 1", "Kenya", 2021, "KEN", True, day("2023-06-30"), 5),
        ("b-2", "GS 1", "Kenya", 2021, "KEN", True, day("2023-07-01"), 6),
        ("b-3", "GS 1", "Kenya", 2021, "KEN", False, day("2020-01-01"), 7),
        ("b-4", "GS 1", "Ghana", 2021, "GHA", True, day("2020-01-01"), 8),
    )
    totals = of_measure(
        ("authorised", "authorised_tco2e", None, "KEN", None),
        ("issued", "issued_tco2e", "JPN", None, None),
        ("issued_in_ghana", "issued_tco2e", "JPN", "GHA", None),
        ("itmos", "itmo_issued_tco2e", "JPN", None, None),
        ("moved", "transferred_tco2e", "JPN", None, None),
        ("of_other_measure", "pairs", "JPN", None, None),
    )
    # One of which only words are published is compared with nothing.
    totals += rows("total_id measure buyer_iso3 as_of_until_on", ("in_words", "issued_tco2e", "JPN", day("2023-06-30")))
    found = own.made(
        "reconciliation", "reconciliation_members", published_figures=totals, event_list=events, block_list=blocks
    )
    assert told(found, "total_id row_kind row_id label counted_as quantity") == [
        ("authorised", "block", "b-1", "GS 1, Kenya, vintage 2021", "b-1", 5.0),
        ("issued", "event", "e-1", "Sun, Kenya", "e-1", 1.0),
        ("issued", "event", "e-2", "Several projects, Ghana", "e-2", 2.0),
        ("issued_in_ghana", "event", "e-2", "Several projects, Ghana", "e-2", 2.0),
        ("itmos", "event", "e-1", "Sun, Kenya", "e-1", 1.0),
        ("moved", "event", "e-3", "Sun, Kenya", "e-3", 4.0),
    ]


def test_a_total_is_held_against_ours_of_each_day_that_it_can_describe(own):
    """Ours passed from 2 to 4 in that month: 3 is equal, 1 lies below and 5 above. A repeated total and one of nothing that we count have no verdict of their own."""
    columns = (
        "total_id measure value as_of as_of_from_on as_of_until_on repeats part_of parts_stated buyer_iso3 host_iso3"
    )
    month = ("2023-06", day("2023-06-01"), day("2023-06-30"))
    totals = rows(
        columns,
        ("t-1", "pairs", 1.0, *month, None, None, None, "JPN", "KEN"),
        ("t-2", "pairs", 2.0, *month, None, None, None, None, None),
        ("t-3", "pairs", 3.0, *month, None, None, None, None, None),
        ("t-4", "pairs", 4.0, *month, "t-3", None, None, None, None),
        ("t-5", "pairs", 5.0, *month, None, None, "2+1.5", None, None),
        ("t-6", "issued_tco2e", 60.0, *month, None, None, None, None, None),
        ("t-7", "issued_tco2e", 1.0, *month, None, None, None, None, None),
        ("t-8", None, 9.0, *month, None, None, None, None, None),
        ("t-9", "pairs", 9.0, None, None, None, None, "t-8", None, None, None),
        ("t-a", "pairs", None, *month, None, "t-8", None, None, None),
        ("t-b", None, 1.5, *month, None, "t-8", None, None, None),
    )
    early, late = day("2023-06-01"), day("2023-06-02")
    members = rows(
        "total_id counted_as known_from_on quantity",
        *(
            (f"t-{number}", pair, known, None)
            for number in (1, 2, 3, 4, 5)
            for pair, known in (("A", early), ("A", day("2020-01-01")), ("A", late), ("B", day("2020-01-01")), ("C", late), ("D", late))
        ),
        ("t-6", "e-1", early, 10.0),
        ("t-6", "e-3", early, 20.0),
        ("t-6", "e-2", late, 20.0),
    )  # fmt: skip
    parties = rows("iso3 short_name", ("JPN", "Japan"), ("KEN", "Kenya"))
    found = own.made(
        "reconciliation", "reconciliation", published_figures=totals, reconciliation_members=members, parties=parties
    )
    assert told(found, "total_id ours_at_first ours difference verdict buyer host parts parts_sum parts_difference") == [
        ("t-1", 2.0, 4.0, 1.0, "higher", "Japan", "Kenya", None, None, None),
        ("t-2", 2.0, 4.0, 0.0, "equal", None, None, None, None, None),
        ("t-3", 2.0, 4.0, 0.0, "equal", None, None, None, None, None),
        ("t-4", 2.0, 4.0, 0.0, "repeated", None, None, None, None, None),
        ("t-5", 2.0, 4.0, -1.0, "lower", None, None, "2 + 1.5", 3.5, -1.5),
        ("t-6", 30.0, 50.0, -10.0, "lower", None, None, None, None, None),
        ("t-7", 0.0, 0.0, -1.0, "lower", None, None, None, None, None),
        ("t-8", None, None, None, "not comparable", None, None, "9 + 1.5", 10.5, 1.5),
        ("t-9", None, None, None, "not comparable", None, None, None, None, None),
        ("t-a", None, None, None, "not comparable", None, None, None, None, None),
        ("t-b", None, None, None, "not comparable", None, None, None, None, None),
    ]  # fmt: skip
