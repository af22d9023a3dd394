"""What a page says, as blocks: a pure function of the visitor's choices makes them, and any renderer draws them.

No Streamlit, HTML, SQL, width or theme is in them, and no word on layout: what stands left on a screen stands below on paper. Texts are Markdown (bold, links, lists), whose links core.plain alone makes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import pandas as pd

from dashboard.core.answer import Answer
from dashboard.core.columns import Shown, headings
from dashboard.core.forms import Form
from dashboard.core.panel import Panel
from dashboard.core.ranking import Ranking

Row: TypeAlias = dict[str, Any]
# Rows that are only asked for when somebody looks at them.
Rows: TypeAlias = pd.DataFrame | Callable[[], pd.DataFrame]
# The heading of links in a table's rows, and their words: to the rows behind one, and to another page.
BEHIND, ROWS_WORDS, OPEN_WORDS = "Behind it", "see rows", "open"
# Stands for the address of the site in texts and code; a renderer knows it and puts it in.
SITE = "https://atlas.invalid"


@dataclass(frozen=True)
class Link:
    """A link to a page of the Atlas; `query` is the whole of its address."""

    words: str
    page: str
    query: tuple[tuple[str, str], ...] = ()
    icon: str = "arrow_forward"


@dataclass(frozen=True)
class Links:
    """Links side by side."""

    links: tuple[Link, ...]


@dataclass(frozen=True)
class Heading:
    """The heading of a part of the page, or (level 3) of a part of it."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Say:
    """A paragraph or list. Kinds: answer and text as they are, small (a note), caveat (to be heeded), nothing (no row is left), problem (what can't be
    honoured of an address), rows (a link to what stands behind), dispute (two sources differ). A note may have a `lead`, what it is on; any text an `aside`."""

    text: str
    kind: str = "text"
    lead: str = ""
    aside: str = ""
    key: str = ""


@dataclass(frozen=True)
class Tile:
    """A figure that no Answer tells: its label, its value as it is shown, the rule and day it follows, and the address of its rows."""

    label: str
    value: str
    note: str
    address: str = ""
    link: str = "See the rows"
    key: str = ""


@dataclass(frozen=True)
class Tiles:
    """Answers side by side; `labels` in place of their own, `notes` in the line under a count. Bars of those that are `is_one_scale` can be held against each
    other: one figure of several Parties, never several quantities."""

    answers: tuple[Answer, ...] = ()
    labels: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    more: tuple[Tile, ...] = ()
    is_one_scale: bool = False


def link_words(heading: str) -> str:
    """Return the words of the links below a heading: they lead to the rows behind something, or open a page."""
    return ROWS_WORDS if heading.startswith("Behind") else OPEN_WORDS


@dataclass(frozen=True)
class RowLink:
    """A link that each row of a table has: the heading of its column, its address ("" where a row has none), and who publishes the rows that it leads to, a name for each."""

    address: Callable[[Row], str]
    heading: str = BEHIND
    publishers: Callable[[Row], Iterable[object]] | None = None

    @property
    def words(self) -> str:
        """What a reader follows."""
        return link_words(self.heading)


@dataclass(frozen=True)
class Extract:
    """A CSV of exactly these rows; `view` names it in the file's name. With their `count`, rows are asked for only when it is saved."""

    view: str
    rows: Rows
    count: int | None = None

    def frame(self) -> pd.DataFrame:
        """Return the rows, asked for where they have not been yet."""
        return self.rows if isinstance(self.rows, pd.DataFrame) else self.rows()


@dataclass(frozen=True)
class Table:
    """A table: `columns` names those that are shown, with a heading where it isn't the column's own (dashboard.core.columns). Rows of a page's own are plain values.
    With a `fold` it is closed at first, under that label. `picks` is the parameter of the address that a chosen row sets, to its value of `pick_column`.
    One that `is_of_words` is small and may hold links; without `has_head` it shows no headings. `missing` stands in an empty cell."""

    key: str
    rows: Rows | Sequence[Row]
    columns: Shown
    links: tuple[RowLink, ...] = ()
    fold: str = ""
    extract: Extract | None = None
    picks: str = ""
    pick_column: str = ""
    is_of_words: bool = False
    has_head: bool = True
    missing: str = "not found"

    @property
    def headings(self) -> dict[str, str]:
        """What stands over each column that is shown."""
        return headings(self.columns)

    def frame(self) -> pd.DataFrame:
        """Return the rows, asked for where they have not been yet."""
        rows = self.rows() if callable(self.rows) else self.rows
        return rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(list(rows))


