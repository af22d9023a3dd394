"""Rows of ours that a publisher's row may be another telling of. The build refuses two such rows (etl/checks/similar_*.sql), so
an importer asks first, and makes no second one."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from functools import cached_property

from etl.csvfile import read_csv
from etl.reading.cells import folded
from etl.sources import unepccc
from etl.sources.publisher import Known

# As in the checks.
NEAR = dt.timedelta(days=45)
Span = tuple[dt.date, dt.date]


def span(day: str | None) -> Span | None:
    """Return the first and last day of 2024-05-17, 2024-05 or 2024; None for no day."""
    if not day:
        return None
    year, month, number = (*(int(part) for part in day.split("-")), 0, 0)[:3]
    last = number or calendar.monthrange(year, month or 12)[1]
    return dt.date(year, month or 1, number or 1), dt.date(year, month or 12, last)


def are_near(one: str | None, other: str | None) -> bool:
    """Return True where two days may lie within 45 days of each other, or one is not known."""
    first, second = span(one), span(other)
    return not first or not second or (first[0] <= second[1] + NEAR and second[0] <= first[1] + NEAR)


class Agreements:
    """The agreements that are kept by hand, for the question which of them a text may be."""

    def __init__(self, known: Known) -> None:
        self._known = known
        types = known.table("instrument_types")
        self._family = dict(zip(types["instrument"], types["family"], strict=True))
        ours = known.table("agreements")
        self._ours = list(
            zip(ours["agreement_id"], ours["buyer_iso3"], ours["host_iso3"], ours["instrument"], strict=True)
        )

    @cached_property
    def _days(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        claims = self._known.table("claims")
        dated = claims[claims["field"].isin(["signed_on", "concluded_on"])]
        shipped = read_csv(self._known.root / unepccc.AGREEMENTS, self._known.root)
        pairs = [*zip(dated["agreement_id"], dated["value"], strict=True)]
        # The first of a month often stands for the month alone.
        pairs += [
            (key, day[:7] if day.endswith("-01") else day)
            for key, day in zip(shipped["agreement_id"], shipped["dated_on"], strict=True)
            if day
        ]
        for key, day in pairs:
            found.setdefault(key, set()).add(day)
        return found

    def like(self, buyer: str, host: str, instrument: str | None, day: str | None) -> list[str]:
        """Return the keys of those that a text of two Parties may be, whoever of them buys; of the same buyer first."""
        return sorted(self._like(buyer, host, instrument, day), key=lambda key: (not key.startswith(f"{buyer}-"), key))

    def _like(self, buyer: str, host: str, instrument: str | None, day: str | None) -> Iterator[str]:
        family = self._family.get(str(instrument))
        for key, our_buyer, our_host, form in self._ours:
            if {buyer, host} != {our_buyer, our_host}:
                continue
            days = self._days.get(key, set())
            if days and day:
                is_like = any(are_near(each, day) for each in days)
            else:
                is_like = family == self._family[form] or "statement" in (family, self._family[form])
            if is_like:
                yield key


def projects(known: Known, buyer: str) -> dict[tuple[str, str], str]:
    """Return the projects of a buyer that stand for themselves, by host and folded title."""
    ours = known.table("projects")
    is_own = (ours["buyer_iso3"] == buyer) & ours["may_duplicate_project_id"].isna() & (ours["stage_id"] != "cancelled")
    return {
        (str(host), folded(title)): str(key)
        for key, host, title in ours.loc[is_own, ["project_id", "host_iso3", "title"]].itertuples(
            index=False, name=None
        )
    }
