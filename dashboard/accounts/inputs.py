"""A visitor's own figures for an account: what is sold, what is used and what is emitted, by year. They stay in the address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.accounts.adjustment import Entry, Kind, Period
from dashboard.core.choices import Filters
from dashboard.core.fields import Offered, number, text
from dashboard.core.panel import Panel

FIRST, LAST = 2021, 2030
HOW = "Year and tonnes, as 2023: 50000, 2024: 70000"


@dataclass(frozen=True)
class Figures:
    """What a visitor enters; nothing entered is nothing sold, used or emitted."""

    first: int | None = number("from", "Goal’s period from", is_whole=True, width=1.5)
    last: int | None = number("to", "to", is_whole=True, width=1.5)
    sold: str = text(
        "sold", "First transferred, by year of the cut", help=HOW, longest=300, nothing="2023: 50000", width=3
    )
    used: str = text("used", "Used, by year of use", help=HOW, longest=300, nothing="2025: 20000", width=3)
    emitted: str = text(
        "emitted", "Emissions that the goal covers", help=HOW, longest=400, nothing="2030: 49400000", width=3
    )


def _at_first(_: Mapping[str, str], __: Filters) -> Figures:
    return Figures(FIRST, LAST)


PANEL = Panel(
    "account",
    Figures,
    lambda: Offered(bounds={"first": (2013, 2100), "last": (2013, 2100)}),
    _at_first,
    rows=(("first", "last"), ("sold", "used", "emitted")),
    fold="Enter your own figures",
    reset="Take my figures out",
)


def series(words: str, what: str) -> tuple[dict[int, float], list[str]]:
    """Return tonnes by year that a visitor wrote as "2023: 50000, 2024: 70000", and a sentence for each part that is none."""
    found: dict[int, float] = {}
    problems = []
    for part in filter(None, (part.strip() for part in re.split(r"[;,]\s+|[;,](?=\d{4}\s*[:=])|\n", words))):
        match = re.fullmatch(r"(\d{4})\s*[:=]\s*(-?\d[\d ,']*(?:\.\d+)?)", part)
        if not match:
            problems.append(f"{what}: “{part[:40]}” is no year with tonnes, such as 2023: 50000.")
        elif int(match[1]) in found:
            problems.append(f"{what}: {match[1]} stands there twice.")
        else:
            found[int(match[1])] = float(re.sub("[ ,']", "", match[2]))
    return found, problems


def account(figures: Figures) -> tuple[Period, list[Entry], dict[int, float], list[str]]:
    """Return period, entries and emissions of a visitor's figures, and a sentence for each part that is none.

    A sale is taken to be in the year of its cut, for a visitor enters no other.
    """
    sold, of_sold = series(figures.sold, "First transferred")
    used, of_used = series(figures.used, "Used")
    emitted, of_emitted = series(figures.emitted, "Emissions")
    entries = [Entry(Kind.FOR_A_GOAL, year, year, tonnes) for year, tonnes in sold.items()]
    entries += [Entry(Kind.USED, year, year, tonnes) for year, tonnes in used.items()]
    period = Period(figures.first or FIRST, figures.last or LAST)
    return period, entries, emitted, [*of_sold, *of_used, *of_emitted]
