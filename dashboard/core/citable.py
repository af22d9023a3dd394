"""The parts of a page that can be cited, saved and embedded one by one: figures, findings with their charts, and tables. Pure.

A part has the name that its block has already (the figure's, the chart's, the table's), so that its address lasts as long as what it shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.core import told
from dashboard.core.answer import Answer
from dashboard.core.content import Block, Chart, Finding, Group, Heading, Page, Table, Tiles
from dashboard.core.forms import Map
from dashboard.core.plain import plain

# Figures may be called as a chart is: theirs are names of their own.
FIGURE = "figure-"
ANCHOR = "part-"


@dataclass(frozen=True)
class Part:
    """A part of a page: its name, what it states (plain text), what is drawn and its sources (Markdown), and what it is made of."""

    key: str
    title: str
    drawn: str = ""
    sources: str = ""
    charts: tuple[Chart, ...] = ()
    table: Table | None = None
    answer: Answer | None = None

    @property
    def kind(self) -> str:
        """Return what it is in a word: figure, chart or table."""
        return "figure" if self.answer else "chart" if self.charts else "table"

    def rows(self) -> pd.DataFrame:
        """Return the rows that it shows, with every column that holds plain values: those of its extract where it has one."""
        if self.answer:
            found = self.answer.rows
        elif self.table:
            found = self.table.extract.frame() if self.table.extract else self.table.frame()
        else:
            found = pd.concat([pd.DataFrame(_rows(chart)) for chart in self.charts], ignore_index=True)
        return found[[name for name in found if found[name].map(_is_plain).all()]]


def key_of(answer: Answer) -> str:
    """Return the name of a figure as a part of a page."""
    return f"{FIGURE}{answer.figure.name}"


def name_of(block: Finding | Chart | Table) -> str:
    """Return the name of a block as a part of a page; "" for a finding that has neither chart nor table."""
    if isinstance(block, Finding):
        return block.charts[0].key if block.charts else block.table.key if block.table else ""
    return block.key


def parts(page: Page) -> dict[str, Part]:
    """Return the parts of a page by name, in reading order."""
    found: dict[str, Part] = {}
    for part in _parts(page.blocks, [""]):
        found.setdefault(part.key, part)
    return found


def _parts(blocks: tuple[Block, ...], said: list[str]) -> Iterator[Part]:
    """Yield the parts; `said` holds the finding that speaks for what follows it: a chart or table has no title of its own then."""
    for block in blocks:
        match block:
            case Group():
                yield from _parts(block.blocks, said)
            case Heading():
                said[0] = block.text
            # One figure of several Parties side by side is a comparison: it is cited as a whole.
            case Tiles() if not block.is_one_scale:
                labels = block.labels or tuple(answer.figure.label for answer in block.answers)
                for label, answer in zip(labels, block.answers, strict=True):
                    yield Part(key_of(answer), label, plain(told.rule(answer)), answer=answer)
            case Finding():
                said[0] = block.title or said[0]
                if name := name_of(block):
                    yield Part(name, said[0], block.drawn, block.sources, block.charts, block.table)
                yield from _parts(block.notes, said)
            case Chart():
                yield Part(block.key, block.title or said[0] or block.form.alt, charts=(block,), table=block.table)
            case Table():
                yield Part(block.key, said[0] or block.fold, table=block)


def _rows(chart: Chart) -> Any:
    form = chart.form
    if isinstance(form, Map):
        return [vars(mark) for mark in form.marks]
    return getattr(form, "rows", ())


def _is_plain(value: object) -> bool:
    return value is None or pd.api.types.is_scalar(value)
