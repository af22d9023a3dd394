"""Excel workbooks, with their bounds looked up before anything is unpacked into memory.

A workbook is a zip archive of XML. What it unpacks to, how far its cells reach, entities, links to other workbooks and
formulas without a saved value are found in one pass over the stream of each part; only then does calamine read it.
"""

from __future__ import annotations

import html
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass

import python_calamine as calamine

from etl.problems import DataError, Problem
from etl.reading.grid import MOST_CELLS, MOST_ROWS, Cell, Grid, refusal
from etl.sources.publisher import Brought

# Of all parts together: calamine needs about four times as much memory.
MOST_BYTES = 96 << 20
MOST_PARTS = 2_000
MOST_COLUMNS = 1_000
MOST_RANGES = 10_000
PIECE = 1 << 20
OVERLAP = 4096
# Some broken cells tell enough.
SHOWN = 10
REFERENCE = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
FORMULA = re.compile(
    rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3}\d{1,7})"[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>([^<]*)</(?:\w+:)?f>)\s*'
    rb"(?:</(?:\w+:)?c>|<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</)"
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


@dataclass(frozen=True)
class Sheets:
    """The sheets of a workbook, read one by one."""

    file: str
    names: list[str]
    _book: calamine.CalamineWorkbook
    _bare_formulas: dict[str, list[str]]

    def grid(self, name: str) -> Grid:
        """Return the cells of a sheet; merged cells all hold their text or day.

        Raises DataError for a formula without a saved value, and for a text that a spreadsheet would run.
        """
        bare = self._bare_formulas.get(name, [])
        if bare:
            rule = "formula without a saved value; open the workbook in a spreadsheet programme and save it"
            raise DataError(Problem(f"{self.file}, sheet {name}", None, cell, None, rule) for cell in bare[:SHOWN])
        try:
            sheet = self._book.get_sheet_by_name(name)
            rows: list[list[Cell]] = sheet.to_python(skip_empty_area=False)
            merged = sheet.merged_cell_ranges or []
        except (calamine.CalamineError, OSError, ValueError) as error:
            raise refusal(self.file, f"sheet {name} can't be read ({error})") from None
        _repeat_merged(rows, merged)
        return Grid(f"{self.file}, sheet {name}", name, rows)


def sheets(file: Brought) -> Sheets:
    """Return the sheets of a workbook. Raises DataError for what is no sound workbook, or too large to be one."""
    try:
        bare = _looked_through(file)
    except UNREADABLE as error:
        raise refusal(file.name, f"is damaged or cut short, and no workbook ({error})") from None
    try:
        book = calamine.CalamineWorkbook.from_path(str(file.path))
        names = list(book.sheet_names)
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise refusal(file.name, f"can't be read as a workbook ({error})") from None
    return Sheets(file.name, names, book, bare)


def _repeat_merged(rows: list[list[Cell]], ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Write the first cell of merged ones into all of them; a number stays alone, for repeated it would be added twice."""
    for (top, left), (bottom, right) in ranges[:MOST_RANGES]:
        if top >= len(rows) or left >= len(rows[top]) or isinstance(rows[top][left], int | float):
            continue
        for row in rows[top : bottom + 1]:
            row[left : right + 1] = [rows[top][left]] * len(row[left : right + 1])


def _looked_through(file: Brought) -> dict[str, list[str]]:
    """Return cells with a formula and no saved value by the name of their sheet. Raises DataError beyond the bounds."""
    with zipfile.ZipFile(file.path) as archive:
        parts = archive.infolist()
        names = {part.filename for part in parts}
        if "xl/workbook.xml" not in names:
            listed = ", ".join(sorted(names)[:5])
            raise refusal(file.name, "is an archive and no Excel workbook (.xlsx): it has no xl/workbook.xml", listed)
        if any(part.flag_bits & 1 for part in parts):
            raise refusal(file.name, "has a password; save it without one")
        size = sum(part.file_size for part in parts)
        if size > MOST_BYTES or len(parts) > MOST_PARTS:
            rule = f"unpacks to {size:,} bytes in {len(parts):,} parts; at most {MOST_BYTES:,} bytes are read"
            raise refusal(file.name, rule)
        if any(name.startswith("xl/externalLinks/") for name in names):
            rule = "takes cells from another workbook (external links); break the links, save it, and bring it again"
            raise refusal(file.name, rule)
        titles = _titles(archive, names)
        bare = {}
        cells = 0
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                found = _Part(file.name, part.filename)
                found.look(archive)
                if part.filename.startswith("xl/worksheets/"):
                    cells += found.rows * found.columns
                    bare[titles.get(part.filename, part.filename)] = found.bare
        if cells > MOST_CELLS:
            rule = f"its sheets reach over {cells:,} cells; at most {MOST_CELLS:,} are read; delete the empty rows and columns"
            raise refusal(file.name, rule)
    return bare


def _titles(archive: zipfile.ZipFile, names: set[str]) -> dict[str, str]:
    relations = "xl/_rels/workbook.xml.rels"
    if relations not in names:
        return {}
    targets = {}
    for tag in re.findall(rb"<(?:\w+:)?Relationship\b[^>]*>", archive.read(relations)):
        found = dict(re.findall(rb'\b(Id|Target)="([^"]*)"', tag))
        if len(found) == 2:
            target = html.unescape(found[b"Target"].decode("utf-8", "replace"))
            targets[found[b"Id"]] = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
    titles = {}
    for tag in re.findall(rb"<(?:\w+:)?sheet\b[^>]*>", archive.read("xl/workbook.xml")):
        name, key = re.search(rb'\bname="([^"]*)"', tag), re.search(rb'\b\w+:id="([^"]*)"', tag)
        if name and key and key[1] in targets:
            titles[targets[key[1]]] = html.unescape(name[1].decode("utf-8", "replace"))
    return titles


class _Part:
    """One XML part of a workbook, looked at as a stream."""

    def __init__(self, file: str, name: str) -> None:
        self.file, self.name = file, name
        self.rows = self.columns = 0
        self.bare: list[str] = []

    def look(self, archive: zipfile.ZipFile) -> None:
        """Go through the part. Raises DataError for entities, and for cells beyond the bounds."""
        is_sheet = self.name.startswith("xl/worksheets/") and self.name.endswith(".xml")
        read, tail = 0, b""
        with archive.open(self.name) as stream:
            while piece := stream.read(PIECE):
                read += len(piece)
                if read > MOST_BYTES:
                    raise refusal(self.file, f"{self.name} unpacks to more than it says")
                text = tail + piece
                if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                    raise refusal(self.file, f"{self.name} declares entities; a workbook has none, and it is not read")
                if b"\0" in piece:
                    raise refusal(self.file, f"{self.name} holds NUL characters; the workbook is damaged")
                if is_sheet:
                    self._cells(text)
                tail = text[-OVERLAP:]

    def _cells(self, text: bytes) -> None:
        found = REFERENCE.findall(text)
        if found:
            # Sets first: a piece has many cells, few columns, and one row for many cells.
            self.rows = max(self.rows, *map(int, {number for _, number in found}))
            self.columns = max(self.columns, *map(_number_of, {letters for letters, _ in found}))
        if self.rows > MOST_ROWS or self.columns > MOST_COLUMNS:
            rule = f"{self.name} reaches to row {self.rows:,}, column {self.columns:,}; at most {MOST_COLUMNS:,} columns are read"
            raise refusal(self.file, rule)
        if b"<f" in text or b":f" in text:
            self.bare += [cell[0].decode() for cell in FORMULA.findall(text) if cell[0].decode() not in self.bare]


def _number_of(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return column
