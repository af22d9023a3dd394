"""Whether an agreement is in force or in use, and which page says so, on a few rows worked out by hand; the edition is of 30 June 2026."""

from __future__ import annotations

import shutil
from datetime import date, timedelta

import pytest
from own_rows import Rows, rows, told

DAY = date.fromisoformat
# By when what is known to the year of the edition had happened.
LAST_OF_YEAR = DAY("2026-01-01") + timedelta(364)
EDITION = rows("edition_on", (DAY("2026-06-30"),))
SOURCES = rows(
    "source_id publisher title url kind licence",
    *(
        (name, name.title(), "Page", f"https://{name}.example", "official_page", "free")
        for name in ("page", "other", "look")
    ),
)
TEXTS = rows(
    "agreement_id status in_force_on confidence enters_into_force",
    ("used", "signed", None, "A", True),
    ("shown_in_june", "signed", None, "A", True),
    ("shown_this_year", "signed", None, "A", True),
    ("dated", "in_force", "2024-01-01", "A", True),
)
# The first of the uses by order is neither the earliest nor first by its name.
USES = rows(
    "agreement_id row_kind row_id shown_by used_until_on source_id evidence_order",
    ("used", "project", "z", "Z was registered", DAY("2027-12-31"), "page", 1),
    ("used", "event", "a", "A was issued", DAY("2025-12-31"), "other", 2),
)
LOOKED_UP = rows(
    "agreement_id shown_on shown_by source_id url",
    ("used", "2026", "A call", "look", "https://look.example/call"),
    ("shown_in_june", "2026-06", "A call of June", "look", "https://look.example/june"),
    ("shown_this_year", "2026", "A call", "look", "https://look.example/year"),
)
CLAIMS = rows(
    "agreement_id field value source_id source_url is_chosen is_lead precedence",
    ("dated", "in_force_on", "2024-02", "other", "https://other.example/deep", False, False, 1),
    ("dated", "in_force_on", "2024-01-01", "page", "https://page.example/deep", True, False, 2),
    ("dated", "signed_on", "2023-01-01", "other", "https://other.example/signed", True, False, 1),
)


@pytest.fixture(scope="module")
def found(small_warehouse, tmp_path_factory):
    """The agreements as the pages have them."""
    own = Rows(shutil.copy(small_warehouse, tmp_path_factory.mktemp("forms")))
    return own.made(
        "agreements", "agreement_list", dated_agreements=TEXTS, agreement_uses=USES, force_lookups=LOOKED_UP, claim_list=CLAIMS,
        sources=SOURCES, edition=EDITION,
    )  # fmt: skip


def test_a_text_is_in_use_from_the_last_possible_day_of_its_earliest_use(found):
    """Of a call in "2026" nobody knows that it was by June."""
    assert told(found, "agreement_id in_force_state in_use_from_on") == [
        ("dated", "in_force", None),
        ("shown_in_june", "in_use", DAY("2026-06-30")),
        ("shown_this_year", "not_found", LAST_OF_YEAR),
        ("used", "in_use", DAY("2025-12-31")),
    ]


def test_what_is_shown_is_the_first_use_by_order_with_its_own_page(found):
    assert told(found, "agreement_id in_use_row_kind in_use_row_id in_use_shown_by in_force_source in_force_url") == [
        ("dated", None, None, None, "Page", "https://page.example/deep"),
        ("shown_in_june", None, None, "A call of June", "Look", "https://look.example/june"),
        ("shown_this_year", None, None, None, "Look", "https://look.example/year"),
        ("used", "project", "z", "Z was registered", "Page", "https://page.example"),
    ]


def test_a_text_without_a_day_counts_from_the_earliest_report_that_it_was_signed(small_warehouse, tmp_path_factory):
    """Of "reported" two pages say it, the first one in May 2021; before them stand what a page says of its form and of talks, and a lead.
    Of "listed" nobody tells more than that it was known; "read" was first read by the second page, after a lead."""
    own = Rows(shutil.copy(small_warehouse, tmp_path_factory.mktemp("forms")))
    page = "agreement_id source_id field value published_on until_on is_lead is_chosen confidence"
    claims = rows(
        page,
        ("reported", "form", "instrument", "memorandum", "2018", None, False, True, "B"),
        ("reported", "talks", "status", "under_negotiation", "2019", None, False, False, "B"),
        ("reported", "wiki", "status", "signed", "2020", None, True, False, "L"),
        ("reported", "may", "status", "signed", "2021-05", None, False, True, "A"),
        ("reported", "late", "status", "in_force", "2023-01-01", None, False, False, "B"),
        ("listed", "may", "status", "signed", None, None, False, True, "B"),
        ("listed", "late", "known_by_on", "2022-03", None, DAY("2022-03-31"), False, False, "B"),
        ("listed", "form", "known_by_on", "2022-02", None, DAY("2022-02-28"), False, False, "B"),
        ("listed", "wiki", "known_by_on", "2021-01", None, DAY("2021-01-31"), True, False, "L"),
        ("listed", "talks", "in_force_on", "2020-01", None, DAY("2020-01-31"), False, False, "B"),
        ("read", "late", "status", "signed", None, None, False, True, "B"),
        ("read", "may", "instrument", "memorandum", None, None, False, True, "B"),
        ("read", "wiki", "status", "signed", None, None, True, False, "L"),
    )  # fmt: skip
    read_on = {
        "form": "2024-04-04",
        "talks": "2024-05-05",
        "wiki": "2024-01-01",
        "may": "2024-02-02",
        "late": "2024-03-03",
    }
    texts = rows("agreement_id buyer_iso3 host_iso3 instrument", *((one, "JPN", "KEN", "mou") for one in ("reported", "listed", "read")))  # fmt: skip
    found = own.made(
        "agreements", "dated_agreements", claim_list=claims, agreements=texts, edition=EDITION,
        sources=rows("source_id retrieved_on publisher title url kind licence", *((one, DAY(day), one, one, "https://x", "report", "free") for one, day in read_on.items())),
        parties=rows("iso3 short_name", ("JPN", "Japan"), ("KEN", "Kenya")),
        instrument_types=rows("instrument label counting_rule sort_order", ("mou", "MoU", "memoranda", 1)),
        agreement_disagreements=rows(
            "agreement_id field said days_apart", ("listed", "signed_on", "A: 1", 1), ("listed", "in_force_on", "B: 2", 2), ("read", "instrument", "C", None)
        ),
    )  # fmt: skip
    assert sorted(told(found, "agreement_id counts_from_on counts_from_basis source_count confidence differ_on")) == [
        ("listed", DAY("2022-02-28"), "earliest publication that lists it", 4, "B", "signature, 1 day apart; entry into force, 2 days apart"),
        ("read", DAY("2024-02-02"), "day it was read", 2, "B", "form"),
        ("reported", DAY("2021-05-31"), "earliest publication that lists it", 4, "A", None),
    ]  # fmt: skip
