"""Assistants get what readers get: the kit's own client asks all five tools, over the routes of the server."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tomllib
from collections.abc import Awaitable, Callable
from typing import Any

import httpx2
import pytest
from asking import ask
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from dashboard.api.assistants import QUOTING, Assistants
from dashboard.api.server import Endpoint
from dashboard.core.choices import Filters, offered
from dashboard.evidence import registry

pytestmark = pytest.mark.usefixtures("built")


def visit(what: Callable[[Client], Awaitable[Any]]) -> Any:
    """Let a client of the kit do something with a server of its own."""

    async def run() -> Any:
        app = Assistants(Endpoint())
        try:
            async with (
                httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app)) as http,
                Client(streamable_http_client("https://atlas.example.org/mcp", http_client=http)) as client,
            ):
                return await what(client)
        finally:
            await app.close()

    return asyncio.run(run())


def call(name: str, /, **given: Any) -> Any:
    answered = visit(lambda client: client.call_tool(name, given))
    assert not answered.is_error, answered.content
    return json.loads(answered.content[0].text)


def test_five_tools_are_offered_and_only_read():
    async def look(client: Client) -> Any:
        return client.instructions, (await client.list_tools()).tools

    instructions, tools = visit(look)
    assert [tool.name for tool in tools] == ["find", "measure", "rows", "page", "what_changed"]
    assert all(tool.description and tool.annotations.read_only_hint for tool in tools)
    assert "never add them" in instructions


def test_a_measure_comes_with_all_that_has_to_be_said():
    told = call("measure", name="jcm_issued", filters={"buyer": "Japan"})
    answer = registry.FIGURES["jcm_issued"].answer(Filters(offered().edition_on, buyers=("JPN",)))
    assert (
        told["data"]["value"] == answer.value and told["data"]["parts"]["published"]["value"] == answer.published.value
    )
    assert told["data"]["do_not_quote_without"] and told["sources"] and told["meta"]["known_up_to"]


def test_rows_name_their_sources_and_are_few():
    told = call("rows", name="agreements", filters={"host": "ghana"}, limit=9999)
    assert {row["host_iso3"] for row in told["data"]} == {"GHA"} and told["meta"]["limit"] == 200
    assert {row["source_id"] for row in told["data"] if row["source_id"]} <= set(told["sources"])
    assert told["do_not_quote_without"] == QUOTING
    assert call("rows", name="trade_list", filters={"year.from": 2020}, limit=2)["meta"]["count"] == 2


def test_words_find_a_party_and_a_table():
    told = call("find", words="vietnam")
    assert "Viet Nam" in [one["label"] for one in told["groups"]["Countries"]]
    assert "trade_list" in [one["name"] for one in call("find", words="bilateral trade")["tables"]]


def test_a_page_is_cut_and_says_so():
    told = call("page", name="agreements")
    tables = [block for block in walk(told["data"]) if isinstance(block.get("rows"), list)]
    assert tables and all(len(table["rows"]) <= 25 for table in tables)
    assert any(table.get("rows_left_out") for table in tables)


def walk(block: Any) -> Any:
    if isinstance(block, dict):
        yield block
    for part in block.values() if isinstance(block, dict) else block if isinstance(block, list) else ():
        yield from walk(part)


def test_what_changed_and_what_cannot_be_answered():
    assert call("what_changed", since="2020-01-01")["meta"]["name"] == "changes"
    answered = visit(lambda client: client.call_tool("measure", {"name": "par"}))
    assert answered.is_error and "pairs" in answered.content[0].text
    answered = visit(lambda client: client.call_tool("rows", {"name": "agreements", "filters": {"buyr": "JPN"}}))
    assert answered.is_error and "no filter and no column named" in answered.content[0].text


def test_one_setting_turns_it_off(monkeypatch):
    monkeypatch.setenv("ATLAS_MCP", "off")
    answered = ask("/mcp", method="POST", app=Assistants(Endpoint()))
    assert answered.status == 404 and answered.data["type"].endswith("#not-found")


def test_the_kit_is_not_imported_before_somebody_asks(project_root):
    code = "import sys, dashboard.site.server; print('mcp' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], cwd=project_root, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"


def test_the_frameworks_own_door_for_agents_stays_shut(project_root):
    options = tomllib.loads((project_root / ".streamlit/config.toml").read_text(encoding="utf-8"))
    named = [
        f"{section}.{name}"
        for section, values in options.items()
        for name in values
        if "agent" in name.lower() or "mcp" in name.lower()
    ]
    assert named == []
    code = "from streamlit import config; print(config.get_option('server.enableAgentApi'))"
    found = subprocess.run([sys.executable, "-c", code], cwd=project_root, capture_output=True, text=True, check=True)
    assert found.stdout.strip().endswith("False")
