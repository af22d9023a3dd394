"""How often one address may ask: a bucket of requests that refills steadily. Addresses are held in memory alone, and forgotten once their bucket is full."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import ip_network
from threading import Lock

MOST_ADDRESSES = 20_000


class Buckets:
    """A bucket an address; `rate` a second flow into it, up to `burst`. A rate of 0 lets everything pass."""

    def __init__(self, rate: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.rate, self.burst, self.clock = rate, burst, clock
        self._lock = Lock()
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, address: str) -> int:
        """Take one request out of the bucket of an address; return 0, or after how many seconds it has one again."""
        if not self.rate:
            return 0
        key, now = _key(address), self.clock()
        with self._lock:
            left, since = self._left.pop(key, (float(self.burst), now))
            left = min(float(self.burst), left + (now - since) * self.rate)
            allowed = left >= 1
            self._left[key] = (left - 1 if allowed else left, now)
            self._forget(now)
        return 0 if allowed else max(1, math.ceil((1 - left) / self.rate))

    def _forget(self, now: float) -> None:
        # The least recent stand first: those whose bucket is full again, and the oldest where there are too many.
        full = self.burst / self.rate
        while self._left:
            key, (_, since) = next(iter(self._left.items()))
            if now - since < full and len(self._left) <= MOST_ADDRESSES:
                break
            del self._left[key]

    def __len__(self) -> int:
        return len(self._left)


def _key(address: str) -> str:
    # Who has one address of the sixth version has the 2**64 beside it.
    if ":" in address:
        try:
            return str(ip_network(f"{address.partition('%')[0]}/64", strict=False))
        except ValueError:
            return address
    return address
