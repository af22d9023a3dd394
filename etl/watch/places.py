"""The list of what is watched, the lock of what stood there last, and the bytes themselves.

data/watch.csv is kept by hand. data/watch.lock.csv is in git and changes only when bytes do: which they were, and since when.
data/raw is not: bytes under their SHA-256, and when each address was asked.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

from etl.csvfile import FILE, LINE, read_csv
from etl.problems import DataError, Problem

WATCHED, LOCK, RAW, STATE = "data/watch.csv", "data/watch.lock.csv", "data/raw", "state.json"


@dataclass(frozen=True)
class Place:
    """An address that is watched. `publisher` is the module that reads it, empty where a person must.

    With `link_pattern` it is a page, and what is watched is the file behind its first link that has the pattern.
    """

    watch_id: str
    address: str
    link_pattern: str | None
    publisher: str | None
    every_days: int
    licence: str
    good_for: str
    source_id: str | None

    @property
    def host(self) -> str:
        """The host of the address."""
        return urlsplit(self.address).hostname or ""


@dataclass(frozen=True)
class Locked:
    """What stood at an address when its bytes changed last."""

    watch_id: str
    sha256: str
    bytes: int
    content_type: str
    first_read_on: str
    changed_on: str


@dataclass
class Asked:
    """When an address was asked, what its server said of it, and since when it can't be read."""

    checked_on: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    unreadable_since: str | None = None
    wait_until: str | None = None


def watched(root: Path) -> list[Place]:
    """Return the list of what is watched. Raises DataError for a row that is none."""
    frame = read_csv(root / WATCHED, root)
    names = [each.name for each in fields(Place)]
    problems = [
        Problem(WATCHED, 1, name, None, "column is missing from the header") for name in names if name not in frame
    ]
    if problems:
        raise DataError(problems)
    places = []
    seen: set[str] = set()
    for _, row in frame.iterrows():

        def wrong(column: str, rule: str, row: object = row) -> None:
            problems.append(Problem(row[FILE], row[LINE], column, row[column], rule))  # type: ignore[index]

        if not re.fullmatch("[a-z0-9-]+", row["watch_id"] or "") or row["watch_id"] in seen:
            wrong("watch_id", "must be small letters, digits and hyphens, and stand once")
        seen.add(str(row["watch_id"]))
        if not re.fullmatch(r"https?://[^\s/@]+(/\S*)?", row["address"] or ""):
            wrong("address", "must be a plain address that begins with https:// or http://")
        if row["link_pattern"] and not _is_pattern(row["link_pattern"]):
            wrong("link_pattern", "must be a regular expression")
        if not re.fullmatch("[1-9][0-9]{0,2}", row["every_days"] or ""):
            wrong("every_days", "must be a whole number of days, 1 to 999")
        for column in ("licence", "good_for"):
            if not row[column]:
                wrong(column, "a value is needed here and the cell is empty")
        if not problems:
            places.append(Place(**({name: row[name] for name in names} | {"every_days": int(row["every_days"])})))
    if problems:
        raise DataError(problems)
    return places


def _is_pattern(text: str) -> bool:
    try:
        re.compile(text)
    except re.error:
        return False
    return True


def locked(root: Path) -> dict[str, Locked]:
    """Return what stood at each address last; nothing before the first watch."""
    path = root / LOCK
    if not path.exists():
        return {}
    frame = read_csv(path, root)
    names = [each.name for each in fields(Locked)]
    return {
        str(row["watch_id"]): Locked(**({name: row[name] for name in names} | {"bytes": int(row["bytes"])}))
        for _, row in frame.iterrows()
    }


def lock(root: Path, found: dict[str, Locked]) -> None:
    """Write the lock, sorted; a file that would be the same is left alone."""
    lines = [
        [each.name for each in fields(Locked)],
        *([str(v) for v in asdict(found[key]).values()] for key in sorted(found)),
    ]
    path = root / LOCK
    aside = path.with_name(f".{path.name}-{os.getpid()}")
    with aside.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(lines)
    if path.exists() and path.read_bytes() == aside.read_bytes():
        aside.unlink()
    else:
        os.replace(aside, path)


def keep(root: Path, content: bytes) -> str:
    """Keep bytes under their SHA-256 and return it."""
    digest = hashlib.sha256(content).hexdigest()
    folder = root / RAW
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / digest
    if not path.exists():
        aside = folder / f".{digest}-{os.getpid()}"
        aside.write_bytes(content)
        os.replace(aside, path)
    return digest


def asked(root: Path) -> dict[str, Asked]:
    """Return when each address was asked; what can't be read of it is forgotten, and the address asked anew."""
    try:
        return {
            key: Asked(**value) for key, value in json.loads((root / RAW / STATE).read_text(encoding="utf-8")).items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def note(root: Path, state: dict[str, Asked]) -> None:
    """Write down when each address was asked."""
    folder = root / RAW
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / f".{STATE}-{os.getpid()}"
    aside.write_text(json.dumps({key: asdict(state[key]) for key in sorted(state)}, indent=1) + "\n", encoding="utf-8")
    os.replace(aside, folder / STATE)
