"""Dear work takes turns: one at a time, a few may wait, and who comes beyond is told when to come again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from starlette.responses import PlainTextResponse, Response

WAITING = 8
SECONDS = 5


class BusyError(Exception):
    """So many wait already that one more would wait too long; `seconds` says when to ask again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Too many files are being made at the moment. Ask again in {seconds} seconds.")
        self.seconds = seconds


class Turns:
    """Lets one thread at a time through, and at most `waiting` wait for it."""

    def __init__(self, waiting: int = WAITING) -> None:
        self._places = BoundedSemaphore(waiting + 1)
        self._one = Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn and hold it. Raises BusyError at once where all places to wait are taken."""
        if not self._places.acquire(blocking=False):
            raise BusyError(SECONDS)
        try:
            with self._one:
                yield
        finally:
            self._places.release()


# One queue for all that Typst sets and draws: briefs, pictures of pages, and pictures of their parts.
dear = Turns()


def come_again(busy: BusyError) -> Response:
    """Return the answer to who finds the queue full: 429, with the seconds after which to ask again."""
    return PlainTextResponse(f"{busy}\n", 429, {"Retry-After": str(busy.seconds), "Cache-Control": "no-store"})
