"""The rows of the files in data/, corrected, and the days that their dates can mean. Plain Python."""

from __future__ import annotations

import calendar
import csv
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

from copies import LATER_DAYS, ROOT, copy_data

Row = dict[str, str]
LEADS = {"L", "C"}
FOLDERS = ("curated", "reference", "context", "trade", "")


@cache
def _data() -> Path:
    # With one more agreement, read later, where `make later` asks for it.
    return (copy_data(Path(tempfile.mkdtemp())) if LATER_DAYS else ROOT) / "data"


@cache
def table(name: str) -> tuple[Row, ...]:
    """Return the rows of the CSV file of that name in data/ or one of its folders, with the corrections made."""
    path = next(path for folder in FOLDERS if (path := _data() / folder / f"{name}.csv").exists())
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


def first_day(known: str) -> date | None:
    """Return the first day that it can be."""
    if not known:
        return None
    year, month, day = (*(int(part) for part in known.split("-")), 1, 1)[:3]
    return date(year, month, day)


def is_day(known: str) -> bool:
    """Return whether a date is known to the day."""
    return known.count("-") == 2


@cache
def covered_by(event_id: str) -> frozenset[str]:
    """Return the projects that an event covers."""
    own = {row["project_id"] for row in table("events") if row["event_id"] == event_id and row["project_id"]}
    return frozenset(own | {row["project_id"] for row in table("event_projects") if row["event_id"] == event_id})
