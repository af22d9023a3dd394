"""What the pages of authorised units, accounts and rules ask the warehouse, all questions of a page together: less than 20 ms on the rows that ship."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from copies import copy_data

from dashboard.accounts import queries as accounts
from dashboard.core import warehouse
from dashboard.core.choices import Filters, offered
from dashboard.rules import queries as rules
from dashboard.units import queries as units
from etl.build import build


def _units(filters: Filters) -> None:
    for question in (units.blocks, units.letters, units.flags, units.published):
        question(filters)


def _block_list(filters: Filters) -> None:
    units.blocks(filters)


def _account(filters: Filters) -> None:
    for question in (accounts.years, accounts.vintages, accounts.reports, accounts.mismatches, accounts.largest_block):
        question("RWA", filters.as_of)


def _rules(filters: Filters) -> None:
    rules.parties()
    rules.kinds()
    rules.rules(filters)


def _pair(filters: Filters) -> None:
    rules.rules(replace(filters, buyers=("SGP",), hosts=("GHA",)))


PAGES: dict[str, Callable[[Filters], None]] = {
    "authorised units": _units,
    "block list": _block_list,
    "account of the host with most blocks": _account,
    "rules": _rules,
    "rules of a pair": _pair,
}


@pytest.fixture(scope="module")
def filters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filters]:
    path = build(copy_data(tmp_path_factory.mktemp("units")), say=lambda _: None).path
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(warehouse, "POINTER", path)
        # Another benchmark may have read a build of this name, for it is that of the content.
        warehouse._connection.cache_clear()
        warehouse.answers.clear()
        yield Filters(offered().edition_on)


@pytest.mark.parametrize("page", PAGES)
def test_page(benchmark: Any, filters: Filters, page: str) -> None:
    """All questions of a page with an empty cache of answers and an open connection."""
    benchmark.group = "units, accounts and rules (20 ms)"
    benchmark.pedantic(
        lambda: PAGES[page](filters), setup=lambda: warehouse.answers.clear(), rounds=20, warmup_rounds=2
    )
