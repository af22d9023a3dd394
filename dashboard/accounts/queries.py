"""Questions on the account of a Party: one function each."""

from __future__ import annotations

import pandas as pd

from dashboard.core.warehouse import ask

# More rows than anybody reads on a page; the extract has all.
MOST = 200


def years(iso3: str) -> pd.DataFrame:
    """Return the account by year in its three books. Columns of table account_years."""
    return ask("SELECT * FROM account_years WHERE iso3 = $iso3 ORDER BY year, measure, book", iso3=iso3)


def vintages(iso3: str) -> pd.DataFrame:
    """Return authorised credits by year of the letter and year of the cut. Columns of table account_vintages."""
    return ask("SELECT * FROM account_vintages WHERE iso3 = $iso3 ORDER BY event_year, vintage_year", iso3=iso3)


def reports(iso3: str) -> pd.DataFrame:
    """Return what falls due and what a page names. Columns of table account_reports."""
    return ask("SELECT * FROM account_reports WHERE iso3 = $iso3 ORDER BY due_on NULLS LAST, submitted_on", iso3=iso3)


def mismatches(iso3: str) -> pd.DataFrame:
    """Return where reports on units of a Party do not agree, the largest first. Columns of table account_mismatches."""
    return ask(_MISMATCHES + f" LIMIT {MOST}", iso3=iso3)


def all_mismatches(iso3: str) -> pd.DataFrame:
    """Return all of them, for an extract."""
    return ask(_MISMATCHES, iso3=iso3)


def mismatch_count(iso3: str) -> int:
    """Return how many there are."""
    return int(ask(f"SELECT count(*) AS found FROM ({_MISMATCHES})", iso3=iso3)["found"].iloc[0])


_MISMATCHES = """
    SELECT *, concat_ws(' and ', seller_row, buyer_row) AS report_rows FROM account_mismatches
    WHERE $iso3 IN (host_iso3, seller_iso3, buyer_iso3)
    ORDER BY apart_tco2e DESC NULLS LAST, kind, seller_row, buyer_row
"""
