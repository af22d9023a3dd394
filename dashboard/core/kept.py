"""The content of pages, kept for whoever makes the same choice: bounded by bytes, shared by the live pages and plain routes."""

from __future__ import annotations

import dataclasses
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


def size(value: Any) -> int:
    """Return about how many bytes a value takes: its frames, texts and collections, whatever holds them."""
    if isinstance(value, pd.DataFrame):
        return warehouse.size(value)
    if isinstance(value, str):
        return SMALL + len(value)
    if isinstance(value, Mapping):
        return SMALL + sum(size(key) + size(item) for key, item in tuple(value.items()))
    if isinstance(value, tuple | list):
        return SMALL + sum(size(item) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        # A copy: what another thread finds out of the same value meanwhile is kept in it.
        return SMALL + sum(map(size, tuple(vars(value).values())))
    return SMALL


# All pages as they open take 25 MB.
pages: Cache[Page] = Cache(26 * 2**20, size)


def content(name: str, make: Callable[[Choice], Page], choice: Choice) -> Page:
    """Return what a page says to a choice, made once for each build of the warehouse."""
    key = (build_id(), name, choice.filters, choice.chosen, choice.own)
    return pages.get(key, lambda: make(choice))
