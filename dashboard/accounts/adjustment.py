"""Corresponding adjustments by the rules of decision 2/CMA.3, annex, section III.B: plain arithmetic on tonnes of CO2e.

    adjustment        = first transfers (para. 8(a), added) - use towards the goal (para. 8(b), subtracted)
    emissions balance = emissions that the goal covers + adjustment

An adjustment is positive for who sells. Which year it falls into is for the method to say:

    trajectory, multi-year (para. 7(a)(i), 7(b))   first transfers in the year of the cut (vintage), use in the year of use
    averaging (para. 7(a)(ii))                     the sum of all events so far, divided by a number of years

The words of para. 7(a)(ii) divide by the years elapsed. Others are in use, and give other amounts until the last year of the period:
`Divisor` names them, and `averages` returns all of them, for a Party's own choice is rarely known. Acquiring changes nothing before use.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

# More than the world emits in a year: a slip of units.
MOST_TONNES = 1e11
YEARS = range(2013, 2101)
# Paris Agreement units: cuts made from 2021 on (decision 2/CMA.3, annex, para. 1).
FIRST_VINTAGE = 2021


class Kind(Enum):
    """What happened to units."""

    FOR_A_GOAL = "first transferred towards another Party’s goal"
    FOR_OTHER_PURPOSES = "first transferred for other purposes"
    USED = "used towards the goal"


class Method(Enum):
    """How a Party applies its adjustments; the paragraph of the annex is its value."""

    TRAJECTORY = "7(a)(i)"
    AVERAGING = "7(a)(ii)"
    MULTI_YEAR = "7(b)"


class Divisor(Enum):
    """The years by which averaging divides, in words."""

    INVENTORY_YEARS = "years with an inventory"
    ELAPSED_YEARS = "years elapsed"
    PERIOD_YEARS = "years of the goal’s period"


@dataclass(frozen=True)
class Period:
    """The years that a goal covers, first and last one included."""

    first_year: int
    last_year: int

    @property
    def years(self) -> range:
        """Every year of the period."""
        return range(self.first_year, self.last_year + 1)


@dataclass(frozen=True)
class Entry:
    """Units that were first transferred or used: tonnes, year of the event, and year in which the cut was made.

    `block` names the units; a block can't be twice of one kind.
    """

    kind: Kind
    event_year: int
    vintage_year: int
    tonnes: float
    block: str = ""

    @property
    def signed(self) -> float:
        """Tonnes as an adjustment counts them: added by para. 8(a), subtracted by 8(b)."""
        return -self.tonnes if self.kind is Kind.USED else self.tonnes


@dataclass(frozen=True)
class Step:
    """One step of the arithmetic: the paragraph it follows, what is done, and the tonnes that come of it."""

    paragraph: str
    words: str
    year: int | None
    tonnes: float


@dataclass(frozen=True)
class Adjusted:
    """A year of an account, in tonnes. `balance` is None where no inventory is known; an indicative year decides nothing."""

    year: int
    emissions: float | None
    added: float
    subtracted: float
    adjustment: float
    balance: float | None
    is_indicative: bool = False


@dataclass(frozen=True)
class Average:
    """The average amount by one divisor: `tonnes_a_year` is None where the divisor is nil."""

    divisor: Divisor
    years: int
    tonnes_a_year: float | None


@dataclass(frozen=True)
class Account:
    """An account by one method: its years, the adjustment that meets the goal, the balance of the period where a budget is kept, and
    the steps. With averaging the goal is met by the last year alone, otherwise by the sum of all years."""

    method: Method
    years: tuple[Adjusted, ...]
    adjustment: float
    emissions: float | None
    balance: float | None
    steps: tuple[Step, ...]


class Refused(ValueError):
    """The figures make no account; `problems` has a sentence each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = tuple(problems)


