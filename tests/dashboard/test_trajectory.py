"""The model of the range, against numbers worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from dashboard.render import widgets
from dashboard.targets import backcast, trajectory
from dashboard.targets import findings as target_findings
from dashboard.targets.trajectory import Cases, Inputs, Pipeline

PLAIN = Inputs(selection_lag=0, registration_lag=0, operation_years=10, buyer_share=1, delivery_rate=1)


def one(day: str, yearly: float = 1_000_000, is_registered: bool = True) -> Pipeline:
    return Pipeline(np.array([yearly]), np.array([day], dtype="datetime64[D]"), np.array([is_registered]))


def test_hand_worked_example():
    """Registered on 1 April 2028 with 1,000,000 t a year; half counts for the buyer, 80 % are delivered.

    Fiscal 2028 has 365 days, 2029 has 365 and 2030 has 365: together 1,095 / 365.25 = 2.997947 years.
    2.997947 * 1 Mt * 0.5 * 0.8 = 1.199179 Mt by 31 March 2031.
    """
    inputs = replace(PLAIN, buyer_share=0.5, delivery_rate=0.8)
    yearly = trajectory.brought(one("2028-04-01"), inputs, 2030)
    assert yearly[:-3].sum() == 0
    assert yearly[-3:] == pytest.approx([365 / 365.25 * 0.4] * 3)
    assert trajectory.reached(one("2028-04-01"), inputs, 2030)[-1] == pytest.approx(1.199179, abs=1e-6)


def test_fiscal_years_are_japanese():
    years = trajectory.fiscal_years(2016)
    assert list(years) == [2013, 2014, 2015, 2016]
    # The last day of fiscal 2015 is 31 March 2016; fiscal 2015 holds 29 February 2016.
    assert trajectory.years_in(one("2016-03-31"), PLAIN, 2016)[0] * 365.25 == pytest.approx([0, 0, 1, 365])
    assert trajectory.years_in(one("2015-04-01"), PLAIN, 2016)[0, 2] * 365.25 == pytest.approx(366)


def test_each_anchor_has_its_own_lag():
    inputs = replace(PLAIN, selection_lag=2, registration_lag=1)
    selected = trajectory.reached(one("2020-04-01", is_registered=False), inputs, 2030)[-1]
    registered = trajectory.reached(one("2020-04-01"), inputs, 2030)[-1]
    assert registered - selected == pytest.approx(1.0)


def test_operation_ends():
    assert trajectory.reached(one("2014-04-01"), replace(PLAIN, operation_years=7), 2040)[-1] == pytest.approx(7)


def test_no_figure_brings_nothing():
    pipeline = Pipeline(
        np.array([np.nan, 5e5]), np.array(["2014-04-01"] * 2, dtype="datetime64[D]"), np.array([True, True])
    )
    assert trajectory.reached(pipeline, PLAIN, 2040)[-1] == pytest.approx(5)


def test_an_empty_pipeline_brings_nothing():
    empty = Pipeline(np.array([]), np.array([], dtype="datetime64[D]"), np.array([], dtype=bool))
    assert trajectory.reached(empty, PLAIN, 2030)[-1] == 0


def test_needed_on_top():
    assert trajectory.needed_per_year(100, 10, date(2021, 3, 31), date(2031, 3, 31)) == pytest.approx(
        90 / (3652 / 365.25)
    )
    assert trajectory.needed_per_year(100, 120, date(2021, 3, 31), date(2031, 3, 31)) == 0
    assert trajectory.needed_per_year(100, 10, date(2032, 1, 1), date(2031, 3, 31)) == float("inf")


def test_sensitivity_moves_one_input_and_puts_the_widest_first():
    cases = Cases(low=Inputs(3, 1, 7, 0.5, 0.3), central=Inputs(2, 0.5, 10, 0.8, 0.8), high=Inputs(1, 0, 15, 1.0, 1.2))
    rows = trajectory.sensitivity(one("2020-04-01", is_registered=False), cases, 2030)
    assert rows[0][0] == "delivery_rate"
    by = {name: (low, high) for name, low, high in rows}
    assert by["registration_lag"][0] == by["registration_lag"][1]
    assert by["buyer_share"] == pytest.approx((8.999 * 0.5 * 0.8, 8.999 * 0.8), abs=0.01)
    widths = [abs(high - low) for _, low, high in rows]
    assert widths == sorted(widths, reverse=True)


def test_the_answer_changes_with_the_inputs():
    cases = Cases(*(replace(PLAIN, delivery_rate=rate) for rate in (0.25, 0.5, 1.0)))
    rows = target_findings.trajectory_rows(one("2021-04-01"), cases, 2040)
    text = target_findings.answer(rows, 100, 2030, date(2031, 3, 31), date(2026, 8, 31), is_default=False)
    # 2.4997 to 9.9986 Mt; 95.0007 Mt are missing for 1,673 days, and fiscal 2026 brings half a megatonne.
    assert text.startswith("At your assumptions the known pipeline brings **2.5 to 10.0 of 100 Mt by FY2030**, 5.0")
    assert text.endswith("**20.7 Mt a year more** would be needed from today, where FY2026 brings 0.5.")
    assert target_findings.reach(target_findings.in_year(rows, 2030), "Japan", 100, 2030) == (
        "Known projects would bring Japan 2.5 to 10.0 of the 100 Mt it wants by FY2030"
    )
    met = target_findings.answer(rows, 4, 2030, date(2031, 3, 31), date(2026, 8, 31), is_default=True)
    assert met.endswith("the goal would be met.")


def test_the_extract_carries_the_assumptions():
    cases = Cases(*(replace(PLAIN, delivery_rate=rate) for rate in (0.25, 0.5, 1.0)))
    frame = target_findings.with_assumptions([{"fiscal_year": 2030}], cases, date(2026, 8, 31))
    assert frame["delivery_rate_low"][0] == 0.25
    assert frame["operation_years_high"][0] == 10
    assert frame["derivation"][0] == "modelled"


def test_issued_by_a_day_counts_that_day_and_no_share():
    """1,000,000 t a year from 1 April 2020 at a rate of a half; the buyer's share plays no part."""
    inputs = replace(PLAIN, buyer_share=0.1, delivery_rate=0.5)
    by = {
        day: trajectory.issued_by(one("2020-04-01"), inputs, date.fromisoformat(day))
        for day in ("2020-03-31", "2020-04-01")
    }
    assert by["2020-03-31"] == 0
    assert by["2020-04-01"] == pytest.approx(0.5 / 365.25)
    # By the last day of fiscal 2020 it is what the fiscal years give.
    whole = trajectory.reached(one("2020-04-01"), replace(inputs, buyer_share=1), 2020)[-1]
    assert trajectory.issued_by(one("2020-04-01"), inputs, date(2021, 3, 31)) == pytest.approx(whole)


