"""Cells to values: days to the precision that they have, whole numbers, numbers; nothing is rounded or guessed."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from etl.reading.grid import Cell

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august"),
            *("sep sept september", "oct october", "nov november", "dec december"),
        ),
        1,
    )
    for name in names.split()
}
MISSING = frozenset(
    {
        "",
        "na",
        "n/a",
        "#n/a",
        "n.a.",
        "n.a",
        "-",
        "–",
        "—",
        "..",
        "...",
        "…",
        "nan",
        "none",
        "null",
        "tbc",
        "tbd",
        "not available",
    }
)
# Day 0 of Excel, with its leap day of 1900 that never was; a number outside is no day of our time.
EXCEL_EPOCH, EXCEL_DAYS = dt.date(1899, 12, 30), range(32_874, 73_051)
LARGEST = 10**15


def as_text(cell: Cell | None) -> str:
    """Return a cell as a text, blanks collapsed; a whole number without its point, a day as 2024-05-17."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < LARGEST:
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(sep=" ")
    if isinstance(cell, str):
        # Blanks of every sort and width, and those of no width.
        plain = cell if cell.isascii() else cell.replace("\u200b", " ").replace("\ufeff", " ")
        return " ".join(plain.split())
    return str(cell)


def is_missing(cell: Cell | None) -> bool:
    """Return True for an empty cell and for what publishers write into one that is."""
    return as_text(cell).lower() in MISSING


def as_day(cell: Cell | None, is_month_first: bool = False) -> str | None:
    """Return a day, month or year (2024-05-17, 2024-05, 2024) of a cell, None where it is none of them.

    A text with slashes or points is day, month, year, or with `is_month_first` month, day, year.
    """
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, bool | dt.time | dt.timedelta):
        return None
    if isinstance(cell, int | float):
        if cell == int(cell) and 1990 <= cell <= 2100:
            return str(int(cell))
        return (EXCEL_EPOCH + dt.timedelta(int(cell))).isoformat() if int(cell) in EXCEL_DAYS else None
    return _day_of_text(as_text(cell).replace(",", " "), is_month_first)


def _day_of_text(text: str, is_month_first: bool) -> str | None:
    plain = re.sub(r"\s+", " ", text).strip().lower()
    if found := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[t ][0-9:.]+ ?(?:z|utc|[+-][0-9:]+)?)?", plain):
        return _day(found[1], found[2], found[3])
    if found := re.fullmatch(r"([0-9]{4})([0-9]{2})([0-9]{2})", plain):
        return _day(found[1], found[2], found[3])
    if found := re.fullmatch(r"([0-9]{4})[年/.]([0-9]{1,2})[月/.]([0-9]{1,2})日?", plain):
        return _day(found[1], found[2], found[3])
    if found := re.fullmatch(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})(?: [0-9:]+)?", plain):
        day, month = (found[2], found[1]) if is_month_first else (found[1], found[2])
        return _day(found[3], month, day)
    if found := re.fullmatch(r"([0-9]{1,2})(?:st|nd|rd|th)?[ -]([a-z]+)\.?[ -]([0-9]{4}|[0-9]{2})", plain):
        return _named(found[3], found[2], found[1])
    if found := re.fullmatch(r"([a-z]+)\.? ([0-9]{1,2})(?:st|nd|rd|th)? ([0-9]{4})", plain):
        return _named(found[3], found[1], found[2])
    if found := re.fullmatch(r"([a-z]+)\.?[ -]([0-9]{4})", plain):
        month_number = MONTHS.get(found[1])
        return f"{found[2]}-{month_number:02}" if month_number else None
    if found := re.fullmatch(r"([12][0-9]{3})-([0-9]{2})", plain):
        return plain if 1 <= int(found[2]) <= 12 else None
    return plain if re.fullmatch(r"(19|20)[0-9]{2}", plain) else None


def _named(year: str, month: str, day: str) -> str | None:
    number = MONTHS.get(month)
    return _day(year if len(year) == 4 else f"20{year}", str(number), day) if number else None


def _day(year: str, month: str, day: str) -> str | None:
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def as_whole(cell: Cell | None) -> int | None:
    """Return a whole number, thousands commas taken out; None where a cell is no such number. Nothing is rounded."""
    number = as_number(cell)
    return int(number) if number is not None and float(number).is_integer() else None


def as_number(cell: Cell | None) -> int | float | None:
    """Return a number of a cell, None where it is none; 1,234,567.8, 1 234 567, 1'234'567 and 1.234.567 are, 1.234,5 is not."""
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        return cell if abs(cell) < LARGEST else None
    text = as_text(cell)
    # A single point may be one of thousands or of tenths; two are certain.
    if re.fullmatch(r"[0-9]{1,3}(?:( [0-9]{3})+|(['’][0-9]{3})+|(\.[0-9]{3}){2,})", text):
        text = re.sub(r"[^0-9]", "", text)
    if re.fullmatch(r"-?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?", text):
        plain = text.replace(",", "")
        number = float(plain) if "." in plain else int(plain)
        return number if abs(number) < LARGEST else None
    return None


def folded(cell: Cell | None) -> str:
    """Return the head of a column without case, signs and blanks that differ between editions of one file."""
    plain = unicodedata.normalize("NFKC", as_text(cell)).lower()
    return " ".join(re.sub(r"[^\w]+|_", " ", plain).split())
