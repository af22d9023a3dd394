"""Questions on one country, one pair of countries and the network between them.

Agreements, projects and events of a place are asked once, with no more columns than its page reads, and by the rules of the rooms that they
belong to; the filters made here lead to the same rows elsewhere.
"""

from __future__ import annotations

import pandas as pd

from dashboard.agreements import queries
from dashboard.core.choices import IS_COUNTED_UNDER, Filters
from dashboard.core.fields import FilterGroup, conditions, without
from dashboard.core.records import Row, Rows
from dashboard.core.warehouse import ask, ask_rows
from dashboard.places import network

# What pages and briefs read of agreements, projects and events.
_AGREEMENT = """
    agreement_id, buyer_iso3, buyer, host_iso3, host, title, instrument_label, instrument_order, counting_rule, status, is_counted,
    is_disputed, differ_on, confidence, signed_on, signed_from_on, signed_until_on, signed_on_precision, counts_from_on, in_force_state,
    in_force_words, in_force_source, in_force_url, in_use_shown_by, source_id, source_publisher, source_url, project_count,
    issuance_count, jcm_issued_tco2e, itmo_issued_tco2e, issued_word
"""
_PROJECT = """
    a.project_id, a.buyer_iso3, a.buyer, a.host_iso3, a.host, a.title, a.sector, a.stage_id, a.stage, a.stage_order, a.is_on_ladder, a.expected_tco2e_per_year, a.expected_tco2e_total, a.expected_period, a.issued_tco2e,
    a.issued_word, a.transferred_tco2e, a.transferred_word, a.issuance_count, a.is_counted, a.is_lead, a.left_out_because, a.source_id,
    a.source_publisher, a.source_url
"""
_EVENT = """
    a.event_id, a.project_id, a.project, a.buyer_iso3, a.buyer, a.host_iso3, a.host, a.event, a.event_on, a.event_until_on, a.unit_kind,
    a.quantity_tco2e, a.quantity_word, a.quantity_kind, a.is_summed, a.is_lead, a.is_unconfirmed, a.is_alternative_of, a.source_id,
    a.source_publisher, a.source_url, a.amount_publisher
"""
_PAIRS = "SELECT buyer_iso3, buyer, host_iso3, host FROM pair_list ORDER BY buyer, host"
_AROUND = "(a.buyer_iso3 = $buyer_iso3 OR a.host_iso3 = $host_iso3)"


def as_host(iso3: str, chosen: Filters) -> Filters:
    """Return the filters for all that a Party does as host, by the rule and on the day of the chosen ones."""
    return Filters(chosen.as_of, hosts=(iso3,), rule=chosen.rule)


def as_buyer(iso3: str, chosen: Filters) -> Filters:
    """Return the filters for all that a Party does as buyer, by the rule and on the day of the chosen ones."""
    return Filters(chosen.as_of, buyers=(iso3,), rule=chosen.rule)


def of_pair(buyer_iso3: str, host_iso3: str, chosen: Filters) -> Filters:
    """Return the filters for all that a buyer and a host do together, by the rule and on the day of the chosen ones."""
    return Filters(chosen.as_of, buyers=(buyer_iso3,), hosts=(host_iso3,), rule=chosen.rule)


def agreements(buyer_iso3: str, host_iso3: str, chosen: Filters) -> pd.DataFrame:
    """Return the agreements of a buyer with anyone and of a host with anyone (a Party in both roles is asked for as both), counted by the
    chosen rule or shown apart (`is_counted`), newest first; as dashboard.agreements.queries has them on the chosen day."""
    return ask(
        f"""
        SELECT {_AGREEMENT} FROM {queries.on_day("agreements", chosen.as_of)} a
        WHERE {_AROUND} AND CASE WHEN is_counted THEN {IS_COUNTED_UNDER.format(at="")}
            ELSE {queries.NOT_SUPERSEDED} END
        ORDER BY signed_until_on DESC NULLS LAST, buyer, host
        """,
        buyer_iso3=buyer_iso3,
        host_iso3=host_iso3,
        as_of=chosen.as_of,
        rule=chosen.rule,
    )


def projects(buyer_iso3: str, host_iso3: str, chosen: Filters) -> pd.DataFrame:
    """Return the projects of a buyer and those of a host, in counts or left out of them (`is_counted`), largest expected volume first;
    as dashboard.projects.queries has them on the chosen day."""
    return ask(
        f"""
        SELECT {_PROJECT} FROM {queries.on_day("projects", chosen.as_of)} a WHERE {_AROUND}
        ORDER BY expected_tco2e_per_year DESC NULLS LAST, project_id
        """,
        buyer_iso3=buyer_iso3,
        host_iso3=host_iso3,
        as_of=chosen.as_of,
    )


def events(buyer_iso3: str, host_iso3: str, chosen: Filters) -> pd.DataFrame:
    """Return the authorisations, issuances and first transfers of a buyer and those of a host by the chosen day, newest first; as
    dashboard.delivered.queries has them."""
    return ask(
        f"""
        SELECT {_EVENT} FROM event_list a WHERE {_AROUND} AND a.event_until_on <= $as_of::DATE
        ORDER BY a.event_on DESC NULLS LAST, a.event_id
        """,
        buyer_iso3=buyer_iso3,
        host_iso3=host_iso3,
        as_of=chosen.as_of,
    )


def label_points() -> pd.DataFrame:
    """Return where each Party stands on a map: iso3, short_name, x_km, y_km (Equal Earth)."""
    return ask("SELECT iso3, short_name, x_km, y_km FROM party_list")


def country(iso3: str) -> pd.DataFrame:
    """Return one Party with the newest year of each series, or no row for an unknown code. Columns of table country_list."""
    return ask("SELECT * FROM country_list WHERE iso3 = $iso3", iso3=iso3)


