"""Behind a figure: the rows that make it, and for each row what every source says."""

from __future__ import annotations

from functools import partial

import pandas as pd

from dashboard.core import links
from dashboard.core.choice import Choice
from dashboard.core.content import Block, Extract, Finding, Link, Page, RowCard, Say, Table
from dashboard.core.figure import Figure
from dashboard.core.figure_rows import DIMENSIONS, narrow
from dashboard.core.picks import pick as picked
from dashboard.evidence import findings, queries, registry
from dashboard.evidence.rows import labels, readable, shown, with_sources

NAME, MOST = "row", 2000


def content(choice: Choice) -> Page:
    """Return the rows of the figure that the address names, or all figures to choose from."""
    name = choice.get("figure")
    figure = registry.find(name)
    if figure is None:
        return _all(choice, name)
    rows, doubts = figure.read(choice.filters, dict(choice.own))
    rows, narrowed, problems = narrow(rows, choice.get("key"))
    said = findings.behind(figure, figure.number(rows, narrowed), rows, narrowed, choice.known)
    head = Finding(figure.label, said)
    if rows.empty:
        nothing = (
            "No row makes this figure with these filters. Choose a later day, fewer filters, or another bar or cell."
        )
        return Page((head, Say(nothing, "nothing")), problems=(*doubts, *problems))
    apart: tuple[Block, ...] = ()
    if figure.needs and figure.needs not in narrowed:
        of = DIMENSIONS[figure.needs]
        said = f"These rows are not added up: they belong to more than one {of}. Follow a link from a chart for one of them."
        apart = (Say(said, "caveat"),)
    return Page((head, *apart, *_rows(choice, figure, with_sources(rows))), problems=(*doubts, *problems))


def _all(choice: Choice, name: str) -> Page:
    problem = picked("figure", name, "", {key: one.label for key, one in registry.FIGURES.items()}).problem
    if not name and (choice.get("key") or choice.get(NAME)):
        problem = "The link names rows but not their figure. Choose one from the list."
    every = (
        Link(figure.label, "rows", tuple(links.query(choice.filters, figure.name).items()), "manage_search")
        for figure in registry.FIGURES.values()
        if not figure.needs
    )
    return Page(
        (
            Say(
                "Every figure of the Atlas is made of rows, and every row has its sources. Choose a figure to see them."
            ),
            *every,
        ),
        problems=(problem,) if problem else (),
    )


def _rows(choice: Choice, figure: Figure, rows: pd.DataFrame) -> tuple[Block, ...]:
    kind = figure.subject.kind
    said = readable(rows.head(MOST), kind).assign(opens=rows["row_id"].where(rows["can_open"], ""))
    table = Table(
        "rows_table",
        said,
        shown(said, kind),
        # Tens of thousands of rows are not kept with the page: they are asked for when they are saved.
        extract=Extract(f"rows-{figure.name}", partial(_saved, choice, figure), len(rows)),
        picks=NAME,
        pick_column="opens",
    )
    names = labels(readable(rows, kind), kind)
    return (table, *_opened(choice, rows, names)) if names else (table,)


def _saved(choice: Choice, figure: Figure) -> pd.DataFrame:
    rows, _ = figure.read(choice.filters, dict(choice.own))
    return with_sources(narrow(rows, choice.get("key"))[0]).drop(columns="can_open")


def _opened(choice: Choice, rows: pd.DataFrame, names: dict[str, str]) -> tuple[Block, ...]:
    kinds = rows.set_index("row_id")["row_kind"]

    def among_others(asked: str) -> dict[str, str]:
        return {} if queries.evidence(kinds.iloc[0], asked).empty else {asked: f"{asked} (not among these rows)"}

    pick = picked(
        NAME, choice.get(NAME), "Open a row", names, "Choose a row to read what each source says of it", among_others
    )
    # Nothing to choose from: what the sources say of the only row stands there at once.
    opened = pick.chosen or (next(iter(names)) if len(rows) == 1 else "")
    return (pick, RowCard(str(kinds.get(opened, kinds.iloc[0])), opened)) if opened else (pick,)
