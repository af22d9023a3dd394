"""What a page as a document costs the server: processor time with nothing cached, with its questions cached, and kept as it is sent; and how many two cores make.

    python tests/bench/measure_documents.py    # a minute

Documents are made in this process, whose processor time hardly depends on what else the machine does; those that are kept are asked of a server over HTTP.
Pages a second are those of two replicas on two cores that do nothing else.
"""

from __future__ import annotations

import http.client
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import mean, median
from urllib.parse import urlsplit

from starlette.requests import Request
from tools import live, print_table, spent_seconds

from dashboard.core import kept, warehouse
from dashboard.site import documents, memory

ROUNDS, CORES, REQUESTS = 5, 2, 2_000
# The most visited pages, a country and a pair.
PAGES = (
    "/",
    "/agreements",
    "/projects",
    "/delivered",
    "/targets",
    "/trade",
    "/units",
    "/rules",
    "/country?country=GHA",
    "/pair?pair=CHE-GHA",
)
BARS = {"nothing cached": 30, "questions cached": 60, "page kept": 1_500}


def request(address: str) -> Request:
    """Return a request as a browser sends it."""
    path, _, query = address.partition("?")
    headers = [(b"host", b"localhost:8501"), (b"accept-encoding", b"gzip, deflate, br")]
    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "root_path": "",
        "server": ("localhost", 8501),
    }
    return Request(scope | {"query_string": query.encode(), "headers": headers})


def cost(address: str) -> float:
    """Make a document; return the milliseconds of processor that it took."""
    began = time.thread_time()
    answer = documents.respond(request(address))
    spent = (time.thread_time() - began) * 1000
    assert answer.status_code == 200, (address, answer.status_code)
    return spent


def forget_questions() -> None:
    """Forget all, as after a build."""
    forget_pages()
    warehouse.answers.clear()


def forget_pages() -> None:
    """Forget what pages say and how they are drawn, but not what was asked for them."""
    documents.kept.clear()
    kept.pages.clear()


FORGET: dict[str, Callable[[], None]] = {"nothing cached": forget_questions, "questions cached": forget_pages}


def of_kept() -> float:
    """Ask a server over HTTP for documents that it keeps; return the milliseconds of its processor for one."""
    with tempfile.TemporaryDirectory() as folder, live.serve(Path(folder)) as server:
        connection = http.client.HTTPConnection(urlsplit(server.url).netloc)

        def ask(address: str) -> None:
            connection.request("GET", address, headers={"Accept-Encoding": "br"})
            answer = connection.getresponse()
            assert answer.read() and answer.status == 200, address

        for address in PAGES:
            ask(address)
        spent = -spent_seconds(server.process.pid)
        for turn in range(REQUESTS):
            ask(PAGES[turn % len(PAGES)])
        return (spent + spent_seconds(server.process.pid)) * 1000 / REQUESTS


def main() -> None:
    """Measure and print; nothing is asserted."""
    os.environ["ATLAS_LOG"] = "off"
    for address in PAGES:
        # What is imported and read when a page is first opened is no cost of a visit.
        cost(address)
    memory.settle()
    spent: dict[str, list[float]] = {state: [] for state in FORGET}
    rows = []
    for address in PAGES:
        told = []
        for state, forget in FORGET.items():
            times = []
            for _ in range(ROUNDS):
                forget()
                times.append(cost(address))
            spent[state].append(median(times))
            told.append(f"{spent[state][-1]:,.0f}")
        rows.append((f"{address}: {', '.join(FORGET)}", f"{', '.join(told)} ms"))
    spent["page kept"] = [of_kept()]
    rows.append(("page kept, over HTTP", f"{spent['page kept'][0]:.2f} ms"))
    for state, bar in BARS.items():
        count = CORES * 1000 / mean(spent[state])
        rows.append((f"pages a second, {state}", f"{count:,.0f} ({bar:,}{': missed' if count < bar else ''})"))
    print_table("Processor time of a document", rows)


if __name__ == "__main__":
    main()
