"""Emissions and electricity of one Party over the years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard.core.forms import Lines, Multiples, bold, told
from dashboard.core.numbers import is_missing, three_figures
from dashboard.core.records import with_labels

EMISSIONS = (
    ("co2_mt", "Fossil CO2", bold("Fossil CO2"), "fact", "accent"),
    (
        "ghg_mtco2e",
        "Greenhouse gases with land use",
        f"{bold('Greenhouse gases')}\n{bold('with land use')}",
        "estimate",
        "muted",
    ),
)
ELECTRICITY = (
    ("carbon_intensity_gco2e_per_kwh", "Carbon intensity, gCO2e per kWh", "", None),
    ("renewable_share_per_cent", "Renewable share of generation", "%", 100.0),
)


def emissions(years: pd.DataFrame, publishers: Mapping[str, str], alt: str = "") -> Lines:
    """Return lines of `years` (table country_years): fossil CO2, and greenhouse gases with land use, with who publishes each column.

    The second is a broader estimate by other authors, so the two are drawn apart and never added.
    """
    labelled = list(with_labels(years))
    rows = tuple(
        {
            "year": int(row["year"]),
            "gas": name,
            "mt": round(float(row[column]), 4),
            "said": said,
            "state": state,
            "colour": colour,
            "told": f"{row['year']:.0f}: {float(row[column]):,.4g} Mt, {name[0].lower()}{name[1:]}\n{told(publishers[column])}",
            "id": label,
        }
        for column, name, said, state, colour in EMISSIONS
        for label, row in labelled
        if not is_missing(row[column])
    )
    return Lines(rows, "year", "mt", alt, series="gas", unit=" Mt")


def electricity(years: pd.DataFrame, publishers: Mapping[str, str], alt: str = "") -> Multiples:
    """Return two panels of `years` (table country_years): carbon intensity, and the share of renewables, with who publishes each column."""
    labelled = list(with_labels(years))
    rows = tuple(
        {
            "panel": name,
            "year": int(row["year"]),
            "value": float(row[column]),
            "unit": unit,
            "most": most,
            "told": f"{row['year']:.0f}: {float(row[column]):,.3g}{unit}\n{told(publishers[column])}",
            "id": label,
        }
        for column, name, unit, most in ELECTRICITY
        for label, row in labelled
        if not is_missing(row[column])
    )
    return Multiples(rows, "panel", "year", "value", alt, is_one_scale=False)


def trend(points: Sequence[tuple[int, float]], measure: str, alt: str = "") -> Lines:
    """Return one line of yearly values, the newest told at its end; `measure` says what they are."""
    rows = tuple(
        {"year": year, "value": value, "said": bold(three_figures(value)), "told": f"{year}: {three_figures(value)}"}
        for year, value in points
    )
    return Lines(rows, "year", "value", alt, measure=measure)
