"""One account by each permitted method side by side, and the steps of each. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.accounts import adjustment
from dashboard.accounts.adjustment import Account, Divisor, Entry, Kind, Method, Period
from dashboard.core.records import as_dicts

# A worked example of the rule, ours: a seller that moves a million tonnes in ten years. tests/data/worked_examples.csv, E1 and E2.
EXAMPLE_SOLD = {2023: 50_000, 2024: 50_000, 2025: 100_000, 2026: 100_000, 2027: 100_000, 2028: 150_000, 2029: 150_000, 2030: 300_000}  # fmt: skip
EXAMPLE_EMITTED = {2030: 49_400_000.0}
DECADE = Period(2021, 2030)
LABELS = {
    Method.TRAJECTORY: "Trajectory or budget for one year",
    Method.AVERAGING: "Averaging",
    Method.MULTI_YEAR: "Goal for several years",
}


def example() -> list[Entry]:
    """Return the entries of the worked example."""
    return [Entry(Kind.FOR_A_GOAL, year, year, sold) for year, sold in EXAMPLE_SOLD.items()]


def of_blocks(vintages: pd.DataFrame) -> list[Entry]:
    """Return authorised credits as entries, as if authorisation counted as the first transfer: a reading, which nobody reported."""
    return [
        Entry(Kind.FOR_OTHER_PURPOSES, int(row["event_year"]), int(row["vintage_year"]), float(row["quantity_tco2e"]))
        for row in as_dicts(vintages)
        if int(row["vintage_year"]) in DECADE.years and int(row["event_year"]) in DECADE.years
    ]


def side_by_side(period: Period, entries: Sequence[Entry], emitted: dict[int, float]) -> pd.DataFrame:
    """Return a row a method: its paragraph, the adjustment of the period's last year, of all years together (with averaging they are indicative), and the balance of the last year, tCO2e.

    At the end of the period every divisor of averaging has its years, but for inventories that were not entered. Raises Refused.
    """
    rows = []
    for method, account in accounts(period, entries, emitted).items():
        last = account.years[-1]
        rows.append(
            {
                "method": LABELS[method],
                "paragraph": f"para. {method.value}",
                "last_year_tco2e": last.adjustment,
                "period_tco2e": None if method is Method.AVERAGING else account.adjustment,
                "meets": f"{last.year} alone" if method is not Method.MULTI_YEAR else "all years",
                "balance_tco2e": account.balance if method is Method.MULTI_YEAR else last.balance,
            }
        )
    return pd.DataFrame(rows)


def accounts(period: Period, entries: Sequence[Entry], emitted: dict[int, float]) -> dict[Method, Account]:
    """Return the account by each method; averaging by the years elapsed, the words of the decision. Raises Refused."""
    return {
        Method.TRAJECTORY: adjustment.annual(Method.TRAJECTORY, period, entries, emitted),
        Method.AVERAGING: adjustment.averaging(period, entries, emitted, Divisor.ELAPSED_YEARS),
        Method.MULTI_YEAR: adjustment.annual(Method.MULTI_YEAR, period, entries, emitted),
    }


def divisors(period: Period, entries: Sequence[Entry], to_year: int, inventories: dict[int, float]) -> pd.DataFrame:
    """Return the average by each divisor at the end of `to_year`, tCO2e a year. Raises Refused."""
    found = adjustment.averages(period, entries, inventories, to_year)
    return pd.DataFrame(
        {
            "divisor": [each.divisor.value.capitalize() for each in found],
            "divided_by": [each.years for each in found],
            "average_tco2e_per_year": [each.tonnes_a_year for each in found],
        }
    )


def steps(period: Period, entries: Sequence[Entry], emitted: dict[int, float]) -> pd.DataFrame:
    """Return each step of each method with the paragraph it follows, in order. Raises Refused."""
    return pd.DataFrame(
        [
            {
                "method": LABELS[method],
                "paragraph": f"para. {step.paragraph}",
                "step": step.words,
                "result_tco2e": step.tonnes,
            }
            for method, account in accounts(period, entries, emitted).items()
            for step in account.steps
        ]
    )
