"""A small world of made-up rows in which each rule of the read models has both its sides: a few Parties, texts, projects and events.

The words and names of data/reference are the real ones; all facts stand in the CSV files beside this one, which name only the
columns that they fill. No fact of data/ is among them, so that nothing here changes when the data do.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
from copies import ROOT

HERE = Path(__file__).parent
ROWS = HERE / "rows"
# Another world, on which no page is asked: what hosts authorise and Parties report, their rules, and cases that the first has not.
SECOND = HERE / "second"
# Its rows that are brought as an import, for kept by hand the checks would refuse those that don't agree with each other.
BROUGHT = ("authorisation_letters", "authorised_blocks", "cooperative_approaches", "reported_actions")
# Files that a build reads as Parquet.
PARQUET = ("trade_flows", "host_imports")


def make(root: Path, of: Path = ROWS) -> Path:
    """Write the data of the world of the rows in `of` below `root` and return it, a root for build()."""
    shutil.copytree(ROOT / "data/reference", root / "data/reference")
    shutil.copy(ROWS / "hs_products.csv", root / "data/reference")
    for path in _tables():
        target = root / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        with path.open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        own = of / ("unepccc.csv" if "unepccc" in path.parts else path.name)
        with target.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, header, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows(own) if own.exists() and path.stem not in BROUGHT else [])
    for name in PARQUET:
        _write_parquet(of / f"{name}.csv", name, root / f"data/trade/{name}.parquet")
    (root / "data/imported").mkdir()
    if (own := of / "imported_flows.csv").exists():
        _write_parquet(own, "trade_flows", root / "data/imported/own_2022.parquet")
    return root


def brought(root: Path, of: Path) -> list[Path]:
    """Write what the world of the rows in `of` has of BROUGHT as an import below `root`; return its folders, one or none."""
    files = [path for path in sorted(of.glob("*.csv")) if path.stem in BROUGHT]
    folder = root / "data/imported/second-1"
    for path in files:
        folder.mkdir(exist_ok=True)
        shutil.copy(path, folder)
    return [folder] if files else []


def make_warehouse(path: Path, of: Path) -> None:
    """Build a warehouse of the rows in `of` at `path`, with its root beside it."""
    from etl import build

    root = make(path.parent, of)
    with duckdb.connect(str(path)) as connection:
        build.fill(connection, root, lambda _: None, brought(root, of) or None)


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file as text."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _tables() -> Iterator[Path]:
    for path in sorted((ROOT / "data").rglob("*.csv")):
        if not {"reference", "warehouse", "imported"} & set(path.parts):
            yield path


def _write_parquet(own: Path, form: str, path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE form AS FROM read_parquet('{ROOT}/data/trade/{form}.parquet') LIMIT 0")
        if own.exists():
            connection.execute(f"INSERT INTO form BY NAME FROM read_csv('{own}', all_varchar = true)")
        connection.execute(f"COPY form TO '{path}' (FORMAT parquet)")
