"""The bytes that caches account for are those that their answers take, so that a bound in bytes is a bound of memory."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import pytest

from dashboard.api import server as api
from dashboard.core import kept, warehouse
from dashboard.core.cache import Cache
from dashboard.site import cite, documents, files, workbooks
from dashboard.site.asked import asked

MB = 2**20
ALL: dict[str, Cache] = {
    "answers": warehouse.answers,
    "pages": kept.pages,
    "documents": documents.kept,
    "interface": api.kept,
    "briefs": files.briefs,
    "pictures": files.pictures,
    "drawings": cite.drawings,
    "workbooks": workbooks.kept,
}


def test_all_caches_together_are_bounded() -> None:
    assert sum(cache.max_bytes for cache in ALL.values()) <= 68 * MB


@pytest.mark.parametrize("ask", [warehouse.ask, warehouse.ask_rows])
def test_many_small_answers_and_a_large_one_take_what_they_are_said_to_take(
    built: object, ask: Callable[[str], object]
) -> None:
    questions = [f"SELECT {number} AS number, buyer FROM agreement_list LIMIT {number % 7}" for number in range(60)]
    questions.append("SELECT * FROM agreement_list")
    for question in questions:  # what only the first time takes
        ask(question)
    warehouse.answers.clear()
    gc.collect()
    tracemalloc.start(1)
    try:
        before = tracemalloc.get_traced_memory()[0]
        for question in questions:
            ask(question)
        gc.collect()
        taken = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert 0.7 * taken < warehouse.answers.bytes < 1.4 * taken
    warehouse.answers.clear()


class Others(tuple[str, ...]):
    """While it is gone through, another thread finds out something of what it stands in."""

    whole: Thing

    def __iter__(self) -> Iterator[str]:
        assert self.whole.found
        return super().__iter__()


@dataclass(frozen=True)
class Thing:
    names: Others
    after: str = "x"

    @cached_property
    def found(self) -> str:
        return "y" * 100


def test_what_is_found_out_of_a_value_meanwhile_does_not_disturb_its_weighing() -> None:
    thing = Thing(Others(("a", "b")))
    thing.names.whole = thing
    assert kept.size(thing) == 3 * kept.SMALL + 2 + kept.SMALL + 1 + kept.SMALL


def test_frames_of_pages_are_weighed_by_their_cells(built: object, monkeypatch: pytest.MonkeyPatch) -> None:
    frames: list[pd.DataFrame] = []

    def weigh(value: object, seen: set[int]) -> int:
        if isinstance(value, pd.DataFrame) and id(value) not in seen:
            frames.append(value)
        return plain(value, seen)

    plain = kept._weigh
    monkeypatch.setattr(kept, "_weigh", weigh)
    by_page = {}
    for name in ("overview", "agreements", "projects", "delivered", "trade", "rules", "targets"):
        frames.clear()
        kept.size(asked(name, {}).content())
        cells = sum(kept.CELL * frame.size for frame in frames)
        by_page[name] = cells / sum(warehouse.size(frame) - warehouse.FRAME for frame in frames)
    assert all(0.6 < share < 1.4 for share in by_page.values()), by_page
