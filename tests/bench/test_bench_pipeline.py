"""Filtering a pipeline a thousand times as long: 320,000 rows made by repeating the real ones under new keys."""

from __future__ import annotations

import shutil
from datetime import date

import duckdb
import pytest
from copies import EDITION

from dashboard.core import warehouse
from dashboard.core.choices import Filters
from dashboard.projects import queries as project_queries

TIMES = 1000
FILTERS = {
    "all": Filters(EDITION),
    "buyer, host and sector": Filters(EDITION, buyers=("CHE",), hosts=("GHA",), sectors=("clean_cooking_households",)),
    "words": Filters(EDITION, words="solar power"),
    "earlier day": Filters(date(2021, 3, 31)),
}


@pytest.fixture(scope="module")
def long_pipeline(tmp_path_factory):
    """A warehouse whose read models of projects hold every row a thousand times."""
    path = tmp_path_factory.mktemp("long") / "article6.duckdb"
    shutil.copyfile(warehouse.POINTER, path)
    with duckdb.connect(str(path)) as connection:
        for table in ("project_list", "project_steps", "event_list"):
            connection.execute(f"""
                CREATE OR REPLACE TABLE {table} AS
                SELECT t.* REPLACE (t.project_id || '-' || n AS project_id) FROM {table} t, range({TIMES}) r(n)
            """)
        assert connection.execute("SELECT count(*) FROM project_list").fetchall()[0][0] >= 320_000
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(warehouse, "POINTER", path)
        yield path


@pytest.mark.parametrize("name", FILTERS)
def test_figures_and_charts_of_the_projects_page(benchmark, long_pipeline, name):
    def cold() -> None:
        warehouse.answers.clear()
        for question in ("listed", "ladder", "by_host", "sectors_by_buyer", "by_year"):
            getattr(project_queries, question)(FILTERS[name])

    benchmark.group = "figures and charts"
    benchmark.pedantic(cold, rounds=5, warmup_rounds=1)


@pytest.mark.parametrize("name", FILTERS)
def test_table_of_the_projects_page(benchmark, long_pipeline, name):
    def cold() -> None:
        warehouse.answers.clear()
        project_queries.projects(FILTERS[name])

    benchmark.group = "table (first 2,000 rows)"
    benchmark.pedantic(cold, rounds=5, warmup_rounds=1)
