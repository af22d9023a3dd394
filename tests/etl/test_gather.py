"""Rows that a module on a publisher's file gives by table stand below those kept by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from etl.csvfile import FILE, LINE
from etl.gather import Gathered, _below, harmonised
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


@pytest.mark.parametrize(("old", "said"), [("2023", []), ("2022", ["old"])])
def test_corrections_are_made_or_told_when_all_else_is_sound(old, said):
    """The event is of 2023: a correction of that is made, one of 2022 no longer stands."""
    parties = pd.DataFrame([("KEN", "KE", "Kenya", "Kenya")], columns=["iso3", "iso2", "short_name", "un_name"])
    row = ("events", "E-1", "event_on", old, "2024", "data/corrections.csv", 2)
    frames = {
        "parties": parties, "country_names": pd.DataFrame(columns=["iso3", "name"]),
        "events": pd.DataFrame([("E-1", "2023")], columns=["event_id", "event_on"]),
        "corrections": pd.DataFrame([row], columns=["table_name", "key", "column_name", "old", "new", FILE, LINE]),
    }  # fmt: skip
    problems = harmonised(Gathered(frames, {}, []), {"events": ["event_id"]})
    assert [problem.column for problem in problems] == said
    assert frames["events"]["event_on"].to_list() == (["2023"] if said else ["2024"])
