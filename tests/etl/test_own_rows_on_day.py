"""What stood on a day between a buyer and a host and of a project, on rows of a test's own: each of them differs in one thing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest
from copies import ROOT
from own_rows import FORMS, Row, rows, told

DAY = date.fromisoformat
On = Callable[..., list[Row]]


@pytest.fixture(scope="module")
def on(small_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> On:
    """Asks one of the two macros for a day, on rows given by table; the edition is of the last of June 2025."""
    path = shutil.copy(small_warehouse, tmp_path_factory.mktemp("forms"))
    connection = duckdb.connect()
    connection.execute((ROOT / "etl/schema/words.sql").read_text(encoding="utf-8"))
    connection.execute(f"ATTACH '{path}' AS form (READ_ONLY)")
    tables = (
        "agreement_list",
        "project_list",
        "event_list",
        "reconciliation",
        "project_steps",
        "event_coverage",
        "stages",
    )
    for name in tables:
        connection.execute(f"CREATE TABLE {name} AS FROM {FORMS.get(name, f'form.{name}')} LIMIT 0")
    connection.execute("INSERT INTO stages FROM form.stages")
    connection.execute("CREATE TABLE edition AS SELECT DATE '2025-06-30' AS edition_on")
    text = (ROOT / "etl/views/on_day.sql").read_text(encoding="utf-8")
    for macro in re.findall(r"^CREATE MACRO .*?;$", text, re.MULTILINE | re.DOTALL):
        connection.execute(macro)

    def ask(macro: str, day: str, **given: list[Row]) -> list[Row]:
        connection.execute("BEGIN")
        try:
            for name, cells in given.items():
                for row in cells:
                    marks = ", ".join("?" for _ in row)
                    connection.execute(f"INSERT INTO {name} ({', '.join(row)}) VALUES ({marks})", list(row.values()))
            found = connection.execute(f"FROM {macro}(DATE '{day}') ORDER BY 1")
            names = [column[0] for column in found.description or ()]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        finally:
            connection.execute("ROLLBACK")

    return ask


def text(key: str, buyer: str, host: str, **other: object) -> Row:
    """A counted text of two Parties that was signed in 2020."""
    row: Row = {
        "agreement_id": key, "buyer_iso3": buyer, "host_iso3": host, "status": "signed", "counts_from_on": DAY("2020-01-01"), "is_counted": True,
        "enters_into_force": True, "is_looked_up": False, "in_use_shown_by": "a page",
    }  # fmt: skip
    return row | other


def test_a_text_stands_from_the_day_it_counts_and_is_signed_until_it_is_in_force(on: On) -> None:
    texts = [
        text("1", "JPN", "KEN", counts_from_on=DAY("2024-05-17")), text("2", "JPN", "GHA", status="in_force", in_force_on="2024-05"), text("3", "JPN", "PER", status="in_force", in_force_on=None),
        text("4", "CHE", "KEN", is_counted=False, in_force_state="as it was", in_force_words="as told"),
    ]  # fmt: skip
    assert told(on("agreements_on", "2024-05-16", agreement_list=texts), "agreement_id") == [("2",), ("3",), ("4",)]
    assert told(on("agreements_on", "2024-05-17", agreement_list=texts), "agreement_id")[0] == ("1",)
    ended = text("5", "CHE", "PER", status="terminated", in_force_on="2024-05")
    assert told(on("agreements_on", "2024-05-30", agreement_list=[ended]), "status") == [("terminated",)]
    found = on("agreements_on", "2024-05-30", agreement_list=texts)
    assert told(found, "agreement_id status") == [("1", "signed"), ("2", "signed"), ("3", "in_force"), ("4", "signed")]
    assert told(found[3:], "in_force_state in_force_words in_use_shown_by") == [("as it was", "as told", "a page")]
    # What shows the use may be younger than an earlier day.
    assert {row["in_use_shown_by"] for row in found[:3]} == {None}
    last = on("agreements_on", "2024-05-31", agreement_list=texts)
    assert told(last, "status")[1] == ("in_force",)
    assert [row["in_force_state"] for row in found[1:2]] != [row["in_force_state"] for row in last[1:2]]
    assert {row["in_use_shown_by"] for row in on("agreements_on", "2025-06-30", agreement_list=texts)} == {"a page"}
    assert {row["in_use_shown_by"] for row in on("agreements_on", "2025-06-29", agreement_list=texts)} == {None, "a page"}  # fmt: skip


def test_a_pair_has_the_projects_that_are_known_by_the_day_and_the_tonnes_issued_by_then(on: On) -> None:
    texts = [text("1", "JPN", "KEN"), text("2", "JPN", "KEN"), text("3", "CHE", "KEN")]
    projects = rows(
        "project_id buyer_iso3 host_iso3 is_counted first_step_on",
        ("a", "JPN", "KEN", True, DAY("2024-01-01")), ("b", "JPN", "KEN", True, DAY("2024-01-02")), ("c", "JPN", "KEN", True, None), ("d", "JPN", "KEN", False, DAY("2024-01-01")), ("e", "JPN", "GHA", True, DAY("2024-01-01")),
    )  # fmt: skip
    columns = "event_id buyer_iso3 host_iso3 event event_until_on is_summed is_lead is_alternative_of unit_kind quantity_tco2e quantity_word"
    day, later = DAY("2024-01-01"), DAY("2024-01-02")
    events = rows(
        columns,
        ("1", "JPN", "KEN", "issuance", day, True, False, None, "jcm_credit", 5, None), ("2", "JPN", "KEN", "issuance", day, True, False, None, None, 6, None), ("3", "JPN", "KEN", "issuance", day, True, False, None, "itmo", 7, None),
        ("4", "JPN", "KEN", "issuance", day, False, False, "1", "itmo", 90, None), ("5", "JPN", "KEN", "issuance", day, False, True, None, "jcm_credit", 90, None), ("6", "JPN", "KEN", "issuance", later, True, False, None, "itmo", 8, None),
        ("7", "JPN", "KEN", "use", day, True, False, None, "itmo", 90, None), ("8", "CHE", "KEN", "issuance", later, False, False, None, "itmo", None, "not published"),
    )  # fmt: skip
    given = {"agreement_list": texts, "project_list": projects, "event_list": events}
    columns = "agreement_id project_count jcm_issued_tco2e itmo_issued_tco2e issuance_count issued_word"
    assert told(on("agreements_on", "2024-01-01", **given), columns) == [("1", 1, 11, 7, 3, None), ("2", 1, 11, 7, 3, None), ("3", 0, None, None, 0, "none yet")]  # fmt: skip
    assert told(on("agreements_on", "2024-01-02", **given), columns) == [("1", 2, 11, 15, 4, None), ("2", 2, 11, 15, 4, None), ("3", 0, None, None, 1, "not published")]  # fmt: skip
    assert told(on("agreements_on", "2025-06-30", **given), "project_count") == [(3,), (3,), (0,)]


def test_a_published_total_of_a_pair_is_a_sign_that_something_was_issued(on: On) -> None:
    """Of seven pairs one has such a total; the others have one that is zero, a lead, of a programme, of something else, of no host or of a later day."""
    hosts = ("AAA", "BBB", "CCC", "DDD", "EEE", "FFF", "GGG")
    day = DAY("2024-01-01")
    totals = rows(
        "total_id buyer_iso3 host_iso3 measure value is_lead programme as_of_until_on",
        ("1", "JPN", "AAA", "issued_tco2e", 5, False, None, day), ("2", "JPN", "BBB", "issued_tco2e", 0, False, None, day), ("3", "JPN", "CCC", "issued_tco2e", 5, True, None, day),
        ("4", "JPN", "DDD", "issued_tco2e", 5, False, "JCM", day), ("5", "JPN", "EEE", "pairs", 5, False, None, day), ("6", "JPN", None, "issued_tco2e", 5, False, None, day),
        ("7", "JPN", "GGG", "issued_tco2e", 5, False, None, DAY("2024-01-02")), ("8", "CHE", "FFF", "issued_tco2e", 5, False, None, day),
    )  # fmt: skip
    texts = [text(host, "JPN", host) for host in hosts]
    found = on("agreements_on", "2024-01-01", agreement_list=texts, reconciliation=totals)
    assert told(found, "agreement_id issued_word") == [
        ("AAA", "amount not found"),
        *((host, "none yet") for host in hosts[1:]),
    ]
    assert told(on("agreements_on", "2024-01-02", agreement_list=texts, reconciliation=totals), "issued_word")[-1] == ("amount not found",)  # fmt: skip


def test_a_project_stands_on_an_earlier_day_at_the_furthest_dated_step_by_then(on: On) -> None:
    """P-1 was selected, then registered; what a lead says of it and what came later is no step by then. P-2 has no dated step, P-3 a lead's alone."""
    projects = rows("project_id stage_id", ("P-1", "issued"), ("P-2", "design"), ("P-3", "design"))
    steps = rows(
        "project_id stage_id stage_order step_until_on is_lead",
        ("P-1", "design", 2, DAY("2023-05-17"), False), ("P-1", "registered", 4, DAY("2023-05-17"), False), ("P-1", "authorised", 3, DAY("2024-01-01"), False),
        ("P-1", "issued", 6, DAY("2024-01-02"), False), ("P-1", "issued", 6, DAY("2023-01-01"), True), ("P-3", "issued", 6, DAY("2023-01-01"), True), ("P-2", "issued", 6, None, False),
    )  # fmt: skip
    given = {"project_list": projects, "project_steps": steps}
    assert on("projects_on", "2023-05-16", **given) == []
    assert told(on("projects_on", "2023-05-17", **given), "project_id stage_id") == [("P-1", "registered")]
    assert told(on("projects_on", "2024-01-01", **given), "project_id stage_id") == [("P-1", "registered")]
    assert told(on("projects_on", "2024-01-02", **given), "project_id stage_id") == [("P-1", "issued")]
    found = on("projects_on", "2025-06-30", **given)
    assert told(found, "project_id stage_id") == [("P-1", "issued"), ("P-2", "design"), ("P-3", "design")]


