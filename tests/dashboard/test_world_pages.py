"""What pages say of the small world is what tests/world/answers/pages.txt says: read sentence by sentence against its rows."""

from __future__ import annotations

from datetime import date

import pytest
from world.asked import answers_of, differs
from world.said import parted, said

from dashboard.core.choices import Filters

EDITION = date(2026, 6, 30)
NOW = Filters(EDITION)


def of(**chosen: object) -> Filters:
    """The filters of the edition's day."""
    return Filters(**({"as_of": EDITION} | chosen))  # type: ignore[arg-type]


CASES = {
    **{page: (lambda page=page: said(page, NOW)) for page in (
        "overview", "agreements", "projects", "delivered", "targets", "network", "questions", "steps", "organise", "calculator", "reconciliation", "trade", "start", "selection")},
    **{f"{page} of CHE": (lambda page=page: said(page, of(buyers=("CHE",)))) for page in ("overview", "agreements", "projects", "delivered", "network", "steps")},
    **{f"{page} of JPN and SGP": (lambda page=page: said(page, of(buyers=("JPN", "SGP")))) for page in ("overview", "agreements", "network")},
    **{f"compare {name}": (lambda own=own: said("compare", NOW, **own)) for name, own in {
        "buyers": {"parties": "SGP,NOR,JPN"}, "two buyers": {"parties": "JPN,SWE"}, "hosts": {"parties": "GHA,KEN,THA"}, "two hosts": {"parties": "KEN,BEN"},
        "pairs": {"pairs": "JPN-KEN,CHE-GHA,JPN-VNM"}, "hosts as buyers": {"parties": "GHA,KEN", "as": "buyer"}}.items()},
    **{f"{page} of KEN": (lambda page=page: said(page, of(hosts=("KEN",)))) for page in ("agreements", "projects", "delivered", "steps")},
    **{f"{page} at the end of 2020": (lambda page=page: said(page, of(as_of=date(2020, 12, 31)))) for page in ("overview", "agreements", "projects", "delivered")},
    "agreement of GHA": lambda: said("agreements", NOW, agreement="CHE-GHA-IA"),
    "agreement that a lead states": lambda: said("agreements", NOW, agreement="SGP-PER-MOU"),
    **{f"country {iso3}": (lambda iso3=iso3: said("country", NOW, country=iso3)) for iso3 in ("GHA", "JPN", "KEN", "SGP", "FRA")},
    **{f"pair {pair}": (lambda pair=pair: said("pair", NOW, pair=pair)) for pair in ("JPN-KEN", "CHE-GHA", "CHE-THA", "SGP-GHA", "JPN-VNM")},
    **{f"project {key}": (lambda key=key: said("project", NOW, project=key)) for key in ("JCM-KE001", "JCM-KE002", "CHE-GHA-01", "CHE-THA-01", "JPN-VNM-09", "NOBODY-GHA-01", "CHE-PER-02", "JPN-KEN-10", "CHE-GHA-02")},
    "account CHE": lambda: said("account", NOW, party="CHE"),
    "account GHA": lambda: said("account", NOW, party="GHA"),
    "trade of CHN": lambda: said("trade", NOW, exporter="CHN"),
    "search for stoves": lambda: said("search", NOW, q="stoves"),
    "selection of four": lambda: said("selection", of(buyers=("NOR",)), pages="steps,nonsense", countries="BEN,GHA", pairs="NOR-BEN"),
}  # fmt: skip


@pytest.fixture
def small(small_warehouse, monkeypatch):
    """Let the dashboard read the small world."""
    monkeypatch.setattr("dashboard.core.warehouse.POINTER", small_warehouse)


@pytest.mark.parametrize("name", CASES)
def test_page_of_the_small_world(small, name):
    page, aside = parted(CASES[name]())
    told = differs(page, "pages", name) or differs(aside, "pages_aside", name)
    assert not told, told


def test_each_page_is_asked_for():
    assert list(answers_of("pages")) == list(answers_of("pages_aside")) == list(CASES)
