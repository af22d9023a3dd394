"""From the blocks of a page to what both forms of paper show: plain values, to which the two templates add nothing. Pure."""

from __future__ import annotations

from itertools import accumulate
from typing import Any, TypeAlias
from urllib.parse import quote, urlsplit

import pandas as pd

from dashboard.core import columns, told
from dashboard.core.content import (
    SITE,
    Block,
    Chart,
    Finding,
    Group,
    Heading,
    Link,
    Links,
    Listing,
    Say,
    Share,
    Table,
    Tiles,
)
from dashboard.core.forms import Look, Map, map_svg, to_svg
from dashboard.core.palette import PAPER
from dashboard.core.ranking import Ranking
from dashboard.core.records import as_dicts
from dashboard.core.words import listed, plural
from dashboard.render import listings
from dashboard.render.paper.record import Paper, Publication
from dashboard.render.paper.text import Run, lines, printable, run, runs

Part: TypeAlias = dict[str, Any]
Sheet: TypeAlias = dict[str, Any]
# Pixels and points of a drawing as wide as the text, and of one beside another: letters are as large as those of tables.
WHOLE, HALF = (912, 504.0), (440, 243.0)
MAP_HEIGHT, HALF_HEIGHT = 421, 232
# Letters of a line of a table, of a cell that never breaks, and of one that asks for no more width.
LETTERS, SHORT, WIDEST = 122, 13, 42
# Letters below which words in a cell break one under the other, and that a column of sources takes.
NARROWEST, OF_SOURCES = 16, 8
# Columns that a table has however wide they are.
FEWEST = 3
# A column of a table that names the publication of each row, and the one with its deep link.
SOURCE, DEEP_LINK = "source_id", "source_url"


def lay_out(paper: Paper, without: int = 0, fewer: int = 0) -> Sheet:
    """Return a document as plain values, without the last so many spare pieces, and with so many rows fewer in each table as far as it has them."""
    hand = _Hand(paper, fewer)
    kept = paper.spare - without
    parts: list[Part] = []
    for piece in paper.pieces:
        kept -= piece.is_spare
        if not piece.is_spare or kept >= 0:
            parts += [part for block in piece.blocks for part in hand.parts(block)]
    address = f"{paper.site}/{paper.address}" if paper.site else ""
    cite = f"Article 6 Atlas, {paper.title}, {paper.kind[:1].lower()}{paper.kind[1:]}, edition of {paper.edition}"
    return {
        "title": printable(paper.title),
        "kind": paper.kind,
        "shown": printable(paper.shown),
        "edition": paper.edition,
        "edition_iso": paper.edition_on.isoformat(),
        "description": printable(_said_first(parts)),
        "address": address,
        "cite": printable(f"{cite}."),
        "parts": parts,
        "sources": hand.sources(),
    }


def _said_first(parts: list[Part]) -> str:
    said = next((part for part in parts if part["is"] == "say"), None)
    return "".join(part["text"] for line in said["lines"] for part in line["runs"]) if said else ""


