"""Questions on projects: one function each, aggregated by DuckDB."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from math import fsum, inf, nan
from typing import Any

import pandas as pd

from dashboard.agreements.queries import on_day
from dashboard.core.choices import Filters
from dashboard.core.fields import FilterGroup, conditions
from dashboard.core.numbers import is_missing
from dashboard.core.records import Record, Row, Rows
from dashboard.core.warehouse import ask, ask_rows

# Of the table of a page, which says where it ends; whoever counts or looks a project up takes all.
TABLE_ROWS = 2000
_SUMS = ("projects", "with_figure", "expected_tco2e_per_year")

_CHOSEN = FilterGroup.PARTIES | FilterGroup.ACTIVITIES
# Every row that matches the filters, counted or not, as a query for whoever pages through it.
LISTED = f"SELECT * FROM projects_on($as_of::DATE) p WHERE {conditions(Filters, _CHOSEN, 'p')}"


def _listed(filters: Filters) -> str:
    return f"{on_day('projects', filters.as_of)} p WHERE {conditions(Filters, _CHOSEN, 'p', filters)}"


def stages() -> pd.DataFrame:
    """Return the ladder and the two states apart from it. Columns of table stages."""
    return ask("SELECT * FROM stages ORDER BY sort_order")


def _counted(filters: Filters) -> Rows:
    # One pass over the projects for all figures and charts of a page: as small as the combinations that occur, and no
    # two of them can disagree.
    return ask_rows(
        f"""
        SELECT stage_id, sector, buyer_iso3, buyer, host_iso3, host, x_km, y_km, source_publisher,
            CASE WHEN last_possible_day(registered_on) <= $as_of::DATE THEN registered_on[1:4]::INT END AS registered_year,
            CASE WHEN last_possible_day(selected_on) <= $as_of::DATE THEN selected_on[1:4]::INT END AS selected_year,
            count(*) AS projects, count(expected_tco2e_per_year) AS with_figure,
            sum(expected_tco2e_per_year)::DOUBLE AS expected_tco2e_per_year,
            count(*) FILTER (issuance_count > 0) AS with_issuance
        FROM {_listed(filters)} AND is_counted GROUP BY ALL ORDER BY ALL
        """,
        **filters.parameters(),
    )


def _sums(rows: Iterable[Row]) -> Record:
    """Return projects, with_figure and expected_tco2e_per_year (NaN where none is published) of some rows together."""
    found = list(rows)
    known = [row["expected_tco2e_per_year"] for row in found if row["with_figure"]]
    return {
        "projects": sum(row["projects"] for row in found),
        "with_figure": sum(row["with_figure"] for row in found),
        "expected_tco2e_per_year": fsum(known) if known else nan,
    }


def _by(rows: Rows, *columns: str) -> list[Record]:
    """Return such sums by some columns."""
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row[name] for name in columns), []).append(row)
    return [dict(zip(columns, key, strict=True)) | _sums(of) for key, of in groups.items()]


def ladder(filters: Filters) -> pd.DataFrame:
    """Return every stage but cancelled with its projects, in order: stage_id, label, is_on_ladder, projects,
    with_figure, expected_tco2e_per_year (NULL where none is published)."""
    return _ladder(_counted(filters))


def ladder_of(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the same for projects that were asked for already, one row each."""
    projects = zip(rows["stage_id"], rows["expected_tco2e_per_year"], strict=True)
    return _ladder(
        [
            {
                "stage_id": key,
                "projects": 1,
                "with_figure": int(not is_missing(value)),
                "expected_tco2e_per_year": value,
            }
            for key, value in projects
        ]
    )


def _ladder(rows: Rows) -> pd.DataFrame:
    steps = ask_rows(
        "SELECT stage_id, label, is_on_ladder FROM stages WHERE stage_id <> 'cancelled' ORDER BY sort_order"
    )
    return pd.DataFrame(
        [{**step, **_sums(row for row in rows if row["stage_id"] == step["stage_id"])} for step in steps]
    )


def publishers(filters: Filters, **columns: object) -> list[str]:
    """Return who publishes the projects whose columns (of those by which they are grouped here) have these values: a name for each project."""
    # Who has no single buyer is told as missing in a frame, as None here.
    asked = {name: None if is_missing(value) else value for name, value in columns.items()}
    found = [row for row in _counted(filters) if all(row[name] == value for name, value in asked.items())]
    return [row["source_publisher"] for row in found for _ in range(row["projects"])]


def issuance_known(filters: Filters) -> dict[str, int]:
    """Return counts of the shown projects: at_issued_or_beyond (their step), of_them_known (with a known issuance of their
    own or shared with others), known_elsewhere (with a known issuance, on another step)."""
    rows = _counted(filters)
    late = [row for row in rows if row["stage_id"] in ("issued", "transferred")]
    known = sum(row["with_issuance"] for row in late)
    return {
        "at_issued_or_beyond": sum(row["projects"] for row in late),
        "of_them_known": known,
        "known_elsewhere": sum(row["with_issuance"] for row in rows) - known,
    }


def sectors_by_buyer(filters: Filters) -> pd.DataFrame:
    """Return projects by sector and buyer, most first: sector, buyer_iso3, buyer, projects, with_figure,
    expected_tco2e_per_year."""
    columns = ("sector", "buyer_iso3", "buyer")
    # Those without a single buyer last.
    found = sorted(
        _by(_counted(filters), *columns),
        key=lambda row: (-row["projects"], row["sector"], row["buyer"] is None, row["buyer"]),
    )
    return pd.DataFrame(found, columns=[*columns, *_SUMS])


