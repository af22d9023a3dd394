"""Tables kept by hand: each CSV file already has our columns, and each row names its source."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from etl.csvfile import read_csv
from etl.problems import DataError, Problem

FOLDERS = ("data", "data/reference", "data/curated", "data/trade", "data/context")


def read(root: Path, tables: list[str]) -> dict[str, pd.DataFrame]:
    """Return a frame of text for each of `tables` from the CSV file of its name below `root`/data.

    Raises DataError with the problems of all files together.
    """
    frames: dict[str, pd.DataFrame] = {}
    problems: list[Problem] = []
    for table in tables:
        found = [path for folder in FOLDERS if (path := root / folder / f"{table}.csv").exists()]
        path = found[0] if found else root / "data" / "curated" / f"{table}.csv"
        try:
            frames[table] = read_csv(path, root)
            frames[table].attrs["file"] = path.relative_to(root).as_posix()
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    return frames
