"""What a figure says for a visitor's choices: published, traced and unconfirmed, which are never merged, and the word for what is missing. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from dashboard.core.choices import Filters
from dashboard.core.part import Part, holds
from dashboard.core.records import Row, Rows

if TYPE_CHECKING:
    from dashboard.core.figure import Figure

NONE_YET, NONE_CONFIRMED, NOT_FOUND = "none yet", "none confirmed", "amount not found"
# Of one project where a total of its two countries holds tonnes that no event here explains: it may have some of them.
NONE_KNOWN = "none known"
NOT_PUBLISHED, NOT_APPLICABLE = "not published", "not applicable"


@dataclass(frozen=True)
class Total:
    """A total that somebody else publishes of the same thing and the same scope."""

    total_id: str
    value: float
    as_of: str
    until_on: date
    publisher: str
    source_title: str
    source_url: str
    is_approximate: bool


@dataclass(frozen=True)
class Hole:
    """The row that is most of the difference between a published total and what is traced."""

    name: str
    key: str


@dataclass(frozen=True)
class Answer:
    """What a figure says for a visitor's choices: published, traced and unconfirmed, which are never merged.

    `value` is what the rows of `made_of` add up to, `known` how many facts of the kind stand on more than a lead, `unknown` counts
    those without a quantity by their word, `on_leads` are the rows that rest on leads alone. `word` says why there is no value.
    """

    figure: Figure
    filters: Filters
    made_of: Part
    value: float | None
    known: int
    on_leads: Part
    word: str | None = None
    unknown: dict[str, int] = field(default_factory=dict)
    published: Total | None = None
    traced_then: float | None = None
    lead_total: Total | None = None
    known_up_to: date | None = None
    hole: Hole | None = None

    @property
    def rows(self) -> pd.DataFrame:
        """The rows that make the number."""
        return self.made_of.rows

    @property
    def leads(self) -> pd.DataFrame:
        """The rows that rest on leads alone."""
        return self.on_leads.rows

    @property
    def scope(self) -> str:
        """The filters of the answer as the query of a link."""
        return self.figure.scope(self.filters)

    @property
    def leading(self) -> Total | None:
        """The published total where it leads: where there is one, and no more is traced by now."""
        return self.published if self.published and self.published.value >= (self.value or 0) else None

    @property
    def unconfirmed(self) -> float | None:
        """What leads alone say: a sum or count of their rows, which is in no other number; None where none say anything."""
        if not len(self.on_leads):
            return None
        value = self.figure.value_of(self.on_leads)
        return value if value is not None or self.figure.sums else float(len(self.on_leads))

    @cached_property
    def last_on(self) -> str | None:
        """The newest day, month or year among the rows, as it is known."""
        if "event_on" not in self.made_of:
            return None
        days, until = self.made_of.column("event_on"), self.made_of.column("event_until_on")
        dated = np.flatnonzero(~(pd.isna(days) | pd.isna(until)))
        return str(days[dated[until[dated].argmax()]]) if len(dated) else None

    @property
    def publishers(self) -> list[str]:
        """Who says what is unconfirmed, row by row or as a total."""
        return list(dict.fromkeys([*self.lead_publishers, *([self.lead_total.publisher] if self.lead_total else [])]))

    @property
    def lead_publishers(self) -> list[str]:
        """Who says what rows say that rest on leads alone, a name for each."""
        column = "amount_publisher" if "amount_publisher" in self.on_leads else "source_publisher"
        return [str(name) for name in self.on_leads.column(column)] if column in self.on_leads else []


def answer(
    figure: Figure,
    filters: Filters,
    members: pd.DataFrame,
    *,
    word: Callable[[int, int, bool], str],
    totals: Rows = (),
    known_up_to: date | None = None,
) -> Answer:
    """Return what a figure says of `members`, the rows that its subject has for these filters.

    `totals` are the published ones of the scope by the day of the filters, newest first. `word` answers with one of the five words
    for facts of the kind, how many of them stand on more than a lead, and whether a source says that it withholds the quantity;
    it is asked only where there is no value.
    """
    of = Part(members, None if figure.of is None else holds(figure.of(members)))
    is_lead = of.column("is_lead").astype(bool) if "is_lead" in of else np.zeros(len(of), bool)
    tells = _tells(of)
    within = None if figure.within is None else holds(figure.within(members))
    rows = of if within is None else Part(members, within if of.keep is None else of.keep & within)
    # Of an event that more than a lead shows, the quantity alone may rest on one.
    is_open = figure.sums and "is_unconfirmed" in of
    leads = of.narrowed(of.column("is_unconfirmed").astype(bool) if is_open else is_lead & tells)
    confirmed = of.narrowed(~is_lead & tells)
    value = figure.value_of(rows)
    value = None if not figure.sums and not value else value
    silent = _silent(confirmed, figure.sums)
    traced, lead = (_first(totals, is_lead=kind) for kind in (False, True))
    published, lead_total = _total(traced), _total(lead)
    # A lead's total that is no more than its rows and the traced ones together says nothing new.
    if lead_total and lead_total.value <= (value or 0) + (figure.value_of(leads) or 0):
        lead_total = None
    then = None
    if published:
        by_then = rows.column("event_until_on").astype("datetime64[us]") <= np.datetime64(published.until_on)
        then = figure.value_of(rows.narrowed(by_then))
    known = len(confirmed)

    def missing() -> str:
        implied = 0 if figure.implied_by is None else int(figure.implied_by(members).sum())
        events = len(of) + implied + bool(lead_total)
        return word(events, known, NOT_PUBLISHED in silent)

    return Answer(
        figure,
        filters,
        rows,
        value,
        known,
        leads,
        word=missing() if value is None else None,
        unknown=silent,
        published=published,
        traced_then=then,
        lead_total=lead_total,
        known_up_to=known_up_to,
        hole=_hole(traced),
    )


def _silent(rows: Part, sums: str) -> dict[str, int]:
    """Return how many rows have no quantity, by the word that says why, the most frequent first."""
    if not sums or "quantity_word" not in rows:
        return {}
    words = rows.column("quantity_word")[np.isnan(rows.numbers(sums))]
    return dict(Counter(str(word) for word in words if word is not None).most_common())


def _tells(rows: Part) -> Any:
    # A second source's figure for an event is no second event.
    is_named = "is_alternative_of" in rows
    return pd.isna(rows.column("is_alternative_of")) if is_named else np.ones(len(rows), bool)


def _first(totals: Rows, *, is_lead: bool) -> Row | None:
    return next((total for total in totals if total["is_lead"] == is_lead), None)


def _hole(row: Row | None) -> Hole | None:
    return Hole(row["hole_name"], row["hole_key"]) if row is not None and row["hole_key"] else None


def _total(row: Row | None) -> Total | None:
    if row is None:
        return None
    return Total(
        row["total_id"],
        float(row["value"]),
        row["as_of"],
        row["as_of_until_on"],
        row["publisher"],
        row["source_title"],
        row["source_url"],
        row["is_approximate"],
    )
