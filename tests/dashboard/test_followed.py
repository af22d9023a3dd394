"""What Parties report of one run of units, told step by step: on made rows, worked out by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.accounts import followed

COLUMNS = "step_on action reporting_iso3 reported_by quantity_tco2e units cooperative_approach_id vintage_year used_year publisher source_url"
SOLD = (
    "2025-05-17",
    "first_transfer",
    "GHA",
    "Ghana",
    1500.4,
    "1 to 1,500",
    "CA0009",
    2023,
    None,
    "UNFCCC",
    "https://g.example",
)
BOUGHT = (
    "2025",
    "acquisition",
    "CHE",
    "Switzerland",
    None,
    "1 to 1,500",
    "CA0009",
    2023,
    None,
    "Bern [a]",
    "https://c.example",
)
USED = ("2026-01-05", "use", "CHE", "Switzerland", 10, "1 to 10", "CA0009", 2023, 2025.0, "UNFCCC", "https://c.example")


def of(*rows: tuple[object, ...], **other: object) -> pd.DataFrame:
    """A run of some rows, with other cells in a column."""
    return pd.DataFrame(rows, columns=COLUMNS.split(), dtype=object).assign(**other)


def test_each_row_is_a_step_with_its_amount_and_whose_report_it_is():
    shown = followed.steps(of(SOLD, BOUGHT, USED))
    assert shown.to_numpy().tolist() == [
        ["First transferred", "17 May 2025", "1,500 t, units 1 to 1,500", "Report of Ghana: [UNFCCC](<https://g.example>)"],
        ["Acquired", "2025", "amount not found, units 1 to 1,500", "Report of Switzerland: [Bern \\[a\\]](<https://c.example>)"],
        ["Used", "5 Jan 2026", "10 t, units 1 to 10, towards the goal of 2025", "Report of Switzerland: [UNFCCC](<https://c.example>)"],
    ]  # fmt: skip


def test_without_a_use_the_trail_ends_aloud():
    assert followed.steps(of(SOLD)).iloc[-1].tolist() == [
        "Used", "none confirmed", "No report of a use was read. Here the public trail ends", "",
    ]  # fmt: skip
    assert len(followed.steps(of(USED))) == 1


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (of(SOLD, BOUGHT, USED), "Units of CA0009, vintage 2023: 3 rows in the reports of 2 Parties"),
        (of(SOLD), "Units of CA0009, vintage 2023: 1 row in the reports of one Party"),
        (of(SOLD, SOLD, vintage_year=None), "Units of CA0009: 2 rows in the reports of one Party"),
        (of(SOLD, BOUGHT, cooperative_approach_id=None), "Units of an unnamed approach, vintage 2023: 2 rows in the reports of 2 Parties"),
    ],
)  # fmt: skip
def test_a_run_is_named_by_its_approach_and_vintage(rows, said):
    assert followed.heading(rows) == said
