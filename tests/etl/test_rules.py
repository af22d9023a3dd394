"""Read models of the rule book on made-up rows: states, cells, and Parties without a row."""

from __future__ import annotations

import csv
import shutil

import duckdb
import pytest

from etl.build import fill

SOUND = {
    "party_iso3": "FJI",
    "side": "host",
    "says": "Made up.",
    "is_on_path": "True",
    "confidence": "B",
    "read_as": "another page",
}
MADE_UP = (
    # A lead alone, a repealed rule with the draft that takes its place, and a rule that stands beside a lead.
    {"rule_id": "FJI-host-fee-1", "rule_kind": "fee", "status": "unconfirmed", "confidence": "L", "read_as": "wiki"},
    {"rule_id": "FJI-host-cap-1", "rule_kind": "cap", "status": "repealed", "applies_from": "2023", "repealed_on": "2024-06", "superseded_by": "FJI-host-cap-2"},
    {"rule_id": "FJI-host-cap-2", "rule_kind": "cap", "status": "draft", "says": "A draft."},
    {"rule_id": "FJI-host-omge-1", "rule_kind": "omge", "status": "in_force", "value_number": "2", "value_unit": "per cent", "counterpart_iso3": "SGP"},
    {"rule_id": "FJI-host-omge-2", "rule_kind": "omge", "status": "unconfirmed", "confidence": "L", "read_as": "wiki"},
    {"rule_id": "FJI-host-registry-1", "rule_kind": "registry", "status": "in_force", "applies_from": "2030"},
)  # fmt: skip


@pytest.fixture(scope="module")
def book(cut_root, tmp_path_factory):
    """A warehouse with the made-up rules of a host that has none."""
    root = tmp_path_factory.mktemp("rules")
    shutil.copytree(cut_root / "data", root / "data", ignore=shutil.ignore_patterns("warehouse"))
    path = root / "data" / "curated" / "rules.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    sources = {row["confidence"]: row["source_id"] for row in rows}
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), restval="", lineterminator="\n")
        for made_up in MADE_UP:
            row = SOUND | made_up
            writer.writerow(row | {"source_id": sources[row["confidence"]]})
    with duckdb.connect() as connection:
        fill(connection, root, lambda _: None, has_words=False)
        yield connection


def test_a_cell_shows_the_first_state_that_a_claim_has(book):
    cells = book.execute(
        "SELECT rule_kind, state, rules FROM rule_cells WHERE party_iso3 = 'FJI' AND side = 'host' AND rules > 0"
    ).fetchall()
    assert set(cells) == {
        ("fee", "unconfirmed", 1),
        ("cap", "draft", 2),
        ("omge", "in_force", 2),
        ("registry", "not_yet", 1),
    }
    silent = book.execute(
        "SELECT DISTINCT state FROM rule_cells WHERE party_iso3 = 'FJI' AND side = 'host' AND rules = 0"
    ).fetchall()
    assert silent == [("not_found",)]


def test_a_repealed_rule_says_what_took_its_place_and_an_end_known_to_the_month_is_its_last_day(book):
    told = book.execute(
        "SELECT superseded_by_says, ends_on::VARCHAR, applies_from_on::VARCHAR FROM rule_list WHERE rule_id = 'FJI-host-cap-1'"
    ).fetchone()
    assert told == ("A draft.", "2024-06-30", "2023-12-31")


@pytest.mark.parametrize(("day", "state"), [("2023-12-30", "not_yet"), ("2023-12-31", "in_force"), ("2024-06-29", "in_force"), ("2024-06-30", "repealed")])  # fmt: skip
def test_the_state_of_a_rule_follows_the_day(book, day, state):
    asked = "SELECT rule_state(status, applies_from_on, ends_on, known_from_on, ?::DATE) FROM rule_list WHERE rule_id = 'FJI-host-cap-1'"
    assert book.execute(asked, [day]).fetchall() == [(state,)]


def test_leads_are_counted_apart(book):
    counted = book.execute(
        "SELECT rules, confirmed FROM rule_parties WHERE party_iso3 = 'FJI' AND side = 'host'"
    ).fetchall()
    assert counted == [(6, 4)]
