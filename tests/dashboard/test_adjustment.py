"""Corresponding adjustments: seven worked examples (published, or counted by hand from the rule), what must always hold, and refusals."""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.accounts import adjustment
from dashboard.accounts.adjustment import Divisor, Entry, Kind, Method, Period, Refused

DECADE = Period(2021, 2030)
KINDS = {
    "first_transferred": Kind.FOR_A_GOAL,
    "for_other_purposes": Kind.FOR_OTHER_PURPOSES,
    "used": Kind.USED,
}
DIVISORS = {
    "average_by_years_with_an_inventory": Divisor.INVENTORY_YEARS,
    "average_by_years_elapsed": Divisor.ELAPSED_YEARS,
    "average_by_years_of_the_period": Divisor.PERIOD_YEARS,
}


@pytest.fixture(scope="module")
def examples(project_root):
    """The figures of the examples: by example, what is given and what is expected, by name and year."""
    found = defaultdict(lambda: {"entries": [], "emissions": {}, "given": {}, "expected": defaultdict(dict)})
    path = Path(project_root) / "tests" / "data" / "worked_examples.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            example, year, value = found[row["example"]], int(row["year"] or 0), float(row["value"])
            if row["is_given"] == "False":
                example["expected"][row["quantity"]][year] = value
            elif row["quantity"] in KINDS:
                vintage = int(row["vintage_year"] or year)
                example["entries"].append(Entry(KINDS[row["quantity"]], year, vintage, value))
            elif row["quantity"] == "emissions":
                example["emissions"][year] = value
            else:
                example["given"][row["quantity"]] = value
    return found


def by_year(account, name):
    return {year.year: getattr(year, name) for year in account.years}


def test_seven_examples_are_there(examples):
    assert list(examples) == ["E1", "E2", "E3", "E4", "E5", "E6", "E7"]
    assert all(example["expected"] for example in examples.values())


def test_a_goal_for_one_year_by_averaging(examples):
    example = examples["E1"]
    account = adjustment.averaging(DECADE, example["entries"], example["emissions"], Divisor.ELAPSED_YEARS)
    expected = example["expected"]
    assert by_year(account, "adjustment") == pytest.approx(expected["average_by_years_elapsed"], abs=1e-4)
    assert by_year(account, "added") == expected["cumulative_net"]
    assert (account.adjustment, account.balance) == (expected["adjustment"][2030], expected["balance"][2030])
    assert [year.year for year in account.years if not year.is_indicative] == [2030]


def test_the_same_sales_by_a_trajectory(examples):
    example = examples["E2"]
    account = adjustment.annual(Method.TRAJECTORY, DECADE, example["entries"], example["emissions"])
    expected = example["expected"]
    assert by_year(account, "adjustment") == expected["adjustment"]
    assert by_year(account, "balance") == expected["balance"]
    assert account.adjustment == expected["adjustment_of_period"][2030]


def test_a_buyer_with_a_budget(examples):
    example = examples["E3"]
    account = adjustment.annual(Method.MULTI_YEAR, Period(2021, 2025), example["entries"], example["emissions"])
    expected = example["expected"]
    assert by_year(account, "adjustment") == expected["adjustment"]
    assert by_year(account, "balance") == expected["balance"]
    assert account.emissions == expected["emissions_of_period"][2025]
    assert account.balance == expected["balance_of_period"][2025] == example["given"]["budget"]


def test_tanzania_by_a_trajectory(examples):
    example = examples["E4"]
    entries, expected = example["entries"], example["expected"]
    assert len(entries) == 26
    account = adjustment.annual(Method.TRAJECTORY, DECADE, entries, {})
    to_2026 = {year: tonnes for year, tonnes in by_year(account, "adjustment").items() if year <= 2026}
    assert to_2026 == expected["adjustment"]
    assert adjustment.by_event(entries) == {y: t for y, t in expected["by_event"].items() if t}
    assert adjustment.by_vintage(entries) == {y: t for y, t in expected["adjustment"].items() if t}
    averaged = adjustment.averaging(DECADE, entries, {}, Divisor.ELAPSED_YEARS)
    assert {y: t for y, t in by_year(averaged, "added").items() if y <= 2026} == expected["cumulative_net"]


