"""Workbooks of publishers: how long each takes to be read and tidied, against the bar, each in a process of its own.

    python tests/bench/measure_workbooks.py

A UNEP CCC workbook has as many agreements and JCM projects as the edition of 28 February 2026, and its notifications beside them;
the others have 100,000 rows. Seconds are those of the processor, best of three, so that a busy machine is no slower; the peak is of the whole process.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tools import ROOT, print_table

sys.path.insert(0, str(ROOT / "tests" / "etl"))

from books import JCM, pipeline
from fuzzed import big_workbook, comtrade_workbook
from openpyxl import load_workbook

from etl.csvfile import read_csv

RUNS, ROWS, MOST_MB = 3, 100_000, 512
NOTIFICATIONS = 1_122


def whole_pipeline(path: Path) -> Path:
    """Write a pipeline of full size: the pairs that the Atlas ships, as many JCM projects, and the sheet of notifications."""
    shipped = read_csv(ROOT / "data/publishers/unepccc/agreements_2026-02-28.csv", ROOT)
    rows = zip(shipped["buyer"], shipped["host"], shipped["dated_on"], shipped["status"], strict=True)
    pipeline(path, [["A title", host, "", "", buyer, day, status] for buyer, host, day, status in rows])
    book = load_workbook(path)
    for number in range(147 - len(JCM)):
        line = [number, f"TH{number + 200}", "A title of theirs", "Thailand", "Asia", "", "", "Solar", "Solar PV", 1.25]
        book["JCM"].append([*line, None, None, "A firm", None, "https://www.jcm.go.jp/x", "Validation"])
    sheet = book.create_sheet("Prior Consideration")
    sheet.append(["Host Party", "Date", *(f"Column {number}" for number in range(27))])
    for number in range(NOTIFICATIONS):
        sheet.append(["Ghana", "17/05/2024", *(f"A text {number}" for _ in range(27))])
    book.save(path)
    return path


# The file, who made it, and the most seconds.
FILES: dict[str, tuple[str, Callable[[Path], Path], float]] = {
    "unepccc": ("UNEP CCC workbook", whole_pipeline, 2.0),
    "verra": (f"Verra workbook, {ROWS:,} rows of 20 columns", lambda path: big_workbook(path, ROWS), 5.0),
    "comtrade": (
        f"Comtrade Plus workbook, {ROWS:,} rows of 47 columns",
        lambda path: comtrade_workbook(path, ROWS),
        5.0,
    ),
}


def child(publisher: str, path: Path) -> None:
    """Read and tidy one file, and print what it took."""
    from etl.importing import PUBLISHERS
    from etl.publication import Publication
    from etl.sources.publisher import Brought, Known

    module, known = PUBLISHERS[publisher], Known(ROOT)
    began, spent = time.perf_counter(), time.process_time()
    raw = module.read([Brought(path, path.name)], known)
    tidied = module.tidy(raw, known)
    if isinstance(tidied, Publication):
        # Its rows are streamed: until they are asked for nothing is read.
        with raw[0][0].open() as stream:
            assert sum(len(line) for line in stream) > 1_000_000
    took = {"seconds": time.perf_counter() - began, "processor": time.process_time() - spent}
    peak = int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) / 1024
    print(json.dumps(took | {"peak_mb": peak}))


def main() -> None:
    told = []
    with tempfile.TemporaryDirectory() as folder:
        for publisher, (what, make, bar) in FILES.items():
            path = make(Path(folder) / f"{publisher}-2026-06-01.xlsx")
            command = [sys.executable, __file__, publisher, str(path)]
            runs = [
                json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
                for _ in range(RUNS)
            ]
            best, peak = min(run["processor"] for run in runs), max(run["peak_mb"] for run in runs)
            word = "kept" if best <= bar and peak <= MOST_MB else "MISSED"
            told.append(
                (what, f"{best:.2f} s of processor, peak {peak:,.0f} MB (bar: {bar:.0f} s, {MOST_MB} MB: {word})")
            )
    print_table("Workbooks, read and tidied", told)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        child(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
