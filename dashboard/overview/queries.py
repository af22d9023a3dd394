"""What the questions of the front page ask of the warehouse beside what other rooms already ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from dashboard.core.warehouse import Row, ask, ask_rows


def signed(as_of: date) -> tuple[Row, ...]:
    """Return the agreements that count by the edition's day, newest first: buyer, host, counting_rule, in_force_state, in_force_on, signed_on,
    signed_until_on and source_publisher."""
    return ask_rows(
        """
        SELECT buyer, host, counting_rule::VARCHAR AS counting_rule, in_force_state, in_force_on, signed_on, signed_until_on, source_publisher
        FROM agreement_list WHERE is_counted AND counts_from_on <= $as_of::DATE ORDER BY signed_until_on DESC NULLS LAST, buyer, host
        """,
        as_of=as_of,
    )


def authorised(as_of: date) -> tuple[Row, ...]:
    """Return the authorised credits of a day by host, most first: host_iso3, host, quantity_tco2e, for_ndc_tco2e and source_publisher."""
    return ask_rows(
        """
        SELECT host_iso3, host, sum(quantity_tco2e) AS quantity_tco2e, any_value(source_publisher) AS source_publisher,
            coalesce(sum(quantity_tco2e) FILTER (WHERE is_for_ndc), 0) AS for_ndc_tco2e
        FROM block_list WHERE is_summed AND counts_from_on <= $as_of::DATE
        GROUP BY host_iso3, host ORDER BY quantity_tco2e DESC, host
        """,
        as_of=as_of,
    )


def definitions() -> tuple[Row, ...]:
    """Return what letters call a first transfer, the most frequent first: definition, letters, hosts and source_publisher."""
    return ask_rows("""
        SELECT first_transfer_definition AS definition, count(*) AS letters, count(DISTINCT host_iso3) AS hosts,
            any_value(source_publisher) AS source_publisher
        FROM letter_list WHERE first_transfer_definition IS NOT NULL
        GROUP BY first_transfer_definition ORDER BY letters DESC, definition
    """)


def eligible() -> tuple[Row, ...]:
    """Return whose lists of eligible activities were found: buyer, hosts and source_publisher."""
    # A buyer and a host have one row.
    return ask_rows("""
        SELECT p.short_name AS buyer, count(*) AS hosts, any_value(source_publisher) AS source_publisher
        FROM eligibility_list e JOIN party_list p ON p.iso3 = e.buyer_iso3 GROUP BY p.short_name ORDER BY hosts DESC, buyer
    """)


def paid() -> tuple[Row, ...]:
    """Return the prices of ITMOs that somebody observed, no leads and no forecasts: low, high, currency and source_publisher."""
    return ask_rows("""
        SELECT currency, low, coalesce(high, low) AS high, source_publisher FROM price_list
        WHERE role = 'itmo_price' AND kind = 'observed' AND unit = 'per_tco2e' AND NOT is_lead AND currency IS NOT NULL
        ORDER BY price_id
    """)


def waits() -> tuple[Row, ...]:
    """Return the days from a project's registration to its first issuance, where both are known to the day: project_id, days, source_publisher."""
    return ask_rows("""
        SELECT p.project_id, min(e.event_until_on) - p.registered_on::DATE AS days, any_value(p.source_publisher) AS source_publisher
        FROM project_list p JOIN event_coverage USING (project_id) JOIN event_list e USING (event_id)
        WHERE p.is_counted AND e.event = 'issuance' AND NOT e.is_lead AND length(p.registered_on) = 10 AND length(e.event_on) = 10
        GROUP BY p.project_id, p.registered_on HAVING days >= 0 ORDER BY p.project_id
    """)


def authorities() -> Row:
    """Return how many Parties UNEP CCC lists (parties), and how many of them with a national authority (named)."""
    (row,) = ask_rows("""
        SELECT count(*) AS parties, count(*) FILTER (WHERE said = 'yes') AS named FROM country_facts WHERE fact = 'national_authority'
    """)
    return row


def conditional() -> Row:
    """Return how many Parties have their NDC target here (parties), and how many of them with a condition (conditional)."""
    (row,) = ask_rows("""
        SELECT count(DISTINCT iso3) AS parties, count(DISTINCT iso3) FILTER (WHERE conditionality <> 'unconditional') AS conditional
        FROM ndc_target_list
    """)
    return row


