"""Recorded releases: one small JSON file each in data/releases, written by `python -m etl release`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

from etl.csvfile import FILE, LINE
from etl.problems import DataError, Problem

FOLDER = "data/releases"

# Table and its columns. A file holds the first as its members, the other two as lists below "tables" and "changes".
TABLES = {
    "releases": ("release_id", "edition_on", "content_hash", "previous_release_id", "note"),
    "release_tables": (
        "release_id",
        "table_name",
        "row_count",
        "news_count",
        "late_count",
        "undated_count",
        "corrected_count",
        "removed_count",
    ),
    "release_changes": (
        "release_id",
        "table_name",
        "row_key",
        "change",
        "kind",
        "column_name",
        "old_value",
        "new_value",
    ),
}


def read(root: Path) -> dict[str, pd.DataFrame]:
    """Return the frames of text of TABLES from all files; no row where nothing was released yet.

    Raises DataError naming each file that is no JSON, lacks a member, or has another name than its release.
    """
    rows: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
    problems: list[Problem] = []
    for path in sorted((root / FOLDER).glob("*.json")):
        file = path.relative_to(root).as_posix()
        try:
            release = json.loads(path.read_bytes())
            parts = {
                "releases": [release],
                "release_tables": [row | {"release_id": release["release_id"]} for row in release["tables"]],
                "release_changes": [row | {"release_id": release["release_id"]} for row in release["changes"]],
            }
            found = {
                table: [{FILE: file, LINE: 1} | {name: _text(row.get(name)) for name in TABLES[table]} for row in part]
                for table, part in parts.items()
            }
        except (UnicodeDecodeError, json.JSONDecodeError) as error:
            line = error.lineno if isinstance(error, json.JSONDecodeError) else None
            problems.append(Problem(file, line, None, None, f"is no JSON ({error})"))
            continue
        except KeyError as error:
            problems.append(Problem(file, None, str(error.args[0]), None, "is missing; record the release again"))
            continue
        except (TypeError, AttributeError):
            problems.append(Problem(file, None, None, None, "is not built like a release; record it again"))
            continue
        # What else is missing, the rules of etl/schema find.
        if release["release_id"] != path.stem:
            problems.append(Problem(file, None, "release_id", str(release["release_id"]), "must be the file's name"))
        for table, part_rows in found.items():
            rows[table] += part_rows
    if problems:
        raise DataError(problems)
    frames = {}
    for table, columns in TABLES.items():
        frames[table] = pd.DataFrame(rows[table], columns=pd.Index([*columns, FILE, LINE]), dtype=object)
        frames[table].attrs["file"] = f"{FOLDER}/"
    return frames


def _text(value: object) -> str | None:
    return None if value is None else str(value)
