"""What headlines are made of, on rows of a test's own: how well each row is shown, and which of them are needed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from own_rows import Row, Rows, rows, told


@pytest.fixture(scope="module")
def own(small_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """Makes read models of rows of a test's own."""
    return Rows(shutil.copy(small_warehouse, tmp_path_factory.mktemp("forms")))


def made(own: Rows, columns: str, measure: str, **given: list[Row]) -> list[tuple[object, ...]]:
    found = own.made("headlines", "headline_rows", **given)
    return told([row for row in found if row["measure"] == measure], columns)


def test_an_agreement_is_shown_by_what_claims_on_its_form_status_or_signature_say(own: Rows) -> None:
    """A-1 has an official page, A-2 two publishers, A-3 one that says it twice; what A-4 has is a lead, or on another matter; A-5 is not counted."""
    texts = rows(
        "agreement_id buyer host instrument_label confidence is_counted counting_rule",
        ("A-1", "Japan", "Kenya", "Memorandum", "A", True, "binding"), ("A-2", "Japan", "Ghana", "Letter", "B", True, "memoranda"),
        ("A-3", "Japan", "Peru", "Letter", "B", True, "memoranda"), ("A-4", "Japan", "Chile", "Letter", "L", True, "binding"),
        ("A-5", "Japan", "Togo", "Letter", "A", False, "binding"),
    )  # fmt: skip
    claims = rows(
        "agreement_id field publisher is_official is_lead",
        ("A-1", "instrument", "Ministry", True, False), ("A-1", "status", "Agency", False, False),
        ("A-2", "signed_on", "Reuters", False, False), ("A-2", "instrument", "AFP", False, False), ("A-2", "status", "AFP", False, False),
        ("A-3", "status", "AFP", False, False), ("A-3", "signed_on", "AFP", False, False), ("A-3", "status", "Ministry", True, True),
        ("A-3", "valid_until", "Ministry", True, False), ("A-3", "signed_on", "Blog", False, True),
        ("A-4", "status", "Ministry", True, True), ("A-4", "known_by_on", "Ministry", True, False),
        ("A-5", "status", "Ministry", True, False),
    )  # fmt: skip
    given = {"agreement_list": texts, "claim_list": claims}
    columns = "row_id row_kind label evidence_state evidence_mark confidence stated_by"
    assert made(own, columns, "agreements", **given) == [
        ("A-1", "agreement", "Japan–Kenya, Memorandum", "official page", None, "A", "Agency; Ministry"),
        ("A-2", "agreement", "Japan–Ghana, Letter", "two independent pages", None, "B", "AFP; Reuters"),
        ("A-3", "agreement", "Japan–Peru, Letter", "one page", "one source", "B", "AFP"),
        ("A-4", "agreement", "Japan–Chile, Letter", "lead", "unconfirmed", "L", None),
    ]
    # Rows of a count weigh the same, and all of them are needed.
    columns = "row_id quantity share running_share is_needed"
    assert made(own, columns, "binding_agreements", **given) == [("A-1", None, 0.5, 0.5, True), ("A-4", None, 0.5, 1.0, True)]  # fmt: skip


SOURCES = rows("source_id publisher kind", ("own", "Ministry", "official_page"), ("other", "Agency", "press"), ("lead", "Blog", "lead"), ("same", "Ministry", "press"))  # fmt: skip


def project(key: str, confidence: str, expected: float, **other: object) -> Row:
    """A project that the Ministry shows."""
    row: Row = {
        "project_id": key, "title": f"Plant {key}", "host": "Kenya", "is_counted": True, "is_lead": False, "confidence": confidence,
        "source_publisher": "Ministry", "expected_tco2e_per_year": expected,
    }  # fmt: skip
    return row | other


def test_a_project_and_its_estimate_are_shown_each_by_its_own_pages(own: Rows) -> None:
    """A witness or a check counts where it is of another publisher, no lead, and confirms; a check of the estimate confirms that alone."""
    witness = {"witness_source_id": "other"}
    listed = [
        project("P-01", "A", 21), project("P-02", "B", 20), project("P-03", "B", 19, **witness), project("P-04", "B", 18, witness_source_id="same"),
        project("P-05", "B", 17), project("P-06", "B", 16), project("P-07", "B", 15), project("P-08", "A", 14, is_lead=True),
        project("P-09", "B", 13), project("P-10", "B", 12), project("P-11", "B", 11), project("P-12", "B", 10),
        project("P-13", "A", 9, is_counted=False), project("P-14", "A", 0),
        # The estimate of a project of the JCM list that is the pipeline's is the pipeline's.
        project("JCM-1", "A", 8, **witness, witness_expected_tco2e_per_year=8), project("JCM-2", "A", 7, **witness, witness_expected_tco2e_per_year=6),
        project("P-15", "A", 6, **witness, witness_expected_tco2e_per_year=6),
    ]  # fmt: skip
    checks = rows(
        "table_name key what verdict source_id",
        ("projects", "P-05", "row", "confirmed", "other"), ("projects", "P-06", "stage", "confirmed", "other"), ("projects", "P-07", "estimate", "confirmed", "other"),
        ("projects", "P-09", "row", "not_found", "other"), ("projects", "P-09", "estimate", "not_found", "other"),
        ("projects", "P-10", "row", "confirmed", "lead"), ("projects", "P-10", "estimate", "confirmed", "lead"),
        ("projects", "P-11", "row", "confirmed", "same"), ("projects", "P-11", "estimate", "confirmed", "same"),
        ("events", "P-12", "row", "confirmed", "other"), ("events", "P-12", "estimate", "confirmed", "other"),
    )  # fmt: skip
    keys: list[Row] = [{"project_id": row["project_id"], "source_id": "own"} for row in listed]
    given = {"project_list": listed, "projects": keys, "sources": SOURCES, "verifications": checks}
    found = {row[0]: row[1:] for row in made(own, "row_id evidence_state confidence stated_by", "projects", **given)}
    assert [key for key in found if found[key][0] == "official page"] == ["JCM-1", "JCM-2", "P-01", "P-14", "P-15"]
    assert [key for key in found if found[key][0] == "two independent pages"] == ["P-03", "P-05", "P-06"]
    assert [key for key in found if found[key][0] == "one page"] == ["P-02", "P-04", "P-07", "P-09", "P-10", "P-11", "P-12"]  # fmt: skip
    assert found["P-08"] == ("lead", "A", "Ministry")
    assert "P-13" not in found
    assert (found["P-03"][2], found["P-04"][2]) == ("Ministry; Agency", "Ministry")
    of_estimates = made(own, "row_id evidence_state confidence stated_by", "expected_tco2e_per_year", **given)
    assert of_estimates == [
        ("P-01", "official page", "A", "Ministry"), *((f"P-{number:02}", "one page", "B", "Ministry") for number in range(2, 7)),
        ("P-07", "two independent pages", "B", "Ministry"), ("P-08", "lead", "A", "Ministry"),
        *((f"P-{number:02}", "one page", "B", "Ministry") for number in range(9, 13)),
        ("JCM-1", "one page", "B", "Agency"), ("JCM-2", "official page", "A", "Ministry"), ("P-15", "official page", "A", "Ministry"),
    ]  # fmt: skip
    (first, *_, last) = made(own, "label row_kind quantity", "expected_tco2e_per_year", **given)
    assert (first, last) == (("Plant P-01, Kenya", "project", 21.0), ("Plant P-15, Kenya", "project", 6.0))


