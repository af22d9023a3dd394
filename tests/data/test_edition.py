"""No test may hang on the edition's day: the next page that is read moves it."""

from __future__ import annotations

import re
from datetime import date

from copies import EDITION, ROOT, newest_reading

from dashboard.core.words import day


def test_the_edition_is_the_newest_day_of_the_sources(edition):
    assert edition == EDITION


def test_no_test_names_the_day_of_the_edition():
    """In none of its forms; `make later` runs the tests on an edition of another day, but only when it is asked to."""
    newest = newest_reading()
    named = re.compile("|".join(forms(newest)))
    lines = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in (ROOT / "tests").rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if named.search(line)
    ]
    assert not lines, "take `edition` (a fixture) or copies.EDITION"


def forms(on: date) -> list[str]:
    return [on.isoformat(), re.escape(day(on)), rf"date\({on.year}, 0?{on.month}, 0?{on.day}\)", f"{on:%-d %B %Y}"]


def test_the_forms_of_a_day_are_found():
    assert all(
        re.search("|".join(forms(date(2024, 2, 9))), text)
        for text in ("asof=2024-02-09", "9 Feb 2024", "date(2024, 2, 9)", "9 February 2024")
    )
