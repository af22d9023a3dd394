"""Questions on agreements: one function each."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.core.choices import Filters
from dashboard.core.fields import FilterGroup, conditions, narrowed
from dashboard.core.records import Rows
from dashboard.core.warehouse import ask, ask_rows

_PLACE = conditions(Filters, FilterGroup.PARTIES)
_CHOSEN = conditions(Filters, FilterGroup.AGREEMENTS)
# What was in force on an earlier day is another state than today's; what shows the use may be younger than that day. What is in no
# total has no state by day, and keeps that of the edition. Of each pair: the projects known and the tonnes issued by then.
ON_DAY = """
    WITH today AS (SELECT $as_of::DATE AS day, $as_of::DATE >= edition_on AS is_now FROM edition),
    states AS (
        SELECT a.* REPLACE (
                CASE WHEN status = 'in_force' AND last_possible_day(in_force_on) > day THEN 'signed' ELSE status END AS status,
                CASE WHEN is_counted THEN force_state(status, in_force_on, valid_until, in_use_from_on, is_looked_up, enters_into_force, day)
                    ELSE in_force_state END AS in_force_state,
                CASE WHEN is_now OR NOT is_counted THEN in_use_shown_by END AS in_use_shown_by)
        FROM agreement_list a CROSS JOIN today WHERE counts_from_on <= day
    ),
    pair_projects AS (
        SELECT buyer_iso3, host_iso3, count(*) AS project_count FROM project_list CROSS JOIN today
        WHERE is_counted AND (is_now OR first_step_on <= day) GROUP BY ALL
    ),
    pair_issued AS (
        SELECT buyer_iso3, host_iso3, count(*) AS events, count(*) FILTER (NOT is_lead AND is_alternative_of IS NULL) AS confirmed,
            bool_or(coalesce(quantity_word = 'not published', false)) AS is_withheld,
            sum(quantity_tco2e) FILTER (is_summed AND unit_kind IS DISTINCT FROM 'itmo') AS jcm_issued_tco2e,
            sum(quantity_tco2e) FILTER (is_summed AND unit_kind = 'itmo') AS itmo_issued_tco2e
        FROM event_list CROSS JOIN today WHERE event = 'issuance' AND event_until_on <= day GROUP BY ALL
    ),
    on_day AS (
        SELECT a.* REPLACE (
                CASE WHEN is_counted THEN force_words(in_force_state, in_force_on, valid_until) ELSE in_force_words END AS in_force_words),
            coalesce(p.project_count, 0) AS project_count, e.jcm_issued_tco2e, e.itmo_issued_tco2e,
            coalesce(e.confirmed, 0) AS issuance_count,
            CASE WHEN e.jcm_issued_tco2e IS NULL AND e.itmo_issued_tco2e IS NULL THEN missing_word(true, e.events, e.confirmed, coalesce(e.is_withheld, false)) END AS issued_word
        FROM states a LEFT JOIN pair_projects p USING (buyer_iso3, host_iso3) LEFT JOIN pair_issued e USING (buyer_iso3, host_iso3)
    )
"""
# A text that was concluded is dropped from the day on which its pair signed a binding agreement.
NOT_SUPERSEDED = """
    NOT EXISTS (
        FROM agreement_list s WHERE s.is_counted AND s.counting_rule = 'binding' AND s.buyer_iso3 = a.buyer_iso3
            AND s.host_iso3 = a.host_iso3 AND s.counts_from_on <= $as_of::DATE AND a.status = 'concluded_not_signed')
"""


def edition() -> date:
    """Return the day of this edition of the data: the newest day on which a source was read."""
    day: date = ask("SELECT edition_on FROM edition")["edition_on"].iloc[0].date()
    return day


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

    Columns of table agreement_list, and of the pair: project_count (activities known by the as-of day) jcm_issued_tco2e,
    itmo_issued_tco2e (issued by the as-of day, as far as traced), issuance_count and issued_word (why neither is known). `status`,
    `in_force_state` and `in_force_words` are those of the as-of day; `in_use_shown_by` is empty on an earlier day than the edition's.
    """
    return ask(
        f"{ON_DAY} SELECT * FROM on_day WHERE is_counted AND {_CHOSEN} ORDER BY signed_until_on DESC NULLS LAST, buyer, host",
        **filters.parameters(),
    )


def jcm_buyers() -> tuple[str, ...]:
    """Return the buyers with an agreement of the JCM, by code."""
    return tuple(ask("SELECT DISTINCT buyer_iso3 FROM agreements WHERE mechanism = 'JCM' ORDER BY 1")["buyer_iso3"])


def known_on() -> dict[str, date]:
    """Return the day up to which facts of a kind are known, by kind (table known_up_to)."""
    known = ask("SELECT kind, known_up_to_on FROM known_up_to WHERE known_up_to_on IS NOT NULL")
    return {kind: day.date() for kind, day in zip(known["kind"], known["known_up_to_on"], strict=True)}


def not_counted(filters: Filters) -> pd.DataFrame:
    """Return what the filters leave out of every total: concluded but unsigned, announced, or unclear.

    A text that was concluded is dropped from the day on which its pair signed a binding agreement.
    Columns of table agreement_list.
    """
    return ask(
        f"""
        SELECT * FROM agreement_list a
        WHERE NOT is_counted AND counts_from_on <= $as_of::DATE AND {_PLACE}
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