@pytest.mark.parametrize(
    ("day", "year"), [("2024-03-31", 2023), ("2024-04-01", 2024), ("2024-12-31", 2024), ("2025-01-01", 2024)]
)
def test_the_fiscal_year_of_a_day_turns_on_1_april(day, year):
    assert trajectory.fiscal_year_of(date.fromisoformat(day)) == year


OLD = {
    "publisher": "Old",
    "as_of": "2022-03",
    "as_of_until_on": date(2022, 3, 31),
    "published_tco2e": 50_000.0,
    "traced_tco2e": 0.0,
    "largest_hole": None,
    "is_calibration": False,
    "is_lead": False,
}
NEW = {
    "publisher": "New",
    "as_of": "2024-03-31",
    "as_of_until_on": date(2024, 3, 31),
    "published_tco2e": 1_000_000.0,
    "traced_tco2e": 100_000.0,
    "largest_hole": "Big [forest]",
    "largest_hole_project_id": "X1",
    "largest_hole_tco2e_per_year": 300_000.0,
    "is_calibration": True,
    "is_lead": False,
}
PUBLISHED = [OLD, NEW]


def test_the_past_stands_beside_the_model():
    """From 1 April 2022 1,000,000 t a year: nothing by March 2022, 2 * 365.5 / 365.25 years by March 2024."""
    cases = Cases(*(replace(PLAIN, delivery_rate=rate) for rate in (0.25, 0.5, 1.0)))
    rows = backcast.held(PUBLISHED, one("2022-04-01"), cases)
    assert [row["central_mtco2e"] for row in rows] == pytest.approx([0, 731 / 365.25 / 2])
    assert rows[1]["central_over_published"] == pytest.approx(731 / 365.25 / 2)
    said = backcast.check(rows, is_default=True)
    assert (
        "For 31 Mar 2024 the model gives 0.5 Mt to 2.0 Mt, **1.0 Mt in the central case**, against about **1.0 Mt published** (New)"
        in said
    )
    assert "set so that the two meet" in said and "0 t against 50,000 t for Mar 2022 (Old)" in said
    lead = OLD | {"is_lead": True, "as_of": "2024-05", "as_of_until_on": date(2024, 5, 31), "publisher": "Wiki"}
    with_lead = backcast.check(backcast.held([*PUBLISHED, lead], one("2022-04-01"), cases), is_default=True)
    assert (
        with_lead.startswith(said)
        and "Unconfirmed, and not used: 1.1 Mt against 50,000 t for May 2024 (Wiki)." in with_lead
    )
    triple = Cases(*(replace(PLAIN, delivery_rate=rate) for rate in (0.25, 1.5, 1.5)))
    told = backcast.check(backcast.held(PUBLISHED, one("2022-04-01"), triple), is_default=False)
    assert "(New): 3.0 times as much." in told and "set so" not in told
    whole = backcast.traced(rows[1])
    assert "100,000 t (10%) can be traced" in whole
    assert "(X1), estimated at 300,000 t a year" in whole and "Big [forest]" not in whole
    assert "hole" not in backcast.traced(rows[0])


@pytest.mark.parametrize(
    ("least", "most", "is_central_moved", "ends", "said"),
    [
        (1, 3, False, (1, 3), ""),
        (2, 3, False, (2, 3), ""),
        # The low end was moved past the central value: it stops there, and the page says so.
        (2.5, 3, False, (2, 3), "ends at the central value"),
        (1, 1.5, False, (1, 2), "ends at the central value"),
        # The central value was moved out of the range: the range follows, and the page says so.
        (2.5, 3, True, (2, 3), "widened"),
        (1, 1.5, True, (1, 2), "widened"),
    ],
)
def test_nothing_moves_silently(least, most, is_central_moved, ends, said):
    low, high, why = widgets.held(least, most, 2, is_central_moved)
    assert (low, high) == ends
    assert said in why and bool(said) == bool(why)
