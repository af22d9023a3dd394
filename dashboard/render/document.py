"""Draws the blocks of any page (dashboard.core.content) as plain HTML: to be read on any line and in any browser.

Knows no subject, no Streamlit and no script. Texts are escaped; the only links are those of dashboard.core.plain and of blocks.
"""

from __future__ import annotations

from html import escape
from typing import Any
from urllib.parse import urlencode

from markdown_it import MarkdownIt

from dashboard.core import columns, told
from dashboard.core.answer import Answer
from dashboard.core.content import (
    SITE,
    Block,
    Brief,
    Chart,
    Code,
    Drawn,
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
from dashboard.core.forms import Look, Map, map_svg, to_svg
from dashboard.core.palette import LIGHT
from dashboard.core.plain import JOINER, plain

# Rows of a table that stand in a document; the rest is a link away.
ROWS = 100
LOOK = Look(LIGHT, 820)
# Text of the Markdown that is ours: no tags, no pictures; links lead to the web or to this site (dashboard.core.plain).
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(["image", "autolink", "html_inline", "html_block"])


def html(page: Page, heading: str, site: str = "") -> str:
    """Return the content of a page as HTML below a heading: the inside of <main>; `site` is the address that it has."""
    blocks = "\n".join(_block(block) for block in page.blocks)
    problems = "".join(f'<p class="problem">{escape(problem)}</p>' for problem in page.problems)
    return f"<main><h1>{escape(page.heading or heading)}</h1>{problems}\n{blocks}</main>".replace(SITE, site)


def markdown(text: str) -> str:
    """Return a text of ours, in Markdown, as HTML."""
    rendered: str = _MARKDOWN.render(text)
    return rendered.replace(JOINER, "").strip()


def _block(block: Block) -> str:
    match block:
        case Say():
            text = f"**{plain(block.lead)}** {block.text}" if block.lead else block.text
            aside = f"<small>{markdown(block.aside)}</small>" if block.aside else ""
            return f'<div class="{escape(block.kind)}">{markdown(text)}{aside}</div>'
        case Heading():
            return f"<h{block.level}>{escape(block.text)}</h{block.level}>"
        case Share():
            return f'<p><meter value="{block.value:.4f}" aria-hidden="true"></meter> {escape(block.text)}</p>'
        case Code():
            return "".join(f"<pre><code>{escape(text)}</code></pre>" for _, _, text in block.versions)
        case Listing():
            lines = (
                f"<li>{_link(one.link)} {escape(one.text)} <small>{markdown(' · '.join(one.notes)).removeprefix('<p>').removesuffix('</p>')}</small></li>"
                for one in block.entries
            )
            return f"<ul>{''.join(lines)}</ul>"
        case Link():
            return f"<p>{_link(block)}</p>"
        case Links():
            return f"<p>{' · '.join(_link(link) for link in block.links)}</p>"
        case Tiles():
            return _tiles(block)
        case Table():
            return _table(block)
        case Extract() | Brief():
            # A document is read; files are saved from the live page.
            return ""
        case Chart():
            return _chart(block)
        case Finding():
            return _finding(block)
        case Group():
            head = f"<h2>{escape(block.title or block.fold)}</h2>" if block.title or block.fold else ""
            return f"<section>{head}{''.join(_block(part) for part in block.blocks)}</section>"
        case Inputs():
            boxes = "".join(
                f'<label>{escape(label)} <input name="{escape(name)}" value="{escape(value, quote=True)}"></label> '
                for name, label, value in block.fields
            )
            return f'<form>{boxes}<button type="submit">Show</button></form>' if boxes else ""
        case Pick():
            return _pick(block)
        case RowCard():
            raise TypeError("a row card is filled in before a page is drawn (dashboard.evidence.row_card)")


def _link(link: Link) -> str:
    query = urlencode(dict(link.query), safe=",")
    return _anchor(f"{link.page}?{query}" if query else link.page, link.words)


def _anchor(address: str, words: str) -> str:
    return f'<a href="{escape(address, quote=True)}">{escape(words)}</a>'


def _tiles(tiles: Tiles) -> str:
    labels = tiles.labels or tuple(answer.figure.label for answer in tiles.answers)
    notes = tiles.notes or ("",) * len(tiles.answers)
    parts = [_answer(*one) for one in zip(tiles.answers, labels, notes, strict=True)]
    parts += [
        f"<div><dt>{escape(tile.label)}</dt><dd><b>{escape(tile.value)}</b> {escape(tile.note)} "
        f"{_anchor(tile.address, tile.link) if tile.address else ''}</dd></div>"
        for tile in tiles.more
    ]
    return f'<dl class="tiles">{"".join(parts)}</dl>'


def _answer(answer: Answer, label: str, note: str) -> str:
    lines = "".join(f"<li><b>{escape(part.number)}</b> {escape(part.text)}</li>" for part in told.parts(answer))
    by = escape(note or told.by(answer))
    return f"<div><dt>{escape(label)}</dt><dd><b>{escape(told.shown(answer))}</b> {by}<ul>{lines}</ul></dd></div>"


def _table(table: Table) -> str:
    rows = table.frame()
    shown = {name: heading for name, heading in table.headings.items() if name in rows}
    heads = [*shown.values(), *(one.heading for one in table.links)]
    body = []
    for row in rows.head(ROWS).to_dict("records"):
        record = {str(name): value for name, value in row.items()}
        cells = [_cell(table, name, record[name]) for name in shown]
        cells += [_anchor(to, "see rows") if (to := one.address(record)) else "" for one in table.links]
        body.append(f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>")
    more = f"<p>{len(rows):,} rows in all; the first {ROWS} are shown.</p>" if len(rows) > ROWS else ""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads) if table.has_head else ""
    caption = f"<caption>{escape(table.fold)}</caption>" if table.fold else ""
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>{more}"


def _cell(table: Table, name: str, value: Any) -> str:
    text = columns.text(name, value, table.missing)
    if text.startswith(("https://", "http://")):
        return _anchor(text, columns.of(name).link_text)
    return markdown(text).removeprefix("<p>").removesuffix("</p>") if table.is_of_words else escape(text)


def _chart(chart: Chart) -> str:
    form = chart.form
    title = f"<h3>{escape(chart.title)}</h3>" if chart.title else ""
    if isinstance(form, Map):
        # Land is a file that all pages share. Marks of a map of some Parties aren't those of the live page: they have their own words.
        words = escape(map_svg.legend(form)) if form.subjects else ""
        drawn = map_svg.draw(form, LOOK, is_linked=True) + (f"<figcaption>{words}</figcaption>" if words else "")
    elif not isinstance(form, Drawn):
        drawn = to_svg(form, LOOK)
    else:
        draw = form.svg or form.html
        drawn = draw(LOOK) if draw else f"<p>{escape(form.alt)}</p>"
    return f"<figure>{title}{drawn}</figure>"


def _finding(finding: Finding) -> str:
    parts = [f"<h2>{escape(finding.title)}</h2>", f'<div class="small">{markdown(finding.drawn)}</div>']
    parts += [_chart(chart) for chart in finding.charts]
    parts += [_block(note) for note in finding.notes]
    if finding.table:
        parts.append(_table(finding.table))
    if finding.sources:
        parts.append(f'<div class="small">{markdown(f"Sources: {finding.sources}")}</div>')
    return f"<section>{''.join(parts)}</section>"


def _pick(pick: Pick) -> str:
    options = "".join(
        f'<option value="{escape(key, quote=True)}"{" selected" if key == pick.chosen else ""}>{escape(label)}</option>'
        for key, label in sorted(pick.labels.items(), key=lambda item: item[1].casefold())
    )
    problem = f'<p class="problem">{escape(pick.problem)}</p>' if pick.problem else ""
    return (
        f'{problem}<form><label>{escape(pick.label)} <select name="{escape(pick.name)}">{options}</select></label>'
        f'<button type="submit">Open</button></form>'
    )
