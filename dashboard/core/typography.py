"""Type as print sets it, in all that a page says: data, code and pages of others have straight apostrophes and CO2 on one line.

Addresses, keys, code, titles of publications, and cells that hold data stay as they are; so do the rows of every extract.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard.core.content import (
    Chart,
    Entry,
    Finding,
    Group,
    Heading,
    Link,
    Links,
    Listing,
    Page,
    Pick,
    Say,
    Share,
    Table,
    Tile,
    Tiles,
)
from dashboard.core.forms.typography import typeset
from dashboard.core.ranking import Ranked, Ranking
from dashboard.core.rewording import reworded

_WORDS: dict[type, tuple[str, ...]] = {
    Say: ("text", "lead", "aside"), Heading: ("text",), Link: ("words",), Group: ("title", "fold"), Chart: ("title",),
    Finding: ("title", "drawn", "drawn_on_phone", "sources"), Tile: ("label", "value", "note", "link"), Share: ("text",),
    Table: ("fold", "missing"), Entry: ("text", "lead", "notes"), Pick: ("label", "placeholder", "problem"), Ranking: ("title", "meaning", "heads"), Tiles: ("labels", "notes"),
    Ranked: ("name",),
}  # fmt: skip
_PARTS: dict[type, tuple[str, ...]] = {
    Group: ("blocks",), Finding: ("charts", "notes", "beside", "table"), Chart: ("table",), Entry: ("link",), Links: ("links",), Listing: ("entries",), Tiles: ("more",),
    Ranking: ("lines",),
}  # fmt: skip


def typeset_page(page: Page) -> Page:
    """Return a page whose words are set as in print."""
    return replace(
        page,
        blocks=tuple(map(_set, page.blocks)),
        heading=typeset(page.heading),
        description=typeset(page.description),
        problems=tuple(map(typeset, page.problems)),
    )


def _set(block: Any) -> Any:
    more: dict[str, Any] = {}
    if isinstance(block, Table) and block.is_of_words:
        more["rows"] = _in_cells(block.rows)
    if isinstance(block, Pick):
        more["labels"] = {key: typeset(words) for key, words in block.labels.items()}
    return reworded(block, ((_WORDS, typeset),), _PARTS, _set, typeset, more)


def _in_cells(rows: Any) -> pd.DataFrame | Sequence[dict[str, Any]] | Callable[[], pd.DataFrame]:
    """Return rows of words with their cells set; those that are only asked for when somebody looks, when they are asked for."""
    if callable(rows):
        return lambda: _frame(rows())
    return _frame(rows) if isinstance(rows, pd.DataFrame) else [_row(row) for row in rows]


def _frame(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.map(_cell)


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _cell(value) for name, value in row.items()}


def _cell(value: Any) -> Any:
    return typeset(value) if isinstance(value, str) else value
