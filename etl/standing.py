"""Which of the imports that stand a new one takes the place of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from etl import imports
from etl.csvfile import read_csv
from etl.imports import IMPORTED, Import
from etl.problems import DataError, Problem


def replaced(root: Path, record: Import, staged: Path) -> list[Import]:
    """Return the imports of the same edition, for which the new one in `staged` stands from now on.

    Raises DataError where one of them is newer.
    """
    same = [one for one in imports.recorded(root) if (one.publisher, one.key) == (record.publisher, record.key)]
    if record.apart_by:
        new = _keys(root, staged, record.apart_by)
        same = [one for one in same if new & _keys(root, root / IMPORTED / one.name, record.apart_by)]
    problems = [
        Problem(
            record.label,
            None,
            None,
            record.version,
            f"is older than {one.version}, which stands as {one.name} and speaks; if this one is to count, take that out first:"
            f" python -m etl import --undo {one.name}",
        )
        for one in same
        if imports.order(record.version) < imports.order(one.version)
    ]
    if problems:
        raise DataError(problems)
    return same


def say_replaced(root: Path, record: Import, same: list[Import], staged: Path, say: Callable[[str], None]) -> None:
    """Say which imports the new one takes the place of, whole or year by year."""
    for one in same:
        say(f"  takes the place of {one.name}, of the same edition")
    if record.merge_on:
        return
    own = {path.name for path in staged.glob("*.parquet")}
    for one in imports.recorded(root):
        if one not in same:
            for file in sorted(own & {path.name for path in (root / IMPORTED / one.name).glob("*.parquet")}):
                say(f"  {file[:-8].rpartition('_')[2]}: takes the place of {one.label} ({one.name})")


def _keys(root: Path, folder: Path, table: str) -> frozenset[str]:
    path = folder / f"{table}.csv"
    if not path.exists():
        return frozenset()
    frame = read_csv(path, root)
    return frozenset(frame[frame.columns[0]].dropna())
