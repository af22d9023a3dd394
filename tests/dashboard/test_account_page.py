"""The page of an account: its words, its inputs, and rows that differ where two reports were imported."""

from __future__ import annotations

import shutil
from datetime import date

import duckdb
import pandas as pd
import pytest
from copies import EDITION

from dashboard.accounts import findings, followed, methods, queries
from dashboard.accounts.adjustment import Method
from dashboard.accounts.content import content
from dashboard.accounts.inputs import Figures, account, series
from dashboard.core.choice import Choice
from dashboard.core.choices import Filters, offered
from dashboard.core.content import Say, Table
from etl import statements

TODAY = date(2026, 11, 20)


def years(*rows):
    columns = ["book", "measure", "year", "quantity_tco2e", "unconfirmed_tco2e"]
    return pd.DataFrame(rows, columns=columns)


def test_the_worked_example_is_that_of_the_tests():
    found = methods.accounts(methods.DECADE, methods.example(), methods.EXAMPLE_EMITTED)
    assert found[Method.AVERAGING].adjustment == 100_000
    assert found[Method.TRAJECTORY].years[-1].adjustment == 300_000
    assert found[Method.MULTI_YEAR].adjustment == 1_000_000


def test_a_method_names_the_years_that_it_meets():
    rows = methods.side_by_side(methods.DECADE, methods.example(), methods.EXAMPLE_EMITTED)
    assert rows["meets"].to_list() == ["2030 alone", "2030 alone", "all years"]


def test_methods_stand_side_by_side():
    rows = methods.side_by_side(methods.DECADE, methods.example(), methods.EXAMPLE_EMITTED).set_index("method")
    assert rows["last_year_tco2e"].to_list() == [300_000, 100_000, 300_000]
    assert rows["balance_tco2e"].to_list()[:2] == [49_700_000, 49_500_000]
    assert pd.isna(rows["balance_tco2e"].iloc[2]), "a balance of the period needs each year's emissions"


def test_a_visitors_figures_are_read():
    assert series("2023: 50000, 2024=70,000.5; 2025: 1 000", "Sold") == ({2023: 50000, 2024: 70000.5, 2025: 1000}, [])
    assert series("", "Sold") == ({}, [])
    assert series("2023: 5, 2023: 6", "Sold") == ({2023: 5}, ["Sold: 2023 stands there twice."])
    assert series("much", "Sold") == ({}, ["Sold: “much” is no year with tonnes, such as 2023: 50000."])
    period, entries, emitted, wrong = account(Figures(2021, 2030, "2023: 10", "2024: 4", "2030: 100"))
    assert ([entry.signed for entry in entries], emitted, wrong) == ([10, -4], {2030: 100}, [])
    assert (period.first_year, period.last_year) == (2021, 2030)


def test_books_are_never_added_and_what_is_missing_has_a_word():
    shown = findings.table(
        years(
            ("traced", "first_transfer", 2025, 10.0, 5.0), ("own", "first_transfer", 2025, 12.0, None),
            ("traced", "acquisition", 2026, None, 7.0),
        )
    )  # fmt: skip
    assert shown.values.tolist() == [
        [2025, "First transferred", "12", "no report read", "10", "5"],
        [2026, "Acquired", "no report read", "no report read", "none confirmed", "7"],
    ]


@pytest.mark.parametrize(
    ("due", "is_read", "said"),
    [
        ("2026-11-19", False, "no report read; fell due 19 Nov 2026"),
        ("2026-11-20", False, "not due yet; falls due 20 Nov 2026"),
        ("2026-11-21", False, "not due yet; falls due 21 Nov 2026"),
        ("2026-04-15", True, "read"),
    ],
)
def test_a_report_is_due_or_not(due, is_read, said):
    row = {"kind": "annual_information", "year": 2025, "due_on": pd.Timestamp(due), "is_read": is_read, "is_lead": False, "submitted_on": None, "says": "[a](https://b.example)", "source_url": None}  # fmt: skip
    shown = findings.report_rows(pd.DataFrame([row]), TODAY).iloc[0]
    assert (shown["report"], shown["state"]) == ("Annual information on 2025", said)
    assert (shown["says"], shown["source_url"]) == ("\\[a\\](https:\u2060//b.example)", "")


def test_the_page_of_tanzania(open_page):
    app = open_page("account", party="TZA")
    said = " ".join(box.value for box in app.markdown)
    assert "323,371 credits of Tanzania are authorised, all for uses other than a climate goal" in said
    assert "No report of Tanzania has been read" in said
    inventories = dict.fromkeys(range(2021, 2025), 0.0)
    averages = methods.divisors(methods.DECADE, methods.of_blocks(queries.vintages("TZA", EDITION)), 2026, inventories)
    assert averages["average_tco2e_per_year"].to_list() == pytest.approx([80842.75, 53895.1667, 32337.1], abs=1e-4)


