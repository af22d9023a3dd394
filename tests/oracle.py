"""What the files in data/ hold, counted in plain Python: no SQL, nothing of the dashboard, nothing of the build."""

from __future__ import annotations

import calendar
import csv
from collections import defaultdict
from datetime import date
from functools import cache

from copies import ROOT

Row = dict[str, str]
LEADS = {"L", "C"}


@cache
def table(name: str) -> tuple[Row, ...]:
    """Return the rows of data/curated/<name>.csv, or of data/<name>.csv."""
    path = ROOT / "data" / "curated" / f"{name}.csv"
    path = path if path.exists() else ROOT / "data" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if name != "corrections" and rows:
        key = next(iter(rows[0]))
        for correction in table("corrections"):
            for row in rows:
                if (correction["table_name"], correction["key"]) == (name, row[key]):
                    row[correction["column_name"]] = correction["new"]
    return tuple(rows)


def last_day(known: str) -> date | None:
    """Return the last day that a date known to the year, month or day can be."""
    if not known:
        return None
    year, month, day = (*(int(part) for part in known.split("-")), 0, 0)[:3]
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def days() -> list[date]:
    """Return the days on which something happened: events, steps of projects, signatures."""
    found = {last_day(row["event_on"]) for row in table("events")}
    found |= {last_day(row[name]) for row in table("projects") for name in ("selected_on", "registered_on")}
    found |= {last_day(row["value"]) for row in table("claims") if row["field"] == "signed_on"}
    return sorted(day for day in found if day and day.year >= 2013)


def pairs() -> list[tuple[str, str]]:
    """Return the pairs of buyer and host that an event or an agreement names."""
    named = [(row["buyer_iso3"], row["host_iso3"]) for row in (*table("events"), *table("agreements"))]
    return sorted({pair for pair in named if all(pair)})


def written(value: float) -> str:
    """Return a count or tonnes as a page writes them: "156,319", and from a million on "1.32 Mt" or "28.8 Mt"."""
    millions = value / 1e6
    if millions < 1:
        return f"{value:,.0f}"
    return f"{millions:,.{2 if millions < 2 else 1}f} Mt"


def published(measure: str, buyer: str, by: date, host: str = "") -> float | None:
    """Return the newest total of that measure, buyer and host that a source other than a lead had published by a day."""
    leads = {row["source_id"] for row in table("sources") if row["kind"] == "lead"}
    of = {
        row["total_id"]
        for row in table("comparisons")
        if (row["measure"], row["buyer_iso3"], row["host_iso3"]) == (measure, buyer, host)
    }
    rows = [(row["total_id"], row["as_of"], row["value"], row) for row in table("published_quantities")]
    for row in table("target_progress"):
        millions = 1e6 if row["unit"] == "mtco2e" else 1
        rows.append((row["progress_id"], row["as_of"], str(float(row["quantity"] or 0) * millions), row))
    found = [
        (day, float(value))
        for key, as_of, value, row in rows
        if key in of and row["source_id"] not in leads and (day := last_day(as_of)) and day <= by
    ]
    return max(found)[1] if found else None


def measures(day: date, edition: date, buyer: str | None, host: str | None, rule: str) -> dict[str, float | None]:
    """Return each measure for a day, buyer and host; None where nothing can be counted or added up."""

    def is_chosen(row: Row) -> bool:
        return (not buyer or row["buyer_iso3"] == buyer) and (not host or row["host_iso3"] == host)

    events = [row for row in table("events") if is_chosen(row) and (last_day(row["event_on"]) or edition) <= day]
    summed = [row for row in events if _is_summed(row)]
    issued = [row for row in summed if row["event"] == "issuance"]
    projects = [
        row for row in table("projects") if is_chosen(row) and _is_counted(row) and _is_known(row, day, edition)
    ]
    yearly = [float(row["expected_tco2e_per_year"]) for row in projects if row["expected_tco2e_per_year"]]
    totals = [
        float(row["expected_tco2e_total"])
        for row in projects
        if row["expected_tco2e_total"] and not row["expected_tco2e_per_year"]
    ]
    found = {
        "jcm_issued": _tonnes([row for row in issued if row["unit_kind"] != "itmo"]),
        "itmo_issued": _tonnes([row for row in issued if row["unit_kind"] == "itmo"]),
        "transferred": _tonnes([row for row in summed if row["event"] == "first_transfer"]),
        "authorisations": sum(row["event"] == "authorisation" and row["confidence"] not in LEADS for row in events)
        or None,
        "projects": len(projects) or None,
        "project_hosts": len({row["host_iso3"] for row in projects}) or None,
        "expected_yearly": sum(yearly) if yearly else None,
        "expected_total": sum(totals) if totals else None,
    }
    if day >= edition:
        covered = _covered({row["event_id"] for row in table("events") if _shows_issuance(row)})
        late = [row for row in projects if row["stage_id"] in ("issued", "transferred") or row["project_id"] in covered]
        found["with_issuance"] = len(late) or None
    return found


def _is_lead(row: Row) -> bool:
    return row["confidence"] in LEADS or row.get("quantity_confidence", "") in LEADS


def _is_summed(row: Row) -> bool:
    return (
        bool(row["quantity_tco2e"])
        and row["quantity_kind"] == "batch"
        and not row["is_alternative_of"]
        and row["unit_kind"] != "credit_for_other_purposes"
        and not _is_lead(row)
    )


def _shows_issuance(row: Row) -> bool:
    return row["event"] == "issuance" and row["confidence"] not in LEADS


def _tonnes(rows: list[Row]) -> float | None:
    return sum(float(row["quantity_tco2e"]) for row in rows) if rows else None


def _is_counted(row: Row) -> bool:
    return (
        row["is_programme_level"] != "True"
        and not row["may_duplicate_project_id"]
        and not row.get("left_out_reason")
        and row["stage_id"] != "cancelled"
        and row["confidence"] not in LEADS
    )


def _covered(events: set[str]) -> set[str]:
    named = {row["project_id"] for row in table("events") if row["event_id"] in events and row["project_id"]}
    return named | {row["project_id"] for row in table("event_projects") if row["event_id"] in events}


@cache
def _steps() -> dict[str, list[date]]:
    """The days of all dated steps of each project that more than a lead shows."""
    found: dict[str, list[date]] = defaultdict(list)
    authorised = _covered({row["event_id"] for row in table("events") if row["event"] == "authorisation"})
    started = {
        row["project_id"]
        for row in table("milestones")
        if row["milestone"] == "operation_started" and row["milestone_on"]
    }

    def add(project_id: str, known: str) -> None:
        if day := last_day(known):
            found[project_id].append(day)

    for row in table("projects"):
        key = row["project_id"]
        if row["confidence"] in LEADS:
            continue
        add(key, row["selected_on"])
        add(key, row["registered_on"])
        add(key, "" if key in authorised else row["authorised_on"])
        add(key, "" if key in started else row["start_on"])
    for row in table("milestones"):
        if row["confidence"] not in LEADS:
            add(row["project_id"], row["milestone_on"])
    for row in table("events"):
        if row["confidence"] not in LEADS:
            for key in _covered({row["event_id"]}):
                add(key, row["event_on"])
    return found


def _is_known(row: Row, day: date, edition: date) -> bool:
    return day >= edition or any(step <= day for step in _steps()[row["project_id"]])
