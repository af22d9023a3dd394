"""The content of pages, kept for whoever makes the same choice: bounded by bytes, shared by the live pages and plain routes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from dashboard.core import warehouse
from dashboard.core.cache import Cache
from dashboard.core.choice import Choice
from dashboard.core.content import Page
from dashboard.core.warehouse import build_id

# What anything takes that is no frame, text or collection.
SMALL = 64
# What a cell of a frame takes with its text: 43 to 79 bytes on every page (tests/dashboard/test_cache_bytes.py), while to weigh the texts took a
# twentieth of the time of a page.
CELL = 52


# Most of what is looked at.
_SMALLEST = frozenset({type(None), bool, int, float})


def size(value: Any) -> int:
    """Return about how many bytes a value takes: its frames, texts and collections, whatever holds them, each frame once."""
    return _weigh(value, set())


def _weigh(value: Any, seen: set[int]) -> int:
    kind = type(value)
    if kind in _SMALLEST:
        return SMALL
    if kind is str:
        return SMALL + len(value)
    if isinstance(value, pd.DataFrame):
        if id(value) in seen:
            return SMALL
        seen.add(id(value))
        return warehouse.FRAME + CELL * int(value.size)
    if isinstance(value, Mapping):
        return SMALL + sum(_weigh(key, seen) + _weigh(item, seen) for key, item in tuple(value.items()))
    if isinstance(value, tuple | list):
        # Plain rows of a table or a form.
        if value and isinstance(value[0], dict):
            return SMALL + CELL * sum(map(len, value))
        return SMALL + sum(_weigh(item, seen) for item in value)
    if hasattr(kind, "__dataclass_fields__"):
        # A copy: what another thread finds out of the same value meanwhile is kept in it.
        return SMALL + sum(_weigh(item, seen) for item in tuple(vars(value).values()))
    return SMALL


# All pages as they open take 20 MB.
pages: Cache[Page] = Cache(22 * 2**20, size)


def content(name: str, make: Callable[[Choice], Page], choice: Choice) -> Page:
    """Return what a page says to a choice, made once for each build of the warehouse."""
    key = (build_id(), name, choice.filters, choice.chosen, choice.own)
    return pages.get(key, lambda: make(choice))