class _Hand:
    """Draws blocks one after the other, and numbers sources as they are named."""

    def __init__(self, paper: Paper, fewer: int) -> None:
        self._paper, self._fewer = paper, fewer
        self._numbers: dict[str, int] = {}
        self._named: dict[str, Publication] = {}
        self._by_url = {one.url: key for key, one in paper.publications.items() if one.url}

    def sources(self) -> list[Part]:
        """Return the publications that were named, by their numbers."""
        return [
            {"number": number, "text": printable(_credit(named)), "url": named.url, "shown": _shown(named.url)}
            for number, named in ((number, self._named[key]) for key, number in self._numbers.items())
        ]

    def parts(self, block: Block, *, is_half: bool = False) -> list[Part]:
        """Return what of a block stands on paper; nothing of inputs, files to save and rows to open."""
        match block:
            case Heading():
                return [{"is": "heading", "level": block.level, "runs": [run(block.text)]}]
            case Say():
                return [self._say(block)]
            case Share():
                return [{"is": "say", "kind": "text", "lines": [{"mark": "", "runs": [run(block.text)]}]}]
            case Link() | Links():
                return self._links((block,) if isinstance(block, Link) else block.links)
            case Listing(is_asked=True) | Ranking():
                return [part for one in listings.plain_blocks(block) for part in self.parts(one, is_half=is_half)]
            case Listing():
                return [part for one in block.entries for part in self._links((one.link,), f" {one.text}")]
            case Tiles():
                return [{"is": "tiles", "tiles": _tiles(block)}]
            case Table():
                return self._table(block, is_half=is_half)
            case Chart():
                return [_picture(block, is_half=is_half)]
            case Finding():
                return self._finding(block, is_half=is_half)
            case Group():
                return self._group(block, is_half=is_half)
            case _:
                return []

    def _say(self, said: Say) -> Part:
        found = lines(said.text.replace(SITE, self._paper.site), self._followed)
        if said.lead and found:
            found[0]["runs"].insert(0, run(f"{said.lead} ", is_bold=True))
        if said.aside:
            found += lines(said.aside, self._followed)
        return {"is": "say", "kind": said.kind, "lines": found}

    def _links(self, links: tuple[Link, ...], after: str = "") -> list[Part]:
        said: list[Run] = []
        for n, link in enumerate(links):
            query = "&".join(f"{name}={value}" for name, value in link.query)
            url, _ = self._followed(f"{link.page}?{query}", link.words)
            said += [run(" · ")] if n else []
            said.append(run(link.words, url=url))
        return [{"is": "say", "kind": "small", "lines": [{"mark": "", "runs": [*said, run(after)]}]}] if said else []

    def _finding(self, finding: Finding, *, is_half: bool) -> list[Part]:
        part: Part = {
            "is": "finding",
            "runs": [run(finding.title)] if finding.title else [],
            "drawn": runs(finding.drawn.replace(SITE, self._paper.site), self._followed),
            "pictures": [_picture(chart, is_half=is_half) for chart in finding.charts],
            "parts": [part for note in (*finding.beside, *finding.notes) for part in self.parts(note)],
            "sources": runs(f"Sources: {finding.sources}", self._followed) if finding.sources else [],
        }
        if finding.table:
            part["parts"] += self._table(finding.table)
        return [part]

    def _group(self, group: Group, *, is_half: bool) -> list[Part]:
        title = group.title or group.fold
        head: list[Part] = [{"is": "heading", "level": 3, "runs": [run(title)]}] if title else []
        inside = [self.parts(block, is_half=is_half or group.is_side_by_side) for block in group.blocks]
        if group.is_side_by_side and sum(map(bool, inside)) > 1:
            return [*head, {"is": "beside", "columns": [parts for parts in inside if parts]}]
        return [*head, *(part for parts in inside for part in parts)]

    def _table(self, table: Table, *, is_half: bool = False) -> list[Part]:
        frame = table.frame()
        least, most = self._paper.rows.get(table.key, (len(frame), len(frame)))
        rows = frame.head(max(least, most - self._fewer))
        if rows.empty:
            return []
        shown = {
            name: heading
            for name, heading in table.headings.items()
            if name in rows and columns.of(name).kind is not columns.Kind.LINK
        }
        texts = {name: {columns.text(name, value, table.missing) for value in rows[name]} for name in shown}
        # What each row repeats is in the title already.
        shown = {name: heading for name, heading in shown.items() if texts[name] != {self._paper.title}}
        cells = [[self._cell(table, name, row[name]) for name in shown] for row in as_dicts(rows)]
        numeric = [
            columns.of(name).kind in (columns.Kind.NUMBER, columns.Kind.RATIO, columns.Kind.SHARE) for name in shown
        ]
        letters = LETTERS // 2 if is_half else LETTERS
        count = _fitting([*shown.values()], cells, numeric, letters - OF_SOURCES * (SOURCE in rows))
        without = [heading.lower() for heading in [*shown.values()][count:]]
        shown = dict([*shown.items()][:count])
        cells, numeric = [line[:count] for line in cells], numeric[:count]
        if SOURCE in rows:
            for row, line in zip(as_dicts(rows), cells, strict=True):
                line.append([self._source(row[SOURCE], row.get(DEEP_LINK))])
        heads = [*shown.values(), *(["Source"] if SOURCE in rows else [])]
        numeric += [True] * (SOURCE in rows)
        return [
            {
                "is": "table",
                "heads": [printable(name) for name in heads] if table.has_head else [],
                "widths": _widths(heads, cells, numeric, letters),
                "numeric": numeric,
                "rows": cells,
                "more": _left_out(len(rows), len(frame), without),
            }
        ]

    def _cell(self, table: Table, name: str, value: Any) -> list[Run]:
        text = columns.text(name, value, table.missing)
        return runs(text, self._followed) if table.is_of_words else [run(text)]

    def _source(self, key: Any, url: Any) -> Run:
        if pd.isna(key) or key not in self._paper.publications:
            return run("")
        number = self._number(str(key), self._paper.publications[key])
        return run(f"{number}", url=url if isinstance(url, str) else "")

    def _followed(self, address: str, words: str) -> tuple[str, int]:
        if urlsplit(address).scheme in ("http", "https"):
            key = self._by_url.get(address, address)
            known = self._paper.publications.get(key)
            return address, self._number(key, known or Publication("", words, "", address))
        return (f"{self._paper.site}/{address.lstrip('/')}", 0) if self._paper.site else ("", 0)

    def _number(self, key: str, publication: Publication) -> int:
        self._named.setdefault(key, publication)
        return self._numbers.setdefault(key, len(self._numbers) + 1)