def test_the_sign_of_the_balance(examples):
    """The programmes' tool takes the adjustment off: with an inventory of nil its balance is -67,497 t in 2022, and ours +67,497 t."""
    example = examples["E4"]
    nil = dict.fromkeys(range(2021, 2025), 0.0)
    account = adjustment.annual(Method.TRAJECTORY, DECADE, example["entries"], nil)
    balances = {year: balance for year, balance in by_year(account, "balance").items() if balance}
    assert balances == example["expected"]["balance_without_inventory"] == {2022: 67497, 2023: 230126, 2024: 25748}


@pytest.mark.parametrize("example", ["E4", "E5"])
def test_three_divisors_stand_side_by_side(examples, example):
    inventories = dict.fromkeys(range(2021, 2025), 0.0)
    found = adjustment.averages(DECADE, examples[example]["entries"], inventories, 2026)
    expected = {DIVISORS[name]: values[0] for name, values in examples["E5"]["expected"].items()}
    assert {each.divisor: each.tonnes_a_year for each in found} == pytest.approx(expected, abs=1e-4)
    assert [each.years for each in found] == [4, 6, 10]


def test_the_clause_of_switzerland_and_ghana(examples):
    example = examples["E6"]
    assert len(DECADE.years) == example["given"]["period_years"]
    account = adjustment.averaging(DECADE, example["entries"], {}, Divisor.PERIOD_YEARS)
    assert account.adjustment == example["expected"]["adjustment"][2030]
    assert account.balance is None


def test_a_party_sells_and_uses_in_one_year(examples):
    example = examples["E7"]
    account = adjustment.annual(Method.MULTI_YEAR, Period(2026, 2026), example["entries"], example["emissions"])
    assert example["given"]["acquired"] == 900_000
    assert (account.adjustment, account.balance) == (-100_000, 59_900_000)
    assert account.adjustment == example["expected"]["adjustment"][2026]
    assert [(step.paragraph, step.tonnes) for step in account.steps] == [
        ("8(a)", 400_000), ("8(b)", -500_000), ("8", 59_900_000), ("7(b)", -100_000), ("8", 59_900_000),
    ]  # fmt: skip


def test_first_transfers_by_event_and_by_vintage_are_two_series():
    entries = [Entry(Kind.FOR_A_GOAL, 2025, 2022, 10), Entry(Kind.USED, 2025, 2023, 4)]
    assert adjustment.by_event(entries) == {2025: 10}
    assert adjustment.by_vintage(entries) == {2022: 10}
    assert adjustment.used(entries) == {2025: 4}


def test_steps_of_averaging_name_their_paragraphs():
    entries = [Entry(Kind.FOR_A_GOAL, 2025, 2022, 30), Entry(Kind.USED, 2026, 2023, 10)]
    account = adjustment.averaging(DECADE, entries, {2030: 100}, Divisor.PERIOD_YEARS)
    assert [(step.paragraph, step.tonnes) for step in account.steps] == [
        ("8(a)", 30), ("8(b)", -10), ("7(a)(ii)", 2), ("8", 102),
    ]  # fmt: skip


def test_no_inventory_is_no_average_by_inventories():
    found = adjustment.averages(DECADE, [Entry(Kind.FOR_A_GOAL, 2025, 2022, 30)], {}, 2026)
    assert found[0].tonnes_a_year is None
    assert found[0].years == 0


years = st.integers(2021, 2030)
entry = st.builds(Entry, st.sampled_from(Kind), years, years, st.integers(0, 10**9))
inventories = st.dictionaries(years, st.integers(-(10**9), 10**9))


def accounts(entries, emissions=None):
    """All accounts that can be had of some entries."""
    covered = emissions or {}
    return [
        adjustment.annual(Method.TRAJECTORY, DECADE, entries, covered),
        adjustment.annual(Method.MULTI_YEAR, DECADE, entries, covered),
        *(adjustment.averaging(DECADE, entries, covered, divisor) for divisor in Divisor),
    ]


