"""What a page says of the small world, as lines: its sentences, figures and notes; tables and charts by their words alone.

What stands aside (headings of tables, links, rows to take along, what an input holds) are lines that begin with ASIDE, in a file of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dashboard.core.choice import Choice
from dashboard.core.choices import Filters, offered
from dashboard.pages import ENTRIES
from dashboard.render.data import as_data

# Longer lines are lists of all Parties.
MOST = 900
ASIDE = "aside "
# Tables whose cells are sentences.
OF_WORDS = {"compared"}


def said(page: str, filters: Filters, **own: str) -> list[str]:
    """Return what a page says to this choice."""
    known = offered()
    made = as_data(ENTRIES[page].content(Choice(filters, filters, known, tuple(own.items()))))
    lines = [f"heading: {made['heading']}"] if made["heading"] else []
    lines += [f"problem: {text}" for text in made["problems"]]
    lines += [ASIDE + line.strip() for block in made["blocks"] for line in _aside(block)]
    return lines + [" ".join(line.split())[:MOST] for block in made["blocks"] for line in lines_of(block)]


def parted(lines: list[str]) -> tuple[list[str], list[str]]:
    """Return what a page says, and what stands aside."""
    aside = [line.removeprefix(ASIDE) for line in lines if line.startswith(ASIDE)]
    return [line for line in lines if not line.startswith(ASIDE)], aside


def _aside(block: dict[str, Any]) -> Iterator[str]:
    match block:
        case {"extract": view, "rows": rows}:
            yield f"extract: {view}, {len(rows)} rows"
        case {"table": name, "columns": headings}:
            yield f"table: {name}: {' | '.join(map(str, headings.values() if isinstance(headings, dict) else headings))}"
        case {"links": links}:
            yield from (line for one in links for line in _aside(one))
        case {"brief": key}:
            yield f"brief: {key}"
        case {"inputs": fields}:
            yield from (f"input: {one['name']} {one['label']}: {one['value']}" for one in fields)
        case {"pick": name, "label": label, "chosen": chosen, "options": options}:
            yield f"pick: {name} {label}: {chosen} of {len(options)}"
        case {"tiles": tiles}:
            yield from (
                f"tile: {one['label']}: {one.get('figure', '')} {one.get('scope', '')} {one.get('rows', '')}"
                for one in tiles
            )
        case {"charts": charts, "beside": beside, "table": table}:
            yield from (line for part in (*charts, *beside, *([table] if table else [])) for line in _aside(part))
        case {"group": _, "blocks": blocks}:
            yield from (line for part in blocks for line in _aside(part))
        case {"link": words, "page": page, "query": query}:
            yield f"link: {words} <{page}{''.join(f'?{name}={value}' for name, value in query.items())}>"


def lines_of(block: dict[str, Any]) -> Iterator[str]:
    """Yield what a block says."""
    match block:
        case {"say": text, "kind": kind, "lead": lead, "aside": aside}:
            yield f"{kind}: {' · '.join(part for part in (lead, text, aside) if part)}"
        case {
            "finding": title,
            "drawn": drawn,
            "charts": charts,
            "beside": beside,
            "notes": notes,
            "sources": sources,
            "table": table,
        }:
            yield f"finding: {title}"
            yield f"drawn: {drawn}"
            for part in (*charts, *beside, *notes, *([table] if table else [])):
                yield from lines_of(part)
            if sources:
                yield f"sources: {sources}"
        case {"tiles": tiles}:
            for tile in tiles:
                parts = tile.get("parts", [])
                yield f"tile: {' · '.join(part for part in (tile['label'], tile['shown'], tile['note'], *parts) if part)}"
        case {"chart": _, "alt": alt, "title": title}:
            yield f"chart: {' · '.join(part for part in (title, alt) if part)}"
        case {"group": title, "blocks": blocks}:
            if title:
                yield f"group: {title}"
            for part in blocks:
                yield from lines_of(part)
        case {"listing": entries}:
            for entry in entries:
                yield f"entry: {' · '.join((entry['link'], entry['text'], *entry['notes']))}"
        case {"asked": entries}:
            for entry in entries:
                query = "".join(f"?{name}={value}" for name, value in entry["query"].items())
                told = (entry["lead"], f"{entry['link']} <{entry['page']}{query}>", entry["text"], *entry["notes"])
                yield f"asked: {' · '.join(part for part in told if part)}"
        case {"ranking": title, "lines": ranked}:
            yield f"ranked: {title}: " + ", ".join(f"{one['name']} {one['count']} ({one['solid']})" for one in ranked)
        case {"heading": text}:
            yield f"heading: {text}"
        case {"share": _, "text": text}:
            yield f"share: {text}"
        case {"table": name, "rows": rows}:
            yield f"table: {name}, {len(rows)} rows"
            if name in OF_WORDS:
                yield from (f"row: {' | '.join(str(cell) for cell in row.values())}" for row in rows)
