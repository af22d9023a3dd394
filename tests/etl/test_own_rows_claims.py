"""Which claim on a field is taken and where claims cannot all be right, on a few rows worked out by hand."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date

import pytest
from own_rows import Row, Rows, rows, told

DAY = date.fromisoformat
KINDS = rows(
    "kind source_rank ranks_as is_official is_compilation",
    ("official_page", 2, "official page", True, False),
    ("report", 3, "report", False, False),
    ("compilation", 4, "compilation", False, True),
    ("lead", 5, "lead", False, False),
)
SOURCES = rows(
    "source_id publisher title url kind published_on licence",
    ("page", "Ministry", "Page", "https://page", "official_page", "2023-05-05", "free"),
    ("page_early", "Ministry", "Early page", "https://early", "official_page", "2023-04-04", "free"),
    ("page_undated", "Ministry", "Page without a day", "https://undated", "official_page", None, "free"),
    ("paper", "Paper", "Paper", "https://paper", "report", "2022-01-01", "free"),
    ("paper_b", "Paper", "Paper", "https://paper_b", "report", "2022-01-01", "free"),
    ("list_old", "Lists", "List", "https://list", "compilation", "2024-01", "free"),
    ("list_new", "Lists", "List", "https://list", "compilation", "2024-02", "free"),
    ("list_same", "Lists", "List", "https://list", "compilation", "2024-02-29", "free"),
    ("list_else", "Others", "List", "https://else", "compilation", "2020", "free"),
    ("wiki", "Wiki", "Wiki", "https://wiki", "lead", "2021-01-01", "free"),
)
CLAIM = "agreement_id field value source_id confidence"


@pytest.fixture(scope="module")
def chosen(small_warehouse, tmp_path_factory) -> Callable[..., list[Row]]:
    """Makes the list of claims of some claims."""
    own = Rows(shutil.copy(small_warehouse, tmp_path_factory.mktemp("forms")))

    def choose(*claims: tuple[object, ...]) -> list[Row]:
        return own.made("claims", "claim_list", claims=rows(CLAIM, *claims), sources=SOURCES, source_kinds=KINDS)

    return choose


def test_a_day_of_a_compilation_alone_is_shown_to_the_month(chosen):
    """Another publication that is no lead and no compilation gives the same day of the same field of the same text; else its month is shown."""
    found = chosen(
        ("alone", "signed_on", "2023-05-17", "list_new", "B"),
        ("alone", "signed_on", "2023-05-17", "list_else", "B"),
        ("alone", "signed_on", "2023-05-17", "wiki", "L"),
        ("alone", "in_force_on", "2023-05-17", "page", "A"),
        ("other", "signed_on", "2023-05-17", "page", "A"),
        ("shared", "signed_on", "2023-05-17", "list_new", "B"),
        ("shared", "signed_on", "2023-05-17", "paper", "B"),
        ("coarse", "signed_on", "2023", "list_new", "B"),
        ("wordy", "status", "under_work", "list_new", "B"),
    )
    assert [row for row in told(found, "agreement_id field value as_stated source_id") if row[4] == "list_new"] == [
        ("alone", "signed_on", "2023-05", "2023-05-17", "list_new"),
        ("coarse", "signed_on", "2023", None, "list_new"),
        ("shared", "signed_on", "2023-05-17", None, "list_new"),
        ("wordy", "status", "under_work", None, "list_new"),
    ]
    # What it can be is told of what it said.
    assert {row["from_on"] for row in found if row["source_id"] == "list_new"} == {DAY("2023-05-17"), DAY("2023-01-01"), None}  # fmt: skip


def test_the_newest_edition_of_a_compilation_speaks_for_its_publisher(chosen):
    """An edition of February is not older than one of its last day; other publishers, fields and kinds are no editions of it."""
    found = chosen(
        ("t", "status", "signed", "list_old", "B"),
        ("t", "status", "signed", "list_new", "B"),
        ("t", "status", "signed", "list_same", "B"),
        ("t", "status", "signed", "list_else", "B"),
        ("t", "status", "signed", "page_early", "A"),
        ("t", "status", "signed", "page", "A"),
        ("t", "instrument", "mou", "list_old", "B"),
    )
    assert [row["source_id"] for row in found if row["is_superseded"]] == ["list_old"]
    assert told(found, "field source_id precedence is_chosen choice_rule") == [
        ("instrument", "list_old", 1, True, "Only source for this field"),
        ("status", "page_early", 1, True, "Ranks first: official page"),
        ("status", "page", 2, False, "Ranks lower"),
        ("status", "list_else", 3, False, "Ranks lower"),
        ("status", "list_new", 4, False, "Ranks lower"),
        ("status", "list_same", 5, False, "Ranks lower"),
        ("status", "list_old", 6, False, "A newer edition of the same publisher speaks for it"),
    ]


def test_the_order_of_claims_on_a_field(chosen):
    """Unclear last, then the rank, the more precise date, the earlier publication, an undated one last, and the key of the source."""
    found = chosen(
        ("t", "signed_on", "2020", "page_early", "A"),
        ("t", "signed_on", "2021-05", "page", "A"),
        ("t", "signed_on", "2022-06", "page_undated", "A"),
        ("t", "signed_on", "2023-01-01", "paper", "B"),
        ("t", "signed_on", "2023-01-02", "paper_b", "B"),
        ("t", "status", "unclear", "page", "A"),
        ("t", "status", "a_very_long_word_of_theirs", "page_undated", "A"),
        ("t", "status", "signed", "page_early", "A"),
        ("t", "status", "signed", "wiki", "L"),
    )
    assert told(found, "field source_id precedence") == [
        ("status", "page_early", 1), ("status", "page_undated", 2), ("status", "wiki", 3), ("status", "page", 4),
        ("signed_on", "page", 1), ("signed_on", "page_undated", 2), ("signed_on", "page_early", 3), ("signed_on", "paper", 4), ("signed_on", "paper_b", 5),
    ]  # fmt: skip
    assert {row["source_id"] for row in found if row["is_lead"]} == {"wiki"}


@pytest.mark.parametrize(
    ("finer", "source", "is_taken"),
    [
        ("2021-05-01", "paper", True), ("2021-05-31", "paper", True), ("2021-04-30", "paper", False), ("2021-06-01", "paper", False),
        ("2021-05-10", "wiki", False), ("2021-05", "paper", False),
    ],
)  # fmt: skip
def test_a_claim_within_the_date_of_the_first_one_makes_it_more_precise(chosen, finer, source, is_taken):
    found = chosen(("t", "signed_on", "2021-05", "page", "A"), ("t", "signed_on", finer, source, "L" if source == "wiki" else "B"))  # fmt: skip
    first, second = told(found, "source_id is_chosen choice_rule")
    within = ("page", False, "Ranks first, but a source within its date is more precise")
    assert first == (within if is_taken else ("page", True, "Ranks first: official page"))
    assert second[1] is is_taken


def test_of_several_within_it_the_most_precise_and_of_these_the_first_is_taken(chosen):
    found = chosen(
        ("t", "signed_on", "2021", "page", "A"),
        ("t", "signed_on", "2021-03", "paper", "B"),
        ("t", "signed_on", "2021-02-02", "list_else", "B"),
        ("t", "signed_on", "2021-02-02", "paper_b", "B"),
        ("u", "signed_on", "2021", "page", "A"),
        ("u", "signed_on", "2021-03", "list_old", "B"),
        ("u", "signed_on", "2022", "list_new", "B"),
    )
    assert [row for row in told(found, "agreement_id source_id value choice_rule is_chosen") if row[4]] == [
        ("t", "paper_b", "2021-02-02", "More precise, and within the date of the source that ranks first", True),
        ("u", "page", "2021", "Ranks first: official page", True),
    ]


def test_sources_disagree_where_they_cannot_all_be_right(small_warehouse, tmp_path_factory):
    """Neither a lead nor an older edition of a compilation disagrees with anybody, on either side."""
    own = Rows(shutil.copy(small_warehouse, tmp_path_factory.mktemp("forms")))
    may, june = (DAY("2021-05-01"), DAY("2021-05-31")), (DAY("2021-06-10"), DAY("2021-06-10"))
    said = {
        "signed_on": (("2021-05", *may), ("2021-06-10", *june)),
        "instrument": (("mou", None, None), ("treaty", None, None)),
        "status": (("under_negotiation", None, None), ("signed", None, None)),
    }
    claims = rows(
        "agreement_id field publisher value from_on until_on is_lead is_superseded",
        *(
            (f"{case}-{place}", field, f"P{at}", *value, case == "lead" and place == at, case == "old" and place == at)
            for case, places in (("both", (9,)), ("lead", (0, 1)), ("old", (0, 1)))
            for place in places
            for field, values in said.items()
            for at, value in enumerate(values)
        ),
        # The same day, forms of one family and two words for no signature are no disagreement.
        ("alike", "signed_on", "P0", "2021-06", DAY("2021-06-01"), DAY("2021-06-30"), False, False),
        ("alike", "signed_on", "P1", "2021-06-10", *june, False, False),
        ("alike", "instrument", "P0", "mou", None, None, False, False),
        ("alike", "instrument", "P1", "letter", None, None, False, False),
        ("alike", "status", "P0", "under_negotiation", None, None, False, False),
        ("alike", "status", "P1", "concluded_not_signed", None, None, False, False),
        ("alike", "status", "P2", "unclear", None, None, False, False),
        ("far", "signed_on", "P0", "2021-05", *may, False, False),
        ("far", "signed_on", "P1", "2021-06-10", *june, False, False),
        ("far", "signed_on", "P2", "2021-06-01", DAY("2021-06-01"), DAY("2021-06-01"), False, False),
        ("far", "status", "P0", "concluded_not_signed", None, None, False, False),
        ("far", "status", "P1", "in_force", None, None, False, False),
    )
    types = rows("instrument label family", ("mou", "MoU", "memorandum"), ("letter", "Letter", "memorandum"), ("treaty", "Treaty", "treaty"))  # fmt: skip
    found = own.made("claims", "agreement_disagreements", claim_list=claims, instrument_types=types)
    assert told(found, "agreement_id field said days_apart") == [
        ("both-9", "instrument", "P0: MoU; P1: Treaty", None),
        ("both-9", "status", "P0: under_negotiation; P1: signed", None),
        ("both-9", "signed_on", "P0: 2021-05; P1: 2021-06-10", 10),
        ("far", "status", "P0: concluded_not_signed; P1: in_force", None),
        ("far", "signed_on", "P0: 2021-05; P1: 2021-06-10; P2: 2021-06-01", 10),
    ]
