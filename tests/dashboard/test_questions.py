"""The questions of the front page: sentences on made rows, counted by hand, and what every question of today has."""

from __future__ import annotations

import re

import pytest

from dashboard.core.choice import Choice
from dashboard.core.choices import Filters, offered
from dashboard.core.content import Say
from dashboard.core.ranking import Ranking
from dashboard.core.warehouse import ask
from dashboard.overview import questions
from dashboard.overview.asked import asked
from dashboard.overview.content import content
from dashboard.pages import ENTRIES
from dashboard.render import document


@pytest.fixture(scope="module")
def every():
    known = offered()
    filters = Filters(known.edition_on)
    return asked(Choice(filters, filters, known))


def test_every_question_has_an_answer_and_a_page_that_takes_its_address(every):
    assert len({question.words for question in every}) == len(every) >= 25
    for question in every:
        assert question.answer.endswith(".")
        assert "nan" not in question.answer.lower().split()
        assert set(dict(question.query)) <= {*ENTRIES[question.page].parameters, "rule"}


def test_each_asker_has_one_first_question(every):
    assert [question.asker for question in every if question.is_first] == list(questions.ASKERS)


def test_what_is_not_known_says_why(every):
    unknown = [question.answer for question in every if question.answer.startswith(questions.UNREAD)]
    assert unknown
    assert all(len(text.removeprefix(f"{questions.UNREAD}: ")) > 20 for text in unknown)


def _rows(names: str, *rows: tuple[object, ...]) -> tuple[dict[str, object], ...]:
    return tuple(dict(zip(names.split(), row, strict=True)) for row in rows)


PAIRS = _rows(
    "buyer host counting_rule in_force_state in_force_on",
    ("Japan", "Ghana", "binding", "in_force", "2013-01-07"),
    ("Japan", "Ghana", "binding", "in_force", None),
    ("Japan", "Kenya", "binding", "in_use", None),
    ("Switzerland", "Ghana", "statements", "not_found", None),
)


def test_agreements_are_counted_by_pair():
    assert questions.agreements(PAIRS) == (
        "2 of 3 pairs of countries with a signed text have a binding one; Japan has the most hosts: 2."
    )
    assert questions.agreements(()).startswith(questions.UNREAD)


def test_agreements_in_force_are_named():
    assert questions.in_force(PAIRS) == (
        "A day is known for 1 of 3 binding agreements: Japan–Ghana. 1 more is in use, but no day was found."
    )


def test_hosts_of_several_buyers():
    assert questions.other_buyers(PAIRS) == (
        "Yes: 1 of 2 host countries has signed with two buyers or more. Ghana has the most: 2."
    )


def test_prices_of_two_currencies_are_not_mixed():
    rows = _rows("currency low high", ("USD", 19.0, 41.0), ("USD", 30.0, 30.0), ("SEK", 400.0, 400.0))
    assert (
        questions.price(rows)
        == "3 prices of ITMOs are known, offers and deals alike: USD 19 to 41 and SEK 400 a tonne."
    )


def test_authorised_credits_name_each_host_and_whose_may_count_towards_a_target():
    rows = _rows("host quantity_tco2e for_ndc_tco2e", ("Rwanda", 3_000_000.0, 1_500_000.0), ("Togo", 500_000.0, 0.0))
    assert questions.authorised(rows).startswith(
        "In 2 host countries, 3.5 Mt of two standards: Rwanda 3.0 Mt and Togo 500,000 t. Authorised is not sold"
    )
    said = questions.purposes(rows)
    assert said.startswith("1.50 Mt of 3.5 Mt may count towards a buyer’s climate target")
    assert said.endswith("For a target: some of Rwanda; none of Togo.")


def test_events_without_an_amount_are_not_called_withheld():
    assert questions.withheld(["amount not found", None, None]) == (
        "No amount was found for 1 of 3 authorisations, issuances and transfers; no source says that any is withheld."
    )


