"""Questions on the account of a Party by a day: one function each."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.core.warehouse import ask

# More rows than anybody reads on a page; the extract has all.
MOST = 200


def years(iso3: str, as_of: date) -> pd.DataFrame:
    """Return the account by year in its three books, as far as it had happened by the day: book, measure, year, quantity_tco2e,
    unconfirmed_tco2e and row_count."""
    return ask(
        """
        SELECT book, measure, year, sum(quantity_tco2e) AS quantity_tco2e, sum(unconfirmed_tco2e) AS unconfirmed_tco2e, sum(row_count) AS row_count
        FROM account_years WHERE iso3 = $iso3 AND counts_from_on <= $as_of::DATE GROUP BY ALL ORDER BY year, measure, book
        """,
        iso3=iso3, as_of=as_of,
    )  # fmt: skip


def vintages(iso3: str, as_of: date) -> pd.DataFrame:
    """Return what was authorised by the day by year of the letter and year of the cut. Columns of table account_vintages."""
    return ask(
        "SELECT * FROM account_vintages WHERE iso3 = $iso3 AND counts_from_on <= $as_of::DATE ORDER BY event_year, vintage_year",
        iso3=iso3,
        as_of=as_of,
    )


def reports(iso3: str, as_of: date) -> pd.DataFrame:
    """Return what falls due, up to two years after the day, and what a page names that is not of a later day. Columns of table account_reports."""
    return ask(
        """
        SELECT * FROM account_reports
        WHERE iso3 = $iso3 AND (submitted_on IS NULL OR least(last_possible_day(submitted_on), (SELECT edition_on FROM edition)) <= $as_of::DATE)
            AND (year IS NULL OR year <= year($as_of::DATE) + CASE kind WHEN 'biennial_report' THEN 2 ELSE 0 END)
        ORDER BY due_on NULLS LAST, submitted_on
        """,
        iso3=iso3, as_of=as_of,
    )  # fmt: skip


def mismatches(iso3: str, as_of: date) -> pd.DataFrame:
    """Return where reports on units of a Party do not agree, the largest first, of years that had ended by the day or are the newest. Columns of table account_mismatches."""
    return ask(_MISMATCHES + f" LIMIT {MOST}", iso3=iso3, as_of=as_of)


def all_mismatches(iso3: str, as_of: date) -> pd.DataFrame:
    """Return all of them, for an extract."""
    return ask(_MISMATCHES, iso3=iso3, as_of=as_of)


def mismatch_count(iso3: str, as_of: date) -> int:
    """Return how many there are."""
    return int(ask(f"SELECT count(*) AS found FROM ({_MISMATCHES})", iso3=iso3, as_of=as_of)["found"].iloc[0])


_MISMATCHES = """
    SELECT *, concat_ws(' and ', seller_row, buyer_row) AS report_rows FROM account_mismatches
    WHERE $iso3 IN (host_iso3, seller_iso3, buyer_iso3) AND (reported_year IS NULL OR least(make_date(reported_year, 12, 31), (SELECT edition_on FROM edition)) <= $as_of::DATE)
    ORDER BY apart_tco2e DESC NULLS LAST, kind, seller_row, buyer_row
"""
