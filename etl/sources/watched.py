"""What the watch knows of publications: which address each has, since when its bytes are as they are, and when it was asked.

The list and the lock are in git. When an address was asked is not: it is what this machine knows (data/raw/state.json).
"""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from etl.csvfile import FILE, LINE, read_csv

WATCHED, LOCK, STATE = "data/watch.csv", "data/watch.lock.csv", "data/raw/state.json"
LIST = (
    "watch_id",
    "address",
    "link_pattern",
    "publisher",
    "every_days",
    "licence",
    "good_for",
    "source_id",
    "first_read_on",
    "changed_on",
)
CHECKS = ("watch_id", "checked_on", "unreadable_since")
TABLES = {"watched_addresses": LIST, "watch_checks": CHECKS}


def read(root: Path) -> dict[str, pd.DataFrame]:
    """Return the frames of text of TABLES; no row where nothing is watched. Raises DataError for what can't be read."""
    if not (root / WATCHED).exists():
        return {table: _empty(table) for table in TABLES}
    listed = read_csv(root / WATCHED, root)
    for column in ("first_read_on", "changed_on"):
        listed[column] = None
    if (root / LOCK).exists():
        locked = read_csv(root / LOCK, root).set_index("watch_id")
        for column in ("first_read_on", "changed_on"):
            found = locked[column].to_dict() if column in locked else {}
            listed[column] = pd.Series([found.get(key) for key in listed["watch_id"]], index=listed.index, dtype=object)
    listed.attrs["file"] = WATCHED
    checks = _empty("watch_checks")
    rows = [
        {"watch_id": key, "checked_on": each.get("checked_on"), "unreadable_since": each.get("unreadable_since")}
        for key, each in sorted(_state(root).items())
        if key in set(listed["watch_id"])
    ]
    if rows:
        checks = pd.DataFrame(rows, columns=pd.Index(CHECKS), dtype=object).assign(**{FILE: STATE, LINE: 1})
        checks.attrs["file"] = STATE
    return {"watched_addresses": listed, "watch_checks": checks}


def _state(root: Path) -> dict[str, dict[str, str | None]]:
    """Return what this machine knows of its asking; nothing where that is damaged, for it can be asked anew."""
    try:
        found = json.loads((root / STATE).read_text(encoding="utf-8"))
        return {str(key): dict(each) for key, each in found.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _empty(table: str) -> pd.DataFrame:
    frame = pd.DataFrame(columns=pd.Index([*TABLES[table], FILE, LINE]), dtype=object)
    frame.attrs["file"] = WATCHED
    return frame
