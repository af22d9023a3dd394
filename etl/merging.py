"""Which imported rows of trade count where several imports have the same: one Parquet file for each output and year."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import duckdb

from etl.imports import IMPORTED, MERGED, RECORD


def trade_files(root: Path, folders: list[Path]) -> list[Path]:
    """Return the Parquet files of the imports in `folders` (oldest first) that count, each with the columns of trade_flows.

    Of files of one name the newest import's counts; or, where their publisher says by which columns rows take each
    other's place, a file in data/imported/.merged that is made of all of them, and made again only when they change.
    Files that lie in data/imported itself were put there by hand, and come before all imports.
    """
    of_name: dict[str, list[Path]] = {}
    columns: dict[str, list[str]] = {}
    for folder in [root / IMPORTED, *folders]:
        for path in sorted(folder.glob("*.parquet")):
            of_name.setdefault(path.name, []).append(path)
        if (folder / RECORD).exists():
            columns |= json.loads((folder / RECORD).read_text(encoding="utf-8"))["merge_on"]
    return [
        _merged(root, paths, columns[name.rpartition("_")[0]])
        if len(paths) > 1 and columns.get(name.rpartition("_")[0])
        else paths[-1]
        for name, paths in sorted(of_name.items())
    ]


def _merged(root: Path, paths: list[Path], columns: list[str]) -> Path:
    digest = hashlib.sha256("|".join(columns).encode())
    for path in paths:
        digest.update(path.read_bytes())
    folder = root / IMPORTED / MERGED
    folder.mkdir(exist_ok=True)
    merged = folder / f"{paths[0].stem}-{digest.hexdigest()[:16]}.parquet"
    if not merged.exists():
        for old in folder.glob(f"{paths[0].stem}-*.parquet"):
            old.unlink(missing_ok=True)
        made = merged.with_name(f".{os.getpid()}-{merged.name}")
        cells = ", ".join(columns)
        parts = " UNION ALL ".join(
            f"SELECT *, {number} AS number FROM read_parquet({_literal(path)})" for number, path in enumerate(paths)
        )
        rows = f"SELECT * EXCLUDE (number) FROM ({parts}) QUALIFY number = max(number) OVER (PARTITION BY {cells})"
        with duckdb.connect() as connection:
            connection.execute(f"COPY ({rows} ORDER BY ALL) TO {_literal(made)} (FORMAT parquet, COMPRESSION zstd)")
        os.replace(made, merged)
    return merged


def _literal(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"
