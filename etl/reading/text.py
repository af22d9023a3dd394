"""Texts of unknown encoding and delimiter, to a grid of cells."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from charset_normalizer import from_bytes

from etl.problems import DataError, Problem
from etl.reading.grid import LONGEST_CELL, Cell, Grid, Kept, refusal
from etl.sources.publisher import Brought

MOST_BYTES = 64 << 20
DELIMITERS = ",;\t|"
# What publishers of this field use beside UTF-8; a guess among all encodings of the world is worse than none.
ENCODINGS = ["cp932", "euc_jp", "cp1252"]
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
DEEPEST = 60
# Rows that are counted together.
COUNTED = 1_000


def decoded(file: Brought, most: int = MOST_BYTES) -> str:
    """Return the text of a file: by its byte order mark, as UTF-8, or in the likeliest of ENCODINGS.

    Raises DataError for a text that is too large, in none of them, or has NUL characters.
    """
    size = file.path.stat().st_size
    if size > most:
        raise refusal(file.name, f"has {size:,} bytes; at most {most:,} are read")
    raw = file.path.read_bytes()
    text = _decoded(raw, file.name)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise refusal(file.name, "NUL character; the file is damaged or no text", None, line)
    return text


def _decoded(raw: bytes, name: str) -> str:
    for mark, encoding in (*MARKS, (b"", "utf-8")):
        if raw.startswith(mark):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError as error:
                if mark:
                    line = raw.count(b"\n", 0, error.start) + 1
                    raise refusal(name, f"begins as {encoding} and does not go on as such", None, line) from None
    # Japanese text read as Latin letters is no error to a decoder, so the one that fits Japanese is tried first.
    for encoding in ("cp932", "euc_jp"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if sum("\u3041" <= letter <= "\u9fff" for letter in text) * 2 > sum(ord(letter) > 127 for letter in text):
            return text
    best = from_bytes(raw[: 1 << 20], cp_isolation=ENCODINGS).best()
    if best is None:
        raise refusal(name, "is in no known encoding; save it as UTF-8")
    try:
        return raw.decode(best.encoding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise refusal(name, f"is neither UTF-8 nor whole in {best.encoding}; save it as UTF-8", None, line) from None


def grid(file: Brought) -> Grid:
    """Return a CSV or tab-separated text as a grid. Raises DataError for one that is no such text, or beyond the bounds."""
    text = decoded(file)
    delimiter = _delimiter(text)
    # In bytes, for as text of its own it would take four times as much.
    stream = io.TextIOWrapper(io.BytesIO(text.encode("utf-8", "surrogatepass")), "utf-8", "surrogatepass", newline="")
    del text
    rows: list[list[Cell]] = []
    lines: list[int] = []
    start, counted, kept = 1, 0, Kept(file.name)
    previous = csv.field_size_limit(LONGEST_CELL)
    try:
        reader = csv.reader(stream, delimiter=delimiter, strict=True)
        for row in reader:
            rows.append([cell.strip() for cell in row])
            lines.append(start)
            start = reader.line_num + 1
            if len(rows) - counted >= COUNTED:
                kept.add(rows[counted:])
                counted = len(rows)
        kept.add(rows[counted:])
    except csv.Error as error:
        cause = (
            f"a cell has more than {LONGEST_CELL:,} characters"
            if "field limit" in str(error)
            else f"not valid CSV ({error})"
        )
        raise refusal(file.name, f"{cause}; a quote may be open", None, start) from None
    finally:
        csv.field_size_limit(previous)
    return Grid(file.name, file.name, rows, lines=lines)


def _delimiter(text: str) -> str:
    """Return the delimiter that most of the first lines have, outside quotes."""
    first = [line for line in text[:65536].splitlines() if line.strip()][:20]
    return max(DELIMITERS, key=lambda mark: sum(min(line.count(mark), 50) for line in first))


def parsed(file: Brought) -> Any:
    """Return what a JSON text holds. Raises DataError for one that is none, or is nested too deeply."""
    text = decoded(file)
    depth = deepest = 0
    for letter in text:
        if letter in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif letter in "]}":
            depth -= 1
    if deepest > DEEPEST:
        raise refusal(file.name, f"is nested more than {DEEPEST} deep")
    try:
        return json.loads(text, parse_constant=_no_number)
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise DataError([Problem(file.name, line, None, None, f"is no JSON ({error})")]) from None


def _no_number(word: str) -> None:
    return None
