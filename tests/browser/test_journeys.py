"""What people do with the Atlas, from the first click to the file on their disk, against the warehouse."""

from __future__ import annotations

import math
import re
from urllib.parse import parse_qs, urlsplit

import live
import pandas as pd
import pytest
from playwright.sync_api import Locator, Page, expect

from browser.conftest import Ask, Visit
from dashboard.core.forms.map_space import EAST, NORTH, SOUTH, WEST
from dashboard.render.live import WITH_LIST
from dashboard.render.viewport import STEP

DAY = "2023-09-02"
JAPAN_BINDING = f"?buyer=JPN&rule=binding&asof={DAY}"
GHANA_COOKING = "?buyer=CHE&host=GHA&sector=clean_cooking_households"
COUNTED = """
    FROM agreement_list WHERE is_counted AND counts_from_on <= ?::DATE
        AND list_contains(?, counting_rule::VARCHAR) AND (? = '' OR buyer_iso3 = ?)
"""


def figures_of(ask: Ask, as_of: str, rules: list[str], buyer: str = "") -> dict[str, str]:
    """Return the headline figures as they must read, counted here anew."""
    sql = "SELECT count(DISTINCT buyer_iso3 || host_iso3), count(*), count(DISTINCT buyer_iso3), count(DISTINCT host_iso3)"
    counts = ask(sql + COUNTED, as_of, rules, buyer, buyer)[0]
    return dict(zip(("Pairs of countries", "Agreements", "Buyers", "Host countries"), map(str, counts), strict=True))


def expect_answer(page: Page, figures: dict[str, str]) -> None:
    """The first sentence of the Overview names all four."""
    pairs, agreements = figures["Pairs of countries"], figures["Agreements"]
    expect(page.get_by_text(re.compile(f"form {pairs} pairs? with {agreements} signed agreement"))).to_be_visible()
    expect(
        page.get_by_text(re.compile(f"{figures['Buyers']} buyers? and {figures['Host countries']} host"))
    ).to_be_visible()


def expect_figures(page: Page, figures: dict[str, str]) -> None:
    for label, value in figures.items():
        tile = page.locator(".a6 section").filter(has=page.get_by_role("heading", name=label, exact=True))
        expect(tile.locator(".v b")).to_have_text(value)


def expect_query(page: Page, **wanted: str | None) -> None:
    """Wait until the address has these parameters; None: not there."""

    def holds() -> bool:
        query = parse_qs(urlsplit(page.url).query)
        return all(query.get(name) == (None if value is None else [value]) for name, value in wanted.items())

    live.wait_until(page, holds)


def expect_rows(table: Locator, count: int) -> None:
    """The grid is a canvas, with a table for screen readers that also counts the heading; drawn when scrolled to."""
    table.scroll_into_view_if_needed()
    expect(table.locator("table[role=grid]").first).to_have_attribute("aria-rowcount", str(count + 1))


def main_table(page: Page) -> Locator:
    return page.locator("[data-testid=stDataFrame]:not([data-testid=stExpander] *)").first


def pick(page: Page, label: str, option: str) -> None:
    """Choose an option of a select box by typing it, with the keyboard: a list that is drawn anew can't be clicked."""
    box = page.get_by_role("combobox", name=label, exact=True)
    box.click()
    box.fill(option)
    expect(page.get_by_role("option", name=option, exact=True)).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")


def pick_one_of_many(page: Page, label: str, option: str) -> None:
    """Choose an option of a box that takes several: its list stays open, over everything else, until Escape."""
    pick(page, label, option)
    page.keyboard.press("Escape")


def saved(page: Page, button: Locator) -> tuple[str, pd.DataFrame]:
    """Press a download button; returns the file's name and its rows."""
    with page.expect_download() as download:
        button.click()
    path = download.value.path()
    return download.value.suggested_filename, pd.read_csv(path, encoding="utf-8-sig", keep_default_na=False)


def showing(page: Page) -> Locator:
    return page.locator("p").filter(has_text=re.compile("^Showing:"))


def button_on(page: Page, key: str) -> Locator:
    return page.locator(f".st-key-download_{key} a[href*='.csv']")


