"""The small file that names the warehouse that is served, and those that nobody needs any more."""

from __future__ import annotations

import os
from pathlib import Path

POINTER = "article6.duckdb"
KEPT_WAREHOUSES = 2


def point_to(path: Path) -> None:
    """Let the pointer beside a warehouse name it from now on, at one stroke."""
    link = path.with_name(f".pointer-{os.getpid()}")
    link.unlink(missing_ok=True)
    link.symlink_to(path.name)
    os.replace(link, path.with_name(POINTER))


def remove_old(current: Path) -> None:
    """Remove warehouses that are older than the current one and the one before it."""
    # The one before stays: a server may still be reading it.
    old = sorted(current.parent.glob("article6-*.duckdb"), key=lambda p: p.stat().st_mtime, reverse=True)
    for path in [p for p in old if p != current][KEPT_WAREHOUSES - 1 :]:
        path.unlink()
