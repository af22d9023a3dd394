"""The account of a Party with a million unit blocks: comparing them in the build, and what its page asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import duckdb
import pandas as pd
import pytest
from copies import EDITION, copy_data

from dashboard.accounts import queries
from dashboard.core import warehouse
from etl import statements
from etl.build import build

# Half a million blocks that Ghana sold, and as many that Switzerland bought, of which each thousandth is short by a unit.
BLOCKS = """
    INSERT INTO reported_actions BY NAME
    SELECT p.iso3 || '-' || i AS action_id, p.iso3 AS reporting_iso3, 2025 AS reported_year, 'action' AS record, p.action AS action_type,
        '2025-05-17' AS action_on, 'CA0009' AS cooperative_approach_id, 'GHA' AS first_transferring_iso3,
        CASE WHEN p.iso3 = 'CHE' THEN 'GHA' END AS transferring_iso3, CASE WHEN p.iso3 = 'GHA' THEN 'CHE' END AS acquiring_iso3,
        (i * 10 + 1)::VARCHAR AS first_unit, (i * 10 + 10 - short)::VARCHAR AS last_unit, 10 - short AS quantity_tco2e, 2023 AS vintage_year,
        (SELECT min(source_id) FROM sources) AS source_id, 'A' AS confidence
    FROM (VALUES ('GHA', 'First transfer'), ('CHE', 'Acquisition')) p(iso3, action), range(500000) r(i),
        LATERAL (SELECT (p.iso3 = 'CHE' AND i % 1000 = 0)::INT AS short)
"""
ASKED: dict[str, Callable[[], pd.DataFrame | int]] = {
    "account by year": lambda: queries.years("GHA", EDITION),
    "reports": lambda: queries.reports("GHA", EDITION),
    "authorised by vintage": lambda: queries.vintages("GHA", EDITION),
    "rows that differ": lambda: queries.mismatches("GHA", EDITION),
    "how many differ": lambda: queries.mismatch_count("GHA", EDITION),
    "a run from letter to use": lambda: queries.reported_run("GHA", EDITION),
}


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    path = build(copy_data(tmp_path_factory.mktemp("accounts")), say=lambda _: None).path
    with duckdb.connect(str(path)) as opened:
        opened.execute(BLOCKS)
        _compare(opened)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(warehouse, "POINTER", path)
        # Another benchmark may have read a build of this name, for it is that of the content.
        warehouse._connection.cache_clear()
        warehouse.answers.clear()
        yield duckdb.connect(":memory:")


def _compare(opened: duckdb.DuckDBPyConnection) -> None:
    for table in ("account_rows", "account_mismatches", "account_years", "account_vintages", "account_reports"):
        opened.execute(f"DROP TABLE {table}")
    opened.execute("DROP MACRO serial_of")
    for text in statements.views(("account_units", "accounts")):
        opened.execute(text)


def test_account_of_a_million_blocks(benchmark: Any, connection: duckdb.DuckDBPyConnection) -> None:
    """All that the page asks, together; kept answers are thrown away in each round."""
    assert queries.mismatch_count("GHA", EDITION) == 500
    assert queries.years("GHA", EDITION)["quantity_tco2e"].max() == 5_000_000

    def ask() -> None:
        warehouse.answers.clear()
        for question in ASKED.values():
            question()

    benchmark.group = "account of a million blocks (500 ms)"
    benchmark.pedantic(ask, rounds=5, warmup_rounds=1)
