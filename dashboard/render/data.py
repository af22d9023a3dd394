"""A page's content as plain data, ready for JSON: what machines and tests read. Knows no subject and no Streamlit."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

import pandas as pd

from dashboard.core import told
from dashboard.core.answer import Answer
from dashboard.core.content import (
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
    Tile,
    Tiles,
)
from dashboard.core.numbers import is_missing
from dashboard.core.ranking import Ranking
from dashboard.core.records import as_dicts


def as_data(page: Page) -> dict[str, Any]:
    """Return a page as dicts, lists, texts, numbers and None alone: heading, description, problems and blocks in their order."""
    return {
        "heading": page.heading,
        "description": page.description,
        "problems": list(page.problems),
        "blocks": [_block(block) for block in page.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Say():
            return {"say": block.text, "kind": block.kind, "lead": block.lead, "aside": block.aside}
        case Heading():
            return {"heading": block.text, "level": block.level}
        case Share():
            return {"share": block.value, "text": block.text}
        case Code():
            return {"code": [{"name": name, "language": kind, "text": text} for name, kind, text in block.versions]}
        case Listing():
            return {
                ("asked" if block.is_asked else "listing"): [
                    _link(entry.link) | {"lead": entry.lead, "text": entry.text, "notes": list(entry.notes)}
                    for entry in block.entries
                ]
            }
        case Ranking():
            return {"ranking": block.title, "lines": [asdict(line) for line in block.lines]}
        case Link():
            return _link(block)
        case Links():
            return {"links": [_link(link) for link in block.links]}
        case Tiles():
            return {"tiles": [*_answers(block), *(_tile(tile) for tile in block.more)]}
        case Table():
            return _table(block)
        case Extract():
            return {"extract": block.view, "rows": _records(block.frame())}
        case Chart():
            return {"chart": block.key, "alt": block.form.alt, "title": block.title}
        case Finding():
            return {
                "finding": block.title,
                "drawn": block.drawn,
                "charts": [_block(chart) for chart in block.charts],
                "beside": [_block(one) for one in block.beside],
                "notes": [_block(note) for note in block.notes],
                "sources": block.sources,
                "table": _table(block.table) if block.table else None,
            }
        case Group():
            return {"group": block.title or block.fold, "blocks": [_block(part) for part in block.blocks]}
        case Inputs():
            return {"inputs": [{"name": name, "label": label, "value": value} for name, label, value in block.fields]}
        case Pick():
            return {"pick": block.name, "label": block.label, "options": dict(block.labels), "chosen": block.chosen}
        case Brief():
            return {"brief": block.key}
        case RowCard():
            return {"row": block.key, "kind": block.kind}


def _link(link: Link) -> dict[str, Any]:
    return {"link": link.words, "page": link.page, "query": dict(link.query)}


def _answers(tiles: Tiles) -> list[dict[str, Any]]:
    labels = tiles.labels or tuple(answer.figure.label for answer in tiles.answers)
    notes = tiles.notes or ("",) * len(tiles.answers)
    return [
        _answer(answer) | {"label": label, "note": note}
        for answer, label, note in zip(tiles.answers, labels, notes, strict=True)
    ]


def _answer(answer: Answer) -> dict[str, Any]:
    published = answer.leading
    return {
        "figure": answer.figure.name,
        "shown": told.shown(answer),
        "value": answer.value,
        "unit": answer.figure.unit,
        "word": answer.word,
        "published": published and {"value": published.value, "by": published.publisher, "as_of": published.as_of},
        "unconfirmed": answer.unconfirmed,
        "known_up_to": plain_value(answer.known_up_to),
        "parts": [f"{part.number} {part.text}".strip() for part in told.parts(answer)],
        "scope": answer.scope,
    }


def _tile(tile: Tile) -> dict[str, Any]:
    return {"label": tile.label, "shown": tile.value, "note": tile.note, "rows": tile.address}


def _table(table: Table) -> dict[str, Any]:
    rows = table.frame()
    shown = rows[[name for name in table.columns if name in rows]]
    records = _records(shown)
    for one in table.links:
        for record, row in zip(records, as_dicts(rows), strict=True):
            record[one.heading] = one.address({str(name): value for name, value in row.items()}) or None
    return {"table": table.key, "columns": table.headings, "rows": records}


def _records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): plain_value(value) for name, value in row.items()} for row in as_dicts(rows)]


def plain_value(value: Any) -> Any:
    """Return a value of a frame as JSON has it: a day as its text, what is missing as None, a list as a list."""
    if is_missing(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, list | tuple):
        return [plain_value(part) for part in value]
    return value
