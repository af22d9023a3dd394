"""The pages on the data themselves: every table described, and what a release brought, run without a browser."""

from __future__ import annotations

import csv
import re
import shutil
from datetime import date

import duckdb
import pandas as pd
import pytest
from copies import LATER_DAYS, ROOT
from streamlit.testing.v1 import AppTest

from dashboard.core import bulk
from dashboard.core.warehouse import ask
from dashboard.trust import findings_data as data_findings
from dashboard.trust import queries_data as data_queries
from etl.export import export

pytestmark = pytest.mark.usefixtures("built", "served_files")


@pytest.fixture(scope="session")
def exported(warehouse, tmp_path_factory):
    """The open files of the real data, with the link that the server follows."""
    database = tmp_path_factory.mktemp("files") / "article6.duckdb"
    shutil.copy(warehouse, database)
    export(database)
    return database.with_name("export")


@pytest.fixture
def served_files(exported, monkeypatch):
    monkeypatch.setattr("dashboard.core.bulk.FOLDER", exported)


@pytest.fixture
def with_releases(built, tmp_path, monkeypatch):
    """Function that lets the pages read a copy of the warehouse after some SQL."""

    def edit(sql: str) -> None:
        # Answers are cached by the name of the file.
        copy = tmp_path / f"{tmp_path.name}.duckdb"
        shutil.copy(built, copy)
        with duckdb.connect(str(copy)) as connection:
            connection.execute(sql)
        monkeypatch.setattr("dashboard.core.warehouse.POINTER", copy)

    return edit


def words(app: AppTest) -> str:
    kinds = (app.markdown, app.header, app.warning, app.info)
    return "\n".join(
        [str(element.value) for kind in kinds for element in kind] + [table.value.to_csv() for table in app.table]
    )


def test_first_the_answer(open_page):
    app = open_page("data")
    tables = data_queries.tables()
    assert app.metric[0].value == str(len(tables)) == str(len(ask("SELECT * FROM duckdb_tables()")) - 1)
    assert app.metric[1].value == f"{tables['row_count'].sum():,}"
    assert f"{len(tables)} tables with {tables['row_count'].sum():,} rows" in app.markdown[0].value
    assert "state none" in app.markdown[0].value


def test_every_table_stands_in_one_group_and_has_three_files(open_page, unfolded):
    app = open_page("data")
    text = words(app)
    labels = [link.proto.label for link in app.get("page_link")]
    for row in data_queries.tables().itertuples():
        shown = row.table_name.replace("_", r"\_")
        assert labels.count(shown) == 1
        for ending in ("csv", "spreadsheet.csv", "parquet"):
            assert f"/data/{row.table_name}.{ending}>)" in text
    found = set(re.findall(r"/data/([a-z0-9_.]+)>\)", text))
    assert found <= set(bulk.files())


def test_groups_name_tables_of_this_schema_or_of_trade():
    listed = {name for tables in data_findings.GROUPS.values() for name in tables}
    known = set(data_queries.tables()["table_name"])
    assert listed - known <= set(data_findings.GROUPS["Trade"])
    assert data_findings.group("anything", has_key=True) == "Countries"
    assert data_findings.group("trade_anything", has_key=True) == "Trade"
    assert data_findings.group("anything", has_key=False).startswith("Made from the others")


def test_one_table_has_its_own_address_and_all_its_columns(open_page):
    # tests/data looks at the words of every column of every table; here the page of every sixth.
    for table in data_queries.tables()["table_name"][::6]:
        app = open_page("data", table=table)
        assert app.header[0].value.replace("\\", "").startswith(f"{table}: ")
        dictionary = app.table[0].value
        assert list(dictionary["Column"].str.replace("\\", "")) == list(data_queries.columns(table)["column_name"])
        assert dictionary["What it holds"].str.strip().ne("").all()


def test_units_keys_and_terms_of_a_table(open_page):
    text = words(open_page("data", table="events"))
    for said in ("tCO₂e", "the key", "one of parties.iso3", "one of A, B, L, C", "whole number", "Terms of its"):
        assert said in text.replace("\\", "")


def test_an_unknown_table_is_told_and_no_sql(open_page):
    app = open_page("data", table='sources"; DROP TABLE sources; --')
    assert "unknown table" in app.warning[0].value
    assert "table" not in app.query_params


def test_without_files_the_page_says_what_to_run(open_page, monkeypatch, tmp_path):
    monkeypatch.setattr("dashboard.core.bulk.FOLDER", tmp_path / "export")
    app = open_page("data", table="events")
    assert "python -m etl export" in app.info[0].value
    assert ".csv>)" not in words(app)


def test_examples_stand_as_in_the_repository(open_page, project_root):
    shown = [code.value for code in open_page("data").code]
    for name in ("example.sql", "example.py", "example.R"):
        text = (project_root / "docs/examples" / name).read_text(encoding="utf-8")
        assert text.replace("{site}", "http://localhost:8501").strip() in [code.strip() for code in shown]
    assert any(code.startswith("@misc{article6atlas_") for code in shown)


