"""A first visit with an empty cache on two lines: when the answer stands, when it is live and settled, its bytes, and what moves.

Needs packed files, as `make serve` and `make bench` have them. `python tests/bench/measure_first_visit.py --page country?country=GHA --files` lists
what was loaded; `--at URL` measures a server that runs already. The browser throttles HTTP, not WebSockets; their bytes are counted all the same.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright
from tools import live, print_table, spent_seconds

LINES = {"slow": (1.6, 150), "fast": (10.0, 60)}  # Mbit/s and ms of a round trip, as the issue sets them.
PAGES = ("", "country?country=GHA", "delivered")
VISITS, SLOW, QUIET = 3, 180_000, 1_000

# Runs in the page before all else; times are milliseconds since the navigation began. Places are kept frame by frame while the document
# stands, so that the last before the change is known, and are compared with those of the same things in the live page right after it.
WATCH = """
(() => {
  const seen = (window.visit = { answer: 0, live: 0, swap: 0, cls: 0, late: 0, before: {}, after: {} });
  new PerformanceObserver((list) => { for (const one of list.getEntries()) if (!one.hadRecentInput) { seen.cls += one.value; if (seen.swap) seen.late += one.value; } })
    .observe({ type: "layout-shift", buffered: true });
  const words = (node) => node.textContent.trim().replace(/\\s+/g, " ");
  const places = (root, charts) => {
    const found = {};
    const letters = document.createRange();
    // Of a heading its letters count: room around them may be its own or its neighbours'.
    const put = (key, node) => { letters.selectNodeContents(node); const box = (node.matches("h1, h2, h3") ? letters : node).getBoundingClientRect(); if (box.height && box.top < innerHeight && box.bottom > 0 && !(key in found)) found[key] = [box.left, box.top]; };
    for (const node of root.querySelectorAll("h1, h2, h3")) if (node.offsetWidth > 2) put(words(node), node);
    for (const node of root.querySelectorAll(".a6 section")) put(`tile ${node.dataset.measure ?? words(node).slice(0, 40)}`, node);
    for (const node of root.querySelectorAll(charts)) put(`chart ${node.dataset.chart ?? node.className.match(/st-key-place_\\w+?_(\\w+)/)?.[1]}`, node);
    return found;
  };
  const look = () => {
    const answer = document.getElementById("answer"), root = document.getElementById("root");
    if (answer) {
      if (!seen.answer && answer.querySelector("h1") && answer.querySelector("footer") && performance.getEntriesByName("first-contentful-paint").length)
        seen.answer = performance.getEntriesByName("first-contentful-paint")[0].startTime;
      seen.before = places(answer, "figure[data-chart]");
      if (!seen.live && root?.querySelector(".a6 .v b, [data-testid=stMetricValue]")) seen.live = performance.now();
    } else if (root && !seen.swap) {
      seen.swap = performance.now();
      seen.live ||= seen.swap;
      seen.after = places(root, "[class*=st-key-place_]");
      return;
    }
    requestAnimationFrame(look);
  };
  look();
})();
"""


@dataclass
class Visit:
    """What was measured: milliseconds, bytes on the wire by address, the largest move in pixels and what moved, and layout shift."""

    answer: float
    live: float
    swap: float
    settled: float
    cls: float
    moves: dict[str, float]
    files: dict[str, int]
    sockets: int

    @property
    def bytes(self) -> int:
        """All bytes that arrived."""
        return sum(self.files.values()) + self.sockets


@dataclass
class Wire:
    """Counts what arrives: files as compressed on the wire, messages of WebSockets as they are after decompression."""

    session: CDPSession
    files: dict[str, int] = field(default_factory=dict)
    sockets: int = 0
    _named: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.session.on("Network.requestWillBeSent", self._name)
        self.session.on("Network.loadingFinished", self._add)
        self.session.on("Network.webSocketFrameReceived", self._hear)

    def _name(self, event: dict[str, Any]) -> None:
        self._named[event["requestId"]] = event["request"]["url"]

    def _add(self, event: dict[str, Any]) -> None:
        url = self._named.get(event["requestId"], "?")
        self.files[url] = self.files.get(url, 0) + int(event["encodedDataLength"])

    def _hear(self, event: dict[str, Any]) -> None:
        payload = event["response"]["payloadData"]
        # Binary messages are told in base64.
        self.sockets += len(payload) * 3 // 4 if event["response"]["opcode"] == 2 else len(payload)


@contextmanager
def online(
    browser: Browser, line: str, *, width: int = 1440, height: int = 900, is_watched: bool = True
) -> Iterator[tuple[Page, Wire]]:
    """Open a browser window of somebody who was never here, on a line; where it `is_watched`, all that moves is noted, which itself takes time."""
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme="light")
    if is_watched:
        context.add_init_script(WATCH)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    megabits, delay = LINES[line]
    speed = megabits * 1e6 / 8
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": delay, "downloadThroughput": speed, "uploadThroughput": speed},
    )
    yield page, Wire(session)
    context.close()


def visit(browser: Browser, url: str, line: str) -> Visit:
    """Open a page and wait until nothing has moved on the wire or the page for a second."""
    with online(browser, line) as (page, wire):
        page.goto(url, wait_until="commit", timeout=SLOW)
        page.wait_for_function("() => window.visit.swap > 0", polling=50, timeout=SLOW)
        _settle(page, wire)
        settled = page.evaluate("performance.now()") - QUIET
        seen = page.evaluate("window.visit")
    return Visit(
        seen["answer"],
        seen["live"],
        seen["swap"],
        settled,
        seen["cls"],
        moved(seen["before"], seen["after"]),
        wire.files,
        wire.sockets,
    )


def moved(before: dict[str, list[float]], after: dict[str, list[float]]) -> dict[str, float]:
    """Return by how many pixels each thing that both have was moved, the most moved first."""
    found = {
        key: max(abs(here - there) for here, there in zip(before[key], after[key], strict=True))
        for key in before.keys() & after.keys()
    }
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def _settle(page: Page, wire: Wire) -> None:
    before = (-1, -1)
    while before != (now := (len(wire.files), wire.sockets)) or not page.evaluate(
        """() => ![...document.querySelectorAll("#root [data-testid=stSkeleton], [class*=st-key-waiting_]")].some((node) => node.getBoundingClientRect().top < innerHeight)
            && !!document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]")"""
    ):
        before = now
        page.wait_for_timeout(QUIET)