@pytest.mark.parametrize("path", ["/", "/agreements", "/country"])
def test_deep_link_shows_the_world_of_that_day(visit: Visit, ask: Ask, path: str) -> None:
    wanted = figures_of(ask, DAY, ["binding"], "JPN")
    country = path == "/country"
    page = visit(path + JAPAN_BINDING + ("&country=JPN" if country else ""))
    # A country is chosen by its own box: the buyer of the link is kept for the next page.
    expect(page.locator("[data-tag]")).to_have_text([] if country else ["Japan"])
    expect(page.get_by_role("combobox", name="Counting rule")).to_have_value("Binding instruments only")
    for part, value in {"year": "2023", "month": "09", "day": "02"}.items():
        expect(page.get_by_role("spinbutton", name=f"{part}, As of")).to_have_text(value)
    parties = "" if country else "buyer Japan · all hosts · "
    expect(showing(page)).to_have_text(f"Showing: {parties}binding instruments only · as of 2 Sep 2023")
    count = int(wanted["Agreements"])
    if path == "/":
        expect_answer(page, wanted)
        page.get_by_text("Table and CSV extract").first.click()
        expect_rows(page.locator("[data-testid=stExpander]").first, int(wanted["Pairs of countries"]))
        expect(button_on(page, "map")).to_contain_text(f"Download {count} rows as CSV")
    elif country:
        expect_figures(page, {"Agreements as buyer": wanted["Agreements"]})
        expect(button_on(page, "country-JPN-agreements")).to_contain_text(f"Download {count} rows as CSV")
        expect_query(page, buyer="JPN", country="JPN", rule="binding", asof=DAY)
    else:
        expect(page.get_by_role("heading", name=re.compile(f"^{count} agreements"))).to_be_visible()
        expect_rows(main_table(page), count)
        expect(button_on(page, "agreements")).to_contain_text(f"Download {count} rows as CSV")


def test_a_change_of_rule_is_followed_kept_undone_and_reset(visit: Visit, ask: Ask) -> None:
    page = visit(f"/?asof={DAY}")
    every = figures_of(ask, DAY, ["binding", "memoranda", "statements"])
    binding = figures_of(ask, DAY, ["binding"])
    assert every != binding
    expect_answer(page, every)

    page.get_by_role("combobox", name="Counting rule").click()
    page.get_by_role("option", name="Binding instruments only").click()
    expect_query(page, rule="binding", asof=DAY)
    expect(showing(page)).to_contain_text("binding instruments only")
    expect_answer(page, binding)

    page.get_by_role("link", name="Agreements", exact=True).click()
    expect(page.locator("h1")).to_have_text("Agreements under Article 6.2")
    expect_query(page, rule="binding", asof=DAY)
    expect(button_on(page, "agreements")).to_contain_text(f"Download {binding['Agreements']} rows")
    page.get_by_role("link", name="Overview", exact=True).click()
    expect(page.locator("h1")).to_have_text(
        "Who buys emission cuts from whom under the Paris Agreement, and what has been delivered"
    )
    expect_query(page, rule="binding", asof=DAY)
    expect_answer(page, binding)

    page.get_by_role("button", name="Reset").click()
    newest = ask("SELECT edition_on::VARCHAR FROM edition")[0][0]
    expect_query(page, rule=None, asof=None)
    expect_answer(page, figures_of(ask, newest, ["binding", "memoranda", "statements"]))

    page.go_back()
    expect_query(page, rule="binding", asof=DAY)
    expect_answer(page, binding)
    expect(page.get_by_role("combobox", name="Counting rule")).to_have_value("Binding instruments only")


def test_extract_holds_the_rows_on_the_screen(visit: Visit, ask: Ask) -> None:
    page = visit("/agreements" + JAPAN_BINDING)
    name, rows = saved(page, button_on(page, "agreements"))
    wanted = [row[0] for row in ask("SELECT agreement_id" + COUNTED, DAY, ["binding"], "JPN", "JPN")]
    assert name == f"article6-atlas_agreements_buyer-JPN_binding_as-of-{DAY}.csv"
    assert sorted(rows["agreement_id"]) == sorted(wanted)
    assert rows["source_url"].str.startswith("http").all()
    expect(button_on(page, "agreements")).to_contain_text(f"Download {len(rows)} rows as CSV")
    expect_rows(main_table(page), len(rows))


@pytest.mark.parametrize("way", ["typed", "linked"])
def test_conflicting_claims_stand_side_by_side(visit: Visit, way: str) -> None:
    if way == "typed":
        page = visit("/agreements")
        pick(page, "Open an agreement", "Switzerland–Ghana, Implementation agreement")
        expect_query(page, agreement="CHE-GHA-IA")
    else:
        page = visit("/agreements?agreement=CHE-GHA-IA")
    opened = page.locator(".st-key-opened")
    expect(opened).to_contain_text("Sources disagree")
    claims = opened.locator("table")
    expect(claims.get_by_text("23 Nov 2020").first).to_be_visible()
    expect(claims.get_by_text("24 Nov 2021").first).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/projects"])
