"""From a brief to what stands on its two pages: tables cut to length, sources numbered, a hash of it all. Pure."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import Any

from dashboard.brief.content import DISCLAIMER, Brief, Source, Table
from dashboard.findings import day, plural

# Rows on the second page before any fitting, and the fewest that a table may be cut to.
MOST_ROWS, LEAST_ROWS = 26, 2
# A longer address is cut on paper; the link in the file stays whole.
_LONGEST_URL = 84

Sheet = dict[str, Any]


def lay_out(brief: Brief, rows: int = MOST_ROWS) -> Sheet:
    """Return what both printed forms show, as plain values: `rows` is the number of table rows in all.

    Tables are cut from the end; each says how many rows are left and where they are. Sources are those of the rows
    that are shown, numbered in the order in which they are first named. `content_hash` covers every word and drawing.
    """
    shares = share_rows([len(table.rows) for table in brief.tables], rows)
    shown = [(table, table.rows[:share]) for table, share in zip(brief.tables, shares, strict=True)]
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
                "rows": [
                    {"cells": row.cells, "source": numbers[row.source_id], "url": row.url or ""} for row in kept
                ],
                "more": _more(table, len(table.rows) - len(kept)),
            }
            for table, kept in shown
        ],
        "unknown": brief.unknown,
        "sources": [_source(numbers[key], brief.sources[key]) for key in numbers],
        "cite": (
            f"Article 6 Atlas ({brief.edition_on.year}). {brief.title}: {brief.kind.lower()}, as of {day(brief.as_of)}. "
            f"Edition of {day(brief.edition_on)}, data {brief.build[:12]}. {brief.path}"
        ),
        "disclaimer": DISCLAIMER,
        "edition": day(brief.edition_on),
        "edition_iso": brief.edition_on.isoformat(),
        "build": brief.build[:12],
    }
    return sheet | {"content_hash": content_hash(sheet)}


def content_hash(sheet: Sheet) -> str:
    """Return twelve signs that change with any word, number or drawing of the sheet."""
    said = json.dumps({key: value for key, value in sheet.items() if key != "content_hash"}, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def share_rows(lengths: list[int], rows: int) -> list[int]:
    """Share `rows` among tables: one each in turn until it is used up or no table has rows left."""
    shares = [min(length, LEAST_ROWS) for length in lengths]
    left = rows - sum(shares)
    while left > 0 and any(share < length for share, length in zip(shares, lengths, strict=True)):
        for n, length in enumerate(lengths):
            if left > 0 and shares[n] < length:
                shares[n] += 1
                left -= 1
    return shares


def _more(table: Table, left: int) -> str:
    return f"and {plural(left, 'row')} more, see the Atlas: {table.path}" if left else ""


def _source(number: int, source: Source) -> dict[str, Any]:
    shown = (source.url or "").removeprefix("https://").removeprefix("http://").removesuffix("/")
    if len(shown) > _LONGEST_URL:
        shown = f"{shown[: _LONGEST_URL - 1]}…"
    return {"number": number, "url_shown": shown} | asdict(source)
