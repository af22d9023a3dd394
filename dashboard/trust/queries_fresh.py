"""Questions on how fresh the facts are: up to when each kind is known, and in which publications it was read."""

from __future__ import annotations

from dashboard.core.records import Rows
from dashboard.core.warehouse import ask_rows


def publications(kinds: tuple[str, ...]) -> Rows:
    """Return the publications that facts of some kinds name: kind, source_id, publisher, published_on, read_on, checked_on, has_news."""
    return ask_rows(
        """
        SELECT n.kind, a.source_id, a.publisher, a.published_on, a.read_on, a.checked_on, a.has_news
        FROM fact_sources n JOIN source_ages a USING (source_id)
        WHERE list_contains($kinds::VARCHAR[], n.kind) ORDER BY n.kind, a.source_id
        """,
        kinds=kinds,
    )


def known_until() -> Rows:
    """Return up to when each kind is known. Columns of table fact_days."""
    return ask_rows("FROM fact_days")
