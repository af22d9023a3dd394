"""Answers on the small world, as they stand in tests/world/answers/: a name, and below it the rows of its answer, a line each."""

from __future__ import annotations

from difflib import unified_diff
from functools import cache

import pandas as pd
from world.make import HERE

ANSWERS = HERE / "answers"


def shown(answer: object, columns: str) -> list[str]:
    """Return an answer as lines: of a frame or of plain rows each row, its cells in the order of the columns; of anything else its text."""
    names = columns.split()
    if isinstance(answer, pd.DataFrame):
        return [" | ".join(map(cell, row)) for row in answer[names].itertuples(index=False, name=None)]
    if isinstance(answer, dict):
        answer = (answer,)
    if isinstance(answer, tuple) and names:
        return [" | ".join(cell(row[name]) for name in names) for row in answer]
    return [str(answer)]


@cache
def answers_of(name: str) -> dict[str, list[str]]:
    """Return the answers of a file of known ones, by name."""
    found: dict[str, list[str]] = {}
    for line in (ANSWERS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            found[line[3:]] = rows = []
        elif line:
            rows.append(line[2:])
    return found


def differs(found: list[str], name: str, asked: str) -> str:
    """Return which lines of an answer are gone (-) and new (+) against the file of known ones; "" where none is."""
    known = answers_of(name).get(asked, [])
    if found == known:
        return ""
    changed = list(unified_diff(known, found, n=0, lineterm=""))[2:]
    return "\n".join([f"below ## {asked} of tests/world/answers/{name}.txt:", *changed])


def cell(value: object) -> str:
    """Return a value in short: a number to nine figures, a list in brackets, nothing as a dash."""
    if isinstance(value, list | tuple) or (hasattr(value, "tolist") and getattr(value, "ndim", 0)):
        return "[" + ", ".join(map(cell, value)) + "]"
    if value is None or pd.isna(value):
        return "–"
    if isinstance(value, float):
        return f"{value:.9g}"
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return str(value)
