"""Questions on what releases changed: one row a changed cell, with the Parties, the name and the page of its row."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.core.warehouse import ask

# The tenth release of an edition is newer than its ninth.
_NEWEST = "edition_on DESC, length(release_id) DESC, release_id DESC"
# Parties, name and page of the rows of today. Of a row that is gone its last cells tell the Parties, and its key is its name.
CHANGES = """
    WITH called AS (
        SELECT 'agreements' AS table_name, agreement_id AS key, buyer_iso3, host_iso3,
            buyer || ' and ' || host || ', ' || instrument_label AS label, 'agreements?agreement=' || agreement_id AS page FROM agreement_list
        UNION ALL SELECT 'claims', agreement_id, buyer_iso3, host_iso3, buyer || ' and ' || host || ', ' || instrument_label,
            'agreements?agreement=' || agreement_id FROM agreement_list
        UNION ALL SELECT 'projects', project_id, buyer_iso3, host_iso3, title || ' (' || host || ')', 'project?project=' || project_id FROM project_list
        UNION ALL SELECT 'milestones', m.milestone_id, p.buyer_iso3, p.host_iso3, p.title || ' (' || p.host || ')',
            'project?project=' || p.project_id FROM milestones m JOIN project_list p USING (project_id)
        UNION ALL SELECT 'events', event_id, buyer_iso3, host_iso3, coalesce(project, host) || ', ' || replace(event, '_', ' '),
            'rows?figure=ledger&row=' || event_id FROM event_list
        UNION ALL SELECT 'targets', target_id, buyer_iso3, NULL, buyer || ': ' || metric, 'targets' FROM target_list
        UNION ALL SELECT 'target_progress', progress_id, buyer_iso3, NULL, coalesce(buyer || ': ', '') || metric, 'targets' FROM target_progress_list
        UNION ALL SELECT 'rules', rule_id, CASE WHEN side = 'buyer' THEN party_iso3 END, CASE WHEN side = 'host' THEN party_iso3 END,
            party || ': ' || kind, 'rules' FROM rule_list
        UNION ALL SELECT 'authorised_blocks', block_id, NULL, host_iso3, title || ' (' || host || ')',
            'rows?figure=authorised_credits&row=' || block_id FROM block_list
    ),
    cells AS (
        SELECT release_id, table_name, row_key, max(coalesce(old_value, new_value)) FILTER (column_name = 'buyer_iso3') AS buyer_iso3,
            max(coalesce(old_value, new_value)) FILTER (column_name = 'host_iso3') AS host_iso3
        FROM release_changes GROUP BY ALL
    )
    SELECT c.release_id, r.edition_on, c.kind, c.table_name, c.row_key, coalesce(n.label, c.row_key) AS label,
        coalesce(n.buyer_iso3, s.buyer_iso3) AS buyer_iso3, coalesce(n.host_iso3, s.host_iso3) AS host_iso3,
        c.change, c.column_name, c.old_value, c.new_value, n.page
    FROM release_changes c JOIN releases r USING (release_id) JOIN cells s USING (release_id, table_name, row_key)
        LEFT JOIN called n ON n.table_name = c.table_name AND n.key = split_part(c.row_key, '|', 1)
"""


def changes(since: date | None = None) -> pd.DataFrame:
    """Return the changed cells of all releases whose edition is later than a day, newest release first: release_id, edition_on, kind
    (news, late, undated, corrected, removed), table_name, row_key, label, buyer_iso3, host_iso3, change, column_name, old_value, new_value,
    page (None where no page is on the row)."""
    return ask(
        f"SELECT * FROM ({CHANGES}) WHERE edition_on > $since::DATE ORDER BY {_NEWEST}, table_name, kind, row_key, column_name",
        since=since or date.min,
    )


def changes_in(release_id: str) -> pd.DataFrame:
    """Return the changed cells that one release lists, by table. Columns as in changes()."""
    return ask(
        f"SELECT * FROM ({CHANGES}) WHERE release_id = $id ORDER BY table_name, kind, row_key, column_name",
        id=release_id,
    )


def newest() -> tuple[str, date] | None:
    """Return the newest release and the day of its edition; None before the first one is recorded."""
    found = ask(f"SELECT release_id, edition_on FROM releases ORDER BY {_NEWEST} LIMIT 1")
    return None if found.empty else (str(found["release_id"].iloc[0]), found["edition_on"].iloc[0].date())