@given(st.lists(entry), st.randoms(), inventories)
def test_the_order_of_rows_changes_nothing(entries, random, emissions):
    shuffled = list(entries)
    random.shuffle(shuffled)
    assert accounts(entries, emissions) == accounts(shuffled, emissions)


@given(st.lists(st.tuples(years, years, st.integers(0, 10**9))))
def test_seller_and_buyer_cancel_where_both_report(sales):
    sold = [Entry(Kind.FOR_A_GOAL, year, vintage, tonnes) for year, vintage, tonnes in sales]
    bought = [replace(entry, kind=Kind.USED) for entry in sold]
    pairs = zip(accounts(sold), accounts(bought), strict=True)
    assert [seller.adjustment + buyer.adjustment for seller, buyer in pairs] == [0] * 5


@given(inventories)
def test_without_transfers_there_is_no_adjustment(emissions):
    for account in accounts([], emissions):
        assert account.adjustment == 0
        assert by_year(account, "balance") == {year: emissions.get(year) for year in DECADE.years}


@given(st.lists(entry, min_size=1), inventories)
def test_the_balance_is_emissions_plus_transfers_less_use(entries, emissions):
    account = adjustment.annual(Method.TRAJECTORY, DECADE, entries, emissions)
    for year in account.years:
        sold = sum(e.tonnes for e in entries if e.kind is not Kind.USED and e.vintage_year == year.year)
        used = sum(e.tonnes for e in entries if e.kind is Kind.USED and e.event_year == year.year)
        assert (year.added, year.subtracted) == (sold, used)
        assert year.balance == (emissions[year.year] + sold - used if year.year in emissions else None)


@given(st.lists(entry))
def test_the_divisors_agree_when_the_period_is_over(entries):
    full = dict.fromkeys(DECADE.years, 0)
    assert len({each.tonnes_a_year for each in adjustment.averages(DECADE, entries, full, 2030)}) == 1


SOUND = Entry(Kind.FOR_A_GOAL, 2025, 2023, 10)


@pytest.mark.parametrize(
    ("period", "entries", "emissions", "told"),
    [
        (DECADE, [replace(SOUND, tonnes=-1)], {}, "-1 t first transferred towards another Party’s goal in 2025: the quantity is negative."),
        (DECADE, [replace(SOUND, tonnes=math.nan)], {}, "the quantity is no number."),
        (DECADE, [replace(SOUND, tonnes=math.inf)], {}, "the quantity is no number."),
        (DECADE, [replace(SOUND, tonnes=2e11)], {}, "tonnes are asked for."),
        (DECADE, [replace(SOUND, event_year=2031)], {}, "the year is outside 2021 to 2030."),
        (DECADE, [replace(SOUND, vintage_year=2020)], {}, "vintage 2020 is outside 2021 to 2030 (para. 8)."),
        (Period(2016, 2030), [replace(SOUND, vintage_year=2020)], {}, "vintage 2020 is older than 2021, so no ITMO."),
        (DECADE, [], {2020: 5}, "The inventory of 2020 is outside 2021 to 2030."),
        (DECADE, [], {2025: math.nan}, "in 2025 is no number."),
        (DECADE, [replace(SOUND, block="A"), replace(SOUND, block="A", event_year=2026)], {}, "Block A is first transferred towards another Party’s goal 2 times."),
        (Period(2030, 2021), [], {}, "The period ends in 2021, before it begins in 2030."),
        (Period(1, 3), [], {}, "1 is no year of a goal."),
    ],
)  # fmt: skip
def test_what_makes_no_account_is_refused(period, entries, emissions, told):
    for method in (Method.TRAJECTORY, Method.MULTI_YEAR):
        with pytest.raises(Refused) as refused:
            adjustment.annual(method, period, entries, emissions)
        assert any(told in problem for problem in refused.value.problems)
    for divisor in Divisor:
        with pytest.raises(Refused):
            adjustment.averaging(period, entries, emissions, divisor)
    with pytest.raises(Refused):
        adjustment.averages(period, entries, emissions, 2026)


