"""Dates in words, as precise as they are known."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})", re.ASCII)
_MONTH_FIRST = re.compile(r"([A-Za-z]+) (\d{1,2}),? (\d{4})", re.ASCII)
_SEPARATED = re.compile(r"[./]")
# A day within a text, and a month where it is all that somebody says; not within an address or a key.
_WITHIN = re.compile(r"(?<![\w/=.-])(?:\d{4}-[01]\d-[0-3]\d|(?<=: )\d{4}-[01]\d)(?![\w/-])")
# What no page that was read gives. Whether somebody withholds it is another thing, and needs a source that says so.
NOT_KNOWN = "not found"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(value: date) -> str:
    """Return a day as 2 Sep 2023."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def known_date(text: str | None) -> str:
    """Return a date as precisely as it is known: 2 Sep 2023, Sep 2023, 2023 or "not found"."""
    if not isinstance(text, str) or not text:
        return NOT_KNOWN
    year, *rest = text.split("-")
    month = f"{MONTHS[int(rest[0]) - 1]} " if rest else ""
    number = f"{int(rest[1])} " if len(rest) > 1 else ""
    return f"{number}{month}{year}"


def said(text: str) -> str:
    """Return a text of the data with its days as pages write them: 2 Sep 2023 in place of 2023-09-02."""
    return _WITHIN.sub(lambda found: known_date(found[0]), text)


def as_meant(text: str) -> date | None:
    """Return the day that a text means: 2023-09-02, 2 Sep 2023, 2.9.2023, 13/9/2023, and of a month or a year alone (2023-09, Sep 2023, 2023) its last day; None: no day."""
    text = _year_first(text.strip())
    if text.isdecimal() and len(text) == len("20230902"):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    parts = text.split("-") if "-" in text else text.split()[::-1]
    try:
        year, month, of_month, *_ = *(int(part) if part.isdecimal() else _month(part) for part in parts), None, None
        last = monthrange(year, month or 12)[1]
        return (
            None if len(parts) > 3 or year < 1000 else date(year, month or 12, last if of_month is None else of_month)
        )
    except (ValueError, OverflowError):
        return None


def first_meant(text: str) -> date | None:
    """Return the day from which a text means: as `as_meant`, but of a month or a year alone its first day."""
    text = text.strip()
    if text.isdecimal() and len(text) == len("2023"):
        return as_meant(f"{text}-01-01")
    return as_meant(f"1 {text}") or as_meant(f"{text}-01") or as_meant(text)


def _year_first(text: str) -> str:
    """Return a day in numbers with its year first. 3/4/2023 stays: whether day or month stands first in it nobody can tell."""
    if found := _NUMBERS.fullmatch(text):
        first, sign, second, year = found.groups()
        if sign != "." and first != second and int(first) <= 12 and int(second) <= 12:
            return text
        of_month, month = (second, first) if sign != "." and int(second) > 12 else (first, second)
        return f"{year}-{month}-{of_month}"
    if found := _MONTH_FIRST.fullmatch(text):
        return f"{found[2]} {found[1]} {found[3]}"
    return _SEPARATED.sub("-", text) if text[:4].isdecimal() else text


def _month(word: str) -> int:
    return MONTHS.index(word[:3].title()) + 1
