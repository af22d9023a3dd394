"""What a figure says for a visitor's choices: published, traced and unconfirmed, which are never merged, and the word for what is missing. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.core.choices import Filters

if TYPE_CHECKING:
    from dashboard.core.figure import Figure

NONE_YET, NONE_CONFIRMED, NOT_FOUND = "none yet", "none confirmed", "amount not found"
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

    `value` is what `rows` add up to, `known` how many facts of the kind stand on more than a lead, `unknown` counts those
    without a quantity by their word, `leads` are the rows that rest on leads alone. `word` says why there is no value.
    """

    figure: Figure
    filters: Filters
    rows: pd.DataFrame
    value: float | None
    known: int
    leads: pd.DataFrame
    word: str | None = None
    unknown: dict[str, int] = field(default_factory=dict)
    published: Total | None = None
    traced_then: float | None = None
    lead_total: Total | None = None
    known_up_to: date | None = None
    hole: Hole | None = None

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
        if self.leads.empty:
            return None
        value = self.figure.value(self.leads)
        return value if value is not None or self.figure.sums else float(len(self.leads))

    @cached_property
    def last_on(self) -> str | None:
        """The newest day, month or year among the rows, as it is known."""
        if "event_on" not in self.rows or self.rows["event_on"].isna().all():
            return None
        dated = self.rows.dropna(subset=["event_on"])
        return str(dated.loc[dated["event_until_on"].idxmax(), "event_on"])

    @property
    def publishers(self) -> list[str]:
        """Who says what is unconfirmed."""
        column = "amount_publisher" if "amount_publisher" in self.leads else "source_publisher"
        rows = [str(name) for name in self.leads[column]] if column in self.leads else []
        return list(dict.fromkeys([*rows, *([self.lead_total.publisher] if self.lead_total else [])]))


def answer(
    figure: Figure,
    filters: Filters,
    members: pd.DataFrame,
    *,
    word: Callable[[int, int, bool], str],
    totals: pd.DataFrame | None = None,
    known_up_to: date | None = None,
) -> Answer:
    """Return what a figure says of `members`, the rows that its subject has for these filters.

    `totals` are the published ones of the scope by the day of the filters, newest first. `word` answers with one of the five words
    for facts of the kind, how many of them stand on more than a lead, and whether a source says that it withholds the quantity;
    it is asked only where there is no value.
    """
    of = _kept(members, figure.of(members))
    is_lead = of["is_lead"].astype(bool) if "is_lead" in of else pd.Series(False, index=of.index)
    rows, leads = _kept(of, figure.within(of)), _kept(of, _unconfirmed(of, figure, is_lead))
    confirmed = ~is_lead & _tells(of)
    value = figure.value(rows)
    value = None if not figure.sums and not value else value
    silent = pd.Series(dtype=object)
    if figure.sums and "quantity_word" in of:
        silent = of.loc[confirmed & of[figure.sums].isna(), "quantity_word"].dropna()
    traced, lead = (_first(totals, is_lead=kind) for kind in (False, True))
    published, lead_total = _total(traced), _total(lead)
    # A lead's total that is no more than its rows and the traced ones together says nothing new.
    if lead_total and lead_total.value <= (value or 0) + (figure.value(leads) or 0):
        lead_total = None
    then = None
    if published:
        by_then = rows[pd.to_datetime(rows["event_until_on"]) <= pd.Timestamp(published.until_on)]
        then = figure.value(by_then)
    known = int(confirmed.sum())

    def missing() -> str:
        events = len(of) + int(figure.implied_by(members).sum()) + bool(lead_total)
        return word(events, known, bool((silent == NOT_PUBLISHED).any()))

    return Answer(
        figure,
        filters,
        rows.reset_index(drop=True),
        value,
        known,
        leads.reset_index(drop=True),
        word=missing() if value is None else None,
        unknown={str(name): int(count) for name, count in silent.value_counts().items()},
        published=published,
        traced_then=then,
        lead_total=lead_total,
        known_up_to=known_up_to,
        hole=_hole(traced),
    )


def _unconfirmed(rows: pd.DataFrame, figure: Figure, is_lead: pd.Series[bool]) -> pd.Series[bool]:
    # Of an event that more than a lead shows, the quantity alone may rest on one.
    if figure.sums and "is_unconfirmed" in rows:
        return rows["is_unconfirmed"].astype(bool)
    return is_lead & _tells(rows)


def _tells(rows: pd.DataFrame) -> pd.Series[bool]:
    # A second source's figure for an event is no second event.
    return rows["is_alternative_of"].isna() if "is_alternative_of" in rows else pd.Series(True, index=rows.index)


def _kept(rows: pd.DataFrame, keep: pd.Series[bool]) -> pd.DataFrame:
    # Most figures keep all rows or none: a frame is copied only where it has to be.
    if keep.all():
        return rows
    return rows[keep] if keep.any() else rows.head(0)


def _first(totals: pd.DataFrame | None, *, is_lead: bool) -> pd.Series | None:
    if totals is None or totals.empty:
        return None
    found = totals[totals["is_lead"].astype(bool) == is_lead]
    return None if found.empty else found.iloc[0]


def _hole(row: pd.Series | None) -> Hole | None:
    return Hole(row["hole_name"], row["hole_key"]) if row is not None and row["hole_key"] else None


def _total(row: pd.Series | None) -> Total | None:
    if row is None:
        return None
    return Total(
        row["total_id"],
        float(row["value"]),
        row["as_of"],
        pd.Timestamp(row["as_of_until_on"]).date(),
        row["publisher"],
        row["source_title"],
        row["source_url"],
        bool(row["is_approximate"]),
    )