def rows(page: str, line: str, visits: list[Visit], spent: float) -> Iterator[tuple[str, str]]:
    """Return the lines of the table of one page on one line: medians, and the worst move."""
    name = f"/{page}, {line} line"

    def middle(attribute: str) -> float:
        return median(getattr(one, attribute) for one in visits)

    yield f"{name}: the answer stands", f"{middle('answer') / 1000:.2f} s"
    yield f"{name}: live figures", f"{middle('live') / 1000:.1f} s"
    yield f"{name}: the live page took over", f"{middle('swap') / 1000:.1f} s"
    yield f"{name}: settled", f"{middle('settled') / 1000:.1f} s"
    yield (
        f"{name}: bytes (of them messages) and requests",
        f"{middle('bytes') / 1e6:.2f} MB ({middle('sockets') / 1e6:.2f}), {median(len(one.files) for one in visits):.0f}",
    )
    worst = max(visits, key=lambda one: next(iter(one.moves.values()), 0.0))
    what, far = next(iter(worst.moves.items()), ("nothing that both have", 0.0))
    yield (
        f"{name}: moved at the change, of {len(worst.moves)} things; layout shift",
        f"{far:.0f} px ({what}); {max(one.cls for one in visits):.3f}",
    )
    yield f"{name}: processor time of the server a visit", f"{spent / len(visits):.2f} s"


def main() -> None:
    """Measure and print; nothing is asserted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--page", action="append", help="a page's address without its first slash; repeat for several")
    parser.add_argument("--line", action="append", choices=LINES)
    parser.add_argument("--visits", type=int, default=VISITS)
    parser.add_argument("--at", help="the address of a server that runs already")
    parser.add_argument("--files", action="store_true", help="list what was loaded")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=live.chromium(), args=live.WITH_WEBGL)
        if asked.at:
            _measure(browser, asked.at.rstrip("/"), None, asked)
        else:
            with live.serve(Path(folder), is_packed=True) as server:
                _measure(browser, server.url, server.process.pid, asked)
        browser.close()


def _measure(browser: Browser, url: str, process: int | None, asked: argparse.Namespace) -> None:
    lines, table = asked.line or list(LINES), []
    for page in asked.page if asked.page is not None else PAGES:
        visit(browser, f"{url}/{page}", "fast")  # warms the server
        for line in lines:
            spent = -spent_seconds(process) if process else 0.0
            visits = [visit(browser, f"{url}/{page}", line) for _ in range(asked.visits)]
            spent += spent_seconds(process) if process else 0.0
            table += rows(page, line, visits, spent)
            if asked.files:
                for address, size in sorted(visits[-1].files.items(), key=lambda item: -item[1]):
                    print(f"{size:>9,} {address.removeprefix(url)}")
                print("\n".join(f"{far:>6.0f} px {what}" for what, far in visits[-1].moves.items()))
    print_table(f"A first visit, medians of {asked.visits}", table)


if __name__ == "__main__":
    main()
