"""Files that the browser gets from us as they are (dashboard/static), under addresses that change with their content."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "static"
PREFIX, VERSION = "/app/static/", "v"


@cache
def address(name: str) -> str:
    """Return the address of a file, with a hash of what is in it: browsers may keep it for good (dashboard.site.server)."""
    return f"{PREFIX}{name}?{VERSION}={hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:12]}"


def is_address(path: str, query: str) -> bool:
    """Return whether a browser asks for a file as it is now by such an address."""
    name = path.removeprefix(PREFIX)
    is_file = path.startswith(PREFIX) and "/" not in name and (FOLDER / name).is_file()
    return is_file and address(name) == f"{path}?{query}"