REPORTS = _rows(
    "party kind is_read is_lead says_method",
    ("Ghana", "initial_report", False, False, False),
    ("Malawi", "initial_report", False, True, False),
    ("Malawi", "review", False, True, False),
    ("Guyana", "adjustment_notice", False, False, False),
    ("Peru", "agreement_clause", True, False, True),
)


def test_reports_that_are_named_are_not_called_read() -> None:
    assert questions.reported(REPORTS) == (
        "2 initial reports and 1 review are named in what was read; none of them was opened here, and 2 rest on a lead alone."
    )
    assert questions.adjusted(REPORTS) == (
        "Other pages say that Guyana reported an adjustment; nothing is known here of the others. We have not opened the report itself."
    )
    assert questions.method(REPORTS).startswith("A clause was read for Peru;")


@pytest.mark.parametrize(
    ("read", "leads", "said"),
    [
        (0, 0, "none of them was opened here, and 0 rest on a lead alone."),
        (1, 1, "1 of them was opened here, and 1 rests on a lead alone."),
        (2, 2, "2 of them were opened here, and 2 rest on a lead alone."),
    ],
)
def test_reports_are_told_with_the_verb_of_their_number(read, leads, said) -> None:
    known = [("Ghana", "initial_report", at < read, at < leads, False) for at in range(3)]
    rows = _rows("party kind is_read is_lead says_method", *known)
    assert questions.reported(rows) == f"3 initial reports and 0 reviews are named in what was read; {said}"


@pytest.mark.parametrize("say", [questions.reported, questions.adjusted, questions.method])
def test_without_a_report_nothing_is_known(say) -> None:
    assert say(()).startswith(questions.UNREAD)


def test_rules_are_told_by_kind_and_side_with_names() -> None:
    columns = "side party rule_kind kind"
    rows = _rows(
        columns,
        ("host", "Ghana", "fee", "Fees"),
        ("host", "Kenya", "fee", "Fees"),
        ("buyer", "Singapore", "cap", "Limit"),
    )
    assert questions.rules(rows, ("cap", "fee", "omge")) == (
        "Rules in force were found on limit: Singapore as buyer; fees: Ghana and Kenya. For the others none was found, though one may exist."
    )
    assert questions.rules(rows, ("omge",)).startswith(questions.UNREAD)
    many = _rows(columns, *(("host", party, "fee", "Fees") for party in "abcdefghi"))
    assert questions.rules(many, ("fee",)).startswith("Rules in force were found on fees: 9 hosts.")


def test_the_life_of_a_project_tells_a_transfer_once(built):
    """Two sources give the Bangkok transfer of 20 Dec 2023 with 1,916 and 1,960 t: one event, of which the first is counted."""
    known = offered()
    filters = Filters(known.edition_on)
    page = ENTRIES["start"].content(Choice(filters, filters, known))
    life = next(
        block.text for block in page.walk() if isinstance(block, Say) and "First transferred: 1,916" in block.text
    )
    assert life.count("First transferred") == 1
    assert life.index("Issued: ") < life.index("First transferred"), "a month may begin before a day within it"


def test_the_map_has_the_hosts_of_each_buyer_beside_it_with_how_many_are_bound():
    known = offered()
    page = content(Choice(Filters(known.edition_on), Filters(known.edition_on), known))
    ranking = next(block for block in page.walk() if isinstance(block, Ranking))
    rows = ask(
        """SELECT buyer, count(DISTINCT host) AS hosts, count(DISTINCT host) FILTER (counting_rule = 'binding') AS bound
        FROM agreement_list WHERE is_counted GROUP BY buyer ORDER BY hosts DESC, buyer"""
    )
    assert [(line.name, line.count, line.solid) for line in ranking.lines] == [
        tuple(row) for row in rows.itertuples(index=False)
    ]
    html = document.html(page, "h")
    assert [line.name for line in ranking.lines if line.is_chosen] == re.findall(
        r'<tr aria-current="true"[^>]*><td><a [^>]*>([^<]+)</a>', html
    )
    assert len(re.findall('<p class="who">', html)) == 6 and "<script" not in html
