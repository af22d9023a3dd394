"""Files of publishers: how long a whole workbook takes, and 2,000 broken files of each without a fault of ours."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "etl"))

from books import AGREEMENTS, pipeline
from fuzzed import NAMES, big_workbook, comtrade_workbook

from etl.sources import unepccc_workbook
from etl.sources.publisher import Brought, Known

ROOT = Path(__file__).parents[2]
TODAY = dt.date(2026, 7, 1)
READ = """
import sys, time
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
"""
BREAK = """
import datetime as dt, sys, time
from pathlib import Path
sys.path[:0] = sys.argv[4:]
from fuzzed import broken, outcome
from etl.sources.publisher import Known
known, started = Known(Path(sys.argv[3]), today=dt.date(2026, 7, 1)), time.process_time()
for seed in range(2000):
    outcome(sys.argv[1], broken(sys.argv[1], Path(sys.argv[2]), seed), known)
"""
# What getrusage says is that of the process which started this one, where that was larger.
SAY = """
print(time.process_time() - started, int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) / 1024)
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
    benchmark.group = "workbooks"
    assert _measure(benchmark, READ, publisher, path) < 512


@pytest.mark.parametrize("publisher", NAMES)
def test_broken_files(benchmark, tmp_path, publisher):
    """The bar is 1 GB, in a process of its own."""
    benchmark.group = "2,000 broken files"
    assert _measure(benchmark, BREAK, publisher, tmp_path, rounds=1) < 1024


def _measure(benchmark, script: str, publisher: str, path: Path, rounds: int = 2) -> float:
    """Run a script in processes of its own; return the megabytes that it took at most."""
    found: list[list[float]] = []

    def run() -> None:
        said = subprocess.run(
            [sys.executable, "-c", script + SAY, publisher, str(path), str(ROOT), *sys.path],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        found.append([float(part) for part in said.split()])

    benchmark.pedantic(run, rounds=rounds)
    most = max(memory for _, memory in found)
    benchmark.extra_info |= {"processor_s": min(spent for spent, _ in found), "memory_mb": most}
    return most
