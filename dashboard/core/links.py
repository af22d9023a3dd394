"""Addresses of the page that shows the rows behind a figure. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import pandas as pd

from dashboard.core.answer import Answer
from dashboard.core.choices import Filters, to_query
from dashboard.core.escaped import encoded
from dashboard.core.plain import link

ROWS_PAGE = "rows"
# A row without a key of a column, such as a project without a single buyer, is a bar of its own.
NONE = "none"


def in_a_link(value: object) -> str:
    """Return a value as it stands in the key of a link."""
    return NONE if value is None or value is pd.NaT or value is pd.NA or value != value else str(value)


def key_of(columns: Mapping[str, object]) -> str:
    """Return the key that narrows a figure to a bar or cell: column:value, joined by commas."""
    return ",".join(f"{column}:{in_a_link(value)}" for column, value in columns.items())


def query(
    filters: Filters, figure: str, key: str = "", row: str | None = None, as_of: date | None = None
) -> dict[str, str]:
    """Return the parameters of a link to the rows of a figure.

    `key` narrows it to a bar or cell (key_of), `row` opens one row, `as_of` sets another day.
    """
    found = to_query(filters) | {"figure": figure}
    if as_of:
        found["asof"] = as_of.isoformat()
    return found | ({"key": key} if key else {}) | ({"row": row} if row else {})


def rows(filters: Filters, figure: str, row: str | None = None, as_of: date | None = None, **columns: object) -> str:
    """Return such a link as an address relative to any page; `columns` make its key."""
    if as_of:
        return f"{ROWS_PAGE}?{encoded(query(filters, figure, key_of(columns), row, as_of))}"
    return _address(filters, figure, key_of(columns), row)


def _address(filters: Filters, figure: str, key: str = "", row: str | None = None) -> str:
    more = {name: value for name, value in (("key", key), ("row", row)) if value}
    return f"{ROWS_PAGE}?{_encoded(filters, figure)}{'&' if more else ''}{encoded(more)}"


# A table has a link a row, to one figure of one choice.
@lru_cache(maxsize=256)
def _encoded(filters: Filters, figure: str) -> str:
    return encoded(query(filters, figure))


def behind(answer: Answer) -> str:
    """Return the address of the rows of an answer."""
    return rows(answer.filters, answer.figure.name)


def leads_of(answer: Answer) -> str:
    """Return the address of what rests on leads alone of an answer that has such rows."""
    kinds = {"event": answer.on_leads.column("event")[0]} if "event" in answer.on_leads else {}
    return rows(answer.filters, answer.figure.subject.leads_in, **kinds, is_lead=True)


@dataclass(frozen=True)
class Behind:
    """What stands behind a cell: the rows of a figure, narrowed by columns. Who makes a page of it knows the filters."""

    figure: str
    columns: tuple[tuple[str, object], ...] = ()

    def address(self, filters: Filters) -> str:
        """Return the address of the rows, by these filters."""
        return _address(filters, self.figure, key_of(dict(self.columns)))


def behind_cell(figure: str, **columns: object) -> Behind:
    """Return what stands behind a cell; `columns` narrow the figure, in their order."""
    return Behind(figure, tuple(columns.items()))


def compared(edition_on: date, total_id: str) -> str:
    """Return the links to what stands behind a published total and behind ours beside it, as Markdown."""
    every = Filters(edition_on)
    ours, theirs = (rows(every, name, total_id=total_id) for name in ("compared", "published"))
    return f"{link('See the rows behind ours', ours)} · {link('and behind theirs', theirs)}"
