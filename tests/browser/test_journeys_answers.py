"""Journeys that end in an answer to take along: by the search from any page, by the keyboard alone, and through the pages of trade."""

from __future__ import annotations

import re

import live
import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Ask, Visit


def ask_the_search(page: Page, question: str) -> None:
    """Call the search by its key, as a visitor does, and ask."""
    page.wait_for_function("globalThis.atlasSearch")
    # The first to ask after a start waits for the index.
    page.evaluate("() => globalThis.atlasSearch.load().then(() => 0)")
    page.keyboard.press("/")
    page.keyboard.press("Control+a")
    page.keyboard.type(question)


def test_how_much_of_the_jcm_was_issued_is_answered_while_typing(visit: Visit, ask: Ask) -> None:
    page = visit("/agreements")
    ((partners,),) = ask("SELECT count(DISTINCT host_iso3) FROM agreement_list WHERE is_counted AND mechanism = 'JCM'")
    assert partners > 30
    ask_the_search(page, "JCM")
    expect(page.get_by_role("option").first).to_contain_text("Joint Crediting Mechanism")
    ask_the_search(page, "how much has Japan issued")
    option = page.get_by_role("option").first
    expect(option).to_contain_text("What Japan has received")
    expect(option).to_contain_text("issued as JCM credits")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/delivered?buyer=JPN**")


def test_ghana_and_its_brief_in_two_steps(visit: Visit, ask: Ask) -> None:
    page = visit("/")
    ask_the_search(page, "ghana")
    expect(page.get_by_role("option").first).to_contain_text("Ghana")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/country?country=GHA**")
    live.settle(page)
    ((count, binding),) = ask(
        "SELECT count(*), count(*) FILTER (counting_rule = 'binding') FROM agreement_list WHERE is_counted AND host_iso3 = 'GHA'"
    )
    expect(page.get_by_role("heading", name=f"{binding} of {count} agreements bind")).to_be_visible()
    with page.expect_download() as download:
        page.locator("a[href*='.pdf']").first.click()
    assert download.value.path().read_bytes().startswith(b"%PDF")


def test_a_pair_is_found_with_its_state_and_sales(visit: Visit, ask: Ask) -> None:
    page = visit("/agreements")
    ask_the_search(page, "has Ghana already sold to Switzerland")
    option = page.get_by_role("option").first
    expect(option).to_contain_text("Switzerland and Ghana")
    ((tonnes,),) = ask(
        "SELECT sum(quantity_tco2e) FROM event_list WHERE is_summed AND event = 'first_transfer' AND buyer_iso3 = 'CHE' AND host_iso3 = 'GHA'"
    )
    expect(option).to_contain_text(f"{tonnes:,.0f} t first transferred")


@pytest.mark.parametrize(
    ("exporter", "said"),
    [("KOR", "went from the Republic of Korea"), ("CHE", "too little"), ("CAN", "no partners to compare")],
)
def test_trade_of_an_exporter_is_told_with_what_cannot_be_said(visit: Visit, exporter: str, said: str) -> None:
    page = visit(f"/trade?exporter={exporter}")
    expect(page.get_by_text(re.compile(said)).first).to_be_visible()


def test_the_rule_is_chosen_by_keyboard_alone(visit: Visit) -> None:
    page = visit("/agreements")
    rule = page.get_by_role("combobox", name="Counting rule")
    reached = 0
    while not rule.evaluate("node => node === document.activeElement") and reached < 60:
        page.keyboard.press("Tab")
        reached += 1
    page.keyboard.type("Binding")
    page.keyboard.press("Enter")
    live.wait_until(page, lambda: "rule=binding" in page.url)
    expect(page.locator("p").filter(has_text=re.compile("^Showing:"))).to_contain_text("binding instruments only")
