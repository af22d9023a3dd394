"""Links to filters: what is honoured, what is refused and told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import parse_qsl

import pytest
from copies import EDITION
from hypothesis import given
from hypothesis import strategies as st

from dashboard.core.choices import (
    COUNTING_RULES,
    Filters,
    address,
    followed,
    from_query,
    in_words,
    offer,
    rule_in_words,
    to_query,
)
from dashboard.core.fields import FilterGroup
from dashboard.core.words import day

KNOWN = offer(
    {
        "buyers": {"JPN": "Japan", "CHE": "Switzerland"},
        "hosts": {"GHA": "Ghana", "VNM": "Viet Nam", "CHE": "Switzerland"},
        "regions": {"Africa": "Africa", "Asia": "Asia"},
        "sectors": {"transport": "Transport"},
        "stages": {"issued": "Issued", "idea": "Idea"},
        "programmes": {name: name for name in ("JCM Model Project", "KliK, with a comma")},
    },
    {"JPN": "Japan", "CHE": "Switzerland", "GHA": "Ghana", "VNM": "Viet Nam", "FRA": "France"},
    EDITION,
)


def some(values):
    return st.lists(st.sampled_from(list(values)), unique=True).map(tuple)


FILTERS = st.builds(
    Filters,
    as_of=st.dates(date(2013, 1, 1), EDITION),
    buyers=some(KNOWN.options["buyers"]),
    hosts=some(KNOWN.options["hosts"]),
    regions=some(KNOWN.options["regions"]),
    rule=st.sampled_from(list(COUNTING_RULES)),
    sectors=some(KNOWN.options["sectors"]),
    stages=some(KNOWN.options["stages"]),
    programmes=some(KNOWN.options["programmes"]),
    words=st.text("abc äß&=", max_size=20),
)


@given(FILTERS)
def test_a_link_gives_back_the_filters_that_made_it(filters):
    assert from_query(to_query(filters), KNOWN) == (filters, [])
    name, _, query = address("pair", filters, pair="JPN-VNM").partition("?")
    assert from_query(dict(parse_qsl(query)), KNOWN) == (filters, []) and (name, "pair=JPN-VNM") == (
        "pair",
        query[:12],
    )


@given(FILTERS)
def test_a_page_that_chooses_its_parties_follows_rule_and_day_alone(filters):
    world = followed(filters, FilterGroup.RULE_AND_DAY)
    assert world == Filters(filters.as_of, rule=filters.rule)
    assert (
        in_words(filters, KNOWN, FilterGroup.RULE_AND_DAY)
        == f"{rule_in_words(filters.rule)} · as of {day(filters.as_of)}"
    )
    assert in_words(filters, KNOWN, FilterGroup.AGREEMENTS).endswith(in_words(world, KNOWN, FilterGroup.RULE_AND_DAY))
    assert followed(filters, FilterGroup.PROJECTS) == followed(filters, FilterGroup.NONE) == filters


def test_a_link_always_has_its_day():
    assert to_query(Filters(EDITION)) == {"asof": EDITION.isoformat()}


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"buyer": "XXX"}, "unknown buyer, “XXX”"),
        ({"host": "XXX,GHA"}, "unknown host, “XXX”"),
        ({"buyer": "FRA"}, "France (FRA) has no agreement as buyer"),
        ({"region": "Atlantis"}, "unknown region, “Atlantis”"),
        ({"rule": "strict"}, "unknown counting rule, “strict”"),
        ({"asof": "2023-02-30"}, "is not a date (use 2023-09-02)"),
        ({"asof": "1999-01-01"}, "The data run from 1 Jan 2013"),
        ({"asof": "2031-01-01"}, "The data run from 1 Jan 2013"),
        ({"sector": "magic"}, "unknown sector, “magic”"),
        ({"stage": "done"}, "unknown stage, “done”"),
        ({"programme": "Mine"}, "unknown programme, “Mine”"),
    ],
)
def test_what_a_link_gets_wrong_is_told(query, told):
    filters, problems = from_query(query, KNOWN)
    assert len(problems) == 1
    assert told in problems[0]
    assert date(2013, 1, 1) <= filters.as_of <= EDITION
    assert set(filters.hosts) <= {"GHA"}


def test_codes_are_read_in_any_case_and_once():
    filters, problems = from_query({"buyer": "jpn, JPN,che"}, KNOWN)
    assert (filters.buyers, problems) == (("JPN", "CHE"), [])


@given(st.dictionaries(st.sampled_from(["buyer", "host", "region", "rule", "asof", "words"]), st.text(max_size=30)))
def test_no_link_breaks_the_page(query):
    filters, _ = from_query(query, KNOWN)
    assert filters.rule in COUNTING_RULES


@pytest.mark.parametrize(
    ("shown", "told"), [(FilterGroup.AGREEMENTS, "agreements"), (FilterGroup.PROJECTS, "projects")]
)
def test_the_day_up_to_which_facts_are_known_stands_beside_a_later_as_of_day(shown, told):
    until = date(2026, 4, 30)
    known = replace(KNOWN, known_on={"agreement": until, "project": until})
    later, same = (in_words(Filters(day_), known, shown) for day_ in (until + timedelta(days=1), until))
    assert later.endswith(f"as of 1 May 2026, {told} known to 30 Apr 2026")
    assert same.endswith("as of 30 Apr 2026")


def test_no_list_of_several_begins_with_all_of_them(open_page):
    # Whoever presses Enter while a page is drawn anew chose every buyer; an empty field means all.
    lists = open_page("projects").multiselect
    assert lists and not any(one.proto.select_all for one in lists)