def test_wrong_figures_are_told(open_page):
    app = open_page("account", sold="2019: -5")
    said = " ".join(box.value for boxes in (app.error, app.warning, app.info, app.markdown) for box in boxes)
    assert "the quantity is negative" in said and "outside 2021 to 2030" in said


@pytest.fixture
def reported(own_copy, tmp_path, monkeypatch):
    """Let the dashboard read a warehouse in which Ghana says that it sold 100 t, and Switzerland that it bought 90 t of them."""
    path = tmp_path / "reported.duckdb"
    shutil.copy(own_copy, path)
    with duckdb.connect(str(path)) as connection:
        for iso3, action, last, seller, buyer in (
            ("GHA", "First transfer", 100, None, "CHE"),
            ("CHE", "Acquisition", 90, "GHA", None),
        ):
            connection.execute(
                """INSERT INTO reported_actions BY NAME
                SELECT $iso3 || '-2025' AS action_id, $iso3 AS reporting_iso3, 2025 AS reported_year, 'action' AS record, $action AS action_type,
                    '2025-05-17' AS action_on, 'CA0009' AS cooperative_approach_id, 'GHA' AS first_transferring_iso3, $seller AS transferring_iso3,
                    $buyer AS acquiring_iso3, '1' AS first_unit, $last::VARCHAR AS last_unit, $last AS quantity_tco2e, 2023 AS vintage_year,
                    (SELECT min(source_id) FROM sources) AS source_id, 'A' AS confidence""",
                {"iso3": iso3, "action": action, "last": last, "seller": seller, "buyer": buyer},
            )
        for table in ("account_rows", "account_mismatches", "account_years", "account_vintages", "account_reports"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("DROP MACRO serial_of")
        for text in statements.views(("account_units", "accounts")):
            connection.execute(text)
    monkeypatch.setattr("dashboard.core.warehouse.POINTER", path)


def test_two_reports_stand_in_two_books_and_what_differs_is_a_row(reported):
    choice = Choice(Filters(TODAY), Filters(TODAY), offered(), (("party", "GHA"),))
    page = content(choice)
    tables = {block.key: block.frame() for block in page.walk() if isinstance(block, Table)}
    (row,) = tables["mismatches"].to_dict("records")
    assert row["difference"] == "A transfer without an acquisition"
    assert (row["units"], row["seller_says"], row["buyer_says"], row["apart_tco2e"]) == (
        "91–100",
        "10 t",
        "no acquisition",
        10,
    )
    years = tables["years"].set_index(["year", "what"])
    moved = years.loc[(2025, "First transferred")]
    assert (moved["own"], moved["counterpart"], moved["traced"]) == ("100", "90", "11,733")
    assert "read" in tables["reports"].set_index("report")["state"]["Annual information on 2025"]
    said = " ".join(block.text for block in page.walk() if isinstance(block, Say))
    assert "Ghana's own reports stand beside what others say." in said


def test_what_is_traced_and_in_no_report_is_told_once_the_report_is_due():
    reports = pd.DataFrame(
        [
            {
                "kind": "annual_information",
                "year": year,
                "due_on": pd.Timestamp(f"{year + 1}-04-15"),
                "is_read": is_read,
            }
            for year, is_read in ((2023, True), (2024, False), (2025, False), (2026, False))
        ]
    )
    traced = years(
        ("traced", "authorisation", 2023, 1.0, None), ("traced", "first_transfer", 2025, 10.0, None),
        ("traced", "acquisition", 2026, 7.0, None), ("traced", "acquisition", 2024, None, 3.0),
    )  # fmt: skip
    assert findings.unreported(traced, reports, TODAY) == [
        "2025: 10 t first transferred; no report on it was read. Annual information fell due 15 Apr 2026."
    ]


def test_a_report_without_a_row_is_no_missing_report():
    shown = findings.table(
        years(("own", "authorisation", 2025, 10.0, None), ("traced", "first_transfer", 2025, 4.0, None))
    )
    assert shown["own"].to_list() == ["10", "none in the report"]


def test_a_run_is_followed_through_both_books_and_ends_where_no_use_is_reported(reported):
    choice = Choice(Filters(TODAY), Filters(TODAY), offered(), (("party", "GHA"),))
    tables = {block.key: block.frame() for block in content(choice).walk() if isinstance(block, Table)}
    steps = tables["followed"]
    assert steps["Step"].to_list() == ["First transferred", "Acquired", "Used"]
    assert steps["When"].to_list() == ["17 May 2025", "17 May 2025", "none confirmed"]
    assert steps["What is shown"].to_list()[:2] == ["100 t, units 1 to 100", "90 t, units 1 to 90"]
    assert steps["Shown by"].str.startswith(("Report of Ghana", "Report of Switzerland")).to_list() == [
        True,
        True,
        False,
    ]


def test_before_the_day_of_a_report_nothing_of_it_is_shown(reported):
    assert set(queries.years("GHA", date(2025, 5, 17))["book"]) >= {"own", "counterpart"}
    before = date(2025, 5, 16)
    assert not {"own", "counterpart"} & set(queries.years("GHA", before)["book"])
    assert queries.reported_run("GHA", before).empty
    assert not queries.reported_run("GHA", date(2025, 5, 17)).empty
    assert queries.mismatch_count("GHA", date(2025, 12, 30)) == 0
    assert queries.mismatch_count("GHA", date(2025, 12, 31)) == 1


def test_a_used_run_says_for_which_goal_and_does_not_end_in_the_open():
    rows = pd.DataFrame(
        [
            {"step_on": "2024", "action": "first_transfer", "reporting_iso3": "GHA", "reported_by": "Ghana", "quantity_tco2e": 7, "units": "1 to 7",
             "cooperative_approach_id": "CA0009", "vintage_year": 2023, "used_year": None, "publisher": "A", "source_url": None},
            {"step_on": "2025-03", "action": "use", "reporting_iso3": "CHE", "reported_by": "Switzerland", "quantity_tco2e": 3, "units": "1 to 3",
             "cooperative_approach_id": "CA0009", "vintage_year": 2023, "used_year": 2030, "publisher": "B", "source_url": None},
        ]
    )  # fmt: skip
    shown = followed.steps(rows)
    assert shown["When"].to_list() == ["2024", "Mar 2025"]
    assert shown["What is shown"].iloc[-1] == "3 t, units 1 to 3, towards the goal of 2030"
    assert followed.heading(rows) == "Units of CA0009, vintage 2023: 2 rows in the reports of 2 Parties"


@pytest.mark.parametrize(
    ("day", "authorised"),
    [
        # Counted in data/curated/authorised_blocks.csv: 180,867 by letters of 2025, which were so by the end of it, 142,504 by those of 2026.
        (date(2025, 12, 30), None),
        (date(2025, 12, 31), 180_867),
        (date(2026, 8, 13), 180_867),
        (date(2026, 8, 14), 323_371),
    ],
)
def test_an_account_is_that_of_its_day(built, day, authorised):
    assert findings.total(queries.years("TZA", day), "authorisation", "traced") == authorised
    vintages = queries.vintages("TZA", day)
    assert (vintages["quantity_tco2e"].sum() or None) == authorised
    assert queries.largest_block("TZA", day).empty == (authorised is None)


def test_reports_of_later_days_are_not_told_of_an_earlier_one(built):
    """Named reviews of June 2026, as the file has them."""
    assert "review" in set(queries.reports("KHM", date(2026, 6, 30))["kind"])
    earlier = queries.reports("KHM", date(2026, 6, 29))
    assert "review" not in set(earlier["kind"])
    assert earlier["year"].dropna().max() <= 2028


def test_a_host_without_a_report_has_its_largest_block_followed(built):
    choice = Choice(Filters(EDITION), Filters(EDITION), offered(), (("party", "TZA"),))
    tables = {block.key: block.frame() for block in content(choice).walk() if isinstance(block, Table)}
    assert tables["followed"]["Step"].iloc[0] == "Cut made"
    assert tables["followed"]["Step"].to_list()[-3:] == ["First transferred", "Moved to a buyer", "Used"]


def test_the_years_of_letters_and_of_cuts_are_a_finding_of_their_own():
    vintages = pd.DataFrame(
        {"event_year": [2025, 2026, 2026], "vintage_year": [2022, 2023, 2024], "quantity_tco2e": [100.0, 20.0, 3.0]}
    )
    assert (
        findings.by_year("Tanzania", vintages)
        == "123 credits were authorised in 2025 and 2026, for cuts of 2022 to 2024"
    )
    assert findings.by_year("Tanzania", vintages.head(1)) == "100 credits were authorised in 2025, for cuts of 2022"
    assert findings.by_year("Tanzania", vintages.head(0)) == "What is on the account of Tanzania, by year"
