"""The rows of a frame, one by one, as plain values.

pandas makes a class of rows anew each time (.itertuples), a Series of each row (.iterrows), or asks for the type of each value
(.to_dict): for the small frames of a page that takes several times as long as what is done with the rows. Pure.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionDtype

Record = dict[str, Any]
# Rows as the warehouse gives them to who reads them one by one; nobody writes to them.
Row = Mapping[str, Any]
Rows = Sequence[Row]


def as_dicts(frame: pd.DataFrame) -> list[Record]:
    """Return the rows of a frame by the names of its columns, as .to_dict("records") does: numbers are Python's, days Timestamps, NA is None."""
    names = [str(name) for name in frame.columns]
    rows = frame.to_numpy(dtype=object).tolist()
    if any(isinstance(kind, ExtensionDtype) for kind in frame.dtypes):
        rows = [[None if value is pd.NA else value for value in row] for row in rows]
    return [dict(zip(names, row, strict=True)) for row in rows]


class Columns(dict[str, list[Any]]):
    """The columns of a frame as plain values, None for what is missing, each from when it is first read."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame

    def __missing__(self, name: str) -> list[Any]:
        column = self.frame[name]
        values: list[Any] = column.tolist()
        if isinstance(column.dtype, ExtensionDtype):
            values = [None if value is pd.NA else value for value in values]
        self[name] = values
        return values

    def lines(self) -> Rows:
        """Return the rows of the frame, which read these columns."""
        return [_Line(self, at) for at in range(len(self.frame))]


class _Line(Row):
    __slots__ = ("at", "columns")

    def __init__(self, columns: Columns, at: int) -> None:
        self.columns, self.at = columns, at

    def __getitem__(self, name: str) -> Any:
        return self.columns[name][self.at]

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns.frame)

    def __len__(self) -> int:
        return int(self.columns.frame.shape[1])


def lines(frame: pd.DataFrame) -> Rows:
    """Return the rows of a frame for who reads few of its columns: the values are those of as_dicts."""
    return Columns(frame).lines()


def with_labels(frame: pd.DataFrame) -> Iterator[tuple[Any, Row]]:
    """Return the label of each row of a frame, with the row."""
    return zip(frame.index, lines(frame), strict=True)


def values_of(frame: pd.DataFrame, name: str, **columns: object) -> list[Any]:
    """Return what the column `name` holds in the rows whose `columns` have these values."""
    kept = [frame[column] == value for column, value in columns.items()]
    values: list[Any] = frame.loc[np.logical_and.reduce(kept), name].tolist()
    return values


def as_tuples(frame: pd.DataFrame) -> Iterator[Any]:
    """Return the rows of a frame as tuples whose parts are called by the columns, without the label of the row."""
    # One array of all cells: to ask for column after column took as long as to read them.
    return map(_kind(tuple(map(str, frame.columns)))._make, frame.to_numpy(dtype=object).tolist())


@lru_cache(maxsize=512)
def _kind(names: tuple[str, ...]) -> Any:
    return namedtuple("Row", names, rename=True)