@dataclass(frozen=True)
class Chart:
    """A chart of a form. With `narrows` a mark narrows the page to its buyer or host; a chosen one is answered by its row of `table`, where the finding has another."""

    key: str
    form: Form
    narrows: bool = False
    title: str = ""
    table: Table | None = None
    phone: Form | None = None


@dataclass(frozen=True)
class Finding:
    """A title that states what the rows show, the line that says what is drawn, charts and what stands `beside` them, notes, sources, and the table of the same rows. `drawn_on_phone` says it where a phone has another chart."""

    title: str
    drawn: str
    charts: tuple[Chart, ...] = ()
    table: Table | None = None
    sources: str = ""
    notes: tuple[Block, ...] = ()
    key: str = ""
    beside: tuple[Ranking, ...] = ()
    drawn_on_phone: str = ""


@dataclass(frozen=True)
class Group:
    """Blocks that belong together: side by side where there is room (with `widths` relative to each other), in a box, or closed at first under a `fold`
    that may already be open. A `key` names it for the page, where another one may be called the same."""

    blocks: tuple[Block, ...]
    is_side_by_side: bool = False
    title: str = ""
    fold: str = ""
    is_open: bool = False
    is_boxed: bool = False
    widths: tuple[float, ...] = ()
    key: str = ""


@dataclass(frozen=True)
class Share:
    """A share from 0 to 1, drawn as a bar, with its words."""

    value: float
    text: str


@dataclass(frozen=True)
class Code:
    """Text to copy as it is, in one or several versions: (name, language, text)."""

    versions: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Entry:
    """A line of a listing: a link to a page, what it leads to, and short notes on it in Markdown; `lead` says before it who asks."""

    link: Link
    text: str
    notes: tuple[str, ...] = ()
    lead: str = ""


@dataclass(frozen=True)
class Listing:
    """Lines that each lead to a page; with questions and their answers, in plain text, it is a ruled grid (`is_asked`)."""

    entries: tuple[Entry, ...]
    is_asked: bool = False


@dataclass(frozen=True)
class Pick:
    """A choice of one among many that stands in the address under `name`; `chosen` is the key of now, `problem` why a linked one can't be had. The first
    option of one that `is_short` stands for none."""

    name: str
    label: str
    labels: Mapping[str, str]
    placeholder: str
    chosen: str = ""
    problem: str = ""
    is_short: bool = False


@dataclass(frozen=True)
class Inputs:
    """The place of a page's own inputs, and what is chosen in them."""

    panel: Panel
    chosen: Any

    @property
    def fields(self) -> tuple[tuple[str, str, str], ...]:
        """Each input as its name in the address, its label and its value of now, for a plain form."""
        return self.panel.in_fields(self.chosen)


@dataclass(frozen=True)
class Brief:
    """A brief to take along, by the filters of the page: who makes it knows what its key asks for (dashboard.brief.asked)."""

    key: str
    words: str = "Brief for a meeting"
    same: str = "Download the brief as HTML"
    length: str = "two pages"


@dataclass(frozen=True)
class RowCard:
    """One opened row with all that sources say of it, filled in by the room of evidence (dashboard.evidence.row_card)."""

    kind: str
    key: str


Block: TypeAlias = (
    Say | Heading | Link | Links | Tiles | Table | Extract | Finding | Chart | Group | Share | Listing | Ranking | Code | Pick | Inputs | Brief | RowCard
)  # fmt: skip


@dataclass(frozen=True)
class Page:
    """What a page says: its blocks in order. `heading` stands in place of the page's own, `description` tells machines and search what it is."""

    blocks: tuple[Block, ...]
    heading: str = ""
    description: str = ""
    problems: tuple[str, ...] = ()

    def walk(self) -> Iterator[Block]:
        """Return all blocks, those in groups and findings too, in reading order."""
        return _walk(self.blocks)


def _walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Group):
            yield from _walk(block.blocks)
        elif isinstance(block, Finding):
            yield from block.charts
            yield from block.beside
            yield from _walk(block.notes)
            if block.table:
                yield block.table
