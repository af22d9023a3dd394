"""Each differing cell between two made worlds whose edition is of 30 June 2026, and the report on them, worked out by hand."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.diff import Difference, difference

BOTH = """
    CREATE TABLE build_info (content_hash VARCHAR);
    CREATE TABLE pages (page VARCHAR, day VARCHAR, words VARCHAR, gone VARCHAR, PRIMARY KEY (page, day));
    CREATE TABLE twins (a VARCHAR, b VARCHAR, PRIMARY KEY (a));
"""
BEFORE = """
    INSERT INTO build_info VALUES ('0123456789abcdef and more');
    INSERT INTO pages VALUES ('a', '1', 'old', 'x'), ('b', '1', NULL, 'x'), ('b', '2', 'same', 'x'), ('c', '1', 'old', 'x');
    CREATE TABLE first_alone (n INTEGER PRIMARY KEY);
    INSERT INTO twins VALUES ('a', 'b');
"""
AFTER = """
    INSERT INTO build_info VALUES ('fedcba9876543210 and more');
    INSERT INTO pages VALUES ('a', '1', 'new', 'x'), ('b', '1', 'said', 'x'), ('b', '2', 'same', 'x'), ('d', '1', 'old', NULL);
    ALTER TABLE pages DROP COLUMN gone;
    ALTER TABLE pages ADD COLUMN as_of VARCHAR;
    UPDATE pages SET as_of = '2030' WHERE page = 'b' AND day = '2';
    DROP TABLE twins;
    CREATE TABLE twins (a VARCHAR, b VARCHAR, PRIMARY KEY (b));
    CREATE TABLE second_alone (n INTEGER PRIMARY KEY);
    INSERT INTO second_alone VALUES (1), (2), (3);
    INSERT INTO events BY NAME SELECT * REPLACE ('e-day' AS event_id, '2026-06-30' AS event_on) FROM events WHERE event_id = 'FT-1';
    INSERT INTO events BY NAME SELECT * REPLACE ('e-after' AS event_id, '2026-07-01' AS event_on) FROM events WHERE event_id = 'FT-1';
    INSERT INTO events BY NAME SELECT * REPLACE ('e-year' AS event_id, '2026' AS event_on) FROM events WHERE event_id = 'FT-1';
    INSERT INTO events BY NAME SELECT * REPLACE ('e-never' AS event_id, NULL AS event_on) FROM events WHERE event_id = 'FT-1';
    UPDATE events SET event_on = '2026-07-02' WHERE event_id = 'FT-2';
    UPDATE events SET note = 'Another note' WHERE event_id = 'FT-UNDATED';
    INSERT INTO agreements (agreement_id, buyer_iso3, host_iso3, instrument)
        VALUES ('JPN-KEN-LATE', 'JPN', 'KEN', 'other'), ('JPN-KEN-NEWS', 'JPN', 'KEN', 'other'), ('JPN-KEN-PLAN', 'JPN', 'KEN', 'other');
    INSERT INTO claims (agreement_id, field, value, source_id, confidence) VALUES
        ('JPN-KEN-LATE', 'signed_on', '2026-07-02', 'page', 'A'), ('JPN-KEN-LATE', 'concluded_on', '2026-06-01', 'page', 'A'),
        ('JPN-KEN-NEWS', 'signed_on', '2026-07-03', 'page', 'A'), ('JPN-KEN-NEWS', 'in_force_on', '2020-01-01', 'page', 'A'),
        ('JPN-KEN-PLAN', 'valid_until', '2030-01-01', 'page', 'A');
