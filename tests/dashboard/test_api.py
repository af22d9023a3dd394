"""The interface for machines: rows, measures and pages as the site has them, refusals that name what they refuse, and its limits."""

from __future__ import annotations

import csv
import io
import json
from urllib.parse import unquote

import pandas as pd
import pyarrow.parquet as parquet
import pytest
from asking import api, ask
from starlette.applications import Starlette

from dashboard.agreements.figures import PAIRS
from dashboard.api import catalogue, rates, server
from dashboard.api.settings import MOST_ROWS, Settings, settings
from dashboard.core.choices import Filters, offered
from dashboard.core.warehouse import TooSlowError, fetch
from dashboard.core.warehouse import ask as of_warehouse
from dashboard.evidence import registry
from dashboard.pages import ENTRIES

pytestmark = pytest.mark.usefixtures("built")


@pytest.mark.parametrize("name", [*catalogue.SUBJECTS, "changes", "tables", "measures", "pages", ""])
def test_each_endpoint_answers_with_the_state_of_knowledge(built, name, edition):
    answered = api(name)
    assert answered.status == 200 and answered.headers["content-type"] == "application/json"
    assert answered.headers["access-control-allow-origin"] == "*"
    assert answered.data["meta"]["edition_on"] == edition.isoformat()
    assert answered.data["meta"]["known_up_to"]["agreement"] and answered.data["data"] is not None


def test_rows_are_those_of_the_files(project_root):
    with (project_root / "data/curated/agreements.csv").open(encoding="utf-8", newline="") as file:
        kept = {row["agreement_id"] for row in csv.DictReader(file) if row["buyer_iso3"] == "JPN"}
    found = api("agreements?buyer=japan&limit=1000&fields=agreement_id,buyer_iso3").data
    told = {row["agreement_id"] for row in found["data"]}
    # Beside what is kept by hand stands what a publisher's list adds; what was concluded and then signed stays apart.
    assert kept <= {row["agreement_id"] for row in api("tables/agreements?buyer_iso3=Japan&limit=1000").data["data"]}
    assert (
        told
        and {row["buyer_iso3"] for row in found["data"]} == {"JPN"}
        and set(found["data"][0]) == {"agreement_id", "buyer_iso3"}
    )
    assert found["meta"]["total"] == len(told) == found["meta"]["count"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("agreements?buyer=JPN", "agreements?buyer=japan"),
        ("agreements?buyer=JPN,CHE", "agreements?buyer=Switzerland,Japan"),
        ("projects?host=VNM", "projects?host=Vietnam"),
        ("projects?stage=issued", "projects?stage=ISSUED"),
        ("trade?importer=VNM&exporter=CHN", "trade?importer=Viet%20Nam&exporter=China"),
        ("tables/trade_list?importer_iso3=CHE", "tables/trade_list?importer_iso3=Switzerland"),
        ("tables/claims?confidence=a", "tables/claims?confidence=A"),
    ],
)
def test_names_are_read_as_tolerantly_as_on_pages(one, other):
    first, second = api(f"{one}{'&' if '?' in one else '?'}limit=5"), api(f"{other}&limit=5")
    assert first.status == second.status == 200
    assert first.data["data"] == second.data["data"] and first.data["meta"]["total"] == second.data["meta"]["total"] > 0


def test_columns_narrow_by_value_and_range():
    found = api(
        "tables/trade_list?year.from=2020&year.to=2021&importer_iso3=CHE&value_usd.from=1000000&limit=1000"
    ).data
    count = of_warehouse(
        "SELECT count(*) AS n FROM trade_list WHERE year BETWEEN 2020 AND 2021 AND importer_iso3 = 'CHE' AND value_usd >= 1000000"
    )["n"].iloc[0]
    assert found["meta"]["total"] == count > 0
    two = api("events?event=issuance&event=authorisation&limit=1000").data
    assert {row["event"] for row in two["data"]} == {"issuance", "authorisation"}


def test_the_day_of_an_address_is_that_of_the_pages():
    for day in ("2020-06-30", "2024-06-30"):
        rows = api(f"agreements?asof={day}&limit=1000").data["data"]
        counted = {row["agreement_id"] for row in rows if row["is_counted"]}
        filters = Filters(pd.Timestamp(day).date())
        assert counted == set(PAIRS.rows(filters)["agreement_id"])
        assert not [
            row for row in rows if row["in_force_on"] and row["in_force_on"] > day and row["status"] == "in_force"
        ]


