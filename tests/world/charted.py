"""What the charts of a page draw of a made world, as lines: each form with its settings, and below it the rows that it draws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from dashboard.core.choice import Choice
from dashboard.core.choices import Filters, offered
from dashboard.core.content import Chart
from dashboard.core.forms import Form
from dashboard.core.forms.map import Map
from dashboard.pages import ENTRIES


def charted(page: str, filters: Filters, **own: str) -> list[str]:
    """Return what the charts of a page draw to this choice, in their order; what a phone has instead stands below it."""
    content = ENTRIES[page].content(Choice(filters, filters, offered(), tuple(own.items())))
    lines = []
    for chart in (block for block in content.walk() if isinstance(block, Chart)):
        lines += _form(f"{chart.key}{', a mark narrows the page' if chart.narrows else ''}", chart.form)
        lines += _form(f"{chart.key} on a phone", chart.phone) if chart.phone else []
    return [" ".join(line.split()) for line in lines]


def _form(key: str, form: Form) -> Iterator[str]:
    settings = [f"{one.name} {_said(getattr(form, one.name))}" for one in fields(form) if one.name not in _ROWS]
    yield f"{key}: {type(form).__name__}: {', '.join(one for one in settings if not one.endswith(' '))}"
    if isinstance(form, Map):
        for name in ("arcs", "marks"):
            yield from (f"{name[:-1]}: {_said(one)}" for one in getattr(form, name))
        return
    heads: list[str] = []
    for row in form.rows:
        if list(row) != heads:
            heads = list(row)
            yield f"columns: {' | '.join(heads)}"
        yield f"row: {' | '.join(map(_said, row.values()))}"


# Told below the settings, or among the words of the page already.
_ROWS = {"rows", "arcs", "marks", "alt"}


def _said(value: object) -> str:
    """A value in short: a number to six figures, a place by its code, nothing as a dash."""
    if hasattr(value, "iso3"):
        return str(value.iso3)
    if is_dataclass(value):
        return " ".join(_said(getattr(value, one.name)) for one in fields(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, frozenset):
        return " ".join(sorted(value))
    if isinstance(value, tuple | list):
        return "[" + ", ".join(map(_said, value)) + "]"
    return "–" if value is None else str(value)