"""


@pytest.fixture(scope="module")
def found(second_warehouse, tmp_path_factory) -> Iterator[Difference]:
    """The second small world and a copy of it, each with tables of its own."""
    folder = tmp_path_factory.mktemp("diff")
    paths = [Path(shutil.copy(second_warehouse, folder / name)) for name in ("before.duckdb", "after.duckdb")]
    for path, edits in zip(paths, (BEFORE, AFTER), strict=True):
        with duckdb.connect(str(path)) as connection:
            for statement in (BOTH + edits).split(";"):
                connection.execute(statement)
    with difference(*paths) as found:
        yield found


def kinds(found: Difference, table: str) -> dict[str, str]:
    """The kind of each differing row of a table, by its key."""
    return {key: kind for name, key, _, kind, *_ in found.cells() if name == table}


def test_a_row_is_news_by_its_own_day_after_the_edition(found):
    assert kinds(found, "events") == {
        "FT-2": "news", "e-after": "news", "e-day": "late", "e-year": "late", "e-never": "undated", "FT-UNDATED": "corrected",
    }  # fmt: skip


def test_an_agreement_has_the_day_of_its_claims_and_the_end_of_a_text_is_none(found):
    assert kinds(found, "agreements") == {"JPN-KEN-LATE": "late", "JPN-KEN-NEWS": "news", "JPN-KEN-PLAN": "undated"}
    assert kinds(found, "claims") == {
        "JPN-KEN-LATE|signed_on|page|2026-07-02": "news",
        "JPN-KEN-NEWS|signed_on|page|2026-07-03": "news",
        "JPN-KEN-LATE|concluded_on|page|2026-06-01": "late",
        "JPN-KEN-NEWS|in_force_on|page|2020-01-01": "late",
        "JPN-KEN-PLAN|valid_until|page|2030-01-01": "undated",
    }


PAGES = [
    ("pages", "d|1", "added", "undated", "page", None, "d"),
    ("pages", "d|1", "added", "undated", "day", None, "1"),
    ("pages", "d|1", "added", "undated", "words", None, "old"),
    ("pages", "a|1", "changed", "corrected", "words", "old", "new"),
    ("pages", "b|1", "changed", "corrected", "words", None, "said"),
    ("pages", "c|1", "removed", "removed", "page", "c", None),
    ("pages", "c|1", "removed", "removed", "day", "1", None),
    ("pages", "c|1", "removed", "removed", "words", "old", None),
    ("pages", "c|1", "removed", "removed", "gone", "x", None),
]


def test_cells_stand_by_kind_row_and_column(found):
    assert [cell for cell in found.cells() if cell[0] == "pages"] == PAGES
    assert [cell for cell in found.cells(2) if cell[0] == "pages"] == PAGES[:4]
    assert found.counts()["pages"] == {"undated": 1, "corrected": 2, "removed": 1}
    assert {"events", "pages"} <= found.compared and not {"twins", "first_alone", "second_alone"} & found.compared


def test_what_one_side_alone_has_is_said(found):
    assert found.notes == [
        "Table second_alone is new: 3 rows, not compared.",
        "Table first_alone is gone: 0 rows, not compared.",
        "Column pages.as_of is new: compared in added and removed rows only.",
        "Column pages.gone is gone: compared in added and removed rows only.",
        "Table twins has another primary key: its rows can't be compared.",
    ]


def test_the_report_and_the_file(found, tmp_path):
    told = list(found.text(2))
    assert told[:2] == ["From edition 2026-06-30 (content 0123456789abcdef)", "to   edition 2026-06-30 (content fedcba9876543210)"]  # fmt: skip
    assert told[2:7] == found.notes
    at = told.index("\npages: additions without a date 1, corrections 2, removals 1")
    assert told[at + 1 : at + 8] == [
        "  the first 2 of 4 rows; --csv FILE writes them all",
        "  undated: added d|1",
        "    page: d",
        "    day: 1",
        "    words: old",
        "  corrected: changed a|1",
        "    words: old -> new",
    ]
    assert not any(line.startswith("  the first 4 of 4") for line in found.text(4))
    more = list(found.text(4))
    assert more[more.index("  corrected: changed b|1") :][:3] == ["  corrected: changed b|1", "    words: (empty) -> said", "  removed: removed c|1"]  # fmt: skip
    found.write_csv(tmp_path / "cells.csv")
    lines = (tmp_path / "cells.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "table_name,row_key,change,kind,own_day,column_name,old_value,new_value"
    assert any(line.startswith("events,FT-2,changed,news,2026-07-02,event_on,") for line in lines)
    of_pages = [line for line in lines if line.startswith("pages,")]
    assert (of_pages[0], of_pages[-1]) == ("pages,d|1,added,undated,,page,,d", "pages,c|1,removed,removed,,gone,x,")