def test_pages_of_rows_follow_each_other_without_a_gap():
    whole = [row["project_id"] for row in api("projects?limit=1000&fields=project_id").data["data"]]
    address, found = "projects?limit=90&fields=project_id", []
    while address:
        data = api(address).data
        found += [row["project_id"] for row in data["data"]]
        address = (data["links"]["next"] or "").partition("/api/v1/")[2]
    assert found == whole == sorted(whole) and len(whole) == len(set(whole)) == data["meta"]["total"]
    falling = [row["project_id"] for row in api("projects?limit=1000&fields=project_id&sort=-project_id").data["data"]]
    assert falling == whole[::-1]


def test_three_formats_hold_the_same():
    rows = api("events?limit=1000").data["data"]
    for address, header in (
        ("events.csv?limit=1000", ""),
        ("events?limit=1000&format=csv", ""),
        ("events?limit=1000", "text/csv"),
    ):
        answered = api(address, accept=header)
        assert answered.headers["content-type"] == "text/csv; charset=utf-8"
        told = list(csv.DictReader(io.StringIO(answered.body.decode())))
        assert [row["event_id"] for row in told] == [row["event_id"] for row in rows]
        assert [row["quantity_tco2e"] for row in told] == [
            "" if row["quantity_tco2e"] is None else str(row["quantity_tco2e"]) for row in rows
        ]
    table = parquet.read_table(io.BytesIO(api("events.parquet?limit=1000").body))
    assert table.column("quantity_tco2e").to_pylist() == [row["quantity_tco2e"] for row in rows]
    assert table.schema.metadata[b"edition_on"]


@pytest.mark.parametrize(
    ("address", "status", "parameter", "near"),
    [
        ("agreements?buyr=JPN", 400, "buyr", "buyer"),
        ("agreements?buyer=Japn", 400, "buyer", "JPN"),
        ("agreements?buyer=KHM", 400, "buyer", ""),
        ("agreements?asof=yesterday", 400, "asof", ""),
        ("agreements?asof=2050-01-01", 400, "asof", ""),
        ("agreements?rule=bindin", 400, "rule", "binding"),
        ("agreements?sort=signed", 400, "sort", "signed_on"),
        ("agreements?fields=hosts", 400, "fields", "host"),
        ("agreements?limit=0", 400, "limit", ""),
        (f"agreements?limit={MOST_ROWS + 1}", 400, "limit", ""),
        ("agreements?limit=1e3", 400, "limit", ""),
        ("agreements?is_counted=perhaps", 400, "is_counted", ""),
        ("agreements?format=xlsx", 400, "format", ""),
        ("tables/trade_list?year=two", 400, "year", ""),
        ("tables/agreement_lst", 404, "table", "agreement_list"),
        ("agreemnts", 404, "endpoint", "agreements"),
        ("measures/par", 404, "measure", "pairs"),
        ("measures/pairs?sector=energy", 400, "sector", ""),
        ("measures/pairs?key=buyer:JPN", 400, "key", "buyer_iso3"),
        ("pages/countri", 404, "page", "country"),
        ("pages/country?country=Narnia", 404, "country", ""),
        ("pages/agreements?buyer=Narnia", 400, "buyer", ""),
        ("pages.csv", 400, "format", "json"),
        ("changes?since=lately", 400, "since", ""),
        ("tables?x=1", 400, "x", ""),
        ("trade?exporter=Nowhere", 400, "exporter", ""),
    ],
)
def test_a_refusal_names_parameter_value_and_rule(address, status, parameter, near):
    answered = api(address)
    told = answered.data
    assert (
        answered.status == status == told["status"] and answered.headers["content-type"] == "application/problem+json"
    )
    assert (
        told["parameter"] == parameter
        and told["rule"]
        and told["detail"]
        and told["type"].startswith("https://atlas.example.org/api#")
    )
    assert told["instance"] == f"/api/v1/{address.partition('?')[0]}"
    assert near in told["near"] if near else True
    assert answered.headers["cache-control"] == "no-store" and "etag" not in answered.headers


@pytest.mark.parametrize("name", ["measures/a%0Ab", "no%0D%0Aendpoint", "tables/no%0Atable/x"])
def test_a_line_break_in_a_name_is_told_as_a_problem_too(name):
    """The fuzzer found it: such an address slipped past the interface's route."""
    answered = ask(f"/api/v1/{unquote(name)}", app=Starlette(routes=server.ROUTES))
    assert (answered.status, answered.headers["content-type"]) == (404, "application/problem+json")


def test_text_of_an_address_never_becomes_sql():
    bad = "'); DROP TABLE agreements; --"
    for name in ("title", "status", "agreement_id"):
        assert api(f"agreements?{name}={bad}").data["meta"]["total"] == 0
    for address in (
        f"agreements?sort={bad}",
        f"agreements?fields={bad}",
        f"agreements?{bad}=1",
        'tables/sources" WHERE 1=1 --',
        f"tables/{bad}",
    ):
        assert api(address).status in (400, 404)
    assert api("tables/build_info").status == 404 and api("tables/duckdb_settings").status == 404


