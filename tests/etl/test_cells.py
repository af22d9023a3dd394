"""What a cell of a publisher's file is as a text, a day and a number: both sides of every bound and of every spelling that is read."""

from __future__ import annotations

import datetime as dt

import pytest

from etl.reading.cells import as_day, as_number, as_text, as_whole, folded, is_missing
from etl.reading.grid import Cell

NOON = dt.datetime(2024, 5, 17, 12, 30)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""), (True, "TRUE"), (False, "FALSE"), (7, "7"), (7.0, "7"), (-7.0, "-7"), (7.5, "7.5"),
        (999_999_999_999_999.0, "999999999999999"), (1e15, "1000000000000000.0"), (-1e15, "-1000000000000000.0"),
        (dt.datetime(2024, 5, 17), "2024-05-17"), (NOON, "2024-05-17 12:30:00"), (dt.date(2024, 5, 17), "2024-05-17"),
        ("  two\u00a0 \n words ", "two words"), ("two\u200bwords", "two words"), ("\ufefftwo words", "two words"),
    ],
)  # fmt: skip
def test_a_cell_as_a_text(cell: Cell | None, text: str) -> None:
    assert as_text(cell) == text


def test_what_publishers_write_into_an_empty_cell_is_no_value() -> None:
    empty = (None, "", " ", "NA", "n/a", "#N/A", "n.a.", "n.a", "-", "–", "—", "..", "...", "…", "NaN", "None", "null", "TBC", "tbd", "Not  available")  # fmt: skip
    assert [cell for cell in empty if not is_missing(cell)] == []
    assert [cell for cell in (0, False, "0", "no", "n", ".", "--", "not known") if is_missing(cell)] == []


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (NOON, "2024-05-17"), (dt.date(2024, 5, 17), "2024-05-17"), (True, None), (dt.time(1), None), (dt.timedelta(2000), None), (None, None),
        # Years, and days as Excel counts them: 1 January 1990 to 31 December 2099.
        (1990, "1990"), (1989, None), (2100, "2100"), (2101, None), (2024.0, "2024"), (2024.5, None),
        (32_874, "1990-01-01"), (32_873, None), (73_050, "2099-12-31"), (73_051, None), (45_429.75, "2024-05-17"),
        ("2024-5-7", "2024-05-07"), ("2024-05-17T09:30:00Z", "2024-05-17"), ("2024-05-17 09:30 UTC", "2024-05-17"), ("2024-05-17 09:30+02:00", "2024-05-17"),
        ("2024-05-17 noon", None), ("20240517", "2024-05-17"), ("20241317", None), ("2024051", None),
        ("2024年5月7日", "2024-05-07"), ("2024/5/7", "2024-05-07"), ("2024.5.7", "2024-05-07"),
        ("7/5/2024", "2024-05-07"), ("07.05.2024", "2024-05-07"), ("07-05-2024 09:30", "2024-05-07"), ("30/02/2024", None), ("7/5/24", None),
        ("17 May 2024", "2024-05-17"), ("17th may, 2024", "2024-05-17"), ("1st of May 2024", None), ("17-Sept-24", "2024-09-17"), ("17 Sep. 2024", "2024-09-17"),
        ("17 Mayo 2024", None), ("31 June 2024", None), ("May 17, 2024", "2024-05-17"), ("Dec. 2nd 2024", "2024-12-02"), ("May 17, 24", None), ("Mai 17 2024", None),
        ("January 2024", "2024-01"), ("Oct-2024", "2024-10"), ("Octo 2024", None),
        ("2024-01", "2024-01"), ("2024-12", "2024-12"), ("2024-00", None), ("2024-13", None), ("3024-01", None),
        ("1999", "1999"), ("2099", "2099"), ("1899", None), ("2100", None), ("20 24", None), ("", None), ("soon", None),
    ],
)  # fmt: skip
def test_a_cell_as_a_day(cell: Cell | None, day: str | None) -> None:
    assert as_day(cell) == day


def test_of_which_order_a_day_is_has_to_be_told() -> None:
    assert (as_day("7/5/2024"), as_day("7/5/2024", is_month_first=True)) == ("2024-05-07", "2024-07-05")
    assert (as_day("5/17/2024"), as_day("5/17/2024", is_month_first=True)) == (None, "2024-05-17")
    # Where the year stands first, or the month is named, there is one order alone.
    for text in ("2024/5/7", "2024.5.7", "7 May 2024", "20240507"):
        assert as_day(text, is_month_first=True) == "2024-05-07"


def test_every_month_has_its_short_and_its_long_name() -> None:
    names = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip
    for number, name in enumerate(names, 1):
        for text in (name, name[:3], f"{name[:3]}."):
            assert as_day(f"{text} 2024") == f"2024-{number:02}"


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (None, None), (True, None), (0, 0), (-7, -7), (7.5, 7.5), (999_999_999_999_999, 999_999_999_999_999), (10**15, None), (-(10**15), None),
        ("7", 7), ("-7", -7), ("7.50", 7.5), ("-0.5", -0.5), (" 7 ", 7), ("1,234", 1234), ("1,234,567.8", 1234567.8), ("-1,234", -1234),
        ("1 234 567", 1234567), ("1 234", 1234), ("1'234'567", 1234567), ("12’345", 12345), ("1.234.567", 1234567), ("1.234", 1.234), ("123 456", 123456),
        ("1.234,5", None), ("1 234.5", None), ("1 23", None), ("1234 567", None), ("1,23", None), ("1234,567", None), ("1 234'567", None),
        ("7.", None), (".5", None), ("+7", None), ("7 t", None), ("", None), ("1e3", None), ("--7", None), ("1.234.56", None),
        ("999999999999999", 999_999_999_999_999), ("1000000000000000", None), ("-1,000,000,000,000,000", None),
    ],
)  # fmt: skip
def test_a_cell_as_a_number(cell: Cell | None, number: float | None) -> None:
    found = as_number(cell)
    assert (found, type(found)) == (number, type(number))


def test_a_whole_number_is_one_that_nothing_was_rounded_of() -> None:
    assert [as_whole(cell) for cell in (7, 7.0, "7.0", "1,234", 7.5, "7.5", "x", None, 0)] == [7, 7, 7, 1234, None, None, None, None, 0]  # fmt: skip


def test_the_head_of_a_column_is_told_without_case_signs_and_blanks() -> None:
    assert folded(" Quantity_(t CO₂-eq.) ") == "quantity t co2 eq"
    assert (folded(None), folded("Ｆirst  ID"), folded("№ 1")) == ("", "first id", "no 1")
