"""What takes long to make and hangs on files alone is made once, for all processes of a run and for the next runs too.

A build from the same bytes by the same code gives the same warehouse, so one that was made yesterday is as good as a new
one. That this is so is tested where builds are (tests/etl/test_build.py), and those never take a kept one.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from copies import LATER_DAYS, ROOT

# Folders of which every file has a part in what is made, and libraries that have.
MADE_OF = ("data", "etl", "tests/copies.py", "tests/cut.py")
LIBRARIES = ("duckdb", "pandas", "pyarrow", "pyproj")
# How many stay of one name: another process may still read the one before.
STAY = 2


def kept(cache: Path, name: str, make: Callable[[Path], object], also: str = "") -> Path:
    """Return a folder that `make` filled; it is made anew only when data, code, libraries or the folder `also` differ from then."""
    cache.mkdir(parents=True, exist_ok=True)
    folder = cache / f"{name}-{_fingerprint(also)}"
    with (cache / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            for old in sorted(cache.glob(f"{name}-*"), key=lambda path: path.stat().st_mtime)[: 1 - STAY]:
                shutil.rmtree(old)
            unfinished = Path(tempfile.mkdtemp(dir=cache, prefix=".unfinished-"))
            try:
                make(unfinished)
                unfinished.rename(folder)
            finally:
                shutil.rmtree(unfinished, ignore_errors=True)
        os.utime(folder)
    return folder


def _fingerprint(also: str) -> str:
    digest = hashlib.sha256(repr((LATER_DAYS, sys.version, *map(version, LIBRARIES))).encode())
    for place in (*MADE_OF, *filter(None, [also])):
        for path in sorted([ROOT / place, *(ROOT / place).rglob("*")]):
            parts = path.relative_to(ROOT).parts
            if path.is_file() and not {"warehouse", "imported", "__pycache__"} & set(parts):
                digest.update("/".join(parts).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
