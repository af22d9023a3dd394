"""Which class the cells of a column of a document's table have: numbers to the right, days on one line, room for long texts. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Number
from typing import Any

from dashboard.core import columns
from dashboard.core.columns import Kind
from dashboard.core.numbers import is_missing

RIGHT, DAY, LONG = ' class="n"', ' class="d"', ' class="l"'
# Kinds whose numbers stand one below the other, and signs of a text that a narrow column would pile up.
_TO_THE_RIGHT = (Kind.NUMBER, Kind.RATIO, Kind.SHARE, Kind.YEAR)
_MANY_SIGNS = 60


def kind(name: str, values: Sequence[Any], is_of_words: bool = False) -> str:
    """Return the attributes of the cells of a column with these values; a table that is of words alone parts its room itself."""
    of = columns.of(name).kind
    if of in _TO_THE_RIGHT or _are_numbers(values):
        return RIGHT
    if of is Kind.DAY:
        return DAY
    is_long = (
        not is_of_words
        and of is Kind.TEXT
        and any(isinstance(value, str) and len(value) > _MANY_SIGNS for value in values)
    )
    return LONG if is_long else ""


def _are_numbers(values: Sequence[Any]) -> bool:
    known = [value for value in values if not is_missing(value)]
    return bool(known) and all(isinstance(value, Number) and not isinstance(value, bool) for value in known)
