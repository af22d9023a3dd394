"""What is said of a goal and of the calculator's answer, and the frames behind both, on numbers made up here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from dashboard.targets import backcast, findings, scenario, trajectory
from dashboard.targets.scenario import Result, Scenario
from dashboard.targets.trajectory import Cases, Inputs, Pipeline

TODAY, UNTIL = date(2026, 3, 31), date(2031, 3, 31)
ROWS = [
    {"fiscal_year": 2025, "low_mtco2e": 1.0, "central_mtco2e": 2.0, "high_mtco2e": 3.0, "central_mtco2e_in_year": 0.7},
    {"fiscal_year": 2026, "low_mtco2e": 2.0, "central_mtco2e": 4.0, "high_mtco2e": 6.0, "central_mtco2e_in_year": 0.8},
    {"fiscal_year": 2030, "low_mtco2e": 9.25, "central_mtco2e": 20.0, "high_mtco2e": 41.0, "central_mtco2e_in_year": 0.9},
]  # fmt: skip


@pytest.mark.parametrize(
    ("goal", "today", "is_default", "said"),
    [
        (100.4, TODAY, True, "At the default assumptions the known pipeline brings **9.2 to 41 of 100 Mt by FY2030**, 20 in the central case; **16.1 Mt a year more** would be needed from today, where FY2025 brings 0.7."),
        (100.4, date(2026, 4, 1), False, "At your assumptions the known pipeline brings **9.2 to 41 of 100 Mt by FY2030**, 20 in the central case; **16.1 Mt a year more** would be needed from today, where FY2026 brings 0.8."),
        (20.0, TODAY, True, "At the default assumptions the known pipeline brings **9.2 to 41 of 20 Mt by FY2030**, 20 in the central case: the goal would be met."),
        (25.0, TODAY, True, "At the default assumptions the known pipeline brings **9.2 to 41 of 25 Mt by FY2030**, 20 in the central case; **1.0 Mt a year more** would be needed from today, where FY2025 brings 0.7."),
    ],
)  # fmt: skip
def test_whether_the_pipeline_is_enough(goal, today, is_default, said):
    assert findings.answer(ROWS, goal, 2030, UNTIL, today, is_default) == said


def test_the_picture_is_headed_by_what_projects_bring():
    assert findings.reach(findings.in_year(ROWS, 2030), "Japan", 100.4, 2030) == (
        "Known projects would bring Japan 9.2 to 41 of the 100 Mt it wants by FY2030"
    )


CASES = Cases(Inputs(3, 2, 1, 0.4, 0.5), Inputs(2, 1, 10, 0.5, 0.8), Inputs(1, 0.5, 10, 0.6, 1.0))


def test_years_are_summed_case_by_case():
    # A lag of a year (365.25 days) ends a quarter into the last day of fiscal year 2015, for 2016 has a 29 February.
    pipeline = Pipeline(np.array([1e6]), np.array(["2015-04-01"], dtype="datetime64[D]"), np.array([True]))
    rows = findings.trajectory_rows(pipeline, CASES, 2018)
    assert [row["fiscal_year"] for row in rows] == [2013, 2014, 2015, 2016, 2017, 2018]
    frame = pd.DataFrame(rows)
    yearly = frame["central_mtco2e_in_year"].to_list()
    assert yearly == pytest.approx([0, 0, 0.75 / 365.25 * 0.4, *[365 / 365.25 * 0.4] * 3])
    for case in ("low", "central", "high"):
        of_case = frame[f"{case}_mtco2e_in_year"].to_list()
        assert frame[f"{case}_mtco2e"].to_list() == pytest.approx([sum(of_case[: at + 1]) for at in range(6)])
    assert frame["high_mtco2e"].iloc[-1] > frame["central_mtco2e"].iloc[-1] > frame["low_mtco2e"].iloc[-1] > 0


def test_projects_by_the_kind_of_their_anchor():
    projects = pd.DataFrame(
        {
            "expected_tco2e_per_year": [1.0, np.nan, 3.0, 4.0],
            "anchor_on": ["2020-01-01", "2020-01-02", "2020-01-03", "2020-01-04"],
            "anchor": ["registered", "start", "selected", "none"],
        }
    )
    arrays = findings.pipeline_arrays(projects)
    assert arrays.is_registered.tolist() == [True, True, False, False]
    assert [str(day) for day in arrays.anchors] == projects["anchor_on"].to_list()


def test_the_assumptions_stand_beside_the_rows():
    row = findings.with_assumptions([{"fiscal_year": 2025}], CASES, date(2026, 6, 30)).iloc[0].to_dict()
    assert row == {
        "fiscal_year": 2025, "derivation": "modelled", "model": "dashboard/targets/trajectory.py", "edition_on": "2026-06-30",
        "selection_lag_low": 3, "registration_lag_low": 2, "operation_years_low": 1, "buyer_share_low": 0.4, "delivery_rate_low": 0.5,
        "selection_lag_central": 2, "registration_lag_central": 1, "operation_years_central": 10, "buyer_share_central": 0.5, "delivery_rate_central": 0.8,
        "selection_lag_high": 1, "registration_lag_high": 0.5, "operation_years_high": 10, "buyer_share_high": 0.6, "delivery_rate_high": 1.0,
    }  # fmt: skip


def test_each_input_has_its_ends_in_words():
    pipeline = Pipeline(np.array([1e6]), np.array(["2013-04-01"], dtype="datetime64[D]"), np.array([True]))
    names = ["selection_lag", "registration_lag", "operation_years", "buyer_share", "delivery_rate"]
    units = ["years"] * 3 + ["share"] * 2
    about = [{"input_id": name, "label": f"L {name}", "unit": unit} for name, unit in zip(names, units, strict=True)]
    rows = findings.sensitivity_rows(pipeline, CASES, 2030, about)
    assert [[row["label"], row["low_text"], row["high_text"]] for row in rows] == [
        [f"L {name}", *ends]
        for name, ends in (
            ("operation_years", ("1 year", "10 years")), ("delivery_rate", ("50%", "100%")), ("buyer_share", ("40%", "60%")),
            ("selection_lag", ("3 years", "1 year")), ("registration_lag", ("2 years", "0.5 years")),
        )
    ]  # fmt: skip
    assert (rows[1]["input"], rows[1]["high_mtco2e"], rows[1]["low_mtco2e"]) == (
        "delivery_rate",
        pytest.approx(5),
        pytest.approx(2.5),
    )


SCENARIO = Scenario(2.5, 120, 150, 20, 30, 0.8, "CHF", 2024)


def result(low: float, high: float) -> Result:
    """An answer with this net saving."""
    return Result(1, 2, 3, 4, low, high, 96, 120)


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (0.5, 1.05, "saves **0.5 to 1.05 billion CHF** net"), (0, 1, "saves **0 to 1 billion CHF** net"), (2, 2.001, "saves **2 billion CHF** net"),
        (-1.5, -0.25, "costs **0.25 to 1.5 billion CHF more** than cutting at home"), (-2, 0, "costs **0 to 2 billion CHF more** than cutting at home"),
        (-0.5, 1.25, "could bring anything from **a loss of 0.5 to a saving of 1.25 billion CHF**"),
        (-0.1, 0.5, "could bring anything from **a loss of 0.1 to a saving of 0.5 billion CHF**"),
    ],
)  # fmt: skip
def test_what_a_scenario_saves_or_costs(low, high, verdict):
    said = findings.savings(SCENARIO, result(low, high))
    assert said == (
        f"Buying 2.5 Mt, with 80% delivered, {verdict}. It pays while an ITMO costs less than 96 to 120 CHF a tonne."
    )


def test_a_scenario_is_kept_with_all_its_inputs():
    row = findings.scenario_frame(SCENARIO, result(5, 6), "preset p").iloc[0].to_dict()
    assert row == {
        "avoided_low": 1, "avoided_high": 2, "spent_low": 3, "spent_high": 4, "net_low": 5, "net_high": 6, "break_even_low": 96, "break_even_high": 120,
        "volume_mt": 2.5, "domestic_low": 120, "domestic_high": 150, "itmo_low": 20, "itmo_high": 30, "delivered": 0.8, "currency": "CHF", "year": 2024,
        "derivation": "computed", "inputs_from": "preset p",
    }  # fmt: skip


def past(*known: tuple[str, float, float, bool, bool]) -> list[dict[str, object]]:
    """Published totals beside the model: day, published and modelled Mt, whether calibrated to, whether a lead; newest first."""
    return [
        {
            "as_of": day, "published_mtco2e": published, "central_mtco2e": central, "is_calibration": calibrates, "is_lead": is_lead,
            "low_mtco2e": central - 0.5, "high_mtco2e": central + 0.5, "central_over_published": central / published, "publisher": f"P{at}",
        }
        for at, (day, published, central, calibrates, is_lead) in enumerate(known)
    ]  # fmt: skip


NEWEST = (
    "For 2024 the model gives 0.7 Mt to 1.7 Mt, **1.2 Mt in the central case**, against about **1.0 Mt published** (P0)"
)


@pytest.mark.parametrize(
    ("rows", "is_default", "said"),
    [
        (past(("2024", 1.0, 1.2, True, False)), True, f"{NEWEST}: the central issuance rate is set so that the two meet, which proves nothing."),
        (past(("2024", 1.0, 1.2, True, False), ("2023", 0.8, 0.9, False, False), ("2022", 0.6, 0.7, False, False), ("2021", 0.4, 0.5, False, True)), False,
         f"{NEWEST}: 1.2 times as much. The earlier totals took no part in that and are a check: 0.7 Mt against 0.6 Mt for 2022 (P2) and 0.9 Mt against 0.8 Mt "
         "for 2023 (P1). Unconfirmed, and not used: 0.5 Mt against 0.4 Mt for 2021 (P3)."),
    ],
)  # fmt: skip
def test_the_model_beside_what_was_published(rows, is_default, said):
    assert backcast.check(rows, is_default) == said


@pytest.mark.parametrize(
    ("ratio", "said"),
    [
        (1.0, "the two meet"), (1.0199, "the two meet"), (0.9801, "the two meet"), (1.0201, "102% of it"), (1.021, "102% of it"), (0.979, "98% of it"), (1.049, "105% of it"),
        (1.05, "1.1 times as much"), (1.1, "1.1 times as much"), (0.55, "55% of it"), (2.0, "2.0 times as much"),
    ],
)  # fmt: skip
def test_how_many_times(ratio, said):
    assert backcast._times(ratio) == said


def test_the_model_is_summed_to_the_end_of_each_published_day():
    pipeline = Pipeline(np.array([1e6]), np.array(["2015-04-01"], dtype="datetime64[D]"), np.array([True]))
    (row,) = backcast.held([{"as_of_until_on": date(2020, 12, 31), "published_tco2e": 2_000_000}], pipeline, CASES)
    assert row["published_mtco2e"] == 2 and row["central_over_published"] == row["central_mtco2e"] / 2
    # From 31 March 2016, a quarter of the day in, to the end of 2020; 80% is delivered, and no share is taken off.
    assert row["central_mtco2e"] == pytest.approx(0.8 * (1736.75 / 365.25))
    assert row["low_mtco2e"] < row["central_mtco2e"] < row["high_mtco2e"]


def test_what_of_a_total_can_be_traced():
    row = {"published_mtco2e": 2.0, "published_tco2e": 2e6, "traced_tco2e": 500_000, "largest_hole": None}
    said = "Of the 2.0 Mt, 500,000 t (25%) can be traced to issuances here."
    assert backcast.traced(row) == said
    hole = row | {"largest_hole": "Plant", "largest_hole_project_id": "KH005", "largest_hole_tco2e_per_year": 12_345.0}
    assert backcast.traced(hole) == (
        f"{said} The largest known gap: Plant (KH005), estimated at 12,345 t a year, had credits issued by then; the amount was not found. If one project "
        "made most of the total, the rate of the others is lower than the central case."
    )


SOUND = Scenario(2.5, 120, 150, 20, 30, 0.8, "CHF", 2024)


@pytest.mark.parametrize(
    ("own", "found"),
    [
        ({"volume_mt": 10_000}, []), ({"volume_mt": 10_001}, ["The volume is above 10,000 Mt, more than any country emits in a year. Is it in Mt?"]),
        ({"volume_mt": 0}, ["Enter a volume above zero: nothing is bought."]), ({"volume_mt": 0.5}, []), ({"volume_mt": -1}, ["The volume is negative."]),
        ({"domestic_low": 0}, []), ({"itmo_low": -0.5}, ["The low ITMO price is negative."]), ({"domestic_low": 150}, []),
        ({"domestic_low": 151}, ["The low cost at home (151) is above the high one (150)."]), ({"itmo_low": 30.5}, ["The low ITMO price (30.5) is above the high one (30)."]),
        ({"domestic_high": 100_000}, []), ({"domestic_high": 100_001}, ["The high cost at home is above 100,000 a tonne; is it a price for one tonne?"]),
        ({"delivered": 1}, []), ({"delivered": 1.01}, ["No more than 100% of what is paid for can be delivered."]),
        ({"volume_mt": float("nan"), "itmo_low": -1}, ["The volume must be a number."]),
    ],
)  # fmt: skip
def test_inputs_on_both_sides_of_sense(own, found):
    assert scenario.problems(replace(SOUND, **own)) == found


def test_each_output_has_its_own_ends():
    assert scenario.work_out(SOUND) == Result(
        pytest.approx(0.24), pytest.approx(0.3), pytest.approx(0.05), pytest.approx(0.075), pytest.approx(0.165), pytest.approx(0.25), pytest.approx(96), pytest.approx(120)
    )  # fmt: skip


def test_values_around_a_span():
    assert scenario.around(20, 30).tolist() == pytest.approx([10 + 35 / 8 * at for at in range(9)])
    assert scenario.around(0, 0, 2).tolist() == [0, 1] and scenario.around(10, 2, 3).tolist() == [5, 5.5, 6]


@pytest.mark.parametrize(
    ("goal", "expected", "until", "more"),
    [
        (10, 10, date(2030, 3, 31), 0), (10, 10, date(2020, 3, 31), 0), (10, 11, date(2030, 3, 31), 0), (10, 9.5, date(2027, 3, 31), 0.5 * 365.25 / 365),
        (10, 9, TODAY, float("inf")), (10, 9, date(2026, 4, 1), 365.25), (10, 9, date(2026, 3, 30), float("inf")),
    ],
)  # fmt: skip
def test_what_would_be_needed_a_year(goal, expected, until, more):
    assert trajectory.needed_per_year(goal, expected, TODAY, until) == pytest.approx(more)
