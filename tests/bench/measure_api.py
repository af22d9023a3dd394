"""The interface for machines: what a usual answer takes, 200 requests a second beside 50 visitors, and 10,000 requests made up from its description.

    python tests/bench/measure_api.py [one] [two]    # served by one process, by two replicas behind the proxy; both unless told
    FUZZED=0 python tests/bench/measure_api.py       # nothing made up: three minutes and a half, two for one of them alone

Wants a quiet machine: server, visitors and askers share its cores. Askers are a process of their own: while they were threads of the one that
measures the visitors, each waited for the other.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

from measure_visitors import Visitor, crowd, warm_up
from tools import live, percentile, print_table, resident_mb

A_SECOND, LASTING, ASKERS = 200, 40.0, 8
TIMES = 30
FUZZED = int(os.environ.get("FUZZED", "10000"))
# Cases an operation in one run; all operations together make about fifteen times as many.
SLICE = 100
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,response_headers_conformance,unsupported_method"
ADDRESSES = [
    "agreements?buyer=japan",
    "projects?host=VNM",
    "events?asof=2025-01-01",
    "units?limit=20",
    "trade?exporter=CHN&importer=CHE",
    "tables/claims?limit=50",
    "measures/jcm_issued",
    "changes?limit=20",
]


def ask(connection: http.client.HTTPConnection, address: str) -> float:
    """Ask once; return how long it took in ms."""
    began = time.perf_counter()
    connection.request("GET", f"/api/v1/{address}", headers={"Accept-Encoding": "br"})
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 200, (address, answer.status)
    return (time.perf_counter() - began) * 1000


def usual(url: str) -> list[tuple[str, str]]:
    """Measure each address, made anew each time (another offset or column order makes another answer) and kept."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    rows = []
    for address in ADDRESSES:
        mark = "&" if "?" in address else "?"
        fresh = [ask(connection, f"{address}{mark}utm_term={turn}") for turn in range(TIMES)]
        ask(connection, address)
        kept = [ask(connection, address) for _ in range(TIMES)]
        rows.append((address, f"{percentile(fresh, 0.5):.1f} and {percentile(kept, 0.5):.1f} ms"))
    return rows


def asker(url: str, until: float, number: int, times: list[float]) -> None:
    """Ask steadily, so that all askers together make A_SECOND a second."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    turn, step = 0, ASKERS / A_SECOND
    began = time.perf_counter() + number * step / ASKERS
    while time.perf_counter() < until:
        time.sleep(max(0.0, began + turn * step - time.perf_counter()))
        times.append(ask(connection, ADDRESSES[(turn + number) % len(ADDRESSES)]))
        turn += 1


def askers(url: str) -> None:
    """Ask from as many threads as there are askers, and print how long each answer took: a process of its own."""
    times: list[float] = []
    until = time.perf_counter() + LASTING
    threads = [threading.Thread(target=asker, args=(url, until, number, times)) for number in range(ASKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps(times))


def beside(url: str) -> tuple[list[Visitor], list[float]]:
    """Let 50 visitors come with askers beside them."""
    with subprocess.Popen([sys.executable, __file__, "--ask", url], stdout=subprocess.PIPE, text=True) as process:
        visitors = asyncio.run(crowd(url))
        return visitors, json.loads(process.communicate()[0])


def together(served: str, url: str) -> list[tuple[str, str]]:
    """Measure visitors alone, and with askers beside them."""
    alone = p95(asyncio.run(crowd(url)))
    visitors, times = beside(url)
    with_askers = p95(visitors)
    missed = "" if with_askers <= 1.2 * alone else ": missed"
    return [
        (
            f"{served}: visitors' change, 95th percentile, alone and beside askers",
            f"{alone:,.0f} and {with_askers:,.0f} ms ({1.2 * alone:,.0f}{missed})",
        ),
        (
            f"{served}: answers in {LASTING:.0f} s, p50 and p95",
            f"{len(times):,} ({A_SECOND * LASTING:,.0f}): {percentile(times, 0.5):.0f} and {percentile(times, 0.95):.0f} ms",
        ),
    ]


def p95(visitors: list[Visitor]) -> float:
    return percentile([time for visitor in visitors for time, *_ in visitor.changes], 0.95) * 1000


def fuzz(url: str, seed: int) -> tuple[int, int]:
    """Let schemathesis make up requests from the description, well-formed and broken; return how many there were and its exit code (0: nothing found)."""
    command = [
        sys.executable, "-m", "schemathesis.cli", "run", f"{url}/api/v1/openapi.json", "--max-examples", str(SLICE), "--phases", "fuzzing",
        "--checks", CHECKS, "--workers", "1", "--seed", str(seed), "--request-timeout", "120", "--generation-database", "none",
    ]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        found = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if found.returncode:
        print(found.stdout[-3000:])
    made = re.search(r"([\d,]+) generated", found.stdout)
    return int(made[1].replace(",", "")) if made else 0, found.returncode


def fuzzed(url: str) -> str:
    """Fuzz slice by slice until enough requests were made; say how many, and how many slices found something."""
    count = seed = failed = 0
    while count < FUZZED and seed < 3 * FUZZED / 1000:
        made, code = fuzz(url, seed)
        count, seed, failed = count + made, seed + 1, failed + bool(code)
    return f"{count:,} requests, {failed} of {seed} slices found something"


def main() -> None:
    """Measure and print; nothing is asserted."""
    if sys.argv[1:2] == ["--ask"]:
        askers(sys.argv[2])
        return
    asked = sys.argv[1:] or ["one", "two"]
    os.environ |= {"ATLAS_API_RATE": "0", "ATLAS_LOG": "off"}
    with tempfile.TemporaryDirectory() as folder, live.serve(Path(folder)) as server:
        asyncio.run(warm_up(server.url))
        rows = usual(server.url)
        if "one" in asked:
            rows += together("one process", server.url)
        if "two" in asked:
            with live.behind_proxy(server, 2) as (url, process):
                for port in live.replicas(process):
                    asyncio.run(warm_up(f"http://localhost:{port}"))
                rows += together("two replicas", url)
        if FUZZED:
            rows.append(("made up from the description", fuzzed(server.url)))
        rows.append(("memory of the server after all", f"{resident_mb(server.process.pid):,.0f} MB"))
    print_table(
        "Interface for machines: made anew and kept, median (5 to 15 ms); beside askers the p95 may rise by a fifth",
        rows,
    )


if __name__ == "__main__":
    main()
