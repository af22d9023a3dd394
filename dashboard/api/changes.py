"""What changed in the data, cell by cell, as the record of releases has it: new, found late, corrected or removed."""

from __future__ import annotations

from functools import lru_cache

from dashboard.api import catalogue
from dashboard.api.asking import Query
from dashboard.api.catalogue import Column, Relation
from dashboard.api.rows import Rows
from dashboard.api.rows import rows as of_relation
from dashboard.core.warehouse import build_id
from dashboard.trust.queries_news import CHANGES

WORDS = {
    "kind": "news (it happened after the edition before), late (it had happened, and was found now), undated, corrected, or removed",
    "label": "What the changed row is about; its key where it is gone or has no name",
    "page": "Page of the Atlas on the row; empty where there is none",
    "buyer_iso3": "Buyer of the row, where it has one",
    "host_iso3": "Host of the row, where it has one",
    "edition_on": "Day of the edition that the release recorded",
}
TITLE = "Changed cells of each release. Of a table in which very many rows changed only the first are listed; release_tables counts all"
WHERE = {
    "since": "edition_on > $since::DATE",
    "buyer": "list_contains($buyers::VARCHAR[], buyer_iso3)",
    "host": "list_contains($hosts::VARCHAR[], host_iso3)",
}


def rows(query: Query, seconds: float) -> Rows:
    """Return the changed cells that an address asks for. Raises ProblemError for what can't be honoured."""
    return of_relation(relation(), query, seconds)


def relation() -> Relation:
    """Return the record as rows that can be asked for."""
    return _relation(build_id())


@lru_cache(maxsize=2)
def _relation(build: str) -> Relation:
    known = {one.name: one for one in catalogue.table("release_changes").columns}
    columns = tuple(
        Column(name, kind, WORDS.get(name) or known[name].comment) for name, kind in catalogue.typed(CHANGES)
    )
    return Relation(
        "changes",
        TITLE,
        CHANGES,
        columns,
        ("edition_on", "release_id", "table_name", "kind", "row_key", "column_name"),
        tuple(WHERE),
        WHERE,
        is_plain=False,
    )
