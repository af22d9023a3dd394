"""Examples of docs/clients.md run as they are printed, against the real server; and every address that the guides name is answered."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import live
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, expect

from browser.conftest import Ask
from browser.test_downloads import get
from dashboard.site import tidy

GUIDE = (live.ROOT / "docs/clients.md").read_text(encoding="utf-8")
LOCAL = "http://localhost:8501"
TIDY_TABLE = re.compile(r"^\| `(\w+)` \| (.+) \|$", re.MULTILINE)


def example(heading: str, language: str, server: live.Server) -> str:
    """The code below a heading of the guide, with the address of the server in place of the usual one."""
    section = re.split(r"^## ", GUIDE, flags=re.MULTILINE)
    (text,) = [part for part in section if part.startswith(f"{heading}\n")]
    (code,) = re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return code.replace(LOCAL, server.url)


def ran(command: list[str], folder: Path, text: str | None = None) -> str:
    done = subprocess.run(command, input=text, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page of another origin."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "index.html").write_text("<!DOCTYPE html><title>Another site</title>")
    other = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(folder)))
    threading.Thread(target=other.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{other.server_port}"
    other.shutdown()


def test_every_example_is_run_or_says_that_it_is_not() -> None:
    fences = re.findall(r"^```(\w+)$", GUIDE, re.MULTILINE)
    assert sorted(fences) == ["js", "powerquery", "python", "python", "python", "python", "r", "sh"]
    for heading in ("R", "Excel and Power Query"):
        section = GUIDE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
        assert "ot run by our tests" in section


def test_the_shell(server: live.Server, tmp_path: Path, ask: Ask) -> None:
    lines = example("Shell", "sh", server).splitlines()
    assert all(line.startswith("curl -sf ") for line in lines)
    # Curl belongs to the examples, not to the Atlas: where it is not installed, its requests are made without it.
    said = [ran(["sh", "-c", line], tmp_path) if shutil.which("curl") else _without_curl(line) for line in lines]
    newest = ask(
        "SELECT host, title FROM agreement_list WHERE buyer_iso3 = 'JPN' AND is_counted ORDER BY signed_on DESC LIMIT 1"
    )
    assert len(said[0].splitlines()) == 6 and newest[0][0] in said[0]
    assert json.loads(said[1])["data"]["name"] == "jcm_issued" and json.loads(said[1])["meta"]["filters"] == {
        "buyer": "JPN"
    }
    ((events,),) = ask("SELECT count(*) FROM event_list WHERE host_iso3 = 'GHA'")
    assert said[2].startswith('"event_id"') and said[2].count("\n") == events + 1


def _without_curl(line: str) -> str:
    accept = re.search(r"-H 'Accept: ([^']+)'", line)
    status, _, body = get(line.split("'")[-2], **({"Accept": accept[1]} if accept else {}))
    assert status == 200
    return body.decode()


def test_python_asks_for_all_pages(server: live.Server, tmp_path: Path, ask: Ask) -> None:
    first, *conditions, last = ran(
        [sys.executable, "-"], tmp_path, example("Python: all pages of an answer", "python", server)
    ).splitlines()
    told = json.loads(get(f"{server.url}/api/v1/measures/transferred")[2])["data"]
    assert first == told["sentence"] and conditions == [f"- {one}" for one in told["do_not_quote_without"]]
    ((projects,),) = ask("SELECT count(*) FROM project_list WHERE buyer_iso3 = 'JPN'")
    assert last.startswith(f"{projects} projects, edition of 20") and projects > 100


def test_pandas_sums_what_counts(server: live.Server, tmp_path: Path, ask: Ask) -> None:
    said = ran([sys.executable, "-"], tmp_path, example("Python: pandas", "python", server))
    for event, unit, tonnes in ask(
        "SELECT event, unit_kind, sum(quantity_tco2e) FROM event_list WHERE is_summed AND unit_kind IS NOT NULL GROUP BY ALL"
    ):
        assert re.search(rf"^{event}_{unit} +{tonnes}(\.0)?$", said, re.MULTILINE), said


def test_duckdb_reads_the_parquet(server: live.Server, tmp_path: Path, ask: Ask) -> None:
    said = ran([sys.executable, "-"], tmp_path, example("Python: DuckDB over Parquet", "python", server))
    hosts = ask(
        "SELECT buyer, count(DISTINCT host) AS n FROM agreement_list WHERE is_counted AND counting_rule = 'binding' GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    assert said.strip() == str(hosts)


def test_javascript_on_another_site(
    server: live.Server, elsewhere: str, browser: BrowserContext, tmp_path: Path, ask: Ask
) -> None:
    code = example("JavaScript", "js", server)
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(elsewhere)
    page.evaluate(f"(async () => {{ {code} }})()")
    page.close()
    said = [line for line in said if "favicon" not in line and "404" not in line]
    told = json.loads(get(f"{server.url}/api/v1/measures/transferred?buyer=switzerland")[2])["data"]
    ((count,),) = ask("SELECT count(*) FROM agreement_list WHERE host_iso3 = 'GHA'")
    assert (
        said[0] == told["sentence"]
        and len(said) == count + 1
        and any(line.startswith("Switzerland 2020-11-23 ") for line in said)
    )
    if node := shutil.which("node"):
        (tmp_path / "example.mjs").write_text(code, encoding="utf-8")
        assert ran([node, "example.mjs"], tmp_path).splitlines() == said


def test_an_assistant_asks(server: live.Server, tmp_path: Path) -> None:
    said = ran([sys.executable, "-"], tmp_path, example("Assistants", "python", server)).splitlines()
    told = json.loads(get(f"{server.url}/api/v1/measures/transferred?buyer=CHE")[2])["data"]
    assert said == ["['find', 'measure', 'rows', 'page', 'what_changed']", told["sentence"]]


def test_the_twelve_columns_are_those_of_the_file() -> None:
    assert dict(TIDY_TABLE.findall(GUIDE)) == dict(tidy.COLUMNS)


# What stands for a value that a reader puts in, and one.
PLACES = {
    "PAGE": "overview",
    "PART": "world",
    "<release>": "DAY",
    "2026-11-22": "DAY",
    "{name}": "NAME",
    "?url=…": "?url=SITE/agreements",
    "?q=…": "?q=ghana",
    "/embed/…": "/embed/overview/world",
}
# A page that the reader is about to make.
NOT_THERE = {"/recent"}


def named() -> list[str]:
    """Every address of the server that a guide names, in code or as a link."""
    found: set[str] = set()
    for guide in [*live.ROOT.glob("*.md"), *(live.ROOT / "docs").glob("*.md"), live.ROOT / "data/README.md"]:
        text = guide.read_text(encoding="utf-8")
        found |= set(re.findall(r"`(/[^`\s]*)`", text)) | set(re.findall(rf"{LOCAL}(/[^\s`'\")<>]*)", text))
    return sorted({address.rstrip(".,:;") for address in found} - NOT_THERE)


def test_every_address_of_the_guides_is_answered(server: live.Server, ask: Ask) -> None:
    ((edition,),) = ask("SELECT edition_on FROM edition")
    ((block,),) = ask("SELECT min(block_id) FROM block_list")
    wrong = []
    for address in named():
        asked = address
        for place, value in PLACES.items():
            asked = asked.replace(place, value)
        asked = (
            asked.replace("DAY", str(edition))
            .replace("SITE", server.url)
            .replace("row=…", f"row={quote(block)}")
            .replace("/…", "/")
        )
        for kind, name in (("measures", "pairs"), ("tables", "agreements"), ("pages", "method")):
            asked = asked.replace(f"{kind}/NAME", f"{kind}/{name}")
        assert "…" not in asked and "{" not in asked, address
        status, _, _ = get(server.url + asked)
        # Assistants speak their protocol, and are asked for it.
        if status != (406 if asked == "/mcp" else 200):
            wrong.append(f"{address}: {status}")
    assert wrong == [] and len(named()) > 50


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/api", "/api/clients"])
def test_the_pages_for_machines_are_accessible(
    server: live.Server, browser: BrowserContext, path: str, scheme: str
) -> None:
    page = browser.new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type in ("error", "warning") else None)
    page.on(
        "request",
        lambda asked: problems.append(asked.url) if not asked.url.startswith((server.url, "data:", "blob:")) else None,
    )
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(server.url + path)
        expect(page.locator("h1")).to_have_count(1)
        if path == "/api":
            expect(page.locator("#viewer .opblock").first).to_be_visible(timeout=60_000)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
        assert found.violations_count == 0, found.generate_report()
    assert problems == []
    page.close()


def test_an_endpoint_is_tried_on_the_page(server: live.Server, browser: BrowserContext) -> None:
    page = browser.new_page()
    page.set_viewport_size({"width": 1440, "height": 1200})
    page.goto(f"{server.url}/api")
    page.locator("#operations-Rows-targets button.opblock-summary-control").click(timeout=60_000)
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    told = page.locator("#operations-Rows-targets .live-responses-table .response")
    expect(told).to_contain_text("200", timeout=60_000)
    expect(told).to_contain_text('"target_id"')
    page.close()