def test_a_block_may_be_transferred_and_then_used():
    entries = [replace(SOUND, block="A"), replace(SOUND, block="A", kind=Kind.USED)]
    assert adjustment.annual(Method.TRAJECTORY, DECADE, entries, {}).adjustment == 0


def test_an_average_to_a_year_outside_the_period_is_refused():
    with pytest.raises(Refused, match="2031 is outside"):
        adjustment.averages(DECADE, [SOUND], {}, 2031)


@pytest.mark.parametrize(
    ("period", "entries", "emissions", "told"),
    [
        (Period(2013, 2100), [], {}, []), (Period(2012, 2100), [], {}, ["2012 is no year of a goal."]), (Period(2013, 2101), [], {}, ["2101 is no year of a goal."]),
        (Period(2025, 2025), [replace(SOUND, vintage_year=2025)], {2025: -5}, []), (DECADE, [replace(SOUND, tonnes=0)], {}, []),
        (DECADE, [replace(SOUND, tonnes=1e11)], {2025: -1e11}, []),
        (DECADE, [], {2025: -1.001e11}, ["-1.001e+11 t in 2025 is more than the world emits; tonnes are asked for."]),
        (Period(2016, 2030), [replace(SOUND, vintage_year=2021)], {}, []), (DECADE, [SOUND, SOUND], {}, []),
        (DECADE, [replace(SOUND, tonnes=-0.5)], {}, ["-0.5 t first transferred towards another Party’s goal in 2025: the quantity is negative."]),
    ],
)  # fmt: skip
def test_figures_on_both_sides_of_sense(period, entries, emissions, told):
    assert adjustment.problems(period, entries, emissions) == told


THREE = Period(2024, 2026)


def test_each_step_of_a_trajectory_is_told():
    sold, used = replace(SOUND, event_year=2026, vintage_year=2024, tonnes=6), Entry(Kind.USED, 2025, 2024, 4)
    account = adjustment.annual(Method.TRAJECTORY, THREE, [sold, used], {2024: 100, 2025: 50})
    assert [(step.paragraph, step.words, step.year, step.tonnes) for step in account.steps] == [
        ("8(a)", "Cuts of 2024 that were first transferred, added", 2024, 6), ("8", "Emissions of 2024 and the adjustment: the balance", 2024, 106),
        ("8(b)", "Units used in 2025, subtracted", 2025, -4), ("8", "Emissions of 2025 and the adjustment: the balance", 2025, 46),
        (Method.TRAJECTORY.value, "Adjustments of 2024 to 2026 together", None, 2),
    ]  # fmt: skip
    assert (account.emissions, account.balance) == (None, None), "the inventory of one year is missing"
    whole = adjustment.annual(Method.TRAJECTORY, THREE, [sold, used], {2024: 100, 2025: 50, 2026: 25})
    assert (whole.emissions, whole.balance) == (175, 177)
    assert whole.steps[-1].words == "Emissions of 2024 to 2026 and all adjustments" and not any(
        year.is_indicative for year in whole.years
    )


def test_an_average_is_of_the_events_by_then():
    entries = [replace(SOUND, event_year=2024, vintage_year=2024, tonnes=6), Entry(Kind.USED, 2026, 2024, 3)]
    elapsed = adjustment.averaging(THREE, entries, {}, Divisor.ELAPSED_YEARS)
    assert [(year.adjustment, year.is_indicative) for year in elapsed.years] == [(6, True), (3, True), (1, False)]
    assert elapsed.steps[2].words == f"The sum, divided by 3 {Divisor.ELAPSED_YEARS.value}" and len(elapsed.steps) == 3
    by_inventory = adjustment.averaging(THREE, entries, {2025: 100, 2026: 50}, Divisor.INVENTORY_YEARS)
    assert [year.adjustment for year in by_inventory.years] == [0, 6, 1.5] and by_inventory.balance == 51.5
    assert [each.tonnes_a_year for each in adjustment.averages(THREE, entries, {2024: 1}, 2026)] == [3, 1, 1]
    assert [each.tonnes_a_year for each in adjustment.averages(THREE, entries, {2024: 1}, 2025)] == [6, 3, 2]
