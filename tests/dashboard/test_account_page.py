"""The page of an account: its words, its inputs, and rows that differ where two reports were imported."""

from __future__ import annotations

import shutil
from datetime import date

import duckdb
import pandas as pd
import pytest
from copies import EDITION

from dashboard.accounts import findings, methods, queries
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
    row = {"kind": "annual_information", "year": 2025, "due_on": pd.Timestamp(due), "is_read": is_read, "is_lead": False, "submitted_on": None}  # fmt: skip
    shown = findings.report_rows(pd.DataFrame([row]), TODAY).iloc[0]
    assert (shown["report"], shown["state"]) == ("Annual information on 2025", said)


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
