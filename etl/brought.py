"""The files that a user names on the command line: folders opened, standard input kept, the head of each looked at."""

from __future__ import annotations

import contextlib
import gzip
import html
import re
import shutil
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from etl.problems import DataError, Problem
from etl.sources.publisher import Brought, Head

STANDARD_INPUT = "-"
START = 64 << 10
# More than any publisher puts into one folder; a home folder that was named by mistake has more.
MOST_FILES = 2_000
MOST_BYTES_PIPED = 8 << 30
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


@contextmanager
def brought(names: Sequence[str]) -> Iterator[list[Brought]]:
    """Yield the files that `names` stand for: files, folders with all that is in them, and `-` for standard input.

    Hidden files of a folder are left out. Raises DataError for a name that is none, and for an empty folder.
    """
    problems: list[Problem] = []
    files: list[Brought] = []
    with tempfile.TemporaryDirectory() as aside:
        for name in names:
            path = Path(name)
            if name == STANDARD_INPUT:
                files.append(Brought(_piped(Path(aside) / "standard input"), "standard input", given=name))
            elif path.is_dir():
                found = _in_folder(path)
                if not found:
                    problems.append(Problem(name, None, None, None, "folder holds no file"))
                files += [Brought(each, each.relative_to(path.parent).as_posix(), False, name) for each in found]
            elif not path.is_file():
                problems.append(Problem(name, None, None, None, "no such file"))
            elif path.stat().st_size == 0:
                problems.append(Problem(path.name, None, None, None, "file is empty"))
            else:
                files.append(Brought(path, path.name, given=name))
        if problems:
            raise DataError(problems)
        yield files


def head(file: Brought) -> Head:
    """Return the head of a file; one that can't be opened has an empty text."""
    with file.path.open("rb") as stream:
        start = stream.read(START)
    if start.startswith(b"PK"):
        return _of_archive(file)
    if start.startswith(b"\x1f\x8b"):
        with contextlib.suppress(*UNREADABLE), gzip.open(file.path) as packed:
            return Head(file.name, text_of(packed.read(START)))
        return Head(file.name, "")
    return Head(file.name, text_of(start))


def text_of(start: bytes) -> str:
    """Return the beginning of a text, in the encoding of its byte order mark, else UTF-8, else Latin-1."""
    for mark, encoding in MARKS:
        if start.startswith(mark):
            return start.decode(encoding, errors="ignore")
    try:
        return start.decode("utf-8")
    except UnicodeDecodeError as error:
        # A character that the end of the piece cuts in two is no sign of another encoding.
        whole = len(start) - error.start < 4
        return start[: error.start].decode("utf-8") if whole else start.decode("latin-1")


def _of_archive(file: Brought) -> Head:
    members: tuple[str, ...] = ()
    with contextlib.suppress(*UNREADABLE), zipfile.ZipFile(file.path) as archive:
        members = tuple(archive.namelist()[:MOST_FILES])
        if "xl/workbook.xml" in members:
            with archive.open("xl/workbook.xml") as stream:
                named = re.findall(r"<(?:\w+:)?sheet\b[^>]*?\bname=\"([^\"]*)\"", text_of(stream.read(1 << 20)))
            return Head(file.name, _words(archive, members), members, tuple(html.unescape(name) for name in named))
        for name in members:
            if not name.endswith("/"):
                with archive.open(name) as stream:
                    return Head(file.name, text_of(stream.read(START)), members)
    return Head(file.name, "", members)


def _words(archive: zipfile.ZipFile, members: tuple[str, ...]) -> str:
    """Return the first texts of a workbook on one line: those that its sheets share, else those in the first sheet."""
    sheets = sorted(name for name in members if name.startswith("xl/worksheets/") and name.endswith(".xml"))
    for name in ("xl/sharedStrings.xml", *sheets[:1]):
        if name in members:
            with archive.open(name) as stream:
                texts = re.findall(r"<(?:\w+:)?t\b[^>]*>([^<]+)<", text_of(stream.read(START)))
            if texts:
                return ",".join(" ".join(html.unescape(text).split()) for text in texts)
    return ""


def _in_folder(folder: Path) -> list[Path]:
    found = []
    for path in folder.rglob("*"):
        inside = path.relative_to(folder).parts
        if path.is_file() and not any(part.startswith((".", "__MACOSX")) for part in inside):
            found.append(path)
        if len(found) > MOST_FILES:
            rule = f"folder holds more than {MOST_FILES:,} files; name the publisher's own folder"
            raise DataError([Problem(str(folder), None, None, None, rule)])
    return sorted(found)


def _piped(path: Path, source: IO[bytes] | None = None) -> Path:
    with path.open("wb") as kept:
        read = source or sys.stdin.buffer
        while piece := read.read(1 << 20):
            kept.write(piece)
            if kept.tell() > MOST_BYTES_PIPED or shutil.disk_usage(path.parent).free < 1 << 28:
                rule = "is too much to keep aside; save it as a file and name that"
                raise DataError([Problem("standard input", None, None, None, rule)])
    if path.stat().st_size == 0:
        raise DataError([Problem("standard input", None, None, None, "is empty")])
    return path
