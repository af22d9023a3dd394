"""Every page reads as docs/style.md wants it, as far as a program can see: one form of dates, shares and units, and none of the banned words."""

from __future__ import annotations

import re

import pytest
from leaks import text_of

from dashboard.core.content import Say, Table
from dashboard.pages import ENTRIES
from dashboard.render import document
from dashboard.site.asked import asked

SUBJECTS = {
    "country": {"country": "JPN"},
    "pair": {"pair": "CHE-GHA"},
    "project": {"project": "CHE-GHA-01"},
    "account": {"party": "GHA"},
    "rows": {"figure": "transferred"},
    "search": {"q": "ghana"},
}
# Pages for those who work with the files show their names, keys and releases.
OF_FILES = {"data", "method", "changes"}
WRONG = {
    "a day as files write it": re.compile(r"\b(19|20)\d\d-[01]\d(-[0-3]\d)?\b"),
    "a share with a space or in words": re.compile(r"\d %|\d per cent\b|\d percent\b"),
    "a unit of another form": re.compile(r"\b(M?tCO₂(?!e)|M?tCO₂eq|tonnes? CO₂e?|t CO₂e?)\b"),
    "CO2 without its subscript": re.compile(r"CO2"),
    "a year of another form": re.compile(r"\bp\.a\.|/yr\b|per annum"),
    "a banned word": re.compile(
        r"\b(an arc a pair|one (row|mark|dot) an? \w+|stands? behind the figure|take along|in no total:|largest hole|"
        r"utili[sz]e|in order to|with regard to|(brought|with) most[,;]|for (itself|themselves), \d)",
        re.IGNORECASE,
    ),
}


def faults(text: str) -> list[str]:
    """Return what a text has that the style doesn't want, each with its place."""
    return [
        f"{kind}: …{text[max(found.start() - 30, 0) : found.end() + 20]}…"
        for kind, pattern in WRONG.items()
        for found in pattern.finditer(text)
    ]


def said(name: str, query: dict[str, str]) -> str:
    """Return what we say on a page: its sentences, titles and headings of tables, without the cells, which hold words and keys of sources."""
    page = asked(name, query).content()
    texts = [page.heading or ENTRIES[name].heading]
    for block in page.walk():
        if isinstance(block, Say):
            texts += [document.markdown(block.text), block.lead, block.aside]
        elif isinstance(block, Table):
            texts += [block.fold, *block.headings.values()]
        texts += [str(getattr(block, part, "")) for part in ("title", "drawn", "words")]
    # Titles of publications are quoted as they are: the words of links that leave the Atlas.
    return text_of(re.sub(r'<a href="https?:.*?</a>', "", "<br>".join(texts), flags=re.DOTALL))


@pytest.mark.parametrize("name", [name for name in ENTRIES if name not in OF_FILES])
def test_a_page_keeps_to_the_style(built, name):
    pages = [{}, SUBJECTS[name]] if name in SUBJECTS else [{}]
    assert [fault for query in pages for fault in faults(said(name, query))] == []


@pytest.mark.parametrize("name", [name for name in ENTRIES if name not in OF_FILES])
def test_days_in_tables_are_in_words(built, name):
    for block in asked(name, SUBJECTS.get(name, {})).content().walk():
        if isinstance(block, Table):
            heads = block.headings
            rows = block.frame().head(20)
            for column in [one for one in rows if one in heads and one.endswith("_on")]:
                shown = document._cells(block, column, rows[column].to_list(), "")
                assert not [text for text in shown if WRONG["a day as files write it"].search(text)], (name, column)


@pytest.mark.parametrize(
    "text",
    ["on 2024-05-06 it", "since 2024-05 in", "12 % of", "5 per cent a year", "3 tCO₂ of", "3 tCO₂eq", "3 t CO₂e a", "5 tCO2e", "2 Mt p.a.", "One row an instrument, newest", "the largest hole is", "Japan brought most, 30"],
)  # fmt: skip
def test_a_fault_is_found(text):
    assert faults(f"Before. {text} after.")


@pytest.mark.parametrize(
    "text", ["46% of 2.2 MtCO₂e a year", "From 2020 to 2023", "2020–2023", "6 May 2024", "most of them", "5 tCO₂e"]
)
def test_good_english_is_no_fault(text):
    assert faults(text) == []
