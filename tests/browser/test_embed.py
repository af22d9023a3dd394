"""Parts of pages on another site, and the menu that leads to them, in the real browser."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import live
import pytest
from playwright.sync_api import BrowserContext, expect


@pytest.fixture(scope="module")
def elsewhere(server: live.Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page of another origin that has a map, a chart, a figure and a table of ours in it, and one that tries the whole page."""
    folder: Path = tmp_path_factory.mktemp("elsewhere")
    frames = "".join(
        f'<iframe src="{server.url}/embed/{part}" width="100%" height="600"></iframe>'
        for part in ("overview/world", "agreements/matrix", "overview/figure-jcm_issued", "agreements/agreement_table")
    )
    (folder / "index.html").write_text(f"<!DOCTYPE html><h1>A newspaper</h1>{frames}")
    (folder / "whole.html").write_text(f'<!DOCTYPE html><iframe src="{server.url}/agreements"></iframe>')
    other = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(folder)))
    threading.Thread(target=other.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{other.server_port}"
    other.shutdown()


KINDS = {
    "a map": "overview/world", "a chart": "agreements/matrix", "a figure": "overview/figure-jcm_issued", "a table": "agreements/agreement_table",
    "flows": "trade/trade_flows", "a timeline": "agreements/timeline", "lines": "overview/growth",
}  # fmt: skip
MOST_BYTES = 150_000


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_part_of_each_kind_weighs_little_and_loads_from_us_alone(
    elsewhere: str, server: live.Server, browser: BrowserContext, theme: str
) -> None:
    """All that a frame brings, as the browser got it, before it was unpacked or after, whichever is more."""
    for kind, part in KINDS.items():
        page = browser.new_page()
        loaded: dict[str, int] = {}
        page.on("response", lambda answer, loaded=loaded: loaded.__setitem__(answer.url, len(answer.body())))
        page.goto(f"{server.url}/embed/{part}?theme={theme}", wait_until="networkidle")
        assert loaded and all(url.startswith(server.url) for url in loaded), kind
        assert sum(loaded.values()) < MOST_BYTES, (kind, loaded)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), kind
        page.close()


def test_parts_show_on_another_site_and_whole_pages_do_not(elsewhere: str, browser: BrowserContext) -> None:
    page = browser.new_page()
    page.goto(elsewhere)
    shown = [frame for frame in page.frames if "/embed/" in frame.url]
    assert len(shown) == 4
    for frame in shown:
        expect(frame.get_by_role("link", name="See it in the Article 6 Atlas")).to_be_visible()
        assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    world = next(frame for frame in shown if "world" in frame.url)
    assert world.locator("svg:visible").first.bounding_box()["width"] > 300
    page.goto(f"{elsewhere}/whole.html")
    page.wait_for_timeout(1000)
    # Chromium puts its own page in place of what may not be framed.
    assert page.frames[1].url.startswith("chrome-error:")
    assert page.frames[1].get_by_text("Agreements under Article 6.2").count() == 0
    page.close()


def test_the_menu_copies_and_is_reached_by_keyboard(server: live.Server, browser: BrowserContext) -> None:
    browser.grant_permissions(["clipboard-read", "clipboard-write"], origin=server.url)
    page = browser.new_page()
    page.goto(f"{server.url}/agreements")
    page.wait_for_selector("#answer", state="detached", timeout=60_000)
    # The first run ends with its charts: what stands on the page changes no more.
    page.wait_for_selector("[data-testid=stPlotlyChart] .main-svg", timeout=60_000)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    button = page.locator(".share > summary").first
    button.focus()
    page.keyboard.press("Enter")
    menu = page.locator(".share[open]")
    expect(menu).to_have_count(1)
    assert button.bounding_box()["height"] >= 24
    menu.get_by_text("Copy sentence and source").click()
    expect(menu.get_by_text("Copied")).to_be_visible()
    assert "Article 6 Atlas, as of " in page.evaluate("() => navigator.clipboard.readText()")
    menu.get_by_text("Copy link").click()
    expect(menu.get_by_text("Copied").first).to_be_visible()
    page.wait_for_timeout(200)
    assert "/agreements" in page.evaluate("() => navigator.clipboard.readText()")
    page.keyboard.press("Escape")
    expect(page.locator(".share[open]")).to_have_count(0)
    page.close()


def test_the_head_of_the_live_page_leads_to_its_data_also_after_a_way_within_it(
    server: live.Server, browser: BrowserContext
) -> None:
    page = browser.new_page()
    page.goto(f"{server.url}/agreements?buyer=CHE")
    live.taken_over(page)
    data = page.locator("head link[rel=alternate][type='application/json']")
    feed = page.locator("head link[rel=alternate][type='application/atom+xml']")
    expect(data).to_have_attribute("href", f"{server.url}/api/v1/pages/agreements?buyer=CHE")
    page.get_by_role("link", name="Delivered", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What was really delivered")
    for link in (data, feed):
        address = link.get_attribute("href")
        assert page.request.get(address).status == 200, address
    assert "/api/v1/pages/delivered" in data.get_attribute("href")
    page.close()
