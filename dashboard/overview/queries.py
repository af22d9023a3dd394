"""What the questions of the front page ask of the warehouse beside what other rooms already ask."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.core.warehouse import ask


def authorised(as_of: date) -> pd.DataFrame:
    """Return the authorised credits of a day by host, most first: host_iso3, host, quantity_tco2e, for_ndc_tco2e and source_publisher."""
    return ask(
        """
        SELECT host_iso3, host, sum(quantity_tco2e) AS quantity_tco2e, any_value(source_publisher) AS source_publisher,
            coalesce(sum(quantity_tco2e) FILTER (WHERE is_for_ndc), 0) AS for_ndc_tco2e
        FROM block_list WHERE is_summed AND counts_from_on <= $as_of::DATE
        GROUP BY host_iso3, host ORDER BY quantity_tco2e DESC, host
        """,
        as_of=as_of,
    )


def definitions() -> pd.DataFrame:
    """Return what letters call a first transfer, the most frequent first: definition, letters, hosts and source_publisher."""
    return ask("""
        SELECT first_transfer_definition AS definition, count(*) AS letters, count(DISTINCT host_iso3) AS hosts,
            any_value(source_publisher) AS source_publisher
        FROM letter_list WHERE first_transfer_definition IS NOT NULL
        GROUP BY first_transfer_definition ORDER BY letters DESC, definition
    """)


def eligible() -> pd.DataFrame:
    """Return whose lists of eligible activities were found: buyer, hosts and source_publisher."""
    return ask("""
        SELECT p.short_name AS buyer, count(DISTINCT host_iso3) AS hosts, any_value(source_publisher) AS source_publisher
        FROM eligibility_list e JOIN party_list p ON p.iso3 = e.buyer_iso3 GROUP BY p.short_name ORDER BY hosts DESC, buyer
    """)


def paid() -> pd.DataFrame:
    """Return the prices of ITMOs that somebody observed, no leads and no forecasts: low, high, currency and source_publisher."""
    return ask("""
        SELECT currency, low, coalesce(high, low) AS high, source_publisher FROM price_list
        WHERE role = 'itmo_price' AND kind = 'observed' AND unit = 'per_tco2e' AND NOT is_lead AND currency IS NOT NULL
        ORDER BY price_id
    """)


def waits() -> pd.DataFrame:
    """Return the days from a project's registration to its first issuance, where both are known to the day: project_id, days, source_publisher."""
    return ask("""
        SELECT p.project_id, min(e.event_until_on) - p.registered_on::DATE AS days, any_value(p.source_publisher) AS source_publisher
        FROM project_list p JOIN event_projects USING (project_id) JOIN event_list e USING (event_id)
        WHERE p.is_counted AND e.event = 'issuance' AND NOT e.is_lead AND length(p.registered_on) = 10 AND length(e.event_on) = 10
        GROUP BY p.project_id, p.registered_on HAVING days >= 0 ORDER BY p.project_id
    """)


def authorities() -> pd.DataFrame:
    """Return one row: how many Parties UNEP CCC lists (parties), and how many of them with a national authority (named)."""
    return ask("""
        SELECT count(*) AS parties, count(*) FILTER (WHERE said = 'yes') AS named FROM country_facts WHERE fact = 'national_authority'
    """)


def conditional() -> pd.DataFrame:
    """Return one row: how many Parties have their NDC target here (parties), and how many of them with a condition (conditional)."""
    return ask("""
        SELECT count(DISTINCT iso3) AS parties, count(DISTINCT iso3) FILTER (WHERE conditionality <> 'unconditional') AS conditional
        FROM ndc_target_list
    """)


def read_so_far() -> pd.DataFrame:
    """Return one row: how many reports to the UNFCCC (reports) and how many actions of annual reports (actions) the data hold."""
    return ask("""
        SELECT (SELECT count(*) FROM platform_documents) AS reports, (SELECT count(*) FROM reported_actions) AS actions
    """)
