"""One process at a time: a lock on a file, which the system drops when the process ends, however it ends."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

LOCK = ".lock"
PAUSE_SECONDS = 0.2


class BusyError(Exception):
    """Another process holds the lock."""


if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[str]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def alone(folder: Path, waits: Callable[[], None] | None = None) -> Iterator[None]:
    """Hold the lock of a folder. Where another process has it, call `waits` once and wait; without it raise BusyError."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a") as file:
        while True:
            try:
                _take(file)
                break
            except OSError:
                if waits is None:
                    raise BusyError(f"another process works in {folder}") from None
            waits()
            waits = _quietly
            time.sleep(PAUSE_SECONDS)
        yield


def _quietly() -> None:
    pass
