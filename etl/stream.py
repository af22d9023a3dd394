"""Reads a CSV text of any length block by block, and keeps only the rows with certain codes."""

from __future__ import annotations

import csv
import re
import zipfile
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import IO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from etl import lines
from etl.problems import DataError, Problem
from etl.publication import Publication, Text

BLOCK = 4 << 20
# Longer than any row of any publisher; without a bound a file without line breaks is searched again with every block.
LONGEST_LINE = 1 << 20

# Parsing costs three times what unpacking does.
WORKERS = 2
CUT = "file ends in mid-line: it is half written, or was saved without a last line break; if you know that it is whole, add one"
# What unpacking raises on an archive that is damaged, cut short, encrypted or packed in an unknown way.
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)
NUMBERS = {
    "int32": (r" *[+-]?[0-9]+ *", "must be a whole number"),
    "double": (r" *[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)? *", "must be a number"),
}

NUL = "NUL character; the file is damaged or no text"

Progress = Callable[[float, int, int], None]
# How many rows a block has, which of them are wanted (from 0), and these.
Block = tuple[int, pa.Array, pa.Table]


@dataclass(frozen=True)
class Layout:
    """How a text is laid out: the names of the cells of a row (ours where we want them), and what stands between them."""

    names: list[str]
    delimiter: str


class _NulError(ValueError):
    """A NUL character, so many lines below the first one of a block."""

    def __init__(self, lines: int) -> None:
        super().__init__(NUL)
        self.lines = lines


def kept_rows(publication: Publication, text: Text, progress: Progress) -> Iterator[pa.Table]:
    """Yield the rows of `text` whose code is wanted: the columns of the publication, and `line`.

    `progress` is told the share done, rows read and rows kept after each block. Raises DataError when the text can't
    be unpacked, has other columns, or has a row that is no row of them; blocks before it were yielded by then.
    """
    read = kept = 0
    layout = Layout([], ",")
    try:
        with text.open() as stream:
            layout, first = _layout(publication, text, stream)
            wanted = pa.array(publication.codes).cast(pa.type_for_alias(publication.columns[publication.code_column]))
            for count, at, rows in _batches(publication, text, stream, layout, first, wanted):
                # The line after the header has index 0.
                yield rows.append_column("line", pc.add(at.cast(pa.int64()), read + 2 + text.skipped))
                read, kept = read + count, kept + rows.num_rows
                progress(text.done(stream), read, kept)
        if not read:
            raise DataError([Problem(text.name, None, None, None, "has a header and no rows")])
    except _NulError as error:
        raise _refusal(text, read + 2 + error.lines + text.skipped, NUL) from None
    except pa.ArrowInvalid:
        raise _located(publication, text, layout, read) from None
    except UnicodeDecodeError as error:
        raise _refusal(text, None, f"is no sound text in UTF-16, after {read:,} rows ({error.reason})") from None
    except UNREADABLE as error:
        rule = f"can't be unpacked to its end, after {read:,} rows ({error}); if it was downloaded, download it again"
        raise _refusal(text, None, rule) from None


def _refusal(text: Text, line: int | None, rule: str, column: str | None = None, value: str | None = None) -> DataError:
    return DataError([Problem(text.name, line, column, value, rule)])


