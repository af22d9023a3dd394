"""How the server's memory is kept small between visitors."""

from __future__ import annotations

import atexit
import ctypes
import gc
from contextlib import suppress

# Numbers and meaning: mallopt(3) of the GNU C library.
TRIM_THRESHOLD, MMAP_THRESHOLD, ARENA_MAX = -1, -3, -8
LARGE = 128 * 1024
ARENAS = 2


def settle() -> None:
    """Look for garbage no more in what the program itself is made of: modules, classes, rules, which stay as long as it runs.

    Each search went through all 200,000 of them, now and then in the middle of a page.
    """
    gc.collect()
    gc.freeze()
    # At the end all is looked through once more: what is left then is told as leaked by those who count.
    atexit.register(gc.unfreeze)


def spare() -> None:
    """Let what is freed go back to the system soon, where its C library can be told so; else do nothing.

    Each run of a page is a thread of its own. Left alone, the library gives threads up to eight pools of memory a core,
    which keep what they once held, and learns from each large block to keep larger ones.
    """
    with suppress(AttributeError, OSError):
        mallopt = ctypes.CDLL(None).mallopt
        for option, value in ((ARENA_MAX, ARENAS), (MMAP_THRESHOLD, LARGE), (TRIM_THRESHOLD, LARGE)):
            mallopt(option, value)
