"""Strict reading of CSV files: a file that is not what it claims to be is refused with its line."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd

from etl.problems import DataError, Problem

FILE, LINE = "_file", "_line"


def read_csv(path: Path, root: Path) -> pd.DataFrame:
    """Read a CSV file as text.

    Returns one row a record with the columns of the header, empty cells as None, plus `_file` (path
    relative to `root`) and `_line` (line on which the record starts).

    Raises DataError naming every line that is not UTF-8, has a NUL character, an unclosed quote or
    another number of cells than the header; and files that are missing, empty, end in mid-line, or
    repeat a column name.
    """
    name = path.relative_to(root).as_posix()
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise DataError([Problem(name, None, None, None, "file is missing")]) from None
    text = _decode(raw, name)
    header, records = _parse(text, name)
    frame = pd.DataFrame([cells for _, cells in records], columns=pd.Index(header), dtype=object)
    frame[FILE] = name
    frame[LINE] = [line for line, _ in records]
    return frame


def _decode(raw: bytes, name: str) -> str:
    if not raw.strip():
        raise DataError([Problem(name, None, None, None, "file is empty; a header row is needed")])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        value = raw[error.start : error.start + 1].hex()
        raise DataError(
            [Problem(name, line, None, f"byte 0x{value}", "text is not UTF-8; save the file as UTF-8")]
        ) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise DataError([Problem(name, line, None, None, "NUL character; the file is no CSV text")])
    if not text.endswith(("\n", "\r")):
        line = text.count("\n") + 1
        raise DataError(
            [
                Problem(
                    name, line, None, None, "file ends in mid-line; it may be half written (end it with a line break)"
                )
            ]
        )
    return text


def _parse(text: str, name: str) -> tuple[list[str], list[tuple[int, list[str | None]]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    problems: list[Problem] = []
    records: list[tuple[int, list[str | None]]] = []
    header: list[str] = []
    start = 1
    try:
        for cells in reader:
            if not header:
                header = cells
            elif cells and len(cells) != len(header):
                rule = f"{len(cells)} cells where the header has {len(header)}: {','.join(header)}"
                rule += "; a text with a comma stands in double quotes" if len(cells) > len(header) else ""
                problems.append(Problem(name, start, None, None, rule))
            elif cells:
                records.append((start, [cell.strip() or None for cell in cells]))
            start = reader.line_num + 1
    except csv.Error as error:
        problems.append(Problem(name, start, None, None, f"not valid CSV ({error})"))
    doubled = sorted({column for column in header if header.count(column) > 1})
    problems += [Problem(name, 1, column, None, "column stands twice in the header") for column in doubled]
    if problems:
        raise DataError(problems)
    return header, records
