"""Questions on what stands behind one row, and on who says otherwise: one function each."""

from __future__ import annotations

import pandas as pd

from dashboard.core.warehouse import ask


def evidence(row_kind: str, row_id: str) -> pd.DataFrame:
    """Return what every source says of one row, in the order of precedence. Columns of table evidence."""
    return ask(
        "SELECT * FROM evidence WHERE row_kind = $row_kind AND row_id = $row_id ORDER BY precedence, field, value",
        row_kind=row_kind,
        row_id=row_id,
    )


def verifications(row_kind: str, row_id: str) -> pd.DataFrame:
    """Return the pages that were read to check one row, oldest check first. Columns of table verification_list."""
    return ask(
        "SELECT * FROM verification_list WHERE row_kind = $row_kind AND row_id = $row_id",
        row_kind=row_kind,
        row_id=row_id,
    )


def others() -> pd.DataFrame:
    """Return how many publications speak of each row, and who gives another value than the one in use.

    row_kind, row_id, publications, rated (the best confidence), and says_otherwise (publishers with what they say; NULL where nobody differs). A date
    that is only coarser or finer is no other value; disagreements on agreements follow table agreement_disagreements.
    """
    return ask("""
        WITH other AS (
            SELECT DISTINCT e.row_kind, e.row_id, e.publisher || ': ' || e.value AS said
            FROM evidence e JOIN evidence c USING (row_kind, row_id, field)
            WHERE c.is_chosen AND NOT e.is_chosen AND e.row_kind IN ('project', 'event') AND field NOT IN ('title', 'stage_raw')
                AND NOT starts_with(e.value, c.value) AND NOT starts_with(c.value, e.value)
            UNION ALL
            SELECT row_kind, row_id, publisher || ': ' || value FROM evidence
            WHERE NOT is_chosen AND row_kind IN ('target', 'progress')
            UNION ALL
            SELECT 'agreement', agreement_id, said FROM agreement_disagreements
        )
        SELECT row_kind, row_id, count(DISTINCT source_id) AS publications, min(confidence) AS rated,
            (SELECT string_agg(said, '; ' ORDER BY said) FROM other o WHERE o.row_kind = e.row_kind AND o.row_id = e.row_id)
                AS says_otherwise
        FROM evidence e GROUP BY row_kind, row_id
    """)


def event(event_id: str) -> pd.DataFrame:
    """Return one event, or no row for an unknown id. Columns of table event_list."""
    return ask("SELECT * FROM event_list WHERE event_id = $event_id", event_id=event_id)
