"""Every page, on a desktop and on a phone, in light and in dark."""

from __future__ import annotations

import live
import pytest
from playwright.sync_api import expect

from browser.conftest import Visit

HEADINGS = {
    "/": "Who buys emission cuts from whom under the Paris Agreement, and what has been delivered",
    "/agreements": "Agreements under Article 6.2",
    "/projects": "What came of the agreements",
    "/delivered": "What was really delivered",
    "/units": "What hosts have authorised",
    "/search?q=viet": "Search",
    "/start": "Article 6 in three short steps",
    "/questions": "Questions that people bring",
    "/steps": "How a project becomes an ITMO",
    "/targets": "Will it be enough?",
    "/calculator": "What would ITMOs save?",
    "/organise": "How buyers organise it",
    "/project?project=CHE-PER-01": "Tuki Wasi improved cookstove programme",
    "/rules": "What hosts and buyers ask of a project",
    "/network": "Which hosts buyers share",
    "/country?country=GHA": "Ghana",
    "/account?party=TZA": "The account of Tanzania",
    "/compare?parties=JPN,CHE,SGP": "Japan, Switzerland and Singapore as buyers",
    "/pair?pair=JPN-VNM": "Japan and Viet Nam",
    "/data?table=events": "All the data, to download",
    "/changes": "What changed",
    "/selection?pages=delivered&countries=GHA": "Pages of your choice as one document",
    "/trade": "Does clean technology follow the agreements?",
    "/reconciliation": "Do the totals agree?",
    "/rows?figure=pairs": "Where this number comes from",
    "/method": "Method and sources",
}
RANKED = ("/",)
WITH_MAP = ("/", "/country?country=GHA")
SCREENS = {"desktop light": (live.DESKTOP, "light"), "phone dark": (live.PHONE, "dark")}


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("path", HEADINGS)
def test_page_opens_whole(visit: Visit, path: str, screen: str) -> None:
    size, scheme = SCREENS[screen]
    page = visit(path, size, scheme, webgl=path in WITH_MAP)
    expect(page.locator("h1:visible")).to_have_count(1)
    expect(page.locator("h1")).to_have_text(HEADINGS[path])
    expect(page.locator("[data-testid=stException]")).to_have_count(0)
    for text in ("Traceback", "has encountered an error", "Oh no"):
        assert text not in page.locator("body").inner_text()
    page.wait_for_function(
        """() => ['stMain', 'stApp'].every(id => {
            const area = document.querySelector(`[data-testid=${id}]`);
            return area.scrollWidth <= area.clientWidth;
        })"""
    )
    background = page.locator("[data-testid=stApp]").evaluate("node => getComputedStyle(node).backgroundColor")
    assert background == ("rgb(255, 255, 255)" if scheme == "light" else "rgb(16, 24, 31)")
    if path in RANKED and size == live.PHONE:
        # On a phone the hosts stand in a list, by how many buyers they have, and no map is loaded.
        expect(page.locator("[data-testid=stDeckGlJsonChart]")).to_have_count(0)
    elif path in WITH_MAP:
        canvas = live.map_canvas(page)
        live.wait_until(page, lambda: live.colours(canvas) > 20)
        if path in RANKED:
            # What the greys of its land mean stands beside it, as in the document's drawing.
            expect(page.get_by_text("Buyers of a host")).to_be_visible()


def test_links_in_texts_stay_in_the_tab_and_others_open_one(visit: Visit) -> None:
    page = visit("/")
    tabs = len(page.context.pages)
    texts = page.locator("#root [data-testid=stMain] [data-testid=stMarkdown] a")
    page.locator("#root [data-testid=stMain] .ranked a").filter(has_text="Singapore").click()
    page.wait_for_url("**buyer=SGP**")
    assert len(page.context.pages) == tabs
    page.goto(page.url.split("?")[0] + "trade")
    live.settle(page)
    page.evaluate("document.addEventListener('click', (event) => event.preventDefault())")
    for words, target in (("See the flows", "_self"), ("UN Comtrade", "_blank")):
        link = texts.filter(has_text=words).first
        link.click()
        expect(link).to_have_attribute("target", target)
