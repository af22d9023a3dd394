"""Changed cells of the record of releases in words: what stood there, and what stands there now. Pure."""

from __future__ import annotations

import re
from itertools import takewhile

import pandas as pd

from dashboard.core import columns
from dashboard.core.columns import Kind

MOST, LONGEST, BEFORE = 4, 120, 30
EMPTY = "(empty)"
# A code of a closed list, such as letter_of_intent.
_CODE = re.compile(r"[a-z]+(_[a-z]+)+")


def told(rows: pd.DataFrame, change: str) -> str:
    """Return the changed cells of a row (column_name, old_value, new_value) as "Date: Mar 2022 → 28 Mar 2022; …", at most four of them; of a row that was added or removed only that it was."""
    if change != "changed":
        return {"added": "not in the edition before", "removed": "no longer in the data"}.get(change, change)
    parts = [
        f"{columns.of(name.removesuffix('_id')).title}: {_then_and_now(_cell(name, old), _cell(name, new))}"
        for name, old, new in zip(rows["column_name"], rows["old_value"], rows["new_value"], strict=True)
    ]
    more = [f"and {len(parts) - MOST} more"] if len(parts) > MOST else []
    return "; ".join([*parts[:MOST], *more])


def _then_and_now(old: str, new: str) -> str:
    """Set two texts side by side; long ones from shortly before they differ."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))
    same = sum(1 for _ in alike) - BEFORE
    start = old.rfind(" ", 0, same) + 1 if same > 0 and max(len(old), len(new)) > LONGEST else 0
    return " → ".join(_short(f"… {text[start:]}" if start else text) for text in (old, new))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"


def _cell(column: str, value: object) -> str:
    """Return a cell of the record, which holds texts alone, as the pages say it."""
    if value is None or pd.isna(value):
        return EMPTY
    text = columns.text(column, _typed(column, str(value)))
    return text.replace("_", " ") if _CODE.fullmatch(text) and not column.endswith("_id") else text


def _typed(column: str, value: str) -> object:
    if value in ("true", "false"):
        return value == "true"
    if columns.of(column).kind in (Kind.NUMBER, Kind.SHARE, Kind.YEAR):
        try:
            return float(value)
        except ValueError:
            return value
    return value
