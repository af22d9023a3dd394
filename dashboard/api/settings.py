"""Limits of the interface for machines, each with its setting in the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass

# Rows of an answer: where none are asked for, and at most. Whole tables are files under /data/.
USUAL_ROWS, MOST_ROWS = 100, 10_000
# As much of an address is read.
LONGEST_QUERY = 4_000


@dataclass(frozen=True)
class Settings:
    """`seconds` that a question to the warehouse may take; `rate` requests a second of one address, after `burst` at once (0: no limit);
    whether assistants are answered under /mcp."""

    seconds: float = 5.0
    rate: float = 20.0
    burst: int = 200
    has_mcp: bool = True


def settings() -> Settings:
    """Return the settings of the environment. Raises ValueError for one that is no number, or less than nothing."""
    usual = Settings()
    return Settings(
        _number("ATLAS_API_SECONDS", usual.seconds),
        _number("ATLAS_API_RATE", usual.rate),
        int(_number("ATLAS_API_BURST", usual.burst)),
        os.environ.get("ATLAS_MCP", "on").strip().lower() not in ("off", "no", "0", "false"),
    )


def _number(name: str, usual: float) -> float:
    said = os.environ.get(name, "").strip()
    try:
        number = float(said) if said else usual
    except ValueError:
        number = -1
    if not 0 <= number < 1e9:
        raise ValueError(f"{name} is {said!r}; it must be a number from 0")
    return number
