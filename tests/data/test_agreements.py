"""Agreements, counted anew from the CSV files: what binds, what is in force, which days are shown, and a new one that fits in."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from etl.build import check

UNEPCCC = "unepccc_pipeline_2026_02"
SIGNED = {"signed", "in_force"}


@pytest.fixture(scope="module")
def rows(warehouse):
    """Run a query on the warehouse of the real data and return its rows."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        yield lambda sql, *values: connection.execute(sql, list(values)).fetchall()


def table(root: Path, name: str) -> list[dict[str, str]]:
    with (root / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def agreements(project_root):
    return {row["agreement_id"]: row for row in table(project_root, "curated/agreements.csv")}


@pytest.fixture(scope="module")
def claims(project_root):
    """Claims of our own file that are no leads."""
    return [row for row in table(project_root, "curated/claims.csv") if row["confidence"] in ("A", "B")]


def test_binding_pairs_are_those_that_a_source_calls_signed(rows, project_root, agreements, claims):
    binding = {
        row["instrument"]
        for row in table(project_root, "reference/instrument_types.csv")
        if row["counting_rule"] == "binding"
    }
    signed = {row["agreement_id"] for row in claims if row["field"] == "status" and row["value"] in SIGNED}
    pairs = {key[:7] for key in signed if agreements[key]["instrument"] in binding}
    found = rows(
        "SELECT DISTINCT buyer_iso3 || '-' || host_iso3 FROM agreement_list WHERE is_counted AND counting_rule = 'binding'"
    )
    assert {pair for (pair,) in found} == pairs


def test_an_arrangement_of_ministries_never_binds_and_a_memorandum_stays_one(rows):
    found = rows(
        "SELECT agreement_id, counting_rule::VARCHAR FROM agreement_list WHERE agreement_id IN ('KOR-VNM-IA', 'KOR-VNM-FA', 'KOR-IND-MOU')"
    )
    assert dict(found) == {"KOR-VNM-IA": "memoranda", "KOR-VNM-FA": "binding", "KOR-IND-MOU": "memoranda"}


def test_each_known_day_of_entry_and_no_other_is_in_force(rows, claims):
    known = {row["agreement_id"]: row["value"] for row in claims if row["field"] == "in_force_on"}
    assert dict(rows("SELECT agreement_id, in_force_on FROM agreement_list WHERE in_force_state = 'in_force'")) == known


def test_use_rests_on_no_lead(rows):
    by_lead = """SELECT u.agreement_id FROM agreement_uses u LEFT JOIN events e ON u.row_id = e.event_id
                     LEFT JOIN projects p ON u.row_id = p.project_id
                 WHERE coalesce(e.confidence, p.confidence)::VARCHAR NOT IN ('A', 'B')"""
    assert rows(by_lead) == []
    assert rows("SELECT count(*) > 20 FROM agreement_uses WHERE evidence_order = 1") == [(True,)]


def test_a_use_is_never_older_than_its_agreement(rows):
    early = """SELECT u.agreement_id, u.row_id FROM agreement_uses u JOIN agreement_list a USING (agreement_id)
               WHERE u.used_until_on < a.counts_from_on OR NOT a.is_counted"""
    assert rows(early) == []


def test_a_look_up_without_a_finding_is_shown_as_not_found(rows, project_root):
    silent = {
        row["agreement_id"] for row in table(project_root, "curated/force_lookups.csv") if row["finding"] == "not_found"
    }
    shown = dict(rows("SELECT agreement_id, in_force_state FROM agreement_list WHERE is_looked_up"))
    assert {shown[key] for key in silent} <= {"not_found", "in_use"}
    assert all(state == "not_found" or key not in silent for key, state in shown.items() if state != "in_use")


def test_days_that_unep_ccc_alone_gives_are_months(rows, project_root, claims):
    confirmed = {(row["agreement_id"], row["value"]) for row in claims if row["field"] == "signed_on"}
    alone = {
        row["agreement_id"]: row["dated_on"]
        for row in table(project_root, "publishers/unepccc/agreements_2026-02-28.csv")
        if (row["agreement_id"], row["dated_on"]) not in confirmed
    }
    assert len(alone) > 20
    said = "SELECT agreement_id, value, as_stated FROM claim_list WHERE field = 'signed_on' AND source_id = ?"
    for key, value, as_stated in rows(said, UNEPCCC):
        if key in alone:
            assert (value, as_stated) == (alone[key][:7], alone[key])
        elif not as_stated:  # the first of a month is read as that month
            assert len(value) == 10


def test_no_undated_agreement_counts_from_the_day_of_the_edition_alone(rows, project_root, agreements, claims):
    read_on = {row["source_id"]: row["retrieved_on"] for row in table(project_root, "sources.csv")}
    undated = """SELECT agreement_id, counts_from_on::VARCHAR, counts_from_basis FROM agreement_list
                 WHERE is_counted AND signed_on IS NULL"""
    for key, counts_from, basis in rows(undated):
        if basis == "day it was read":
            assert counts_from == min(read_on[row["source_id"]] for row in claims if row["agreement_id"] == key)
        else:
            assert basis == "earliest publication that lists it"
    assert {basis for _, _, basis in rows(undated)} == {"day it was read", "earliest publication that lists it"}


def test_an_agreement_that_is_read_a_week_later_fits_in(data_copy):
    """Five rows: its publication, itself, and what the publication says."""
    newest = max(row["retrieved_on"] for row in table(data_copy, "sources.csv"))
    later = (date.fromisoformat(newest) + timedelta(days=7)).isoformat()
    added = {
        "sources.csv": [f"a_later_page,Somebody,Something signed,https://example.org/signed,{later},{later},report,not stated"],
        "curated/agreements.csv": ["SWE-NRU-BA,SWE,NRU,bilateral_agreement,,,"],
        "curated/claims.csv": [
            f"SWE-NRU-BA,{field},{value},a_later_page,,,B,A note on the day."
            for field, value in (("instrument", "bilateral_agreement"), ("status", "signed"), ("signed_on", later))
        ],
    }  # fmt: skip
    for name, lines in added.items():
        with (data_copy / "data" / name).open("a", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
    counts = check(data_copy, say=lambda _: None)
    assert counts["agreement_list"] == len(table(data_copy, "curated/agreements.csv"))


def test_where_a_total_of_a_pair_is_published_none_of_its_texts_says_that_none_was_issued(rows, project_root):
    """Japan and Viet Nam: 4,415 t by 14 Oct 2021, of which no issuance can be named."""
    pairs = {row["total_id"]: row for row in table(project_root, "curated/comparisons.csv")}
    found = [
        (pairs[row["total_id"]], date.fromisoformat(row["as_of"]))
        for row in table(project_root, "curated/published_quantities.csv")
        if row["confidence"] in ("A", "B")
        and float(row["value"] or 0) > 0
        and (pair := pairs.get(row["total_id"]))
        and (pair["measure"], pair["programme"]) == ("issued_tco2e", "")
        and pair["buyer_iso3"]
        and pair["host_iso3"]
    ]
    word = (
        "SELECT DISTINCT issued_word FROM agreements_on(?::DATE) WHERE buyer_iso3 = ? AND host_iso3 = ? AND is_counted"
    )
    for pair, as_of in found:
        assert ("none yet",) not in rows(word, as_of, pair["buyer_iso3"], pair["host_iso3"])
    assert rows(word, "2021-10-13", "JPN", "VNM") == [("none yet",)]
    assert rows(word, "2021-10-14", "JPN", "VNM") == [("amount not found",)]