def _layout(publication: Publication, text: Text, stream: IO[bytes]) -> tuple[Layout, bytes]:
    """Return the layout of the text, and the first line after its header."""
    raw = stream.readline(LONGEST_LINE)
    place = 1 + text.skipped
    if not raw.strip():
        raise _refusal(text, None, "file is empty; a header row is needed")
    if b"\0" in raw:
        raise _refusal(
            text, place, "NUL character; the file is no text, or a text in UTF-16 or UTF-32 without its byte order mark"
        )
    if b"\r" in raw.rstrip(b"\r\n"):
        raise _refusal(
            text,
            place,
            "lines end in a lone carriage return, or one stands in the header; save it with ordinary line ends",
        )
    if len(raw) >= LONGEST_LINE:
        raise _refusal(text, place, f"a line of more than {LONGEST_LINE:,} bytes; this is no table")
    try:
        line = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Names of our columns are ASCII; those of others may be in any encoding.
        line = raw.decode("latin-1")
    layouts = [_named(publication, line.rstrip("\r\n"), delimiter) for delimiter in publication.delimiters]
    layout = max(layouts, key=lambda one: len(set(one.names) & set(publication.columns)))
    _refuse_columns(publication, text, layout, line.strip())
    first = stream.readline(LONGEST_LINE)
    if len(first) >= LONGEST_LINE:
        raise _refusal(text, place + 1, f"a line of more than {LONGEST_LINE:,} bytes; this is no table")
    if not publication.is_exact and first.rstrip(b"\r\n").endswith(layout.delimiter.encode()):
        cells = _cells(first.decode("latin-1"), layout)
        # Comtrade Plus ends each row with one delimiter more than its header has.
        if cells is not None and len(cells) == len(layout.names) + 1:
            layout = Layout([*layout.names, ""], layout.delimiter)
    return layout, first


def _named(publication: Publication, line: str, delimiter: str) -> Layout:
    cells = _cells(line, Layout([], delimiter)) or []
    return Layout([publication.rename(cell.strip()) for cell in cells], delimiter)


def _cells(line: str, layout: Layout) -> list[str] | None:
    try:
        return next(csv.reader([line.rstrip("\r\n")], delimiter=layout.delimiter, strict=True), [])
    except csv.Error:
        return None


def _refuse_columns(publication: Publication, text: Text, layout: Layout, line: str) -> None:
    names, place = layout.names, 1 + text.skipped
    missing = [name for name in publication.columns if name not in publication.optional and name not in names]
    missing += [" or ".join(some) for some in publication.either if not set(some) & set(names)]
    if (publication.is_exact and names != list(publication.columns)) or missing:
        lacking = f"; missing: {', '.join(missing)}" if missing else ""
        needed = [name for name in publication.columns if name not in publication.optional]
        rule = f"wrong columns, must be {', '.join(needed)}{lacking}"
        raise _refusal(text, place, rule, value=line)
    doubled = sorted({name for name in publication.columns if names.count(name) > 1})
    if doubled:
        raise DataError(
            [Problem(text.name, place, column, None, "column stands twice in the header") for column in doubled]
        )


def _batches(
    publication: Publication, text: Text, stream: IO[bytes], layout: Layout, first: bytes, wanted: pa.Array
) -> Iterator[Block]:
    """Yield the rows in their order; blocks are parsed side by side while the next is unpacked."""
    parse = partial(_parsed, publication, layout, wanted)
    with ThreadPoolExecutor(WORKERS) as workers:
        waiting: deque[Future[Block]] = deque()
        rest, last = first, first
        while piece := stream.read(BLOCK):
            last = piece
            cut = piece.rfind(b"\n") + 1
            if cut:
                waiting.append(workers.submit(parse, b"".join((rest, memoryview(piece)[:cut]))))
            rest = piece[cut:] if cut else rest + piece
            if len(rest) > LONGEST_LINE:
                # What is sound before it is told first.
                while waiting:
                    yield waiting.popleft().result()
                raise _refusal(text, None, f"a line of more than {LONGEST_LINE:,} bytes; this is no table")
            if len(waiting) > 2 * WORKERS:
                yield waiting.popleft().result()
        if rest:
            waiting.append(workers.submit(parse, rest))
        while waiting:
            yield waiting.popleft().result()
        # A packed text has a checksum; of a plain one only this can be told.
        if not text.is_packed and last and not last.endswith((b"\n", b"\r")):
            raise _refusal(text, None, CUT)


