"""Reads a CSV text of any length block by block, and keeps only the rows with certain codes."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from etl.problems import DataError, Problem
from etl.publication import Publication, Text

# Small enough for the cache of a processor, large enough that the work between blocks does not count.
BLOCK = 1 << 20
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
                rows = pa.Table.from_batches([batch]).take(lines)
                # Line 1 is the header, and the first row has index 0.
                yield rows.append_column("line", pc.add(lines.cast(pa.int64()), read + 2))
                read, kept = read + batch.num_rows, kept + rows.num_rows
                progress(text.done(stream), read, kept)
    except pa.ArrowInvalid:
        # Also for a text that ends after its header.
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


def _batches(publication: Publication, text: Text, stream: IO[bytes], header: list[str]) -> Iterator[pa.RecordBatch]:
    types = {name: pa.type_for_alias(kind) for name, kind in publication.columns.items()}
    return iter(
        pa_csv.open_csv(
            stream,
            read_options=pa_csv.ReadOptions(column_names=header, block_size=BLOCK),
            parse_options=pa_csv.ParseOptions(ignore_empty_lines=False),
            convert_options=pa_csv.ConvertOptions(
                column_types=types,
                include_columns=list(types),
                include_missing_columns=True,
                null_values=[],
                strings_can_be_null=False,
            ),
        )
    )


def _located(publication: Publication, text: Text, header: list[str], good: int) -> DataError:
    """Return what is wrong with the first bad row after `good` sound ones; the fast reader does not say where it is."""
    number = 0
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
    rule = "is no CSV text of these columns" if number > 1 else "has a header and no rows"
    return DataError([Problem(text.name, None, None, None, rule)])
