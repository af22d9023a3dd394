"""Leads, the words for what is missing, and how far things are known: derived here by hand from the files."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import duckdb
import pytest
from copies import copy_data

from etl.build import fill

DATA = Path(__file__).parents[2] / "data"
LEADS = {"L", "C"}
EVENTS = {
    "authorised": "authorisation",
    "issued_jcm": "issuance",
    "issued_itmo": "issuance",
    "first_transferred": "first_transfer",
    "used": "use",
}


@pytest.fixture(scope="module")
def ask(warehouse):
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        yield lambda sql, *values: connection.execute(sql, list(values)).fetchall()


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a file of data/, with the corrections of its cells."""
    with next(DATA.rglob(f"{name}.csv")).open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    key = next(iter(found[0]))
    if name != "corrections":
        for change in rows("corrections"):
            for row in found:
                if change["table_name"] == name and row[key] == change["key"]:
                    row[change["column_name"]] = change["new"]
    return found


def is_lead(event: dict[str, str]) -> bool:
    return event["confidence"] in LEADS


def measured(measure: str) -> list[dict[str, str]]:
    return [
        event
        for event in rows("events")
        if event["event"] == EVENTS[measure]
        and not event["is_alternative_of"]
        and (event["unit_kind"] != "credit_for_other_purposes" or event["event"] != "issuance")
        and (not measure.startswith("issued") or (event["unit_kind"] == "itmo") == (measure == "issued_itmo"))
        and (measure != "issued_jcm" or event["buyer_iso3"] == "JPN")
    ]


def state_by_hand(
    measure: str, events: list[dict[str, str]], is_applicable: bool, transfers: int
) -> tuple[int | None, str | None]:
    confirmed = [event for event in events if not is_lead(event)]
    batches = [
        int(event["quantity_tco2e"])
        for event in confirmed
        if event["quantity_tco2e"] and event["quantity_kind"] == "batch" and event["quantity_confidence"] not in LEADS
    ]
    if batches:
        return sum(batches), None
    if not is_applicable:
        return None, "not applicable"
    if measure in ("issued_jcm", "first_transferred"):
        transfers = 0
    if not events and not transfers:
        return None, "none yet"
    if not confirmed:
        return None, "none confirmed"
    withheld = any(event["quantity_status"] == "withheld" for event in confirmed if not event["quantity_tco2e"])
    return None, "not published" if withheld else "amount not found"


@pytest.mark.parametrize("measure", EVENTS)
def test_every_pair_has_its_sum_or_its_word(ask, measure):
    states = ask("SELECT key, value, word FROM quantity_states WHERE subject_kind = 'pair' AND measure = ?", measure)
    assert {key for key, _, _ in states} >= {f"{a['buyer_iso3']}-{a['host_iso3']}" for a in rows("agreements")}
    events, transferred = measured(measure), measured("first_transferred")
    for key, value, word in states:
        own = [event for event in events if f"{event['buyer_iso3']}-{event['host_iso3']}" == key]
        transfers = sum(f"{event['buyer_iso3']}-{event['host_iso3']}" == key for event in transferred)
        is_applicable = measure != "issued_jcm" or key.startswith("JPN-")
        assert (value, word) == state_by_hand(measure, own, is_applicable, transfers), key


@pytest.mark.parametrize(
    ("kind", "key", "measure", "word"),
    [
        ("pair", "CHE-UKR", "authorised", "none yet"),
        ("pair", "SWE-CHE", "first_transferred", "none confirmed"),
        ("pair", "JPN-MDV", "first_transferred", "amount not found"),
        ("project", "JCM-KH005", "issued_jcm", "amount not found"),
        ("project", "JCM-MN003", "first_transferred", "none confirmed"),
        ("pair", "CHE-GHA", "issued_jcm", "not applicable"),
        ("pair", "CHE-GHA", "used", "none confirmed"),
        ("pair", "CHE-PER", "used", "none yet"),
    ],
)
def test_words_of_named_subjects(ask, kind, key, measure, word):
    found = ask(
        "SELECT value, word FROM quantity_states WHERE subject_kind = ? AND key = ? AND measure = ?", kind, key, measure
    )
    assert found == [(None, word)]