def _parsed(publication: Publication, layout: Layout, wanted: pa.Array, block: bytes) -> Block:
    """Return the rows of a block that have a wanted code. Raises ArrowInvalid for rows that are none, _NulError for such a character."""
    # Whichever column it stands in: a sound text has none.
    if b"\0" in block:
        raise _NulError(block.count(b"\n", 0, block.index(b"\0")))
    usual = lines.likely(
        block, layout.delimiter, len(layout.names), layout.names.index(publication.code_column), wanted
    )
    if usual is None:
        rows = _read(block, layout, publication.columns)
        count, places = rows.num_rows, pa.array(np.arange(rows.num_rows))
    else:
        count, places = usual.count, pa.array(usual.places)
        rows = _read(usual.text, layout, publication.columns)
    number = rows.column_names.index(publication.code_column)
    codes = rows.column(number)
    if pa.types.is_string(codes.type):
        # 854143.0, as statistics programs write it.
        codes = pc.replace_substring_regex(pc.utf8_trim_whitespace(codes), r"\.0+$", "")
        rows = rows.set_column(number, publication.code_column, codes)
    is_wanted = pc.is_in(codes, value_set=wanted)
    return count, places.filter(pc.fill_null(is_wanted.combine_chunks(), False)), rows.filter(is_wanted)


def _read(block: bytes, layout: Layout, columns: dict[str, str]) -> pa.Table:
    types = {name: pa.type_for_alias(kind) for name, kind in columns.items()}
    if not block:
        return pa.table({name: pa.array([], kind) for name, kind in types.items()})
    return pa_csv.read_csv(
        pa.BufferReader(block),
        # Names that are not wanted may stand twice or be empty, and pyarrow wants each once.
        read_options=pa_csv.ReadOptions(
            column_names=[name if name in columns else f"#{number}" for number, name in enumerate(layout.names)],
            block_size=len(block) + 1,
            use_threads=False,
        ),
        parse_options=pa_csv.ParseOptions(delimiter=layout.delimiter, ignore_empty_lines=False),
        convert_options=pa_csv.ConvertOptions(
            column_types=types,
            include_columns=list(types),
            include_missing_columns=True,
            null_values=[],
            strings_can_be_null=False,
        ),
    )


def _located(publication: Publication, text: Text, layout: Layout, good: int) -> DataError:
    """Return what is wrong with the first bad row after `good` sound ones; the fast reader does not say where it is."""
    width = len(layout.names)
    with text.open() as stream:
        for number, raw in enumerate(iter(partial(stream.readline, LONGEST_LINE), b""), start=1):
            if number <= good + 1:
                continue
            line = number + text.skipped
            cells = _cells(raw.decode("latin-1"), layout)
            if (cells is None or len(cells) != width) and not raw.endswith((b"\n", b"\r")):
                return _refusal(text, line, CUT)
            if cells is None:
                return _refusal(
                    text, line, "not valid CSV: a quote is not closed on its line, or text follows a closed one"
                )
            if len(cells) != width:
                return _refusal(text, line, f"{len(cells)} cells where the header has {width}")
            for name, cell in zip(layout.names, cells, strict=True):
                kind = publication.columns.get(name, "")
                if kind in NUMBERS and not re.fullmatch(NUMBERS[kind][0], cell):
                    return _refusal(text, line, NUMBERS[kind][1], name, _shown(cell))
                if kind == "int32" and abs(int(cell)) >= 1 << 31:
                    return _refusal(text, line, "is too large a number", name, cell)
                if kind and not cell.isascii():
                    try:
                        cell.encode("latin-1").decode("utf-8")
                    except UnicodeDecodeError as error:
                        value = f"byte 0x{cell.encode('latin-1')[error.start]:02x}"
                        return _refusal(text, line, "text is not UTF-8; save the file as UTF-8", name, value)
    return _refusal(text, None, "is no CSV text of these columns")


def _shown(cell: str) -> str:
    """Return a cell that was read byte by byte as a person reads it."""
    return cell.encode("latin-1").decode("utf-8", errors="replace")
