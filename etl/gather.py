"""All facts as frames, before the database knows them: read, put into our spellings, corrected."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module, util
from pathlib import Path
from typing import Any

import pandas as pd

from etl import harmonise, imports, load
from etl.csvfile import FILE
from etl.names import Names
from etl.problems import DataError, Problem
from etl.sources import curated, releases, watched


@dataclass(frozen=True)
class Gathered:
    """Frames by table, the rows that imports bring beside them, and each publisher's module with its file."""

    frames: load.Frames
    brought: dict[str, list[pd.DataFrame]]
    published: list[tuple[Any, pd.DataFrame]]


def stop_at(problems: list[Problem]) -> None:
    """Raise DataError if there is any problem."""
    if problems:
        raise DataError(problems)


def read(root: Path, by_hand: list[str], folders: list[Path]) -> Gathered:
    """Read the curated files of the tables `by_hand`, the records, the imports in `folders`, and the file of each publisher.

    Raises DataError with every problem of all of them.
    """
    problems: list[Problem] = []
    frames: load.Frames = {}
    brought: dict[str, list[pd.DataFrame]] = {}
    published: list[tuple[Any, pd.DataFrame]] = []
    with _noting(problems):
        frames = curated.read(root, by_hand)
    with _noting(problems):
        frames |= releases.read(root) | watched.read(root)
    with _noting(problems):
        brought = imports.facts(folders, root, set(frames))
    for folder in sorted(path for path in (root / "data/publishers").glob("*") if path.is_dir()):
        with _noting(problems):
            module = _module(folder)
            published.append((module, module.read(root)))
    stop_at(problems)
    return Gathered(frames, brought, published)


def _module(folder: Path) -> Any:
    # What lies in a folder of data/publishers is read (`read`) and made claims of, or rows of other tables by their names (`tidy`),
    # by the module of its name.
    name = f"etl.sources.{folder.name}"
    if util.find_spec(name) is None:
        rule = f"no module etl/sources/{folder.name}.py reads this folder"
        raise DataError([Problem(f"data/publishers/{folder.name}", None, None, None, rule)])
    return import_module(name)


@contextmanager
def _noting(problems: list[Problem]) -> Iterator[None]:
    try:
        yield
    except DataError as error:
        problems += error.problems


def harmonised(gathered: Gathered, keys: dict[str, list[str]]) -> list[Problem]:
    """Put the rows of imports and the claims of publishers into the frames, then the corrections; return what is wrong."""
    problems: list[Problem] = []
    frames = gathered.frames
    for table, rows in gathered.brought.items():
        frames[table] = imports.beside(frames[table], rows, keys[table])
    names = Names(frames["parties"], frames["country_names"])
    for publisher, frame in gathered.published:
        aliases = harmonise.Aliases(frames["aliases"], names, publisher.PUBLISHER)
        with _noting(problems):
            tidied = publisher.tidy(frame, frames["agreements"], aliases)
            for table, rows in (tidied if isinstance(tidied, dict) else {"claims": tidied}).items():
                frames[table] = _below(frames[table], rows, table, publisher.PUBLISHER)
    return problems or harmonise.correct(frames, keys)


def _below(frame: pd.DataFrame, rows: pd.DataFrame, table: str, publisher: str) -> pd.DataFrame:
    """Return `frame` and below it the rows of a publisher; a column that they don't have is empty there."""
    rule, module = f"table {table} has no such column", f"etl/sources/{publisher}.py"
    stop_at([Problem(module, None, str(name), None, rule) for name in rows.columns.difference(frame.columns)])
    added = rows.reindex(columns=frame.columns).astype(object)
    if FILE not in rows:
        added[FILE] = module
    whole = pd.concat([frame, added.where(added.notna(), None)], ignore_index=True)
    whole.attrs |= frame.attrs
    return whole
