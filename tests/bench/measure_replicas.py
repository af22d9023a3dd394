"""Two replicas behind the proxy, as `make serve` has them: 200 visitors with a change every five seconds, and a replica killed under 50.

    python tests/bench/measure_replicas.py [many] [killed]    # both unless told: three minutes

Wants a quiet machine: replicas, proxy and visitors share its cores. A visitor whose replica is killed does what the browser does: connects again with the
cookie that the proxy gave it, and sends its address and its widgets. Back is who has the whole page again, with what was chosen.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from measure_load import get
from measure_visitors import EVERY, GIVE_UP, Visitor, crowd, warm_up
from tools import live, percentile, print_table, resident_mb, spent_seconds
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

MANY, ARRIVING, LASTING, MANY_MS = 200, 20.0, 50.0, 300
FEW, BACK_SECONDS, RETRY = 50, 5.0, 0.5
# What is asked for over plain HTTP while the replica is dead: a filtered page, an extract of it, and an answer for machines.
ASKED = ("/projects?buyer=CHE", "/files/projects/projects.csv?buyer=CHE", "/api/v1/projects?buyer=CHE")


class Returning(Visitor):
    """A visitor who connects again when the connection is lost."""

    back: float | None = None
    is_as_before = False
    cookie = ""

    def connection(self, url: str) -> connect:
        """Return a connection as the browser opens it: with the cookie by which the proxy knows its replica."""
        return connect(
            url.replace("http", "ws", 1) + "/_stcore/stream",
            subprotocols=["streamlit"],
            max_size=None,
            open_timeout=GIVE_UP,
            additional_headers={"Cookie": self.cookie} if self.cookie else {},
        )

    async def stay_through(self, url: str, ready: asyncio.Barrier) -> None:
        """Arrive, choose, wait for the kill, and if it was this visitor's replica come back, and change a filter."""
        async with self.connection(url) as socket:
            self.cookie = socket.response.headers.get("Set-Cookie", "").partition(";")[0] if socket.response else ""
            await self.arrive(socket)
            await self._change(socket)
            chosen = self.said
            await ready.wait()
            try:
                async with asyncio.timeout(2 * BACK_SECONDS):
                    async for _ in socket:
                        pass
            except TimeoutError:
                return
            except WebSocketException:
                pass
        lost = time.perf_counter()
        while self.back is None:
            try:
                async with self.connection(url) as socket:
                    self.said = ""
                    await self._ask(socket)
                    await self._read(socket)
                    self.back = time.perf_counter() - lost
                    self.is_as_before = bool(chosen) and self.said == chosen
                    await self._change(socket)
            except (WebSocketException, OSError, TimeoutError):
                await asyncio.sleep(RETRY)

    async def _change(self, socket: ClientConnection) -> None:
        self._choose()
        await self._ask(socket)
        await self._read(socket)


async def killed(url: str, victim: int) -> tuple[list[Returning], Counter[int]]:
    """Let visitors come, kill a replica when all stand, and ask over plain HTTP meanwhile; return the visitors and the statuses of what was asked."""
    visitors, statuses = [Returning(number) for number in range(FEW)], Counter[int]()
    ready, is_over = asyncio.Barrier(FEW + 1), asyncio.Event()

    async def ask() -> None:
        while not is_over.is_set():
            for address in ASKED:
                statuses[(await get(url + address))[1]] += 1
            await asyncio.sleep(0.2)

    stays = [asyncio.create_task(visitor.stay_through(url, ready)) for visitor in visitors]
    await ready.wait()
    asking = asyncio.create_task(ask())
    await asyncio.sleep(1)
    os.kill(victim, signal.SIGKILL)
    await asyncio.gather(*stays)
    is_over.set()
    await asking
    return visitors, statuses


def of_many(url: str, pids: list[int]) -> list[tuple[str, str]]:
    """Measure many visitors once all have come."""
    spent = -sum(map(spent_seconds, pids))
    visitors = asyncio.run(crowd(url, MANY, ARRIVING, LASTING))
    spent += sum(map(spent_seconds, pids))
    # Whoever came first changed a filter while others arrived.
    settled = int(ARRIVING / EVERY) + 1
    times = [time for visitor in visitors for time, *_ in visitor.changes[settled:]]
    p50, p95 = (percentile(times, share) * 1000 for share in (0.5, 0.95))
    runs = sum(1 + len(visitor.changes) for visitor in visitors)
    missed = ": missed" if p95 > MANY_MS else ""
    return [
        (
            f"{MANY} visitors, {len(times)} changes once all had come, p50 and p95",
            f"{p50:,.0f} and {p95:,.0f} ms ({MANY_MS}{missed})",
        ),
        (
            "processor time of both replicas, and per view or change",
            f"{spent:,.1f} s and {spent / runs * 1000:,.0f} ms",
        ),
        ("memory of the replicas", " and ".join(f"{resident_mb(pid):,.0f}" for pid in pids) + " MB"),
    ]


def of_killed(url: str, pids: list[int]) -> list[tuple[str, str]]:
    """Measure visitors of whom half lose their replica."""
    visitors, statuses = asyncio.run(killed(url, pids[0]))
    back = [visitor.back for visitor in visitors if visitor.back is not None]
    lost = sum(not visitor.is_as_before for visitor in visitors if visitor.back is not None)
    missed = ": missed" if not back or max(back) > BACK_SECONDS else ""
    return [
        (
            f"replica killed under {FEW} visitors: the {len(back)} who lost it are back, p50 and last",
            f"{percentile(back or [0.0], 0.5):.1f} and {max(back, default=0.0):.1f} s ({BACK_SECONDS:g}{missed})",
        ),
        (
            "of them with another choice than before; errors shown to anybody",
            f"{lost} (0) and {sum(one.faults for one in visitors)} (0)",
        ),
        (
            "pages, extracts and answers over HTTP meanwhile, by status",
            ", ".join(f"{status}: {count}" for status, count in statuses.items()),
        ),
    ]


def main() -> None:
    """Measure and print; nothing is asserted."""
    asked, rows = sys.argv[1:] or ["many", "killed"], []
    os.environ["ATLAS_LOG"] = "off"
    with (
        tempfile.TemporaryDirectory() as folder,
        live.serve(Path(folder)) as server,
        live.behind_proxy(server, 2) as (url, process),
    ):
        # The one that was served first only lent its folder.
        server.process.terminate()
        pids = list(live.replicas(process).values())
        for port in live.replicas(process):
            asyncio.run(warm_up(f"http://localhost:{port}"))
        if "many" in asked:
            rows += of_many(url, pids)
        if "killed" in asked:
            rows += of_killed(url, pids)
    print_table("Two replicas behind the proxy", rows)


if __name__ == "__main__":
    main()
