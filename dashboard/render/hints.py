"""What the pointer says of a mark beside its own words: who publishes the rows that it stands for, and that a click brings them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from textwrap import wrap
from typing import Any

from dashboard.core.content import Row, Table
from dashboard.core.forms.text import to_html, told
from dashboard.core.records import with_labels
from dashboard.core.words import publishers

# Signs of a line, which a phone has room for.
LONGEST = 48
CLICK = "Click for its rows and their sources"


def of_marks(table: Table | None) -> Callable[[Any], str] | None:
    """Return what is said of the mark that names a row of a table (dashboard.core.chart_clicks); None where its rows lead nowhere.
    Of many publishers the two with most rows are named. The table's rows are asked for with the first mark."""
    if table is None or not table.links:
        return None
    links = table.links

    @cache
    def rows() -> dict[Any, Row]:
        return dict(with_labels(table.frame()))

    def said(mark: Any) -> str:
        label, part = mark if isinstance(mark, tuple) else (mark, 0)
        row, of = rows().get(label), links[part].publishers
        names = publishers(of(row)) if of and row is not None else ""
        return (
            to_html("\n".join([*wrap(told(f"Rows from {names}"), LONGEST, break_on_hyphens=False), CLICK]))
            if names
            else CLICK
        )

    return said