@pytest.mark.parametrize("name", list(registry.FIGURES))
def test_a_measure_is_what_the_figure_says(name):
    figure = registry.FIGURES[name]
    told = api(f"measures/{name}").data["data"]
    filters = Filters(offered().edition_on)
    if figure.question:
        answer = figure.answer(filters)
        assert told["value"] == answer.value and told["parts"]["unconfirmed"]["value"] == answer.unconfirmed
        assert told["parts"]["known_up_to"] == (answer.known_up_to and answer.known_up_to.isoformat())
        assert (told["parts"]["published"] or {}).get("value") == (answer.published.value if answer.published else None)
    else:
        assert told["value"] == figure.number(figure.rows(filters), {})
    assert told["sentence"] and told["state"] and told["rule"] in told["do_not_quote_without"]
    assert "**" not in told["sentence"]
    assert not [said for said in told["do_not_quote_without"] if said.startswith("It is of")]
    rows = api(told["rows"].removeprefix("/api/v1/") + "?limit=5").data
    assert rows["meta"]["total"] == told["row_count"]


def test_a_narrowed_number_is_not_to_be_quoted_without_what_it_is_of():
    told = api("measures/transferred?host=GHA").data["data"]
    assert (told["value"], told["do_not_quote_without"][0]) == (11733, "It is of host Ghana alone.")


def test_a_measure_can_be_narrowed_to_a_part():
    whole = api("measures/agreements").data["data"]
    part = api("measures/agreements?key=buyer_iso3:JPN").data["data"]
    by_filter = api("measures/agreements?buyer=Japan").data["data"]
    assert 0 < part["value"] == by_filter["value"] < whole["value"]
    assert "buyer_iso3%3AJPN" in part["page"] or "buyer_iso3:JPN" in part["page"]
    year = api("measures/exports").data["data"]
    assert year["value"] is None and "narrow it by year" in year["state"]


def test_a_page_says_what_it_says_to_a_reader():
    for name in ENTRIES:
        answered = api(f"pages/{name}")
        assert answered.status == 200 and answered.data["data"]["blocks"], name
    text = api("pages/country?country=ghana").body.decode()
    assert "Ghana" in text and "atlas.invalid" not in text


def test_a_tag_stands_for_edition_and_address(built, tmp_path, monkeypatch):
    first = api("agreements?limit=2")
    again = api("agreements?limit=2", if_none_match=first.headers["etag"])
    assert again.status == 304 and not again.body and again.headers["etag"] == first.headers["etag"]
    assert api("agreements?limit=3", if_none_match=first.headers["etag"]).status == 200
    other = api("agreements?limit=2", accept="text/csv")
    assert other.headers["etag"] != first.headers["etag"] and "Accept" in first.headers["vary"]
    monkeypatch.setattr("dashboard.api.answers.build_id", lambda: "another.duckdb")
    assert api("agreements?limit=2", if_none_match=first.headers["etag"]).status == 200


def test_answers_are_packed_and_none_loads_anything():
    packed = api("agreements", accept_encoding="gzip, br")
    assert packed.headers["content-encoding"] == "br" and packed.data == api("agreements").data
    assert len(packed.body) < len(api("agreements").body) / 4
    assert packed.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"


def test_only_reading_is_answered():
    options = api("agreements", method="OPTIONS", origin="https://elsewhere.example")
    assert options.status == 204 and options.headers["access-control-allow-origin"] == "*"
    assert "If-None-Match" in options.headers["access-control-allow-headers"]
    for method in ("POST", "PUT", "DELETE", "PATCH", "TRACE"):
        refused = api("agreements", method=method)
        assert (
            refused.status == 405 and refused.headers["allow"] == "GET, HEAD, OPTIONS" and refused.data["status"] == 405
        )
    assert api("agreements?limit=1", method="HEAD").status == 200


def test_an_address_that_asks_too_often_waits(monkeypatch):
    monkeypatch.setenv("ATLAS_API_RATE", "0.5")
    monkeypatch.setenv("ATLAS_API_BURST", "3")
    endpoint = server.Endpoint()
    found = [ask("/api/v1/measures", app=endpoint) for _ in range(4)]
    assert [one.status for one in found] == [200, 200, 200, 429]
    assert found[-1].headers["retry-after"] == "2" and found[-1].data["type"].endswith("#rate")
    monkeypatch.setenv("ATLAS_API_RATE", "0")
    endless = server.Endpoint()
    assert {ask("/api/v1/measures", app=endless).status for _ in range(9)} == {200}


