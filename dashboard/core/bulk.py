"""The open files that the build wrote beside the warehouse: which there are, how large, and where to fetch them."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

# Not asked of warehouse.py: its caches may only be made in a running app, and the web server imports this before.
FOLDER = Path(__file__).parents[2] / "data" / "warehouse" / "export"
DESCRIPTOR = "datapackage.json"
DATABASE = "article6.duckdb"


@dataclass(frozen=True)
class BulkFile:
    """One file: where it lies, its media type, its size in bytes and the SHA-256 of its content."""

    path: Path
    media_type: str
    size: int
    sha256: str


def files() -> dict[str, BulkFile]:
    """Return the files of the newest export by name; none before the first one.

    A new export is seen at once: its folder is another one, and the link data/warehouse/export leads to it.
    """
    try:
        return _files(os.path.realpath(FOLDER, strict=True))
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def address(name: str) -> str:
    """Return the stable address of a file, from the root of the site."""
    return f"/data/{name}"


@lru_cache(maxsize=2)
def _files(folder: str) -> dict[str, BulkFile]:
    descriptor = Path(folder, DESCRIPTOR)
    text = descriptor.read_bytes()
    found = {
        resource["path"]: BulkFile(
            Path(folder, resource["path"]),
            resource["mediatype"] + ("; charset=utf-8" if resource["format"] == "csv" else ""),
            resource["bytes"],
            resource["hash"].removeprefix("sha256:"),
        )
        for resource in json.loads(text)["resources"]
    }
    return found | {DESCRIPTOR: BulkFile(descriptor, "application/json", len(text), hashlib.sha256(text).hexdigest())}
