"""Two warehouses with known differences: each is found, and news is told from corrections."""

from __future__ import annotations

import csv
from datetime import timedelta

import duckdb
import pytest

from etl import __main__ as cli
from etl.diff import DiffError, difference

EDITS = """
    INSERT INTO sources SELECT * REPLACE ('news_page' AS source_id, '{after}' AS published_on)
        FROM sources WHERE source_id = 'argus_2021';
    INSERT INTO sources SELECT * REPLACE ('old_page' AS source_id, '2021-01-01' AS published_on)
        FROM sources WHERE source_id = 'argus_2021';
    INSERT INTO agreements VALUES ('SGP-FJI-OTH', 'SGP', 'FJI', 'other', NULL, NULL, NULL);
    INSERT INTO claims VALUES ('SGP-FJI-OTH', 'signed_on', '{after}', 'news_page', NULL, NULL, 'B', NULL);
    INSERT INTO claims VALUES ('SGP-FJI-OTH', 'status', 'signed', 'news_page', NULL, NULL, 'B', NULL);
    INSERT INTO claims VALUES ('CHE-GHA-IA', 'signed_on', '2020-11-24', 'old_page', NULL, NULL, 'B', NULL);
    UPDATE projects SET registered_on = '2019-01-01', note = NULL WHERE project_id = 'ARE-LBR-01';
    UPDATE events SET event_on = '{after}' WHERE event_id = 'JCM-TH001-ISS-2018-04-20';
    DELETE FROM milestones WHERE milestone_id = (SELECT min(milestone_id) FROM milestones);
    ALTER TABLE model_evidence ADD COLUMN colour VARCHAR;
    UPDATE model_evidence SET colour = 'blue';
    CREATE TABLE moons (moon_id VARCHAR PRIMARY KEY);
    INSERT INTO moons VALUES ('Io'), ('Europa');
    DROP TABLE project_witnesses;
"""


@pytest.fixture(scope="module")
def after(warehouse):
    """The day after the edition of the real data."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute("SELECT edition_on FROM edition").fetchall()[0][0] + timedelta(days=1)


@pytest.fixture(scope="module")
def edited(warehouse, after, tmp_path_factory):
    """A copy of the real warehouse with known edits."""
    path = tmp_path_factory.mktemp("new") / "new.duckdb"
    path.write_bytes(warehouse.read_bytes())
    with duckdb.connect(str(path)) as connection:
        connection.execute(EDITS.format(after=after))
    return path


@pytest.fixture(scope="module")
def found(warehouse, edited):
    with difference(warehouse, edited) as found:
        yield found


def test_news_corrections_and_removals_are_told_apart(found):
    assert found.counts() == {
        "sources": {"news": 1, "late": 1},
        "agreements": {"news": 1},
        "claims": {"news": 1, "late": 1, "undated": 1},
        "projects": {"corrected": 1},
        "events": {"news": 1},
        "milestones": {"removed": 1},
    }


def test_column_by_column_with_old_and_new_value(found, warehouse, after):
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        registered, note = connection.execute(
            "SELECT registered_on, note FROM projects WHERE project_id = 'ARE-LBR-01'"
        ).fetchall()[0]
    cells = list(found.cells())
    wanted = [("projects", "ARE-LBR-01", "changed", "corrected", "registered_on", registered, "2019-01-01")]
    if note:
        wanted.append(("projects", "ARE-LBR-01", "changed", "corrected", "note", note, None))
    assert [cell for cell in cells if cell[0] == "projects"] == wanted
    added = {cell[4]: cell[5:] for cell in cells if cell[1] == "SGP-FJI-OTH" and cell[0] == "agreements"}
    assert added == {
        "agreement_id": (None, "SGP-FJI-OTH"),
        "buyer_iso3": (None, "SGP"),
        "host_iso3": (None, "FJI"),
        "instrument": (None, "other"),
    }
    assert all(cell[6] is None for cell in cells if cell[2] == "removed")
    assert f"SGP-FJI-OTH|signed_on|news_page|{after}" in {cell[1] for cell in cells}


def test_tables_and_columns_that_one_alone_has_are_said(found):
    assert set(found.notes) == {
        "Table moons is new: 2 rows, not compared.",
        "Table project_witnesses is gone: 176 rows, not compared.",
        "Column model_evidence.colour is new: compared in added and removed rows only.",
    }


def test_the_other_way_round_added_is_removed(warehouse, edited):
    with difference(edited, warehouse) as found:
        assert found.counts()["agreements"] == {"removed": 1}
        assert found.counts()["milestones"].keys() <= {"late", "undated"}
        assert "Table moons is gone: 2 rows, not compared." in found.notes


def test_a_date_known_to_the_year_of_the_edition_is_no_news(warehouse, after, tmp_path):
    path = tmp_path / "new.duckdb"
    path.write_bytes(warehouse.read_bytes())
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "INSERT INTO sources SELECT * REPLACE ('vague' AS source_id, ? AS published_on) FROM sources LIMIT 1",
            [str(after.year)],
        )
    with difference(warehouse, path) as found:
        assert found.counts() == {"sources": {"late": 1}}


def test_a_file_and_itself(warehouse, capsys):
    assert cli.main(["diff", str(warehouse), str(warehouse)]) == 0
    assert "No row differs." in capsys.readouterr().out


def test_command_line_as_text_and_as_csv(warehouse, edited, tmp_path, capsys):
    file = tmp_path / "changes.csv"
    assert cli.main(["diff", str(warehouse), str(edited), "--csv", str(file), "--rows", "1"]) == 0
    text = capsys.readouterr().out
    for line in (
        "claims: new events 1, late findings 1, additions without a date 1",
        "the first 1 of 3 rows; --csv FILE writes them all",
        "  corrected: changed ARE-LBR-01",
        " -> 2019-01-01",
        "milestones: removals 1",
    ):
        assert line in text
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len({(row["table_name"], row["row_key"]) for row in rows}) == 9
    assert {row["kind"] for row in rows} == {"news", "late", "undated", "corrected", "removed"}


def test_what_can_not_be_compared_is_said_without_traceback(warehouse, tmp_path, capsys):
    text, stranger = tmp_path / "text.duckdb", tmp_path / "stranger.duckdb"
    text.write_text("not a database")
    with duckdb.connect(str(stranger)) as connection:
        connection.execute("CREATE TABLE t (n INTEGER)")
    for path, said in (
        (tmp_path / "nowhere.duckdb", "no such file"),
        (tmp_path, "no such file"),
        (text, "is no DuckDB file that can be read"),
        (stranger, "no warehouse that `python -m etl build` made"),
    ):
        for pair in ((path, warehouse), (warehouse, path)):
            assert cli.main(["diff", *map(str, pair)]) == 1
            error = capsys.readouterr().err
            assert str(path) in error and said in error
            assert "Traceback" not in error
            with pytest.raises(DiffError), difference(*pair):
                pass
