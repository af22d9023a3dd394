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
