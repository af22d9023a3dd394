"""The same data give the same files, byte for byte, wherever and whenever they are built."""

from __future__ import annotations

import shutil
from pathlib import Path

import twice


def test_two_machines_build_the_same_bytes(tmp_path: Path, cut_root: Path) -> None:
    other = tmp_path / "the other & far"
    shutil.copytree(cut_root / "data", other / "data", ignore=shutil.ignore_patterns("warehouse"))
    twice.build(other, twice.OTHER)
    first, second = twice.hashes(cut_root), twice.hashes(other)
    assert [name for name in first.keys() | second.keys() if first.get(name) != second.get(name)] == []
    # CSV, CSV for spreadsheets and Parquet of each table, the descriptor, and the name of the warehouse.
    assert len(first) % 3 == 2 and len(first) > 300
    # The comparison could not fail if it read nothing.
    with (other / "data/warehouse/export/sources.csv").open("ab") as file:
        file.write(b"\n")
    changed = twice.hashes(other)
    assert [name for name in first if first[name] != changed[name]] == ["sources.csv"]
    assert twice.release_hash(first) == twice.release_hash(second) != twice.release_hash(changed)
