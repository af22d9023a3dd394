"""The model of the range, against numbers worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from dashboard import target_findings, trajectory
from dashboard.trajectory import Cases, Inputs, Pipeline

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
    assert trajectory.fiscal_year_end(2030) == date(2031, 3, 31)


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
    assert trajectory.needed_per_year(100, 10, date(2021, 3, 31), 2030) == pytest.approx(90 / (3652 / 365.25))
    assert trajectory.needed_per_year(100, 120, date(2021, 3, 31), 2030) == 0
    assert trajectory.needed_per_year(100, 10, date(2032, 1, 1), 2030) == float("inf")


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
    frame = target_findings.trajectory_frame(one("2021-04-01"), cases, 2040)
    text = target_findings.answer(frame, 100, 2030, date(2026, 8, 31), is_default=False)
    assert text.startswith("At your assumptions the known pipeline brings **2.5 to 10.0 of 100 Mt by FY2030**, 5.0")
    assert "Mt a year more** would be needed from today" in text
    met = target_findings.answer(frame, 4, 2030, date(2026, 8, 31), is_default=True)
    assert met.endswith("the goal would be met.")


def test_the_extract_carries_the_assumptions():
    cases = Cases(*(replace(PLAIN, delivery_rate=rate) for rate in (0.25, 0.5, 1.0)))
    frame = target_findings.with_assumptions(pd.DataFrame({"fiscal_year": [2030]}), cases, date(2026, 8, 31))
    assert frame["delivery_rate_low"][0] == 0.25
    assert frame["operation_years_high"][0] == 10
    assert frame["derivation"][0] == "modelled"
