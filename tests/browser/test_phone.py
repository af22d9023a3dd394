"""On a phone: the way to the answer's table is three screens at most, the parts of a figure and the pages fold, and nothing of them is lost."""

from __future__ import annotations

import live
import pytest
from playwright.sync_api import BrowserContext, expect

from browser.conftest import Visit
from browser.test_pages import HEADINGS

MOST_SCREENS = 3
# Where the first table begins, or the fold that holds one, in pixels from the top of the page; None where a page has none.
FIRST_TABLE = """root => {
    const main = document.querySelector(`${root} main, ${root} [data-testid=stMain]`);
    const found = [...main.querySelectorAll("table, [data-testid=stDataFrame], [data-testid=stExpander], details:not(.filters)")].find((node) =>
        node.getClientRects().length && (node.matches("table, [data-testid=stDataFrame]") || node.querySelector("summary").textContent.includes("Table and CSV")));
    return found ? found.getBoundingClientRect().top + scrollY + main.scrollTop : null;
}"""
WITHOUT_TABLE = {"/start", "/questions", "/selection?pages=delivered&countries=GHA", "/search?q=viet"}


def test_a_document_reaches_its_table_in_three_screens(server: live.Server, plain: BrowserContext) -> None:
    page = plain.new_page()
    page.set_viewport_size({"width": live.PHONE[0], "height": live.PHONE[1]})
    found = {}
    for path in HEADINGS:
        page.goto(server.url + path)
        found[path] = page.evaluate(FIRST_TABLE, "#answer")
    assert {path for path, top in found.items() if top is None} <= WITHOUT_TABLE
    assert {path: top for path, top in found.items() if top and top > MOST_SCREENS * live.PHONE[1]} == {}


@pytest.mark.parametrize("path", ["/", "/agreements", "/delivered", "/trade"])
def test_a_live_page_reaches_its_table_in_three_screens(visit: Visit, path: str) -> None:
    top = visit(path, live.PHONE).evaluate(FIRST_TABLE, "#root")
    assert 0 < top <= MOST_SCREENS * live.PHONE[1]


def test_pages_fold_under_a_word_and_parts_under_their_numbers(server: live.Server, plain: BrowserContext) -> None:
    page = plain.new_page()
    page.goto(f"{server.url}/delivered")
    parts, menu = page.locator(".parts"), page.locator(".menu > summary")
    words = parts.locator("dl").all_inner_texts()
    assert len(words) >= 3 and all(words)
    expect(menu).to_be_hidden()
    page.set_viewport_size({"width": live.PHONE[0], "height": live.PHONE[1]})
    expect(parts.locator("dl").first).to_be_hidden()
    for summary in parts.locator("summary").all():
        summary.click()
    assert [" ".join(text.split()) for text in parts.locator("dl").all_inner_texts()] == [
        " ".join(text.split()) for text in words
    ]
    menu.click()
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Trade", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADINGS["/trade"])


def test_no_fold_is_empty_where_all_inputs_stand_above_it(visit: Visit) -> None:
    page = visit("/search?q=Kenya", live.PHONE)
    expect(page.get_by_label("Look for")).to_have_value("Kenya")
    expect(page.get_by_test_id("stExpander")).to_have_count(0)


def test_rules_fit_an_upright_tablet(visit: Visit, server: live.Server, plain: BrowserContext) -> None:
    page = visit("/rules", (820, 1180))
    tables = page.locator("[data-testid=stTable] table").all()
    assert tables and all(box["x"] + box["width"] <= 820 for table in tables if (box := table.bounding_box()))
    expect(page.locator("[data-testid=stMain]")).to_contain_text("Accounting")
    # The document's table does, too; where there is less room it moves sideways under the names of its rows.
    page = plain.new_page()
    page.set_viewport_size({"width": 820, "height": 1180})
    page.goto(f"{server.url}/rules")
    area = page.locator("#answer .scroll").first
    assert area.evaluate("node => node.scrollWidth <= node.clientWidth")
    page.set_viewport_size({"width": 600, "height": 1180})
    name = area.locator("tbody td").first
    before = name.bounding_box()
    area.evaluate("node => { node.scrollLeft = 200; }")
    assert before and name.bounding_box() == before


def test_a_tap_on_the_menu_is_kept_while_the_live_page_comes(
    server: live.Server, browser_without_webgl: BrowserContext
) -> None:
    page = browser_without_webgl.new_page()
    page.set_viewport_size({"width": live.PHONE[0], "height": live.PHONE[1]})
    page.goto(f"{server.url}/method", wait_until="commit")
    menu = page.locator("#answer .menu > summary")
    # A box that has the focus keeps the document, until the live page is ready to take its place.
    page.locator("#answer header input").focus()
    page.wait_for_function("() => document.querySelector('#root [data-test-script-state=notRunning] h1')")
    before = menu.bounding_box()
    assert before
    middle = (before["x"] + before["width"] / 2, before["y"] + before["height"] / 2)
    page.mouse.move(*middle)
    # The finger takes the focus away and stays down for several looks of the script: it must wait for the click.
    page.mouse.down()
    page.wait_for_timeout(300)
    page.mouse.up()
    expect(page.locator("#answer .menu")).to_have_attribute("open", "")
    menu.click()
    live.settle(page)
    # What is aimed at the one a moment too late meets the other.
    after = page.get_by_test_id("stExpandSidebarButton").bounding_box()
    assert after and after["x"] < middle[0] < after["x"] + after["width"]
    assert after["y"] < middle[1] < after["y"] + after["height"]
    page.close()


def test_a_menu_left_open_does_not_lie_over_the_next_page(visit: Visit) -> None:
    page = visit("/method", live.PHONE)
    page.get_by_test_id("stExpandSidebarButton").click()
    expect(page.get_by_test_id("stSidebar")).to_be_in_viewport()
    page.reload()
    live.settle(page)
    expect(page.get_by_test_id("stSidebar")).not_to_be_in_viewport()
    page.get_by_role("main").get_by_role("button").first.click(trial=True)
