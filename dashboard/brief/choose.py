"""Chooses blocks of a page by the heading that they stand under and by their keys. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from dashboard.core.content import Block, Chart, Finding, Group, Heading, Links, Page, Say, Table, Tiles


@dataclass(frozen=True)
class Take:
    """What a brief takes of a page: the blocks with a key like `key`, under a heading like `under` (patterns as of file names; keys with | between them).

    Of a table its `columns` in this order, or all, and at `most` so many rows, no fewer than `least` where room is short (0: all rows).
    What `is_spare` stands in the brief only if there is room; `has_heading` brings the heading that the blocks stand under.
    """

    key: str = "*"
    under: str = "*"
    columns: tuple[str, ...] = ()
    most: int = 0
    least: int = 0
    is_spare: bool = False
    has_heading: bool = True


@dataclass(frozen=True)
class Beside:
    """What stands side by side in a brief, each with its heading."""

    takes: tuple[Take, ...]
    is_spare: bool = False


@dataclass(frozen=True)
class Chosen:
    """Blocks that stand or go together, and how many rows tables have at least and at most, by their keys."""

    blocks: tuple[Block, ...]
    is_spare: bool
    rows: Mapping[str, tuple[int, int]]


def choose(page: Page, wanted: Iterable[Take | Beside]) -> list[Chosen]:
    """Return the chosen blocks in the order of the declaration; each heading once, before the first of its blocks."""
    sections, headed = list(_sections(page.blocks)), set[str]()
    found: list[Chosen] = []
    for one in wanted:
        takes = one.takes if isinstance(one, Beside) else (one,)
        parts = [part for part in (tuple(_taken(sections, take, headed)) for take in takes) if part]
        if not parts:
            continue
        blocks = parts[0] if len(parts) == 1 else (Group(tuple(map(Group, parts)), is_side_by_side=True),)
        limits = {
            table.key: (take.least, take.most)
            for take in takes
            if take.most
            for part in parts
            for block in part
            for table in _tables(block)
            if _is_wanted(table.key, take)
        }
        found.append(Chosen(blocks, one.is_spare, limits))
    return found


def _tables(block: Block) -> tuple[Table, ...]:
    """The tables of a block that is no group: its own, and those that a finding ends with."""
    if isinstance(block, Table):
        return (block,)
    if isinstance(block, Finding):
        return (*((block.table,) if block.table else ()), *(note for note in block.notes if isinstance(note, Table)))
    return ()


def _sections(blocks: Iterable[Block]) -> Iterator[tuple[Block | None, list[Block]]]:
    """Part blocks by headings; what is closed at first or stands in groups is as good as any."""
    heading: Block | None = None
    under: list[Block] = []
    for block in _flat(blocks):
        if _is_heading(block):
            yield heading, under
            heading, under = block, []
        else:
            under.append(block)
    yield heading, under


def _flat(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Group):
            yield from _flat(block.blocks)
        else:
            yield block


def _is_heading(block: Block) -> bool:
    # A finding that has neither chart nor table is the title of what follows, and so are a few bold words.
    if isinstance(block, Finding):
        return not (block.charts or block.table)
    if isinstance(block, Say):
        return block.text.startswith("**") and block.text.find("**", 2) == len(block.text) - 2
    return isinstance(block, Heading)


def _title(heading: Block | None) -> str:
    return heading.text if isinstance(heading, Heading | Say) else heading.title if isinstance(heading, Finding) else ""


def key_of(block: Block) -> str:
    """Return the key of a block: of a table or chart its own, of a text its kind and its lead (small:Tonnes); "" for what no brief takes."""
    match block:
        case Table() | Chart():
            return block.key
        case Finding():
            return block.charts[0].key if block.charts else block.table.key if block.table else ""
        case Say():
            return f"{block.kind}:{block.lead}" if block.lead else block.kind
        case Tiles():
            return "tiles"
        case Links():
            return "links"
    return ""


def _taken(sections: Iterable[tuple[Block | None, list[Block]]], take: Take, headed: set[str]) -> Iterator[Block]:
    for heading, under in sections:
        title = _title(heading)
        blocks = [block for block in under if _is_wanted(key_of(block), take)]
        if not blocks or not fnmatchcase(title, take.under):
            continue
        # A finding has a title of its own.
        needs_one = take.has_heading and not all(isinstance(block, Finding) for block in blocks)
        if heading and needs_one and title not in headed:
            headed.add(title)
            yield heading
        yield from (_cut(block, take) for block in blocks)


def _is_wanted(key: str, take: Take) -> bool:
    return bool(key) and any(fnmatchcase(key, pattern) for pattern in take.key.split("|"))


def _cut(block: Block, take: Take) -> Block:
    if isinstance(block, Finding) and block.charts:
        # The table of a chart says the same once more.
        return replace(block, table=None)
    if isinstance(block, Table) and take.columns:
        return replace(block, columns={name: block.headings[name] for name in take.columns if name in block.headings})
    return block
