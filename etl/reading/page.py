"""Tables of an HTML page as grids: cells that span rows or columns repeated, what stands above each as its name."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from lxml import etree, html

from etl.problems import DataError
from etl.reading.grid import LONGEST_CELL, MOST_CELLS, Cell, Grid, Link, refusal
from etl.reading.text import decoded
from etl.sources.publisher import Brought

MOST_BYTES = 12 << 20
# More than any table has; a page may say that a cell spans a million rows.
WIDEST, TALLEST = 200, 20_000
# Where a saved page stood: browsers write it above the page, and the page itself may say it.
SAVED_FROM = re.compile(r"<!--\s*saved from url=\([0-9]{1,5}\)(\S{1,2000})\s*-->", re.IGNORECASE)
STOOD_AT = ("//base/@href", "//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")
# Where a line ends; line breaks of the file itself are blanks.
BREAK = "\0"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "caption", "summary")


def tables(file: Brought, address: str = "") -> list[Grid]:
    """Return the tables of a page in their order; nested tables are tables of their own.

    Links are whole where the page says where it stood, or by `address`, where its publisher has such pages.
    Raises DataError for a page that is too large or nested too deeply to be read whole.
    """
    text = decoded(file, MOST_BYTES)
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        # An encoding that the page declares is what its bytes were, not what the text is now.
        tree = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*>", "", text), parser=parser)
    except (etree.ParserError, etree.LxmlError, ValueError, AssertionError) as error:
        raise refusal(file.name, f"can't be read as a page ({error})") from None
    # The parser leaves out without a word what lies deeper than it goes.
    deep = [each for each in parser.error_log if "depth" in each.message.lower()]
    if deep:
        raise refusal(file.name, "is nested too deeply to be read whole", None, deep[0].line)
    found: list[Grid] = []
    heading = ""
    cells = 0
    base = _base(text, tree) or address
    for node in tree.iter():
        if node.tag in HEADINGS:
            heading = " ".join(words(node).split()) or heading
        elif node.tag == "table":
            grid = _grid(file.name, heading, node, base)
            cells += sum(map(len, grid.rows))
            if cells > MOST_CELLS:
                raise refusal(file.name, f"has more than {MOST_CELLS:,} cells")
            if grid.rows:
                found.append(grid)
    return found


def _base(text: str, tree: html.HtmlElement) -> str:
    saved = SAVED_FROM.search(text[:4096])
    said = [*([saved[1]] if saved else []), *(str(each) for path in STOOD_AT for each in tree.xpath(path))]
    return next((each for each in said if each.startswith(("https://", "http://"))), "")


def words(node: html.HtmlElement) -> str:
    """Return the text of an element, line by line as it shows, blanks collapsed, without that of scripts, styles and tables in it."""
    parts: list[str] = []
    _collect(node, parts)
    lines = (" ".join(line.split()) for line in "".join(parts).split(BREAK))
    return "\n".join(line for line in lines if line)


def _collect(node: html.HtmlElement, parts: list[str]) -> None:
    parts.append(node.text or "")
    for child in node:
        edge = BREAK if child.tag in ("br", "p", "li", "div") else ""
        parts.append(edge)
        if child.tag not in ("script", "style", "table", "noscript"):
            _collect(child, parts)
        parts += (edge, child.tail or "")


def _grid(file: str, heading: str, table: html.HtmlElement, base: str) -> Grid:
    elements = _own_rows(table)
    if len(elements) > TALLEST:
        raise _too_large(file, heading)
    placed: dict[tuple[int, int], str] = {}
    links: dict[tuple[int, int], list[Link]] = {}
    for number, element in enumerate(elements):
        column = 0
        for cell in element:
            if cell.tag not in ("td", "th"):
                continue
            while (number, column) in placed:
                column += 1
            text = words(cell)
            if len(text) > LONGEST_CELL:
                raise refusal(file, f"a cell has more than {LONGEST_CELL:,} characters", text, cell.sourceline)
            leads = [
                Link(_whole(link.get("href"), base), " ".join(words(link).split()))
                for link in cell.iter("a")
                if link.get("href")
            ]
            wide = _span(cell, "colspan", WIDEST)
            tall = min(_span(cell, "rowspan", TALLEST), len(elements) - number)
            if column + wide > WIDEST or len(placed) + wide * tall > MOST_CELLS:
                raise _too_large(file, heading)
            for place in ((number + down, column + right) for down in range(tall) for right in range(wide)):
                placed.setdefault(place, text)
                if leads:
                    links.setdefault(place, leads)
            column += wide
    widths = [0] * len(elements)
    for row, column in placed:
        widths[row] = max(widths[row], column + 1)
    rows: list[list[Cell]] = [
        [placed.get((row, place), "") for place in range(wide)] for row, wide in enumerate(widths)
    ]
    return Grid(file, heading, rows, links=links, lines=[element.sourceline or 1 for element in elements])


def _whole(address: str, base: str) -> str:
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return address


def _own_rows(table: html.HtmlElement) -> list[html.HtmlElement]:
    found = []
    for child in table:
        if child.tag == "tr":
            found.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            found += [row for row in child if row.tag == "tr"]
    return found


def _span(cell: html.HtmlElement, name: str, most: int) -> int:
    written = re.fullmatch(r"\s*(\d{1,9})\s*", cell.get(name) or "1")
    return min(max(int(written[1]), 1), most) if written else 1


def _too_large(file: str, heading: str) -> DataError:
    return refusal(file, f"a table has more than {WIDEST} columns or {TALLEST:,} rows", heading)
