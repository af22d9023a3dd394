"""What tables hold of both made worlds is what tests/world/answers/tables.txt says: each cell as it is shown, and where the links of a row lead.

Sentences and figures above them stand among the pages (test_world_pages.py). The file was written from the code once and then
read; some of its sums and shares were worked out from the rows of tests/world. Who changes what a table shows reads what changes here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from world.asked import answers_of, differs
from world.tabled import tabled

from dashboard.core.choices import Filters

EDITION = date(2026, 6, 30)


def of(**chosen: object) -> Filters:
    """The filters of the edition's day."""
    return Filters(**({"as_of": EDITION} | chosen))  # type: ignore[arg-type]


NOW = of()
Case = Callable[[], list[str]]
FIRST: dict[str, Case] = {
    **{page: (lambda page=page: tabled(page, NOW)) for page in (
        "overview", "agreements", "projects", "delivered", "targets", "network", "reconciliation", "steps", "organise")},
    "agreement of GHA": lambda: tabled("agreements", of(buyers=("CHE",), hosts=("GHA",)), agreement="CHE-GHA-IA"),
    "network of least developed": lambda: tabled("network", NOW, among="ldc"),
    "country KEN": lambda: tabled("country", NOW, country="KEN"),
    "pair CHE-GHA": lambda: tabled("pair", NOW, pair="CHE-GHA"),
    "project CHE-GHA-02": lambda: tabled("project", NOW, project="CHE-GHA-02"),
    "account CHE": lambda: tabled("account", NOW, party="CHE"),
    "compared pairs": lambda: tabled("compare", NOW, pairs="JPN-KEN,CHE-GHA"),
    "compared buyers": lambda: tabled("compare", NOW, parties="SGP,NOR"),
    "trade of CHN": lambda: tabled("trade", NOW, exporter="CHN"),
}  # fmt: skip
SECOND: dict[str, Case] = {
    **{page: (lambda page=page: tabled(page, NOW)) for page in ("units", "rules", "delivered", "projects")},
    "units of LAO": lambda: tabled("units", of(hosts=("LAO",))),
    "account GHA": lambda: tabled("account", NOW, party="GHA"),
    "pair KOR-MNG": lambda: tabled("pair", NOW, pair="KOR-MNG"),
    "compared pairs": lambda: tabled("compare", NOW, pairs="CHE-CHL,KOR-MNG"),
    "compared pairs with rules": lambda: tabled("compare", NOW, pairs="CHE-GHA,KOR-MNG"),
    "compared buyers with rules": lambda: tabled("compare", of(as_of=date(2026, 6, 29)), **{"parties": "CHE,GHA", "as": "buyer"}),
    "trade of SWE": lambda: tabled("trade", NOW, exporter="SWE"),
}  # fmt: skip


@pytest.mark.parametrize("name", FIRST)
def test_tables_of_the_small_world(small_warehouse, monkeypatch, name):
    monkeypatch.setattr("dashboard.core.warehouse.POINTER", small_warehouse)
    told = differs(FIRST[name](), "tables", name)
    assert not told, told


@pytest.mark.parametrize("name", SECOND)
def test_tables_of_the_second_world(second_warehouse, monkeypatch, name):
    monkeypatch.setattr("dashboard.core.warehouse.POINTER", second_warehouse)
    told = differs(SECOND[name](), "second_tables", name)
    assert not told, told


def test_each_answer_is_asked_for():
    assert (list(answers_of("tables")), list(answers_of("second_tables"))) == (list(FIRST), list(SECOND))
