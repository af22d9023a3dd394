"""Search: every ordinary name finds a Party and what is its own, half a word and a slip of the pen too, and nothing is found of nothing."""

from __future__ import annotations

import json
import re

import pytest

from dashboard.core.choice import Choice
from dashboard.core.choices import Filters, offered
from dashboard.core.content import Link, Say
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


@pytest.mark.parametrize(
    ("question", "address", "said"),
    [
        ("what does Kenya charge", "rules?host=KEN", "fees: US$4 per ITMO"),
        ("has Kenya a cap", "rules?host=KEN", "limit on sales: found, without a number"),
        ("vietnam limit", "rules?host=VNM", "kept back: 90% and 50% may be transferred at most"),
        ("has Fiji a cap", "rules?host=FJI", "no rule was found; one may exist"),
        ("Has Togo authorised anything?", "units?host=TGO", "506,009 t of issued credits, none on the UNFCCC’s platform: 506,009 t for other purposes alone"),
        ("rwanda authorised for which use", "units?host=RWA", "7.3 Mt of issued credits, 1.42 Mt on the UNFCCC’s platform"),
        ("ghana authorised", "country?country=GHA", "that does not mean that none are"),
    ],
)  # fmt: skip
def test_a_question_on_a_host_is_answered_by_its_name(
    index: search.Index, question: str, address: str, said: str
) -> None:
    (found,) = dict(search.find(question, index).groups)[search.ANSWER]
    assert found.address == address and said in found.note


def test_hosts_with_a_fee_stand_before_those_without(index: search.Index) -> None:
    first = dict(search.find("fees", index).groups)[search.ANSWER][:6]
    assert {dict(entry.query)["host"] for entry in first} == {"GHA", "KEN", "NGA", "RWA", "TZA", "ZMB"}


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
        assert set(dict(entry.query)) <= {*ENTRIES[entry.page].parameters, "sector", "words", "host"}


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


def test_what_is_called_so_leads_and_pages_are_found_by_what_they_answer(index: search.Index) -> None:
    assert search.find("jcm", index).groups[0][0] == search.WORD
    assert search.find("ghana", index).groups[0][0] == search.PARTY
    assert _first(search.find("price", index), search.PAGE) == "calculator"
    assert _first(search.find("how much was transferred", index), search.PAGE) == "delivered"


def test_two_parties_without_anything_lead_to_their_page(built) -> None:
    known = offered()
    filters = Filters(known.edition_on)
    page = ENTRIES["search"].content(Choice(filters, filters, known, (("q", "germany cote d'ivoire"),)))
    (link,) = [block for block in page.walk() if isinstance(block, Link) and block.page == "pair"]
    assert dict(link.query)["pair"] == "DEU-CIV" and link.words == "Germany and Côte d'Ivoire as a pair"
