"""The parts of a page that can be cited, saved and embedded one by one: figures, sentences, findings with their charts, and tables. Pure.

A part has the name that its block has already (the figure's, the chart's, the table's), so that its address lasts as long as what it shows. A
sentence and a figure of its own have none: they are given one by their place among their like (`named`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from dashboard.core import told
from dashboard.core.answer import Answer
from dashboard.core.content import Block, Chart, Finding, Group, Heading, Page, Say, Table, Tile, Tiles
from dashboard.core.forms import Map
from dashboard.core.plain import plain

# Figures may be called as a chart is: theirs are names of their own.
FIGURE, COMPARED, OWN = "figure-", "compared-", "own-"
ANCHOR = "part-"
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"\*\*|`|\\(?=[^\w\s])|\u2060")


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
    beside: tuple[tuple[str, Answer], ...] = ()

    @property
    def kind(self) -> str:
        """Return what it is in a word: figure, comparison, chart, table or sentence."""
        if self.answer:
            return "figure"
        return "comparison" if self.beside else "chart" if self.charts else "table" if self.table else "sentence"

    def rows(self) -> pd.DataFrame:
        """Return the rows that it shows, with every column that holds plain values: those of its extract where it has one."""
        if self.answer:
            found = self.answer.rows
        elif self.beside:
            found = pd.concat([answer.rows.assign(compared=name) for name, answer in self.beside], ignore_index=True)
        elif self.table:
            found = self.table.extract.frame() if self.table.extract else self.table.frame()
        elif self.charts:
            found = pd.concat([pd.DataFrame(_rows(chart)) for chart in self.charts], ignore_index=True)
        else:
            found = pd.DataFrame({"statement": [self.title], "note": [self.drawn]})
        return found[[name for name in found if found[name].map(_is_plain).all()]]


def key_of(answer: Answer) -> str:
    """Return the name of a figure as a part of a page."""
    return f"{FIGURE}{answer.figure.name}"


def name_of(block: Finding | Chart | Table) -> str:
    """Return the name of a block as a part of a page; "" for a finding with neither chart nor table on a page that is not `named`."""
    if isinstance(block, Finding):
        return block.charts[0].key if block.charts else block.table.key if block.table else block.key
    return block.key


def offers(finding: Finding) -> tuple[bool, bool]:
    """Return whether a finding has a picture and rows: one that is a sentence alone can be drawn, and has no rows."""
    is_alone = not finding.charts and not finding.table
    return bool(finding.charts) or is_alone, not is_alone


def compared(block: Tiles) -> str:
    """Return the name of a comparison, which is one figure of several Parties, as a part of a page."""
    return f"{COMPARED}{block.answers[0].figure.name}"


def named(page: Page) -> Page:
    """Return a page on which what can be cited and has no name has one: sentences that answer, findings without chart and table, figures of their own."""
    taken: Counter[str] = Counter()
    return replace(page, blocks=tuple(_named(block, taken) for block in page.blocks))


def _named(block: Block, taken: Counter[str]) -> Block:
    def name(kind: str) -> str:
        taken[kind] += 1
        return kind if taken[kind] == 1 else f"{kind}-{taken[kind]}"

    match block:
        case Group():
            return replace(block, blocks=tuple(_named(part, taken) for part in block.blocks))
        case Say(kind="answer"):
            return replace(block, key=block.key or name("answer"))
        case Finding():
            notes = tuple(_named(note, taken) for note in block.notes)
            # The comparison below a title is cited with it.
            is_told = name_of(block) or not block.title or any(isinstance(n, Tiles) and n.is_one_scale for n in notes)
            return replace(block, notes=notes, key="" if is_told else name("finding"))
        case Tiles(more=more) if more:
            # A label may have a year in it, which an edition changes.
            own = (
                replace(tile, key=name(OWN + re.sub(r"[^a-z]+", "-", tile.label.lower()).strip("-"))) for tile in more
            )
            return replace(block, more=tuple(own))
    return block


def sentence(said: Say) -> str:
    """Return what a sentence says as plain text on one line; those of a list with semicolons between."""
    lines = (line.strip().removeprefix("- ").rstrip(".;") for line in said.text.splitlines())
    return _MARKS.sub("", _LINK.sub(r"\1", "; ".join(filter(None, lines))))


def statement(tile: Tile) -> str:
    """Return what a figure of its own states."""
    return f"{tile.label}: {tile.value}"


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
            case Say(kind="answer") if block.key:
                yield Part(block.key, sentence(block))
            case Tiles():
                yield from _figures(block, said[0])
            case Finding():
                said[0] = block.title or said[0]
                if name := name_of(block):
                    yield Part(name, said[0], block.drawn, block.sources, block.charts, block.table)
                yield from _parts(block.notes, said)
            case Chart():
                yield Part(block.key, block.title or said[0] or block.form.alt, charts=(block,), table=block.table)
            case Table():
                yield Part(block.key, said[0] or block.fold, table=block)


def _figures(block: Tiles, said: str) -> Iterator[Part]:
    labels = block.labels or tuple(answer.figure.label for answer in block.answers)
    beside = tuple(zip(labels, block.answers, strict=True))
    # One figure of several Parties side by side is a comparison: it is cited as a whole.
    if block.is_one_scale and beside:
        first = block.answers[0]
        yield Part(compared(block), said or first.figure.label, plain(first.figure.rule), beside=beside)
    else:
        for label, answer in beside:
            yield Part(key_of(answer), label, plain(told.rule(answer)), answer=answer)
    for tile in block.more:
        if tile.key:
            yield Part(tile.key, statement(tile), plain(tile.note))


def _rows(chart: Chart) -> Any:
    form = chart.form
    if isinstance(form, Map):
        return [vars(mark) for mark in form.marks]
    return getattr(form, "rows", ())


def _is_plain(value: object) -> bool:
    return value is None or pd.api.types.is_scalar(value)
