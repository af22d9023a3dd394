"""What the data on targets, prices and programmes promise."""

from __future__ import annotations

import csv
from datetime import date
from statistics import median

import duckdb
import pytest
from copies import ROOT, copy_data

from etl.build import build

LADDERS = {"JPN-T01", "JPN-T02", "CHE-T01", "SGP-T01", "KOR-T01", "NOR-T03"}


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    """Run a query on the warehouse of the real data, built outside the repository, and return its rows."""
    root = copy_data(tmp_path_factory.mktemp("targets"))
    with duckdb.connect(str(build(root, say=lambda _: None).path), read_only=True) as connection:
        yield lambda sql, *values: connection.execute(sql, list(values)).fetchall()


def test_ladders_hold_five_rungs_and_never_a_superseded_goal(rows):
    assert {target for (target,) in rows("SELECT DISTINCT target_id FROM target_ladders")} == LADDERS
    assert rows("SELECT target_id FROM target_ladders GROUP BY 1 HAVING count(*) <> 5") == []
    assert rows("SELECT target_id FROM targets WHERE is_superseded AND ladder_until_on IS NOT NULL") == []
    known = (
        "SELECT * FROM target_ladders WHERE quantity_mtco2e IS NOT NULL AND (as_of IS NULL OR source_publisher IS NULL)"
    )
    assert rows(known) == []


def test_superseded_targets_stay(rows):
    kept = {target for (target,) in rows("SELECT target_id FROM target_list WHERE is_superseded")}
    assert {"CHE-T04", "CHE-T07", "KOR-T02", "EUU-T02"} <= kept


def test_own_estimates_are_the_sum_of_the_projects(rows):
    sums = """SELECT l.quantity_mtco2e, e.total FROM target_ladders l JOIN (
        SELECT target_id, sum(estimate_tco2e) / 1e6 AS total FROM own_estimates GROUP BY 1) e USING (target_id)
        WHERE l.rung = 'own_estimates' AND e.total IS NOT NULL"""
    assert all(shown == pytest.approx(total) for shown, total in rows(sums))


def test_no_general_knowledge_is_used(rows):
    for table in ("target_list", "target_progress_list", "price_list", "programme_features", "model_evidence"):
        assert rows(f"SELECT * FROM {table} WHERE confidence = 'C'") == []
    assert rows("SELECT price_id FROM prices WHERE confidence = 'C'") != []


def test_presets_never_mix_currencies_or_years(rows):
    mixed = """SELECT preset_id FROM calculator_presets p JOIN prices d ON d.price_id = p.domestic_price_id
        JOIN prices i ON i.price_id = p.itmo_price_id
        WHERE d.currency IS DISTINCT FROM i.currency OR d.price_year <> i.price_year"""
    assert rows(mixed) == []
    assert len(rows("SELECT * FROM calculator_preset_list")) == 5


def test_default_inputs_follow_the_evidence(rows):
    ((low, central, high),) = rows(
        "SELECT low, central, high FROM trajectory_defaults WHERE input_id = 'delivery_rate'"
    )
    ((median,),) = rows("SELECT median(issued_over_expected) FROM delivery_ratios WHERE buyer_iso3 = 'JPN'")
    assert low == 0.32 and central == pytest.approx(round(median, 2)) and low < central < high


def test_each_cell_of_the_programmes_has_a_source_or_says_so(rows):
    bad = "SELECT * FROM programme_feature_list WHERE (status = 'no source found') <> (url IS NULL)"
    assert rows(bad) == []
    assert rows("SELECT count(*) FROM programme_feature_list") == [(72,)]


def test_delivery_ratios_are_those_of_the_curated_tables(rows):
    """Each ratio once more from the CSV files alone, and the median of them."""
    yearly = {row["project_id"]: row["expected_tco2e_per_year"] for row in curated("projects")}
    events = {row["event_id"]: row for row in curated("events")}
    ours = dict(rows("SELECT event_id, issued_over_expected FROM delivery_ratios"))
    by_hand = {}
    for event_id in ours:
        row = events[event_id]
        first, last = (date.fromisoformat(day) for day in row["monitoring_period"].split("/"))
        expected = float(yearly[row["project_id"]]) * ((last - first).days + 1) / 365.25
        by_hand[event_id] = float(row["quantity_tco2e"]) / expected
    assert ours == pytest.approx(by_hand)
    ((middle,),) = rows("SELECT median(issued_over_expected) FROM delivery_ratios")
    assert middle == pytest.approx(median(by_hand.values()))


def curated(table: str) -> list[dict[str, str]]:
    with (ROOT / f"data/curated/{table}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))
