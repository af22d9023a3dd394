"""Rows that a module on a publisher's file gives by table stand below those kept by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from etl.csvfile import FILE, LINE
from etl.gather import _below
from etl.problems import DataError

KEPT = pd.DataFrame(
    [{"source_id": "law", "url": None, FILE: "data/sources.csv", LINE: 2}],
    dtype=object,
)
KEPT.attrs["file"] = "data/sources.csv"


def test_a_column_that_a_publisher_leaves_out_is_empty():
    whole = _below(KEPT, pd.DataFrame([{"source_id": "list"}]), "sources", "bulletin")
    assert whole.to_dict("records") == [
        {"source_id": "law", "url": None, FILE: "data/sources.csv", LINE: 2},
        {"source_id": "list", "url": None, FILE: "etl/sources/bulletin.py", LINE: None},
    ]
    assert whole.attrs == KEPT.attrs


def test_a_row_names_the_line_of_the_publishers_file():
    rows = pd.DataFrame([{"source_id": "list", FILE: "data/publishers/bulletin/list.csv", LINE: 7}])
    assert _below(KEPT, rows, "sources", "bulletin")[[FILE, LINE]].iloc[1].to_list() == [
        "data/publishers/bulletin/list.csv",
        7,
    ]


def test_a_column_that_the_table_lacks_is_refused():
    with pytest.raises(DataError, match=r"etl/sources/bulletin.py, column adress: table sources has no such column"):
        _below(KEPT, pd.DataFrame([{"source_id": "list", "adress": "x"}]), "sources", "bulletin")
