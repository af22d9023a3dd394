"""Records a release in data/releases: edition, hash of the content, rows by table, and what changed since the last one."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

from etl.build import ROOT, Built, Say, build
from etl.diff import KINDS, LEFT_OUT, Edition, difference
from etl.sources import releases

# A release is a small file: of a table that changed in more rows than this only the first are listed.
LISTED_ROWS = 50
# Beside the warehouse; the dashboard reads what stands here (dashboard.core.warehouse).
EDITIONS = "editions"


class ReleaseError(Exception):
    """There is nothing to record, or the warehouse before is missing; the text says what to do."""


def release(note: str, since: Path | None = None, replace: bool = False, root: Path = ROOT, say: Say = print) -> Path:
    """Build the warehouse, record it as a release, and build again so that the pages show it. Returns the new file.

    `since` is the warehouse of the release before, needed when there is one. `replace` records the newest release
    anew instead of adding one. Raises ReleaseError, DiffError, and DataError as build() does.
    """
    folder = root / releases.FOLDER
    built = build(root, say)
    known = sorted((json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")), key=_order)
    replaced = known.pop() if replace and known else None
    previous = known[-1] if known else None
    if previous and previous["content_hash"] == built.content_hash:
        raise ReleaseError(f"The data are those of release {previous['release_id']}: there is nothing to record.")
    if previous and since is None:
        raise ReleaseError(
            f"Name the warehouse of release {previous['release_id']} with --since FILE, so that the changes can be listed. "
            "It can be built from the commit that recorded the release."
        )
    record: dict[str, Any] = {"content_hash": built.content_hash, "note": note}
    if previous and since:
        with difference(since, built.path) as found:
            if found.old.content_hash != previous["content_hash"]:
                raise ReleaseError(
                    f"{since} is not the warehouse of release {previous['release_id']}: its content is "
                    f"{found.old.content_hash[:16]}, not {previous['content_hash'][:16]}."
                )
            edition = found.new
            record["changes"] = [
                dict(zip(releases.TABLES["release_changes"][1:], cell, strict=True))
                for cell in found.cells(LISTED_ROWS)
            ]
            counts = found.counts()
            compared = found.compared
    else:
        edition, counts, compared = _edition(built), {}, frozenset()
        record["changes"] = []
    record["edition_on"] = edition.edition_on
    record["previous_release_id"] = previous["release_id"] if previous else None
    record["tables"] = [
        {"table_name": table, "row_count": count}
        | {f"{kind}_count": counts.get(table, {}).get(kind, 0) for kind in KINDS if table in compared}
        for table, count in sorted(built.rows.items())
        if table not in LEFT_OUT
    ]
    record["release_id"] = _next_id(edition.edition_on, [entry["release_id"] for entry in known])
    path = folder / f"{record['release_id']}.json"
    _write(path, record)
    if replaced and replaced["release_id"] != record["release_id"]:
        (folder / f"{replaced['release_id']}.json").unlink()
    _keep(build(root, say).path, record["release_id"])
    say(f"Recorded {path.relative_to(root)}")
    return path


def _keep(warehouse: Path, release_id: str) -> Path:
    """Keep the file of a release for good, so that /at/… can show what it said: the same bytes under a name of their own."""
    kept = warehouse.parent / EDITIONS / f"{release_id}.duckdb"
    kept.parent.mkdir(exist_ok=True)
    kept.unlink(missing_ok=True)
    try:
        os.link(warehouse, kept)
    except OSError:
        shutil.copyfile(warehouse, kept)
    return kept


def _order(record: dict[str, Any]) -> tuple[str, int]:
    release_id = str(record["release_id"])
    return release_id[:10], int(release_id[11:] or 1)


def _next_id(edition_on: str, taken: list[str]) -> str:
    number = sum(release_id.startswith(edition_on) for release_id in taken) + 1
    return edition_on if number == 1 else f"{edition_on}-{number}"


def _edition(built: Built) -> Edition:
    with difference(built.path, built.path) as found:
        return found.new


def _write(path: Path, record: dict[str, Any]) -> None:
    # One line a row, so that a reader of the repository sees what was recorded.
    head = {name: record[name] for name in releases.TABLES["releases"]}
    lines = [f" {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in head.items()]
    for name in ("tables", "changes"):
        rows = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in record[name])
        lines.append(f' "{name}": [\n{rows}\n ]' if rows else f' "{name}": []')
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    os.replace(temporary, path)