def test_citation_names_edition_and_content():
    day = date(2024, 2, 29)
    assert data_findings.citation(day, "0123456789abcdef99", "https://x.org") == (
        "Article 6 Atlas (2024). Edition of 29 Feb 2024, content 0123456789abcdef. Data set. https://x.org/data/article6.duckdb"
    )
    assert "month = feb," in data_findings.bibtex(day, "0" * 64, "https://x.org")


def test_the_first_release_has_nothing_to_compare(open_page, with_releases):
    with_releases("DELETE FROM release_changes; DELETE FROM release_tables; DELETE FROM releases;" + RELEASE)
    app = open_page("changes")
    text = words(app)
    assert "there is nothing to compare it with" in text
    assert [metric.value for metric in app.metric][2:] == ["not applicable", "not applicable"]
    assert "data in use have **changed since release 2026-01-01**" in text


RELEASE = f"""
    INSERT INTO releases VALUES ('2026-01-01', '2026-01-01', '{"0" * 64}', NULL, 'The *first*');
    INSERT INTO release_tables SELECT '2026-01-01', 'agreements', count(*) - 2, NULL, NULL, NULL, NULL, NULL FROM agreements;
"""
SECOND = """
    INSERT INTO releases SELECT '2026-02-01', '2026-02-01', content_hash, '2026-01-01', 'More' FROM build_info;
    INSERT INTO release_tables VALUES ('2026-02-01', 'agreements', 154, 2, 1, 0, 3, 0);
    INSERT INTO release_changes VALUES
        ('2026-02-01', 'agreements', 'CHE-GHA-IA', 'changed', 'corrected', 'title', 'Old', 'New'),
        ('2026-02-01', 'agreements', 'CHE-GHA-IA', 'changed', 'corrected', 'note', NULL, 'Why');
"""


def test_a_release_says_news_apart_from_corrections(open_page, with_releases, unfolded):
    with_releases("DELETE FROM release_changes; DELETE FROM release_tables; DELETE FROM releases;" + RELEASE + SECOND)
    app = open_page("changes")
    text = words(app)
    assert "The data in use are **release 2026-02-01**" in text
    assert "Since release 2026-01-01: new events **2**, late findings **1**, corrections **3**." in text
    assert [head.value for head in app.header][:2] == ["Release 2026-02-01", "Release 2026-01-01"]
    assert [metric.value for metric in app.metric] == ["2", "154", "2", "3"]
    rows = next(frame.value for frame in app.dataframe if "What changed" in frame.value)
    assert rows.to_dict("records") == [
        {
            "Table": "agreements",
            "Row": "Switzerland and Ghana, Implementation agreement",
            "Kind": "Corrected",
            "What changed": "Note: (empty) → Why; Title: Old → New",
            "Behind it": "agreements?agreement=CHE-GHA-IA",
        }
    ]
    assert any("1 changed row, at most 50" in expander.label for expander in app.expander)


def test_what_is_not_recorded_yet_is_counted(open_page, with_releases):
    with_releases("DELETE FROM release_changes; DELETE FROM release_tables; DELETE FROM releases;" + RELEASE)
    app = open_page("changes")
    # A table that the release did not have was not searched for: it was not there.
    assert (
        next(frame for frame in app.dataframe if "In the release" in frame.value).proto.placeholder == "no such table"
    )
    now = data_findings.since(data_queries.release_tables("2026-01-01"), data_queries.tables())
    by_table = now.set_index("table_name")
    assert by_table.loc["agreements", "difference"] == 2
    assert pd.isna(by_table.loc["claims", "then"])
    assert "releases" not in by_table.index


def test_before_the_first_release(open_page, with_releases):
    with_releases("DELETE FROM release_changes; DELETE FROM release_tables; DELETE FROM releases;")
    app = open_page("changes")
    assert "No release has been recorded yet" in app.markdown[0].value
    assert "python -m etl release" in app.info[0].value


def test_sources_by_age_are_on_the_page(open_page):
    """The sentence counts what sources.csv and watch.csv have, read here."""
    with (ROOT / "data/sources.csv").open(encoding="utf-8", newline="") as file:
        sources = list(csv.DictReader(file))
    with (ROOT / "data/watch.csv").open(encoding="utf-8", newline="") as file:
        watched = {row["source_id"] for row in csv.DictReader(file)} - {""}
    if not LATER_DAYS:
        text = words(open_page("data"))
        assert f"{len(sources)} publications, read " in text
        assert f"{len(watched)} of them are watched" in text
    ages = data_queries.source_ages()
    assert ages["looked_at_on"].is_monotonic_increasing
    assert set(ages.loc[ages["is_watched"], "source_id"]) == watched


def test_news_and_silence_at_a_source_are_said():
    ages = pd.DataFrame(
        {
            "read_on": ["2026-01-05", "2026-02-01"],
            "checked_on": ["2026-03-01", None],
            "is_watched": [True, False],
            "has_news": [True, False],
            "unreadable_since": [None, "2026-02-03"],
        }
    )
    assert data_findings.freshness(ages) == (
        "2 publications, read from 5 Jan 2026 to 1 Feb 2026. 1 of them is watched; last checked on 1 Mar 2026. 1 has changed since, "
        "and the Atlas doesn’t show those changes yet. 1 can no longer be read."
    )
