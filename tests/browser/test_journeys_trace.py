"""From a headline figure to its rows, from a row to its source."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import live
from playwright.sync_api import expect

from browser.conftest import Ask, Visit

SOURCES = Path(__file__).parents[2] / "data" / "sources.csv"


def test_from_a_headline_figure_to_its_rows_to_a_source(visit: Visit, ask: Ask) -> None:
    page = visit("/?buyer=CHE&rule=binding&asof=2023-09-02")
    pairs = page.locator(".a6 section").filter(has_text="Pairs with a binding instrument")
    number = pairs.locator(".v b").inner_text()
    pairs.get_by_role("link").click()
    page.wait_for_url(re.compile(r"/rows\?"))
    live.settle(page)
    query = parse_qs(urlsplit(page.url).query)
    assert query["figure"] == ["binding_pairs"] and query["buyer"] == ["CHE"] and query["asof"] == ["2023-09-02"]
    expect(page.get_by_text(re.compile(rf"^{number} pairs of countries: counted from these"))).to_be_visible()

    page.goto(f"{page.url}&row=CHE-GHA-IA")
    live.settle(page)
    opened = page.locator(".st-key-opened")
    expect(opened.get_by_role("heading", name=re.compile("^Switzerland–Ghana"))).to_be_visible()
    ((url, title),) = ask(
        """SELECT source_url, source_title FROM claim_list WHERE agreement_id = 'CHE-GHA-IA' AND field = 'signed_on' AND is_chosen"""
    )
    expect(opened.get_by_role("link", name=title, exact=True).first).to_have_attribute("href", url)
    expect(opened.get_by_text("UNEP Copenhagen Climate Centre").first).to_be_visible()


def test_a_link_to_a_bar_opens_its_rows_and_a_link_to_a_row_its_sources(visit: Visit, ask: Ask) -> None:
    page = visit("/rows?figure=projects&key=stage_id:issued")
    ((count,),) = ask("SELECT count(*) FROM project_list WHERE is_counted AND stage_id = 'issued'")
    expect(page.get_by_text(f"{count} projects (stage Issued): each counted on a row of its own.")).to_be_visible()
    page = visit("/rows?figure=transferred&row=CHE-THA-01-TRF-2023-12-20")
    expect(page.locator(".st-key-opened").get_by_text("Radio Free Asia").first).to_be_visible()


def test_a_click_on_a_bar_leads_to_as_many_rows_as_it_counts(visit: Visit) -> None:
    page = visit("/projects?buyer=JPN")
    chart = page.locator(".st-key-chart_stages")
    bars = chart.locator(".bars .point path")
    expect(bars.first).to_be_visible()
    expect(chart.locator(".modebar")).to_have_count(0)
    # The bars on the left: the first with room for a click in its middle.
    wide = next(bar for bar in bars.all() if (box := bar.bounding_box()) and box["width"] > 20)
    wide.scroll_into_view_if_needed()
    box = wide.bounding_box()
    assert box
    # Plotly takes what lies under the pointer when the button goes down, so the pointer has to come first.
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(chart.locator(".hoverlayer .hovertext")).to_be_visible()
    expect(chart.locator(".hoverlayer .hovertext")).to_contain_text("Click for its rows and their sources")
    hovered = chart.locator(".hoverlayer .hovertext").text_content() or ""
    with SOURCES.open(encoding="utf-8") as listed:
        assert any(source["publisher"] in hovered for source in csv.DictReader(listed))
    page.mouse.down()
    page.mouse.up()
    line = page.locator(".st-key-picked_stages")
    said = re.search(r"Stage: (.+?) · Projects: (\d+)", line.inner_text())
    assert said
    line.get_by_role("link", name="See the rows behind it").click()
    page.wait_for_url("**/rows?*")
    live.settle(page)
    assert parse_qs(urlsplit(page.url).query)["buyer"] == ["JPN"]
    expect(
        page.get_by_text(re.compile(rf"^{said[2]} projects? \(stage {re.escape(said[1])}\): each counted"))
    ).to_be_visible()


def test_the_reconciliation_leads_to_the_totals_and_stays_on_a_phone(visit: Visit, ask: Ask) -> None:
    page = visit("/reconciliation", size=live.PHONE)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= live.PHONE[0]
    ((equal,),) = ask("SELECT count(*) FROM reconciliation WHERE verdict = 'equal'")
    metric = page.locator("[data-testid=stMetric]").filter(has_text=re.compile("^Equal"))
    expect(metric.locator("[data-testid=stMetricValue]")).to_have_text(str(equal))
    page.get_by_role("link", name="See the rows").first.click()
    page.wait_for_url("**/rows?*")
    live.settle(page)
    assert re.search(r"verdict(%3A|:)equal", page.url)
    expect(page.get_by_text(re.compile(rf"^{equal} published totals \(verdict equal\)"))).to_be_visible()


def test_a_link_in_a_grid_stays_in_the_tab_unless_a_key_asks_for_another(visit: Visit) -> None:
    page = visit("/agreements?buyer=NOR")
    grid = page.locator("[data-testid=stDataFrame]:not([data-testid=stExpander] *)").first
    grid.scroll_into_view_if_needed()
    address = "rows?figure=agreements&buyer=NOR"
    # The cells are drawn on a canvas; what it calls for a link that is clicked is called here.
    with page.context.expect_page() as opened:
        page.keyboard.down("Control")
        grid.click(position={"x": 5, "y": 5})
        page.keyboard.up("Control")
        page.evaluate("address => { window.open(address, '_blank', 'noopener,noreferrer'); }", address)
    opened.value.close()
    grid.click(position={"x": 5, "y": 5})
    before = len(page.context.pages)
    page.evaluate("address => { window.open(address, '_blank', 'noopener,noreferrer'); }", address)
    page.wait_for_url("**/rows?**")
    assert len(page.context.pages) == before
