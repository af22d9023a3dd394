"""Which rows of reports follow a run of units, by a day: rows of a test's own, in which one thing alone keeps each of them out."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from dashboard.accounts import queries

COLUMNS = (
    "action_id", "reporting_iso3", "action", "action_on", "serial_first", "serial_last", "quantity_tco2e", "seller_iso3", "buyer_iso3",
)  # fmt: skip
# Units 11 to 20 of Ghana, approach CA0001, vintage 2023.
ROWS = (
    ("G-1", "GHA", "first_transfer", "2024-05-17", 11, 20, 10, "GHA", "CHE"),
    ("C-1", "CHE", "acquisition", "2024-05-17", 11, 20, 10, "GHA", "CHE"),
    ("G-0", "GHA", "authorisation", "2024-05-17", 11, 20, 10, None, None),
    ("C-2", "CHE", "use", "2024-11-20", 20, 25, 6, None, None),
    ("C-9", "CHE", "use", "2024-11-20", 1, 10, 10, None, None),
    ("C-8", "CHE", "use", "2024-11-20", 21, 30, 10, None, None),
    ("C-7", "CHE", "use", "2024-11-20", None, None, 10, None, None),
    # A month has happened on its last day, and a stand at the end of the year on that day; the stand is told last.
    ("C-4", "CHE", "cancellation", "2024-12", 2, 11, 10, None, None),
    ("C-3", "CHE", "holding", None, 12, 19, 8, None, None),
    ("C-5", "CHE", "use", "2025-02-01", 12, 12, 1, None, None),
)
# What else is as the use of C-2, and of other units.
OTHERS = ({"host_iso3": "KEN"}, {"cooperative_approach_id": "CA0002"}, {"cooperative_approach_id": None}, {"vintage_year": 2022}, {"vintage_year": None})  # fmt: skip
# A larger run, later, without an approach and a vintage; two of one size, and one of no size.
LATER = (
    ("L-2", "GHA", "first_transfer", "2025-03-01", 1, 12, 12, "GHA", "CHE"),
    ("L-3", "CHE", "acquisition", "2025-03-02", 1, 12, 12, "GHA", "CHE"),
    ("L-1", "GHA", "first_transfer", "2025-03-05", 101, 112, 12, "GHA", "CHE"),
    ("L-0", "GHA", "first_transfer", "2025-03-01", 201, 212, None, "GHA", "CHE"),
    # Sold on: neither a first transfer of Switzerland nor anything that Peru tells of itself.
    ("L-4", "CHE", "transfer", "2025-03-09", 901, 999, 99, "CHE", "PER"),
)


@pytest.fixture(scope="module")
def reports(second_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, date]:
    """A warehouse with these rows alone, and the day of its edition. Answers are kept by the name of the file: it has its own."""
    path = Path(shutil.copy(second_warehouse, tmp_path_factory.mktemp("reports") / "reported_run.duckdb"))
    with duckdb.connect(str(path)) as connection:
        ((day,),) = connection.execute("SELECT edition_on FROM edition").fetchall()
        connection.execute("DELETE FROM account_rows")
        unit = {"host_iso3": "GHA", "cooperative_approach_id": "CA0001", "vintage_year": 2023, "reported_year": 2024}
        rows = [dict(zip(COLUMNS, row, strict=True)) | unit for row in ROWS]
        used = next(row for row in rows if row["action_id"] == "C-2")
        rows += [used | other | {"action_id": f"O-{number}"} for number, other in enumerate(OTHERS)]
        lacking = {"cooperative_approach_id": None, "vintage_year": None}
        rows += [dict(zip(COLUMNS, row, strict=True)) | unit | lacking for row in LATER]
        # A year that is not over has happened by the day of the edition.
        late = ("S-1", "SWE", "acquisition", None, 5, 5, 1, "GHA", "SWE")
        rows.append(dict(zip(COLUMNS, late, strict=True)) | unit | {"vintage_year": 2021, "reported_year": day.year})
        for row in rows:
            marks = ", ".join("?" for _ in row)
            connection.execute(
                f"INSERT INTO account_rows ({', '.join(row)}, source_id) VALUES ({marks}, 'aef_reports')",
                list(row.values()),
            )
    return path, day


@pytest.fixture
def edition(reports: tuple[Path, date], monkeypatch: pytest.MonkeyPatch) -> date:
    """The day of the edition of the warehouse with these rows, which the dashboard reads."""
    path, day = reports
    monkeypatch.setattr("dashboard.core.warehouse.POINTER", path)
    return day


def run(iso3: str, day: str) -> list[tuple[str, str]]:
    found = queries.reported_run(iso3, date.fromisoformat(day))
    return list(zip(found["action"], found["units"], strict=True))


def test_a_run_is_followed_by_what_shares_a_unit_with_it_and_had_happened_by_the_day(edition: date) -> None:
    sale = [("authorisation", "11 to 20"), ("first_transfer", "11 to 20"), ("acquisition", "11 to 20")]
    ended = [("cancellation", "2 to 11"), ("holding", "12 to 19")]
    assert run("GHA", "2024-05-16") == []
    assert run("GHA", "2024-05-17") == run("GHA", "2024-11-19") == sale
    assert run("GHA", "2024-11-20") == run("GHA", "2024-12-30") == [*sale, ("use", "20 to 25")]
    assert run("GHA", "2024-12-31") == run("GHA", "2025-01-31") == [*sale, ("use", "20 to 25"), *ended]
    assert run("GHA", "2025-02-01") == [*sale, ("use", "20 to 25"), *ended, ("use", "12 to 12")]
    assert run("CHE", "2024-05-17") == sale


def test_the_largest_run_that_a_party_first_transferred_or_acquired_is_followed(edition: date) -> None:
    larger = [("first_transfer", "1 to 12"), ("acquisition", "1 to 12")]
    assert run("GHA", "2025-03-01") == larger[:1]
    assert run("GHA", "2025-03-04") == run("CHE", "2025-03-04") == larger
    # Of two of one size the one with the lower key.
    assert run("GHA", "2025-03-05") == [("first_transfer", "101 to 112")]
    assert run("CHE", "2025-03-31") == larger
    assert run("PER", "2025-03-31") == []


def test_what_is_told_of_a_step(edition: date) -> None:
    found = queries.reported_run("GHA", date(2024, 12, 31))
    columns = ["step_on", "reporting_iso3", "reported_by", "quantity_tco2e", "cooperative_approach_id", "vintage_year"]
    told = [tuple(row) for row in found[columns].itertuples(index=False)]
    assert told[1:4] == [
        ("2024-05-17", "GHA", "Ghana", 10, "CA0001", 2023),
        ("2024-05-17", "CHE", "Switzerland", 10, "CA0001", 2023),
        ("2024-11-20", "CHE", "Switzerland", 6, "CA0001", 2023),
    ]
    assert told[-2:] == [
        ("2024-12", "CHE", "Switzerland", 10, "CA0001", 2023),
        ("2024", "CHE", "Switzerland", 8, "CA0001", 2023),
    ]


def test_a_report_on_the_year_of_the_edition_is_known_on_its_day(edition: date) -> None:
    assert run("SWE", (edition - timedelta(1)).isoformat()) == []
    assert run("SWE", edition.isoformat()) == [("acquisition", "5 to 5")]
