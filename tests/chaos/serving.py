"""A checkout in a folder of its own, served by a real process, and what its visitors get."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from copies import ROOT

sys.path.insert(0, str(ROOT / "tests" / "bench"))

from measure_visitors import Visitor
from websockets.asyncio.client import connect

# A page of each kind: what all share, one on one country, one with a day and a rule of its own.
PAGES = (
    "/",
    "/country?country=GHA",
    "/agreements?asof=2024-02-29&buyer=CHE",
    "/api/v1/agreements?limit=5",
    "/data/sources.csv",
)


def site(folder: Path, cut_root: Path) -> Path:
    """Put a whole checkout with a few hosts and their warehouse into a folder."""
    for name in ("etl", "dashboard", "docs", ".streamlit"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(cut_root / "data", folder / "data", symlinks=True)
    (folder / "tests" / "data").mkdir(parents=True)
    return folder


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("localhost", 0))
        return int(one.getsockname()[1])


@dataclass(frozen=True)
class Served:
    """Where a server answers, its process, and what it has said."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def get(self, address: str) -> tuple[int, str]:
        """Return status and text of an answer; 0 and the reason where none came."""
        try:
            with urllib.request.urlopen(self.url + address, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError as error:
            return 0, str(error)

    def live(self, visitors: int = 1, changes: int = 1) -> int:
        """Let visitors open the live page and change a filter; return how many runs of the page ended well. Raises for one that did not."""
        return asyncio.run(asyncio.wait_for(crowd(self.url, visitors, changes), 300))


async def crowd(url: str, visitors: int, changes: int) -> int:
    """Let visitors come at once; return the runs that ended well."""

    async def stay(number: int) -> int:
        address = url.replace("http", "ws", 1) + "/_stcore/stream"
        async with connect(address, subprotocols=["streamlit"], max_size=None, open_timeout=120) as stream:
            visitor = Visitor(number)
            await visitor.arrive(stream)
            for _ in range(changes):
                visitor._choose()
                await visitor._ask(stream)
                await visitor._read(stream)
        return changes + 1

    return sum(await asyncio.gather(*map(stay, range(visitors))))


@contextmanager
def serving(
    folder: Path,
    command: Sequence[str] = (),
    python: str = sys.executable,
    without: Sequence[str] = (),
    user: str | None = None,
    log: Path | None = None,
    **more: str,
) -> Iterator[Served]:
    """Serve a folder as `make run` does, or by another `command` with {port} in it, as another user or in another environment."""
    port = free_port()
    asked = command or ["streamlit", "run", "dashboard/app.py", "--server.port", "{port}"]
    log = log or folder / "server.log"
    kept: Mapping[str, str] = {name: value for name, value in os.environ.items() if name not in without}
    paths = [str(folder), *([] if python == sys.executable else [p for p in sys.path if p.endswith("site-packages")])]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [python, "-B", "-m", *(part.format(port=port) for part in asked)],
            cwd=folder,
            env={**kept, "PYTHONPATH": os.pathsep.join([more.pop("FIRST", ""), *paths]).lstrip(os.pathsep), **more},
            stdout=output,
            stderr=subprocess.STDOUT,
            user=user,
        )
    served = Served(f"http://localhost:{port}", process, log)
    try:
        until = time.monotonic() + 120
        while served.get("/_stcore/health")[0] != 200:
            assert process.poll() is None and time.monotonic() < until, log.read_text()
            time.sleep(0.2)
        yield served
        # What went wrong unseen by visitors stands there.
        assert "Traceback" not in log.read_text(), log.read_text()
    finally:
        process.terminate()
        process.wait(30)


def answers(served: Served) -> dict[str, str]:
    found = {address: served.get(address) for address in PAGES}
    assert {address for address, (status, _) in found.items() if status != 200} == set(), found
    return {address: text.replace(served.url, "") for address, (_, text) in found.items()}
