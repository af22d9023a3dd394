"""What is said of a Party's account, on rows made up here: whose book, which year, due or not on the day."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dashboard.accounts import findings

NAN = float("nan")
TODAY = date(2026, 11, 20)


def years(*known: tuple[str, str, int, float, float]) -> pd.DataFrame:
    """A row a book, measure and year: tonnes, and what leads alone say."""
    return pd.DataFrame(known, columns=["book", "measure", "year", "quantity_tco2e", "unconfirmed_tco2e"])


def vintages(*known: tuple[int, int, float, bool | None]) -> pd.DataFrame:
    """Credits: authorised in, for cuts of, tonnes, whether for a climate goal."""
    rows = pd.DataFrame(known, columns=["event_year", "vintage_year", "quantity_tco2e", "is_for_ndc"])
    return rows.astype({"is_for_ndc": object})


NO_VINTAGE = vintages()
ALLOWED = ("traced", "authorisation", 2024, 1_500_000.0, NAN)
MOVED, CAME = ("traced", "first_transfer", 2024, 500.0, NAN), ("traced", "acquisition", 2025, 2000.0, NAN)
OTHERS = "No report of Ghana has been read, so all that its account shows is what others say."


@pytest.mark.parametrize(
    ("rows", "of", "said"),
    [
        (years(), NO_VINTAGE, f"Nothing is confirmed on the account of Ghana. {OTHERS}"),
        (years(("traced", "use", 2024, 5.0, NAN), ("counterpart", "acquisition", 2024, 5.0, NAN), ("traced", "first_transfer", 2024, NAN, 5.0)), NO_VINTAGE, f"Nothing is confirmed on the account of Ghana. {OTHERS}"),
        (years(ALLOWED, ALLOWED), NO_VINTAGE, f"**3,000,000 credits of Ghana are authorised.** {OTHERS}"),
        (years(ALLOWED), vintages((2024, 2021, 5.0, False), (2024, 2021, 5.0, False)), f"**1,500,000 credits of Ghana are authorised, all for uses other than a climate goal.** {OTHERS}"),
        (years(ALLOWED), vintages((2024, 2021, 5.0, False), (2024, 2021, 5.0, True)), f"**1,500,000 credits of Ghana are authorised.** {OTHERS}"),
        (years(ALLOWED), vintages((2024, 2021, 5.0, False), (2024, 2021, 5.0, None)), f"**1,500,000 credits of Ghana are authorised.** {OTHERS}"),
        (years(MOVED, CAME, ("own", "use", 2024, NAN, NAN)), NO_VINTAGE, "**500 t left Ghana in first transfers; 2,000 t came to Ghana.** Ghana's own reports stand beside what others say."),
    ],
)  # fmt: skip
def test_the_account_in_two_sentences(rows, of, said):
    assert findings.answer("Ghana", rows, of) == said


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (NO_VINTAGE, "What is on the account of Ghana, by year"),
        (vintages((2024, 2021, 1000.0, True), (2024, 2021, 500.0, True)), "1,500 credits were authorised in 2024, for cuts of 2021"),
        (vintages((2024, 2021, 1.0, True), (2025, 2023, 1.0, True)), "2 credits were authorised in 2024 and 2025, for cuts of 2021 to 2023"),
    ],
)  # fmt: skip
def test_years_of_letters_and_of_cuts(rows, said):
    assert findings.by_year("Ghana", rows) == said


def test_books_stand_side_by_side_in_the_order_of_an_account():
    rows = years(
        ("traced", "use", 2024, 1.0, NAN), ("traced", "acquisition", 2024, NAN, 7.0), ("own", "first_transfer", 2024, 1000.0, NAN), ("own", "first_transfer", 2024, 234.0, NAN),
        ("counterpart", "first_transfer", 2024, 0.0, NAN), ("traced", "authorisation", 2025, 3.0, NAN), ("traced", "cancellation", 2023, 2.0, 4.0),
    )  # fmt: skip
    assert findings.table(rows).to_numpy().tolist() == [
        [2023, "Cancelled", "no report read", "no report read", "2", "4"],
        [2024, "First transferred", "1,234", "0", "none confirmed", "none"],
        [2024, "Acquired", "none in the report", "no report read", "none confirmed", "7"],
        [2024, "Used towards the goal", "none in the report", "no report read", "1", "none"],
        [2025, "Authorised", "no report read", "no report read", "3", "none"],
    ]
    assert findings.total(rows, "first_transfer", "own") == 1234 and findings.total(rows, "use", "own") is None


def report(**own: object) -> dict[str, object]:
    """A report that has fallen due and was not read."""
    sound = {
        "kind": "annual_information", "year": 2025.0, "due_on": "2026-04-15", "submitted_on": None, "is_read": False, "is_lead": False, "says": "A page [says].",
        "source_url": "https://x.org",
    }  # fmt: skip
    return sound | own


@pytest.mark.parametrize(
    ("own", "name", "state"),
    [
        ({}, "Annual information on 2025", "no report read; fell due 15 Apr 2026"),
        ({"due_on": "2026-11-20"}, "Annual information on 2025", "not due yet; falls due 20 Nov 2026"),
        ({"due_on": "2026-11-19"}, "Annual information on 2025", "no report read; fell due 19 Nov 2026"),
        ({"is_read": True}, "Annual information on 2025", "read"),
        ({"kind": "biennial_report", "due_on": None}, "Biennial transparency report", "named, not read"),
        ({"kind": "initial_report", "year": NAN, "due_on": None, "is_lead": True, "submitted_on": "2026-03"}, "Initial report", "unconfirmed: only a lead names it; Mar 2026"),
        ({"kind": "review", "due_on": None, "is_read": True, "submitted_on": "2026-03-02"}, "Review on 2025", "read; 2 Mar 2026"),
    ],
)  # fmt: skip
def test_the_state_of_a_report_on_a_day(own, name, state):
    row = findings.report_rows(pd.DataFrame([report(**own)]), TODAY).iloc[0]
    assert (row["report"], row["state"], row["says"], row["source_url"]) == (
        name,
        state,
        "A page \\[says\\]",
        "[open](<https://x.org>)",
    )


def test_a_report_without_words_or_page():
    row = findings.report_rows(pd.DataFrame([report(says=None, source_url=None)]), TODAY).iloc[0]
    assert (row["says"], row["source_url"]) == ("", "")


DONE = years(
    ("traced", "authorisation", 2025, 1000.0, NAN), ("traced", "first_transfer", 2025, 5.0, NAN), ("traced", "use", 2025, NAN, 3.0), ("own", "acquisition", 2025, 7.0, NAN),
    ("traced", "use", 2024, 2.0, NAN),
)  # fmt: skip
UNREAD = "2025: 1,000 t authorised and 5 t first transferred; no report on it was read. Annual information fell due 15 Apr 2026."


@pytest.mark.parametrize(
    ("reports", "today", "said"),
    [
        ([report()], TODAY, [UNREAD]), ([report()], date(2026, 4, 16), [UNREAD]), ([report()], date(2026, 4, 15), []), ([report(is_read=True)], TODAY, []),
        ([report(kind="biennial_report")], TODAY, []), ([report(due_on=None)], TODAY, []), ([report(year=2023.0)], TODAY, []),
        ([report(), report(year=2024.0, due_on="2025-04-15")], TODAY,
         ["2024: 2 t used towards the goal; no report on it was read. Annual information fell due 15 Apr 2025.", UNREAD]),
    ],
)  # fmt: skip
def test_years_without_their_report(reports, today, said):
    assert findings.unreported(DONE, pd.DataFrame(reports), today) == said


def test_the_next_day_on_which_a_report_falls_due():
    rows = pd.DataFrame([report(), report(due_on="2027-04-15"), report(due_on="2027-03-31"), report(due_on=None)])
    assert findings.next_due(rows, TODAY) == date(2027, 3, 31)
    assert findings.next_due(rows, date(2027, 3, 31)) == date(2027, 3, 31)
    assert findings.next_due(rows, date(2027, 4, 1)) == date(2027, 4, 15)
    assert findings.next_due(rows, date(2027, 4, 16)) is None


def test_what_differs_between_two_books():
    rows = pd.DataFrame(
        {"kind": ["seller_only", "buyer_only"], "serial_first": [1000.0, NAN], "serial_last": [2999.0, NAN]}
    )
    shown = findings.mismatch_rows(rows)
    assert shown[["difference", "units"]].to_numpy().tolist() == [
        ["A transfer without an acquisition", "1,000–2,999"], ["An acquisition without a transfer", "no serial numbers"],
    ]  # fmt: skip
