"""The adjustable inputs of the trajectory: kept in the URL, checked before they are believed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict

import pandas as pd

from dashboard.targets.trajectory import Cases, Inputs

CASES = ("low", "central", "high")
LAGS = ("selection_lag", "registration_lag")


def from_defaults(defaults: pd.DataFrame) -> Cases:
    """Return the three cases of table trajectory_defaults."""
    rows = defaults.set_index("input_id")
    low, central, high = (Inputs(**{name: float(rows.loc[name, case]) for name in input_names()}) for case in CASES)
    return Cases(low, central, high)


def input_names() -> tuple[str, ...]:
    """Return the names of the inputs in their order."""
    return tuple(Inputs.__dataclass_fields__)


def to_query(cases: Cases, defaults: pd.DataFrame) -> dict[str, str]:
    """Return the parameters that differ from the defaults, each as low~central~high."""
    usual = from_defaults(defaults)
    return {
        name: "~".join(f"{getattr(case, name):g}" for case in (cases.low, cases.central, cases.high))
        for name in input_names()
        if any(getattr(getattr(cases, c), name) != getattr(getattr(usual, c), name) for c in CASES)
    }


def from_query(query: Mapping[str, str], defaults: pd.DataFrame) -> tuple[Cases, list[str]]:
    """Return the cases that a link asks for, and one sentence for each part that can't be honoured."""
    usual = from_defaults(defaults)
    chosen = {case: asdict(getattr(usual, case)) for case in CASES}
    problems = []
    for row in defaults.itertuples():
        text = query.get(row.input_id)
        if text is None:
            continue
        values = _numbers(text)
        ordered = sorted(values, reverse=row.input_id in LAGS)
        if len(values) != 3 or not all(row.least <= value <= row.most for value in values) or values != ordered:
            problems.append(
                f"The link's “{row.label}” ({text[:30]}) is no low~central~high between {row.least:g} and "
                f"{row.most:g}; the default is shown."
            )
            continue
        for case, value in zip(CASES, values, strict=True):
            chosen[case][row.input_id] = value
    low, central, high = (Inputs(**chosen[case]) for case in CASES)
    return Cases(low, central, high), problems


def _numbers(text: str) -> list[float]:
    try:
        values = [float(part) for part in text.split("~")]
    except ValueError:
        return []
    return values if all(math.isfinite(value) for value in values) else []


def held(least: float, most: float, central: float, is_central_moved: bool) -> tuple[float, float, str]:
    """Return the ends of a range so that the central value lies within, and what to tell of it ("{central}" in place of it).

    The central value stays as it was set: a moved end stops at it, and a moved central value takes the end along.
    """
    if least <= central <= most:
        return least, most, ""
    if is_central_moved:
        return min(least, central), max(most, central), "the range was widened to the new central value, {central}."
    return (
        min(least, central),
        max(most, central),
        "the range ends at the central value, {central}. Change that first to go beyond it.",
    )


def in_fields(cases: Cases, defaults: pd.DataFrame) -> tuple[tuple[str, str, str], ...]:
    """Return the inputs as the name in the address, the label and low~central~high of now, for a plain form."""
    return tuple(
        (
            row.input_id,
            f"{row.label}: low~central~high",
            "~".join(f"{getattr(case, row.input_id):g}" for case in (cases.low, cases.central, cases.high)),
        )
        for row in defaults.itertuples()
    )