def by_event(entries: Iterable[Entry]) -> dict[int, float]:
    """Return what was first transferred by the year of the event, tonnes (decision 2/CMA.3, annex, para. 23(c) and (d)).

    Never to be put into one column with `by_vintage`: the same units stand in other years.
    """
    return _summed((entry.event_year, entry.tonnes) for entry in entries if entry.kind is not Kind.USED)


def by_vintage(entries: Iterable[Entry]) -> dict[int, float]:
    """Return what was first transferred by the year in which the cut was made, tonnes: what para. 8(a) adds to that year."""
    return _summed((entry.vintage_year, entry.tonnes) for entry in entries if entry.kind is not Kind.USED)


def used(entries: Iterable[Entry]) -> dict[int, float]:
    """Return what was used towards the goal by year of use, tonnes: what para. 8(b) subtracts."""
    return _summed((entry.event_year, entry.tonnes) for entry in entries if entry.kind is Kind.USED)


def problems(period: Period, entries: Sequence[Entry], emissions: Mapping[int, float]) -> list[str]:
    """Return one sentence for each figure that makes no sense; none means that the accounts may be asked."""
    if period.first_year > period.last_year:
        return [f"The period ends in {period.last_year}, before it begins in {period.first_year}."]
    found = [f"{year} is no year of a goal." for year in (period.first_year, period.last_year) if year not in YEARS]
    found += [
        f"{tonnes:g} t in {year} {fault}."
        for year, tonnes in emissions.items()
        if (fault := _fault(tonnes, may_be_negative=True))
    ]
    found += [f"The inventory of {year} is outside {_span(period)}." for year in emissions if year not in period.years]
    for entry in entries:
        what = f"{entry.tonnes:g} t {entry.kind.value} in {entry.event_year}"
        if fault := _fault(entry.tonnes):
            found.append(f"{what}: the quantity {fault}.")
        if entry.event_year not in period.years:
            found.append(f"{what}: the year is outside {_span(period)}.")
        if entry.vintage_year not in period.years:
            found.append(f"{what}: vintage {entry.vintage_year} is outside {_span(period)} (para. 8).")
        elif entry.vintage_year < FIRST_VINTAGE:
            found.append(f"{what}: vintage {entry.vintage_year} is older than {FIRST_VINTAGE}, so no ITMO.")
    twice = Counter((entry.block, entry.kind) for entry in entries if entry.block)
    found += [f"Block {block} is {kind.value} {count} times." for (block, kind), count in twice.items() if count > 1]
    return found


def annual(method: Method, period: Period, entries: Sequence[Entry], emissions: Mapping[int, float]) -> Account:
    """Return the account that adjusts each year by its own units: by a trajectory or budget of a goal for one year (para. 7(a)(i)), or
    of a goal for several years (para. 7(b)). Raises Refused."""
    _refuse(period, entries, emissions)
    plus, minus, years, steps = by_vintage(entries), used(entries), [], []
    for year in period.years:
        added, subtracted = plus.get(year, 0.0), minus.get(year, 0.0)
        done = _year(year, emissions.get(year), (added, subtracted), added - subtracted)
        years.append(done)
        if added:
            steps.append(Step("8(a)", f"Cuts of {year} that were first transferred, added", year, added))
        if subtracted:
            steps.append(Step("8(b)", f"Units used in {year}, subtracted", year, -subtracted))
        if added or subtracted:
            steps += _balance_step(done)
    total = math.fsum(each.adjustment for each in years)
    steps.append(Step(method.value, f"Adjustments of {_span(period)} together", None, total))
    of_period = math.fsum(emissions.values()) if all(year in emissions for year in period.years) else None
    balance = None if of_period is None else of_period + total
    if balance is not None:
        steps.append(Step("8", f"Emissions of {_span(period)} and all adjustments", None, balance))
    return Account(method, tuple(years), total, of_period, balance, tuple(steps))


