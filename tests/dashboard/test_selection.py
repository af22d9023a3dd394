"""Your own brief: what is picked is one document in its order, by the filters of the address; what can't be had is told."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl, urlencode

import pypdf
import pytest
from copies import EDITION
from starlette.requests import Request

from dashboard.brief import made
from dashboard.core.choices import Filters
from dashboard.core.content import Brief, Links, Page
from dashboard.pages import ENTRIES, ON_ONE, picked
from dashboard.render.paper import html, pdf, sheet
from dashboard.site import files
from dashboard.site.asked import asked

pytestmark = pytest.mark.usefixtures("built")

NOW = Filters(EDITION)
KEY = "pages.reconciliation.country-TUV.pair-CHE-GHA"


def page_of(**query: str) -> Page:
    return asked("selection", query).content()


def text_of(document: bytes) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(document)).pages))


def test_what_is_picked_makes_the_key_in_its_order():
    page = page_of(pages="Reconciliation", countries="tuvalu", pairs="Switzerland-Ghana")
    assert [block.key for block in page.walk() if isinstance(block, Brief)] == [KEY]
    links = [link for block in page.walk() if isinstance(block, Links) for link in block.links]
    assert [link.page for link in links] == ["reconciliation", "country", "pair"]
    assert not page.problems


def test_the_document_has_each_part_under_its_name_and_as_many_pages_as_it_takes():
    sheet, document = pdf.fit(made.brief(KEY, NOW))
    headings = ["".join(run["text"] for run in part["runs"]) for part in sheet["parts"] if part["is"] == "heading"]
    names = [ENTRIES["reconciliation"].heading, "Tuvalu", "Switzerland–Ghana"]
    assert [heading for heading in headings if heading in names] == names
    assert pdf.page_count(document) > 2 and sheet["parts"][0]["is"] == "heading", (
        "an answer stands under the name of its page"
    )
    assert not [part for part in sheet["parts"] if part.get("kind") == "answer"]
    saved = made.save(KEY, "html", NOW).decode()
    assert all(f"{name}</h2>" in saved for name in names)


def test_tables_lose_rows_and_say_so():
    paper = made.brief("pages.agreements", NOW)
    assert all(most == 12 for _, most in paper.rows.values()) and paper.rows
    assert "The first 12 of" in text_of(pdf.fit(paper)[1])


def test_the_filters_of_the_address_hold_in_the_document():
    then = replace(NOW, as_of=date(2023, 9, 2), buyers=("CHE",))
    texts = [text_of(made.save("pages.delivered", "pdf", chosen)) for chosen in (NOW, then)]
    assert "2 Sep 2023" in texts[1] and texts[0] != texts[1] and "Japan" not in texts[1]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"pages": "delivered,nowhere"}, "unknown page, “nowhere”"),
        ({"pages": "country"}, "unknown page, “country”"),
        ({"pages": "delivered,Delivered"}, "names Delivered more than once"),
        ({"countries": "GHA,Atlantis"}, "unknown Party, “Atlantis”"),
        ({"pairs": "CHE-GHA,ZZZ"}, "unknown pair, “ZZZ”"),
        ({"countries": "GHA,THA,PER,KEN,CHL,MNG,VNM,IDN,JPN"}, "room for 8 parts; 9 are picked"),
    ],
)
def test_what_cannot_be_had_is_told(query, told):
    assert [told in problem for problem in page_of(**query).problems] == [True]


def test_nothing_picked_leads_to_an_example():
    page = page_of()
    (link,) = [link for block in page.walk() if isinstance(block, Links) for link in block.links]
    assert not any(isinstance(block, Brief) for block in page.walk())
    opened = page_of(**dict(link.query))
    assert any(isinstance(block, Brief) for block in opened.walk()) and not opened.problems


def test_every_page_that_can_be_picked_is_one_that_needs_no_subject():
    assert set(picked()) & set(ON_ONE) == set() and len(picked()) > 12
    assert all(not name.startswith("rows") for name in picked())


@pytest.mark.parametrize("name", ["trade", "steps", "organise"])
def test_a_part_without_a_title_of_its_own_is_typeset(name):
    sheet, document = pdf.fit(made.brief(f"pages.{name}", NOW))
    assert document.startswith(b"%PDF") and b"<h2></h2>" not in html.render(sheet)


def test_the_file_is_had_at_its_address():
    query = urlencode({"pages": "network"})
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/files/selection/brief-pages.network.pdf",
        "query_string": query.encode(),
        "headers": [],
        "path_params": {"page": "selection", "name": "brief-pages.network.pdf"},
    }
    answer = files.made(Request(scope))
    assert answer.status_code == 200 and bytes(answer.body).startswith(b"%PDF") and parse_qsl(query)
    scope["path_params"] = {"page": "selection", "name": "brief-pages.method.pdf"}
    assert files.made(Request(scope)).status_code == 404, "a page offers the document of its own choice alone"


def test_a_table_that_is_too_wide_for_paper_keeps_the_columns_that_fit_and_names_the_others():
    """The ledger of Delivered has fourteen: they lay on each other, with notes of one word a line."""
    laid = pdf.fit(made.brief("pages.delivered", NOW))[0]
    ledger = next(part for one in laid["parts"] for part in [one, *one.get("parts", [])] if part["is"] == "table" and "Counted" in part["heads"])  # fmt: skip
    assert ledger["heads"][-1] == "Source" and "Note" not in ledger["heads"]
    assert "monitoring period and note" in ledger["more"]
    for n, (share, head) in enumerate(zip(ledger["widths"], ledger["heads"], strict=True)):
        words = [word for line in ledger["rows"] for run in line[n] for word in run["text"].split()]
        assert share * sheet.LETTERS >= min(max(map(len, [*words, *head.split()])), sheet.NARROWEST)
