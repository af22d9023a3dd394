"""Every page as a document: nothing that axe finds, nothing too small for a finger, and nothing beside the window at 320 pixels, which is 1,280 at 400%."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import live
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from browser.conftest import Visit
from browser.test_pages import HEADINGS

OTHERS = ("/cite/overview/world", "/embed/agreements/matrix", "/embed/overview/figure-transferred", "/api")
# Words within a sentence may be as high as its lines (WCAG 2.5.8).
TOO_SMALL = """() => [...document.querySelectorAll("a, button, input, select, summary")].filter((node) => {
    const box = node.getBoundingClientRect();
    if (box.width < 2 || node.closest(".skip, details:not([open]) > :not(summary)") || (box.height >= 24 && box.width >= 24)) return false;
    const around = node.closest("p, li, dd, small");
    return !(around && node.matches("a, button.term") && around.textContent.trim().length > node.textContent.trim().length + 3);
}).map((node) => `${node.tagName} ${node.textContent.trim().slice(0, 40)}`)"""
BESIDE = """() => [...document.querySelectorAll("body *")].filter((node) => {
    const box = node.getBoundingClientRect();
    return box.width && box.right > innerWidth + 1 && !node.closest("details:not([open]), .scroll, .t, svg, pre, code, .skip");
}).map((node) => `${node.tagName} ${node.className} ${node.textContent.trim().slice(0, 40)}`)"""
TOO_WIDE = """() => [...document.querySelectorAll("#answer main :is(p, li)")].filter((node) =>
    node.getClientRects().length && !node.closest(".a6, table, details, .share") && node.getBoundingClientRect().width / parseFloat(getComputedStyle(node).fontSize) > 46
).map((node) => node.textContent.trim().slice(0, 60))"""


def opened(page: Page, address: str) -> Page:
    """Open a document that no live page takes over."""
    page.route("**/start.js*", lambda route: route.abort())
    page.goto(address)
    return page


# One page of each kind as files: those that open by themselves, a country, a pair, a project.
SNAPSHOT = """
import sys
from pathlib import Path
from dashboard.site import snapshot
kinds = {(one.name, bool(one.choice.own)): one for one in snapshot.subjects()}
snapshot.subjects = lambda: iter(kinds.values())
snapshot.write(Path(sys.argv[1]), workers=1)
"""


@pytest.mark.parametrize("path", [*HEADINGS, *OTHERS])
def test_a_document_is_for_everybody(server: live.Server, browser: BrowserContext, path: str) -> None:
    page = browser.new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, server.url + path)
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
    assert page.evaluate(TOO_SMALL) == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate(BESIDE) == []
    page.set_viewport_size({"width": 2560, "height": 1200})
    assert page.evaluate(TOO_WIDE) == []
    page.close()


def test_a_snapshot_is_for_everybody(server: live.Server, browser: BrowserContext, tmp_path: Path) -> None:
    folder = tmp_path / "snapshot"
    told = os.environ | {"PYTHONPATH": str(server.folder)}
    subprocess.run([sys.executable, "-c", SNAPSHOT, str(folder)], cwd=server.folder, env=told, check=True)
    files = sorted(folder.glob("*.html"))
    assert {"index.html", "country.html"} <= {file.name for file in files} and len(files) > len(HEADINGS)
    page = browser.new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    found = {}
    for file in files:
        page.goto(file.as_uri())
        if violations := Axe().run(page).response["violations"]:
            found[file.name] = [(one["id"], one["nodes"][0]["html"][:200]) for one in violations]
    assert found == {}
    page.close()
    _goes_round(browser, folder)


def _goes_round(browser: BrowserContext, folder: Path) -> None:
    """Below a path of a web host pages lead to each other, with their pictures and the search, and ask for nothing outside that path."""
    quiet = partial(Quiet, directory=str(folder.parent))
    with ThreadingHTTPServer(("localhost", 0), quiet) as host:
        Thread(target=host.serve_forever, daemon=True).start()
        page, asked = browser.new_page(), {}
        page.on("response", lambda answer: asked.update({urlsplit(answer.url).path: answer.status}))
        page.goto(f"http://localhost:{host.server_port}/{folder.name}/index.html")
        for name in ("Agreements", "Delivered", "Trade"):
            page.get_by_role("link", name=name, exact=True).first.click()
            expect(page).to_have_title(re.compile("Article 6 Atlas"))
            assert page.url.endswith(f"/{folder.name}/{name.lower()}.html")
            expect(page.locator("svg").first).to_be_attached()
        page.locator("input[type=search]").first.press_sequentially("zimbabwe")
        expect(page.locator("a[href*='country-ZWE']").first).to_be_visible()
        page.close()
        host.shutdown()
    assert (
        len(asked) > 5
        and {path: status for path, status in asked.items() if status != 200 or not path.startswith(f"/{folder.name}/")}
        == {}
    )


class Quiet(SimpleHTTPRequestHandler):
    """A web host of files that says nothing of its requests."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def test_links_of_the_header_show_where_the_keyboard_is(visit: Visit) -> None:
    page = visit("/network")
    page.keyboard.press("Tab")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.innerText.trim()") == "Trade":
            break
    outline = page.evaluate(
        "() => { const shown = getComputedStyle(document.activeElement); return [shown.outlineStyle, shown.outlineWidth]; }"
    )
    assert outline == ["solid", "3px"]


def test_buttons_of_menu_and_filters_show_that_they_have_the_focus(visit: Visit) -> None:
    page = visit("/delivered")
    outlined = set()
    for _ in range(24):
        page.keyboard.press("Tab")
        name, outline = page.evaluate(
            "() => [document.activeElement.innerText, getComputedStyle(document.activeElement).outlineStyle]"
        )
        if outline == "solid":
            outlined.add(name.strip().split("\n")[0])
    assert {"Agreements", "Look up", "Reset"} <= outlined
