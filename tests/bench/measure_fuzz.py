"""Thousands of broken files of the publishers of trade: none may end in a traceback, stay in part, or be taken and then not built.

    python tests/bench/measure_fuzz.py [FILES A PUBLISHER, 2000] [FIRST SEED, 0]

Prints how many were taken and refused, the slowest, and the peak of memory. `make test` does the same with a few.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from tools import ROOT, print_table

sys.path.insert(0, str(ROOT / "tests" / "etl"))

from broken_trade import broken, broken_archive, check
from imported import baci
from test_comtrade_forms import FORMS, workbook


def one(publisher: str, seed: int, folder: Path) -> bool:
    """Break a file with this seed and import it into a root of its own; return whether it was taken."""
    root = folder / f"{publisher}-{seed}"
    (root / "data").mkdir(parents=True)
    (root / "data" / "reference").symlink_to(ROOT / "data" / "reference")
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
    try:
        return check(publisher, path, root)
    except BaseException:
        print(f"seed {seed} of {publisher}", file=sys.stderr)
        raise


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    rows = []
    for publisher in ("comtrade", "baci"):
        taken, slowest = 0, 0.0
        with tempfile.TemporaryDirectory() as name:
            for seed in range(first, first + count):
                began = time.perf_counter()
                taken += one(publisher, seed, Path(name))
                slowest = max(slowest, time.perf_counter() - began)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        rows.append(
            (
                publisher,
                f"{count:,} files: {taken:,} taken, {count - taken:,} refused; slowest {slowest:.1f} s; peak {peak:,.0f} MB",
            )
        )
    print_table("Broken files", rows)


if __name__ == "__main__":
    main()
