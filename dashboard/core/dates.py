"""Dates in words, as precise as they are known."""

from __future__ import annotations

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
