"""The answer before the app: read, filtered and followed without a script, and taken over in place where the app can start."""

from __future__ import annotations

import re

import live
import pytest
from playwright.sync_api import BrowserContext, Page, WebSocketRoute, expect


def test_without_scripts_the_page_is_read_filtered_and_followed(server: live.Server, plain: BrowserContext) -> None:
    page = plain.new_page()
    page.goto(f"{server.url}/agreements")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.locator("select[name=buyer]").select_option("CHE")
    page.get_by_role("button", name="Show").click()
    assert "buyer=CHE" in page.url
    expect(page.locator(".showing")).to_contain_text("buyer Switzerland")
    with page.expect_download() as download:
        page.locator("a[href^='files/agreements/agreements.csv']").last.click()
    assert "buyer-CHE" in download.value.suggested_filename
    page.get_by_role("navigation").get_by_role("link", name="Delivered").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "/delivered" in page.url and "buyer=CHE" in page.url


def test_where_no_connection_can_be_had_the_page_stays(server: live.Server, browser: BrowserContext) -> None:
    page = browser.new_page()
    page.add_init_script(
        "window.WebSocket = class { constructor() { setTimeout(() => this.onerror?.(), 50); } close() {} }"
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server.url}/country?country=GHA")
    expect(page.get_by_role("status").filter(has_text="You are reading the plain page")).to_be_visible()
    expect(page.get_by_role("heading", name="Ghana").first).to_be_visible()
    assert not [url for url in asked if "/static/js/" in url]
    page.close()


def test_the_live_page_takes_over_in_place(server: live.Server, browser: BrowserContext) -> None:
    page = browser.new_page()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{server.url}/country?country=GHA", wait_until="commit")
    expect(page.locator("#answer h1")).to_be_visible()
    heading = page.locator("#answer h2").nth(2)
    words = heading.inner_text()
    heading.evaluate("node => scrollTo(0, node.getBoundingClientRect().top - 100)")
    live.taken_over(page)
    live.settle(page)
    same = page.locator("#root h2").filter(has_text=words).first
    expect(same).to_be_in_viewport()
    assert page.title() and page.locator("#root").evaluate("node => node.inert") is False
    page.close()


def test_nobody_who_writes_is_disturbed(server: live.Server, browser: BrowserContext) -> None:
    page: Page = browser.new_page()
    page.goto(f"{server.url}/projects", wait_until="commit")
    box = page.locator("#answer input[name=words]")
    box.focus()
    page.wait_for_selector(
        "#root [data-testid=stApp][data-test-script-state=notRunning] h1", state="attached", timeout=60_000
    )
    page.wait_for_timeout(1_000)
    expect(box).to_be_focused()
    box.blur()
    live.taken_over(page)
    page.close()


@pytest.mark.parametrize("width", [320, 820])
def test_no_document_is_wider_than_its_window(server: live.Server, plain: BrowserContext, width: int) -> None:
    page = plain.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    for path in ("/", "/agreements", "/country?country=GHA", "/data", "/method", "/rules"):
        page.goto(server.url + path)
        box = page.locator("#answer").bounding_box()
        inside = page.locator("#answer :is(select, input, code, h1, h2, figure, .a6, form)")
        right = max(found["x"] + found["width"] for one in inside.all() if (found := one.bounding_box()))
        assert box["width"] <= width and right <= width + 1, path


# Of headings that are seen and of figures: where their letters or boxes stand on the screen, by what they say or measure.
PLACES = """id => {
    const found = {}, letters = document.createRange();
    for (const node of document.querySelectorAll(`#${id} :is(h1, h2, h3, .a6 section)`)) {
        letters.selectNodeContents(node);
        const box = (node.matches("section") ? node : letters).getBoundingClientRect();
        const key = node.dataset.measure ?? node.textContent.trim();
        if (node.offsetWidth > 2 && box.top < innerHeight && !(key in found)) found[key] = [box.left, box.top];
    }
    return found;
}"""


# How wide and high each part of a document is, and where it stands. What lies in a closed menu has a box or none as the browser likes.
BOXES = """() => [...document.querySelectorAll("#answer *")].filter(node => node.checkVisibility() && node.getClientRects().length)
    .map(node => { const box = node.getBoundingClientRect(); return [node.nodeName, box.left, box.top, box.width, box.height].join(" "); })"""


