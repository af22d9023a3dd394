"""What a server must hold on two cores: a day's visits, a thousand filters, idle sessions, and everything at once. Prints each figure beside its bar.

    python tests/bench/measure_load.py [MINUTES of the day, 10] [SHARE of the rest, 1]

Figures of time want a quiet machine; figures of memory don't. Nothing is asserted: a figure above its bar is called missed.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

from measure_visitors import BUYERS, GIVE_UP, Visitor, warm_up
from tools import live, percentile, print_table, resident_mb
from websockets.asyncio.client import ClientConnection, connect

VISITS_A_DAY = 200
IDLE, FILTERS = 300, 1_000
# Streamlit keeps a session that lost its connection for two minutes, should its visitor come back.
KEPT_SECONDS = 125.0
# Everything at once: visitors on pages, each with a change every five seconds, askers of the interface, and loops of briefs.
TOGETHER, ASKERS, BRIEFS, LASTING, EVERY = 20, 4, 4, 40.0, 5.0
PAGES = (
    "",
    "agreements",
    "projects",
    "delivered",
    "targets",
    "trade",
    "network",
    "country?country=GHA",
    "pair?pair=CHE-GHA",
    "units",
    "rules",
    "data",
)
ASKED = ("agreements?buyer=japan", "projects?host=VNM&limit=20", "measures/jcm_issued", "tables/claims?limit=50")
HOSTS = ("GHA", "THA", "PER", "KEN", "VNM", "IDN", "CHL", "MNG", "BGD", "LAO", "MAR", "GEO", "RWA", "SEN", "ZMB", "UGA")


@dataclass
class Bars:
    """Figures beside their bars."""

    rows: list[tuple[str, str]] = field(default_factory=list)

    def add(self, name: str, figure: float, bar: float, unit: str) -> None:
        """Add a figure that should not be above its bar."""
        self.rows.append((name, f"{figure:,.2f} {unit} ({bar:g}{': missed' if figure > bar else ''})"))
        # It takes a quarter of an hour in all.
        print(*self.rows[-1], sep=": ", file=sys.stderr, flush=True)


async def get(address: str) -> tuple[float, int]:
    """Ask for an address; return seconds and status."""

    def ask() -> int:
        try:
            with urllib.request.urlopen(address, timeout=GIVE_UP) as answer:
                answer.read()
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    began = time.perf_counter()
    status = await asyncio.to_thread(ask)
    return time.perf_counter() - began, status


def stream(url: str) -> connect:
    """Return a connection to the live pages, as a browser opens it."""
    return connect(
        url.replace("http", "ws", 1) + "/_stcore/stream",
        subprotocols=["streamlit"],
        max_size=None,
        open_timeout=GIVE_UP,
    )


async def visit(url: str, number: int, pause: float) -> None:
    """One visit: a few pages as documents, then the live page, a few changes there, rows and now and then a brief; then away."""
    chance = random.Random(number)
    for page in chance.sample(PAGES, 3):
        await get(f"{url}/{page}")
        await asyncio.sleep(pause)
    async with stream(url) as socket:
        visitor = Visitor(number)
        await visitor.arrive(socket)
        for _ in range(chance.randint(1, 4)):
            await asyncio.sleep(pause)
            await change(visitor, socket)
    await get(f"{url}/api/v1/{chance.choice(ASKED)}")
    if number % 10 == 0:
        host = chance.choice(HOSTS)
        await get(f"{url}/files/country/brief-{host}.pdf?country={host}")


async def change(visitor: Visitor, socket: ClientConnection) -> float:
    """Change a filter of the live page; return the seconds until it stands."""
    visitor._choose()
    began = time.perf_counter()
    await visitor._ask(socket)
    await visitor._read(socket)
    return time.perf_counter() - began


async def day(url: str, pid: int, minutes: float) -> tuple[float, float]:
    """Let a day's visits come within some minutes; return the memory when the first tenth of them has left (the first minute of ten) and at the end, in MB."""
    began, step = time.perf_counter(), minutes * 60 / VISITS_A_DAY
    left: list[float] = []

    async def come(number: int) -> None:
        await visit(url, number, min(2.0, step))
        left.append(resident_mb(pid))

    async with asyncio.TaskGroup() as group:
        for number in range(VISITS_A_DAY):
            await asyncio.sleep(max(0.0, began + number * step - time.perf_counter()))
            group.create_task(come(number))
    return left[VISITS_A_DAY // 10], left[-1]


async def filters(url: str, count: int) -> None:
    """Ask for pages with as many filters, no two alike."""
    buyers = ["", *(f"buyer={name.lower()}" for name in BUYERS)]
    days = [f"asof={year}-{month:02d}-15" for year in range(2016, 2026) for month in range(1, 13)]
    rules = ["", "rule=frameworks", "rule=all"]
    chosen = itertools.product(("agreements", "projects", "delivered", "network"), buyers, rules, days)
    every = list(chosen)
    random.Random(7).shuffle(every)
    for page, *parts in every[:count]:
        await get(f"{url}/{page}?{'&'.join(filter(None, parts))}")


async def idle(url: str, pid: int, count: int) -> tuple[float, float]:
    """Let as many visitors open a live page and do nothing, then go, twice; return MB a session, and MB that the second crowd took above the first."""
    peaks = []
    before = resident_mb(pid)
    for _ in range(2):
        async with AsyncExitStack() as stack:
            for number in range(count):
                await Visitor(number).arrive(await stack.enter_async_context(stream(url)))
            peaks.append(resident_mb(pid))
        await asyncio.sleep(KEPT_SECONDS)
    return (peaks[0] - before) / count, peaks[1] - peaks[0]


async def together(url: str) -> tuple[list[float], list[float]]:
    """Let visitors, askers of the interface and loops of briefs come at once; return the seconds of changes, and of pages and the interface."""
    until = time.perf_counter() + LASTING
    changes: list[float] = []
    answers: list[float] = []

    async def stay(number: int) -> None:
        await asyncio.sleep(EVERY * number / TOGETHER)
        async with stream(url) as socket:
            visitor = Visitor(number)
            await visitor.arrive(socket)
            while time.perf_counter() < until:
                await asyncio.sleep(EVERY / 2)
                answers.append((await get(f"{url}/{PAGES[number % len(PAGES)]}"))[0])
                await asyncio.sleep(EVERY / 2)
                changes.append(await change(visitor, socket))

    async def ask(number: int) -> None:
        for turn in itertools.count(number):
            if time.perf_counter() > until:
                return
            answers.append((await get(f"{url}/api/v1/{ASKED[turn % len(ASKED)]}"))[0])
            await asyncio.sleep(1.0)

    async def briefs(number: int) -> None:
        for turn in itertools.count(number):
            if time.perf_counter() > until:
                return
            host, year = HOSTS[turn % len(HOSTS)], 2018 + turn % 8
            _, status = await get(f"{url}/files/country/brief-{host}.pdf?country={host}&asof={year}-06-30")
            assert status in {200, 429}, status

    async with asyncio.TaskGroup() as group:
        for number in range(TOGETHER):
            group.create_task(stay(number))
        for number in range(ASKERS):
            group.create_task(ask(number))
        for number in range(BRIEFS):
            group.create_task(briefs(number))
    return changes, answers


def measure(bars: Bars, url: str, pid: int, minutes: float, share: float) -> None:
    """Measure all, one after the other, on one server."""
    asyncio.run(warm_up(url))
    early, late = asyncio.run(day(url, pid, minutes))
    bars.add(
        f"{VISITS_A_DAY} visits in {minutes:g} minutes: memory after the first tenth {early:,.0f} MB, growth since",
        late - early,
        10,
        "MB",
    )
    count = round(FILTERS * share)
    asyncio.run(filters(url, count))
    bars.add(f"{count:,} filters, no two alike: growth", resident_mb(pid) - late, 40, "MB")
    count = round(IDLE * share)
    each, more = asyncio.run(idle(url, pid, count))
    bars.add(f"{count} idle sessions: each", each, 0.3, "MB")
    bars.add(f"{count} others after they had gone: more than before", more, 10, "MB")
    changes, answers = asyncio.run(together(url))
    what = f"{TOGETHER} visitors, {ASKERS} askers and {BRIEFS} loops of briefs at once, 95th percentile"
    bars.add(f"{what}: {len(changes)} changes", percentile(changes, 0.95) * 1000, 400, "ms")
    bars.add(f"{what}: {len(answers)} pages and answers", percentile(answers, 0.95) * 1000, 400, "ms")
    bars.rows.append(("memory of the server after all", f"{resident_mb(pid):,.0f} MB"))


def main() -> None:
    """Measure and print; nothing is asserted."""
    minutes, share = (float(text) for text in (sys.argv[1:] + ["10", "1"][len(sys.argv) - 1 :]))
    bars = Bars()
    with tempfile.TemporaryDirectory() as folder, live.serve(Path(folder)) as server:
        measure(bars, server.url, server.process.pid, minutes, share)
    print_table("Load (in brackets the bar)", bars.rows)


if __name__ == "__main__":
    main()
