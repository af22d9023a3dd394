"""A copy of data/ for whoever wants to build from it or to break it, and the edition's day as its sources say it."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# The day after the newest one in data/sources.csv on which one more agreement is read, or nothing: see `make later`.
LATER_DAYS = int(os.environ.get("LATER_DAYS", "0"))


def copy_data(target: Path) -> Path:
    """Copy data/ without the warehouse below `target` and return `target`, a root for build() and check()."""
    shutil.copytree(ROOT / "data", target / "data", ignore=shutil.ignore_patterns("warehouse", "imported"))
    if LATER_DAYS:
        add_later_agreement(target, LATER_DAYS)
    return target


def newest_reading() -> date:
    """Return the newest day on which a source was read, counted from the file itself."""
    return max(date.fromisoformat(row["retrieved_on"]) for row in _rows(ROOT / "data/sources.csv"))


def add_later_agreement(root: Path, days: int) -> None:
    """Add one agreement to the data below `root`, read `days` after all others: a buyer new to Ghana, signed in 2026."""
    read_on = newest_reading() + timedelta(days=days)
    taken = {row["agreement_id"] for row in _rows(root / "data/curated/agreements.csv")}
    key = "NZL-GHA-MOU"
    assert key not in taken, "choose a pair that has no agreement"
    source = "a_later_reading"
    _append(
        root / "data/sources.csv",
        source_id=source,
        publisher="Test",
        title="A page that was read later",
        url="https://example.org/later",
        published_on=read_on.isoformat(),
        retrieved_on=read_on.isoformat(),
        kind="official_page",
        licence="not stated",
    )
    instrument = "memorandum_of_understanding"
    _append(
        root / "data/curated/agreements.csv",
        agreement_id=key,
        buyer_iso3="NZL",
        host_iso3="GHA",
        instrument=instrument,
        title="Memorandum of understanding",
    )
    said = {"instrument": instrument, "status": "signed", "signed_on": read_on.isoformat()}
    for field, value in said.items():
        _append(
            root / "data/curated/claims.csv",
            agreement_id=key,
            field=field,
            value=value,
            source_id=source,
            confidence="A",
        )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _append(path: Path, **cells: str) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    assert set(cells) <= set(header), f"{path.name} has no column {set(cells) - set(header)}"
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, header, lineterminator="\n").writerow(cells)


# The edition's day of the warehouse that the tests build: the newest day on which anything was read.
EDITION = newest_reading() + timedelta(days=LATER_DAYS)