@pytest.mark.parametrize("address", ["", "country?country=GHA", "rules", "start", "delivered", "method"])
def test_the_rules_of_the_live_page_change_nothing_of_a_document_that_is_still_read(
    server: live.Server, browser_without_webgl: BrowserContext, address: str
) -> None:
    page = browser_without_webgl.new_page()
    # Who writes is not disturbed, so that the document stays; by hand the live page could be there sooner.
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => document.querySelector('#answer .search input').focus())"
    )
    page.goto(f"{server.url}/{address}", wait_until="domcontentloaded")
    expect(page.locator("#answer .search input")).to_be_focused()
    before = page.evaluate(BOXES)
    page.wait_for_selector(
        "#root [data-testid=stApp][data-test-script-state=notRunning] h1", state="attached", timeout=60_000
    )
    assert page.evaluate("() => getComputedStyle(document.body).fontFamily").startswith('"Source Sans"')
    assert len(before) > 100 and page.evaluate(BOXES) == before
    page.close()


@pytest.mark.parametrize("address", ["", "country?country=GHA", "agreements"])
def test_nothing_moves_when_the_live_page_takes_over(
    server: live.Server, browser: BrowserContext, address: str
) -> None:
    page = browser.new_page()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{server.url}/{address}", wait_until="commit")
    expect(page.locator("#answer footer")).to_be_attached()
    before = page.evaluate(PLACES, "answer")
    live.taken_over(page)
    after = page.evaluate(PLACES, "root")
    both = before.keys() & after.keys()
    assert len(both) >= 5
    moved = {
        key: (before[key], after[key])
        for key in both
        if max(abs(a - b) for a, b in zip(before[key], after[key], strict=True)) > 8
    }
    assert moved == {}
    page.close()


def test_what_draws_charts_is_sent_for_when_they_come_into_view(server: live.Server, browser: BrowserContext) -> None:
    page = browser.new_page()
    page.set_viewport_size({"width": 1440, "height": 900})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server.url}/", wait_until="commit")
    live.taken_over(page)
    place = page.locator("[class*=st-key-place_charts_]").first
    expect(place.locator("svg").first).to_be_attached()
    page.wait_for_timeout(1000)
    assert not [url for url in asked if "PlotlyChart" in url]
    place.scroll_into_view_if_needed()
    expect(place.locator(".js-plotly-plot")).to_be_visible(timeout=60_000)
    expect(place.locator("> div > svg")).to_have_count(0)
    assert [url for url in asked if "PlotlyChart" in url]
    page.close()


def test_a_way_to_another_page_is_kept_though_a_chart_comes_into_view_meanwhile(
    server: live.Server, browser: BrowserContext
) -> None:
    """On a slow line the framework took what the page behind said for a wish to stay there."""
    page = browser.new_page()
    page.set_viewport_size({"width": 1440, "height": 250})
    held: list[tuple[WebSocketRoute, str | bytes]] = []
    is_slow = False

    def pass_on(browser_side: WebSocketRoute) -> None:
        def back(message: str | bytes) -> None:
            if is_slow:
                held.append((browser_side, message))
            else:
                browser_side.send(message)

        browser_side.connect_to_server().on_message(back)

    page.route_web_socket("**/_stcore/stream", pass_on)
    page.goto(f"{server.url}/targets")
    live.taken_over(page)
    charts = page.locator("[class*=st-key-waiting_charts_]")
    expect(charts.last).to_be_attached()
    expect(page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", "notRunning")
    is_slow = True
    page.get_by_role("link", name="Delivered", exact=True).first.click()
    charts.last.evaluate("node => node.scrollIntoView()")
    # As long as it takes the page to look twice what is in view.
    page.wait_for_timeout(600)
    is_slow = False
    for browser_side, message in held:
        browser_side.send(message)
    expect(page.get_by_role("heading", level=1)).to_have_text("What was really delivered")
    live.settle(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("What was really delivered")
    page.close()


def test_the_heading_stays_while_a_choice_is_answered(server: live.Server, browser: BrowserContext) -> None:
    """It was taken away at the start of each run, and with it all that stands below jumped up and down again."""
    page = browser.new_page()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{server.url}/country?country=GHA")
    live.taken_over(page)
    live.settle(page)
    page.evaluate(
        """() => {
            window.gone = 0;
            new MutationObserver(() => { if (!document.querySelector("#root h1")) window.gone += 1; })
                .observe(document.querySelector("#root"), { childList: true, subtree: true });
        }"""
    )
    for name, address in (
        ("Binding instruments only", re.compile("rule=binding")),
        ("Everything signed", re.compile("country=GHA$")),
        ("Binding instruments only", re.compile("rule=binding")),
    ):
        page.get_by_role("combobox", name="Counting rule").click()
        page.get_by_role("option", name=name).click()
        # The address follows the answer: what has settled before it is the page before the choice.
        expect(page).to_have_url(address, timeout=15_000)
        live.settle(page)
    assert page.evaluate("window.gone") == 0
    page.close()