def reports() -> tuple[Row, ...]:
    """Return what is known of reports and reviews of Parties: party, kind, is_read, is_lead, says_method and publisher."""
    return ask_rows("""
        SELECT p.short_name AS party, r.kind, r.is_read, is_lead_only(r.confidence) AS is_lead, r.accounting_method IS NOT NULL AS says_method,
            s.publisher
        FROM party_reports r JOIN party_list p USING (iso3) JOIN sources s ON s.source_id = r.source_id ORDER BY r.report_id
    """)


def rules() -> tuple[Row, ...]:
    """Return for which Parties a rule in force was found, by side and kind: side, party, rule_kind, kind. Leads and what is only announced are left out."""
    return ask_rows(
        "SELECT side, party, rule_kind, kind FROM rule_cells WHERE state = 'in_force' ORDER BY side, kind_order, party"
    )


def folded(texts: Sequence[str]) -> list[str]:
    """Return texts without case, accents, punctuation and small figures, as names are looked up (macro fold_name)."""
    # A text at a time: what is asked of the warehouse has no lists of any length.
    joined = ask(
        "SELECT fold_name(t) AS text FROM (SELECT unnest(string_split($texts, chr(31))) AS t)",
        texts=chr(31).join(texts).replace("₂", "2"),
    )
    return [str(text) for text in joined["text"]]


def to_be_found() -> pd.DataFrame:
    """Return what the search finds of the data: kind, label, note, page, parameter and value of its address, and names (folded)."""
    return ask("""
        SELECT 'Countries' AS kind, p.short_name AS label, p.region AS note, 'country' AS page, 'country' AS parameter, p.iso3 AS value,
            list(n.folded ORDER BY n.folded) AS names
        FROM party_list p JOIN party_names n USING (iso3) GROUP BY ALL
        UNION ALL
        SELECT 'Agreements', buyer || ' and ' || host, instrument_label || coalesce(', ' || signed_on, ''), 'agreements', 'agreement',
            agreement_id, [fold_name(concat_ws(' ', buyer, host, instrument_label, mechanism, title, buyer_iso3, host_iso3))]
        FROM agreement_list
        UNION ALL
        SELECT 'Projects', title, concat_ws(', ', project_id, host, stage), 'project', 'project', project_id,
            [fold_name(concat_ws(' ', search_text, buyer))]
        FROM project_list
        UNION ALL
        SELECT 'Technologies and sectors', technology, count(*) || ' project' || plural_s(count(*)), 'projects',
            'words', technology, [folded || ' ' || also_called(folded)]
        FROM (SELECT any_value(technology ORDER BY technology) AS technology, fold_name(technology) AS folded FROM project_list WHERE is_counted GROUP BY folded HAVING folded <> '')
            JOIN (SELECT search_text FROM project_list WHERE is_counted)
            ON list_bool_and([contains(search_text, word) FOR word IN string_split(folded, ' ')])
        GROUP BY technology, folded
        UNION ALL
        SELECT 'Technologies and sectors', label, 'sector', 'projects', 'sector', sector_id,
            [fold_name(label || ' ' || description) || ' ' || also_called(fold_name(label || ' ' || description))]
        FROM sectors
        UNION ALL
        SELECT 'Technologies and sectors', label, 'stage of projects', 'projects', 'stage', stage_id, [fold_name(concat_ws(' ', label, document))] FROM stages
        UNION ALL
        SELECT 'Technologies and sectors', programme, 'programme', 'projects', 'programme', programme, [fold_name(programme)]
        FROM project_list WHERE is_counted GROUP BY programme
        UNION ALL
        SELECT 'Technologies and sectors', label, 'rules: ' || description, 'rules', 'kind', rule_kind, [fold_name(concat_ws(' ', label, description, rule_kind))]
        FROM rule_kinds
        UNION ALL
        SELECT 'Sources', publisher, count(*) || ' publication' || plural_s(count(*)) || ' behind the data', 'method', '', '',
            [fold_name(publisher) || ' ' || also_called(fold_name(publisher))]
        FROM sources GROUP BY publisher
        ORDER BY kind, label, value
    """)
