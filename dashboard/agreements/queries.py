"""Questions on agreements: one function each."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.core.choices import Filters
from dashboard.core.fields import FilterGroup, conditions, narrowed
from dashboard.core.records import Rows
from dashboard.core.warehouse import ask, ask_rows

# A text that was concluded is dropped from the day on which its pair signed a binding agreement.
NOT_SUPERSEDED = """
    NOT coalesce(a.status = 'concluded_not_signed' AND (a.buyer_iso3, a.host_iso3) IN (
        SELECT (s.buyer_iso3, s.host_iso3) FROM agreement_list s
        WHERE s.is_counted AND s.counting_rule = 'binding' AND s.counts_from_on <= $as_of::DATE), false)
"""


def edition() -> date:
    """Return the day of this edition of the data: the newest day on which a source was read."""
    (row,) = ask_rows("SELECT edition_on FROM edition")
    day: date = row["edition_on"]
    return day


def on_day(subject: str, as_of: date) -> str:
    """Return the relation of all "agreements" or "projects" as they stood on a day, for a query with $as_of: of the edition's own day it is a table."""
    return f"{subject}_now" if as_of == edition() else f"{subject}_on($as_of::DATE)"


def parties() -> pd.DataFrame:
    """Return all Parties: iso3, short_name, region, is_buyer, is_host, x_km, y_km (Equal Earth), by name."""
    return ask("""
        SELECT iso3, short_name, region, is_ldc, is_sids, x_km, y_km,
            iso3 IN (SELECT buyer_iso3 FROM agreement_list) AS is_buyer,
            iso3 IN (SELECT host_iso3 FROM agreement_list) AS is_host
        FROM party_list ORDER BY short_name
    """)


def agreements(filters: Filters) -> pd.DataFrame:
    """Return the counted agreements of the filters, one row an instrument, newest first.

    Columns of table agreements_now, of the as-of day; `in_use_shown_by` is empty on an earlier day than the edition's.
    """
    return ask(
        f"""
        FROM {on_day("agreements", filters.as_of)} WHERE is_counted AND {conditions(Filters, FilterGroup.AGREEMENTS, of=filters)}
        ORDER BY signed_until_on DESC NULLS LAST, buyer, host
        """,
        **filters.parameters(),
    )


def jcm_buyers() -> tuple[str, ...]:
    """Return the buyers with an agreement of the JCM, by code."""
    found = ask_rows("SELECT DISTINCT buyer_iso3 FROM agreements WHERE mechanism = 'JCM' ORDER BY 1")
    return tuple(row["buyer_iso3"] for row in found)


def known_on() -> dict[str, date]:
    """Return the day up to which facts of a kind are known, by kind (table known_up_to)."""
    known = ask_rows("SELECT kind, known_up_to_on FROM known_up_to WHERE known_up_to_on IS NOT NULL")
    return {row["kind"]: row["known_up_to_on"] for row in known}


def not_counted(filters: Filters) -> pd.DataFrame:
    """Return what the filters leave out of every total: concluded but unsigned, announced, or unclear.

    A text that was concluded is dropped from the day on which its pair signed a binding agreement.
    Columns of table agreement_list.
    """
    return ask(
        f"""
        SELECT * FROM agreement_list a
        WHERE NOT is_counted AND counts_from_on <= $as_of::DATE AND {conditions(Filters, FilterGroup.PARTIES, of=filters)}
            AND {NOT_SUPERSEDED}
        ORDER BY status, counts_from_on, buyer, host
        """,
        **filters.parameters(),
    )


def agreement(agreement_id: str) -> pd.DataFrame:
    """Return one agreement, counted or not; no row for an unknown id. Columns of table agreement_list."""
    return ask("SELECT * FROM agreement_list WHERE agreement_id = $agreement_id", agreement_id=agreement_id)


def claims(agreement_id: str) -> Rows:
    """Return all claims on one agreement in the order of precedence. Columns of table claim_list."""
    return ask_rows(
        "SELECT * FROM claim_list WHERE agreement_id = $agreement_id ORDER BY field, precedence",
        agreement_id=agreement_id,
    )


def eligibility(buyer_iso3: str, host_iso3: str) -> pd.DataFrame:
    """Return what a buyer accepts from a host, or no row. Columns of table eligibility, with publisher, source_title."""
    return ask(
        """
        SELECT *, source_publisher AS publisher FROM eligibility_list
        WHERE buyer_iso3 = $buyer_iso3 AND host_iso3 = $host_iso3
        """,
        buyer_iso3=buyer_iso3,
        host_iso3=host_iso3,
    )


def nearest_published_total(filters: Filters) -> pd.DataFrame:
    """Return the published number of pairs whose day is closest to the as-of day, with ours for its own day; one from
    its own publisher before one that is known at second hand.

    One row or none: total_id, publisher, metric, as_of, value, source_url, source_title, counting_rule, and of table
    reconciliation ours, ours_at_first and difference, under the rule that comes closest to theirs. None when the
    filters choose hosts or several buyers: nobody publishes such a total.
    """
    return ask(
        """
        SELECT t.total_id, t.publisher, t.metric, t.as_of, t.as_of_until_on, t.value, t.counting_rule::VARCHAR AS counting_rule,
            t.source_title, t.source_url, t.ours, t.ours_at_first, t.difference
        FROM reconciliation t
        WHERE t.measure = 'pairs' AND t.ours IS NOT NULL AND t.host_iso3 IS NULL
            AND NOT $is_of_hosts
            AND CASE len($buyers::VARCHAR[])
                WHEN 0 THEN t.buyer_iso3 IS NULL WHEN 1 THEN t.buyer_iso3 = $buyers[1] ELSE false END
        ORDER BY coalesce(t.confidence, 'A') <> 'A', abs(date_diff('day', t.as_of_until_on, $as_of::DATE)), t.total_id
        LIMIT 1
        """,
        is_of_hosts=bool(narrowed(filters, FilterGroup.HOSTS)),
        **filters.parameters(),
    )


def sources() -> pd.DataFrame:
    """Return every publication behind the data. Columns of table sources."""
    return ask("SELECT * FROM sources ORDER BY publisher, title")
