"""The figures of projects, each declared once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache

import pandas as pd

from dashboard.core.choices import Filters
from dashboard.core.fields import FilterGroup
from dashboard.core.figure import Figure, Subject, declared
from dashboard.projects import queries

REACHED_ISSUANCE = ("issued", "transferred")


def _years(dates: pd.Series, as_of: date) -> pd.Series:
    """Years of the dates that surely lie by the as-of day: a month or year counts from its last day."""
    return dates.map(lambda text: text[:4] if text and _last_day(text) <= as_of else None)


@lru_cache(maxsize=4096)
def _last_day(text: str) -> date:
    last: date = pd.Period(text).end_time.date()
    return last


def _projects(filters: Filters) -> pd.DataFrame:
    rows = queries.listed(filters)
    return rows.assign(
        registered_year=_years(rows["registered_on"], filters.as_of),
        selected_year=_years(rows["selected_on"], filters.as_of),
    )


def is_counted(rows: pd.DataFrame) -> pd.Series[bool]:
    """Keep the projects that are in counts."""
    return rows["is_counted"].astype(bool)


PROJECT = Subject("project", "project_id", _projects, FilterGroup.PROJECTS, leads_in="left_out")

PROJECTS = Figure(
    "projects", "Projects", PROJECT, "project", "projects", "Each single activity counts once.",
    of=lambda rows: is_counted(rows) | rows["is_lead"].astype(bool), within=is_counted,
    leaves_out="Programmes without a single activity, probable repeats, cancelled projects and leads.",
    question="How many projects are known?", done="known", known="project",
)  # fmt: skip
PROJECT_HOSTS = Figure(
    "project_hosts", "Host countries of projects", PROJECT, "host country", "host countries", "Each host counts once.",
    of=is_counted, distinct=("host_iso3",),
    question="In how many countries are these projects?", done="with a project", known="project",
)  # fmt: skip
EXPECTED_YEARLY = Figure(
    "expected_yearly", "Expected a year", PROJECT, "project", "projects",
    "The yearly estimates of the projects that publish one. They were made before the fact.",
    of=is_counted, within=lambda rows: rows["expected_tco2e_per_year"].notna(), sums="expected_tco2e_per_year", unit="tCO2e a year",
    leaves_out="Projects that publish a total over several years, or no estimate that we found.", is_estimate=True,
    question="How much do these projects expect to bring a year?", done="expected a year", known="project",
)  # fmt: skip
EXPECTED_TOTAL = Figure(
    "expected_total", "Expected in total", PROJECT, "project", "projects",
    "Estimates over several years, of the projects that publish no yearly one. They were made before the fact.",
    of=lambda rows: is_counted(rows) & rows["expected_tco2e_per_year"].isna(), within=lambda rows: rows["expected_tco2e_total"].notna(),
    sums="expected_tco2e_total", unit="tCO2e", leaves_out="Projects that publish a yearly estimate: the two are never added.",
    is_estimate=True,
    question="How much do the projects expect that publish a total alone?", done="expected in total", known="project",
)  # fmt: skip
WITHOUT_ESTIMATE = Figure(
    "without_estimate", "Projects without a yearly estimate", PROJECT, "project", "projects",
    "They publish no yearly estimate that we found.", of=lambda rows: is_counted(rows) & rows["expected_tco2e_per_year"].isna(),
)  # fmt: skip
WITH_ISSUANCE = Figure(
    "with_issuance", "Projects with credits issued", PROJECT, "project", "projects",
    "Projects that a source shows at issued or transferred, or in at least one issuance, by the as-of day.",
    of=lambda rows: is_counted(rows) & (rows["stage_id"].isin(REACHED_ISSUANCE) | (rows["issuance_count"] > 0)),
    leaves_out="Projects whose issuance a lead alone states.",
    question="How many projects have had credits issued?", done="with credits issued", known="issuance",
)  # fmt: skip
LEFT_OUT = Figure(
    "left_out", "Rows left out of every count", replace(PROJECT, ask=queries.left_out), "row", "rows",
    "Programmes without a single activity, probable repeats, cancelled projects and leads.",
)  # fmt: skip
FIGURES = declared(globals())
