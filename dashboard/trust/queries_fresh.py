"""Questions on how fresh the facts are: up to when each kind is known, and in which publications it was read."""

from __future__ import annotations

from dashboard.core.records import Rows
from dashboard.core.warehouse import ask_rows


def publications(kinds: tuple[str, ...]) -> Rows:
    """Return the publications that facts of some kinds name: kind, source_id, publisher, published_on, read_on, checked_on, has_news."""
    return ask_rows(
        """
        SELECT kind, source_id, publisher, published_on, read_on, checked_on, has_news
        FROM fact_sources WHERE list_contains($kinds::VARCHAR[], kind) ORDER BY kind, source_id
        """,
        kinds=kinds,
    )


def known_until() -> Rows:
    """Return up to when each kind is known. Columns of table fact_days."""
    return ask_rows("FROM fact_days")