def party(iso3: str) -> Row:
    """Return the same as a plain row, of a known code."""
    (row,) = ask_rows("SELECT * FROM country_list WHERE iso3 = $iso3", iso3=iso3)
    return row


def country_years(iso3: str) -> pd.DataFrame:
    """Return emissions, electricity, inhabitants and GDP of one Party by year. Columns of table country_years."""
    return ask("SELECT * FROM country_years WHERE iso3 = $iso3 ORDER BY year", iso3=iso3)


def ndc_targets(iso3: str) -> pd.DataFrame:
    """Return what a Party has put into its NDC in few words, newest first. Columns of table ndc_target_list."""
    return ask("SELECT * FROM ndc_target_list WHERE iso3 = $iso3 ORDER BY as_of DESC, source_id", iso3=iso3)


def carbon_prices(iso3: str) -> pd.DataFrame:
    """Return carbon taxes and emissions trading of one Party, those of its Union included. Columns of table
    carbon_price_list."""
    return ask("SELECT * FROM carbon_price_list WHERE iso3 = $iso3 ORDER BY is_of_union, instrument_id", iso3=iso3)


def context_sources() -> Rows:
    """Return the publication behind each block of a country page: block, source_id, publisher, title, url,
    published_on, licence. Blocks: co2, ghg, electricity, population, gdp, ndc, intention, participation, carbon_price."""
    return ask_rows("SELECT * FROM context_sources ORDER BY block")


def pair_names() -> Rows:
    """Return the same as plain rows."""
    return ask_rows(_PAIRS)


def pairs() -> pd.DataFrame:
    """Return every pair with an agreement, a project or an event: buyer_iso3, buyer, host_iso3, host, by name."""
    return ask(_PAIRS)


def moments(buyer_iso3: str, host_iso3: str, chosen: Filters) -> pd.DataFrame:
    """Return what happened between a buyer and a host by the as-of day, oldest first, undated last. Columns of table
    pair_moments, event_id of an event, and is_counted: False of a text that isn't signed, of an event that leads alone know, and of
    another figure for an event that stands already.

    kind is agreement, selection, registration, authorisation, issuance, first_transfer or milestone. On the day of the edition
    all that is known is there; on an earlier one an agreement from the day it counts from, all else from its last possible day.
    Agreements follow the counting rule; those in no total stand beside them whatever the rule.
    """
    return ask(
        f"""
        SELECT m.*, e.event_id, coalesce(a.is_counted, NOT e.is_apart, true) AS is_counted
        FROM pair_moments m CROSS JOIN edition LEFT JOIN agreement_list a USING (agreement_id) LEFT JOIN (
            SELECT event, source_id, project_id, event_on, quantity_tco2e, min(event_id) AS event_id,
                bool_or(is_lead OR is_alternative_of IS NOT NULL) AS is_apart
            FROM event_list WHERE buyer_iso3 = $buyer_iso3 AND host_iso3 = $host_iso3 GROUP BY ALL
        ) e ON e.event = m.kind AND e.source_id = m.source_id
            AND (e.project_id, e.event_on, e.quantity_tco2e) IS NOT DISTINCT FROM (m.project_id, m.moment_on, m.quantity_tco2e)
        WHERE m.buyer_iso3 = $buyer_iso3 AND m.host_iso3 = $host_iso3
            AND ($as_of::DATE >= edition_on OR coalesce(a.counts_from_on, moment_until_on) <= $as_of::DATE)
            AND (NOT coalesce(a.is_counted, false) OR {IS_COUNTED_UNDER.format(at="a.")})
        ORDER BY moment_until_on NULLS LAST, kind, what, project_id, agreement_id, event_id
        """,
        buyer_iso3=buyer_iso3,
        host_iso3=host_iso3,
        as_of=chosen.as_of,
        rule=chosen.rule,
    )


def parties(filters: Filters) -> pd.DataFrame:
    """Return the Parties that a choice leaves as hosts: iso3, short_name, region, is_ldc, is_sids, is_annex1, source_id, by name."""
    return ask(
        f"""
        SELECT iso3, short_name, region, is_ldc, is_sids, is_annex1, source_id
        FROM (SELECT *, iso3 AS host_iso3 FROM party_list) WHERE {conditions(Filters, FilterGroup.HOSTS, of=filters)} ORDER BY short_name
        """,
        **filters.parameters(),
    )


def crowding(filters: Filters, group: str = "all") -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return the Parties that the filters and a group leave, the counted agreements of those as hosts, and the Parties by
    their number of buyers (dashboard.places.network.crowding)."""
    everywhere = queries.agreements(without(filters, FilterGroup.HOSTS))
    active = set(everywhere["buyer_iso3"]) | set(everywhere["host_iso3"])
    shown = network.of_group(parties(filters), group)
    agreements = queries.agreements(filters)
    agreements = agreements[agreements["host_iso3"].isin(shown["iso3"])]
    return shown, agreements, network.crowding(agreements, shown, active)


def statistics() -> pd.DataFrame:
    """Return what the country pages show by year, one row a Party, series and year: country, iso3, block (of context_sources),
    label, unit, year, value, source_id."""
    return ask("SELECT *, NULL AS source_url FROM country_series ORDER BY country, block, label, year DESC")


def facts() -> pd.DataFrame:
    """Return what the country pages say in words and counts, one row a statement: country and the columns of table country_facts."""
    return ask("""
        SELECT p.short_name AS country, f.* FROM country_facts f JOIN party_list p USING (iso3)
        ORDER BY country, fact, as_of DESC, fact_id
    """)
