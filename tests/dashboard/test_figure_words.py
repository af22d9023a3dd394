"""What each figure says of itself, as tests/world/answers/figures.txt has it: its words, what it is a number of, and how it is to be read.

The words were read against the rows that each takes; an address names a figure by its name, so that it stays.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from world.asked import answers_of, differs

from dashboard.core.figure import Figure
from dashboard.evidence.registry import FIGURES

WORDS = ("label", "one", "many", "how", "leaves_out", "question", "done")
FACTS = ("sums", "unit", "derivation", "needs", "known", "traced_to", "is_estimate", "is_partial")


def said(figure: Figure) -> Iterator[str]:
    """What a figure says, a line a field that it has."""
    for name in WORDS:
        if text := getattr(figure, name):
            yield f"{name}: {text}"
    counted = {"follows": figure.subject.follows.name, "distinct": " and ".join(figure.distinct)}
    facts = counted | {name: getattr(figure, name) for name in FACTS}
    yield f"{figure.subject.kind} by {figure.subject.key}: " + ", ".join(f"{name} {fact}" for name, fact in facts.items() if fact)  # fmt: skip


@pytest.mark.parametrize("name", FIGURES)
def test_words_of_a_figure(name: str) -> None:
    told = differs(list(said(FIGURES[name])), "figures", name)
    assert not told, told


def test_each_figure_is_known() -> None:
    assert list(answers_of("figures")) == list(FIGURES)