def test_an_unknown_party_is_told(visit: Visit, path: str) -> None:
    # The browser notes the status on its console: 400, for there is no such buyer.
    page = visit(f"{path}?buyer=XXX", expected="status of 400")
    expect(page.get_by_text("The link names an unknown buyer, “XXX”")).to_be_visible()
    expect(showing(page)).to_contain_text("all buyers")


def point_at(page: Page, ask: Ask, iso3: str) -> tuple[float, float]:
    """Wait for the map and return where a country's circle stands in the window."""
    canvas = live.map_canvas(page)
    live.wait_until(page, lambda: live.colours(canvas) > 20)
    x_km, y_km = ask("SELECT x_km, y_km FROM party_list WHERE iso3 = ?", iso3)[0]
    box = canvas.bounding_box()
    # The map is drawn for its part of the width that the page was told of, and stands in the middle of its column.
    wide = page.locator("[data-testid=stMain] [data-testid=stVerticalBlock]").first.bounding_box()["width"]
    scale = round(math.floor(wide / STEP) * STEP * WITH_LIST[0]) / (EAST - WEST)
    x = box["x"] + box["width"] / 2 + (x_km - (WEST + EAST) / 2) * scale
    y = box["y"] + box["height"] / 2 - (y_km - (SOUTH + NORTH) / 2) * scale
    return x, y


def test_a_host_on_the_map_tells_its_name_and_narrows_the_page(visit: Visit, ask: Ask) -> None:
    page = visit("/", webgl=True)
    ((count,),) = ask("SELECT count(*) FROM agreement_list WHERE is_counted AND host_iso3 = 'MNG'")
    x, y = point_at(page, ask, "MNG")
    page.mouse.move(x, y - 1)
    page.mouse.move(x, y)
    expect(page.locator(".deck-tooltip")).to_contain_text("Mongolia")
    expect(page.locator(".deck-tooltip")).to_contain_text(f"Host · {count} agreements")

    def is_chosen() -> bool:
        # A map that is drawn in software is at times too busy to see a click: a visitor clicks again.
        page.mouse.click(x, y, delay=60)
        page.wait_for_timeout(1000)
        return parse_qs(urlsplit(page.url).query).get("host") == ["MNG"]

    live.wait_until(page, is_chosen, 60)
    expect(showing(page)).to_contain_text("host Mongolia")


def test_tuki_wasi_is_found_opened_and_traced_to_its_sources(visit: Visit, ask: Ask) -> None:
    page = visit("/projects")
    words = page.get_by_role("textbox", name="Words in title, technology or organisation")
    words.fill("tuki wasi")
    words.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("^1 project,"))).to_be_visible()
    expect_query(page, words="tuki wasi")
    table = main_table(page)
    expect_rows(table, 1)

    # Cells are painted on a canvas: the pointer has to be over a link before the grid knows it as one.
    box = table.locator("canvas[data-testid=data-grid-canvas]").bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 52)
    page.wait_for_function("document.querySelector('[data-testid=data-grid-canvas]').style.cursor === 'pointer'")
    tabs = len(page.context.pages)
    page.mouse.click(box["x"] + 40, box["y"] + 52, delay=100)
    page.wait_for_url("**project=CHE-PER-01**")
    live.settle(page)
    assert len(page.context.pages) == tabs
    expect(page.get_by_role("heading", name=re.compile("Tuki Wasi")).first).to_be_visible()
    links = page.locator("main a[href^=http]").evaluate_all("links => links.map(link => link.href)")
    steps = {
        url
        for (url,) in ask(
            "SELECT source_url FROM project_steps WHERE project_id = 'CHE-PER-01' AND source_url IS NOT NULL"
        )
    }
    assert len(steps) > 2
    assert steps <= set(links)


def test_swiss_cooking_projects_in_ghana_by_link_and_by_hand(visit: Visit, ask: Ask) -> None:
    wanted = sorted(
        row[0]
        for row in ask("""
            SELECT project_id FROM project_list
            WHERE is_counted AND buyer_iso3 = 'CHE' AND host_iso3 = 'GHA' AND sector_id = 'clean_cooking_households'
        """)
    )
    assert wanted
    heading = re.compile(rf"^{len(wanted)} projects?, largest")

    linked = visit("/projects" + GHANA_COOKING)
    expect(linked.get_by_role("heading", name=heading)).to_be_visible()
    expect_rows(main_table(linked), len(wanted))
    name, rows = saved(linked, button_on(linked, "projects"))
    assert sorted(rows["project_id"]) == wanted
    assert name.startswith("article6-atlas_projects_buyer-CHE_host-GHA_sector-clean_cooking_households")
    linked.close()

    page = visit("/projects")
    label = ask("SELECT label FROM sectors WHERE sector_id = 'clean_cooking_households'")[0][0]
    pick_one_of_many(page, "Host", "Ghana")
    expect_query(page, host="GHA")
    pick_one_of_many(page, "Sector", label)
    expect_query(page, sector="clean_cooking_households")
    pick_one_of_many(page, "Buyer", "Switzerland")
    expect_query(page, buyer="CHE", host="GHA", sector="clean_cooking_households")
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    expect_figures(page, {"Projects": str(len(wanted))})


