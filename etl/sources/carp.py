"""UNFCCC Centralized Accounting and Reporting Platform: its public pages, saved as HTML. Tables are found by their heads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from etl.csvfile import FILE, LINE
from etl.problems import DataError
from etl.reading import cells, kinds, opening, tables
from etl.reading.cells import folded
from etl.reading.grid import Grid
from etl.reading.tables import Checked, Form, Row
from etl.sources import lookup
from etl.sources.publisher import Brought, Facts, Head, Known
from etl.sources.verra import exported_on

PUBLISHER = "carp"
DESCRIPTION = (
    "UNFCCC Centralized Accounting and Reporting Platform: its pages on cooperative approaches, authorizations and reports, each"
    " saved as HTML; one or several"
)
BASE = "https://unfccc.int/process-and-meetings/the-paris-agreement/article-6/article-62/carp"
APPROACHES = Form(
    "Cooperative approaches",
    {
        "id": r"cooperative approach id|ca id|id",
        "name": r"(cooperative approach )?name|title",
        "parties": r".*part(y|ies)\b.*",
        "documents": r".*(report|document)s?\b.*",
    },
    frozenset({"id", "name", "parties"}),
)
REPORTS = Form(
    "Reports",
    {
        "party": r"party|country",
        "review": r".*review reports?.*",
        "documents": r"(initial )?reports?|documents?|report title",
        "period": r".*period.*",
        "submitted": r".*(submission|date).*",
        "status": r".*status.*",
    },
    frozenset({"party", "documents"}),
)


@dataclass(frozen=True)
class Raw:
    """Rows of the pages: approaches, and documents with what their table is about."""

    edition: str
    approaches: list[Row] = field(default_factory=list)
    documents: list[tuple[str, Row]] = field(default_factory=list)


def recognise(head: Head) -> bool:
    """Return True for a page of the platform."""
    text = head.text.lower()
    return "<" in text and (
        "cooperative approach id" in text or ("unfccc" in text and ("carp" in text or "centralized accounting" in text))
    )


def read(files: Sequence[Brought], known: Known) -> Raw:
    """Return the rows of the pages. Raises DataError for a page without any of the tables."""
    raw = Raw(exported_on(files[0], known))
    for file in files:
        grids = opening.grids(file, (kinds.PAGE,), BASE)
        count = 0
        for grid in grids:
            if (rows := tables.find(grid, APPROACHES)) is not None:
                raw.approaches.extend(rows)
                count += 1
            elif (rows := tables.find(grid, REPORTS)) is not None:
                raw.documents.extend((_kind(grid), row) for row in rows)
                count += 1
        if not count:
            raise tables.missing(grids, APPROACHES)
    return raw


def _kind(grid: Grid) -> str:
    return "authorisation" if re.search("authori[sz]ation", folded(grid.name) + " " + folded(grid.file)) else "report"


def tidy(raw: Raw, known: Known) -> Facts:
    """Return approaches and documents. Raises DataError for unknown Parties and for numbers of approaches that are none."""
    checked = Checked()
    source_id = f"unfccc_carp_{raw.edition.replace('-', '_')}"
    about = {"source_id": source_id, "confidence": "A"}
    approaches = [
        _approach(row, known, checked) | about for row in raw.approaches if row.text("id") or row.text("name")
    ]
    documents = [
        one | about for kind, row in raw.documents if row.text("party") for one in _documents(kind, row, known, checked)
    ]
    checked.stop()
    source = lookup.source_row(
        source_id,
        known,
        publisher="UNFCCC",
        title=f"Centralized Accounting and Reporting Platform, public pages, {raw.edition}",
        url=f"{BASE}/cooperative-approaches",
        published_on=raw.edition,
        kind="official_page",
        licence="facts",
    )
    tables_of = {
        "cooperative_approaches": _joined(approaches),
        "platform_documents": list({str(row["document_id"]): row for row in documents}.values()),
    }
    own = {name: rows for name, rows in tables_of.items() if rows}
    # Each page is an edition of its own: reports don't take the place of authorisations.
    pages = {"authorisations" if row["kind"] == "authorisation" else "reports" for row in documents}
    pages |= {"cooperative_approaches"} if approaches else set()
    return Facts(
        f"UNFCCC platform, pages of {raw.edition}",
        " and ".join(sorted(pages)),
        {"sources": lookup.frame([source], list(source))}
        | {name: lookup.frame(rows, list(rows[0])) for name, rows in own.items()},
        [f"{len(rows):,} {name.replace('_', ' ')}" for name, rows in own.items()],
        version=raw.edition,
    )


def _approach(row: Row, known: Known, checked: Checked) -> dict[str, Any]:
    number = lookup.approach(row.text("id"))
    if not number:
        checked.problems.append(row.problem("id", "has no number of a cooperative approach such as CA0004"))
    # Each Party on a line of its own, or in a sentence.
    listed = "; ".join(str(row.values.get("parties") or "").splitlines()) if row.text("parties") else ""
    names = known.aliases(PUBLISHER).names
    parts = [part.strip() for part in re.split(r"[;,/]|\band\b|\bParty:|[–-] ", listed) if part.strip()]
    codes = [code for part in parts if (code := names.party(part))]
    return {
        "cooperative_approach_id": number,
        "name": row.text("name"),
        "parties_raw": listed or None,
        "party_iso3s": " ".join(dict.fromkeys(codes)) or None,
        "document_count": len(row.links.get("documents", [])),
        "source_url": row.link("documents", "name"),
        FILE: row.file,
        LINE: row.line,
    }


def _joined(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a row an approach: where its number spans several rows of the page, with the Parties and documents of all."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        first = found.setdefault(row["cooperative_approach_id"], row)
        if first is row:
            continue
        for column, mark in (("parties_raw", "; "), ("party_iso3s", " ")):
            words = [word for each in (first, row) for word in (each[column] or "").split(mark) if word]
            first[column] = mark.join(dict.fromkeys(words)) or None
        first["document_count"] += row["document_count"]
        first["source_url"] = first["source_url"] or row["source_url"]
    return list(found.values())


def _documents(kind: str, row: Row, known: Known, checked: Checked) -> list[dict[str, Any]]:
    try:
        (party,) = lookup.mapped(known, PUBLISHER, "party", [row], "party")
    except DataError as error:
        checked.problems += error.problems
        return []
    status = row.text("status")
    found = []
    for what, name in ((kind, "documents"), ("review", "review")):
        said = row.text(name)
        if not said:
            continue
        links = row.links.get(name, [])
        # Of several documents in one cell each has its own words.
        named: list[tuple[str, str | None]] = [
            (link.text if len(links) > 1 and link.text else said, link.address) for link in links
        ]
        for title, address in named or [(said, None)]:
            submitted = (_submitted(row, checked) if what == "report" else None) or lookup.day_in(address or "")
            found.append(
                {
                    "document_id": "|".join((str(party), what, address or title)),
                    "iso3": party,
                    "kind": what,
                    "title": title,
                    "submitted_on": submitted,
                    "status": status,
                    "source_url": address if address and re.fullmatch(r"https?://\S+\.\S+", address) else None,
                    FILE: row.file,
                    LINE: row.line,
                }
            )
    return found


def _submitted(row: Row, checked: Checked) -> str | None:
    """Return the day of the first submission; a later one may be told behind it: 30/09/2025 (updated 1/11/2025)."""
    first = re.match(r"[^(;]+", row.text("submitted") or "")
    return (first and cells.as_day(first[0])) or checked.day(row, "submitted")
