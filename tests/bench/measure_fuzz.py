"""Thousands of broken files of every publisher: none may end in a traceback, stay in part, or be taken and then not built.

    python tests/bench/measure_fuzz.py [FILES A PUBLISHER, 2000] [FIRST SEED, 0] [PUBLISHER…]

Each publisher has a process of its own. A file that is taken lands as the command would land it; then a warehouse of the
small cut of the data is checked with it. Files that differ in no row, or in rows that don't meet, share a check, for one takes
seconds. Prints how many were taken and refused, how many checks were made, the slowest file, and the peak of memory. `make
test` does the same with a few.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from tools import ROOT, print_table

sys.path.insert(0, str(ROOT / "tests" / "etl"))

import fuzzed
from broken_trade import broken, broken_archive, check
from copies import copy_data
from cut import cut
from imported import baci
from test_comtrade_forms import FORMS, workbook

from etl import build
from etl.csvfile import FILE, LINE
from etl.importing import PUBLISHERS
from etl.problems import DataError
from etl.sources.publisher import Facts, Known

TODAY = dt.date(2026, 7, 1)
SLOW, MOST_MB = 10.0, 512
Rows = dict[str, dict[str, tuple[object, ...]]]


@dataclass
class Batch:
    """Files whose rows don't meet: of each key of a table they bring at most one row."""

    rows: Rows = field(default_factory=dict)
    files: list[tuple[int, Facts]] = field(default_factory=list)

    def takes(self, seed: int, facts: Facts, rows: Rows) -> bool:
        """Add a file, if none of its rows is another one than stands here under its key."""
        if any(
            self.rows.get(table, {}).get(key, row) != row for table, own in rows.items() for key, row in own.items()
        ):
            return False
        for table, own in rows.items():
            self.rows.setdefault(table, {}).update(own)
        self.files.append((seed, facts))
        return True


def trade(publisher: str, count: int, first: int, folder: Path) -> tuple[int, float, str]:
    """Import broken files of trade, each into a root of its own; return how many were taken, the slowest, and what was checked."""
    taken, slowest = 0, 0.0
    for seed in range(first, first + count):
        root = folder / f"{publisher}-{seed}"
        (root / "data").mkdir(parents=True)
        (root / "data" / "reference").symlink_to(ROOT / "data" / "reference")
        path = _trade_file(publisher, seed, folder)
        began = time.perf_counter()
        try:
            taken += check(publisher, path, root)
        except BaseException:
            print(f"seed {seed} of {publisher}", file=sys.stderr)
            raise
        slowest = max(slowest, time.perf_counter() - began)
    return taken, slowest, "each checked by the rules of trade_flows"


def _trade_file(publisher: str, seed: int, folder: Path) -> Path:
    if publisher == "baci":
        path = folder / "BACI_HS17_V202601.zip"
        broken_archive(seed, baci(folder / "whole.zip"), path)
    elif seed % 5 == 0:
        path = folder / "c.xlsx"
        lines = [line.split(",") for line in str(FORMS["comtradr.csv"]).replace('"', "").splitlines()]
        (folder / "whole.xlsx").write_bytes(workbook(lines))
        broken_archive(seed, folder / "whole.xlsx", path)
    else:
        name = sorted(FORMS)[seed % len(FORMS)]
        content = FORMS[name]
        path = folder / name
        path.write_bytes(broken(seed, content if isinstance(content, bytes) else content.encode()))
    return path


def facts(publisher: str, count: int, first: int, folder: Path) -> tuple[int, float, str]:
    """Read broken files of facts and check warehouses with those that were taken; return as `trade` does."""
    root = copy_data(folder / "root")
    cut(root)
    known = Known(root, today=TODAY)
    batches: list[Batch] = []
    seen: set[bytes] = set()
    taken, slowest = 0, 0.0
    for seed in range(first, first + count):
        path = fuzzed.broken(publisher, folder, seed)
        began = time.perf_counter()
        try:
            found = fuzzed.outcome(publisher, path, known)
        except BaseException:
            print(f"seed {seed} of {publisher}", file=sys.stderr)
            raise
        slowest = max(slowest, time.perf_counter() - began)
        path.unlink()
        if isinstance(found, DataError):
            continue
        taken += 1
        rows = _rows(found)
        digest = hashlib.sha256(repr(rows).encode()).digest()
        if rows and digest not in seen:
            seen.add(digest)
            if not any(batch.takes(seed, found, rows) for batch in batches):
                batches.append(Batch())
                batches[-1].takes(seed, found, rows)
    refused, checks = _checked(publisher, batches, root)
    return taken, slowest, f"{len(seen):,} of them differ, {checks:,} checks, {refused:,} refused there"


def _rows(found: Facts) -> Rows:
    """Return the rows by table and their first cell, with a number where it repeats."""
    rows: Rows = {}
    for table, frame in found.tables.items():
        own = frame[[name for name in frame.columns if name not in (FILE, LINE)]].astype(object)
        own = own.where(own.notna(), None)
        for row in own.itertuples(index=False, name=None):
            key, number = str(row[0]), 0
            while f"{key}#{number}" in rows.setdefault(table, {}):
                number += 1
            rows[table][f"{key}#{number}"] = row
    return rows


def _checked(publisher: str, batches: list[Batch], root: Path) -> tuple[int, int]:
    """Check a warehouse with each batch; what a rule names is taken out and the rest checked again."""
    refused = checks = 0
    for batch in batches:
        left = batch.files
        while left:
            checks += 1
            with tempfile.TemporaryDirectory(dir=root / "data") as aside:
                folders = {str(_landed(Path(aside) / str(seed), found)): seed for seed, found in left}
                try:
                    build.check(root, lambda _: None, [Path(name) for name in folders])
                    break
                except DataError as error:
                    named = {
                        seed
                        for name, seed in folders.items()
                        for problem in error.problems
                        if problem.file.startswith(f"{Path(name).relative_to(root).as_posix()}/")
                    }
                    assert named, f"{publisher}, seeds {list(folders.values())}: {error}"
                except BaseException:
                    print(f"seeds {list(folders.values())} of {publisher}", file=sys.stderr)
                    raise
            refused += len(named)
            left = [(seed, found) for seed, found in left if seed not in named]
    return refused, checks


def _landed(folder: Path, found: Facts) -> Path:
    folder.mkdir()
    for table, frame in found.tables.items():
        own = frame[[name for name in frame.columns if name not in (FILE, LINE)]]
        if len(own):
            own.to_csv(folder / f"{table}.csv", index=False, lineterminator="\n")
    return folder


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    publishers = sys.argv[3:] or sorted(PUBLISHERS)
    if len(publishers) > 1:
        for publisher in publishers:
            subprocess.run([sys.executable, __file__, str(count), str(first), publisher], check=True)
        return
    (publisher,) = publishers
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        tried = trade if publisher in ("comtrade", "baci") else facts
        taken, slowest, checked = tried(publisher, count, first, Path(name))
    assert slowest < SLOW, f"a file took {slowest:.1f} s"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    said = (
        f"{count:,} files: {taken:,} taken ({checked}), {count - taken:,} refused, no traceback; slowest {slowest:.1f} s (bar: {SLOW:.0f} s);"
        f" peak {peak:,.0f} MB (bar: {MOST_MB} MB: {'kept' if peak <= MOST_MB else 'MISSED'})"
    )
    print_table(f"Broken files of {publisher}, {time.perf_counter() - began:,.0f} s", [(publisher, said)])


if __name__ == "__main__":
    main()
