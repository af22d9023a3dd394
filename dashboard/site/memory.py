"""How the server's memory is kept small between visitors."""

from __future__ import annotations

import ctypes
from contextlib import suppress

# Numbers and meaning: mallopt(3) of the GNU C library.
TRIM_THRESHOLD, MMAP_THRESHOLD, ARENA_MAX = -1, -3, -8
LARGE = 128 * 1024
ARENAS = 2


def spare() -> None:
    """Let what is freed go back to the system soon, where its C library can be told so; else do nothing.

    Each run of a page is a thread of its own. Left alone, the library gives threads up to eight pools of memory a core,
    which keep what they once held, and learns from each large block to keep larger ones.
    """
    with suppress(AttributeError, OSError):
        mallopt = ctypes.CDLL(None).mallopt
        for option, value in ((ARENA_MAX, ARENAS), (MMAP_THRESHOLD, LARGE), (TRIM_THRESHOLD, LARGE)):
            mallopt(option, value)
