"""No test may hang on the edition's day: the next page that is read moves it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from copies import EDITION, ROOT, newest_reading

from dashboard.core.words import day

NAMED = re.compile(r"\d{4}-\d\d-\d\d|date\(\d{4}, \d+, \d+\)|\b\d{1,2} [A-Z][a-z]+ \d{4}")


def test_the_edition_is_the_newest_day_of_the_sources(edition):
    assert edition == EDITION


def test_no_test_names_the_day_of_the_edition():
    """In none of its forms, nor a day of the next quarter, which will be one; `make later` runs the tests on such a day, but only when it is asked to."""
    newest = newest_reading()
    taken = {form for ahead in range(92) for form in forms(newest + timedelta(ahead))}
    lines = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in (ROOT / "tests").rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if not taken.isdisjoint(NAMED.findall(line))
    ]
    assert not lines, "take `edition` (a fixture) or copies.EDITION"


def forms(on: date) -> set[str]:
    return {on.isoformat(), day(on), f"date({on.year}, {on.month}, {on.day})", f"{on:%-d %B %Y}"}


def test_the_forms_of_a_day_are_found():
    for text in ("asof=2024-02-09", "on 9 Feb 2024", "date(2024, 2, 9)", "9 February 2024"):
        assert not forms(date(2024, 2, 9)).isdisjoint(NAMED.findall(text)), text
