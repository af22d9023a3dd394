"""Blocks of a page with their words set otherwise (articles, apostrophes). What nothing is set in stays the same block, with all that was found out of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dashboard.core.content import Chart

# Attributes of blocks by kind: texts or lists of them, blocks or lists of them.
Names = Mapping[type, tuple[str, ...]]
Rule = Callable[[str], str]


def reworded(
    block: Any,
    words: Sequence[tuple[Names, Rule]],
    parts: Names,
    change: Callable[[Any], Any],
    alt: Rule,
    more: Mapping[str, Any] | None = None,
) -> Any:
    """Return a block with a rule for each kind of its `words`, `change` for the blocks in it, `alt` for the words that stand for a drawing, and what is set `more`."""
    kind = type(block)
    found = {name: _each(rule, getattr(block, name)) for names, rule in words for name in names.get(kind, ())}
    found |= {name: _each(change, getattr(block, name)) for name in parts.get(kind, ())} | dict(more or {})
    if isinstance(block, Chart):
        found |= {name: _form(getattr(block, name), alt) for name in ("form", "phone")}
    changed = {name: value for name, value in found.items() if value is not getattr(block, name)}
    return replace(block, **changed) if changed else block


def _each(change: Callable[[Any], Any], value: Any) -> Any:
    if not isinstance(value, tuple | list):
        return change(value)
    found = tuple(map(change, value))
    return value if all(one is other for one, other in zip(found, value, strict=True)) else found


def _form(form: Any, alt: Rule) -> Any:
    return form if form is None or (said := alt(form.alt)) == form.alt else replace(form, alt=said)