def test_a_project_has_the_tonnes_of_its_own_events_and_a_word_where_it_has_none(on: On) -> None:
    """P-1 has an issuance and a transfer of its own; P-2 is one of several that an event covers; P-3 is covered by a lead and by another figure."""
    steps = rows("project_id stage_id stage_order step_until_on is_lead", *((f"P-{n}", "design", 2, DAY("2023-01-01"), False) for n in (1, 2, 3, 4)))  # fmt: skip
    day, later = DAY("2024-01-01"), DAY("2024-01-02")
    events = rows(
        "event_id project_id event event_until_on is_summed is_lead is_alternative_of quantity_tco2e quantity_word",
        ("1", "P-1", "issuance", day, True, False, None, 5, None), ("2", "P-1", "issuance", later, True, False, None, 6, None), ("3", "P-1", "issuance", day, False, False, "1", 90, None),
        ("4", "P-1", "first_transfer", day, True, False, None, 3, None), ("5", "P-1", "first_transfer", day, False, False, None, 90, None), ("6", "P-1", "use", day, True, False, None, 90, None),
        ("7", None, "issuance", day, True, False, None, 70, "not published"), ("8", None, "first_transfer", day, False, True, None, None, None), ("9", None, "issuance", day, False, True, None, None, None),
        ("10", None, "issuance", day, False, False, "7", None, None), ("11", None, "authorisation", day, True, False, None, None, None), ("12", None, "first_transfer", later, True, False, None, None, None),
    )  # fmt: skip
    covered = rows(
        "event_id project_id",
        *((str(number), "P-1") for number in range(1, 7)), ("7", "P-2"), ("8", "P-2"), ("9", "P-3"), ("10", "P-3"), ("11", "P-3"), ("12", "P-3"), ("11", "P-4"),
    )  # fmt: skip
    listed: list[Row] = [{"project_id": f"P-{n}", "stage_id": "design"} for n in (1, 2, 3, 4)]
    given = {"project_list": listed, "project_steps": steps, "event_list": events, "event_coverage": covered}
    columns = "project_id issued_tco2e transferred_tco2e issuance_count issued_word transferred_word"
    assert told(on("projects_on", "2024-01-01", **given), columns) == [
        ("P-1", 5, 3, 1, None, None),
        ("P-2", None, None, 1, "not published", "none confirmed"),
        ("P-3", None, None, 0, "none confirmed", "none yet"),
        ("P-4", None, None, 0, "none yet", "none yet"),
    ]
    assert told(on("projects_on", "2024-01-02", **given), columns)[::2] == [
        ("P-1", 11, 3, 2, None, None),
        ("P-3", None, None, 0, "none confirmed", "amount not found"),
    ]
