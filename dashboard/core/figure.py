"""A number is told once: a Figure declares it, and its Answer holds what it says for a visitor's choices. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

import pandas as pd

from dashboard.core.choices import DEFAULT_RULE, Filters, to_query
from dashboard.core.fields import FilterGroup

Keep = Callable[[pd.DataFrame], "pd.Series[bool]"]
NONE_YET, NONE_CONFIRMED, NOT_FOUND = "none yet", "none confirmed", "amount not found"
NOT_PUBLISHED, NOT_APPLICABLE = "not published", "not applicable"


def every(rows: pd.DataFrame) -> pd.Series[bool]:
    """Keep all rows."""
    return pd.Series(True, index=rows.index)


def nothing(rows: pd.DataFrame) -> pd.Series[bool]:
    """Keep no row."""
    return pd.Series(False, index=rows.index)


def is_summed(rows: pd.DataFrame) -> pd.Series[bool]:
    """Keep the rows that may be added up."""
    return rows["is_summed"].astype(bool)


@dataclass(frozen=True)
class Subject:
    """What is counted: the kind and the key of its rows, the question that asks for them, and the filters it follows."""

    kind: str
    key: str
    ask: Callable[[Filters], pd.DataFrame]
    follows: FilterGroup


@dataclass(frozen=True)
class Figure:
    """A number: which rows of a subject are in it (`of`), which of them it is made of (`within`), and its rule in words.

    It is the sum of the column `sums`, else the number of different `distinct`, else of rows. `done` ends a sentence that
    starts with the number. `published` is the measure of table reconciliation that speaks of the same thing, and `of_buyer`
    the buyer that alone can have it. `known` names the kind of fact in table known_up_to. Where rows of `implied_by` exist, such facts must exist too, found or not.
    """

    name: str
    label: str
    question: str
    subject: Subject
    of: Keep
    one: str
    many: str
    how: str
    done: str
    known: str
    leaves_out: str = ""
    sums: str = ""
    within: Keep = is_summed
    distinct: tuple[str, ...] = ()
    unit: str = "tCO2e"
    published: str = ""
    of_buyer: str = ""
    implied_by: Keep = nothing
    is_estimate: bool = False

    def rows(self, filters: Filters) -> pd.DataFrame:
        """Return the rows that make the number, with row_kind and row_id."""
        found = self.subject.ask(filters)
        found = found[self.of(found) & self.within(found)].reset_index(drop=True)
        return found.assign(row_kind=self.subject.kind, row_id=found[self.subject.key])

    def value(self, rows: pd.DataFrame) -> float | None:
        """Return the number that rows make; None where a sum has nothing to add up."""
        if self.sums:
            total = rows[self.sums].astype(float).sum(min_count=1)
            return None if pd.isna(total) else float(total)
        return float(len(rows[list(self.distinct)].drop_duplicates()) if self.distinct else len(rows))

    def scope(self, filters: Filters) -> str:
        """Return the filters that this figure follows as the query of a link: two numbers of one scope must be one."""
        return scope_of(filters, self.subject.follows)


def scope_of(filters: Filters, follows: FilterGroup) -> str:
    """Return the filters of some groups as the query of a link."""
    query = to_query(filters)
    if FilterGroup.ACTIVITIES in follows:
        query.pop("rule", None)
    else:
        query = {name: text for name, text in query.items() if name in ("buyer", "host", "region", "rule", "asof")}
        query.setdefault("rule", DEFAULT_RULE)
    return urlencode(sorted(query.items()))


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

    @property
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
    hole: Hole | None = None,
) -> Answer:
    """Return what a figure says of `members`, the rows that its subject has for these filters.

    `totals` are the published ones of the scope by the day of the filters (dashboard.delivered.measures.totals), newest first. `word`
    answers with one of the five words for facts of the kind, how many of them stand on more than a lead, and whether a
    source says that it withholds the quantity.
    """
    of = members[figure.of(members)]
    is_lead = of["is_lead"].astype(bool) if "is_lead" in of else pd.Series(False, index=of.index)
    rows, leads = of[figure.within(of)], of[_unconfirmed(of, figure, is_lead)]
    confirmed = of[~is_lead & _tells(of)]
    value = figure.value(rows)
    value = None if not figure.sums and not value else value
    silent = confirmed["quantity_word"].dropna() if figure.sums and "quantity_word" in of else pd.Series(dtype=object)
    silent = silent[confirmed.loc[silent.index, figure.sums].isna()] if len(silent) else silent
    published, lead_total = (_newest(totals, is_lead=kind) for kind in (False, True))
    # A lead's total that is no more than its rows and the traced ones together says nothing new.
    if lead_total and lead_total.value <= (value or 0) + (figure.value(leads) or 0):
        lead_total = None
    then = None
    if published:
        by_then = rows[pd.to_datetime(rows["event_until_on"]) <= pd.Timestamp(published.until_on)]
        then = figure.value(by_then)
    implied = int(figure.implied_by(members).sum())
    missing = word(len(of) + implied + bool(lead_total), len(confirmed), bool((silent == NOT_PUBLISHED).any()))
    return Answer(
        figure,
        filters,
        rows.reset_index(drop=True),
        value,
        len(confirmed),
        leads.reset_index(drop=True),
        word=missing if value is None else None,
        unknown={str(name): int(count) for name, count in silent.value_counts().items()},
        published=published,
        traced_then=then,
        lead_total=lead_total,
        known_up_to=known_up_to,
        hole=hole,
    )


def _unconfirmed(rows: pd.DataFrame, figure: Figure, is_lead: pd.Series[bool]) -> pd.Series[bool]:
    # Of an event that more than a lead shows, the quantity alone may rest on one.
    if figure.sums and "is_unconfirmed" in rows:
        return rows["is_unconfirmed"].astype(bool)
    return is_lead & _tells(rows)


def _tells(rows: pd.DataFrame) -> pd.Series[bool]:
    # A second source's figure for an event is no second event.
    return rows["is_alternative_of"].isna() if "is_alternative_of" in rows else every(rows)


def _newest(totals: pd.DataFrame | None, *, is_lead: bool) -> Total | None:
    if totals is None:
        return None
    found = totals[totals["is_lead"].astype(bool) == is_lead]
    if found.empty:
        return None
    row = found.iloc[0]
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
