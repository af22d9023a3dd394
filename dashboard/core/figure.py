"""A number is told once: a Figure declares it, its rows make it, and its Answer holds what it says for a visitor's choices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

import numpy as np
import pandas as pd

from dashboard.core.answer import Answer, answer
from dashboard.core.choices import DEFAULT_RULE, Filters, offered, to_query
from dashboard.core.fields import FilterGroup, fields_of
from dashboard.core.part import Part
from dashboard.core.records import Rows, as_tuples
from dashboard.core.warehouse import ask, build_id

Keep = Callable[[pd.DataFrame], "pd.Series[bool]"]
# How a number comes about that is no count or sum of its rows; rows that are only listed make none.
MODELLED, COMPUTED, LISTED = "modelled", "computed", "listed"


def is_summed(rows: pd.DataFrame) -> pd.Series[bool]:
    """Keep the rows that may be added up."""
    return rows["is_summed"].astype(bool)


@dataclass(frozen=True)
class Subject:
    """What is counted: the kind and the key of its rows, the question that asks for them, and the filters it follows.

    Without a `key` its rows bring `row_kind` and `row_id` (as in table evidence) themselves. `read` asks where rows follow more of an
    address than the filters: it returns them, and what can't be honoured. `leads_in` names the figure that lists what rests on leads alone.
    """

    kind: str
    key: str
    ask: Callable[[Filters], pd.DataFrame]
    follows: FilterGroup
    read: Callable[[Filters, Mapping[str, str]], tuple[pd.DataFrame, list[str]]] | None = None
    leads_in: str = ""


@dataclass(frozen=True)
class Figure:
    """A number: which rows of a subject are in it (`of`), which of them it is made of (`within`), all where None says so, and its rule in words.

    It is the sum of the column `sums`; else, or where no row has one, the number of different `distinct`; else of rows. `derivation` says
    how it comes about otherwise. `needs` is the column by which it has to be narrowed, for its rows are added up over no other.

    One with a `question` is a headline, which tiles and sentences tell. `done` ends a sentence that starts with the number.
    `published` asks for what others publish of the same thing and scope, newest first. `known` names the kind of fact in table known_up_to.
    Where rows of `implied_by` exist, such facts must exist too, found or not; where it doesn't `apply` to a choice, nothing can be missing.
    """

    name: str
    label: str
    subject: Subject
    one: str
    many: str
    how: str
    of: Keep | None = None
    within: Keep | None = None
    sums: str = ""
    distinct: tuple[str, ...] = ()
    unit: str = ""
    derivation: str = ""
    needs: str = ""
    leaves_out: str = ""
    question: str = ""
    done: str = ""
    known: str = ""
    published: Callable[[Filters], Rows] | None = None
    applies: Callable[[Filters], bool] = lambda _: True
    implied_by: Keep | None = None
    is_estimate: bool = False
    traced_to: str = "projects"
    is_partial: bool = False

    @property
    def rule(self) -> str:
        """The rule in words, with what it leaves out."""
        out = self.leaves_out
        return f"{self.how} Left out: {out[0].lower()}{out[1:]}" if out else self.how

    def rows(self, filters: Filters) -> pd.DataFrame:
        """Return the rows that make the number, with row_kind and row_id."""
        return self._made_of(self.subject.ask(filters))

    def read(self, filters: Filters, query: Mapping[str, str]) -> tuple[pd.DataFrame, list[str]]:
        """Return the rows as an address asks for them, and what can't be honoured of it."""
        if self.subject.read is None:
            return self.rows(filters), []
        found, problems = self.subject.read(filters, query)
        return self._made_of(found), problems

    def _made_of(self, found: pd.DataFrame) -> pd.DataFrame:
        told = [keep(found) for keep in (self.of, self.within) if keep]
        found = (found[np.logical_and.reduce(told)] if told else found).reset_index(drop=True)
        key = self.subject.key
        return found.assign(row_kind=self.subject.kind, row_id=found[key]) if key else found

    def value(self, rows: pd.DataFrame) -> float | None:
        """Return the number that rows make; None where a sum has nothing to add up, or where it is no number of its rows."""
        return self.value_of(Part(rows))

    def value_of(self, rows: Part) -> float | None:
        """Return the same of a part of the rows of a subject."""
        if self.derivation in (MODELLED, COMPUTED, LISTED):
            return None
        if self.sums:
            numbers = rows.numbers(self.sums)
            is_known = ~np.isnan(numbers)
            if is_known.any():
                return float(np.where(is_known, numbers, 0.0).sum())
            if not self.distinct:
                return None
        if not self.distinct:
            return float(len(rows))
        return float(len(set(zip(*(rows.column(name).tolist() for name in self.distinct), strict=True))))

    def number(self, rows: pd.DataFrame, chosen: Mapping[str, str]) -> float | None:
        """Return the number that rows make which are narrowed by the `chosen` columns; None where none may be made of them."""
        return None if self.needs and self.needs not in chosen else self.value(rows)

    def answer(self, filters: Filters, members: pd.DataFrame | None = None) -> Answer:
        """Return what the figure says of a choice; `members` are the rows that its subject has for it, where they were asked for already."""
        until = offered().known_on.get(self.known)
        return answer(
            self,
            filters,
            self.subject.ask(filters) if members is None else members,
            word=lambda events, confirmed, is_withheld: _missing_word(
                self.applies(filters), events + self.is_partial, confirmed, is_withheld
            ),
            totals=self.published(filters) if self.published else (),
            known_up_to=None if until is None else min(until, filters.as_of),
        )

    def scope(self, filters: Filters) -> str:
        """Return the filters that this figure follows as the query of a link: two numbers of one scope must be one."""
        return scope_of(filters, self.subject.follows)


