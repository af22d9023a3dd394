"""What a page says has curly apostrophes; titles of publications, addresses, code and data have those that they have."""

import re
from html import unescape
from urllib.parse import urlencode

import pandas as pd
import pytest
from test_documents import get

from dashboard.core import columns
from dashboard.core.content import Finding, Group, Link, Links, Page, Say, Table
from dashboard.core.forms import text
from dashboard.core.forms.typography import typeset
from dashboard.core.typography import typeset_page
from dashboard.core.warehouse import ask_rows
from dashboard.pages import ENTRIES

SUBJECTS = {
    "country": {"country": "CIV"},
    "pair": {"pair": "JPN-VNM"},
    "project": {"project": "CHE-PER-01"},
    "account": {"party": "TZA"},
    "compare": {"parties": "JPN,CHE"},
    "search": {"q": "viet"},
    "data": {"table": "events"},
}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Japan's goal isn't the hosts' own", "Japan’s goal isn’t the hosts’ own"),
        ("**Japan**'s and [Ghana](<country?country=GHA>)'s", "**Japan**’s and [Ghana](<country?country=GHA>)’s"),
        ("by buyers'. The years' sum, (the Parties')", "by buyers’. The years’ sum, (the Parties’)"),
        ("'about a quarter' of the 'tonnes' of Japan's", "'about a quarter' of the 'tonnes' of Japan’s"),
    ],
)
def test_an_apostrophe_is_curly(said, told):
    assert typeset(said) == told
    assert typeset(told) == told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("5 tCO2e, 2.2 MtCO2e a year", "5 tCO₂e, 2.2 MtCO₂e a year"),
        ("CO2: 484 gCO2e per kWh, t CO2eq", "CO₂: 484 gCO₂e per kWh, t CO₂eq"),
        (
            "**1,234 tCO2e**; non-CO2 gases' [3 tCO2e](rows?q=tCO2e)",
            "**1,234 tCO₂e**; non-CO₂ gases’ [3 tCO₂e](rows?q=tCO2e)",
        ),
    ],
)
def test_the_2_of_carbon_dioxide_is_below_the_line(said, told):
    assert typeset(said) == told
    assert typeset(told) == told


@pytest.mark.parametrize(
    "said",
    [
        "[The CO2 Act](<https://example.org/CO2>)",
        "https://example.org/a-CO2-act/CO2.pdf",
        "`quantity CO2`",
        "QuantityCO2, CO22",
        "[Rwanda's new deal](<https://example.org/rwanda's>)",
        "[here](rows?q=viet's)",
        "`WHERE rule = 'binding'`",
        "plain words",
    ],
)
def test_what_is_quoted_stays(said):
    assert typeset(said) == said


def test_all_words_of_a_page_and_no_data():
    told = "Japan's"
    rows = [{"what": told}]
    words = Table("words", lambda: pd.DataFrame(rows), ["what"], is_of_words=True)
    page = Page(
        (Group((Say(told), Links((Link(told, "country", (("q", told),)),))), title=told), Finding(told, told)), told
    )
    group, finding = typeset_page(page).blocks
    assert isinstance(group, Group) and isinstance(finding, Finding)
    assert {group.title, group.blocks[0].text, finding.title, finding.drawn} == {"Japan’s"}
    assert (group.blocks[1].links[0].words, group.blocks[1].links[0].query) == ("Japan’s", (("q", told),))
    kept, changed = typeset_page(Page((Table("data", rows, ["what"]), words))).blocks
    assert kept.rows == rows and changed.frame()["what"].to_list() == ["Japan’s"]


def test_words_of_a_chart():
    assert text.to_html("**Japan's** own, tCO2e") == "<b>Japan’s</b> own, tCO₂e"
    assert text.width("tCO2e", 10) < text.width("tCOXe", 10)


def test_headings_and_cells_of_units():
    assert columns.headings({"issued_tco2e": "", "what": "The CO2"}) == {
        "issued_tco2e": "Issued, tCO₂e",
        "what": "The CO₂",
    }
    assert columns.text("unit", "mtco2e_per_year") == "MtCO₂e a year"
    assert columns.text("note", "of 2024-05-06, in t CO2") == "of 6 May 2024, in t CO₂"
    assert columns.text("title", "CO2 storage") == "CO2 storage"


@pytest.fixture
def quoted(built) -> str:
    """What projects and publications call themselves, as a pattern."""
    found = ask_rows("SELECT title FROM projects UNION SELECT title FROM sources")
    return "|".join(sorted((re.escape(row["title"]) for row in found if "CO2" in row["title"]), key=len, reverse=True))


@pytest.mark.parametrize("name", ENTRIES)
def test_no_page_has_carbon_dioxide_on_one_line(quoted, name):
    _, _, html = get(f"/{name}?{urlencode(SUBJECTS.get(name, {}))}".replace("/overview?", "/"))
    for kept in (r"<(pre|code|script|style)\b.*?</\1>", r"<[^>]*>"):
        html = re.sub(kept, " ", html, flags=re.DOTALL)
    found = re.findall(r".{0,30}CO2.{0,20}", re.sub(quoted, " ", unescape(html)))
    assert not found, found


@pytest.mark.parametrize("name", ENTRIES)
def test_no_page_has_a_straight_one(built, name):
    _, _, html = get(f"/{name}?{urlencode(SUBJECTS.get(name, {}))}".replace("/overview?", "/"))
    # Cells are data, links that leave the Atlas have the titles of publications, code is code.
    for kept in (r"<td\b.*?</td>", r'<a href="https?:.*?</a>', r"<(pre|code|script|style)\b.*?</\1>", r"<[^>]*>"):
        html = re.sub(kept, " ", html, flags=re.DOTALL)
    found = re.findall(r".{0,30}(?<=\w)'\w.{0,20}", unescape(html))
    assert not found, found
