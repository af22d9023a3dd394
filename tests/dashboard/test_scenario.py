"""The arithmetic of the calculator, and what it says of senseless inputs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dashboard.core import numbers, words
from dashboard.targets import findings as target_findings
from dashboard.targets import savings_chart, scenario
from dashboard.targets.scenario import Scenario

CANADA = Scenario(10, 150, 150, 45, 100, 1.0, "dollars", 2035)


def test_the_published_claim():
    result = scenario.work_out(CANADA)
    assert (result.avoided_low, result.avoided_high) == (1.5, 1.5)
    assert (result.spent_low, result.spent_high) == (0.45, 1.0)
    assert (result.net_low, result.net_high) == pytest.approx((0.5, 1.05))
    assert result.break_even_low == 150
    assert scenario.cost_for_gross(2, 10) == 200
    assert [scenario.cost_for_net(2, 10, price) for price in (45, 100)] == [245, 300]


def test_what_is_not_delivered_is_paid_for_and_saves_nothing():
    result = scenario.work_out(replace(CANADA, delivered=0.32))
    assert result.spent_high == 1.0
    assert result.avoided_low == pytest.approx(0.48)
    assert result.net_low == pytest.approx(-0.52)
    assert result.break_even_low == pytest.approx(48)


def test_heat_map_agrees_with_the_single_answer():
    grid = scenario.net_savings(10, 1.0, np.array([150.0, 200.0]), np.array([45.0, 100.0]))
    assert grid == pytest.approx(np.array([[1.05, 0.5], [1.55, 1.0]]))


def test_what_is_lost_has_the_sign_for_minus():
    prices, costs = np.array([45.0, 400.0]), np.array([150.0, 200.0])
    drawn = savings_chart.heat_map(costs, prices, scenario.net_savings(10, 1.0, costs, prices), CANADA)
    assert [row["said"] for row in drawn.rows] == ["+1.1", "−2.5", "+1.6", "−2.0"]
    assert "net −2.5 billion" in drawn.rows[1]["told"] and numbers.in_a_cell(-4) == "−4"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"domestic_low": 200}, "low cost at home (200) is above the high one (150)"),
        ({"itmo_low": 120}, "low ITMO price (120) is above the high one (100)"),
        ({"volume_mt": -1}, "volume is negative"),
        ({"volume_mt": 0}, "nothing is bought"),
        ({"volume_mt": 1e7}, "Is it in Mt?"),
        ({"domestic_high": 1e9}, "is it a price for one tonne?"),
        ({"delivered": 1.4}, "No more than 100%"),
        ({"delivered": -0.1}, "share delivered is negative"),
        ({"itmo_high": float("nan")}, "high ITMO price must be a number"),
    ],
)
def test_senseless_inputs_are_told(change, said):
    assert any(said in sentence for sentence in scenario.problems(replace(CANADA, **change)))


def test_good_inputs_are_not_blamed():
    assert scenario.problems(CANADA) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "saves **0.5 to 1.05 billion dollars** net"),
        ({"delivered": 0.2}, "costs **0.15 to 0.7 billion dollars more**"),
        ({"delivered": 0.5}, "**a loss of 0.25 to a saving of 0.3 billion dollars**"),
    ],
)
def test_the_sentence(change, said):
    chosen = replace(CANADA, **change)
    assert said in target_findings.savings(chosen, scenario.work_out(chosen))


def test_a_unit_stands_as_people_write_it():
    keys = ["mtco2e_per_year", "tco2e", "million_aud", "per_cent_of_1990", "billion_per_year", "per_tco2e"]
    said = ["MtCO2e a year", "tCO2e", "million AUD", "per cent of 1990", "billion a year", "a tCO2e"]
    assert [words.unit(key) for key in keys] == said
