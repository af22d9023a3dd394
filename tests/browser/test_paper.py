"""What is printed of a page: its document, whole and with numbered pages, also of the live page with what was chosen on it."""

from __future__ import annotations

import io

import pytest
from playwright.sync_api import BrowserContext, Page
from pypdf import PdfReader

from browser.conftest import Visit


def printed(page: Page) -> list[str]:
    """Print a page as a browser does; return the words of each sheet."""
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    # Upright, and across where a table has many columns.
    assert 595 in (wide := {round(float(sheet.mediabox.width)) for sheet in sheets}) and wide <= {595, 842}
    return [" ".join(sheet.extract_text().split()) for sheet in sheets]


@pytest.mark.parametrize("path", ["/delivered?buyer=CHE", "/country?country=GHA"])
def test_the_live_page_prints_the_document_of_its_address(visit: Visit, path: str) -> None:
    page = visit(path)
    sheets = printed(page)
    said = " ".join(sheets)
    for number, sheet in enumerate(sheets, start=1):
        assert f"Page {number} of {len(sheets)}" in sheet and "Edition of" in sheet and path in sheet
    assert (
        "Sources:" in said and "CSV of these" in said and f"({page.url.split('?')[0].rsplit('/', 1)[0]}/rows?" in said
    )
    assert "Copy sentence" not in said and "Show all" not in said and "Loading the" not in said and "Reset" not in said
    # On the screen nothing is left of it.
    page.wait_for_function("() => !document.getElementById('paper')")


def test_no_sheet_holds_a_row_of_figures_alone(server, plain: BrowserContext) -> None:
    page = plain.new_page()
    page.goto(f"{server.url}/")
    (second,) = (said for said in printed(page) if "Issued as JCM credits" in said and "unconfirmed" in said)
    assert "Pairs with a binding instrument" in second or "lead; Ghana" in second


def test_charts_are_drawn_at_the_width_of_the_paper(server, plain: BrowserContext) -> None:
    page = plain.new_page()
    page.set_viewport_size({"width": 680, "height": 900})
    page.goto(f"{server.url}/agreements")
    page.emulate_media(media="print")
    for figure in page.locator("figure[data-chart]").all():
        shown = [drawn for drawn in figure.locator("svg").all() if drawn.is_visible()]
        assert len(shown) == 1
        assert shown[0].bounding_box()["width"] >= 0.85 * page.locator("#answer main").bounding_box()["width"]
    assert page.locator("#answer details:not(.filters):not(nav *) table").first.is_visible()


AFTER = "links => links.map(link => getComputedStyle(link, '::after').content)"


def test_addresses_stand_behind_links_but_not_in_a_narrow_column(server, plain: BrowserContext) -> None:
    page = plain.new_page()
    page.emulate_media(media="print")
    page.goto(f"{server.url}/account?party=TZA")
    few = page.locator("#answer td a[href^=http]").evaluate_all(AFTER)
    assert few and all("http" in said or "attr(" in said for said in few)
    page.goto(f"{server.url}/units")
    many = page.locator("#answer tr:has(> :nth-child(7)) a[href^=http]").evaluate_all(AFTER)
    assert len(many) >= 50 and set(many) == {"none"}


def test_marks_of_the_parts_of_a_figure_are_printed(server, plain: BrowserContext) -> None:
    page = plain.new_page()
    page.emulate_media(media="print")
    page.goto(f"{server.url}/delivered")
    for mark in ("published", "traced", "lead"):
        adjusted = page.locator(f"#answer .a6 dt.{mark}").first.evaluate(
            "node => getComputedStyle(node).printColorAdjust"
        )
        assert adjusted == "exact", "browsers leave grounds out on paper"
    day = page.locator("#answer td.d").first.evaluate("node => getComputedStyle(node).whiteSpace")
    assert day == "nowrap"
