"""Search: every ordinary name finds a Party and what is its own, half a word and a slip of the pen too, and nothing is found of nothing."""

from __future__ import annotations

import gzip
import json
import re

import pytest

from dashboard.core.choice import Choice
from dashboard.core.choices import NAMES, Filters, offered
from dashboard.core.content import Link, Say
from dashboard.overview import search
from dashboard.pages import ENTRIES, listed
from dashboard.projects import queries as projects
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
        assert set(dict(entry.query)) <= {*ENTRIES[entry.page].parameters, *NAMES}


def test_the_page_says_what_was_sought(index: search.Index) -> None:
    known = offered()
    filters = Filters(known.edition_on)
    page = ENTRIES["search"].content(Choice(filters, filters, known, (("q", "*zeppelin*"),)))
    said = [block.text for block in page.walk() if isinstance(block, Say)]
    assert said[0].startswith("Nothing here is called “\\*zeppelin\\*”.")


def test_the_index_of_the_browser_has_all_that_can_be_found(index: search.Index) -> None:
    text = find.index()
    assert text.startswith("globalThis.atlasIndex=") and text.endswith(";\n")
    sent = json.loads(text.removeprefix("globalThis.atlasIndex=").removesuffix(";\n"))
    assert [[search.GROUPS[group], label, address] for group, label, _, address, _ in sent] == [
        [one.group, one.label, one.address] for one in index.entries
    ]
    # What a visitor's browser loads once, as it is sent: less than a picture.
    assert len(gzip.compress(text.encode())) < 120_000


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
    assert dict(link.query)["pair"] == "DEU-CIV" and link.words == "Germany and Côte d’Ivoire as a pair"


@pytest.mark.parametrize(
    ("question", "address", "said"),
    [
        ("what does a credit cost", "rows?figure=prices", "a tonne"),
        ("how much does a ton cost", "rows?figure=prices", "a tonne"),
        ("price per tonne", "rows?figure=prices", "a tonne"),
        ("is the Switzerland Thailand agreement in force", "pair?pair=CHE-THA", "in use"),
        ("Ghana Switzerland", "pair?pair=CHE-GHA", "Implementation agreement, 23 Nov 2020"),
        ("Suisse Pérou", "pair?pair=CHE-PER", "in force since 1 Aug 2021"),
        ("has Kenya sold to Japan", "pair?pair=JPN-KEN", "JCM memorandum"),
        ("who buys from Ghana", "country?country=GHA", "binding agreement with Singapore, Sweden and Switzerland"),
        ("Japan 2030 goal", "targets", "100 Mt to FY2030"),
        ("how much has Japan issued", "delivered?buyer=JPN", "issued as JCM credits"),
        ("who signs in Ghana", "rules?host=GHA&kind=authority", "MESTI authorises"),
        ("which hosts have not yet authorised", "units", "host countries"),
        ("double counting", "account", "adjustment"),
    ],
)  # fmt: skip
def test_questions_as_people_put_them_are_answered(index: search.Index, question: str, address: str, said: str) -> None:
    first = dict(search.find(question, index).groups)[search.ANSWER][0]
    assert first.address == address and said in first.note


@pytest.mark.parametrize(
    ("question", "group", "address"),
    [
        ("what is an ITMO", search.WORD, "steps"),
        ("corresponding adjustments", search.WORD, "steps"),
        ("BOCM", search.WORD, "steps"),
        ("CDM", search.WORD, "steps"),
        ("BTR", search.WORD, "steps"),
        ("registry", search.KIND, "rules?kind=registry"),
        ("verification", search.KIND, "projects?stage=verified"),
        ("BAFU", search.SOURCE, "method"),
        ("how do I cite this", search.PAGE, "method"),
        ("excel", search.PAGE, "data"),
    ],
)
def test_words_of_the_trade_lead_somewhere(index: search.Index, question: str, group: str, address: str) -> None:
    found = dict(search.find(question, index).groups)
    assert address in [one.address for one in found[group]]


@pytest.mark.parametrize(
    "question", ["cookstove", "cookstoves", "stoves", "clean cooking", "improved cooking", "foyers améliorés"]
)
def test_a_technology_is_found_by_its_other_names(index: search.Index, question: str) -> None:
    found = {dict(one.query)["project"] for one in dict(search.find(question, index).groups)[search.PROJECT]}
    # Electric, biomass and improved ones, whatever their titles call them; no household biogas.
    assert {key for key in found if key.startswith("CHE")} == {
        "CHE-GHA-01", "CHE-GHA-06", "CHE-GHA-07", "CHE-GHA-10", "CHE-GHA-15", "CHE-MWI-02", "CHE-MWI-03", "CHE-PER-01", "CHE-SEN-06",
    }  # fmt: skip


def test_a_technology_says_how_many_projects_its_link_shows(index: search.Index) -> None:
    known = offered()
    for entry in index.entries:
        if entry.query and entry.query[0][0] == "words":
            shown = projects.listed(Filters(known.edition_on, words=entry.query[0][1]))
            assert entry.note.split()[0] == str(int(shown["is_counted"].sum())), entry.label


def test_what_has_most_words_is_found_where_nothing_has_all_and_says_so(index: search.Index) -> None:
    found = search.find("zeppelin Ghana", index)
    assert found.is_part and _first(found, search.PARTY) == "country?country=GHA"
    assert not search.find("ghana", index).is_part


@pytest.mark.parametrize("word", ["LNX", "qua", "reversal of xqzzz"])
def test_no_short_or_far_word_is_read_as_another(index: search.Index, word: str) -> None:
    assert not search.find(word, index).read_as
