"""Search: every ordinary name finds a Party and what is its own, half a word and a slip of the pen too, and nothing is found of nothing."""

from __future__ import annotations

import json
import re

import pytest

from dashboard.core.choice import Choice
from dashboard.core.choices import Filters, offered
from dashboard.core.content import Say
from dashboard.overview import search
from dashboard.pages import ENTRIES, listed
from dashboard.site import find


@pytest.fixture(scope="module")
def index() -> search.Index:
    return search.index(listed())


def _first(found: search.Found, group: str) -> str:
    return dict(found.groups)[group][0].address


@pytest.mark.parametrize("name", ["vietnam", "Viet Nam", "VNM", "ベトナム", "viét", "Vietnm"])
def test_a_party_is_found_by_any_name(index: search.Index, name: str) -> None:
    assert _first(search.find(name, index), search.PARTY) == "country?country=VNM"


def test_another_name_of_a_party_finds_its_agreements(index: search.Index) -> None:
    found = dict(search.find("vietnam", index).groups)
    assert {entry.label for entry in found[search.AGREEMENT]} >= {"Japan and Viet Nam"}


def test_an_exact_name_stands_first(index: search.Index) -> None:
    assert _first(search.find("niger", index), search.PARTY) == "country?country=NER"
    assert _first(search.find("guinea", index), search.PARTY) == "country?country=GIN"


def test_every_word_counts(index: search.Index) -> None:
    both = dict(search.find("japan mongolia", index).groups)[search.AGREEMENT]
    assert {entry.label for entry in both} == {"Japan and Mongolia"}


def test_words_measures_and_pages_are_found(index: search.Index) -> None:
    assert _first(search.find("ITMO", index), search.WORD) == "steps"
    assert _first(search.find("first transferred", index), search.MEASURE) == "rows?figure=transferred"
    assert _first(search.find("calculat", index), search.PAGE) == "calculator"


def test_a_slip_is_read_as_what_is_near_and_says_so(index: search.Index) -> None:
    found = search.find("Swizerland", index)
    assert found.read_as == "switzerland"
    assert _first(found, search.PARTY) == "country?country=CHE"


@pytest.mark.parametrize("question", ["", "  ", "?!", "xqzzzwv", "%%", "<>"])
def test_nothing_is_found_of_nothing(index: search.Index, question: str) -> None:
    assert search.find(question, index).count == 0


def test_every_address_that_is_found_is_one_of_a_page(index: search.Index) -> None:
    for entry in index.entries:
        assert set(dict(entry.query)) <= {*ENTRIES[entry.page].parameters, "sector", "words"}


def test_the_page_says_what_was_sought(index: search.Index) -> None:
    known = offered()
    filters = Filters(known.edition_on)
    page = ENTRIES["search"].content(Choice(filters, filters, known, (("q", "*atlantis*"),)))
    said = [block.text for block in page.walk() if isinstance(block, Say)]
    assert said[0].startswith("Nothing here is called “\\*atlantis\\*”.")


def test_the_index_of_the_browser_has_all_that_can_be_found(index: search.Index) -> None:
    text = find.index()
    assert text.startswith("globalThis.atlasIndex=") and text.endswith(";\n")
    sent = json.loads(text.removeprefix("globalThis.atlasIndex=").removesuffix(";\n"))
    assert [[search.GROUPS[group], label, address] for group, label, _, address, _ in sent] == [
        [one.group, one.label, one.address] for one in index.entries
    ]
    # What a visitor's browser loads once: less than a picture.
    assert len(text.encode()) < 400_000


def test_the_address_of_the_index_stands_in_the_script() -> None:
    assert "__" not in find.script() and re.search(r'"find-index\.js\?v=[0-9a-f]{12}"', find.script())