def _credit(source: Publication) -> str:
    said = ": ".join(filter(None, (source.publisher, source.title)))
    return f"{said}. {source.dated}." if source.dated else f"{said}."


def _shown(url: str) -> str:
    """An address as it is typed: whole, without what any browser adds."""
    return printable(quote(url, safe=":/?#[]@!$&'()*+,;=%~").removeprefix("https://").removesuffix("/"))


def _left_out(shown: int, every: int, columns_without: list[str]) -> str:
    """Say what of a table is not on paper; "" where all of it is."""
    rows = f"The first {shown} of {plural(every, 'row')}." if shown < every else ""
    named = f"Without {listed(columns_without, len(columns_without))}." if columns_without else ""
    return printable(" ".join(filter(None, (rows, named))))


def _widths(heads: list[str], cells: list[list[list[Run]]], numeric: list[bool], letters: int) -> list[float]:
    """Share of the line of each column: numbers and short words never break, and the others have what is left by their longest cells."""
    asked = [_asked(n, heads, cells, numeric) for n in range(len(heads))]
    wanted = sum(most - least for least, most in asked)
    spare = max(0.0, letters - sum(least for least, _ in asked))
    widths = [least + (spare * (most - least) / wanted if wanted else 0.0) for least, most in asked]
    return [width / sum(widths) for width in widths]


def _fitting(heads: list[str], cells: list[list[list[Run]]], numeric: list[bool], letters: int) -> int:
    """Return how many columns have room side by side, those on the left first."""
    taken = list(accumulate(_asked(n, heads, cells, numeric)[0] for n in range(len(heads))))
    return max(FEWEST, sum(width <= letters for width in taken))


def _asked(n: int, heads: list[str], cells: list[list[list[Run]]], numeric: list[bool]) -> tuple[float, float]:
    """Return the letters that a column takes at least, and those that it asks for."""
    texts = ["".join(part["text"] for part in line[n]) for line in cells]
    longest = max((len(text) for text in texts), default=0)
    word = max(len(word) for text in (heads[n], *texts) for word in (text.split() or [""]))
    most = max(word, min(longest, WIDEST)) + 2.0
    return (most if numeric[n] or longest <= SHORT else min(most, NARROWEST)), most


def _tiles(tiles: Tiles) -> list[Part]:
    labels = tiles.labels or tuple(answer.figure.label for answer in tiles.answers)
    notes = tiles.notes or ("",) * len(tiles.answers)
    answered = [
        {
            "label": label,
            "value": told.shown(answer),
            "note": told.by(answer) or note,
            "lines": [
                {"mark": part.mark, "number": printable(part.number), "text": printable(part.text)}
                for part in told.parts(answer)
                if part.mark != "published" or not answer.leading
            ],
        }
        for answer, label, note in zip(tiles.answers, labels, notes, strict=True)
    ]
    more = [{"label": tile.label, "value": tile.value, "note": tile.note, "lines": []} for tile in tiles.more]
    parts: list[Part] = [*answered, *more]
    return [
        {name: printable(value) if isinstance(value, str) else value for name, value in tile.items()} for tile in parts
    ]


def _picture(chart: Chart, *, is_half: bool) -> Part:
    form, (pixels, points), words = chart.form, HALF if is_half else WHOLE, ""
    if isinstance(form, Map):
        svg, words = to_svg(form, Look(PAPER, pixels, height=MAP_HEIGHT), points), map_svg.legend(form)
    else:
        svg = to_svg(form, Look(PAPER, pixels, height=HALF_HEIGHT if is_half else None), points)
    return {
        "is": "picture",
        "title": printable(chart.title),
        "svg": svg,
        "alt": printable(form.alt),
        "words": printable(words),
    }
