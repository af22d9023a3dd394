"""The search box answers in the browser what the server would say; on live pages and on documents, by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Visit
from dashboard.overview import search
from dashboard.pages import listed

QUESTIONS = [
    "g", "gh", "ghana", "vietnam", "Viet Nam", "VNM", "ベトナム", "viét", "Vietnm", "niger", "guinea", "japan mongolia", "ITMO", "first transferred", "calculat",
    "Swizerland", "St Lucia", "korea", "côte d'ivoire", "Elfenbeinküste", "Schweiz", "suisse", "cookstove", "tuki", "JCM-KH005", "prey lang", "solar", "corresponding adj",
    "the gambia", "trinidad & tobago", "xqzzzwv", "?!", "  ", "Україна", "مصر", "中国", "a b c d", "projcts", "renewble energy",
    "what does a credit cost", "is the Switzerland Ghana agreement in force", "who buys from Ghana", "Suisse Pérou", "Japan 2030 goal", "what is an ITMO", "foyers améliorés",
    "zeppelin Ghana", "double counting", "日本", "the", "registri", "papua new guinea fee", "is it in force", "CDM", "Ministry of Environment Japan", "how how",
]  # fmt: skip
ANSWERS = """async (questions) => {
  const index = await globalThis.atlasSearch.load();
  return questions.map((question) => {
    const found = globalThis.atlasSearch.find(question, index);
    return [found.count, found.readAs, found.isPart, found.groups.map((group) => [group.name, group.entries.map((one) => one.address)])];
  });
}"""


def in_python(question: str) -> list[object]:
    found = search.find(question, search.index(listed()))
    return [
        found.count,
        found.read_as,
        found.is_part,
        [[group, [one.address for one in entries]] for group, entries in found.groups],
    ]


def live_page(visit: Visit) -> Page:
    page = visit("/method")
    page.wait_for_function("globalThis.atlasSearch")
    return page


def test_the_browser_finds_what_the_server_finds(visit: Visit) -> None:
    answers = live_page(visit).evaluate(ANSWERS, QUESTIONS)
    for question, answer in zip(QUESTIONS, answers, strict=True):
        assert answer == in_python(question), question


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_the_keyboard_alone_opens_what_is_found(visit: Visit, key: str) -> None:
    page = live_page(visit)
    page.keyboard.press(key)
    page.keyboard.type("vietnam")
    first = page.get_by_role("option").first
    expect(first).to_contain_text("Viet Nam")
    page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.get_by_role("combobox", name="Search the Atlas").fill("vietnam")
    expect(first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/country?country=VNM")


def test_a_document_answers_too(visit: Visit) -> None:
    page = visit("/method")
    # Without a connection the document stays.
    page.route_web_socket("**", lambda socket: None)
    page.goto(page.url)
    page.wait_for_function("document.querySelector('#answer') && globalThis.atlasSearch")
    page.keyboard.press("/")
    page.keyboard.type("switz")
    expect(page.locator("#answer [role=option]").first).to_contain_text("Switzerland")
