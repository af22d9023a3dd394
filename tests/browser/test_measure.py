"""The measure of pages at any width: no line of a text has much more than eighty signs, and nothing moves sideways but tables."""

from __future__ import annotations

import live
import pytest
from playwright.sync_api import BrowserContext

from browser.conftest import Visit
from browser.test_pages import HEADINGS

# Eighty are the aim; a line of narrow letters may have a few more.
MOST_SIGNS = 84
# The texts that have a line of more signs than that, as the browser broke them: signs whose boxes end at the same height.
TOO_LONG = """most => [...document.querySelectorAll("#answer main :is(p, li, h1, h2, figcaption)")].filter(node => {
    if (!node.getClientRects().length || node.closest("td, svg") || node.textContent.length <= most) return false;
    const lines = new Map(), walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT), range = document.createRange();
    while (walker.nextNode()) {
        const words = walker.currentNode;
        for (const { 0: word, index } of words.data.matchAll(/\\S+\\s?/g)) {
            range.setStart(words, index);
            range.setEnd(words, index + word.trimEnd().length);
            const box = range.getClientRects()[0];
            if (!box) continue;
            const line = Math.round(box.bottom / 8);
            lines.set(line, (lines.get(line) || 0) + word.length);
        }
    }
    return Math.max(...lines.values()) > most;
}).map(node => node.textContent.slice(0, 80))"""
SIDEWAYS = "() => document.documentElement.scrollWidth > innerWidth"


@pytest.mark.parametrize("width", [320, 2560])
def test_texts_of_documents_have_a_measure_and_nothing_moves_sideways(
    server: live.Server, plain: BrowserContext, width: int
) -> None:
    page = plain.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    long, wide = {}, []
    for path in HEADINGS:
        page.goto(server.url + path)
        if found := page.evaluate(TOO_LONG, MOST_SIGNS):
            long[path] = found
        if page.evaluate(SIDEWAYS):
            wide.append(path)
    assert (long, wide) == ({}, [])


def test_small_words_stay_together(visit: Visit) -> None:
    page = visit("/targets")
    for thumb in page.locator("[data-testid=stSliderThumbValue]").all():
        assert thumb.evaluate("node => node.getBoundingClientRect().height") < 30, "a number is one line"
    page = visit("/agreements")
    lead = page.locator("[data-testid=stMain] strong", has_text="How fresh:").last
    size = "node => getComputedStyle(node).fontSize"
    assert lead.evaluate(size) == lead.locator("xpath=..").evaluate(size) == "14px"
