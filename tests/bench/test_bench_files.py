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
from fuzzed import NAMES, big_workbook, broken, comtrade_workbook, outcome

from etl.sources import unepccc_workbook
from etl.sources.publisher import Brought, Known

ROOT = Path(__file__).parents[2]
TODAY = dt.date(2026, 7, 1)
BROKEN = 2000
READ = """
import resource, sys, time
from pathlib import Path
from etl.importing import PUBLISHERS
from etl.sources.publisher import Brought, Known
module, path, known = PUBLISHERS[sys.argv[1]], Path(sys.argv[2]), Known(Path(sys.argv[3]))
started = time.process_time()
raw = module.read([Brought(path, path.name)], known)
if sys.argv[1] == "comtrade":
    # Its rows are streamed: until they are asked for nothing is read.
    with raw[0][0].open() as stream:
        assert sum(len(line) for line in stream) > 1_000_000
else:
    module.tidy(raw, known)
print(time.process_time() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
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


@pytest.mark.parametrize(("publisher", "make"), [("verra", big_workbook), ("comtrade", comtrade_workbook)])
def test_a_workbook_of_100_000_rows(benchmark, tmp_path, publisher, make):
    """The bar is 5 s of processor and 512 MB, in a process of its own."""
    path = make(tmp_path / f"{publisher}-2026-06-01.xlsx", 100_000)
    found: list[list[float]] = []

    def run() -> None:
        said = subprocess.run(
            [sys.executable, "-c", READ, publisher, str(path), str(ROOT)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        found.append([float(part) for part in said.split()])

    benchmark.group = "workbooks"
    benchmark.pedantic(run, rounds=2)
    benchmark.extra_info |= {"processor_s": min(each[0] for each in found), "memory_mb": max(each[1] for each in found)}
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