def test_not_published_is_said_only_where_a_source_says_that_the_amount_is_withheld(tmp_path):
    root = copy_data(tmp_path)
    path = root / "data/curated/events.csv"
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        events = list(reader)
    assert not [event for event in events if event["quantity_status"] and event["quantity_tco2e"]]
    (prey_lang,) = [event for event in events if event["event_id"] == "JCM-KH005-ISS-2023-12-22"]
    prey_lang["quantity_status"] = "withheld"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(events[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(events)
    with duckdb.connect() as connection:
        fill(connection, root, lambda _: None, has_words=False)
        word = "SELECT quantity_word, not_summed_because FROM event_list WHERE event_id = 'JCM-KH005-ISS-2023-12-22'"
        assert connection.execute(word).fetchall() == [("not published", "not published")]
        state = "SELECT word FROM quantity_states WHERE key = 'JCM-KH005' AND measure = 'issued_jcm'"
        assert connection.execute(state).fetchall() == [("not published",)]


def test_the_macro_knows_five_words(ask):
    words = ask("""SELECT missing_word(false, 1, 1, true), missing_word(true, 0, 0, false), missing_word(true, 2, 0, true),
        missing_word(true, 2, 1, false), missing_word(true, 2, 1, true)""")
    assert words == [("not applicable", "none yet", "none confirmed", "amount not found", "not published")]


def test_a_lead_is_in_no_sum_reaches_no_stage_and_chooses_no_claim(ask):
    events = {event["event_id"]: event for event in rows("events")}
    for event_id, summed, unconfirmed, why in ask(
        "SELECT event_id, is_summed, is_unconfirmed, not_summed_because FROM event_list"
    ):
        event = events[event_id]
        on_lead = is_lead(event) or event["quantity_confidence"] in LEADS
        assert not (summed and on_lead) and not (unconfirmed and not on_lead)
        assert summed == (why is None)
    assert ask("SELECT count(*) FROM event_list WHERE is_unconfirmed") > [(0,)]
    assert ask("SELECT count(*) FROM project_steps WHERE is_lead AND stage_id IS NOT NULL") == [(0,)]
    assert ask("""SELECT count(*) FROM claim_list a JOIN claim_list b USING (agreement_id, field)
        WHERE a.is_lead AND a.is_chosen AND NOT b.is_lead""") == [(0,)]
    assert ask("SELECT count(*) FROM agreement_list WHERE is_counted AND confidence IN ('L', 'C')") == [(0,)]


def last_day(text: str) -> date:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return date(*parts)
    year, month = parts if len(parts) == 2 else (parts[0], 12)
    return date.fromordinal((date(year + month // 12, month % 12 + 1, 1)).toordinal() - 1)


@pytest.mark.parametrize("event", ["authorisation", "issuance", "first_transfer"])
def test_known_up_to_is_the_newest_event_that_is_no_lead(ask, event):
    newest = max(
        last_day(row["event_on"])
        for row in rows("events")
        if row["event"] == event and row["event_on"] and not is_lead(row)
    )
    found = ask("SELECT known_up_to_on, newest_fact_on, newest_reading_on FROM known_up_to WHERE kind = ?", event)
    assert found == [(newest, newest, None)]


def test_a_list_that_was_read_in_full_moves_the_known_day(ask):
    ((known, fact, reading),) = ask(
        "SELECT known_up_to_on, newest_fact_on, newest_reading_on FROM known_up_to WHERE kind = 'project'"
    )
    read = [date.fromisoformat(row["state_on"]) for row in rows("full_readings") if row["kind"] == "project"]
    assert reading == max(read) and known == max(fact, reading)


def test_where_a_row_stands_follows_from_its_page_and_its_checks(ask):
    state = dict(ask("SELECT event_id, evidence_state FROM event_list"))
    confirmed = {
        row["key"]
        for row in rows("verifications")
        if row["table_name"] == "events" and row["verdict"] == "confirmed" and row["what"] in ("row", "quantity")
    }
    for event in rows("events"):
        if event["quantity_tco2e"] and state[event["event_id"]] == "two independent pages":
            assert event["event_id"] in confirmed
    assert state["JCM-MN003-ISS-2018-12-14"] == "official page"
    assert state["JCM-MN004-ISS-2025-04-11"] == "one page"
    assert state["JPN-MNG-TRF-2026-07-06"] == "lead"


def test_an_approach_is_called_unlisted_only_where_a_list_was_read(ask):
    ((is_read, named, unlisted),) = ask(
        """SELECT EXISTS (FROM cooperative_approaches), count(cooperative_approach_id),
            (SELECT count(*) FROM block_flags WHERE flag = 'unlisted_approach') FROM block_list"""
    )
    assert named > 0
    assert is_read or unlisted == 0
