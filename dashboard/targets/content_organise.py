"""How buyers organise it: what each programme has, and what a newcomer would have to set up."""

from __future__ import annotations

import pandas as pd

from dashboard.core import links
from dashboard.core.choice import Choice
from dashboard.core.columns import headed
from dashboard.core.content import Block, Extract, Finding, Heading, Page, RowLink, Say, Table
from dashboard.core.plain import link
from dashboard.core.records import Row, as_dicts
from dashboard.core.words import plural
from dashboard.targets import programmes, queries

CELLS = headed(
    "need", "buyer", "status", "statement", "source_publisher", "confidence", "source_url",
    need="What a programme needs", statement="What the source shows", source_url="Link",
)  # fmt: skip


def content(choice: Choice) -> Page:
    """Return which buyer has what a programme needs, each cell with its source; no filter changes it."""
    cells = queries.programmes()
    order, found, filters = programmes.order(cells), cells[cells["source_id"].notna()], choice.filters
    reported = queries.progress()

    def behind(cell: Row) -> str:
        if not cell["source_id"]:
            return ""
        return links.rows(filters, "programme", buyer_iso3=cell["buyer_iso3"], need_id=cell["need_id"])

    matrix = programmes.matrix(cells, order)
    return Page(
        (
            Say(programmes.overview(cells), "answer"),
            Finding(
                programmes.leader(cells),
                "● yes and ◐ partly link to the source; “no source found” means that none was read here, not that there is nothing.",
            ),
            Table("matrix", matrix, {str(name): str(name) for name in matrix.columns}, is_of_words=True),
            Table(
                "programmes",
                cells,
                CELLS,
                (RowLink(behind),),
                fold="Table and CSV extract",
                extract=Extract("programmes", cells),
            ),
            Say(
                f"{plural(len(found), 'cell')} of {len(cells)} rest on a source; {int((found['confidence'] == 'A').sum())} of them on an "
                "official page. Pages were read in stored copies, often in part.",
                "small",
            ),
            Say(link("See the cells with a source", links.rows(filters, "programme")), "rows"),
            *_to_follow(cells, reported),
        )
    )


def _to_follow(cells: pd.DataFrame, reported: pd.DataFrame) -> tuple[Block, ...]:
    """Return for each buyer without an agreement what it lacks that the leading buyer has."""
    names, model = dict(zip(cells["buyer_iso3"], cells["buyer"], strict=True)), programmes.order(cells)[0]
    blocks: list[Block] = []
    for newcomer in programmes.newcomers(cells):
        own = reported[reported["buyer_iso3"] == newcomer]
        blocks.append(Heading(f"What would {names[newcomer]} have to set up to follow {names[model]}?", 3))
        blocks += [Say(programmes.reported(row)) for row in as_dicts(own)]
        blocks.append(Say(programmes.to_follow(cells, model, newcomer)))
    return tuple(blocks)
