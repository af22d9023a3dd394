"""From a brief to what stands on its two pages: tables cut to length, sources numbered, a hash of it all. Pure."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import asdict
from typing import Any
from urllib.parse import quote

from dashboard.brief.record import DISCLAIMER, Brief, Row, Source, Table
from dashboard.core.words import day, plural

# More rows than this never fit the second page.
MOST_ROWS = 31
# A longer address is cut on paper; the link in the file stays whole.
_LONGEST_URL = 64

# What the fonts of the brief (fonts/) can not show: all but Latin letters, figures and signs.
_NOT_SHOWN = re.compile(
    r"[^\u0020-\u007e\u00a0-\u017f\u0218-\u021b\u1ea0-\u1ef9\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u202f"
    r"\u2030\u2032\u2033\u20ac\u2080-\u2084\u2190-\u2193\u2212\u2264\u2265]"
)

Sheet = dict[str, Any]


def lay_out(brief: Brief, rows: int = MOST_ROWS) -> Sheet:
    """Return what both printed forms show, as plain values: `rows` is the number of table rows in all.

    Tables are cut from the end; each says how many rows are left and where they are. Sources are those of the rows
    that are shown, numbered in the order in which they are first named. `content_hash` covers every word and drawing.
    """
    cuttable = [table for table in brief.tables if table.path]
    shares = iter(share_rows([len(table.rows) for table in cuttable], [table.least for table in cuttable], rows))
    shown = [(table, cut(table.rows, next(shares)) if table.path else table.rows) for table in brief.tables]
    numbers: dict[str, int] = {}
    for _, kept in shown:
        for row in kept:
            numbers.setdefault(row.source_id, len(numbers) + 1)
    sheet: Sheet = {
        "title": brief.title,
        "kind": brief.kind,
        "as_of": day(brief.as_of),
        "as_of_iso": brief.as_of.isoformat(),
        "rule": brief.rule,
        "answer": brief.answer,
        "figures": [asdict(figure) for figure in brief.figures],
        "world": asdict(brief.world),
        "charts": [asdict(chart) for chart in brief.charts],
        "tables": [
            {
                "title": table.title,
                "note": table.note,
                "columns": table.columns,
                "widths": table.widths,
                "numeric": table.numeric,
                "rows": [{"cells": row.cells, "source": numbers[row.source_id], "url": row.url or ""} for row in kept],
                "more": _more(table, len(table.rows) - len(kept)),
            }
            for table, kept in shown
        ],
        "unknown": brief.unknown,
        "sources": [_source(numbers[key], brief.sources[key]) for key in numbers],
        "cite": (
            f"Article 6 Atlas ({brief.edition_on.year}). {brief.title}: {brief.kind.lower()}, as of {day(brief.as_of)}. "
            f"Edition of {day(brief.edition_on)}, data {brief.build[:12]}. {brief.page}"
        ),
        "disclaimer": DISCLAIMER,
        "edition": day(brief.edition_on),
        "edition_iso": brief.edition_on.isoformat(),
        "build": brief.build[:12],
    }
    sheet = {key: _printable(value) for key, value in sheet.items()}
    return sheet | {"content_hash": content_hash(sheet)}


def printable(text: str) -> str:
    """Return a text in the letters that both forms can show: marks without a width go, an unknown letter becomes "?"."""
    if not _NOT_SHOWN.search(text):
        return text
    signs = re.sub(r"[\r\n\t]+", " ", unicodedata.normalize("NFC", text))
    return _NOT_SHOWN.sub("?", "".join(sign for sign in signs if unicodedata.category(sign) not in ("Cf", "Cc")))


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        # Addresses are followed, not read.
        return {key: part if key == "url" else _printable(part) for key, part in value.items()}
    return [_printable(part) for part in value] if isinstance(value, list | tuple) else value


def content_hash(sheet: Sheet) -> str:
    """Return twelve signs that change with any word, number or drawing of the sheet."""
    said = json.dumps({key: value for key, value in sheet.items() if key != "content_hash"}, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def share_rows(lengths: list[int], least: list[int], rows: int) -> list[int]:
    """Share `rows` among tables: to each its `least`, then one each in turn until they are used up or none has rows left.

    Where `rows` do not reach for that, each has one at least.
    """
    shares = [min(pair) for pair in zip(lengths, least, strict=True)]
    if sum(shares) > rows:
        shares = [min(length, 1) for length in lengths]
    left = rows - sum(shares)
    while left > 0 and any(share < length for share, length in zip(shares, lengths, strict=True)):
        for n, length in enumerate(lengths):
            if left > 0 and shares[n] < length:
                shares[n] += 1
                left -= 1
    return shares


def cut(rows: tuple[Row, ...], most: int) -> tuple[Row, ...]:
    """Return at most `most` rows in their order, some of each group."""
    groups = list(dict.fromkeys(row.group for row in rows))
    kept = share_rows([sum(row.group == group for row in rows) for group in groups], [1] * len(groups), most)
    left = dict(zip(groups, kept, strict=True))
    shown = []
    for row in rows:
        if left[row.group] > 0:
            shown.append(row)
            left[row.group] -= 1
    return tuple(shown[:most])


def _more(table: Table, left: int) -> str:
    return f"and {plural(left, 'row')} more, see the Atlas: {table.path}" if left else ""


def _source(number: int, source: Source) -> dict[str, Any]:
    shown = (
        quote(source.url or "", safe=":/?#[]@!$&'()*+,;=%~")
        .removeprefix("https://")
        .removeprefix("http://")
        .removesuffix("/")
    )
    if len(shown) > _LONGEST_URL:
        shown = f"{shown[: _LONGEST_URL - 1]}…"
    return {"number": number, "url_shown": shown} | asdict(source)
