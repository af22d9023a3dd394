"""What the interface for machines answers of the small world, as tests/world/answers/api.txt has it: numbers, rows, and what it refuses with why.

The answers were read against the rows of tests/world and against what the pages say of the same choice.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from asking import Answered, api
from world.asked import answers_of, differs

LONG = "a" * 45
ADDRESSES = (
    *(f"measures/{one}" for one in (
        "pairs", "Binding_Pairs?buyer=JPN", "agreements?asof=2022-06-30&rule=binding", "buyers", "hosts?key=buyer_iso3:CHE", "projects?host=Kenya", "expected_yearly", "without_estimate",
        "itmo_issued", "jcm_issued?buyer=JPN", "jcm_issued?buyer=JPN&host=VNM", "jcm_issued?key=buyer_iso3:JPN,host_iso3:KEN", "transferred?buyer=CHE", "transferred?buyer=SGP", "used", "authorisations",
        "authorised_credits", "issued", "goal", "goal?key=target_id:CHE-T01", "trajectory", "statistics", "officially_expected?key=buyer_iso3:JPN", "exports?exporter=CHN&key=year:2022", "no_such",
        "pairs?stage=issued", "pairs?buyer=Atlantis", "pairs?asof=yesterday&rule=strict", "pairs?key=colour:red", f"pairs?{LONG * 2}=1", "exports?exporter=Nowhere")),
    *(f"measures/{one}" for one in (
        "pairs/rows?fields=agreement_id,buyer", "jcm_issued/rows?fields=event_id,quantity_tco2e&sort=-quantity_tco2e", "jcm_issued/rows?limit=1&offset=1&fields=event_id", "transferred/rows?fields=event_id&key=buyer_iso3:SGP",
        "pairs/rows?fields=colour", "pairs/rows?limit=0", "pairs/rows?sort=-colour")),
    *(f"agreements?fields=agreement_id{more}" for more in (
        "&buyer=JPN", "&buyer=japan,CHE&host=Kenya,Ghana", "&asof=2020-12-31&rule=binding", "&is_counted=no", "&is_counted=TRUE", "&is_disputed=1", "&signed_from_on.from=2022-01-01&signed_from_on.to=2023-02-09", "&source_count.from=2",
        "&source_count.to=1", "&source_count=2&source_count=1.0", "&status=signed&status=in_force", "&counting_rule=Binding", "&host_iso3=Viet Nam", "&buyer_iso3=che", "&sort=-host,agreement_id&limit=2&offset=1", "&region=Asia")),
    *(f"agreements?{wrong}" for wrong in (
        "colour=red", f"{LONG}.from=1", f"{'b' * 90}=1", "country=JPN", "is_counted=perhaps", "signed_from_on=2022-13-01", "source_count=many", "source_count=1_0", "source_count=1e99", "source_count=nan", "counting_rule=bindng", "host_iso3=Atlantis",
        "limit=0", "limit=10001", "limit=10000&offset=-1", f"limit={LONG}", "fields=agreement,buyer&sort=-hots", "buyer=Jpan&asof=2022-02-30", f"status.from=x&colour={LONG * 3}")),
    "projects?fields=project_id&stage=issued", "projects?fields=project_id&sort=-expected_tco2e_per_year&limit=3", "events?fields=event_id&event=issuance&asof=2020-12-31", "targets?fields=target_id&buyer=JPN", "claims?fields=field,value&host=Peru&buyer=SGP",
    "rules?fields=rule_id", "sources?fields=source_id&limit=3", "sources?limit=2", "trade?exporter=CHN&importer=Kenya&years=2022-2023&fields=importer_iso3,year,hs_code,value_usd", "trade?exporter=JPN&importer_region=Africa&chain=solar&fields=importer_iso3,year,hs_code&limit=3",
    "trade?product_stage=component&fields=hs_code&limit=2", "trade?years=1980-1990", "trade?exporter=Nowhere&chain=solr", "parties?iso3=GHA&fields=iso3,short_name", "tables/events?event_id=GH1-ISS&fields=event_id,quantity_tco2e", "tables/no_such", "tables/agreement_lst", "nothing",
    "changes?since=soon", "changes?since=2020&fields=row_key",
)  # fmt: skip


def lines(answered: Answered) -> Iterator[str]:
    """An answer as lines: its status, each member of a number, each row, each parameter that is refused."""
    said: dict[str, Any] = answered.data
    yield f"{answered.status} {said.get('title', '')} {said.get('detail', '')}".strip()
    for one in said.get("errors", ()):
        yield f"refused: {' | '.join(_cell(value) for value in one.values())}"
    found = said.get("data")
    if isinstance(found, dict):
        yield from (f"{name}: {_cell(value)}" for name, value in found.items() if value not in (None, "", [], {}))
    if isinstance(found, list):
        yield from (f"row: {' | '.join(_cell(value) for value in row.values())}" for row in found)
    if meta := said.get("meta"):
        counted = ", ".join(f"{name} {meta[name]}" for name in ("count", "total", "limit", "offset") if name in meta)
        yield f"meta: {meta.get('title', '')} {counted} {_cell(meta['filters'])}"
        yield f"sources: {' '.join(said['sources'])}"


def _cell(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_answered_as_known(small_warehouse, monkeypatch, address):
    monkeypatch.setattr("dashboard.core.warehouse.POINTER", small_warehouse)
    # Only a build that is kept writes it down.
    monkeypatch.setattr("dashboard.api.queries.content_hash", lambda: "of the small world")
    told = differs(list(lines(api(address.replace(" ", "%20")))), "api", address)
    assert not told, told


def test_each_answer_is_asked_for():
    assert list(answers_of("api")) == list(ADDRESSES)
