"""Apostrophes as print sets them, in all that a page says: data, code and pages of others often have straight ones.

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
from dashboard.core.forms.apostrophe import curly
from dashboard.core.ranking import Ranked, Ranking

_WORDS: dict[type, tuple[str, ...]] = {
    Say: ("text", "lead", "aside"), Heading: ("text",), Link: ("words",), Group: ("title", "fold"), Chart: ("title",),
    Finding: ("title", "drawn", "drawn_on_phone", "sources"), Tile: ("label", "value", "note", "link"), Share: ("text",),
    Table: ("fold", "missing"), Entry: ("text", "lead"), Pick: ("label", "placeholder", "problem"), Ranking: ("title", "meaning"),
    Ranked: ("name",),
}  # fmt: skip
_LISTS: dict[type, tuple[str, ...]] = {Tiles: ("labels", "notes"), Entry: ("notes",), Ranking: ("heads",)}
_PARTS: dict[type, tuple[str, ...]] = {
    Group: ("blocks",), Finding: ("charts", "notes", "beside"), Links: ("links",), Listing: ("entries",), Tiles: ("more",),
    Ranking: ("lines",),
}  # fmt: skip
_ONE: dict[type, tuple[str, ...]] = {Finding: ("table",), Chart: ("table",), Entry: ("link",)}


def with_curly(page: Page) -> Page:
    """Return a page whose words have curly apostrophes."""
    return replace(
        page,
        blocks=tuple(map(_set, page.blocks)),
        heading=curly(page.heading),
        description=curly(page.description),
        problems=tuple(map(curly, page.problems)),
    )


def _set(block: Any) -> Any:
    kind = type(block)
    found: dict[str, Any] = {name: curly(getattr(block, name)) for name in _WORDS.get(kind, ())}
    found |= {name: _each(curly, getattr(block, name)) for name in _LISTS.get(kind, ())}
    found |= {name: _each(_set, getattr(block, name)) for name in _PARTS.get(kind, ())}
    found |= {name: _set(getattr(block, name)) for name in _ONE.get(kind, ())}
    if isinstance(block, Chart):
        found |= {name: _form(getattr(block, name)) for name in ("form", "phone")}
    if isinstance(block, Table) and block.is_of_words:
        found["rows"] = _in_cells(block.rows)
    if isinstance(block, Pick):
        found["labels"] = {key: curly(words) for key, words in block.labels.items()}
    # What nothing was set in stays the same block, with all that was already found out of it.
    changed = {name: value for name, value in found.items() if value is not getattr(block, name)}
    return replace(block, **changed) if changed else block


def _each(set_: Callable[[Any], Any], parts: Sequence[Any]) -> Sequence[Any]:
    found = tuple(map(set_, parts))
    return parts if all(one is other for one, other in zip(found, parts, strict=True)) else found


def _form(form: Any) -> Any:
    return form if form is None or (alt := curly(form.alt)) is form.alt else replace(form, alt=alt)


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
    return curly(value) if isinstance(value, str) else value
