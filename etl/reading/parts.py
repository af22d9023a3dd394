"""The parts of a workbook (.xlsx: a zip archive of XML), opened with bounds.

Only the parts that cells are read from are ever unpacked. The small ones come whole; a sheet comes in pieces of whole rows,
looked at before anything makes cells of them: how far they reach, formulas, entities, NUL characters.
"""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import IO

from etl.reading.grid import MOST_ROWS, refusal
from etl.reading.reach import ROW_END, column_of, reach_of, without_others
from etl.sources.publisher import Brought
from etl.unzip import open_member

# What all parts say that they unpack to. Read are pieces of it, one after the other.
MOST_BYTES = 1 << 30
# Cells that somebody filled pack to a tenth, a bomb to a thousandth.
SUSPECT, MOST_RATIO = 48 << 20, 200
# Texts and styles that the cells of all sheets point to; they are in memory beside each piece.
MOST_SHARED = 48 << 20
MOST_PARTS = 2_000
MOST_COLUMNS = 1_000
# calamine has a place for each cell between the first and the last one of a piece, 24 bytes each.
MOST_PLACES = 2_000_000
PIECE = 4 << 20
LONGEST_ROW = 32 << 20
STEP = 1 << 20
# Texts of a piece, each as often as a cell points to it.
MOST_TEXT = 64 << 20
# Beside the workbook itself; what else is in it (pictures, charts, pivots) holds no cell.
KEPT = (
    *("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"),
    "xl/sharedStrings.xml",
)
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    KeyError,
)
FORMULA_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<(?:\w+:)?f\b')
OPENED = re.compile(rb"<(\w+:)?sheetData\b[^>]*>")
CLOSED = re.compile(rb"</(?:\w+:)?sheetData\s*>")
# It says how far the cells reach, and need not be true.
DIMENSION = re.compile(rb"<(?:\w+:)?dimension\b[^>]*>")


@dataclass(frozen=True)
class Piece:
    """Whole rows of a sheet with what stands before and behind them, and the cells in it that have a formula (row and column from 0).

    What stands after the rows, merged cells for one, is in the last piece alone. Rows that are not numbered follow those of
    the piece before.
    """

    start: bytes
    rows: bytes
    end: bytes
    formulas: frozenset[tuple[int, int]] = frozenset()
    is_numbered: bool = True


