"""A copy of data/ for whoever wants to build from it or to break it."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def copy_data(target: Path) -> Path:
    """Copy data/ without the warehouse below `target` and return `target`, a root for build() and check()."""
    shutil.copytree(ROOT / "data", target / "data", ignore=shutil.ignore_patterns("warehouse", "imported"))
    return target
