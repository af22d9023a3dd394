"""Rows gone through one by one are those that pandas would give, and a part of a frame is what it would have copied."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dashboard.core.part import Part, holds
from dashboard.core.records import as_dicts, as_tuples, with_labels

MIXED = pd.DataFrame(
    {
        "name": ["Ghana", None, "Peru"],
        "year": [2021, 2022, 2023],
        "share": [0.5, np.nan, 1.0],
        "count": pd.array([1, None, 3], dtype="Int64"),
        "is_lead": [True, False, True],
        "on": pd.to_datetime(["2021-05-06", None, "2023-01-01"]),
        "words": [("a",), (), ("b", "c")],
        "stage": pd.Categorical(["issued", "idea", "idea"]),
    },
    index=[7, 3, 5],
)


def of_one_kind(values: list[object]) -> list[tuple[type, object]]:
    return [(type(value), None if pd.api.types.is_scalar(value) and pd.isna(value) else value) for value in values]


def test_rows_are_those_of_pandas_in_value_and_kind() -> None:
    theirs, ours = MIXED.to_dict("records"), as_dicts(MIXED)
    assert [list(row) for row in ours] == [list(row) for row in theirs]
    for our, their in zip(ours, theirs, strict=True):
        assert of_one_kind(list(our.values())) == of_one_kind(list(their.values()))
    for tuple_of_ours, tuple_of_theirs in zip(as_tuples(MIXED), MIXED.itertuples(index=False), strict=True):
        assert tuple_of_ours._fields == tuple_of_theirs._fields
        # Of a nullable column pandas gives NumPy’s numbers; the values are the same.
        assert [value for _, value in of_one_kind(list(tuple_of_ours))] == [
            value for _, value in of_one_kind(list(tuple_of_theirs))
        ]
    assert [label for label, _ in with_labels(MIXED)] == [7, 3, 5]


@pytest.mark.parametrize("kind", [int, float, "datetime64[ns]", object])
def test_rows_of_one_kind_are_plain_values_too(kind: object) -> None:
    frame = pd.DataFrame({"a": [1, 2], "b": [3, 4]}).astype(kind)
    assert of_one_kind(list(as_dicts(frame)[1].values())) == of_one_kind(list(frame.to_dict("records")[1].values()))


def test_frames_without_rows_or_columns_have_no_values() -> None:
    assert as_dicts(MIXED.head(0)) == []
    assert list(as_tuples(MIXED.head(0))) == []
    assert as_dicts(pd.DataFrame(index=[1, 2])) == [{}, {}]


def test_a_part_is_what_a_copy_of_its_rows_is() -> None:
    part = Part(MIXED, np.array([True, False, True]))
    assert (len(part), len(Part(MIXED)), "share" in part, "other" in part) == (2, 3, True, False)
    assert part.rows.equals(MIXED.iloc[[0, 2]].reset_index(drop=True))
    assert part.column("name").tolist() == ["Ghana", "Peru"]
    assert part.numbers("count").tolist() == [1.0, 3.0]
    last = part.narrowed(np.array([False, True]))
    assert (len(last), last.column("name").tolist(), len(part)) == (1, ["Peru"], 2)
    assert Part(MIXED).narrowed(np.array([False, True, False])).column("year").tolist() == [2022]


def test_what_is_not_known_of_a_row_is_no_answer() -> None:
    with pytest.raises(ValueError):
        holds(pd.Series([True, None], dtype="boolean"))