def by_host(filters: Filters) -> pd.DataFrame:
    """Return projects by host: host_iso3, host, x_km, y_km (label point of the country), projects, with_figure,
    expected_tco2e_per_year, most first."""
    columns = ("host_iso3", "host", "x_km", "y_km")
    found = sorted(
        _by(_counted(filters), *columns),
        key=lambda row: (-row["expected_tco2e_per_year"] if row["with_figure"] else inf, -row["projects"], row["host"]),
    )
    return pd.DataFrame(found, columns=[*columns, *_SUMS])


def by_year(filters: Filters) -> pd.DataFrame:
    """Return registrations and selections by calendar year: year, registered, selected; a project can be in both."""
    counts = {"registered": Counter[int](), "selected": Counter[int]()}
    for row in _counted(filters):
        for step, by in counts.items():
            if year := row[f"{step}_year"]:
                by[year] += row["projects"]
    years = sorted(set().union(*counts.values()))
    found = [{"year": year, **{step: by[year] for step, by in counts.items()}} for year in years]
    return pd.DataFrame(found, columns=["year", *counts])


def listed(filters: Filters) -> pd.DataFrame:
    """Return every row that matches, counted or not, largest expected volume first. Columns of table
    projects_now, of the as-of day."""
    return ask(
        f"SELECT * EXCLUDE (search_text) FROM {_listed(filters)} ORDER BY expected_tco2e_per_year DESC NULLS LAST, project_id",
        **filters.parameters(),
    )


def projects(filters: Filters, limit: int | None = None) -> pd.DataFrame:
    """Return the counted projects, largest expected volume first, all or the first `limit` rows. Columns of table project_list."""
    return ask(
        f"""
        SELECT * EXCLUDE (search_text) FROM {_listed(filters)} AND is_counted
        ORDER BY expected_tco2e_per_year DESC NULLS LAST, project_id {"" if limit is None else "LIMIT $limit"}
        """,
        **filters.parameters(),
        **({} if limit is None else {"limit": limit}),
    )


def left_out(filters: Filters) -> pd.DataFrame:
    """Return the rows that match the filters and are never counted, with `left_out_because`."""
    return ask(
        f"SELECT * EXCLUDE (search_text) FROM {_listed(filters)} AND NOT is_counted ORDER BY left_out_because, project_id",
        **filters.parameters(),
    )


def project(project_id: str) -> pd.DataFrame:
    """Return one project as the newest data have it, or no row for an unknown id. Columns as of `listed`."""
    return ask(
        "FROM projects_on($as_of::DATE) WHERE project_id = $project_id",
        project_id=project_id,
        as_of=date.max,
    )


def project_steps(project_id: str) -> pd.DataFrame:
    """Return the dated and undated steps of one project, oldest first, undated last. Columns of table project_steps."""
    return ask(
        "SELECT * FROM project_steps WHERE project_id = $project_id ORDER BY step_until_on NULLS LAST, step",
        project_id=project_id,
    )


def project_events(project_id: str) -> pd.DataFrame:
    """Return the events of one project, those shared with others included. Columns of table event_list."""
    return ask(
        """
        SELECT * FROM event_list WHERE project_id = $project_id
            OR event_id IN (SELECT event_id FROM event_projects WHERE project_id = $project_id)
        ORDER BY event_until_on, event_id
        """,
        project_id=project_id,
    )


def untraced() -> dict[tuple[str, str], Row]:
    """Return the newest published total of issued tonnes of each buyer and host that is larger than what can be traced to events, by the two:
    value, publisher, as_of."""
    rows = ask_rows(
        """
        SELECT buyer_iso3, host_iso3, value, publisher, as_of FROM reconciliation
        WHERE measure = 'issued_tco2e' AND host_iso3 IS NOT NULL AND NOT is_lead AND value > ours ORDER BY as_of_until_on
        """
    )
    return {(row["buyer_iso3"], row["host_iso3"]): row for row in rows}


def neighbours(project_id: str) -> pd.DataFrame:
    """Return up to 12 other projects of the same host or, worldwide, the same sector: project_id, title, host, buyer,
    stage, likeness ("same host and sector", "same host", "same sector elsewhere")."""
    return ask(
        """
        SELECT n.project_id, n.title, n.host, n.buyer, n.stage, n.expected_tco2e_per_year,
            CASE WHEN n.host_iso3 = p.host_iso3 AND n.sector_id = p.sector_id THEN 'same host and sector'
                 WHEN n.host_iso3 = p.host_iso3 THEN 'same host' ELSE 'same sector elsewhere' END AS likeness
        FROM project_list n, project_list p
        WHERE p.project_id = $project_id AND n.project_id <> p.project_id AND n.is_counted
            AND (n.host_iso3 = p.host_iso3 OR n.sector_id = p.sector_id)
        ORDER BY (n.host_iso3 = p.host_iso3)::INT * 2 + (n.sector_id = p.sector_id)::INT DESC,
            (n.buyer_iso3 = p.buyer_iso3) DESC, n.stage_order DESC, n.project_id
        LIMIT 12
        """,
        project_id=project_id,
    )