def test_what_is_kept_is_answered_at_once_and_counted(monkeypatch):
    first = ask("/api/v1/parties?limit=3", accept_encoding="br")
    endpoint = server.Endpoint()
    monkeypatch.setattr(endpoint, "respond", lambda _: pytest.fail("it was kept"))
    again = ask("/api/v1/parties?limit=3", app=endpoint, accept_encoding="br")
    assert (again.status, again.body, again.headers) == (200, first.body, first.headers)
    shown = ask("/api/v1/parties?limit=3", app=endpoint, accept_encoding="br", if_none_match=first.headers["etag"])
    assert shown.status == 304 and not shown.body and shown.headers["etag"] == first.headers["etag"]
    # Who takes another packing, or asks under another name of the site, is given an answer of its own.
    for other in ({"accept_encoding": "gzip"}, {"accept_encoding": "br", "host": "elsewhere.example"}):
        with pytest.raises(pytest.fail.Exception):
            ask("/api/v1/parties?limit=3", app=endpoint, **other)
    monkeypatch.setenv("ATLAS_API_RATE", "0.5")
    monkeypatch.setenv("ATLAS_API_BURST", "2")
    counted = server.Endpoint()
    found = [ask("/api/v1/parties?limit=3", app=counted, accept_encoding="br").status for _ in range(3)]
    assert found == [200, 200, 429]


def test_before_all_else_the_interface_answers_its_addresses():
    passed = []

    async def others(scope, *_):
        passed.append(scope["path"])

    machines = server.Machines(others)
    assert ask("/api/v1/parties?limit=1", app=machines).status == 200 and not passed
    for path in ("/api", "/api/v1x", "/agreements"):
        with pytest.raises(IndexError):
            ask(path, app=machines)
    assert passed == ["/api", "/api/v1x", "/agreements"]


def test_who_would_wait_behind_too_many_is_told(monkeypatch):
    monkeypatch.setattr(server, "WAITING", 0)
    refused = ask("/api/v1/parties?limit=4", app=server.Endpoint())
    assert refused.status == 503 and refused.data["type"].endswith("#busy") and refused.headers["retry-after"] == "1"
    monkeypatch.undo()


def test_buckets_refill_and_are_forgotten():
    now = [0.0]
    buckets = rates.Buckets(2, 4, clock=lambda: now[0])
    assert [buckets.wait("a") for _ in range(5)] == [0, 0, 0, 0, 1]
    assert buckets.wait("b") == 0 and len(buckets) == 2
    now[0] = 0.5
    assert [buckets.wait("a"), buckets.wait("a")] == [0, 1]
    assert buckets.wait("2001:db8::1") == 0 and buckets.wait("2001:db8::ffff:1") == 0 and len(buckets) == 3, (
        "one network"
    )
    now[0] = 60
    assert buckets.wait("c") == 0 and len(buckets) == 1


def test_a_question_that_takes_too_long_is_given_up(monkeypatch):
    with pytest.raises(TooSlowError, match=r"0\.2 seconds"):
        fetch("SELECT count(*) FROM range(100000000000) a", 0.2)
    monkeypatch.setenv("ATLAS_API_SECONDS", "0.05")
    slow = catalogue.Relation(
        "slow", "", "SELECT count(*) AS n FROM range(100000000000)", (catalogue.Column("n", "integer", ""),), ("n",)
    )
    monkeypatch.setattr("dashboard.api.catalogue.subject", lambda _: slow)
    answered = api("agreements?limit=11")
    assert answered.status == 503 and answered.data["type"].endswith("#too-slow") and answered.headers["retry-after"]


def test_settings_are_read_from_the_environment(monkeypatch):
    for name in ("ATLAS_API_RATE", "ATLAS_API_BURST", "ATLAS_API_SECONDS", "ATLAS_MCP"):
        monkeypatch.delenv(name, raising=False)
    assert settings() == Settings()
    monkeypatch.setenv("ATLAS_MCP", "off")
    assert not settings().has_mcp
    monkeypatch.setenv("ATLAS_API_RATE", "fast")
    with pytest.raises(ValueError, match="ATLAS_API_RATE is 'fast'"):
        settings()


def test_a_fault_is_told_without_its_cause(monkeypatch):
    monkeypatch.setattr("dashboard.api.rows.rows", lambda *_: 1 / 0)
    answered = api("agreements?limit=7")
    assert answered.status == 500 and "zero" not in json.dumps(answered.data)


def test_before_the_first_build_it_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr("dashboard.core.warehouse.POINTER", tmp_path / "none.duckdb")
    answered = api("agreements")
    assert answered.status == 503 and answered.data["type"].endswith("#not-ready")
