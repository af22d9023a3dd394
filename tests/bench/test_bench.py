"""What the Overview and Agreements pages wait for: a full build, each question to the warehouse, each drawing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from copies import copy_data

from dashboard.agreements import queries, summaries
from dashboard.charts import growth, matrix, timeline, world_map
from dashboard.core import warehouse
from dashboard.core.choices import Filters
from dashboard.core.forms import Look, to_plotly
from dashboard.core.forms.map_deck import to_deck
from dashboard.core.palette import theme
from etl.build import build

WIDTH = 1360
LOOK = Look(theme("light"), WIDTH)
NAMED_BUYERS = 7
CONFLICTING = "SELECT agreement_id, buyer_iso3, host_iso3 FROM agreement_list WHERE is_disputed ORDER BY ALL LIMIT 1"


@pytest.fixture(scope="module")
def filters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filters]:
    """Filters that leave every agreement in, asked of a warehouse that was built for this module."""
    path = build(copy_data(tmp_path_factory.mktemp("bench")), say=lambda _: None).path
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(warehouse, "POINTER", path)
        warehouse.answers.clear()
        yield Filters(queries.edition())


def test_full_build(benchmark: Any, tmp_path: Path) -> None:
    """From a copy of data/ to a warehouse; each round starts without one."""
    root = copy_data(tmp_path)

    def without_warehouse() -> None:
        shutil.rmtree(root / "data" / "warehouse", ignore_errors=True)

    benchmark.group = "build"
    benchmark.pedantic(lambda: build(root, say=lambda _: None), setup=without_warehouse, rounds=3, warmup_rounds=1)


QUESTIONS: dict[str, Callable[[Filters, pd.Series], Any]] = {
    "edition": lambda filters, row: queries.edition(),
    "parties": lambda filters, row: queries.parties(),
    "agreements": lambda filters, row: queries.agreements(filters),
    "agreements, one buyer, an earlier day": lambda filters, row: queries.agreements(
        replace(filters, buyers=("JPN",), as_of=date(2023, 9, 2))
    ),
    "not counted": lambda filters, row: queries.not_counted(filters),
    "nearest published total": lambda filters, row: queries.nearest_published_total(filters),
    "one agreement": lambda filters, row: queries.agreement(row["agreement_id"]),
    "its claims": lambda filters, row: queries.claims(row["agreement_id"]),
    "its eligibility": lambda filters, row: queries.eligibility(row["buyer_iso3"], row["host_iso3"]),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_question(benchmark: Any, filters: Filters, name: str) -> None:
    """One question with an empty cache of answers and an open connection."""
    row = warehouse.ask(CONFLICTING).iloc[0]
    benchmark.group = "questions, cold"
    benchmark.pedantic(
        lambda: QUESTIONS[name](filters, row), setup=lambda: warehouse.answers.clear(), rounds=30, warmup_rounds=2
    )


def _map(agreements: pd.DataFrame) -> str:
    pairs, hosts = summaries.by_pair(agreements), summaries.by_host(agreements)
    form = world_map.network(pairs, hosts, world_map.places(queries.parties()))
    return to_deck(form, Look(theme("light"), WIDTH)).to_json()


def _growth(agreements: pd.DataFrame) -> dict[str, Any]:
    table = summaries.growth(agreements, list(summaries.by_buyer(agreements)["buyer"].head(NAMED_BUYERS)))
    codes = {row.buyer: row.buyer_iso3 for row in agreements.itertuples()}
    return to_plotly(growth.draw(table, codes), LOOK)


def _matrix(agreements: pd.DataFrame) -> dict[str, Any]:
    regions = dict(zip(agreements["host_iso3"], agreements["host_region"], strict=True))
    return to_plotly(matrix.draw(summaries.by_pair(agreements), regions), LOOK)


def _timeline(agreements: pd.DataFrame) -> dict[str, Any]:
    return to_plotly(timeline.draw(agreements), LOOK)


@pytest.mark.parametrize("draw", [_map, _growth, _matrix, _timeline], ids=["map", "growth", "matrix", "timeline"])
def test_drawing(benchmark: Any, filters: Filters, draw: Callable[[pd.DataFrame], Any]) -> None:
    """One figure of all agreements, summaries included, the map as JSON."""
    agreements = queries.agreements(filters)
    benchmark.group = "drawings"
    benchmark.pedantic(draw, args=(agreements,), rounds=30, warmup_rounds=2)
