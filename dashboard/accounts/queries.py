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
        "SELECT * FROM account_vintages WHERE iso3 = $iso3 AND counts_from_on <= $as_of::DATE ORDER BY ALL",
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
        ORDER BY due_on NULLS LAST, submitted_on, report_id
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


def largest_block(iso3: str, as_of: date) -> pd.DataFrame:
    """Return the largest block that a host had authorised by the day; no row where it has none. Columns of table block_list."""
    return ask(
        """
        SELECT * FROM block_list WHERE block_id = (
            SELECT block_id FROM block_list WHERE host_iso3 = $iso3 AND is_summed AND quantity_tco2e IS NOT NULL AND counts_from_on <= $as_of::DATE
            ORDER BY quantity_tco2e DESC, block_id LIMIT 1
        )
        """,
        iso3=iso3, as_of=as_of,
    )  # fmt: skip


def reported_run(iso3: str, as_of: date) -> pd.DataFrame:
    """Return what Parties report of the largest run of units that a Party first transferred or acquired, row by row in order of time: all that shares a unit
    with it, so that parts of a split run are in it. step_on, action, reporting_iso3, reported_by, quantity_tco2e, units, cooperative_approach_id,
    vintage_year, used_year, publisher and source_url; no row where no report with serial numbers was imported."""
    return ask(
        """
        WITH known AS (
            SELECT *, least(coalesce(last_possible_day(action_on), make_date(reported_year, 12, 31)), (SELECT edition_on FROM edition)) AS known_on
            FROM account_rows WHERE serial_first IS NOT NULL
        ),
        run AS (
            SELECT host_iso3, cooperative_approach_id, vintage_year, serial_first, serial_last FROM known
            WHERE known_on <= $as_of::DATE AND ((action = 'first_transfer' AND seller_iso3 = $iso3) OR (action = 'acquisition' AND buyer_iso3 = $iso3))
            ORDER BY quantity_tco2e DESC NULLS LAST, action_id LIMIT 1
        )
        SELECT coalesce(k.action_on, k.reported_year::VARCHAR) AS step_on, k.action, k.reporting_iso3, p.short_name AS reported_by, k.quantity_tco2e,
            format('{:,} to {:,}', k.serial_first, k.serial_last) AS units, k.cooperative_approach_id, k.vintage_year, k.used_year, s.publisher,
            coalesce(k.source_url, s.url) AS source_url
        FROM known k JOIN run r ON k.host_iso3 = r.host_iso3 AND k.cooperative_approach_id IS NOT DISTINCT FROM r.cooperative_approach_id
            AND k.vintage_year IS NOT DISTINCT FROM r.vintage_year AND k.serial_first <= r.serial_last AND k.serial_last >= r.serial_first
        JOIN parties p ON p.iso3 = k.reporting_iso3 JOIN sources s ON s.source_id = k.source_id
        WHERE k.known_on <= $as_of::DATE
        ORDER BY k.known_on,
            list_position(['authorisation', 'first_transfer', 'transfer', 'acquisition', 'use', 'cancellation', 'other', 'holding'], k.action), k.serial_first, k.action_id
        LIMIT 100
        """,
        iso3=iso3, as_of=as_of,
    )  # fmt: skip


_MISMATCHES = """
    SELECT *, concat_ws(' and ', seller_row, buyer_row) AS report_rows FROM account_mismatches
    WHERE $iso3 IN (host_iso3, seller_iso3, buyer_iso3) AND (reported_year IS NULL OR least(make_date(reported_year, 12, 31), (SELECT edition_on FROM edition)) <= $as_of::DATE)
    ORDER BY apart_tco2e DESC NULLS LAST, kind, seller_row, buyer_row
"""
