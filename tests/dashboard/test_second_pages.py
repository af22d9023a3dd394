"""What pages say of the second small world is what tests/world/answers/second_pages.txt says: blocks, accounts, rules, and trade in sums of
a real size, of which the first world has none. The lines were written from the pages once. Worked out by hand from tests/world/second/rows
were then each figure on trade, those on the accounts of Ghana, Switzerland, Singapore and Peru but for their worked examples, those on what
Korea and Mongolia did together, and those of compared buyers. The others, among them all on single countries and on the other pairs, were read
through for what contradicts those rows or another line.
"""

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


def beside(page: str, filters: Filters, **own: str) -> list[str]:
    """What a page says to this choice and not to its exporter alone."""
    alone = said(page, NOW, exporter=own["exporter"])
    return [line for line in said(page, filters, **own) if line not in alone]


CASES = {
    **{page: (lambda page=page: said(page, NOW)) for page in ("agreements", "projects", "delivered", "units", "rules", "reconciliation", "start", "compare")},
    **{f"{page} of {host}": (lambda page=page, host=host: said(page, of(hosts=(host,)))) for page, host in (
        ("units", "GHA"), ("units", "LAO"), ("rules", "GHA"), ("rules", "FJI"), ("delivered", "VNM"), ("agreements", "CHL"))},
    **{f"{page} of {buyer}": (lambda page=page, buyer=buyer: said(page, of(buyers=(buyer,)))) for page, buyer in (
        ("rules", "CHE"), ("delivered", "KOR"), ("projects", "KOR"), ("agreements", "SWE"))},
    **{f"{page} at the end of 2024": (lambda page=page: said(page, of(as_of=date(2024, 12, 31)))) for page in ("agreements", "units", "rules")},
    **{f"account {party}": (lambda party=party: said("account", NOW, party=party)) for party in ("GHA", "CHE", "SGP", "PER")},
    **{f"pair {pair}": (lambda pair=pair: said("pair", NOW, pair=pair)) for pair in ("KOR-MNG", "CHE-CHL", "SWE-KHM", "NOR-NPL")},
    **{f"country {iso3}": (lambda iso3=iso3: said("country", NOW, country=iso3)) for iso3 in ("KOR", "MNG", "SWE", "CHL", "GHA")},
    **{f"trade of {exporter}": (lambda exporter=exporter: said("trade", NOW, exporter=exporter)) for exporter in ("SWE", "NOR", "KOR")},
    **{f"trade {name}": (lambda own=own, chosen=chosen: beside("trade", of(**chosen), **own)) for name, own, chosen in (
        ("of SWE with partners alone", {"exporter": "SWE", "with_agreement": "with"}, {}),
        ("of SWE without partners", {"exporter": "SWE", "with_agreement": "without"}, {}),
        ("of SWE on 2022-04-03", {"exporter": "SWE"}, {"as_of": date(2022, 4, 3)}),
        ("of NOR by binding texts", {"exporter": "NOR"}, {"rule": "binding"}),
        ("of NOR to 2023", {"exporter": "NOR", "years": "2019-2023"}, {}),
        ("of KOR from 2019", {"exporter": "KOR", "years": "2019-2024"}, {}),
        ("of NOR to Senegal and Ghana", {"exporter": "NOR", "importer": "SEN,GHA"}, {}),
        ("of SWE to all", {"exporter": "SWE", "countries": "all", "dual_use": "yes"}, {}))},
    **{f"compare {name}": (lambda own=own: said("compare", NOW, **own)) for name, own in {
        "buyers": {"parties": "KOR,CHE,SWE", "as": "buyer"}, "hosts": {"parties": "GHA,CHL,LAO"}, "pairs": {"pairs": "CHE-CHL,KOR-MNG"}}.items()},
}  # fmt: skip


@pytest.fixture
def second(second_warehouse, monkeypatch):
    """Let the dashboard read the second small world."""
    monkeypatch.setattr("dashboard.core.warehouse.POINTER", second_warehouse)


@pytest.mark.parametrize("name", CASES)
def test_page_of_the_second_world(second, name):
    page, aside = parted(CASES[name]())
    told = differs(page, "second_pages", name) or differs(aside, "second_aside", name)
    assert not told, told


def test_each_page_is_asked_for():
    assert list(answers_of("second_pages")) == list(answers_of("second_aside")) == list(CASES)
