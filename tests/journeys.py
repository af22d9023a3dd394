"""Ten things that people come for, each as far as its answer: a test holds the answers against the warehouse, measure_journeys.py counts the steps."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import live
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

HOSTILE = '"><script>window.taken=1</script><img src=x onerror="window.taken=1">'
# Each parameter of an address carries the script once.
HOSTILE_PAGES = {
    "/": ("buyer", "host", "region", "rule", "asof"),
    "/projects": ("sector", "stage", "programme", "words"),
    "/agreements": ("agreement",),
    "/country": ("country",),
    "/pair": ("pair",),
    "/project": ("project",),
    "/rows": ("figure", "key", "row"),
    "/trade": ("exporter",),
    "/search": ("q",),
}


@dataclass
class Hand:
    """A visitor's hand: what it clicks and types is counted. `open` shows a path to a new visitor, in a window of that size."""

    open: Callable[..., Page]
    clicks: int = 0
    keys: int = 0

    def click(self, place: Locator) -> None:
        """Click, or tap."""
        place.click()
        self.clicks += 1

    def hold(self, page: Page, handle: Locator) -> None:
        """Click the handle of a slider, whose own input nobody sees."""
        handle.scroll_into_view_if_needed()
        box = handle.bounding_box()
        assert box
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self.clicks += 1

    def press(self, page: Page, key: str) -> None:
        """Press a key."""
        page.keyboard.press(key)
        self.keys += 1

    def type(self, page: Page, words: str) -> None:
        """Type letter by letter, as fast as somebody who types well: five letters at once closed the list of a box once."""
        page.keyboard.type(words, delay=50)
        self.keys += len(words)

    def choose(self, page: Page, label: str, letters: str, option: str, **then: str) -> None:
        """Choose in a box by its first letters, and wait until the address says so."""
        live.settle(page)
        box = page.get_by_role("combobox", name=label, exact=True)
        self.click(box)
        if box.input_value():
            self.press(page, "Control+a")
        self.type(page, letters)
        # The first on the list, by all letters: who presses Enter while it still follows fewer of them chooses another.
        expect(page.get_by_role("option").first).to_have_accessible_name(option)
        self.press(page, "ArrowDown")
        self.press(page, "Enter")
        wait_for(page, **then)
        page.keyboard.press("Escape")

    def reach(self, page: Page, place: Locator, most: int = 120) -> None:
        """Go on by Tab as far as a place."""
        for _ in range(most):
            if place.count() and place.evaluate("node => node === document.activeElement"):
                return
            self.press(page, "Tab")
        raise AssertionError("not reached by Tab")


def read(place: Locator) -> str:
    """Return what stands there, with plain spaces where a number is kept with its unit."""
    return place.inner_text().replace("\u00a0", " ")


def wait_for(page: Page, **wanted: str | None) -> None:
    """Wait until the address has these parameters, or, with None, does not."""

    def holds() -> bool:
        query = parse_qs(urlsplit(page.url).query)
        return all(query.get(name) == (None if value is None else [value]) for name, value in wanted.items())

    live.wait_until(page, holds, 30)


def jcm(hand: Hand) -> dict[str, str]:
    """How many partners has the JCM, and how much was issued?"""
    page = hand.open("/")
    return {
        "issued": read(page.locator("[data-measure=jcm_issued] .v").first),
        "partners": read(page.get_by_role("heading", name=re.compile("^Japan with")).first),
    }


def ghana(hand: Hand) -> dict[str, str | bytes]:
    """Which agreements has Ghana, and may I have them on two sheets?"""
    page = hand.open("/")
    live.taken_over(page)
    page.wait_for_function("globalThis.atlasSearch")
    hand.press(page, "/")
    hand.type(page, "ghana")
    expect(page.locator("[role=option]").first).to_contain_text("Ghana")
    hand.press(page, "ArrowDown")
    hand.press(page, "Enter")
    page.wait_for_url("**/country?country=GHA**")
    said = read(page.get_by_role("heading", name=re.compile("agreements bind")).first)
    with page.expect_download() as download:
        hand.click(page.locator("a[href*='.pdf']").first)
    return {"said": said, "brief": Path(download.value.path()).read_bytes()}


def cookstoves(hand: Hand) -> dict[str, str]:
    """The Swiss cookstove projects in Africa as a file, for a colleague, and back again."""
    page = hand.open("/projects")
    live.taken_over(page)
    hand.choose(page, "Buyer", "swit", "Switzerland", buyer="CHE")
    hand.choose(page, "Sector", "clean c", "Clean cooking & households", sector="clean_cooking_households")
    hand.choose(page, "Region of the host", "afr", "Africa", region="Africa")
    count = page.locator("[data-measure=projects] .v")
    expect(page.locator(".st-key-download_projects a[href*='.csv']")).to_be_visible()
    live.settle(page)
    said = read(count)
    with page.expect_download() as download:
        hand.click(page.locator(".st-key-download_projects a[href*='.csv']"))
    other = hand.open(urlsplit(page.url)._replace(scheme="", netloc="").geturl())
    shared = read(other.locator("[data-measure=projects] .v").first)
    states: list[dict[str, str | None]] = [
        {"buyer": "CHE", "sector": "clean_cooking_households", "region": None},
        {"buyer": "CHE", "sector": None, "region": None},
        {"buyer": None, "sector": None, "region": None},
    ]
    for state in states:
        page.go_back()
        wait_for(page, **state)
    for state in [*reversed(states[:-1]), {"region": "Africa"}]:
        page.go_forward()
        wait_for(page, **state)
    expect(count).to_have_text(said)
    return {"said": said, "shared": shared, "file": Path(download.value.path()).read_text("utf-8-sig")}


