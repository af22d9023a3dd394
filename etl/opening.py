"""The texts in a file that a user brings, plain or packed: opened as a stream of UTF-8, never whole in memory."""

from __future__ import annotations

import codecs
import gzip
import io
import os
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO, cast

from etl.problems import DataError, Problem
from etl.publication import Text
from etl.sources.publisher import Brought
from etl.unzip import open_member, share

PIECE = 1 << 18
# A year of BACI has a third of a gigabyte, all years of an edition nine.
MOST_UNPACKED = 24 << 30
MOST_MEMBERS = 2_000
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
WRONG_ARCHIVE = (zipfile.BadZipFile, NotImplementedError, EOFError, UnicodeDecodeError, ValueError, OSError, zlib.error)


def texts(file: Brought) -> list[Text]:
    """Return the texts of a file: itself, what a .gz holds, or each member of a zip archive that is no folder.

    Nothing is unpacked yet. Raises DataError for an archive that is damaged, has a password, or unpacks to too much.
    """
    with file.path.open("rb") as stream:
        start = stream.read(4)
    if start.startswith(b"PK"):
        return [member_text(file, info) for info in members(file)]
    if start.startswith(b"\x1f\x8b"):
        return [_text(file.name, partial(_gzip, file.path), partial(_share, file.path), is_packed=True)]
    return [_text(file.name, partial(_plain, file.path), partial(_share, file.path), is_packed=False)]


def members(file: Brought) -> list[zipfile.ZipInfo]:
    """Return the files in a zip archive. Raises DataError for one that is damaged, has a password or is too large."""
    try:
        with zipfile.ZipFile(file.path) as archive:
            found = [info for info in archive.infolist() if not info.is_dir() and not _is_aside(info.filename)]
    except WRONG_ARCHIVE as error:
        rule = f"is no zip archive, or is damaged or cut short ({error}); if it was downloaded, download it again"
        raise _refusal(file.name, rule) from None
    if any(info.flag_bits & 1 for info in found):
        raise _refusal(file.name, "has a password; unpack it, and import what was in it")
    size = sum(info.file_size for info in found)
    if size > MOST_UNPACKED or len(found) > MOST_MEMBERS:
        rule = f"unpacks to {size:,} bytes in {len(found):,} files; at most {MOST_UNPACKED:,} bytes in {MOST_MEMBERS:,} files are read"
        raise _refusal(file.name, rule)
    return found


def member_text(file: Brought, info: zipfile.ZipInfo) -> Text:
    """Return one member of a zip archive as a text."""
    opened = partial(open_member, file.path, info.filename)
    return _text(f"{file.name}/{info.filename}", opened, partial(share, size=info.file_size), is_packed=True)


def plain_text(file: Brought) -> Text:
    """Return a file as a text."""
    return _text(file.name, partial(_plain, file.path), partial(_share, file.path), is_packed=False)


def _text(name: str, opened: Callable[[], IO[bytes]], done: Callable[[IO[bytes]], float], is_packed: bool) -> Text:
    return Text(name, partial(_in_utf8, opened), partial(_done, done), is_packed)


class Recoded(io.RawIOBase):
    """The bytes of a text in UTF-16 as UTF-8."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-16")()
        self._rest = b""

    def readable(self) -> bool:
        """Return True, for BufferedReader asks."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill `buffer` as far as the next piece goes; return how many bytes, 0 at the end."""
        while not self._rest:
            piece = self.stream.read(PIECE)
            # Half a character at the end is a text cut short: UnicodeDecodeError, which is a ValueError.
            self._rest = self._decoder.decode(piece, final=not piece).encode("utf-8", errors="surrogatepass")
            if not piece:
                break
        taken, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)

    def close(self) -> None:
        """Close the stream behind it."""
        self.stream.close()
        super().close()


def _in_utf8(opened: Callable[[], IO[bytes]]) -> IO[bytes]:
    stream = opened()
    if cast(io.BufferedReader, stream).peek(2)[:2] in WIDE:
        return cast(IO[bytes], io.BufferedReader(Recoded(stream), PIECE))
    return stream


def _done(done: Callable[[IO[bytes]], float], stream: IO[bytes]) -> float:
    raw = getattr(stream, "raw", None)
    return done(raw.stream if isinstance(raw, Recoded) else stream)


def _gzip(path: Path) -> IO[bytes]:
    return cast(IO[bytes], gzip.open(path))


def _plain(path: Path) -> IO[bytes]:
    return path.open("rb", buffering=PIECE)


def _share(path: Path, stream: IO[bytes]) -> float:
    raw = getattr(stream, "fileobj", None) or stream
    return float(os.lseek(raw.fileno(), 0, os.SEEK_CUR) / max(path.stat().st_size, 1))


def _is_aside(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in Path(name).parts)


def _refusal(name: str, rule: str) -> DataError:
    return DataError([Problem(name, None, None, None, rule)])
