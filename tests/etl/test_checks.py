"""Checks of the data on rows made up here: of each rule what it names, and its neighbours that it passes.

tests/etl/test_build.py has one row that breaks each check, in the real data; here stand both sides of each boundary and each exception.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import duckdb
import pytest
from copies import ROOT

TYPES = {
    "quantity_tco2e": "BIGINT", "expected_tco2e_per_year": "DOUBLE", "expected_tco2e_total": "DOUBLE", "quantity_buyer_tco2e": "BIGINT", "quantity_host_tco2e": "BIGINT",
    "price_year": "INTEGER", "vintage_year": "INTEGER", "edition_on": "DATE", "retrieved_on": "DATE", "signed_from_on": "DATE", "signed_until_on": "DATE", "state_on": "DATE",
    "ladder_until_on": "DATE", "is_programme_level": "BOOLEAN", "is_chosen": "BOOLEAN", "is_modelled": "BOOLEAN",
}  # fmt: skip
COLUMNS = {
    "events": "event_id event host_iso3 buyer_iso3 event_on quantity_tco2e monitoring_period is_alternative_of confidence quantity_confidence source_id quantity_source_id quantity_buyer_tco2e quantity_host_tco2e",
    "event_coverage": "event_id project_id",
    "similar_rows": "table_name key other_key",
    "agreement_list": "agreement_id buyer_iso3 host_iso3 instrument signed_from_on signed_until_on concluded_on status",
    "instrument_types": "instrument family",
    "projects": "project_id title technology buyer_iso3 host_iso3 expected_tco2e_per_year expected_tco2e_total may_duplicate_project_id is_programme_level left_out_reason stage_id registered_on authorised_on selected_on sector_raw stage_raw source_id confidence",
    "milestones": "milestone_id milestone_on source_id confidence",
    "edition": "edition_on",
    "claims": "agreement_id field value source_id confidence",
    "claim_list": "agreement_id field value source_id confidence note is_chosen",
    "calculator_presets": "preset_id domestic_price_id itmo_price_id",
    "prices": "price_id unit confidence currency price_year source_id",
    "verifications": "table_name key what verdict source_id",
    "sources": "source_id kind url retrieved_on published_on",
    "force_lookups": "agreement_id finding",
    "rules": "rule_id party_iso3 side superseded_by applies_from repealed_on source_id confidence",
    "targets": "target_id buyer_iso3 is_modelled confidence ladder_until_on source_id",
    "target_progress": "progress_id as_of confidence rung target_id buyer_iso3 source_id",
    "model_evidence": "evidence_id as_of confidence",
    "programme_features": "buyer_iso3 need_id confidence",
    "block_list": "block_id issued_on vintage_year state_on",
    "authorised_blocks": "block_id host_iso3 serial_text letter_url cooperative_approach_id authorised_on first_transfer_definition source_id confidence",
    "parties": "iso3 iso2",
    "eligibility": "buyer_iso3 host_iso3 source_id confidence",
    "published_totals": "total_id",
    "published_quantities": "total_id source_id confidence",
    "authorisation_letters": "letter_id letter_url host_iso3 cooperative_approach_id authorised_on first_transfer_definition source_id confidence",
    "party_reports": "report_id source_id confidence",
    "aliases": "kind spelling",
    "hs_products": "hs_code family_code value_chain",
    "comparisons": "total_id part_of repeats hole_event_id",
}
# What has a confidence, and its keys.
RATED = {
    "claims": "agreement_id field value", "projects": "project_id", "events": "event_id", "milestones": "milestone_id", "eligibility": "buyer_iso3 host_iso3",
    "published_quantities": "total_id", "targets": "target_id", "target_progress": "progress_id", "authorised_blocks": "block_id", "authorisation_letters": "letter_id",
    "party_reports": "report_id", "prices": "price_id", "rules": "rule_id",
}  # fmt: skip
Row = dict[str, Any]


@cache
def empty() -> duckdb.DuckDBPyConnection:
    """Tables without a row, made once."""
    connection = duckdb.connect()
    connection.execute((ROOT / "etl/schema/words.sql").read_text(encoding="utf-8"))
    for table, columns in COLUMNS.items():
        typed = ", ".join(f"{name} {TYPES.get(name, 'VARCHAR')}" for name in columns.split())
        connection.execute(f"CREATE TABLE {table} ({typed})")
    return connection


def told(check: str, **rows: list[Row]) -> list[str]:
    """Return what a check says of some rows, as key, column and value; tables that are not named are empty."""
    connection = empty().begin()
    for table, found in rows.items():
        names = COLUMNS[table].split()
        for row in found:
            assert set(row) <= set(names), row
            connection.execute(
                f"INSERT INTO {table} VALUES ({', '.join('?' * len(names))})", [row.get(name) for name in names]
            )
    said = connection.execute((ROOT / f"etl/checks/{check}.sql").read_text(encoding="utf-8")).fetchall()
    connection.rollback()
    return sorted(f"{key}: {column} {value}" for _, key, column, value in said)


EVENT = {"event": "issuance", "host_iso3": "LAO", "buyer_iso3": "JPN", "event_on": "2019-02-01", "quantity_tco2e": 100}
COVERED, APART = (
    [{"event_id": "a", "project_id": "P"}, {"event_id": "b", "project_id": "P"}],
    [{"event_id": "a", "project_id": "P"}, {"event_id": "b", "project_id": "Q"}],
)
PERIOD, OTHER_PERIOD = {"monitoring_period": "2018-01-01/2018-12-31"}, {"monitoring_period": "2017-01-01/2017-12-31"}


@pytest.mark.parametrize(
    ("first", "second", "covered", "may_be_one"),
    [
        ({}, {}, [], True),
        ({}, {"event_on": "2019-03-18"}, [], True),
        ({}, {"event_on": "2019-03-19"}, [], False),
        ({"event_on": "2019-03-18"}, {}, [], True),
        ({"event_on": "2019-03-19"}, {}, [], False),
        ({"event_on": "2019-02"}, {"event_on": "2019-04-14"}, [], True),
        ({"event_on": "2019-02"}, {"event_on": "2019-04-15"}, [], False),
        ({"event_on": "2019-04-15"}, {"event_on": "2019-02"}, [], False),
        ({"event_on": "2019-02"}, {"event_on": "2018-12-18"}, [], True),
        ({"event_on": "2019-02"}, {"event_on": "2018-12-17"}, [], False),
        ({"event_on": None}, {}, [], True),
        ({}, {"event_on": None}, [], True),
        ({}, {"event": "use"}, [], False),
        ({}, {"host_iso3": "MNG"}, [], False),
        ({}, {"buyer_iso3": "CHE"}, [], False),
        ({}, {"buyer_iso3": None}, [], False),
        ({"buyer_iso3": None}, {"buyer_iso3": None}, [], True),
        ({}, {"quantity_tco2e": 101}, [], False),
        ({}, {"quantity_tco2e": 101}, COVERED, True),
        ({}, {}, APART, True),
        ({}, {"quantity_tco2e": None}, [], True),
        ({"quantity_tco2e": None}, {}, [], True),
        ({}, {"quantity_tco2e": None}, APART, False),
        ({}, {"quantity_tco2e": None}, APART[:1], True),
        ({}, {"quantity_tco2e": None}, APART[1:], True),
        ({}, {"quantity_tco2e": 101}, APART[1:], False),
        (PERIOD, PERIOD, [], True),
        (PERIOD, {}, [], True),
        ({}, PERIOD, [], True),
        (PERIOD, OTHER_PERIOD, [], False),
        ({}, {"is_alternative_of": "a"}, [], False),
    ],
)  # fmt: skip
def test_events_that_may_be_one(first, second, covered, may_be_one):
    events = [EVENT | {"event_id": "a"} | first, EVENT | {"event_id": "b"} | second]
    assert told("similar_events", events=events, event_coverage=covered) == ["b: event_id a | b"] * may_be_one


@pytest.mark.parametrize(
    ("check", "table", "row"),
    [
        ("similar_events", "events", EVENT),
        ("similar_agreements", "agreement_list", {"buyer_iso3": "JPN", "host_iso3": "LAO", "instrument": "agreement", "signed_from_on": "2019-02-01", "signed_until_on": "2019-02-01", "status": "signed"}),
        ("similar_projects", "projects", {"title": "Stoves", "host_iso3": "LAO", "buyer_iso3": "JPN", "is_programme_level": False, "stage_id": "idea"}),
    ],
)  # fmt: skip
def test_two_rows_that_were_said_to_be_two_are_no_longer_asked(check, table, row):
    key = next(column for column in COLUMNS[table].split() if column.endswith("_id"))
    rows = {
        table: [row | {key: "a"}, row | {key: "b"}],
        "instrument_types": [{"instrument": "agreement", "family": "agreement"}],
    }
    kind = {"agreement_list": "agreements"}.get(table, table)
    said = {"table_name": kind, "key": "a", "other_key": "b"}
    assert len(told(check, **rows)) == 1
    assert told(check, **rows, similar_rows=[said]) == []
    for other in ({"table_name": "else"}, {"key": "b", "other_key": "a"}, {"key": "c"}, {"other_key": "c"}):
        assert len(told(check, **rows, similar_rows=[said | other])) == 1


def signed(first: str | None, last: str | None = None) -> Row:
    """When a text can have been signed."""
    return {"signed_from_on": first, "signed_until_on": last or first}


KINDS = [
    {"instrument": kind, "family": family}
    for kind, family in (("treaty", "agreement"), ("memo", "memorandum"), ("letter", "statement"))
]
TEXT = {"buyer_iso3": "JPN", "host_iso3": "LAO", "instrument": "treaty", "status": "signed"} | signed("2019-02-01")


@pytest.mark.parametrize(
    ("first", "second", "may_be_one"),
    [
        ({}, {}, True),
        ({}, {"instrument": "memo"} | signed("2019-03-18"), True),
        ({}, signed("2019-03-19"), False),
        (signed("2019-03-18"), {}, True),
        (signed("2019-03-19"), {}, False),
        (signed("2019-02-01", "2019-02-28"), signed("2019-04-14"), True),
        (signed("2019-02-01", "2019-02-28"), signed("2019-04-15"), False),
        ({}, {"buyer_iso3": "LAO", "host_iso3": "JPN"}, True),
        ({}, {"buyer_iso3": "CHE"}, False),
        ({}, {"host_iso3": "MNG"}, False),
        (signed(None), {}, True),
        ({}, signed(None), True),
        ({"instrument": "memo"} | signed(None), {}, False),
        ({"instrument": "letter"} | signed(None), {}, True),
        ({}, {"instrument": "letter"} | signed(None), True),
        (signed(None) | {"concluded_on": "2019-02"}, signed("2019-04-14"), True),
        (signed(None) | {"concluded_on": "2019-02"}, signed("2019-04-15"), False),
        (signed("2019-04-14"), signed(None) | {"concluded_on": "2019-02"}, True),
        (signed(None) | {"concluded_on": "2019-02"}, signed("2018-12-18"), True),
        (signed(None) | {"concluded_on": "2019-02"}, signed("2018-12-17"), False),
        ({"status": "concluded_not_signed"}, {}, False),
        ({}, {"status": "concluded_not_signed"}, False),
    ],
)
def test_texts_that_may_be_one(first, second, may_be_one):
    texts = [TEXT | {"agreement_id": "a"} | first, TEXT | {"agreement_id": "b"} | second]
    found = told("similar_agreements", agreement_list=texts, instrument_types=KINDS)
    assert found == ["b: agreement_id a | b"] * may_be_one


PROJECT = {
    "title": "Solar power in the north",
    "host_iso3": "LAO",
    "buyer_iso3": "JPN",
    "is_programme_level": False,
    "stage_id": "idea",
}
OTHER = {"title": "Biogas of farms"}
ESTIMATE, IN_TOTAL = {"expected_tco2e_per_year": 5.0, "technology": "PV"}, {"expected_tco2e_total": 70.0}


@pytest.mark.parametrize(
    ("first", "second", "may_be_one"),
    [
        ({}, {"title": "SOLAR power, in the North"}, True),
        ({}, {"title": "Solar power in the norths"}, True),
        ({}, {"title": "Solar power in the south"}, False),
        (ESTIMATE, OTHER | ESTIMATE, True),
        (ESTIMATE, OTHER | ESTIMATE | {"technology": "Biogas"}, False),
        (ESTIMATE, OTHER | ESTIMATE | {"expected_tco2e_per_year": 6.0}, False),
        (IN_TOTAL, OTHER | IN_TOTAL, True),
        (IN_TOTAL, OTHER | {"expected_tco2e_total": 71.0}, False),
        ({}, {"host_iso3": "MNG"}, False),
        ({}, {"buyer_iso3": "CHE"}, False),
        ({"buyer_iso3": None}, {"buyer_iso3": None}, True),
        ({}, {"may_duplicate_project_id": "a"}, False),
        ({}, {"is_programme_level": True}, False),
        ({}, {"left_out_reason": "no cut"}, False),
        ({}, {"stage_id": "cancelled"}, False),
    ],
)
def test_activities_that_may_be_one(first, second, may_be_one):
    projects = [PROJECT | {"project_id": "a"} | first, PROJECT | {"project_id": "b"} | second]
    assert told("similar_projects", projects=projects) == ["b: project_id a | b"] * may_be_one


ON_SATURDAY = {
    "agreement_id": "a",
    "field": "signed_on",
    "value": "2024-06-01",
    "source_id": "page",
    "confidence": "A",
    "is_chosen": True,
}


@pytest.mark.parametrize(
    ("claim", "others", "is_asked"),
    [
        ({}, [], True),
        ({"value": "2024-06-02"}, [], True),
        ({"value": "2024-05-31"}, [], False),
        ({"value": "2024-06-03"}, [], False),
        ({"value": "2024-06"}, [], False),
        ({"note": "The page says Saturday"}, [], False),
        ({"confidence": "L"}, [], False),
        ({"is_chosen": False}, [], False),
        ({"field": "in_force_on"}, [], False),
        ({}, [{"source_id": "paper"}], False),
        ({}, [{"source_id": "paper", "confidence": "L"}], True),
        ({}, [{"source_id": "paper", "value": "2024-06-02"}], True),
        ({}, [{"source_id": "paper", "field": "in_force_on"}], True),
        ({}, [{"source_id": "paper", "agreement_id": "b"}], True),
    ],
)
def test_days_on_a_weekend_need_a_second_page(claim, others, is_asked):
    own = ON_SATURDAY | claim
    claims = [
        {name: row[name] for name in COLUMNS["claims"].split()}
        for row in (own, *(ON_SATURDAY | other for other in others))
    ]
    found = told("weekend_signatures", claim_list=[own], claims=claims)
    assert found == [f"a|{own['field']}|page|{own['value']}: value {own['value']}"] * is_asked


PRICE = {"unit": "per_tco2e", "confidence": "A", "currency": "USD", "price_year": 2024}


@pytest.mark.parametrize(
    ("at_home", "of_itmos", "is_told"),
    [
        ({}, {}, False),
        ({"unit": "per_mwh"}, {}, True),
        ({}, {"unit": "per_mwh"}, True),
        ({"confidence": "C"}, {}, True),
        ({}, {"confidence": "C"}, True),
        ({"confidence": "L"}, {"confidence": "B"}, False),
        ({"currency": "EUR"}, {}, True),
        ({"currency": None}, {}, True),
        ({"price_year": 2023}, {}, True),
        ({"price_year": None}, {}, False),
        (None, {}, False),
        ({"currency": "EUR"}, None, False),
        ({"unit": "per_mwh"}, None, True),
        (None, {"confidence": "C"}, True),
    ],
)
def test_prices_of_a_preset_go_together(at_home, of_itmos, is_told):
    prices = [PRICE | {"price_id": key} | row for key, row in (("d", at_home), ("i", of_itmos)) if row is not None]
    preset = {"preset_id": "p", "domestic_price_id": "d", "itmo_price_id": "i"}
    assert told("preset_currencies", calculator_presets=[preset], prices=prices) == ["p: itmo_price_id i"] * is_told


SOURCES = [
    {"source_id": "page", "kind": "official_page", "url": "https://page.example"},
    {"source_id": "wiki", "kind": "lead", "url": "https://wiki.example"},
]


@pytest.mark.parametrize(
    ("event", "found", "is_told"),
    [
        ({"confidence": "L"}, {"what": "row"}, True),
        ({"confidence": "C"}, {"what": "act"}, True),
        ({"confidence": "L"}, {"what": "quantity"}, False),
        ({"confidence": "A", "quantity_confidence": "L"}, {"what": "quantity"}, True),
        ({"confidence": "A", "quantity_confidence": "L"}, {"what": "row"}, True),
        ({"confidence": "A", "quantity_confidence": "L"}, {"what": "act"}, False),
        ({"confidence": "A"}, {"what": "row"}, False),
        ({"confidence": "L"}, {"what": "row", "verdict": "not_found"}, False),
        ({"confidence": "L"}, {"what": "row", "source_id": "wiki"}, False),
        ({"confidence": "L"}, {"what": "row", "table_name": "projects"}, False),
        ({"confidence": "L"}, {"what": "row", "key": "b"}, False),
    ],
)
def test_a_lead_that_a_page_confirms_is_none_any_more(event, found, is_told):
    checked = {"table_name": "events", "key": "a", "verdict": "confirmed", "source_id": "page"} | found
    said = told(
        "leads_that_were_confirmed",
        events=[event | {"event_id": "a", "source_id": "wiki"}],
        verifications=[checked],
        sources=SOURCES,
    )
    assert said == ["a: source_id wiki"] * is_told


@pytest.mark.parametrize(
    ("finding", "field", "is_told"),
    [
        ("in_force", "in_force_on", False), ("in_force", "valid_until", True), ("in_force", "status", True),
        ("valid_until", "valid_until", False), ("valid_until", "in_force_on", True),
        ("not_found", "status", False), ("not_found", "in_force_on", True), ("in_use", "valid_until", True),
    ],
)  # fmt: skip
def test_what_a_lookup_found_stands_among_the_claims(finding, field, is_told):
    asked = [{"agreement_id": "a", "finding": finding}]
    own = {"agreement_id": "a", "field": field}
    assert told("force_lookups_agree", force_lookups=asked, claims=[own]) == [f"a: finding {finding}"] * is_told
    of_another = told("force_lookups_agree", force_lookups=asked, claims=[own | {"agreement_id": "b"}])
    assert of_another == [f"a: finding {finding}"] * (finding in ("in_force", "valid_until"))


def test_a_rule_is_superseded_by_another_one_of_the_same_party_and_side():
    names = "rule_id party_iso3 side superseded_by"
    known = (
        ("a", "GHA", "host", "b"),
        ("b", "GHA", "host", None),
        ("c", "GHA", "host", "c"),
        ("d", "KEN", "host", "b"),
        ("e", "GHA", "buyer", "b"),
        ("f", "GHA", "host", "x"),
    )
    rows = [dict(zip(names.split(), row, strict=True)) for row in known]
    assert told("rules_superseded", rules=rows) == [
        "c: superseded_by c",
        "d: superseded_by b",
        "e: superseded_by b",
        "f: superseded_by x",
    ]


def test_a_rule_is_not_repealed_before_it_applies():
    rows = [
        {"rule_id": key, "applies_from": first, "repealed_on": last}
        for key, first, last in (
            ("a", "2024-02-01", "2024-01"),
            ("b", "2024-01-31", "2024-01"),
            ("c", "2024", "2024"),
            ("d", None, "2024"),
            ("e", "2024", None),
            ("f", "2024", "2024-05"),
        )
    ]
    assert told("rules_days", rules=rows) == ["a: repealed_on 2024-01"]


def test_nothing_lies_after_the_day_of_the_edition():
    edition = [{"edition_on": "2026-06-30"}]
    for day, is_told in (
        ("2026-06-30", False),
        ("2026-07-01", True),
        ("2026-06", False),
        ("2026", False),
        ("2026-07", True),
    ):
        rows = {
            "events": [{"event_id": "e", "event_on": day}],
            "milestones": [{"milestone_id": "m", "milestone_on": day}],
            "projects": [{"project_id": "p", "registered_on": day, "authorised_on": day, "selected_on": day}],
        }
        of = ("e: event_on", "m: milestone_on", "p: authorised_on", "p: registered_on", "p: selected_on")
        assert told("event_dates", edition=edition, **rows) == [f"{place} {day}" for place in of] * is_told
        progress = {
            "target_progress": [{"progress_id": "t", "as_of": day}],
            "model_evidence": [{"evidence_id": "v", "as_of": day}],
        }
        assert told("target_dates", edition=edition, **progress) == [f"t: as_of {day}", f"v: as_of {day}"] * is_told
        sources = [{"source_id": "s", "published_on": day, "retrieved_on": "2026-06-30"}]
        assert told("partial_dates", sources=sources) == [f"s: published_on {day}"] * is_told


@pytest.mark.parametrize(
    ("field", "value", "is_told"),
    [
        ("signed_on", "2012-12-31", True), ("signed_on", "2013-01-01", False), ("in_force_on", "2026-06-30", False), ("in_force_on", "2026-07-01", True),
        ("valid_until", "2030-12-31", False), ("concluded_on", "2013", False), ("concluded_on", "2012", True), ("signed_on", "2026", False),
    ],
)  # fmt: skip
def test_claims_lie_between_the_first_mechanism_and_this_edition(field, value, is_told):
    read = [{"source_id": "old", "retrieved_on": "2020-01-01"}, {"source_id": "new", "retrieved_on": "2026-06-30"}]
    claim = {"agreement_id": "a", "field": field, "source_id": "new", "value": value}
    assert told("claim_dates", claims=[claim], sources=read) == [f"a|{field}|new|{value}: value {value}"] * is_told


def test_nothing_of_the_model_rests_on_general_knowledge():
    for confidence in ("A", "L", "C"):
        rows = {
            "targets": [{"target_id": "on", "confidence": confidence, "ladder_until_on": "2030-12-31"}, {"target_id": "off", "confidence": confidence}],
            "target_progress": [{"progress_id": "rung", "confidence": confidence, "rung": "issued"}, {"progress_id": "none", "confidence": confidence}],
            "model_evidence": [{"evidence_id": "v", "confidence": confidence}], "programme_features": [{"buyer_iso3": "JPN", "need_id": "n", "confidence": confidence}],
        }  # fmt: skip
        said = ["JPN|n: confidence C", "on: confidence C", "rung: confidence C", "v: confidence C"]
        assert told("leads_behind_targets", **rows) == said * (confidence == "C")


def test_one_buyer_is_modelled():
    rows = [
        {"target_id": key, "buyer_iso3": buyer, "is_modelled": modelled}
        for key, buyer, modelled in (
            ("a", "JPN", True),
            ("b", "JPN", True),
            ("c", "CHE", True),
            ("d", "SGP", False),
            ("e", "SGP", False),
            ("f", "SGP", False),
        )
    ]
    assert told("one_modelled_buyer", targets=rows) == ["c: is_modelled CHE"]


def test_a_block_has_the_host_of_its_serial_number():
    parties = [{"iso3": "GHA", "iso2": "GH"}, {"iso3": "KEN", "iso2": "KE"}]
    serials = ("GS1-1-GH-GS1-2", "GS1-1-KE-GS1-2", "1-2-VCS-VCU-VER-GH-3", "1-2-VCS-VCU-VER-KE-3", "1-2-3", None)
    rows = [
        {"block_id": f"b{number}", "host_iso3": "GHA", "serial_text": serial} for number, serial in enumerate(serials)
    ]
    assert told("block_hosts", authorised_blocks=rows, parties=parties) == ["b1: host_iso3 GHA", "b3: host_iso3 GHA"]


def test_a_block_is_issued_after_its_cuts_began_and_by_the_day_of_its_list():
    days = (
        ("a", "2023-01-01", True),
        ("b", "2023-01-02", False),
        ("c", "2026-03-15", False),
        ("d", "2026-03-16", True),
        ("e", "2026-03", False),
        ("f", "2022", True),
        ("g", "2023", False),
    )
    rows = [{"block_id": key, "issued_on": day, "vintage_year": 2023, "state_on": "2026-03-15"} for key, day, _ in days]
    assert told("block_days", block_list=rows) == [f"{key}: issued_on {day}" for key, day, is_told in days if is_told]


def test_who_repeats_another_row_names_one_that_stands_for_itself():
    projects = [
        {"project_id": key, "may_duplicate_project_id": other}
        for key, other in (("a", None), ("b", "a"), ("c", "b"), ("d", "x"))
    ]
    events = [
        {"event_id": key, "is_alternative_of": other}
        for key, other in (("e", None), ("f", "e"), ("g", "f"), ("h", "x"))
    ]
    said = [
        "c: may_duplicate_project_id b",
        "d: may_duplicate_project_id x",
        "g: is_alternative_of f",
        "h: is_alternative_of x",
    ]
    assert told("self_references", projects=projects, events=events) == said


def test_what_a_third_event_brought_makes_no_two_events_one():
    events = [EVENT | {"event_id": key, "quantity_tco2e": amount} for key, amount in (("a", 1), ("b", 2))]
    third = EVENT | {"event_id": "c", "host_iso3": "MNG"}
    covered = [{"event_id": key, "project_id": project} for key, project in (("a", "P"), ("b", "Q"), ("c", "R"))]
    assert told("similar_events", events=[*events, third], event_coverage=covered) == []


@pytest.mark.parametrize(
    ("field", "value", "is_told"),
    [
        ("signed_on", "2024-02-29", False), ("signed_on", "2023-02-29", True), ("in_force_on", "soon", True), ("valid_until", "2030", False), ("valid_until", "2030-13", True),
        ("instrument", "treaty", False), ("instrument", "signed", True), ("status", "treaty", True),
        *(("status", word, False) for word in ("signed", "in_force", "concluded_not_signed", "under_negotiation", "unclear")),
    ],
)  # fmt: skip
def test_the_value_of_a_claim_is_one_of_its_field(field, value, is_told):
    claim = {"agreement_id": "a", "field": field, "source_id": "page", "value": value}
    found = told("claim_values", claims=[claim], instrument_types=KINDS)
    assert found == [f"a|{field}|page|{value}: value {value}"] * is_told


@pytest.mark.parametrize(("source", "fits"), [("page", ("A", "B")), ("wiki", ("L",)), ("nobody", ("C",))])
def test_a_lead_and_nothing_else_has_the_confidence_of_one(source, fits):
    sources = [*SOURCES, {"source_id": "nobody", "kind": "lead"}]
    for confidence in ("A", "B", "L", "C"):
        own = {"source_id": source, "confidence": confidence}
        rows = {table: [own | {key: key for key in keys.split()}] for table, keys in RATED.items()}
        rows["events"] = [rows["events"][0] | {"quantity_source_id": source, "quantity_confidence": confidence}]
        said = told("confidence_of_leads", sources=sources, **rows)
        assert len(said) == (len(RATED) + 1) * (confidence not in fits), (confidence, said)
        assert (f"buyer_iso3|host_iso3: confidence {confidence}" in said) == (confidence not in fits)
        assert (
            told(
                "confidence_of_leads",
                sources=sources,
                events=[{"event_id": "e", "source_id": "page", "confidence": "A", "quantity_confidence": confidence}],
            )
            == []
        )


def test_shares_of_buyer_and_host_are_no_more_than_the_whole():
    shares = (
        ("a", 60, 40, False),
        ("b", 60, 41, True),
        ("c", 100, None, False),
        ("d", 101, None, True),
        ("e", None, 200, False),
    )
    rows = [
        {"event_id": key, "quantity_tco2e": 100, "quantity_buyer_tco2e": buyer, "quantity_host_tco2e": host}
        for key, buyer, host, _ in shares
    ]
    assert told("event_shares", events=rows) == [f"{key}: quantity_tco2e 100" for key, *_, is_told in shares if is_told]


def test_letters_and_blocks_lead_to_each_other():
    letters = [{"letter_id": key, "letter_url": key} for key in ("a", "b")]
    blocks = [{"block_id": key, "letter_url": url} for key, url in (("1", "a"), ("2", "c"), ("3", None))]
    said = ["2: letter_url c", "b: letter_url b"]
    assert told("letters_lead_on", authorisation_letters=letters, authorised_blocks=blocks) == said


def test_a_block_says_what_its_letter_says():
    of_letter = {
        "letter_url": "u",
        "host_iso3": "GHA",
        "cooperative_approach_id": None,
        "authorised_on": "2024",
        "first_transfer_definition": "issuance",
    }
    others = {
        "host_iso3": "KEN",
        "cooperative_approach_id": "CA0001",
        "authorised_on": "2025",
        "first_transfer_definition": None,
    }
    blocks = [
        of_letter | {"block_id": "same"},
        *(of_letter | {"block_id": name, name: value} for name, value in others.items()),
        of_letter | {"block_id": "free", "letter_url": None, "host_iso3": "KEN"},
    ]
    assert told("block_letters", authorisation_letters=[of_letter], authorised_blocks=blocks) == sorted(
        f"{name}: {name} {value}" for name, value in others.items()
    )


def test_words_of_publishers_stand_among_the_aliases_of_their_kind():
    aliases = [{"kind": "sector", "spelling": "Sun"}, {"kind": "stage", "spelling": "Done"}]
    words = (("a", "Sun", "Done"), ("b", "Done", "Sun"), ("c", None, None), ("d", "Wind", "Begun"))
    rows = [{"project_id": key, "sector_raw": sector, "stage_raw": stage} for key, sector, stage in words]
    assert told("project_spellings", projects=rows, aliases=aliases) == [
        "b: sector_raw Done",
        "b: stage_raw Sun",
        "d: sector_raw Wind",
        "d: stage_raw Begun",
    ]


def test_codes_of_a_family_are_of_one_chain():
    codes = (("1", "1", "solar"), ("2", "1", "solar"), ("3", "1", "wind"), ("4", "9", "wind"))
    rows = [{"hs_code": code, "family_code": family, "value_chain": chain} for code, family, chain in codes]
    assert told("trade_families", hs_products=rows) == ["3: family_code 1", "4: family_code 9"]


def test_progress_is_of_the_goal_of_its_own_buyer():
    targets = [{"target_id": "J", "buyer_iso3": "JPN"}, {"target_id": "N"}]
    progress = (("a", "J", "JPN"), ("b", "J", "CHE"), ("c", "J", None), ("d", "N", None), ("e", None, "CHE"))
    rows = [{"progress_id": key, "target_id": target, "buyer_iso3": buyer} for key, target, buyer in progress]
    assert told("progress_of_own_goal", targets=targets, target_progress=rows) == ["b: target_id J", "c: target_id J"]


def test_totals_and_comparisons_name_each_other():
    totals = {
        "published_totals": [{"total_id": "a"}, {"total_id": "b"}],
        "published_quantities": [{"total_id": "q"}, {"total_id": "r"}],
        "target_progress": [{"progress_id": "p"}, {"progress_id": "o"}],
    }
    compared = [
        {"total_id": "a", "part_of": "q", "repeats": "p", "hole_event_id": "e"},
        {"total_id": "q"},
        {"total_id": "p", "part_of": "x", "repeats": "y"},
        {"total_id": "z", "hole_event_id": "f"},
    ]
    said = [
        "b: total_id b",
        "o: progress_id o",
        "p: part_of x",
        "p: repeats y",
        "r: total_id r",
        "z: hole_event_id f",
        "z: total_id z",
    ]
    assert told("comparisons_complete", comparisons=compared, events=[{"event_id": "e"}], **totals) == said
