"""What charts draw of both made worlds is what tests/world/answers/charts.txt says: each bar, dot and mark with its number, words, colour and row.

Their words for who can't see them stand among the pages (test_world_pages.py). The file was written from the code once and then read;
some of its sums, shares and means were worked out from the rows of tests/world. Who changes what a chart draws reads what changes here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from world.asked import answers_of, differs
from world.charted import charted

from dashboard.core.choices import Filters

EDITION = date(2026, 6, 30)


def of(**chosen: object) -> Filters:
    """The filters of the edition's day."""
    return Filters(**({"as_of": EDITION} | chosen))  # type: ignore[arg-type]


NOW = of()
Case = Callable[[], list[str]]
FIRST: dict[str, Case] = {
    "overview of CHE and SGP": lambda: charted("overview", of(buyers=("CHE", "SGP"))),
    **{page: (lambda page=page: charted(page, NOW)) for page in ("agreements", "projects", "delivered", "targets", "network", "reconciliation")},
    "country GHA": lambda: charted("country", NOW, country="GHA"),
    "country SGP": lambda: charted("country", NOW, country="SGP"),
    "pair JPN-KEN": lambda: charted("pair", NOW, pair="JPN-KEN"),
    "project CHE-GHA-01": lambda: charted("project", NOW, project="CHE-GHA-01"),
    "compared buyers": lambda: charted("compare", NOW, parties="SWE,NOR"),
    "trade of CHN": lambda: charted("trade", NOW, exporter="CHN"),
}  # fmt: skip
SECOND: dict[str, Case] = {
    **{page: (lambda page=page: charted(page, NOW)) for page in ("units", "delivered")},
    "account GHA": lambda: charted("account", NOW, party="GHA"),
    "pair KOR-MNG": lambda: charted("pair", NOW, pair="KOR-MNG"),
    "trade of SWE": lambda: charted("trade", NOW, exporter="SWE"),
    "trade of NOR by binding texts": lambda: charted("trade", of(rule="binding"), exporter="NOR"),
}


@pytest.mark.parametrize("name", FIRST)
def test_charts_of_the_small_world(small_warehouse, monkeypatch, name):
    monkeypatch.setattr("dashboard.core.warehouse.POINTER", small_warehouse)
    told = differs(FIRST[name](), "charts", name)
    assert not told, told


@pytest.mark.parametrize("name", SECOND)
def test_charts_of_the_second_world(second_warehouse, monkeypatch, name):
    monkeypatch.setattr("dashboard.core.warehouse.POINTER", second_warehouse)
    told = differs(SECOND[name](), "second_charts", name)
    assert not told, told


def test_each_answer_is_asked_for():
    assert (list(answers_of("charts")), list(answers_of("second_charts"))) == (list(FIRST), list(SECOND))
