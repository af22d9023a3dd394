"""The rows of a form, and what their columns mean whatever the form.

id: the label of the row of the page's table that a click on the mark leads to, or (label, n) for its nth link. colour: the
meaning of the mark's colour. state: how certain it is (fills.State). told: what is said on hovering. said: what stands beside
the mark; in_full: what stands there instead where there is room. missing: what stands where there is no value. Each is optional.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

Row = Mapping[str, Any]
Rows = tuple[Row, ...]
NO_DATA = "no data"


def records(frame: pd.DataFrame) -> Rows:
    """Return the rows of a frame as plain values, what is missing as None; `id` is the label of each, where it has none."""
    known = {str(name): [_plain(value) for value in frame[name].tolist()] for name in frame.columns}
    if "id" not in known:
        known["id"] = [_plain(label) for label in frame.index]
    return tuple(dict(zip(known, row, strict=True)) for row in zip(*known.values(), strict=True))


def number(row: Row, column: str) -> float | None:
    """Return a number of a row, None where it is missing."""
    value = row.get(column)
    return None if value is None or value != value else float(value)


def numbers(rows: Iterable[Row], *columns: str) -> list[float]:
    """Return all numbers of some columns that are known."""
    return [value for row in rows for column in columns if (value := number(row, column)) is not None]


def different(rows: Iterable[Row], column: str) -> list[Any]:
    """Return the values of a column, each once, in their order."""
    return list(dict.fromkeys(row[column] for row in rows))


def word(row: Row, column: str) -> str:
    """Return the words of a row, "" where there are none."""
    return str(row.get(column) or "")


def colour(row: Row) -> str:
    """Return the meaning of the colour of a row's mark."""
    return word(row, "colour") or "accent"


def state(row: Row) -> str:
    """Return how certain a row's mark is."""
    return word(row, "state") or "fact"


def _plain(value: Any) -> Any:
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and value != value):
        return None
    return value.item() if hasattr(value, "item") else value
