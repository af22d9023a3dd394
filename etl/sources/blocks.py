"""What the modules on registries share: rows of table authorised_blocks, and what is said of the rest of a file."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Any

from etl.csvfile import FILE, LINE
from etl.problems import DataError, Problem
from etl.reading.tables import Checked, Row
from etl.sources import lookup
from etl.sources.publisher import Facts, Known

COLUMNS = [
    *("block_id", "registry", "programme_ref", "project_id", "title", "host_iso3", "cooperative_approach_id"),
    *("vintage_year", "authorised_on", "issued_on", "first_transfer_definition", "is_for_ndc", "is_for_other_purposes"),
    *("is_on_platform", "letter_url", "serial_text", "serial_first", "serial_last", "quantity_tco2e", "source_id"),
    *("source_url", "confidence", "note"),
]
AUTHORISED = re.compile(r"article 6(\.2)?\b.*\bauthori[sz](ed|ation)\b", re.IGNORECASE)
REFUSED = re.compile(r"\b(not|pending|no|without|awaiting|requested|un)\b|not applicable", re.IGNORECASE)
NDC = re.compile(r"\bndc\b|nationally determined", re.IGNORECASE)
OTHER = re.compile(
    r"\b(o?imp|op)\b|other (international mitigation )?purposes?|int(ernational|['’.]?l?)\.? mitigation", re.IGNORECASE
)


def label(text: str | None) -> list[str]:
    """Return the parts of a cell of labels that say an authorisation under Article 6; a CORSIA label alone is none.

    Text that only mentions an authorisation (not authorised, pending, no) is none either.
    """
    parts = [part.strip() for part in re.split(r"[;,|\n]", text or "")]
    return [part for part in parts if AUTHORISED.match(part) and not REFUSED.search(part)]


def purposes(labels: Sequence[str]) -> tuple[str | None, str | None]:
    """Return whether labels say NDC and other purposes: "True", or None where they don't say so."""
    said = " ; ".join(labels)
    return ("True" if NDC.search(said) else None, "True" if OTHER.search(said) else None)


def host(row: Row, field: str, known: Known, publisher: str, checked: Checked) -> str | None:
    """Return the code of the Party in a cell; what is none is a problem."""
    try:
        return lookup.mapped(known, publisher, "party", [row], field)[0]
    except DataError as error:
        checked.problems += error.problems
        return None


def block(row: Row, registry: str, **given: Any) -> dict[str, Any]:
    """Return a row of authorised_blocks; its serial number, or its place in the file where it has none, makes the key."""
    serial = given.get("serial_text")
    key = (
        f"{registry}|{serial}"
        if serial
        else f"{registry}|{given.get('programme_ref')}|{given.get('quantity_tco2e')}|{row.line}"
    )
    return {"block_id": key, "registry": registry, "confidence": "A", FILE: row.file, LINE: row.line} | given


def repeated(rows: Sequence[dict[str, Any]], checked: Checked) -> None:
    """Note blocks that stand twice, and serial numbers that overlap within one series."""
    series: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in rows:
        if row.get("serial_first") is not None and row.get("serial_last") is not None:
            stem = str(row["serial_text"]).replace(f"{row['serial_first']}-{row['serial_last']}", "#")
            series.setdefault((row["registry"], row["programme_ref"], row["vintage_year"], stem), []).append(row)
    for group in series.values():
        group.sort(key=lambda row: row["serial_first"])
        for one, other in itertools.pairwise(group):
            if other["serial_first"] <= one["serial_last"]:
                where = f"line {one[LINE]}" + (f" of {one[FILE]}" if one[FILE] != other[FILE] else "")
                rule = f"overlaps {one['serial_text']} on {where}"
                if one["serial_text"] == other["serial_text"]:
                    rule = f"stands also on {where}; bring one of the two, or one export at a time"
                checked.problems.append(Problem(other[FILE], other[LINE], "serial", str(other["serial_text"]), rule))


def facts(
    rows: list[dict[str, Any]], read: int, publisher: str, known: Known, edition: str, url: str, left_out: str
) -> Facts:
    """Return the blocks of a registry's export with its source, and notes on what was left out."""
    source_id = f"{re.sub('[^a-z0-9]+', '_', publisher.lower())}_export_{edition.replace('-', '_')}"
    source = lookup.source_row(
        source_id,
        known,
        publisher=publisher,
        title=f"Export of the registry, {edition}",
        url=url,
        published_on=edition,
        kind="dataset",
    )
    for row in rows:
        row["source_id"] = source_id
    notes = [
        f"{len(rows):,} of {read:,} rows are authorised under Article 6; {read - len(rows):,} left out: {left_out}"
    ]
    tables = {"sources": lookup.frame([source], list(source)), "authorised_blocks": lookup.frame(rows, COLUMNS)}
    # Without a block the source alone would be no import.
    # One day may have several exports, of hosts or projects for one.
    return Facts(
        f"{publisher}, export of {edition}",
        edition,
        tables if rows else {},
        notes,
        version=edition,
        apart_by="authorised_blocks",
    )
