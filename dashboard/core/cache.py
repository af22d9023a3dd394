"""Answers kept in memory, bounded by bytes, shared by every thread of the server.

Streamlit's own cache copies each answer by pickling it, counts entries and not bytes, and is emptied by a message that any
visitor can send. This one knows nothing of Streamlit, so plain routes share it with the pages.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Cache(Generic[T]):
    """Keeps the most recently used answers, at most `max_bytes` of them by `size`."""

    def __init__(self, max_bytes: int, size: Callable[[T], int]) -> None:
        self.max_bytes = max_bytes
        self.bytes = 0
        self._size = size
        self._lock = Lock()
        self._answers: OrderedDict[Hashable, Future[T]] = OrderedDict()
        self._sizes: dict[Hashable, int] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the answer kept under `key`, made by `make` where there is none: once, however many ask at a time.

        What `make` raises reaches all who wait for it, and is not kept.
        """
        with self._lock:
            answer = self._answers.get(key)
            is_mine = answer is None
            if answer is None:
                answer = self._answers[key] = Future()
            else:
                self._answers.move_to_end(key)
        if is_mine:
            try:
                made = make()
            except BaseException as error:
                with self._lock:
                    self._answers.pop(key, None)
                answer.set_exception(error)
                raise
            answer.set_result(made)
            self._account(key, answer, self._size(made))
        return answer.result()

    def found(self, key: Hashable) -> T | None:
        """Return the answer kept under `key`; None where there is none, or where it is still being made."""
        with self._lock:
            if key not in self._sizes:
                return None
            self._answers.move_to_end(key)
            return self._answers[key].result()

    def clear(self) -> None:
        """Forget all answers; one that is being made reaches those who wait for it, and is not kept."""
        with self._lock:
            self._answers.clear()
            self._sizes.clear()
            self.bytes = 0

    def __len__(self) -> int:
        return len(self._answers)

    def _account(self, key: Hashable, answer: Future[T], size: int) -> None:
        with self._lock:
            if self._answers.get(key) is not answer:
                return
            self._sizes[key] = size
            self.bytes += size
            if self.bytes <= self.max_bytes:
                return
            for old in list(self._answers):
                if self.bytes <= self.max_bytes:
                    break
                # One that is still being made has no size yet.
                if old in self._sizes:
                    del self._answers[old]
                    self.bytes -= self._sizes.pop(old)
