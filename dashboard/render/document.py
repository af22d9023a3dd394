"""Draws the blocks of any page (dashboard.core.content) as plain HTML: to be read on any line and in any browser.

Knows no subject, no Streamlit and no script. Texts are escaped; the only links are those of dashboard.core.plain and of blocks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

import pandas as pd
from markdown_it import MarkdownIt

from dashboard.core import columns, links
from dashboard.core.answer import Answer
from dashboard.core.citable import compared, key_of, name_of, offers, sentence
from dashboard.core.columns import Kind
from dashboard.core.content import (
    SITE,
    Block,
    Brief,
    Chart,
    Code,
    Extract,
    Finding,
    Group,
    Heading,
    Inputs,
    Link,
    Links,
    Listing,
    Page,
    Pick,
    RowCard,
    Say,
    Share,
    Table,
    Tiles,
)
from dashboard.core.escaped import escape
from dashboard.core.forms.together import together_in
from dashboard.core.plain import JOINER, plain
from dashboard.core.ranking import Ranking
from dashboard.core.records import Columns, Record
from dashboard.render import boxes, cells, contents, listings, pictures, share, terms, tiles

# Rows of a table that stand in a document; the rest is a link away.
ROWS = 100
BRIEFS = {"pdf": "PDF", "html": "HTML"}
# Stands for the address of a file with rows of the page, which a site has and a file doesn't: {FILES}view.csv.
FILES = "https://files.invalid/"
# Text of which Markdown makes nothing: most cells, and it takes long to find out.
_WORDS = re.compile(r"[^\W\d_][\w ,.;()’“”–%/]*(?<! )")
_FILE = re.compile(re.escape(FILES) + r"([\w.-]+)")
# Text of the Markdown that is ours: no tags, no pictures; links lead to the web or to this site (dashboard.core.plain).
MARKDOWN = (
    MarkdownIt("commonmark", {"html": False})
    .enable("table")
    .disable(["image", "autolink", "html_inline", "html_block"])
)


def html(
    page: Page,
    heading: str,
    site: str = "",
    below: str = "",
    files: Callable[[str], str] = "files/{}".format,
    cite: share.Address | None = None,
) -> str:
    """Return the content of a page as HTML below a heading: the inside of <main>.

    `site` is the address of the site, `below` HTML under the heading, and `files` gives the address of a file of this page by its name.
    `cite` gives the address of what its parts are cited and shared by; without it no part has a menu.
    """
    blocks = "\n".join(_block(block) for block in page.blocks)
    problems = "".join(problem(text) for text in page.problems)
    used: terms.Used = {}
    main = f'<main id="main"><h1>{escape(page.heading or heading)}</h1>{below}{problems}{contents.html(page.blocks)}\n{contents.placed(terms.explained(blocks, used))}{terms.meanings(used, blocks)}</main>'
    return _FILE.sub(lambda found: escape(files(found[1]), quote=True), share.placed(together_in(main), cite)).replace(
        SITE, site
    )


def problem(text: str) -> str:
    """Return what could not be honoured of an address as HTML."""
    return f'<p class="problem">{escape(text)}</p>'


# Cells and notes say the same on many pages.
@lru_cache(maxsize=2048)
def markdown(text: str) -> str:
    """Return a text of ours, in Markdown, as HTML."""
    rendered: str = MARKDOWN.render(text)
    return rendered.replace(JOINER, "").strip()


def inline(text: str) -> str:
    """Return a paragraph of ours, in Markdown, as HTML to stand within another."""
    return markdown(text).removeprefix("<p>").removesuffix("</p>")


def _block(block: Block, *, is_half: bool = False) -> str:
    match block:
        case Say():
            text = f"**{plain(block.lead)}** {block.text}" if block.lead else block.text
            aside = f"<small>{markdown(block.aside)}</small>" if block.aside else ""
            drawn = f'<div class="{escape(block.kind)}">{markdown(text)}{aside}</div>'
            menu = share.menu(block.key, sentence(block), True, has_rows=False) if block.key else ""
            return f'<div class="cited said">{drawn}{menu}</div>' if menu else drawn
        case Heading():
            return f"<h{block.level}>{escape(block.text)}</h{block.level}>"
        case Share():
            return f'<p class="portion"><meter value="{block.value:.4f}" aria-hidden="true"></meter> {escape(block.text)}</p>'
        case Code():
            return "".join(f"<pre><code>{escape(text)}</code></pre>" for _, _, text in block.versions)
        case Listing(is_asked=True):
            return listings.asked(block)
        case Ranking():
            return listings.ranked(block, pictures.tone)
        case Listing():
            lines = (
                f"<li>{_link(one.link)} {escape(one.text)} <small>{inline(' · '.join(one.notes))}</small></li>"
                for one in block.entries
            )
            return f"<ul>{''.join(lines)}</ul>"
        case Link():
            return f'<p class="to">{_link(block)}</p>'
        case Links():
            return f'<p class="to">{" · ".join(_link(link) for link in block.links)}</p>'
        case Tiles():
            return _tiles(block)
        case Table():
            return _table(block)
        case Extract():
            return _extract(block)
        case Brief():
            files = " · ".join(_anchor(f"{FILES}brief-{block.key}.{suffix}", words) for suffix, words in BRIEFS.items())
            return f'<p class="small files">{escape(block.words)}: {files}</p>'
        case Chart():
            return f'{pictures.chart(block, is_half=is_half)}<div class="cited">{share.menu(block.key, block.title or block.form.alt, True)}</div>'
        case Finding():
            return _finding(block, is_half=is_half)
        case Group():
            return _group(block, is_half=is_half)
        case Inputs():
            return boxes.inputs(block)
        case Pick():
            return boxes.pick(block)
        case RowCard():
            raise TypeError("a row card is filled in before a page is drawn (dashboard.evidence.row_card)")


def _link(link: Link) -> str:
    return _anchor(listings.address(link), link.words)


def _anchor(address: str, words: str) -> str:
    return f'<a href="{escape(address, quote=True)}">{escape(words)}</a>'


def _group(group: Group, *, is_half: bool) -> str:
    inside = "".join(
        f"<div>{_block(part, is_half=True)}</div>" if group.is_side_by_side else _block(part, is_half=is_half)
        for part in group.blocks
    )
    title = f"<h2>{escape(group.title)}</h2>" if group.title else ""
    kind = " ".join(["side" if group.is_side_by_side else "", "boxed" if group.is_boxed else ""]).strip()
    body = f'{title}<div class="{kind}">{inside}</div>' if kind else f"{title}{inside}"
    if group.fold:
        return f"<details{' open' if group.is_open else ''}><summary>{escape(group.fold)}</summary>{body}</details>"
    return f"<section>{body}</section>"


def _tiles(block: Tiles) -> str:
    answers = (
        tiles.bare(block.answers, rows_of, block.labels, block.notes, menu_of, is_one_scale=block.is_one_scale)
        if block.answers
        else ""
    )
    more = "".join(
        f'<section><h3>{escape(tile.label)}</h3><p class="v"><b>{escape(tile.value)}</b></p><p class="by">{escape(tile.note)}</p>'
        f'<div class="links">{_anchor(tile.address, tile.link) if tile.address else ""}{share.menu(tile.key, tile.label, True, has_rows=False) if tile.key else ""}</div></section>'
        for tile in block.more
    )
    heading = "" if answers else "<h2>In figures</h2>"
    if block.is_one_scale and block.answers:
        answers += f'<div class="cited">{share.menu(compared(block), block.answers[0].figure.label, True)}</div>'
    return answers + (f'<div class="{tiles.count_class(len(block.more))}">{heading}{more}</div>' if more else "")


def menu_of(answer: Answer, name: str) -> str:
    """Return the menu of a figure."""
    return share.menu(key_of(answer), name, True)


def rows_of(answer: Answer, kind: str) -> str:
    """Return the address of the rows of an answer, or of those that rest on leads alone."""
    return links.behind(answer) if kind == "rows" else links.leads_of(answer)


def _extract(block: Extract) -> str:
    count = len(block.frame()) if block.count is None else block.count
    words = "CSV of this row" if count == 1 else f"CSV of these {count:,} rows"
    return f'<p class="small">{_anchor(f"{FILES}{block.view}.csv", words)} · {_anchor(f"{FILES}{block.view}.xlsx", "XLSX")}</p>'


def _table(table: Table, *, is_alone: bool = True) -> str:
    rows = _given(table)
    more = f'<p class="small">{len(rows):,} rows in all; the first {ROWS} are shown.</p>' if len(rows) > ROWS else ""
    drawn = f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(table.fold or "Table", quote=True)}: {escape(table.key, quote=True)}">{_bare(table, rows[:ROWS])}</div>{more}'
    if table.extract:
        menu = share.menu(table.key, table.fold or "this table", False) if is_alone else ""
        drawn += (
            f'<div class="cited"><div>{_extract(table.extract)}</div>{menu}</div>' if menu else _extract(table.extract)
        )
    return f"<details><summary>{escape(table.fold)}</summary>{drawn}</details>" if table.fold else drawn


def bare_table(table: Table, most: int) -> str:
    """Return the first rows of a table."""
    return _bare(table, _given(table)[:most])


def _given(table: Table) -> pd.DataFrame | Sequence[Record]:
    return table.rows() if callable(table.rows) else table.rows


def _bare(table: Table, rows: pd.DataFrame | Sequence[Record]) -> str:
    of_frame = Columns(rows) if isinstance(rows, pd.DataFrame) else None
    records: Sequence[Any] = of_frame.lines() if of_frame is not None else rows
    known = rows.columns if isinstance(rows, pd.DataFrame) else {*records[0]} if records else ()
    shown = {name: heading for name, heading in table.headings.items() if name in known}
    values = {name: [row[name] for row in records] if of_frame is None else of_frame[name] for name in shown}
    kinds = {name: cells.kind(name, values[name], table.is_of_words) for name in shown}
    drawn = [_cells(table, name, values[name], kinds[name]) for name in shown]
    drawn += [
        [f'<td class="to">{_anchor(to, one.words) if (to := one.address(row)) else ""}</td>' for row in records]
        for one in table.links
    ]
    body = [f"<tr>{''.join(row)}</tr>" for row in zip(*drawn, strict=True)]
    heads = [
        f'<th scope="col"{cells.RIGHT if kinds[name] == cells.RIGHT else ""}>{escape(words)}</th>'
        for name, words in shown.items()
    ]
    heads += [f'<th scope="col" class="to">{escape(one.heading)}</th>' for one in table.links]
    head = f"<thead><tr>{''.join(heads)}</tr></thead>" if table.has_head else ""
    return f"<table>{head}<tbody>{''.join(body)}</tbody></table>"


def _cells(table: Table, name: str, values: Iterable[Any], attributes: str) -> list[str]:
    """The cells of a column."""
    column = columns.of(name)
    # Words of a link may be a part of its address, given as a pattern.
    pattern = column.link_text if "(" in column.link_text else ""
    made = []
    for value in values:
        text = columns.text(name, value, table.missing)
        if text.startswith(("https://", "http://")):
            drawn = _anchor(text, "open" if pattern else column.link_text)
        elif column.kind is Kind.LINK and "?" in text:
            found = re.search(pattern, text) if pattern else None
            drawn = _anchor(text, unquote(found[1]) if found else column.link_text)
        else:
            is_marked = table.is_of_words and not _WORDS.fullmatch(text)
            drawn = inline(text) if is_marked else escape(text)
        made.append(f"<td{attributes}>{drawn}</td>")
    return made


def _finding(finding: Finding, *, is_half: bool) -> str:
    said = markdown(finding.drawn)
    if finding.drawn_on_phone:
        said = said.replace("<p>", '<p class="broad">') + markdown(finding.drawn_on_phone).replace(
            "<p>", '<p class="narrow">'
        )
    head = f'<h2>{escape(finding.title)}</h2><div class="small">{said}</div>' if finding.title else ""
    drawn = "".join(pictures.chart(chart, is_half=is_half, has_beside=bool(finding.beside)) for chart in finding.charts)
    beside = "".join(_block(block) for block in finding.beside)
    drawn = f'<div class="with">{drawn}{beside}</div>' if beside else drawn
    parts = [f'<div class="drawn">{head}{drawn}</div>']
    parts += [_block(note) for note in finding.notes]
    name = name_of(finding)
    menu = share.menu(name, finding.title, *offers(finding)) if name else ""
    if finding.sources or menu:
        said = markdown(f"Sources: {finding.sources}") if finding.sources else ""
        parts.append(f'<div class="cited"><div class="source">{said}</div>{menu}</div>')
    if finding.table:
        table = finding.table if finding.table.fold else replace(finding.table, fold="Table and CSV extract")
        parts.append(_table(table, is_alone=False))
    return f"<section>{''.join(parts)}</section>"
