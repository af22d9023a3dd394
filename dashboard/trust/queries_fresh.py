"""Questions on how fresh the facts are: up to when each kind is known, and in which publications it was read."""

from __future__ import annotations

from dashboard.core.records import Rows
from dashboard.core.warehouse import ask_rows

# A lead makes nothing fresh.
_NAMED = """
    SELECT 'agreement' AS kind, source_id FROM claim_list WHERE NOT is_lead
    UNION SELECT 'project', source_id FROM project_steps WHERE NOT is_lead
    UNION SELECT event, source_id FROM event_list WHERE NOT is_lead
    UNION SELECT 'authorised_unit', source_id FROM block_list WHERE NOT is_lead
    UNION SELECT 'target', source_id FROM target_list WHERE NOT is_lead
    UNION SELECT 'target', source_id FROM target_progress_list WHERE NOT is_lead
    UNION SELECT 'price', source_id FROM price_list WHERE NOT is_lead
    UNION SELECT 'rule', source_id FROM rule_list WHERE NOT is_unconfirmed
    UNION SELECT 'report', source_id FROM account_reports WHERE NOT is_lead
    UNION SELECT 'programme', source_id FROM programme_features WHERE NOT is_lead_only(confidence)
    UNION SELECT 'trade', source_id FROM trade_list
"""


def publications() -> Rows:
    """Return the publications by the kind of fact that names them: kind, source_id, publisher, published_on, read_on, checked_on, has_news."""
    return ask_rows(f"""
        SELECT n.kind, a.source_id, a.publisher, a.published_on, a.read_on, a.checked_on, a.has_news
        FROM ({_NAMED}) n JOIN source_ages a USING (source_id) ORDER BY n.kind, a.source_id
    """)


def known_until() -> Rows:
    """Return up to when each kind is known: kind, known_on (a day, month or year as text). Of rules it is the day of the newest page that gives
    one, of reports that of the newest report, of trade the last year with rows."""
    return ask_rows("""
        SELECT kind, known_up_to_on::VARCHAR AS known_on FROM known_up_to
        UNION ALL
        SELECT 'rule', arg_max(published_on, first_possible_day(published_on)) FROM rule_list WHERE NOT is_unconfirmed
        UNION ALL
        SELECT 'report', arg_max(submitted_on, first_possible_day(submitted_on)) FROM account_reports WHERE NOT is_lead
        UNION ALL
        SELECT 'trade', max(year)::VARCHAR FROM trade_list
    """)
