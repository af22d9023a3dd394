"""The inputs of the model and of the calculator, operated as a visitor does."""

from __future__ import annotations

import re

import live
from playwright.sync_api import expect

from browser.conftest import Visit


def test_a_slider_changes_the_answer_and_the_link(visit: Visit) -> None:
    page = visit("/targets")
    answer = page.get_by_text(re.compile("^At (the default|your) .*known pipeline brings"))
    before = answer.inner_text()
    slider = page.get_by_role("slider").first
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(answer).not_to_have_text(before)
    live.settle(page)
    assert "~" in page.url, "the link carries the three cases of the input that was moved"
    moved = answer.inner_text()

    page.goto(page.url)
    live.settle(page)
    expect(answer).to_have_text(moved)
    page.get_by_role("button", name="Back to the defaults").click()
    expect(answer).to_have_text(before)


def test_bad_numbers_are_told_in_place_and_good_ones_answered(visit: Visit) -> None:
    page = visit("/calculator")
    answer = page.get_by_text(re.compile("gross", re.IGNORECASE)).first
    expect(answer).to_be_visible()
    low = page.get_by_label("Cost at home, low")
    usual = low.input_value()
    for value, told in (("9999", "above"), ("-5", "negative"), ("", "Enter the low cost at home")):
        low.fill(value)
        low.press("Enter")
        expect(page.get_by_test_id("stAlert").filter(has_text=re.compile(told, re.IGNORECASE))).to_be_visible()
    low.fill(usual)
    low.press("Enter")
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    expect(answer).to_be_visible()
    expect(page.locator("[data-testid=stException]")).to_have_count(0)