def answers(figures: Iterable[Figure], filters: Filters) -> dict[str, Answer]:
    """Return the answers of several figures by name, each subject asked once."""
    rows: dict[Subject, pd.DataFrame] = {}
    told = {}
    for figure in figures:
        if figure.subject not in rows:
            rows[figure.subject] = figure.subject.ask(filters)
        told[figure.name] = figure.answer(filters, rows[figure.subject])
    return told


def declared(names: Mapping[str, object]) -> tuple[Figure, ...]:
    """Return the figures among the names of a module, in the order in which it declares them."""
    return tuple(value for value in names.values() if isinstance(value, Figure))


def scope_of(filters: Filters, follows: FilterGroup) -> str:
    """Return the filters of some groups as the query of a link."""
    query = to_query(filters)
    if FilterGroup.ACTIVITIES in follows:
        query.pop("rule", None)
    else:
        shown = {told.name for told in fields_of(Filters).values() if told.group in FilterGroup.AGREEMENTS}
        query = {name: text for name, text in query.items() if name in shown}
        query.setdefault("rule", DEFAULT_RULE)
    return urlencode(sorted(query.items()))


def _missing_word(applies: bool, events: int, confirmed: int, is_withheld: bool) -> str:
    return _missing_words(build_id())[applies, events > 0, confirmed > 0, is_withheld]


@lru_cache(maxsize=2)
def _missing_words(build: str) -> dict[tuple[bool, ...], str]:
    # The rule is the data's (macro missing_word): columns of words follow it too. It asks of counts only whether there are any.
    cases = ask("""
        SELECT applies, events, confirmed, is_withheld, missing_word(applies, events::BIGINT, confirmed::BIGINT, is_withheld) AS word
        FROM (VALUES (true), (false)) a(applies), (VALUES (true), (false)) b(events), (VALUES (true), (false)) c(confirmed),
            (VALUES (true), (false)) d(is_withheld)
    """)
    return {tuple(map(bool, case)): str(word) for *case, word in as_tuples(cases)}
