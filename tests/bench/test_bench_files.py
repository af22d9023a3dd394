"""Files of publishers: how long a whole workbook takes, and 2,000 broken files of each without a fault of ours."""

from __future__ import annotations

import datetime as dt
import resource
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "etl"))

from books import AGREEMENTS, pipeline
from fuzzed import NAMES, big_workbook, broken, outcome

from etl.sources import unepccc_workbook
from etl.sources.publisher import Brought, Known

ROOT = Path(__file__).parents[2]
TODAY = dt.date(2026, 7, 1)
BROKEN = 2000
READ = """
import resource, sys, time
from pathlib import Path
from etl.sources import verra
from etl.sources.publisher import Brought, Known
path, known = Path(sys.argv[1]), Known(Path(sys.argv[2]))
started = time.perf_counter()
verra.tidy(verra.read([Brought(path, path.name)], known), known)
print(time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def test_a_pipeline_workbook(benchmark, tmp_path):
    """The bar is 2 s."""
    path = pipeline(tmp_path / "a.xlsx", AGREEMENTS * 40)
    known = Known(ROOT, today=TODAY)
    benchmark.group = "workbooks"
    benchmark.pedantic(
        lambda: unepccc_workbook.tidy(unepccc_workbook.read([Brought(path, path.name)], known), known),
        rounds=3,
        warmup_rounds=1,
    )


def test_a_workbook_of_100_000_rows(benchmark, tmp_path):
    """The bar is 5 s and 512 MB, in a process of its own."""
    path = big_workbook(tmp_path / "big-2026-06-01.xlsx", 100_000)
    found: list[list[float]] = []

    def run() -> None:
        said = subprocess.run(
            [sys.executable, "-c", READ, str(path), str(ROOT)], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
        found.append([float(part) for part in said.split()])

    benchmark.group = "workbooks"
    benchmark.pedantic(run, rounds=2)
    benchmark.extra_info |= {"reading_s": min(each[0] for each in found), "memory_mb": max(each[1] for each in found)}
    assert benchmark.extra_info["memory_mb"] < 512


@pytest.mark.parametrize("publisher", NAMES)
def test_broken_files(benchmark, tmp_path, publisher):
    known = Known(ROOT, today=TODAY)

    def run() -> None:
        for seed in range(BROKEN):
            outcome(publisher, broken(publisher, tmp_path, seed), known)

    benchmark.group = f"{BROKEN:,} broken files"
    benchmark.pedantic(run, rounds=1)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 < 1024
