"""Dates in words, as precise as they are known."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

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


def as_meant(text: str) -> date | None:
    """Return the day that a text means: 2023-09-02, 2 Sep 2023, and of a month or a year alone (2023-09, Sep 2023, 2023) its last day; None: no day."""
    text = text.strip()
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


def _month(word: str) -> int:
    return MONTHS.index(word[:3].title()) + 1
