"""Proposals: what a changed file would bring, for a person to read and to accept; and the guard before it.

A proposal is three files: <name>.csv with every row that is new, changed or gone, <name>.txt for reading, <name>.json for
`etl accept`. Nothing of it stands in an answer before it is accepted.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import pandas as pd

from etl import importing
from etl.changes import Changes
from etl.csvfile import FILE, LINE, read_csv
from etl.problems import DataError, Problem
from etl.sources.publisher import Brought, Known
from etl.staging import stage, stage_confined
from etl.watch.places import RAW, Place

FOLDER = "data/proposals"
STAGED = ".staged"
# By which cells a row of an edition is the row of the edition before.
KEYS: Mapping[str, tuple[str, ...]] = {
    "agreements": ("agreement_id",),
    "claims": ("agreement_id", "field"),
    "projects": ("project_id",),
    "project_witnesses": ("project_id",),
    "events": ("event_id",),
    "reported_actions": ("action_id",),
    "authorised_blocks": ("block_id",),
    "cooperative_approaches": ("cooperative_approach_id",),
    "platform_documents": ("document_id",),
}
# A publisher adds more than it takes away: a file that lost more than this share of its rows or keys is refused.
MOST_LOST = 0.1
NEW, CHANGED, GONE = "new", "changed", "gone"
SHOWN = 15
HEADER = ("table", "key", "change", "column", "before", "after")
SUFFIXES = ((b"PK\x03\x04", ".xlsx"), (b"<", ".html"), (b"{", ".json"), (b"[", ".json"))
# They differ in every edition.
OF_EDITION = ("source_id", FILE, LINE)

Cells = list[tuple[str, str, str, str, str | None, str | None]]


@dataclass(frozen=True)
class Proposal:
    """What `etl accept` needs to know of a proposal."""

    name: str
    watch_id: str
    publisher: str
    file: str
    sha256: str
    refused_because: str | None


@dataclass(frozen=True)
class Read:
    """What a file says: its label and notes, and its rows by table."""

    said: tuple[str, ...]
    tables: dict[str, pd.DataFrame]


def propose(
    root: Path, place: Place, sha256: str, before: str | None, known: Known, is_confined: bool = False
) -> Proposal | None:
    """Write the proposal of a file that changed; None where its publisher has no module or no new row.

    With `is_confined` files are read in a process of its own with little memory, time and rights. Raises DataError where the file
    can't be read as one of its publisher's.
    """
    module = importing.PUBLISHERS.get(place.publisher or "")
    if module is None:
        return None
    new = _read(root, place, sha256, known, is_confined)
    old = None
    if before and (root / RAW / before).exists():
        try:
            old = _read(root, place, before, known, is_confined)
        except DataError:
            # The file before could not be read either; there is nothing to compare with.
            old = None
    cells, lost = _compared(old, new)
    if not cells:
        return None
    name = f"{place.watch_id}-{sha256[:8]}"
    found = Proposal(name, place.watch_id, module.PUBLISHER, file_name(root, place, sha256), sha256, lost)
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(cells)
    (folder / f"{name}.txt").write_text("\n".join(_text(found, place, new, cells)) + "\n", encoding="utf-8")
    (folder / f"{name}.json").write_text(json.dumps(asdict(found), indent=1) + "\n", encoding="utf-8")
    return found


def accept(
    root: Path, name: str, is_despite_guard: bool, say: importing.Say, is_confined: bool = False
) -> tuple[Proposal, Changes | None]:
    """Import the file of a proposal as if it had been brought by hand, build, and remove the proposal.

    Raises DataError for a name that is no proposal, a file that is no longer there, and for one that the guard refused.
    """
    stem = re.sub(r"\.(csv|txt|json)$", "", PurePosixPath(name).name)
    path = root / FOLDER / f"{stem}.json"
    standing = ", ".join(sorted(each.stem for each in path.parent.glob("*.json"))) or "none"
    if not path.is_file():
        raise DataError(
            [Problem(FOLDER, None, None, name, f"no such proposal; there are: {standing}")], "nothing was accepted"
        )
    found = Proposal(**json.loads(path.read_text(encoding="utf-8")))
    raw = root / RAW / found.sha256
    if not raw.is_file():
        raise DataError(
            [Problem(RAW, None, None, found.sha256, "is no longer there; watch again")], "nothing was accepted"
        )
    if found.refused_because and not is_despite_guard:
        rule = f"{found.refused_because}; read the proposal, and accept it with --despite-guard if it is right"
        raise DataError([Problem(f"{FOLDER}/{stem}.csv", None, None, None, rule)], "nothing was accepted")
    with tempfile.TemporaryDirectory() as aside:
        copy = Path(aside) / found.file
        shutil.copyfile(raw, copy)
        _, changed = importing.import_files(found.publisher, [str(copy)], root=root, say=say, is_confined=is_confined)
    for suffix in (".csv", ".txt", ".json"):
        path.with_suffix(suffix).unlink(missing_ok=True)
    return found, changed


def file_name(root: Path, place: Place, sha256: str) -> str:
    """Return a name for the file as its publisher would give it: the end of its address, with the ending of its bytes."""
    with (root / RAW / sha256).open("rb") as stream:
        start = stream.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
    ending = next((suffix for mark, suffix in SUFFIXES if start.startswith(mark)), ".csv")
    last = PurePosixPath(unquote(urlsplit(place.address).path)).name
    stem = re.sub(r"[^\w.-]+", "-", PurePosixPath(last).stem)[:100].strip(".-") or place.watch_id
    return stem + ending


def _read(root: Path, place: Place, sha256: str, known: Known, is_confined: bool) -> Read:
    module = importing.PUBLISHERS[str(place.publisher)]
    file = Brought(root / RAW / sha256, file_name(root, place, sha256))
    staged = root / RAW / STAGED
    shutil.rmtree(staged, ignore_errors=True)
    staged.mkdir()
    said: list[str] = []
    try:
        read = stage_confined if is_confined else stage
        done = read(module, [file], known, staged, said.append, is_found=True)
        if not done.are_facts:
            raise DataError([Problem(file.name, None, None, None, "is a file of trade: import it by hand")])
        return Read(tuple(said), {path.stem: read_csv(path, root) for path in staged.glob("*.csv")})
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _by_key(read: Read | None, table: str) -> dict[str, dict[str, str | None]]:
    frame = read.tables.get(table) if read else None
    if frame is None or frame.empty:
        return {}
    rows: dict[str, dict[str, str | None]] = {}
    for row in frame.astype(object).where(frame.notna(), None).to_dict("records"):
        key = "|".join(str(row[name]) for name in KEYS[table])
        rows[key] = {str(name): None if v is None else str(v) for name, v in row.items() if name not in OF_EDITION}
    return rows


def _compared(old: Read | None, new: Read) -> tuple[Cells, str | None]:
    """Return every cell that differs, and what the guard says: why the file is refused, or None."""
    cells: Cells = []
    lost: list[str] = []
    for table in KEYS:
        before, after = _by_key(old, table), _by_key(new, table)
        gone = before.keys() - after.keys()
        for key in sorted(before.keys() | after.keys()):
            was, now = before.get(key), after.get(key)
            change = NEW if was is None else GONE if now is None else CHANGED
            for column in now or was or {}:
                one, other = (was or {}).get(column), (now or {}).get(column)
                if one != other:
                    cells.append((table, key, change, column, one, other))
        if before and len(gone) > MOST_LOST * len(before):
            lost.append(f"{len(gone):,} of {len(before):,} rows of {table} are gone")
    return cells, f"{'; '.join(lost)}, more than {MOST_LOST:.0%}" if lost else None


def _text(found: Proposal, place: Place, new: Read, cells: Cells) -> list[str]:
    lines = [
        new.said[0],
        f"{place.address}",
        f"Good for: {place.good_for}. Licence: {place.licence}.",
        *(line.strip() for line in new.said[1:]),
        "",
    ]
    if found.refused_because:
        lines += [f"REFUSED BY THE GUARD: {found.refused_because}.", ""]
    by_table: dict[str, dict[str, dict[str, list[str]]]] = {}
    for table, key, change, column, one, other in cells:
        shown = f"{column} {one} -> {other}" if change == CHANGED else f"{column} {other or one}"
        by_table.setdefault(table, {}).setdefault(change, {}).setdefault(key, []).append(shown)
    for table, changes in by_table.items():
        lines.append(f"{table}: " + ", ".join(f"{len(rows):,} {change}" for change, rows in changes.items()))
        for change, rows in changes.items():
            for key, said in list(rows.items())[:SHOWN]:
                lines.append(f"  {change}: {key}: {'; '.join(said[:6])}")
            if len(rows) > SHOWN:
                lines.append(f"  … and {len(rows) - SHOWN:,} more {change}; the CSV file has all of them")
    return [*lines, "", f"To accept: python -m etl accept {found.name}"]