def test_of_a_sum_the_rows_are_needed_that_make_up_nine_tenths(own: Rows) -> None:
    """60, 35 and 5 t: without the last one 95 of 100 are there. What is not summed is no part of it; of another measure it is a sum of its own."""
    events = rows(
        "event_id project host quantity_tco2e evidence_state quantity_confidence confidence amount_publisher also_stated_by",
        ("E-1", "Plant", "Kenya", 35, "official page", "A", "B", "Ministry", "Agency"), ("E-2", None, "Peru", 60, "one page", None, "B", "Ministry", None),
        ("E-3", "Plant", "Kenya", 5, "lead", None, "L", "Blog", None), ("E-4", "Plant", "Kenya", 900, "one page", None, "B", "Ministry", None),
    )  # fmt: skip
    own_measure = {"E-1": ("m", True), "E-2": ("m", True), "E-3": ("m", True), "E-4": ("m", False)}
    measured = [
        {"measure": own_measure[str(row["event_id"])][0], "event_id": row["event_id"], "is_summed": own_measure[str(row["event_id"])][1]}
        for row in events
    ]  # fmt: skip
    measured.append({"measure": "other", "event_id": "E-3", "is_summed": True})
    given: dict[str, list[Row]] = {"event_list": events, "measured_events": measured}
    columns = "row_id row_kind label quantity share running_share is_needed evidence_mark confidence stated_by"
    assert made(own, columns, "m", **given) == [
        ("E-2", "event", "Several projects, Peru", 60.0, 0.6, 0.6, True, "one source", "B", "Ministry"),
        ("E-1", "event", "Plant, Kenya", 35.0, 0.35, 0.95, True, None, "A", "Ministry; Agency"),
        ("E-3", "event", "Plant, Kenya", 5.0, 0.05, 1.0, False, "unconfirmed", "L", "Blog"),
    ]
    assert made(own, "row_id share", "other", **given) == [("E-3", 1.0)]


def test_a_goal_of_a_ladder_is_shown_by_its_page_and_by_checks_of_others(own: Rows) -> None:
    targets = rows(
        "target_id buyer metric is_lead confidence source_publisher",
        ("T-1", "Japan", "Goal", False, "A", "Ministry"), ("T-2", "Japan", "Goal", False, "B", "Ministry"), ("T-3", "Japan", "Goal", True, "A", "Blog"),
        ("T-4", "Japan", "Goal", False, "B", "Ministry"), ("T-5", "Japan", "Goal", False, "B", "Ministry"), ("T-6", "Japan", "Goal", False, "B", "Ministry"),
        ("T-7", "Japan", "Goal", False, "B", "Ministry"), ("T-8", "Japan", "Goal", False, "A", "Ministry"),
    )  # fmt: skip
    ladders: list[Row] = [{"target_id": f"T-{number}"} for number in range(1, 8)]
    checks = rows(
        "table_name key verdict source_id",
        ("targets", "T-2", "confirmed", "other"), ("targets", "T-4", "not_found", "other"), ("targets", "T-5", "confirmed", "lead"),
        ("targets", "T-6", "confirmed", "same"), ("projects", "T-7", "confirmed", "other"),
    )  # fmt: skip
    given = {"target_list": targets, "target_ladders": ladders, "sources": SOURCES, "verifications": checks}
    assert made(own, "row_id evidence_state confidence stated_by", "goals", **given) == [
        ("T-1", "official page", "A", "Ministry"), ("T-2", "two independent pages", "B", "Ministry"), ("T-3", "lead", "A", "Blog"),
        *((f"T-{number}", "one page", "B", "Ministry") for number in range(4, 8)),
    ]  # fmt: skip
    assert made(own, "row_kind label quantity", "goals", **given)[0] == ("target", "Japan: Goal", None)