class Parts:
    """The parts of one workbook.

    Raises DataError for an archive that is none, has a password, takes cells from another workbook, or unpacks to too much.
    """

    def __init__(self, file: Brought) -> None:
        self.file = file
        with zipfile.ZipFile(file.path) as archive:
            infos = archive.infolist()
        self.sizes = {info.filename: info.file_size for info in infos}
        self._check(infos)
        self.kept = {name: self._small(name) for name in KEPT if name in self.sizes}
        self.sheets = self._sheets()

    def _check(self, infos: list[zipfile.ZipInfo]) -> None:
        if "xl/workbook.xml" not in self.sizes:
            listed = ", ".join(sorted(self.sizes)[:5])
            rule = "is an archive and no Excel workbook (.xlsx): it has no xl/workbook.xml"
            raise refusal(self.file.name, rule, listed)
        if any(info.flag_bits & 1 for info in infos):
            raise refusal(self.file.name, "has a password; save it without one")
        size = sum(self.sizes.values())
        if size > MOST_BYTES or len(infos) > MOST_PARTS:
            rule = f"unpacks to {size:,} bytes in {len(infos):,} parts; at most {MOST_BYTES:,} bytes are read"
            raise refusal(self.file.name, rule)
        for info in infos:
            if info.file_size > SUSPECT and info.file_size > MOST_RATIO * info.compress_size:
                rule = f"{info.filename} unpacks to {info.file_size:,} bytes, more than {MOST_RATIO} times what it has; no workbook is like that"
                raise refusal(self.file.name, rule)
        if any(name.startswith("xl/externalLinks/") for name in self.sizes):
            rule = "takes cells from another workbook (external links); break the links, save it, and bring it again"
            raise refusal(self.file.name, rule)
        shared = sum(self.sizes.get(name, 0) for name in KEPT)
        if shared > MOST_SHARED:
            rule = f"its texts and styles unpack to {shared:,} bytes; at most {MOST_SHARED:,} are read; save it as CSV"
            raise refusal(self.file.name, rule)

    def _small(self, name: str) -> bytes:
        with open_member(self.file.path, name) as stream:
            content = stream.read()
        self._look(name, content)
        return content

    def _look(self, name: str, text: bytes) -> None:
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise refusal(self.file.name, f"{name} declares entities; a workbook has none, and it is not read")
        if b"\0" in text:
            raise refusal(self.file.name, f"{name} holds NUL characters; the workbook is damaged")

    def _sheets(self) -> dict[str, str]:
        """Return the part of each sheet by its name."""
        targets = {}
        for tag in re.findall(rb"<(?:\w+:)?Relationship\b[^>]*>", self.kept.get("xl/_rels/workbook.xml.rels", b"")):
            found = dict(re.findall(rb'\b(Id|Target)="([^"]*)"', tag))
            if len(found) == 2:
                target = html.unescape(found[b"Target"].decode("utf-8", "replace"))
                targets[found[b"Id"]] = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
        titles = {}
        for tag in re.findall(rb"<(?:\w+:)?sheet\b[^>]*>", self.kept["xl/workbook.xml"]):
            name, key = re.search(rb'\bname="([^"]*)"', tag), re.search(rb'\b\w+:id="([^"]*)"', tag)
            # What the publisher hid nobody has seen: lists of choices, and last year's tables.
            is_hidden = re.search(rb'\bstate="(hidden|veryHidden)"', tag)
            if name and key and key[1] in targets and not is_hidden:
                titles[html.unescape(name[1].decode("utf-8", "replace"))] = posixpath.normpath(targets[key[1]])
        return titles

    def pieces(self, sheet: str, columns: frozenset[int] = frozenset()) -> Iterator[Piece]:
        """Yield the rows of a sheet, piece by piece; a part without rows as it is. Raises DataError beyond the bounds.

        With `columns` (from 1) cells of others may be left out.
        """
        name = self.sheets.get(sheet, "")
        if name not in self.sizes:
            raise refusal(self.file.name, f"sheet {sheet} can't be read (its part is missing)")
        size = max(PIECE, min(LONGEST_ROW, 4 * len(self.kept.get("xl/sharedStrings.xml", b""))))
        with open_member(self.file.path, name) as stream:
            yield from self._cut(name, _steps(stream), size, columns)

    def _cut(self, name: str, steps: Iterator[bytes], size: int, columns: frozenset[int]) -> Iterator[Piece]:
        head, buffer = self._head(name, steps)
        opened = OPENED.search(head)
        if opened is None or head.rstrip().endswith(b"/>"):
            yield Piece(self._looked(name, head + self._rest(name, buffer, steps)), b"", b"")
            return
        start = DIMENSION.sub(b"", head)
        root = re.search(rb"<((?:\w+:)?worksheet)\b", start)
        end = b"</" + (opened[1] or b"") + b"sheetData></" + (root[1] if root else b"worksheet") + b">"
        closed = _closed(buffer, 0)
        while closed is None and (step := next(steps, b"")):
            searched = max(0, len(buffer) - 64)
            buffer += step
            closed = _closed(buffer, searched)
            if closed is None and len(buffer) >= size:
                cut = _last_row(buffer)
                if cut:
                    yield self._piece(name, start, buffer[:cut], end, columns)
                    buffer = buffer[cut:]
                elif len(buffer) > LONGEST_ROW:
                    raise refusal(self.file.name, f"{name} has a row of more than {LONGEST_ROW:,} bytes")
        rows = buffer[: closed.start()] if closed else buffer
        tail = self._rest(name, buffer[len(rows) :], steps)
        yield self._piece(name, start, rows, self._looked(name, tail), columns)

    def _head(self, name: str, steps: Iterator[bytes]) -> tuple[bytes, bytes]:
        """Return what stands before the rows, and what was read of them."""
        text = b""
        for step in steps:
            text += step
            if opened := OPENED.search(text):
                return self._looked(name, text[: opened.end()]), text[opened.end() :]
            if len(text) > LONGEST_ROW:
                raise refusal(self.file.name, f"{name} has more than {LONGEST_ROW:,} bytes before its rows")
        return self._looked(name, text), b""

    def _rest(self, name: str, begun: bytes, steps: Iterator[bytes]) -> bytes:
        parts = [begun]
        for step in steps:
            parts.append(step)
            if len(parts) * STEP > LONGEST_ROW:
                raise refusal(self.file.name, f"{name} has more than {LONGEST_ROW:,} bytes beside its rows")
        return b"".join(parts)

    def _looked(self, name: str, text: bytes) -> bytes:
        self._look(name, text)
        return text

    def _piece(self, name: str, start: bytes, rows: bytes, end: bytes, columns: frozenset[int]) -> Piece:
        self._look(name, rows)
        reach = reach_of(rows)
        if reach.last > MOST_ROWS or reach.width > MOST_COLUMNS:
            rule = f"{name} reaches to row {reach.last:,}, column {reach.width:,}; at most {MOST_COLUMNS:,} columns are read"
            raise refusal(self.file.name, rule)
        places = (reach.last - reach.first + 1) * reach.width
        if places > MOST_PLACES:
            rule = f"the cells of {name} reach over {places:,} places; delete the empty rows and columns"
            raise refusal(self.file.name, rule)
        self._check_texts(name, rows, reach.cells)
        formulas = self._formulas(name, rows, reach.formulas)
        if columns:
            rows = without_others(rows, reach, columns)
        return Piece(start, rows, end, formulas, reach.is_numbered)

    def _check_texts(self, name: str, rows: bytes, cells: int) -> None:
        """Refuse cells that point to long texts so often that these would not fit into memory."""
        if max(self._lengths, default=0) * cells <= MOST_TEXT:
            return
        pointers = [int(number) for number in re.findall(rb"<v>\s*(\d{1,9})\s*</v>", rows)]
        known = [self._lengths[number] for number in pointers if number < len(self._lengths)]
        if sum(known) > MOST_TEXT:
            rule = f"{name} has cells with more than {MOST_TEXT >> 20} MB of text close together; save it as CSV"
            raise refusal(self.file.name, rule)

    @cached_property
    def _lengths(self) -> list[int]:
        texts = self.kept.get("xl/sharedStrings.xml", b"")
        return [len(text) for text in re.split(rb"</(?:\w+:)?si\s*>", texts)]

    def _formulas(self, name: str, rows: bytes, count: int) -> frozenset[tuple[int, int]]:
        if not count:
            return frozenset()
        found = {(int(row) - 1, column_of(letters) - 1) for letters, row in FORMULA_CELL.findall(rows)}
        if len(found) < count:
            rule = f"{name} has formulas in cells without a name such as B2; write their values, and save it anew"
            raise refusal(self.file.name, rule)
        return frozenset(found)

    def as_workbook(self, sheet: str, piece: Piece) -> io.BytesIO:
        """Return a workbook that has the rows of the piece alone."""
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
            for name, content in self.kept.items():
                archive.writestr(name, content)
            archive.writestr(self.sheets[sheet], piece.start + piece.rows + piece.end)
        made.seek(0)
        return made


def _steps(stream: IO[bytes]) -> Iterator[bytes]:
    while step := stream.read(STEP):
        yield step


def _closed(buffer: bytes, start: int) -> re.Match[bytes] | None:
    while (place := buffer.find(b"sheetData", start)) >= 0:
        if found := CLOSED.search(buffer, max(0, place - 64), place + 64):
            return found
        start = place + 9
    return None


def _last_row(buffer: bytes) -> int:
    """Return where the last whole row ends; 0 where none does."""
    place = len(buffer)
    while (place := buffer.rfind(b">", 0, place)) >= 0:
        start = buffer.rfind(b"<", 0, place)
        if start < 0:
            return 0
        if ROW_END.fullmatch(buffer, start, place + 1):
            return place + 1
        place = start
    return 0
