"""Reads a CSV text of any length block by block, and keeps only the rows with certain codes."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import IO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from etl.problems import DataError, Problem
from etl.publication import Publication, Text

BLOCK = 4 << 20
# Parsing costs three times what unpacking does.
WORKERS = 2
# What unpacking raises on an archive that is damaged, cut short, encrypted or packed in an unknown way.
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)
NUMBERS = {"int32": (int, "must be a whole number"), "double": (float, "must be a number")}

Progress = Callable[[float, int, int], None]


def kept_rows(publication: Publication, text: Text, progress: Progress) -> Iterator[pa.Table]:
    """Yield the rows of `text` whose code is wanted: the columns of the publication, and `line`.

    `progress` is told the share done, rows read and rows kept after each block. Raises DataError when the text can't
    be unpacked, has other columns, or has a row that is no row of them; blocks before it were yielded by then.
    """
    read = kept = 0
    try:
        with text.open() as stream:
            if not text.is_packed:
                _refuse_cut(text, stream)
            header = _header(publication, text, stream)
            kind = pa.type_for_alias(publication.columns[publication.code_column])
            wanted = pa.array(publication.codes).cast(kind)
            for batch in _batches(publication, text, stream, header):
                is_wanted = pc.is_in(batch.column(publication.code_column), value_set=wanted)
                lines = pa.array(range(0)) if not batch.num_rows else pc.indices_nonzero(is_wanted)
                rows = batch.take(lines)
                # Line 1 is the header, and the first row has index 0.
                yield rows.append_column("line", pc.add(lines.cast(pa.int64()), read + 2))
                read, kept = read + batch.num_rows, kept + rows.num_rows
                progress(text.done(stream), read, kept)
        if not read:
            raise DataError([Problem(text.name, None, None, None, "has a header and no rows")])
    except pa.ArrowInvalid:
        raise _located(publication, text, header, read) from None
    except UNREADABLE as error:
        rule = f"can't be unpacked to its end, after {read:,} rows ({error}); download it again"
        raise DataError([Problem(text.name, None, None, None, rule)]) from None


def _refuse_cut(text: Text, stream: IO[bytes]) -> None:
    # A packed text has a checksum; of a plain one only this can be told.
    stream.seek(-1, io.SEEK_END)
    if stream.read(1) not in b"\r\n":
        rule = "file ends in mid-line; it may be half written (end it with a line break)"
        raise DataError([Problem(text.name, None, None, None, rule)])
    stream.seek(0)


def _header(publication: Publication, text: Text, stream: IO[bytes]) -> list[str]:
    raw = stream.readline(1 << 16)
    if not raw.strip():
        raise DataError([Problem(text.name, None, None, None, "file is empty; a header row is needed")])
    try:
        line = raw.decode("utf-8-sig")
        if "\0" in line:
            raise ValueError
    except ValueError:
        raise DataError([Problem(text.name, 1, None, None, "text is not UTF-8; save the file as UTF-8")]) from None
    (given,) = csv.reader([line.rstrip("\r\n")]) if "\t" not in line else [line.rstrip("\r\n").split("\t")]
    names = [name.strip().lower() for name in given]
    missing = [name for name in publication.columns if name not in publication.optional and name not in names]
    if (publication.is_exact and names != list(publication.columns)) or missing:
        lacking = f"; missing: {', '.join(missing)}" if missing else ""
        rule = f"wrong columns, must be {', '.join(publication.columns)}{lacking}"
        raise DataError([Problem(text.name, 1, None, line.strip(), rule)])
    doubled = sorted({name for name in publication.columns if names.count(name) > 1})
    if doubled:
        raise DataError(
            [Problem(text.name, 1, column, None, "column stands twice in the header") for column in doubled]
        )
    return names


def _batches(publication: Publication, text: Text, stream: IO[bytes], header: list[str]) -> Iterator[pa.Table]:
    """Yield the rows in their order; blocks are parsed side by side while the next is unpacked."""
    types = {name: pa.type_for_alias(kind) for name, kind in publication.columns.items()}
    convert = pa_csv.ConvertOptions(
        column_types=types,
        include_columns=list(types),
        include_missing_columns=True,
        null_values=[],
        strings_can_be_null=False,
    )

    def parse(block: bytes) -> pa.Table:
        return pa_csv.read_csv(
            pa.BufferReader(block),
            read_options=pa_csv.ReadOptions(column_names=header, block_size=len(block) + 1, use_threads=False),
            parse_options=pa_csv.ParseOptions(ignore_empty_lines=False),
            convert_options=convert,
        )

    with ThreadPoolExecutor(WORKERS) as workers:
        waiting: deque[Future[pa.Table]] = deque()
        rest = b""
        while piece := stream.read(BLOCK):
            lines, line_break, rest = (rest + piece).rpartition(b"\n")
            if line_break:
                waiting.append(workers.submit(parse, lines + line_break))
            if len(waiting) > 2 * WORKERS:
                yield waiting.popleft().result()
        if rest:
            waiting.append(workers.submit(parse, rest))
        while waiting:
            yield waiting.popleft().result()


def _located(publication: Publication, text: Text, header: list[str], good: int) -> DataError:
    """Return what is wrong with the first bad row after `good` sound ones; the fast reader does not say where it is."""
    with text.open() as stream:
        for number, raw in enumerate(stream, start=1):
            if number <= good + 1:
                continue
            try:
                (cells,) = csv.reader([raw.decode("utf-8").rstrip("\r\n")], strict=True)
            except UnicodeDecodeError as error:
                value = f"byte 0x{raw[error.start]:02x}"
                return DataError([Problem(text.name, number, None, value, "text is not UTF-8; save the file as UTF-8")])
            except (csv.Error, ValueError) as error:
                return DataError([Problem(text.name, number, None, None, f"not valid CSV ({error})")])
            if len(cells) != len(header):
                rule = f"{len(cells)} cells where the header has {len(header)}"
                return DataError([Problem(text.name, number, None, None, rule)])
            for name, cell in zip(header, cells, strict=True):
                cast, rule = NUMBERS.get(publication.columns.get(name, ""), (str, ""))
                try:
                    cast(cell)
                except ValueError:
                    return DataError([Problem(text.name, number, name, cell, rule)])
    return DataError([Problem(text.name, None, None, None, "is no CSV text of these columns")])
