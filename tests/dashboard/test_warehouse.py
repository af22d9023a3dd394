"""The door to the warehouse: read-only, locked down, safe under threads."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import duckdb
import pandas as pd
import pytest
from test_documents import get

from dashboard.core import warehouse as door
from dashboard.site import documents

REFUSED = {
    "write": "DELETE FROM agreements",
    "create": "CREATE TABLE mine (n INTEGER)",
    "read a file": "SELECT * FROM read_csv('/etc/hostname')",
    "read over the network": "SELECT * FROM read_csv('http://localhost:1/x.csv')",
    "write a file": "COPY sources TO '/tmp/sources.csv'",
    "attach": "ATTACH 'other.duckdb'",
    "install": "INSTALL httpfs",
    "load": "LOAD httpfs",
    "unlock": "SET enable_external_access = true",
    "memory": "SET memory_limit = '20GB'",
}
pytestmark = pytest.mark.usefixtures("built")


@pytest.mark.parametrize("name", REFUSED)
def test_the_server_refuses(name):
    with pytest.raises(duckdb.Error):
        door.ask(REFUSED[name])


def test_a_question_is_one_statement():
    with pytest.raises(ValueError, match="too many values"):
        door.ask("SELECT 1; SELECT 2")


def test_parameters_are_values_and_never_sql():
    rows = door.ask("SELECT $text AS said", text="'; DROP TABLE agreements; --")
    assert rows["said"].to_list() == ["'; DROP TABLE agreements; --"]


def test_missing_text_is_none():
    assert door.ask("SELECT NULL::VARCHAR AS text")["text"].to_list() == [None]


KINDS = """
    SELECT unnest(['a', NULL]) AS text, unnest([1, NULL]) AS whole, unnest([1::UTINYINT, NULL]) AS small, unnest([1.5, NULL]) AS real, unnest([true, NULL]) AS flag,
        unnest([date '2020-02-29', NULL]) AS day, unnest([time '01:00', NULL]) AS clock, unnest([interval 1 day, NULL]) AS span, unnest([[1], NULL]) AS list,
        NULL AS nothing, 2 AS two, 'b' AS b, unnest(['B'::confidence, NULL]) AS kind
"""


def test_a_frame_is_that_of_duckdb_but_for_text_whose_null_is_none():
    """Every table of the warehouse, every kind of column, with and without rows."""
    with door._connection(door.build_id()).cursor() as plain:
        tables = plain.sql("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()
        asked = [f'SELECT * FROM "{table}" LIMIT 200' for (table,) in tables] + [KINDS, f"{KINDS} LIMIT 0"]
        assert len(asked) > 100
        for sql in asked:
            expected = plain.execute(sql).df()
            for name, column in expected.items():
                if isinstance(column.dtype, pd.StringDtype):
                    expected[name] = pd.Series([None if pd.isna(text) else text for text in column], dtype=object)
            pd.testing.assert_frame_equal(door.ask(sql), expected, check_column_type=False, obj=sql)


def test_rows_are_plain_values_by_the_names_of_their_columns():
    (row,) = door.ask_rows(
        "SELECT $name AS name, 2 AS count, NULL AS note, DATE '2024-02-29' AS day", name="Ghana", unused=1
    )
    assert row == {"name": "Ghana", "count": 2, "note": None, "day": date(2024, 2, 29)}
    assert door.ask_rows("SELECT 1 AS one WHERE false") == ()


def test_an_answer_is_the_callers_own():
    mine = door.ask("SELECT 1 AS n")
    mine.loc[0, "n"] = 99
    assert door.ask("SELECT 1 AS n")["n"].to_list() == [1]


def test_many_visitors_at_once():
    with ThreadPoolExecutor(16) as pool:
        asked = [f"SELECT count(*) + {n} AS n FROM agreements" for n in range(200)]
        answers = [frame["n"].iloc[0] for frame in pool.map(door.ask, asked)]
    assert [answer - answers[0] for answer in answers] == list(range(200))


def test_one_question_with_other_values_at_once():
    """It is read once: what was read is shared between threads, and so are its kinds."""
    asked = (
        "SELECT $n AS n, [$text, $buyer] AS list, (SELECT count(*) FROM agreements WHERE buyer_iso3 = $buyer) AS count"
    )
    counts = door.ask_rows("SELECT buyer_iso3, count(*) AS count FROM agreements GROUP BY ALL")
    values = [{"n": n, "text": "x" * n, "buyer": row["buyer_iso3"]} for n in range(20) for row in counts]
    with ThreadPoolExecutor(16) as pool:
        answers = pool.map(lambda given: door.ask_rows(asked, **given), values)
        told = [(row["n"], row["list"], row["count"]) for (row,) in answers]
    assert told == [(n, ["x" * n, row["buyer_iso3"]], row["count"]) for n in range(20) for row in counts]
    # A value of another kind than the first time.
    assert door.ask_rows("SELECT $n AS n", n=1) == ({"n": 1},)
    assert door.ask_rows("SELECT $n AS n", n="one") == ({"n": "one"},)
    assert door.ask_rows("SELECT $n AS n", n=("one",)) == ({"n": ["one"]},)


def test_before_the_first_build_the_message_says_what_to_run(tmp_path, monkeypatch):
    monkeypatch.setattr(door, "POINTER", tmp_path / "article6.duckdb")
    with pytest.raises(door.WarehouseMissingError, match="python -m etl build"):
        door.ask("SELECT 1")


def cut_off(data: bytes) -> bytes:
    return data[: len(data) // 2]


def without_head(data: bytes) -> bytes:
    return bytes(8192) + data[8192:]


def overwritten(data: bytes) -> bytes:
    return data[:16384] + bytes(255 - byte for byte in data[16384:])


DAMAGES = {
    "empty": lambda data: b"",
    "no database": lambda data: b"<html>",
    "cut off": cut_off,
    "no head": without_head,
    "overwritten": overwritten,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_file_is_told_as_such(built, tmp_path, monkeypatch, open_page, damage):
    path = tmp_path / "article6.duckdb"
    path.write_bytes(damage(built.read_bytes()))
    monkeypatch.setattr(door, "POINTER", path)
    with pytest.raises(door.WarehouseDamagedError, match="can't be read"):
        door.ask("SELECT * FROM agreement_list")
    app = open_page("overview")
    assert [title.value for title in app.title] == ["The data are not ready yet"]
    assert [error.value for error in app.error] == [door.WarehouseDamagedError.said]
    documents.kept.clear()
    for address in ("/", "/projects?buyer=CHE"):
        status, _, text = get(address)
        assert status == 503 and "its file is damaged or closed" in text and "There is no warehouse" not in text


def test_it_is_read_again_as_soon_as_it_is_whole(built, tmp_path, monkeypatch):
    path = tmp_path / "article6.duckdb"
    path.write_bytes(b"")
    monkeypatch.setattr(door, "POINTER", path)
    with pytest.raises(door.WarehouseDamagedError):
        door.ask("SELECT 1 AS n")
    path.unlink()
    path.write_bytes(built.read_bytes())
    assert door.ask("SELECT 1 AS n")["n"].to_list() == [1]


def test_the_door_needs_no_streamlit(built):
    program = (
        "import sys; sys.modules['streamlit'] = None\n"
        "from pathlib import Path\n"
        "from dashboard.core import warehouse\n"
        f"warehouse.POINTER = Path({str(built)!r})\n"
        "assert warehouse.ask('SELECT 1 AS n')['n'].to_list() == [1]\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
