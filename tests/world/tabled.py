"""What the tables of a page hold of a made world, as lines: each row with its cells as they are shown, and where its links lead."""

from __future__ import annotations

from collections.abc import Iterator

from world.asked import cell

from dashboard.core.choice import Choice
from dashboard.core.choices import Filters, offered
from dashboard.core.content import Block, Chart, Page, Table
from dashboard.pages import ENTRIES
from dashboard.render.data import as_data

# Of longer tables the first rows: what makes their cells is the same for all.
MOST = 8


def tabled(page: str, filters: Filters, **own: str) -> list[str]:
    """Return the rows of the tables of a page to this choice, in their order; those that only a chosen mark shows too, and what several charts share once."""
    content = ENTRIES[page].content(Choice(filters, filters, offered(), tuple(own.items())))
    tables = (tuple(_lines(table)) for block in content.walk() for table in _tables(block))
    return [" ".join(line.split()) for table in dict.fromkeys(tables) for line in table]


def _tables(block: Block) -> Iterator[Table]:
    if isinstance(block, Table):
        yield block
    elif isinstance(block, Chart) and block.table:
        yield block.table


def _lines(table: Table) -> Iterator[str]:
    (made,) = as_data(Page((table,)))["blocks"]
    aside = [table.fold, f"a row chooses {table.picks}" if table.picks else ""]
    yield " · ".join(part for part in (f"{table.key}: {len(made['rows'])} rows", *aside) if part)
    yield from (f"row: {' | '.join(map(cell, row.values()))}" for row in made["rows"][:MOST])
