"""Import of a whole BACI year: time, peak memory, and the ratio to DuckDB merely counting the same file.

What is handed over is packed, and DuckDB can't open a zip archive; so it counts the very same packed bytes under the
header of a .gz file, and for comparison the text that somebody unpacked beforehand, which spares it most of the work.

The archive is made here: 11 million rows in the layout of CEPII, about 5,000 codes (all of the product table that
HS 2017 has) and 226 countries, few of which trade most. Every figure is the best of five runs in a process of its own; the
steps take turns, and processor time is compared as well, so that a busy machine is no slower for one than for the other.
"""

from __future__ import annotations

import json
import resource
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
from tools import ROOT, print_table

ROWS, CODES, COUNTRIES, YEAR = 11_000_000, 5_000, 226, 2023
RUNS = 5
# As fast as DuckDB's own count of the same packed bytes.
BAR = 1.0
MEMBER = f"BACI_HS17_Y{YEAR}_V202601.csv"
PACKED = f"{MEMBER}.gz"


def make(folder: Path) -> tuple[Path, Path]:
    """Write the year file and the archive; return both paths."""
    random = np.random.default_rng(5)
    reference = ROOT / "data" / "reference"
    products = pd.read_csv(reference / "hs_products.csv", dtype=str)
    ours = products.loc[products["hs_revision"].str.contains("2017"), "hs_code"].tolist()
    others = [
        code for code in (f"{number:06}" for number in range(10121, 970000, 191)) if code not in set(products.hs_code)
    ]
    codes = pd.Series(sorted(ours + others[: CODES - len(ours)]))
    areas = pd.read_csv(reference / "trade_areas.csv", dtype=str, keep_default_na=False)["area_iso3"][:COUNTRIES]

    def skewed(count: int, power: float, size: int) -> np.ndarray:
        weight = random.permutation(1 / np.arange(1, count + 1) ** power)
        return random.choice(count, size=size, p=weight / weight.sum())

    cells = np.empty(0, dtype=np.int64)
    while len(cells) < ROWS:
        size = int((ROWS - len(cells)) * 1.6)
        exporter, importer = skewed(COUNTRIES, 0.9, size), skewed(COUNTRIES, 0.5, size)
        new = (exporter * COUNTRIES + importer) * CODES + skewed(CODES, 0.45, size)
        cells = np.unique(np.concatenate([cells, new[exporter != importer]]))
    cells = np.sort(random.choice(cells, ROWS, replace=False))
    value = np.exp(random.normal(3, 3, ROWS)) + 0.001
    frame = pd.DataFrame(
        {
            "i": cells // CODES // COUNTRIES + 4,
            "j": cells // CODES % COUNTRIES + 4,
            "k": cells % CODES,
            "v": value,
            "q": value * np.exp(random.normal(0, 1, ROWS)),
            "is_missing": random.random(ROWS) < 0.08,
        }
    )
    text = folder / MEMBER
    with duckdb.connect() as connection:
        connection.register("frame", frame)
        connection.register("codes", pd.DataFrame({"k": range(CODES), "code": codes}))
        connection.execute(
            f"""COPY (SELECT {YEAR} AS t, i, j, code AS k, printf('%.3f', v) AS v,
                    CASE WHEN is_missing THEN '         NA' ELSE printf('%.3f', q) END AS q
                FROM frame JOIN codes USING (k) ORDER BY i, j, code) TO '{text}' (HEADER, QUOTE '')"""
        )
    archive = folder / "BACI_HS17_V202601.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(text, MEMBER)
        packed.writestr("product_codes_HS17_V202601.csv", "code,description\n" + "".join(f"{c},-\n" for c in codes))
        countries = "".join(f"{number},-,-,{area}\n" for number, area in enumerate(areas, start=4))
        packed.writestr(
            "country_codes_V202601.csv", f"country_code,country_name,country_iso2,country_iso3\n{countries}"
        )
        info = packed.getinfo(MEMBER)
    with archive.open("rb") as file, (folder / PACKED).open("wb") as gz:
        file.seek(info.header_offset + 26)
        file.seek(sum(struct.unpack("<HH", file.read(4))), 1)
        gz.write(b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + file.read(info.compress_size))
        gz.write(struct.pack("<II", info.CRC, info.file_size))
    return text, archive


