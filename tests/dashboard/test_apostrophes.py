"""What a page says has curly apostrophes; titles of publications, addresses, code and data have those that they have."""

import re
from html import unescape
from urllib.parse import urlencode

import pandas as pd
import pytest
from test_documents import get

from dashboard.core.apostrophes import with_curly
from dashboard.core.content import Finding, Group, Link, Links, Page, Say, Table
from dashboard.core.forms import text
from dashboard.core.forms.apostrophe import curly
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
    assert curly(said) == told
    assert curly(told) == told


@pytest.mark.parametrize(
    "said",
    [
        "[Rwanda's new deal](<https://example.org/rwanda's>)",
        "[here](rows?q=viet's)",
        "`WHERE rule = 'binding'`",
        "plain words",
    ],
)
def test_what_is_quoted_stays(said):
    assert curly(said) == said


def test_all_words_of_a_page_and_no_data():
    told = "Japan's"
    rows = [{"what": told}]
    words = Table("words", lambda: pd.DataFrame(rows), ["what"], is_of_words=True)
    page = Page(
        (Group((Say(told), Links((Link(told, "country", (("q", told),)),))), title=told), Finding(told, told)), told
    )
    group, finding = with_curly(page).blocks
    assert isinstance(group, Group) and isinstance(finding, Finding)
    assert {group.title, group.blocks[0].text, finding.title, finding.drawn} == {"Japan’s"}
    assert (group.blocks[1].links[0].words, group.blocks[1].links[0].query) == ("Japan’s", (("q", told),))
    kept, changed = with_curly(Page((Table("data", rows, ["what"]), words))).blocks
    assert kept.rows == rows and changed.frame()["what"].to_list() == ["Japan’s"]


def test_words_of_a_chart():
    assert text.to_html("**Japan's** own") == "<b>Japan’s</b> own"


@pytest.mark.parametrize("name", ENTRIES)
def test_no_page_has_a_straight_one(built, name):
    _, _, html = get(f"/{name}?{urlencode(SUBJECTS.get(name, {}))}".replace("/overview?", "/"))
    # Cells are data, links that leave the Atlas have the titles of publications, code is code.
    for kept in (r"<td\b.*?</td>", r'<a href="https?:.*?</a>', r"<(pre|code|script|style)\b.*?</\1>", r"<[^>]*>"):
        html = re.sub(kept, " ", html, flags=re.DOTALL)
    found = re.findall(r".{0,30}(?<=\w)'\w.{0,20}", unescape(html))
    assert not found, found