def averaging(period: Period, entries: Sequence[Entry], emissions: Mapping[int, float], divisor: Divisor) -> Account:
    """Return the account of a goal for one year by averaging (para. 7(a)(ii)), divided by `divisor`. Raises Refused.

    Every year but the last is indicative: the average of the last year alone meets the goal.
    """
    _refuse(period, entries, emissions)
    years, steps = [], []
    for year in period.years:
        so_far = [entry for entry in entries if entry.event_year <= year]
        added, subtracted = _parts(so_far)
        count = _count(divisor, period, year, emissions)
        average = (added - subtracted) / count if count else 0.0
        years.append(_year(year, emissions.get(year), (added, subtracted), average, year < period.last_year))
    last = years[-1]
    if last.added:
        steps.append(Step("8(a)", "First transfers of all years, added", None, last.added))
    if last.subtracted:
        steps.append(Step("8(b)", "Use of all years, subtracted", None, -last.subtracted))
    count = _count(divisor, period, last.year, emissions)
    steps.append(Step("7(a)(ii)", f"The sum, divided by {count} {divisor.value}", last.year, last.adjustment))
    steps += _balance_step(last)
    return Account(Method.AVERAGING, tuple(years), last.adjustment, last.emissions, last.balance, tuple(steps))


def averages(
    period: Period, entries: Sequence[Entry], emissions: Mapping[int, float], to_year: int
) -> tuple[Average, ...]:
    """Return the average of all events up to the end of `to_year` by each divisor, side by side. Raises Refused."""
    _refuse(period, entries, emissions)
    if to_year not in period.years:
        raise Refused([f"{to_year} is outside {_span(period)}."])
    added, subtracted = _parts([entry for entry in entries if entry.event_year <= to_year])
    counts = {divisor: _count(divisor, period, to_year, emissions) for divisor in Divisor}
    return tuple(
        Average(divisor, count, (added - subtracted) / count if count else None) for divisor, count in counts.items()
    )


def _year(
    year: int, covered: float | None, parts: tuple[float, float], adjustment: float, is_indicative: bool = False
) -> Adjusted:
    return Adjusted(year, covered, *parts, adjustment, None if covered is None else covered + adjustment, is_indicative)


def _balance_step(year: Adjusted) -> list[Step]:
    if year.balance is None:
        return []
    return [Step("8", f"Emissions of {year.year} and the adjustment: the balance", year.year, year.balance)]


def _count(divisor: Divisor, period: Period, to_year: int, emissions: Mapping[int, float]) -> int:
    match divisor:
        case Divisor.INVENTORY_YEARS:
            return sum(year <= to_year for year in emissions)
        case Divisor.ELAPSED_YEARS:
            return to_year - period.first_year + 1
        case Divisor.PERIOD_YEARS:
            return len(period.years)


def _parts(entries: Iterable[Entry]) -> tuple[float, float]:
    # fsum: whatever the order of the rows, the same sum.
    kept = list(entries)
    plus, minus = ([e.tonnes for e in kept if (e.kind is Kind.USED) is is_used] for is_used in (False, True))
    return math.fsum(plus), math.fsum(minus)


def _summed(pairs: Iterable[tuple[int, float]]) -> dict[int, float]:
    found: dict[int, list[float]] = {}
    for year, tonnes in pairs:
        found.setdefault(year, []).append(tonnes)
    return {year: math.fsum(found[year]) for year in sorted(found)}


def _refuse(period: Period, entries: Sequence[Entry], emissions: Mapping[int, float]) -> None:
    if found := problems(period, entries, emissions):
        raise Refused(found)


def _fault(tonnes: float, may_be_negative: bool = False) -> str:
    if not math.isfinite(tonnes):
        return "is no number"
    if tonnes < 0 and not may_be_negative:
        return "is negative"
    return "is more than the world emits; tonnes are asked for" if abs(tonnes) > MOST_TONNES else ""


def _span(period: Period) -> str:
    return f"{period.first_year} to {period.last_year}"
