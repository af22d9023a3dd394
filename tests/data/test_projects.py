"""Contract of the real project data: what must be there, and what must never be added."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import duckdb
import pytest

from etl import statements

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def ask(warehouse):
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        yield lambda sql, *values: connection.execute(sql, list(values)).fetchall()


def test_every_numbered_jcm_project_is_there_and_has_a_second_witness(ask):
    numbered = r"JCM-[A-Z]{2}[0-9]{3}"
    assert ask("SELECT count(*) FROM projects WHERE regexp_full_match(project_id, ?)", numbered) == [(147,)]
    missing = ask(
        """SELECT project_id FROM projects WHERE regexp_full_match(project_id, ?)
           AND project_id NOT IN (SELECT project_id FROM project_witnesses)""",
        numbered,
    )
    assert missing == []


@pytest.mark.parametrize(
    ("project_id", "words", "least_steps"), [("CHE-PER-01", "tuki wasi", 8), ("CHE-SEN-01", "allcot", 2)]
)
def test_named_projects_are_found_by_name_and_have_their_story(ask, project_id, words, least_steps):
    assert ask("SELECT project_id FROM project_list WHERE contains(search_text, ?)", words) == [(project_id,)]
    steps = ask("SELECT step, publisher, source_url FROM project_steps WHERE project_id = ?", project_id)
    assert len(steps) >= least_steps
    assert all(step and publisher and url.startswith("http") for step, publisher, url in steps)


def test_what_is_no_single_activity_is_never_counted(ask):
    wrong = ask(
        """SELECT p.project_id FROM projects p JOIN project_list l USING (project_id)
           WHERE l.is_counted AND (p.is_programme_level OR p.may_duplicate_project_id IS NOT NULL
               OR p.stage_id = 'cancelled' OR p.confidence = 'C')"""
    )
    assert wrong == []
    assert ask("SELECT count(*) FROM project_list WHERE NOT is_counted") > [(0,)]


def test_both_figures_of_the_bangkok_transfer_appear_and_one_counts(ask):
    rows = ask(
        """SELECT quantity_tco2e, is_summed FROM event_list
           WHERE project_id = 'CHE-THA-01' AND event = 'first_transfer' ORDER BY 1"""
    )
    assert rows == [(1916, True), (1960, False)]


def events_by_hand() -> list[dict[str, str]]:
    """Rows of the CSV file that may be added: a batch for a buyer's target, stated by another page than a lead."""
    with (ROOT / "data/curated/events.csv").open(encoding="utf-8", newline="") as file:
        return [
            row
            for row in csv.DictReader(file)
            if row["quantity_tco2e"]
            and row["quantity_kind"] == "batch"
            and not row["is_alternative_of"]
            and row["unit_kind"] != "credit_for_other_purposes"
            and (row["quantity_confidence"] or row["confidence"]) in "AB"
            and row["confidence"] in "AB"
        ]


@pytest.mark.parametrize("event", ["issuance", "first_transfer"])
def test_what_is_summed_is_what_a_reader_of_the_file_adds_up(ask, event):
    by_buyer: dict[str, int] = {}
    for row in events_by_hand():
        if row["event"] == event:
            by_buyer[row["buyer_iso3"]] = by_buyer.get(row["buyer_iso3"], 0) + int(row["quantity_tco2e"])
    assert by_buyer
    summed = "SELECT buyer_iso3, sum(quantity_tco2e) FROM event_list WHERE event = ? AND is_summed GROUP BY ALL"
    assert dict(ask(summed, event)) == by_buyer


def test_quantities_of_different_kinds_are_never_added(ask):
    """Every sum over events in the read models is over one kind, and the sums agree with the events kind by kind."""
    text = "".join(statements.views(("events", "projects")))
    sums = re.findall(r"sum\((quantity\w*)\)([^\n]*)", text)
    assert sums, "the read models are expected to have sums"
    for column, condition in sums:
        kinds = re.findall(r"event = '(\w+)'", condition)
        assert len(kinds) == 1, f"sum({column}) must be over one kind of event"
        assert "is_summed" in condition
    for column, event in (("issued_tco2e", "issuance"), ("transferred_tco2e", "first_transfer")):
        (total,) = ask(f"SELECT sum({column}) FROM project_list")[0]
        expected = sum(
            int(row["quantity_tco2e"]) for row in events_by_hand() if row["event"] == event and row["project_id"]
        )
        assert total == expected


def test_no_dashboard_query_adds_quantities_of_different_kinds():
    # Blocks of authorised credits are of one kind, and no event stands among them: the room of units asks for nothing else.
    paths = sorted(path for path in (ROOT / "dashboard").glob("*/queries.py") if path.parent.name != "units")
    source = "".join(path.read_text(encoding="utf-8") for path in paths)
    sums = re.findall(r"sum\(quantity.*?GROUP BY", source, flags=re.DOTALL)
    assert sums, "the queries are expected to have sums"
    # The account of a Party is summed by measure, each of which is of one kind.
    apart = r"FROM\s+block_list|SELECT book, measure, .*FROM\s+account_years"
    for text in (
        text
        for text in re.findall(r"SELECT(?:(?!SELECT).)*?sum\(quantity.*?GROUP BY", source, flags=re.DOTALL)
        if not re.search(apart, text, flags=re.DOTALL)
    ):
        kinds = re.findall(r"event = '(\w+)'", text)
        # One kind for the whole statement, or one that each sum names for itself.
        assert len(set(kinds)) == 1 or len(kinds) == len(re.findall(r"sum\(quantity", text)), text
    names = "issued_tco2e|transferred_tco2e|expected_tco2e_per_year|quantity_tco2e"
    assert not re.search(rf"({names})\)?\s*\+\s*\w*\(?({names})", source)


def test_expected_for_a_period_is_the_yearly_estimate_times_its_days(ask):
    rows = ask(
        "SELECT expected_tco2e_per_year, monitoring_period, expected_in_period_tco2e, issued_tco2e, issued_over_expected "
        "FROM delivery_ratios"
    )
    assert rows
    for per_year, period, expected, issued, ratio in rows:
        first, last = (date.fromisoformat(day) for day in period.split("/"))
        by_hand = per_year * ((last - first).days + 1) / 365.25
        assert expected == pytest.approx(by_hand)
        assert ratio == pytest.approx(issued / by_hand)