def run_import(folder: Path) -> None:
    from etl.importing import import_file

    rows = import_file("baci", folder / "BACI_HS17_V202601.zip", root=folder, say=lambda _: None)
    assert rows > 100_000


def run_count(folder: Path, name: str = MEMBER) -> None:
    with duckdb.connect() as connection:
        assert connection.execute(f"SELECT count(*) FROM '{folder / name}'").fetchall() == [(ROWS,)]


def run_extract(folder: Path) -> None:
    with zipfile.ZipFile(folder / "BACI_HS17_V202601.zip") as packed:
        packed.extract(MEMBER, folder / "extracted")


STEPS: dict[str, Callable[[Path], None]] = {
    "import": run_import,
    "count": run_count,
    "count packed": partial(run_count, name=PACKED),
    "extract": run_extract,
}


def measured(folder: Path) -> dict[str, dict[str, float]]:
    """The best of several runs of each step, each in a process of its own: seconds, processor seconds, peak MB."""
    runs: dict[str, list[dict[str, float]]] = {step: [] for step in STEPS}
    for _ in range(RUNS):
        for step, own in runs.items():
            command = [sys.executable, __file__, step, str(folder)]
            own.append(json.loads(subprocess.run(command, check=True, capture_output=True).stdout))
    return {
        step: {name: min(run[name] for run in own) for name in ("seconds", "processor")}
        | {"peak_mb": max(run["peak_mb"] for run in own)}
        for step, own in runs.items()
    }


def _against_bar(ratio: float) -> str:
    return f"{ratio:.2f}× (bar: {BAR:.1f}×: {'kept' if round(ratio, 2) <= BAR else 'MISSED'})"


def child(step: str, folder: Path) -> None:
    """Run one step and print what it took, Python's own start and the loading of libraries apart."""
    import etl.importing

    assert etl.importing.ROOT == ROOT
    began, spent = time.perf_counter(), time.process_time()
    STEPS[step](folder)
    took = {"seconds": time.perf_counter() - began, "processor": time.process_time() - spent}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 2**20)
    status = Path("/proc/self/status")
    if status.exists():
        # The figure above begins with that of the parent; this one doesn't.
        peak = int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    print(json.dumps(took | {"peak_mb": peak}))


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "data").mkdir()
        shutil.copytree(ROOT / "data" / "reference", folder / "data" / "reference")
        text, archive = make(folder)
        imported, counted, packed, extracted = measured(folder).values()

        def shown(took: dict[str, float]) -> str:
            return f"{took['seconds']:.2f} s, {took['processor']:.2f} s of processor, peak {took['peak_mb']:,.0f} MB"

        print_table(
            "Import of a BACI year",
            [
                ("rows, codes, countries", f"{ROWS:,}, {CODES:,}, {COUNTRIES}"),
                (
                    "archive, its year file extracted",
                    f"{archive.stat().st_size / 1e6:.0f} MB, {text.stat().st_size / 1e6:.0f} MB",
                ),
                ("`etl import baci`, from the archive to Parquet", shown(imported)),
                ("DuckDB `count(*)` of the same packed bytes (.gz)", shown(packed)),
                ("DuckDB `count(*)` of the extracted year file", shown(counted)),
                ("extracting the year file with zipfile, not in the line above", shown(extracted)),
                ("import to count of the same packed bytes", _against_bar(imported["seconds"] / packed["seconds"])),
                ("the same in processor seconds", _against_bar(imported["processor"] / packed["processor"])),
                ("import to count of the extracted file", f"{imported['seconds'] / counted['seconds']:.2f}×"),
                (
                    "import to extracting and counting",
                    f"{imported['seconds'] / (extracted['seconds'] + counted['seconds']):.2f}×",
                ),
            ],
        )


if __name__ == "__main__":
    if len(sys.argv) == 3:
        child(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
