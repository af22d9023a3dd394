"""Rows of a relation as an address asks for them, with what has to be said beside them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dashboard.api import queries
from dashboard.api.asking import Asked, Page, Query, read
from dashboard.api.catalogue import Relation
from dashboard.api.formats import plain
from dashboard.core.choices import offered
from dashboard.core.records import as_dicts
from dashboard.core.warehouse import build_id

TERMS = "Facts from the publications named, each under its own terms (column licence of /api/v1/sources). Cite the Atlas with the day of the edition."


@dataclass(frozen=True)
class Rows:
    """A page of rows: the Arrow table, how many there are in all, the publications that they name, what was asked, and what they are."""

    name: str
    title: str
    table: Any
    total: int
    sources: dict[str, dict[str, Any]]
    page: Page
    read_as: dict[str, str]

    def as_data(self) -> dict[str, Any]:
        """Return it as the members of a JSON answer, without links."""
        return {
            "data": self.table.to_pylist(),
            "meta": {
                "name": self.name,
                "title": self.title,
                "count": self.table.num_rows,
                "total": self.total,
                "limit": self.page.limit,
                "offset": self.page.offset,
                "filters": self.read_as,
                **knowledge(),
            },
            "sources": self.sources,
        }


def knowledge() -> dict[str, Any]:
    """Return the state of knowledge that every answer tells: the edition, up to when each kind of fact is known, and the terms."""
    known = offered()
    return {
        "edition_on": known.edition_on,
        "content_hash": queries.content_hash(),
        "known_up_to": dict(sorted(known.known_on.items())),
        "terms": TERMS,
    }


def rows(relation: Relation, query: Query, seconds: float) -> Rows:
    """Return the rows that an address asks for. Raises ProblemError for what it can't, TooSlowError after so many seconds."""
    asked = read(relation, query)
    part = asked.page
    names = part.fields or tuple(one.name for one in relation.columns)
    has_source = relation.column("source_id") is not None
    cells = ", ".join(f'r."{name}"' for name in names) + (", r.source_id AS source_" if has_source else "")
    # To plan such a query takes longer than to run it: rows and their number come of one. Of a plain table a sort of a few is quicker.
    cells += "" if relation.is_plain else ", count(*) OVER () AS total_"
    values = asked.values | {"limit_": part.limit, "offset_": part.offset}
    found = queries.page(relation.sql, cells, _order(relation, part), asked.where, seconds, values)
    total = (
        found.column("total_")[0].as_py()
        if "total_" in found.column_names and found.num_rows
        else _total(relation, asked, seconds)
    )
    keys = tuple(sorted({key for key in found.column("source_").to_pylist() if key})) if has_source else ()
    table = plain(found.select(range(len(names))))
    return Rows(relation.name, relation.title, table, total, publications(keys), part, asked.read_as)


def publications(keys: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    """Return publications by their keys, as plain data."""
    known = _publications(build_id())
    return {key: known[key] for key in keys if key in known}


@lru_cache(maxsize=2)
def _publications(build: str) -> dict[str, dict[str, Any]]:
    found = queries.sources()
    found["retrieved_on"] = found["retrieved_on"].dt.strftime("%Y-%m-%d")
    return {row.pop("source_id"): row for row in as_dicts(found)}


def _order(relation: Relation, part: Page) -> str:
    said = [f'r."{name}" {"DESC" if falls else "ASC"} NULLS LAST' for name, falls in part.sort]
    return "ORDER BY " + ", ".join([*said, *(f'r."{name}"' for name in relation.key)])


def _total(relation: Relation, asked: Asked, seconds: float) -> int:
    return queries.total(relation.sql, asked.where, seconds, asked.values)
