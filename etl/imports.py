"""What was imported: a folder an import below data/imported, with the record of it (import.json) and its rows.

A folder is written aside and gets its name when it is complete, so an import stands or it does not. Rows of facts are
CSV files named after their table, rows of trade Parquet files named <output>_<year>. Nothing in a folder changes later:
which of several imports counts in a cell of trade is worked out anew from all of them, so that one can be taken out.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pandas as pd

from etl.csvfile import read_csv
from etl.problems import DataError, Problem

IMPORTED = "data/imported"
RECORD = "import.json"
STAGED, MERGED, UNDONE = ".staged", ".merged", ".undone"


@dataclass(frozen=True)
class Import:
    """One import: what was read, and how many rows came of it.

    `key` is what it is an import of: two imports of one publisher with one key are of the same thing, and the newer one
    takes the place of the other (`version` and `apart_by` as in Facts). `merge_on` has the columns by which rows of trade take each other's place, by output.
    """

    name: str
    publisher: str
    number: int
    label: str
    key: str
    files: list[dict[str, str | int]]
    rows: dict[str, int]
    imported_on: str
    years: str | None = None
    codes: list[str] | None = None
    merge_on: dict[str, list[str]] = field(default_factory=dict)
    version: str = ""
    apart_by: str = ""

    def save(self, folder: Path) -> None:
        """Write the record into the folder of the import."""
        (folder / RECORD).write_text(json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def recorded(root: Path) -> list[Import]:
    """Return the imports that stand, in the order in which they came. Raises DataError for a damaged record."""
    found, problems = [], []
    for path in (root / IMPORTED).glob(f"[!.]*/{RECORD}"):
        try:
            found.append(Import(**json.loads(path.read_text(encoding="utf-8"))))
            if found[-1].name != path.parent.name:
                raise ValueError("its name is not that of its folder")
        except (ValueError, TypeError) as error:
            rule = f"is no record of an import ({error}); remove the folder, and import the file again"
            problems.append(Problem(path.relative_to(root).as_posix(), None, None, None, rule))
    if problems:
        raise DataError(problems)
    return sorted(found, key=lambda one: (one.number, one.name))


def folders(root: Path, staged: Path | None = None, without: Collection[str] = ()) -> list[Path]:
    """Return the folders of the imports in their order; with one that is being made, without those named."""
    named = [root / IMPORTED / one.name for one in recorded(root) if one.name not in without]
    return [*named, *([staged] if staged else [])]


def facts(of: list[Path], root: Path, tables: Collection[str]) -> dict[str, list[pd.DataFrame]]:
    """Return the rows of facts of the imports in their folders, by table: of one publisher those of the newest version first,
    for what stands first, stays. Raises DataError for what can't be read."""
    found: dict[str, list[pd.DataFrame]] = {}
    problems: list[Problem] = []
    for folder in _newest_first(of):
        for path in sorted(folder.glob("*.csv")):
            if path.stem not in tables:
                rule = "the Atlas has no such table; import the file again"
                problems.append(Problem(path.relative_to(root).as_posix(), None, None, None, rule))
                continue
            try:
                found.setdefault(path.stem, []).append(read_csv(path, root))
            except DataError as error:
                problems += error.problems
    if problems:
        raise DataError(problems)
    return found


def _newest_first(of: list[Path]) -> list[Path]:
    """Return the folders in their order, but the imports of each publisher among themselves by version, the newest first."""
    records = {
        folder: json.loads((folder / RECORD).read_text(encoding="utf-8")) if (folder / RECORD).exists() else {}
        for folder in of
    }
    by_publisher: dict[str, list[Path]] = {}
    for folder in of:
        by_publisher.setdefault(records[folder].get("publisher", ""), []).append(folder)
    for own in by_publisher.values():
        own.sort(key=lambda folder: order(records[folder].get("version", "")), reverse=True)
    return [by_publisher[records[folder].get("publisher", "")].pop(0) for folder in of]


def order(version: str) -> tuple[int, ...]:
    """Return what orders numbers of versions and days: 1.0 before 2, 2026-05-31 before 2026-06-01, 2.0 as 2."""
    numbers = [int(part) for part in re.findall(r"[0-9]+", version)]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


def beside(frame: pd.DataFrame, more: list[pd.DataFrame], key: list[str]) -> pd.DataFrame:
    """Return `frame` and below it those rows of `more` whose key does not stand yet: what stands first, stays."""
    # A column that the table got later is empty in an import that was made before.
    added = [each.reindex(columns=frame.columns.union(each.columns, sort=False)) for each in more]
    whole = pd.concat([frame, *(each.astype(object).where(each.notna(), None) for each in added)], ignore_index=True)
    is_repeated = whole.duplicated(key) & (whole.index >= len(frame))
    kept = whole[~is_repeated].reset_index(drop=True)
    kept.attrs |= frame.attrs
    return kept


def next_name(root: Path, publisher: str) -> tuple[str, int]:
    """Return the name and number of the next import of `publisher`."""
    standing = recorded(root)
    number = max([0, *(one.number for one in standing)]) + 1
    of_publisher = [int(one.name.rpartition("-")[2]) for one in standing if one.publisher == publisher]
    return f"{publisher}-{max([0, *of_publisher]) + 1}", number


def take_out(root: Path, name: str) -> None:
    """Remove the folder of an import, at one stroke."""
    folder, aside = root / IMPORTED / name, root / IMPORTED / UNDONE
    shutil.rmtree(aside, ignore_errors=True)
    folder.rename(aside)
    shutil.rmtree(aside, ignore_errors=True)


def counted(one: Import) -> str:
    """Return in words how many rows of each table an import brought."""
    rows = [f"{count:,} row{'s' if count != 1 else ''} of {name}" for name, count in one.rows.items()]
    return ", ".join(rows)


def table(root: Path) -> list[str]:
    """Return the list of imports as lines of text."""
    standing = recorded(root)
    if not standing:
        return ["Nothing has been imported."]
    lines = []
    for one in standing:
        narrowed = f", years {one.years}" if one.years else ""
        narrowed += f", codes {', '.join(one.codes)}" if one.codes else ""
        lines.append(f"{one.name}  {one.imported_on}  {one.label}{narrowed}: {counted(one)}")
        lines += [f"  {file['sha256']}  {file['name']}" for file in one.files]
    return lines
