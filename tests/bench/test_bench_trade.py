"""The Trade page's questions on the shipped rows, and on 5 million made by repeating the real ones under new codes and
exporters.

Aims: each question under 50 ms with the shipped rows and under 500 ms with 5 million.
"""

from __future__ import annotations

import shutil

import duckdb
import pytest

from dashboard.agreements.queries import edition
from dashboard.core import warehouse
from dashboard.trade import queries, queries_scope
from dashboard.trade.chosen import TradeFilters

ROWS = 5_000_000
CODES = 3
CHOICES = {
    "Japan to hosts": {"exporter": "JPN"},
    "China to all, dual use": {"exporter": "CHN", "countries": "all", "with_dual_use": True, "span": (2017, 2024)},
    "Korea, cars, Asia": {"exporter": "KOR", "products": ("870380",), "regions": ("Asia",)},
}
OF_PAGE = (queries.choices, queries.years)
OF_CHOICE = (
    queries_scope.places, queries_scope.goods, queries.flows, queries.reporting, queries.comparable_years, queries.shares,
)  # fmt: skip


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
    warehouse._connection.cache_clear()


def _repeat(path: str) -> None:
    # Three times as many codes and fifteen times as many exporters: about the 131 codes and all exporters of a whole import.
    code = "CASE c WHEN 0 THEN '' ELSE '-' || c END"
    exporter = "CASE e WHEN 0 THEN '' ELSE '-' || e END"
    with duckdb.connect(path) as connection:
        (count,) = connection.execute("SELECT count(*) FROM trade_list").fetchall()[0]
        exporters = ROWS // (CODES * count) + 1
        for table in ("product_list", "trade_code_years", "import_totals", "importer_cells"):
            connection.execute(f"""
                CREATE OR REPLACE TABLE {table} AS SELECT t.* REPLACE (hs_code || {code} AS hs_code)
                FROM {table} t, range({CODES}) r(c) ORDER BY ALL
            """)
        connection.execute(f"""
            CREATE OR REPLACE TABLE trade_area_list AS SELECT t.* REPLACE (area_iso3 || {exporter} AS area_iso3)
            FROM trade_area_list t, range({exporters}) r(e) WHERE e = 0 OR area_iso3 IN (SELECT exporter_iso3 FROM trade_list)
        """)
        connection.execute(f"""
            CREATE OR REPLACE TABLE trade_list AS
            SELECT t.* REPLACE (exporter_iso3 || {exporter} AS exporter_iso3, hs_code || {code} AS hs_code)
            FROM trade_list t, range({CODES}) r(c), range({exporters}) s(e)
            ORDER BY exporter_iso3, importer_iso3, hs_code, year
        """)
        assert connection.execute("SELECT count(*) FROM trade_list").fetchall()[0][0] >= ROWS


@pytest.mark.parametrize("question", OF_PAGE + OF_CHOICE, ids=lambda asked: asked.__name__)
@pytest.mark.parametrize("choice", CHOICES)
def test_question(benchmark, rows, choice, question):
    day = edition()
    filters = TradeFilters(**({"span": (2020, 2024), "as_of": day} | CHOICES[choice]))
    arguments = (filters,) if question in OF_CHOICE else ()
    if question is queries.shares:
        arguments += (
            2024,
            tuple(sorted({row["importer_iso3"] for row in queries.reporting(filters) if row["has_data"]})),
        )

    def cold() -> None:
        warehouse.answers.clear()
        question(*arguments)

    benchmark.group = rows
    benchmark.pedantic(cold, rounds=5, warmup_rounds=1)