def test_without_webgl_the_map_is_a_drawing_and_the_facts_are_there(visit: Visit, ask: Ask) -> None:
    page = visit("/" + JAPAN_BINDING)
    drawing = page.locator(".st-key-place_maps_world img")
    expect(drawing).to_be_visible()
    assert drawing.bounding_box()["width"] > 1000 and drawing.evaluate("node => node.naturalWidth") > 1000
    assert live.colours(drawing) > 20
    expect(drawing).to_have_attribute("alt", re.compile("Japan"))
    expect(page.locator("[data-testid=stDeckGlJsonChart]")).to_have_count(0)
    wanted = figures_of(ask, DAY, ["binding"], "JPN")
    expect_answer(page, wanted)
    page.get_by_text("Table and CSV extract").first.click()
    expect_rows(page.locator("[data-testid=stExpander]").first, int(wanted["Pairs of countries"]))
    assert "Traceback" not in page.locator("body").inner_text()
    expect(page.locator("[data-testid=stException]")).to_have_count(0)


def test_the_keyboard_reaches_everything(visit: Visit, ask: Ask) -> None:
    page = visit("/agreements" + JAPAN_BINDING)
    last = f"Download {figures_of(ask, DAY, ['binding'], 'JPN')['Agreements']} rows"
    assert page.locator("html").get_attribute("lang") == "en"
    name = """() => {
        const at = document.activeElement;
        return at.getAttribute('aria-label') || at.innerText.split('\\n').pop();
    }"""
    reached: list[str] = []
    while not (reached and reached[-1].startswith(last)) and len(reached) < 80:
        page.keyboard.press("Tab")
        reached.append(page.evaluate(name))
    order = ["Overview", "Agreements", "Trade", "Buyer", "Host", "Counting rule", "year, As of", "Reset"]
    places = [reached.index(stop) for stop in order]
    assert places == sorted(places)
    with page.expect_download():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("path", ["/agreements", "/projects", "/project"])
def test_every_input_has_a_name(visit: Visit, path: str) -> None:
    page = visit(path)
    nameless = page.locator("input, textarea, select, [role=combobox], [role=spinbutton], button").evaluate_all("""
        nodes => nodes.filter(node => !node.closest('[aria-hidden=true], [inert], template'))
            .filter(node => !(node.getAttribute('aria-label') || node.labels?.length && node.labels[0].innerText
                || node.getAttribute('aria-labelledby') || node.title || node.innerText))
            .map(node => node.outerHTML.slice(0, 200))
    """)
    assert not nameless


def test_an_address_says_no_more_than_was_chosen_and_back_leads_to_it(visit: Visit, ask: Ask) -> None:
    page = visit(f"/?asof={DAY}&iso=GHA")
    expect(page.get_by_text("no filter named “iso”; buyer or host may be meant")).to_be_visible()
    expect(page.get_by_text("What had happened by 2 Sep 2023")).to_be_visible()
    page.get_by_role("link", name=re.compile("Show the newest day")).click()
    expect(page.get_by_text("What had happened by")).to_have_count(0)
    live.wait_until(page, lambda: not urlsplit(page.url).query)

    page.get_by_role("combobox", name="Counting rule").click()
    page.get_by_role("option", name="Binding instruments only").click()
    expect_query(page, rule="binding", asof=None)
    page.get_by_role("link", name="Agreements", exact=True).click()
    expect(page.locator("h1")).to_have_text("Agreements under Article 6.2")
    expect_query(page, rule="binding", asof=None)
    page.get_by_role("button", name="Reset").click()
    live.wait_until(page, lambda: not urlsplit(page.url).query)

    page.go_back()
    expect_query(page, rule="binding")
    expect(page.get_by_role("combobox", name="Counting rule")).to_have_value("Binding instruments only")
    page.go_forward()
    live.wait_until(page, lambda: not urlsplit(page.url).query)
    expect(showing(page)).to_contain_text("all signed instruments")
