"""What the known pipeline may bring by the year of a goal: a model, pure numpy.

For project i with e_i tCO2e a year expected, and for Japanese fiscal year f (1 April f to 31 March f+1):

    start_i      = anchor day_i + lag of its kind of anchor
    years_i(f)   = days of f within [start_i, start_i + operation years) / 365.25
    brought(f)   = sum over i of e_i * years_i(f) * buyer share * delivery rate / 1e6     in MtCO2e
    reached(F)   = sum of brought(f) for f = 2013 .. F                                    in MtCO2e

Projects without a published e_i bring nothing and are counted apart. Where the inputs come from: table
trajectory_defaults (etl/views/trajectory.sql).
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

DAYS_A_YEAR = 365.25
FIRST_FISCAL_YEAR = 2013
Days = NDArray[np.datetime64]
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Inputs:
    """The five inputs of one case: two lags and operation in years; share and rate as fractions of one."""

    selection_lag: float
    registration_lag: float
    operation_years: float
    buyer_share: float
    delivery_rate: float


@dataclass(frozen=True)
class Cases:
    """Low, central and high inputs, named by what they bring: a low case has the longer lags."""

    low: Inputs
    central: Inputs
    high: Inputs


@dataclass(frozen=True)
class Pipeline:
    """Projects as arrays of one length.

    yearly: expected tCO2e a year, NaN where not published; anchors: days (datetime64[D]);
    is_registered: True where the anchor is a registration or a start of operation, so that the shorter lag applies.
    """

    yearly: Numbers
    anchors: Days
    is_registered: NDArray[np.bool_]


def fiscal_years(last: int) -> NDArray[np.int64]:
    """Return the Japanese fiscal years from 2013 to `last`."""
    return np.arange(FIRST_FISCAL_YEAR, last + 1, dtype=np.int64)


def years_in(pipeline: Pipeline, inputs: Inputs, last: int) -> Numbers:
    """Return the years (of 365.25 days) that each project operates in each fiscal year up to `last`.

    One row a project, one column a fiscal year:
    max(0, min(end_i, 1 April f+1) - max(start_i, 1 April f)) / 365.25.
    """
    years = fiscal_years(last)
    return _years_between(pipeline, inputs, _first_of_april(years), _first_of_april(years + 1))


def _years_between(pipeline: Pipeline, inputs: Inputs, opens: NDArray[np.int64], closes: NDArray[np.int64]) -> Numbers:
    lag = np.where(pipeline.is_registered, inputs.registration_lag, inputs.selection_lag)
    start = pipeline.anchors.astype("datetime64[D]").astype(np.int64) + lag * DAYS_A_YEAR
    end = start + inputs.operation_years * DAYS_A_YEAR
    overlap = np.minimum(end[:, None], closes[None, :]) - np.maximum(start[:, None], opens[None, :])
    result: Numbers = np.maximum(overlap, 0.0) / DAYS_A_YEAR
    return result


def brought(pipeline: Pipeline, inputs: Inputs, last: int) -> Numbers:
    """Return the MtCO2e that the pipeline brings in each fiscal year from 2013 to `last`.

    sum_i e_i * years_i(f) * buyer share * delivery rate / 1e6; projects without a figure bring nothing.
    """
    yearly = np.nan_to_num(pipeline.yearly, nan=0.0)
    result: Numbers = yearly @ years_in(pipeline, inputs, last) * inputs.buyer_share * inputs.delivery_rate / 1e6
    return result


def reached(pipeline: Pipeline, inputs: Inputs, last: int) -> Numbers:
    """Return the cumulative MtCO2e at the end of each fiscal year from 2013 to `last`."""
    result: Numbers = np.cumsum(brought(pipeline, inputs, last))
    return result


def issued_by(pipeline: Pipeline, inputs: Inputs, day: date) -> float:
    """Return the MtCO2e that the model gives as issued by the end of `day`, both sides together: no share is taken off.

    sum_i e_i * years operated by then * delivery rate / 1e6: what stands beside a published total of whole issuances.
    """
    closes = np.array([np.datetime64(day, "D").astype(np.int64) + 1])
    years = _years_between(pipeline, inputs, _first_of_april(np.array([FIRST_FISCAL_YEAR])), closes)[:, 0]
    return float(np.nan_to_num(pipeline.yearly, nan=0.0) @ years * inputs.delivery_rate / 1e6)


def fiscal_year_of(day: date) -> int:
    """Return the Japanese fiscal year of a day: until 31 March that of the year before."""
    return day.year if day.month >= 4 else day.year - 1


def needed_per_year(goal: float, expected: float, today: date, until: date) -> float:
    """Return the MtCO2e a year that would be needed on top, from `today` to the last day of the goal.

    max(0, goal - expected) / years from today to that day; infinite once it is past.
    """
    years = (until - today).days / DAYS_A_YEAR
    if expected >= goal:
        return 0.0
    return (goal - expected) / years if years > 0 else float("inf")


def sensitivity(pipeline: Pipeline, cases: Cases, last: int) -> list[tuple[str, float, float]]:
    """Return (input, MtCO2e at its low, MtCO2e at its high) by the end of `last`, the widest first.

    One input at a time is moved to its low or high value; the others stay central.
    """
    rows = []
    for name in (field.name for field in fields(Inputs)):
        ends = [
            float(reached(pipeline, replace(cases.central, **{name: getattr(case, name)}), last)[-1])
            for case in (cases.low, cases.high)
        ]
        rows.append((name, ends[0], ends[1]))
    return sorted(rows, key=lambda row: -abs(row[2] - row[1]))


def _first_of_april(years: NDArray[np.int64]) -> NDArray[np.int64]:
    # Months since 1970, then days: exact over leap years.
    months = (years - 1970) * 12 + 3
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
