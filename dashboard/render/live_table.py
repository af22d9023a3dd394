"""Draws tables and extracts of any page with Streamlit. Knows no subject."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.core.content import (
    Extract,
    RowLink,
    Table,
)
from dashboard.core.forms.together import together, whole
from dashboard.core.plain import link
from dashboard.core.records import as_dicts, as_tuples
from dashboard.render import components, url_select
from dashboard.render.page import Page as Visit
from dashboard.render.viewport import is_narrow

# Columns of words that a phone and an upright tablet have no room for.
MANY_COLUMNS, MANY_ON_A_TABLET = 4, 10
# Signs of a cell that stays on one line: a day, or a word for what is missing.
SHORT = 12
# Pixels of a letter in a cell, and of the margins of a cell; and what of a cell is not seen: marks, and addresses of links.
LETTER, MARGIN = 7, 16
_MARKUP = re.compile(r"\*\*|\]\(<[^>]*>\)|[\[\\\u2060]")


def links_of(table: Table | None) -> components.BehindRow | None:
    """Return the links of a table's rows by heading; None where they have none."""
    return {one.heading: one.address for one in table.links} if table and table.links else None


def draw_table(table: Table, visit: Visit) -> None:
    """Draw a table; one with a fold only while that is open."""
    if not table.fold:
        draw_rows(table, visit, is_alone=True)
        return
    with components.folded(table.fold, table.key) as fold:
        if fold.open:
            draw_rows(table, visit, is_alone=True)


def draw_rows(table: Table, visit: Visit, *, is_alone: bool = False) -> None:
    """Draw the rows of a table, and its extract; one that `is_alone`, with no finding above it, has a menu of its own."""
    rows = table.frame()
    if table.is_of_words:
        linked = {one.heading: [_see(one, row) for row in as_dicts(rows)] for one in table.links}
        heads = {name: whole(head) if len(head) <= SHORT else head for name, head in table.headings.items()}
        rows = rows[list(table.columns)].rename(columns=heads).assign(**linked)
        _words(rows.rename(columns={one.heading: whole(one.heading) for one in table.links}), table, visit)
    else:
        options: dict[str, Any] = {"placeholder": table.missing}
        if table.picks:

            def open_picked() -> None:
                picked = st.session_state[table.key].selection.rows
                # Of some rows there is no more to read than stands there.
                if picked and (key := str(rows[table.pick_column].iloc[picked[0]])):
                    url_select.open_row(table.picks, key)

            st.markdown(":small[Pick a row to read what each source says.]")

            options |= {"key": table.key, "on_select": open_picked, "selection_mode": "single-row"}
        components.data_table(rows, table.headings, links_of(table), **options)
    if table.extract:
        if not is_alone:
            draw_extract(table.extract, visit)
            return
        with st.container(horizontal=True, vertical_alignment="top"):
            draw_extract(table.extract, visit)
            components.menu(visit, table.key, table.fold or "this table", False)


def _see(one: RowLink, row: dict[str, Any]) -> str:
    address = one.address(row)
    return link(whole(one.words), address) if address else ""


def _words(rows: pd.DataFrame, table: Table, visit: Visit) -> None:
    rows = rows.map(lambda cell: _cell(cell) if isinstance(cell, str) else cell)
    many = MANY_COLUMNS if visit.is_phone else MANY_ON_A_TABLET
    if not is_narrow(visit.width) or (len(rows.columns) < many and _least_width(rows) < visit.look.width):
        st.table(rows, border="horizontal", hide_index=True, hide_header=not table.has_head)
        return
    # So many columns of words don't fit: each row becomes a paragraph, named by its first cell.
    names = list(rows.columns)
    for first, *rest in as_tuples(rows):
        st.markdown(f"**{first}**  \n{_in_a_paragraph(names[1:] if table.has_head else (), rest)}")


def _least_width(rows: pd.DataFrame) -> int:
    """Return about how many pixels a table needs at least: those of the longest word of each column, which can't be broken."""
    words = (
        max((len(word) for cell in cells for word in _MARKUP.sub("", str(cell)).split(" ")), default=0)
        for cells in ([head, *rows[head]] for head in rows.columns)
    )
    return sum(LETTER * longest + MARGIN for longest in words)


def _cell(text: str) -> str:
    # Addresses of links have no spaces.
    return whole(text) if len(_MARKUP.sub("", text)) <= SHORT else together(text)


def _in_a_paragraph(names: Sequence[str], cells: Sequence[str]) -> str:
    """Name each cell of a row, where the table shows its headings; what several say alike is said once, after the others."""
    if not names:
        return "  \n".join(filter(None, cells))
    alike: dict[str, list[str]] = {}
    for name, cell in zip(names, cells, strict=True):
        if cell:
            alike.setdefault(cell, []).append(name)
    told = sorted(alike.items(), key=lambda of: len(of[1]) > 1)
    return "; ".join(f"{', '.join(whose)}: {cell.removesuffix('.')}" for cell, whose in told)


def draw_extract(extract: Extract, visit: Visit) -> None:
    """Draw the button that saves an extract."""
    components.download(visit, extract.view, extract.rows, extract.count)