def goal(hand: Hand) -> dict[str, str]:
    """Will Japan reach its goal, and what if the projects start later?"""
    page = hand.open("/")
    hand.click(page.get_by_role("link", name=re.compile("^Will Japan reach its goal")).first)
    page.wait_for_url("**/targets**")
    answer = page.get_by_text(re.compile("^At (the default|your) .*known pipeline brings"))
    said = read(answer.first)
    live.taken_over(page)
    hand.hold(page, page.get_by_role("slider").first)
    hand.press(page, "ArrowRight")
    expect(answer).not_to_have_text(said)
    live.wait_until(page, lambda: "~" in page.url)
    other = hand.open(urlsplit(page.url)._replace(scheme="", netloc="").geturl())
    return {"said": said, "moved": read(answer), "shared": answer_of(other, "known pipeline brings")}


def answer_of(page: Page, words: str) -> str:
    """Return the first paragraph with some words."""
    return read(page.locator("p", has_text=words).first)


def trade(hand: Hand) -> dict[str, str]:
    """Did trade follow the agreements of Korea, Switzerland and Canada?"""
    page = hand.open("/trade")
    live.taken_over(page)
    answers = {}
    for code, letters, name in (
        ("KOR", "rep", "Republic of Korea"),
        ("CHE", "swi", "Switzerland"),
        ("CAN", "can", "Canada"),
    ):
        hand.choose(page, "Exporter", letters, name, exporter=code)
        expect(page.locator("p", has_text=re.compile(f"^Showing: exporter {name}"))).to_be_visible()
        answers[code] = read(page.locator("[data-testid=stMain]"))
    return answers


def calculator(hand: Hand) -> dict[str, str]:
    """What does the calculator make of absurd numbers, and of another currency?"""
    page = hand.open("/calculator")
    live.taken_over(page)
    low = page.get_by_label("Cost at home, low")
    usual = low.input_value()
    said, told = {}, page.get_by_test_id("stAlert")
    for value in ("-5", "9999", "1000000000000", ""):
        hand.click(low)
        hand.press(page, "Control+a")
        hand.press(page, "Delete")
        hand.type(page, value)
        hand.press(page, "Enter")
        live.wait_until(page, lambda: told.count() and read(told.first) not in said.values())
        said[value] = read(told.first)
    low.fill(usual)
    low.press("Enter")
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    hand.choose(page, "Currency", "usd", "USD")
    expect(page.locator("[class*=st-key-answer_]")).to_contain_text("USD")
    return said | {"USD": read(page.locator("[class*=st-key-answer_]"))}


def hostile(hand: Hand) -> dict[str, str]:
    """Does a script in an address run? What is told of each page."""
    said = {}
    for path, names in HOSTILE_PAGES.items():
        query = "&".join(f"{name}={quote(HOSTILE)}" for name in names)
        page = hand.open(f"{path}?{query}", expected="status of 4")
        live.taken_over(page)
        assert page.evaluate("window.taken === undefined"), path
        said[path] = read(page.locator("body"))
        page.close()
    return said


def keyboard(hand: Hand) -> dict[str, str]:
    """From the rule to the table to the file, without a mouse."""
    page = hand.open("/agreements")
    live.settle(page)
    hand.press(page, "Tab")
    hand.press(page, "Enter")  # Skip to main content.
    hand.reach(page, page.get_by_role("combobox", name="Counting rule"))
    hand.type(page, "Bind")
    hand.press(page, "Enter")
    wait_for(page, rule="binding")
    live.settle(page)
    fold = page.locator("[data-testid=stExpander] summary").first
    hand.reach(page, fold)
    hand.press(page, "Enter")
    table = page.locator("[data-testid=stExpander] table[role=grid]").first
    expect(table).to_have_attribute("aria-rowcount", re.compile(r"\d"))
    file = page.locator(".st-key-download_agreements a[href*='.csv']")
    hand.reach(page, file)
    with page.expect_download() as download:
        hand.press(page, "Enter")
    return {"file": Path(download.value.path()).read_text("utf-8-sig"), "words": read(file)}


def phone(hand: Hand) -> dict[str, str]:
    """Who works with Mongolia, on a phone?"""
    page = hand.open("/", live.PHONE)
    live.taken_over(page)
    hand.click(page.get_by_text("Filters", exact=True).first)
    hand.choose(page, "Host", "mongo", "Mongolia", host="MNG")
    said = page.locator("[class*=st-key-answer_]").first
    expect(said).to_contain_text("1 host")
    page.wait_for_function("document.documentElement.scrollWidth <= innerWidth")
    return {"said": read(said)}


def printed(hand: Hand) -> dict[str, str]:
    """A page as it is opened, on paper: whole charts, whole tables."""
    page = hand.open("/")
    live.taken_over(page)
    hand.keys += 2  # Control+P, Enter.
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    return {"said": " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())}


JOURNEYS: dict[str, Callable[[Hand], object]] = {
    "JCM: partners and tonnes issued": jcm,
    "Ghana: its agreements and its brief": ghana,
    "Swiss cookstoves in Africa: file, link, back and forward": cookstoves,
    "Japan’s goal, and another assumption": goal,
    "Trade of Korea, Switzerland and Canada": trade,
    "Calculator: four absurd values, another currency": calculator,
    f"Scripts in {sum(map(len, HOSTILE_PAGES.values()))} parameters": hostile,
    "Keyboard: rule, table, file": keyboard,
    "Phone: the buyers of one host": phone,
    "Print": printed,
}
