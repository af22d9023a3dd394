"""Remembers a key press: libraries in C make an error of their own of it, or lose it between two calls."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_pressed = threading.Event()


@contextmanager
def watched() -> Iterator[threading.Event]:
    """Let Ctrl+C raise KeyboardInterrupt as ever, and set the event that this yields."""
    _pressed.clear()

    def press(number: int, frame: FrameType | None) -> None:
        _pressed.set()
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, press)
    try:
        yield _pressed
    finally:
        signal.signal(signal.SIGINT, before)


def check() -> None:
    """Raise KeyboardInterrupt if one was lost since the watch began; to be called where work can still be dropped."""
    if _pressed.is_set():
        raise KeyboardInterrupt
