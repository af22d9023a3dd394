"""Builds all data twice, at odds in everything but the data, and compares byte by byte: `make twice`."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from copies import ROOT, copy_data

# What may differ between two machines besides where the project lies: the clock's zone, the language, the order of hashing.
ONE = {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "1", "LC_ALL": "C"}
OTHER = {"TZ": "America/Los_Angeles", "PYTHONHASHSEED": "4711", "LC_ALL": "C.UTF-8"}
BUILD = (
    "import sys; from pathlib import Path; from etl.build import build; build(Path(sys.argv[1]), say=lambda _: None)"
)
# The engine gives each database file a random number and lays its blocks as its threads finish: its content has a hash instead.
DATABASE = "article6.duckdb"
DESCRIPTOR = "datapackage.json"


def build(root: Path, own: dict[str, str]) -> None:
    """Build the data below `root` in a process of its own with some of the environment its own."""
    environment = {name: value for name, value in os.environ.items() if name not in {"LANG", "PYTHONHASHSEED"}}
    subprocess.run(
        [sys.executable, "-B", "-c", BUILD, str(root)],
        env=environment | {"PYTHONPATH": str(ROOT)} | own,
        check=True,
    )


def hashes(root: Path) -> dict[str, str]:
    """Return the SHA-256 of each open file, of the descriptor without what it says of the database file, and what the warehouse calls itself."""
    folder = root / "data" / "warehouse"
    found = {}
    for path in sorted((folder / "export").iterdir()):
        content = path.read_bytes()
        if path.name == DATABASE:
            continue
        if path.name == DESCRIPTOR:
            package = json.loads(content)
            package["resources"] = [one for one in package["resources"] if one["path"] != DATABASE]
            content = json.dumps(package, sort_keys=True).encode()
        found[path.name] = hashlib.sha256(content).hexdigest()
    # Its name is a hash of all rows.
    return found | {"warehouse": (folder / DATABASE).resolve().name}


def release_hash(found: dict[str, str]) -> str:
    """Return one SHA-256 of all: what two builds of a commit have in common."""
    return hashlib.sha256("".join(f"{value}  {name}\n" for name, value in sorted(found.items())).encode()).hexdigest()


def main() -> int:
    """Build twice, print what differs and the hash of the release, and return the exit code."""
    with tempfile.TemporaryDirectory() as name:
        roots = [copy_data(Path(name) / "one"), copy_data(Path(name) / "the other, far away")]
        for root, own in zip(roots, (ONE, OTHER), strict=True):
            build(root, own)
        first, second = map(hashes, roots)
    differing = sorted(key for key in first.keys() | second.keys() if first.get(key) != second.get(key))
    print(
        "\n".join(f"  differs: {key}" for key in differing)
        or f"  {len(first) - 1} files, all the same: {release_hash(first)}"
    )
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
