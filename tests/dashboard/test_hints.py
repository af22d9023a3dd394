"""What the pointer says of a mark: who publishes exactly the rows that a click on it brings."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pandas as pd
import pytest

from dashboard.core.content import Block, Chart, Finding, Group, RowLink, Table
from dashboard.core.figure_rows import narrow
from dashboard.core.forms import Look, Map, to_plotly
from dashboard.core.numbers import is_missing
from dashboard.core.palette import LIGHT
from dashboard.core.records import with_labels
from dashboard.core.warehouse import ask_rows
from dashboard.core.words import publishers
from dashboard.delivered import buyer_bars
from dashboard.evidence import registry
from dashboard.pages import ENTRIES
from dashboard.render import hints
from dashboard.site.asked import asked

SUBJECTS = {
    "country": {"country": "GHA"},
    "pair": {"pair": "CHE-GHA"},
    "project": {"project": "CHE-PER-01"},
    "account": {"party": "CHE"},
    "compare": {"parties": "JPN,CHE"},
    "search": {"q": "solar"},
    "data": {"table": "events"},
}
# Charts whose marks are no rows of publications: what a model makes of its inputs, Parties by their number of buyers, and two sums beside each other.
MADE_HERE = {"trajectory", "sensitivity", "savings", "bands", "trade_window"}
# Charts whose marks name publishers in short, for they stand in a list of them.
IN_SHORT = {"differences", "differences_tonnes"}
# Each mark of these has its own publishers in its words: a total, what is traced and what is unconfirmed, or one of two series of a year.
IN_WORDS = {"by_buyer", "country_emissions", "country_electricity"}
# Marks that stand for more than the rows behind them: a second witness beside the one that is used.
MORE = {"days_apart"}
pytestmark = pytest.mark.usefixtures("built")


def charts(blocks: tuple[Block, ...]) -> Iterator[tuple[Chart, Table | None]]:
    for block in blocks:
        if isinstance(block, Finding):
            yield from ((chart, chart.table or block.table) for chart in block.charts)
        elif isinstance(block, Chart):
            yield block, block.table
        elif isinstance(block, Group):
            yield from charts(block.blocks)


def linked() -> Iterator[tuple[str, Chart, Table]]:
    for name in ENTRIES:
        for chart, table in charts(asked(name, SUBJECTS.get(name, {})).content().blocks):
            if table is not None and table.links and not isinstance(chart.form, Map):
                yield name, chart, table


def marks(chart: Chart) -> list[tuple[Any, str]]:
    """Each mark that names a row, with what is said of it under the pointer."""
    drawn = to_plotly(chart.form, Look(LIGHT, 1200))["data"]
    return [
        (mark, said)
        for trace in drawn
        for mark, said in zip(trace.get("ids", ()), trace.get("hovertext", ()), strict=False)
        if mark is not None
    ]


def behind(link: RowLink, row: Any) -> pd.DataFrame | None:
    """The rows that a link leads to, as the page of rows finds them."""
    if not (address := link.address(row)):
        return None
    query = dict(parse_qsl(urlsplit(address).query))
    figure = registry.FIGURES[query["figure"]]
    choice = asked("rows", query).choice
    rows, _ = figure.read(choice.filters, dict(choice.own))
    found = narrow(rows, choice.get("key"))[0]
    return found[found["row_id"] == query["row"]] if "row" in query else found


def bare(words: str) -> str:
    """Words as the data have them: without marks of their own and with plain apostrophes."""
    return unescape(words).replace("’", "'").replace("₂", "2")


def stated(rows: pd.DataFrame) -> set[str]:
    (column,) = [name for name in ("source_publisher", "publisher", "attribution") if name in rows][:1]
    return {name for name in rows[column] if not is_missing(name)}


def test_a_mark_names_who_publishes_the_rows_behind_it() -> None:
    compared, wrong = {}, []
    for page, chart, table in linked():
        rows = dict(with_labels(table.frame()))
        for mark in {mark for mark, _ in marks(chart)}:
            label, part = mark if isinstance(mark, tuple) else (mark, 0)
            link = table.links[part]
            found = behind(link, rows[label]) if link.publishers else None
            if found is None or not link.publishers:
                continue
            told, known = {name for name in link.publishers(rows[label]) if not is_missing(name)}, stated(found)
            compared[chart.key] = compared.get(chart.key, 0) + 1
            if not (known <= told if chart.key in MORE else known == told):
                wrong.append((page, chart.key, mark, known, told))
    assert wrong == []
    least = {"growth": 50, "matrix": 100, "stages": 8, "project_hosts": 10, "sectors": 30, "years": 20, "units_by_host": 10, "units_by_vintage": 5}  # fmt: skip
    least |= {"trade_multiples": 20, "trade_flows": 30, "trade_shares": 5, "overlap": 20, "days_apart": 15}
    assert all(compared.get(key, 0) >= count for key, count in least.items()), compared


def test_every_mark_of_rows_names_a_publisher_in_its_words_or_beside_them() -> None:
    silent = []
    for page, chart, table in linked():
        if chart.key in MADE_HERE | IN_SHORT | IN_WORDS:
            continue
        rows, said = dict(with_labels(table.frame())), hints.of_marks(table)
        assert said is not None
        for mark, words in marks(chart):
            label, part = mark if isinstance(mark, tuple) else (mark, 0)
            known = [
                str(value)
                for name, value in rows[label].items()
                if name in ("source_publisher", "publisher") and not is_missing(value)
            ]
            if (
                said(mark) == hints.CLICK
                and table.links[part].address(rows[label])
                and not any(bare(name) in bare(words) for name in known)
            ):
                silent.append((page, chart.key, mark, words))
    assert silent == []


def test_a_mark_of_a_buyer_names_who_says_its_own_number() -> None:
    """A total its publisher, what is traced the publishers of the rows behind it, what is unconfirmed those of leads alone."""
    leads = {row["publisher"] for row in ask_rows("SELECT publisher FROM sources WHERE kind = 'lead'")}
    seen = set()
    for _, chart, table in linked():
        if chart.key != "by_buyer":
            continue
        rows = dict(with_labels(table.frame()))
        for label, words in marks(chart):
            said, _, names = bare(words).partition("<br>")
            kind = next(kind for kind, told in buyer_bars.WORDS.items() if said.endswith(told))
            seen.add(kind)
            if kind == "published":
                assert names == rows[label]["published_by"]
            elif kind == "lead":
                assert names in leads
            else:
                found = behind(table.links[0], rows[label])
                assert found is not None and names == publishers(found["source_publisher"])
    assert seen == set(buyer_bars.WORDS)


def test_the_two_series_of_a_year_name_their_own_publishers() -> None:
    known = {row["block"]: row["publisher"] for row in ask_rows("FROM context_sources")}
    of = {"fossil CO2": "co2", "greenhouse gases with land use": "ghg"}
    told = {chart.key: [bare(words) for _, words in marks(chart)] for _, chart, _ in linked() if chart.key in IN_WORDS}
    for words in told["country_emissions"]:
        said, _, names = words.partition("<br>")
        assert names == known[of[said.partition(", ")[2]]]
    assert {words.partition("<br>")[2] for words in told["country_electricity"]} == {known["electricity"]}
    assert len(told["country_emissions"]) > 50 and len(told["country_electricity"]) > 20


def test_no_mark_shows_markup() -> None:
    shown = [(page, chart.key, said) for page, chart, _ in linked() for _, said in marks(chart) if "&lt;" in said]
    assert shown == []


def test_what_is_said_of_a_mark() -> None:
    told: list[str] = []
    names = {"a": ["JCM", "Verra", "JCM", None], "b": [], "c": ["A & B", "C", "C", "D", "D", "D"]}

    def of(row: Any) -> list[str | None]:
        told.append(row["key"])
        return names[row["key"]]

    rows = [{"key": key} for key in names]
    table = Table("t", rows, ("key",), (RowLink(lambda _: "", publishers=of), RowLink(lambda _: "", "Behind it all")))
    said = hints.of_marks(table)
    assert said is not None
    assert said(0) == f"Rows from JCM and Verra<br>{hints.CLICK}" and said((0, 0)) == said(0)
    assert said(1) == said((0, 1)) == said(7) == hints.CLICK
    assert said(2) == f"Rows from D, C and 1 more<br>{hints.CLICK}"
    names["b"] = ["Ministry of Trade, Industry and Energy, Republic of Korea <MOTIE>"]
    assert (
        hints.of_marks(table)(1)
        == f"Rows from Ministry of Trade, Industry and<br>Energy, Republic of Korea &lt;MOTIE&gt;<br>{hints.CLICK}"
    )
    names["b"] = ["A web site of so many words (copy by create-to-solve)"]
    assert (
        hints.of_marks(table)(1)
        == f"Rows from A web site of so many words (copy by<br>create-to-solve)<br>{hints.CLICK}"
    )
    assert hints.of_marks(None) is None and hints.of_marks(Table("t", rows, ("key",))) is None
