"""Issued over expected, told once: what the issuances say of the estimates, for every page that speaks of delivery.

Pure: rows of dashboard.delivered.queries.delivery_ratios in, numbers and sentences out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

import pandas as pd

from dashboard.core.numbers import is_missing
from dashboard.core.plain import plain
from dashboard.core.records import Row
from dashboard.core.words import a_or_an, known_date, listed, plural

# From this part of the surplus on, one technology is named as its reason.
MOST_OF_IT = 0.9
SUMMED = ("issued_tco2e", "expected_in_period_tco2e")
READ = ("project_id", "host", "technology", *SUMMED, "issued_over_expected")


@dataclass(frozen=True)
class DeliveryRate:
    """The issuances that can be held against their own estimate, and what they came to.

    n issuances of `projects` projects, `short` of them below the estimate; hosts: (name, issuances), most first; issued and
    expected in tCO2e; median of the ratios; `better`: the technology that made the surplus, "" where no single one did,
    and how many projects with it; `is_better_larger`: whether each of those was expected to bring more than each that fell short.
    """

    n: int
    projects: int
    short: int
    hosts: tuple[tuple[str, int], ...]
    issued: float
    expected: float
    median: float
    better: str
    better_projects: int
    is_better_larger: bool

    @property
    def together(self) -> float:
        """Issued tonnes of all over their expected tonnes: no average of ratios."""
        return self.issued / self.expected


def of(ratios: pd.DataFrame) -> DeliveryRate:
    """Return the rate of the given issuances. Raises ValueError where there is none."""
    if ratios.empty:
        raise ValueError("no issuance has a known period, estimate and quantity")
    rows = [
        dict(zip(READ, values, strict=True)) for values in zip(*(ratios[name].tolist() for name in READ), strict=True)
    ]
    gained: Counter[str] = Counter()
    for row in rows:
        gained[row["technology"]] += max(0, row["issued_tco2e"] - row["expected_in_period_tco2e"])
    all_gained = sum(gained.values())
    # What no technology is known of is no reason.
    known = sorted(technology for technology in gained if not is_missing(technology))
    first = max(known, key=gained.__getitem__, default="")
    better = first if all_gained and gained[first] >= MOST_OF_IT * all_gained else ""
    above, below = ([row for row in rows if _is_short(row) == short] for short in (False, True))
    winners = [row for row in above if not better or row["technology"] == better]
    hosts = Counter(sorted(row["host"] for row in rows))
    issued, expected = (float(sum(row[name] for row in rows)) for name in SUMMED)
    return DeliveryRate(
        n=len(rows),
        projects=len({row["project_id"] for row in rows}),
        short=len(below),
        hosts=tuple(hosts.most_common()),
        issued=issued,
        expected=expected,
        median=median(row["issued_over_expected"] for row in rows),
        better=better,
        better_projects=len({row["project_id"] for row in winners}),
        is_better_larger=bool(winners and below) and min(map(_expected, winners)) > max(map(_expected, below)),
    )


def _is_short(row: Row) -> bool:
    return bool(row["issued_tco2e"] < row["expected_in_period_tco2e"])


def _expected(row: Row) -> float:
    return float(row["expected_in_period_tco2e"])


def title(rate: DeliveryRate) -> str:
    """State how many issuances fell short and what all came to, with the reason where the two point apart."""
    if rate.n == 1:
        fell = "fell short of" if rate.short else "reached"
        return f"The one issuance that can be compared {fell} its estimate: {rate.together:.0%} came"
    every = "Both" if rate.n == 2 else f"All {rate.n}"
    which = f"None of {rate.n}" if not rate.short else every if rate.short == rate.n else f"{rate.short} of {rate.n}"
    fell = f"{which} issuances fell short"
    return f"{fell}; the total came to {rate.together:.0%}{_because(rate, rate.better)}"


def statement(rate: DeliveryRate) -> str:
    """Say what was compared, whose issuances they are, and both the sum and the median. The same words on every page."""
    if rate.n == 1:
        return (
            f"One issuance, in {rate.hosts[0][0]}, can be held against its project’s own estimate for the same days: it brought "
            f"**{rate.together:.0%}** ({rate.issued:,.0f} of {rate.expected:,.0f} t). Projects that issued nothing can’t be compared."
        )
    where = listed([f"{count} in {host}" for host, count in rate.hosts])
    where = f"all in {rate.hosts[0][0]}" if len(rate.hosts) == 1 else where
    return (
        f"{plural(rate.n, 'issuance')} of {plural(rate.projects, 'project')} can be held against the projects’ own estimate for the "
        f"same days: {where}. {rate.short or 'None'} of them fell short. Together they brought **{rate.together:.0%}** "
        f"({rate.issued:,.0f} of {rate.expected:,.0f} t){_because(rate, plain(rate.better))}; the median issuance brought **{rate.median:.0%}**. "
        "Projects that issued nothing can’t be compared."
    )


def uses(over_all: str) -> str:
    """Say which measure is used on which page, and why. `over_all` states the rate over all projects (dashboard.targets.backcast)."""
    neither = (
        f"Neither covers projects that issued nothing: {over_all}, which is the central case on Targets. "
        if over_all
        else ""
    )
    return (
        "Which one is used where: the **sum** says how many tonnes came and leads on Delivered; the **median** says how one issuance "
        f"typically did and is the high case of the model on Targets. {neither}"
        "The Calculator starts at 100%, as if each tonne paid for came; change it there."
    )


def _because(rate: DeliveryRate, better: str) -> str:
    # A reason is due only where the sum says one thing and the count another.
    if not rate.short or rate.together < 1:
        return ""
    large = "large " if rate.is_better_larger else ""
    if not rate.better:
        return " because others did better"
    article = "" if rate.better_projects > 1 else f"{a_or_an(large or rate.better)} "
    return f" because {article}{large}{better} project{'s' if rate.better_projects > 1 else ''} did better"


def rate_in_words(published: Iterable[Row]) -> str:
    """State the issuance rate over all projects with its publisher and day, for the statement on delivery.

    `published` from dashboard.delivered.queries.backcast; "" where nothing is published.
    """
    newest = next((row for row in published if row["is_calibration"]), None)
    if newest is None:
        return ""
    return (
        f"over **all** projects known here, issuances published by {known_date(newest['as_of'])} ({plain(newest['publisher'])}) came to "
        f"**{newest['issued_over_expected']:.0%}** of what was expected by then"
    )
