"""What rows behind a figure say of their publications and of who says otherwise, on rows made by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.evidence import rows

PAGES = pd.DataFrame(
    {
        "source_id": ["one", "two"], "publisher": ["Ministry", "Agency"], "title": ["Page", "List"], "published_on": ["2024-05", None],
        "licence": ["free", "not stated"], "url": ["https://one.example", "https://two.example"], "kind": ["official_page", "press"],
    }
)  # fmt: skip
OTHERS = pd.DataFrame(
    {
        "row_kind": ["event", "event", "project"], "row_id": ["E-1", "E-2", "E-3"], "publications": [3, 1, 9], "rated": ["A", "B", "C"],
        "says_otherwise": ["Agency: 5", None, "nobody"],
    }
)  # fmt: skip


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let these be all publications, and all that is said of rows."""
    monkeypatch.setattr(rows.agreement_queries, "sources", PAGES.copy)
    monkeypatch.setattr(rows.queries, "others", OTHERS.copy)


def given(*cells: tuple[object, ...], columns: str = "row_id source_id source_url") -> pd.DataFrame:
    """Rows of events, with what a question brings along and the page does not show."""
    frame = pd.DataFrame(cells, columns=columns.split())
    return frame.assign(row_kind="event", publisher="old", source_title="old", published_on="old", licence="old")


def test_each_row_stands_once_with_its_publication_and_its_address():
    found = rows.with_sources(given(("E-2", "two", None), ("E-1", "one", "https://own.example"), ("E-2", "one", None), ("E-3", "gone", None)))  # fmt: skip
    columns = ["row_id", "publisher", "source_title", "published_on", "licence", "source_url"]
    assert found[columns].astype(object).where(found[columns].notna(), None).values.tolist() == [
        ["E-2", "Agency", "List", None, "not stated", "https://two.example"],
        ["E-1", "Ministry", "Page", "2024-05", "free", "https://own.example"],
        ["E-3", None, None, None, None, None],
    ]
    assert not {"page_url", "rated", "title", "kind", "url"} & set(found)


def test_a_row_without_statements_has_one_publication_and_can_not_be_opened():
    """E-3 is the key of a project too, which is another row."""
    found = rows.with_sources(given(("E-1", "one", None), ("E-2", "two", None), ("E-3", "one", None)))
    columns = ["confidence", "publications", "says_otherwise", "can_open"]
    assert found[columns].values.tolist() == [
        ["A", 3, "Agency: 5", True],
        ["B", 1, "no conflicting source", True],
        ["not rated", 1, "no conflicting source", False],
    ]


def test_what_a_row_itself_says_of_others_is_a_publication_more():
    """E-1 is known to differ by its statements, E-2 and E-3 by the row; E-4 by neither. Their own confidence comes first."""
    cells = (
        ("E-1", "one", None, "L", "Reuters: 7"),
        ("E-2", "one", None, None, "Reuters: 8"),
        ("E-3", "one", None, "C", "AFP: 9"),
        ("E-4", "one", None, None, None),
    )
    found = rows.with_sources(given(*cells, columns="row_id source_id source_url confidence other_values"))
    columns = ["confidence", "publications", "says_otherwise", "can_open"]
    assert found[columns].values.tolist() == [
        ["L", 4, "Agency: 5", True],
        ["B", 2, "Reuters: 8", True],
        ["C", 2, "AFP: 9", False],
        ["not rated", 1, "no conflicting source", False],
    ]


def test_days_are_told_as_they_are_known():
    """A day of a column of days in full; of other kinds than a fact `as_of` stays what it is."""
    frame = pd.DataFrame(
        {
            "signed_on": ["2024-05-06"], "event_on": [None], "counts_from_on": [pd.Timestamp("2024-05-06")], "anchor_on": [pd.NaT],
            "known_from_on": [pd.Timestamp("2023-01-02")], "as_of": ["2024-05"],
        }
    )  # fmt: skip
    assert rows.readable(frame, "target").values.tolist() == [["6 May 2024", "not found", "6 May 2024", "", "2 Jan 2023", "2024-05"]]  # fmt: skip
    assert rows.readable(frame[["as_of"]], "fact").values.tolist() == [["May 2024"]]


def test_a_kind_of_row_shows_its_columns_and_then_its_sources():
    frame = pd.DataFrame(columns=["publisher", "row_id", "source_url", "quantity_tco2e", "event", "unheard_of"])
    assert list(rows.shown(frame, "event")) == ["event", "quantity_tco2e", "publisher", "source_url", "row_id"]
    assert rows.shown(frame, "event")["source_url"] == "Link"


def test_a_row_that_can_be_opened_is_named_by_its_first_three_parts_that_are_known():
    frame = pd.DataFrame(
        {
            "row_id": ["E-1", "E-2", "E-3"], "event": ["first_transfer", "use", "use"], "event_on": ["6 May 2024", None, "2024"],
            "buyer": ["Japan", "Peru", "Chile"], "host": ["Kenya", "Ghana", "Togo"], "can_open": [True, True, False],
        }
    )  # fmt: skip
    assert rows.labels(frame, "event") == {"E-1": "First transfer · 6 May 2024 · Japan", "E-2": "Use · Peru"}
    # Of three columns of which one is missing two are left: the fourth takes no place of it.
    assert rows.labels(frame.drop(columns="event_on"), "event")["E-1"] == "First transfer · Japan"
