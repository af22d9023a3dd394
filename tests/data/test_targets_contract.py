"""What the data on targets, prices and programmes promise."""

from __future__ import annotations

import csv
from datetime import date
from statistics import median

import duckdb
import numpy as np
import pytest
from copies import ROOT

from dashboard.targets.trajectory import Inputs, Pipeline, issued_by

LADDERS = {"JPN-T01", "JPN-T02", "CHE-T01", "SGP-T01", "KOR-T01"}


@pytest.fixture(scope="module")
def rows(warehouse):
    """Run a query on the warehouse of the real data and return its rows."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        yield lambda sql, *values: connection.execute(sql, list(values)).fetchall()


def test_ladders_hold_five_rungs_and_never_a_superseded_goal(rows):
    assert {target for (target,) in rows("SELECT DISTINCT target_id FROM target_ladders")} == LADDERS
    assert rows("SELECT target_id FROM target_ladders GROUP BY 1 HAVING count(*) <> 5") == []
    assert rows("SELECT target_id FROM targets WHERE is_superseded AND ladder_until_on IS NOT NULL") == []
    known = (
        "SELECT * FROM target_ladders WHERE quantity_mtco2e IS NOT NULL AND (as_of IS NULL OR source_publisher IS NULL)"
    )
    assert rows(known) == []


def test_a_lead_drives_no_ladder_and_no_rung(rows):
    leads = {row["target_id"] for row in curated("targets") if row["confidence"] == "L"}
    assert "NOR-T03" in leads and not leads & LADDERS
    assert rows("SELECT target_id FROM target_ladders WHERE quantity_mtco2e IS NULL AND quantity_word IS NULL") == []
    # Japan's first transfers are known from leads alone.
    words = rows("SELECT DISTINCT quantity_word FROM target_ladders WHERE buyer_iso3 = 'JPN' AND rung = 'transferred'")
    confirmed = [
        row
        for row in curated("events")
        if row["buyer_iso3"] == "JPN" and row["event"] == "first_transfer" and row["confidence"] != "L"
    ]
    assert confirmed or words == [("none confirmed",)]


def test_what_the_press_expects_is_called_so(rows):
    labels = dict(
        rows("SELECT target_id, label FROM target_ladders WHERE rung = 'officially_expected' AND quantity_mtco2e > 0")
    )
    official = {
        row["buyer_iso3"]: row["confidence"]
        for row in curated("target_progress")
        if row["rung"] == "officially_expected" and row["is_superseded"] == "False"
    }
    assert len(labels) >= 4
    for target, label in labels.items():
        assert (label == "Officially expected") == (official[target[:3]] == "A"), target


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


def test_the_issuance_rate_is_published_over_expected(rows):
    """Once more from the curated tables: the newest published total over what the projects were expected to bring by its day.

    A project operates from its last possible day of registration plus the lag, or of selection plus the longer one, for so many
    years, and the day itself counts.
    """
    lag = dict(rows("SELECT input_id, central FROM trajectory_defaults"))
    published = {
        row["total_id"]: (row["as_of"], float(row["value"]))
        for row in curated("published_quantities")
        if row["metric"] == "JCM credits issued, cumulative" and row["confidence"] != "L"
    }
    newest = max(published, key=lambda key: published[key][0])
    as_of, total = published[newest]
    day = date.fromisoformat(as_of)
    counted = {key for (key,) in rows("SELECT project_id FROM project_list WHERE is_counted AND buyer_iso3 = 'JPN'")}
    expected = 0.0
    for row in curated("projects"):
        if row["project_id"] not in counted or not row["expected_tco2e_per_year"] or row["start_on"]:
            continue
        since, wait = row["registered_on"], lag["registration_lag"]
        if not since:
            year = row["selected_fiscal_year"]
            since, wait = row["selected_on"] or (f"{int(year) + 1}-03-31" if year else ""), lag["selection_lag"]
        if since:
            since += {4: "-12-31", 7: "-28", 10: ""}[len(since)]
            years = ((day - date.fromisoformat(since)).days + 1) / 365.25 - wait
            expected += float(row["expected_tco2e_per_year"]) * min(max(years, 0), lag["operation_years"])
    ((total_id, is_newest, ours),) = rows(
        "SELECT total_id, is_calibration, expected_central_tco2e FROM issuance_backcast WHERE is_calibration"
    )
    assert total_id == newest and is_newest
    # A month stands for its last day there and for the 28th here.
    assert ours == pytest.approx(expected, rel=2e-3)
    ((low, central, high),) = rows(
        "SELECT low, central, high FROM trajectory_defaults WHERE input_id = 'delivery_rate'"
    )
    ((median_ratio,),) = rows("SELECT median(issued_over_expected) FROM delivery_ratios WHERE buyer_iso3 = 'JPN'")
    assert central == pytest.approx(total / expected, abs=0.006)
    assert high == pytest.approx(round(median_ratio, 2)) and low < central < high


def test_what_a_lead_states_calibrates_nothing(rows):
    leads = {row["total_id"] for row in curated("published_quantities") if row["confidence"] == "L"}
    shown = {
        key: (is_lead, sets)
        for key, is_lead, sets in rows("SELECT total_id, is_lead, is_calibration FROM issuance_backcast")
    }
    assert leads & set(shown)
    assert all(shown[key] == (True, False) for key in leads & set(shown))
    assert sum(sets for _, sets in shown.values()) == 1


def test_the_model_in_sql_is_the_model_of_the_page(rows):
    """The expected tonnes of issuance_backcast once more by dashboard/targets/trajectory.py, at a rate of one."""
    projects = rows(
        "SELECT expected_tco2e_per_year, anchor_on, anchor IN ('start', 'registered') FROM project_anchors WHERE buyer_iso3 = 'JPN'"
    )
    pipeline = Pipeline(
        np.array([np.nan if row[0] is None else row[0] for row in projects], dtype=float),
        np.array([row[1] for row in projects], dtype="datetime64[D]"),
        np.array([row[2] for row in projects]),
    )
    for case in ("low", "central", "high"):
        values = dict(rows(f"SELECT input_id, {case} FROM trajectory_defaults"))
        inputs = Inputs(**values | {"delivery_rate": 1.0})
        for day, expected in rows(f"SELECT as_of_until_on, expected_{case}_tco2e FROM issuance_backcast"):
            assert issued_by(pipeline, inputs, day) * 1e6 == pytest.approx(expected)


def test_each_cell_of_the_programmes_has_a_source_or_says_so(rows):
    bad = "SELECT * FROM programme_feature_list WHERE (status = 'no source found') <> (source_url IS NULL)"
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
