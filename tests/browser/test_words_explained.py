"""A word of the glossary explains itself where it stands: by click, keyboard and mouse, on the live page, in the document and in a frame."""

from __future__ import annotations

import live
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browser.conftest import Visit

ITMO = "Internationally transferred mitigation outcome"


def opens(page: Page) -> None:
    """Open the first word of a page by mouse and by keyboard, close it by Escape, and copy the text around it."""
    term = page.locator("button.term:visible").first
    meaning = page.locator(f"#{term.get_attribute('popovertarget')}")
    expect(meaning).to_be_hidden()
    term.hover()
    expect(meaning).to_be_visible()
    meaning.hover()
    page.wait_for_timeout(600)
    expect(meaning).to_be_visible()
    page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()
    page.mouse.move(0, 0)
    term.focus()
    page.keyboard.press("Enter")
    expect(meaning).to_be_visible()
    expect(term).to_be_focused()
    page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()
    expect(term).to_be_focused()
    term.click()
    expect(meaning).to_be_in_viewport(ratio=1)
    page.locator("h1, h2").first.click()
    expect(meaning).to_be_hidden()
    copied = term.evaluate(
        "node => { const all = document.createRange(); all.selectNodeContents(node.closest('p, h3, dd, li'));"
        "getSelection().removeAllRanges(); getSelection().addRange(all); return getSelection().toString(); }"
    )
    assert term.inner_text() in copied and meaning.text_content().partition(": ")[2] not in copied


def test_on_the_live_page(visit: Visit) -> None:
    page = visit("/start")
    opens(page)
    assert ITMO in page.locator("#root #term-itmo").text_content()


def test_on_a_phone_the_whole_meaning_is_seen(visit: Visit) -> None:
    page = visit("/", live.PHONE, "dark")
    for term in page.locator("button.term:visible").all()[:4]:
        term.click()
        meaning = page.locator(f"#{term.get_attribute('popovertarget')}")
        expect(meaning).to_be_in_viewport(ratio=1)
        page.keyboard.press("Escape")


@pytest.mark.parametrize("path", ["/start", "/embed/overview/figure-transferred"])
def test_without_a_script(server: live.Server, plain: BrowserContext, path: str) -> None:
    page = plain.new_page()
    page.goto(server.url + path)
    term = page.locator("button.term").first
    meaning = page.locator(f"#{term.get_attribute('popovertarget')}")
    term.click()
    expect(meaning).to_be_visible()
    page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Words on this page")).to_be_visible()
    expect(meaning).to_be_visible()
