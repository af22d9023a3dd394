"""Questions on where figures come from and how they compare with others': one function each."""

from __future__ import annotations

import pandas as pd

from dashboard.core.warehouse import ask


def reconciliation() -> pd.DataFrame:
    """Return every published total beside ours of its own day. Columns of table reconciliation."""
    return ask("""
        SELECT * REPLACE (counting_rule::VARCHAR AS counting_rule) FROM reconciliation
        ORDER BY publisher, as_of_until_on DESC NULLS LAST, total_id
    """)


def members() -> pd.DataFrame:
    """Return the rows of the Atlas behind its own figure for each published total, with the publication of each.

    Columns of table reconciliation_members, source_id, confidence and source_url.
    """
    return ask("""
        SELECT m.*, e.source_id, e.confidence, e.source_url
        FROM reconciliation_members m LEFT JOIN (
            SELECT row_kind, row_id, arg_min(source_id, rank) AS source_id, arg_min(source_url, rank) AS source_url,
                min(confidence) AS confidence
            FROM (SELECT *, precedence + 100 * (NOT is_chosen)::INT + 10 * (field <> 'signed_on')::INT AS rank FROM evidence)
            GROUP BY ALL
        ) e USING (row_kind, row_id)
        ORDER BY m.total_id, m.known_from_on, m.label
    """)


def differences() -> pd.DataFrame:
    """Return the rows that only one side of a comparison has. Columns of table reconciliation_differences."""
    return ask("SELECT * FROM reconciliation_differences ORDER BY total_id, side, label")


def witnesses() -> pd.DataFrame:
    """Return what our two witnesses say of each agreement. Columns of table witness_comparison."""
    return ask("SELECT * FROM witness_comparison ORDER BY buyer, host, agreement_id")
