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
