"""The Trade page's questions on the shipped rows, and on 5 million made by repeating the real ones under new codes.

Aims: each question under 50 ms with the shipped rows and under 500 ms with 5 million. Every repeated row matches the
filters, so nothing is skipped for being out of scope.
"""

from __future__ import annotations

import shutil

import duckdb
import pytest

from dashboard import trade_queries, warehouse
from dashboard.queries import edition
from dashboard.trade_queries import TradeFilters

ROWS = 5_000_000
CHOICES = {
    "Japan to hosts": {"exporter": "JPN"},
    "China to all, dual use": {"exporter": "CHN", "countries": "all", "with_dual_use": True, "first_year": 2017},
    "Korea, cars, Asia": {"exporter": "KOR", "products": ("870380",), "regions": ("Asia",)},
}
QUESTIONS = ("choices", "years", "places", "goods", "flows", "reporting", "comparable_years", "shares")


@pytest.fixture(scope="module", params=["shipped rows", "5 million rows"])
def rows(request, tmp_path_factory):
    """The pointer at a warehouse with the shipped rows, or at one that holds them many times over."""
    path = tmp_path_factory.mktemp("trade") / "article6.duckdb"
    shutil.copyfile(warehouse.POINTER, path)
    if request.param != "shipped rows":
        _repeat(str(path))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(warehouse, "POINTER", path)
        yield request.param
    warehouse._connection.clear()


def _repeat(path: str) -> None:
    with duckdb.connect(path) as connection:
        (count,) = connection.execute("SELECT count(*) FROM trade_list").fetchall()[0]
        times = ROWS // count + 1
        for table, order in (
            ("trade_list", "exporter_iso3, importer_iso3, hs_code, year"),
            ("product_list", "hs_code"),
            ("trade_code_years", "hs_code, year"),
            ("import_totals", "importer_iso3, hs_code, year"),
        ):
            connection.execute(f"""
                CREATE OR REPLACE TABLE {table} AS
                SELECT t.* REPLACE (t.hs_code || CASE n WHEN 0 THEN '' ELSE '-' || n END AS hs_code)
                FROM {table} t, range({times}) r(n) ORDER BY {order}
            """)
        assert connection.execute("SELECT count(*) FROM trade_list").fetchall()[0][0] >= ROWS


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("choice", CHOICES)
def test_question(benchmark, rows, choice, question):
    day = edition()
    filters = TradeFilters(**({"first_year": 2020, "last_year": 2024, "as_of": day} | CHOICES[choice]))
    reporting = trade_queries.reporting(filters)
    known = tuple(sorted(reporting.loc[reporting["has_data"], "importer_iso3"].unique()))
    arguments = {"choices": (), "years": (), "shares": (filters, 2024, known)}.get(question, (filters,))

    def cold() -> None:
        warehouse._ask.clear()
        getattr(trade_queries, question)(*arguments)

    benchmark.group = rows
    benchmark.pedantic(cold, rounds=5, warmup_rounds=1)
