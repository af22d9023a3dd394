"""What one visitor waits for, in the real browser: the first view, and a change of the counting rule."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, WebSocket, sync_playwright
from tools import WATCH, live, print_table, resident_mb

VISITS, CHANGES = 5, 9
RULES = ("Binding instruments only", "Memoranda and frameworks too", "Everything signed")
SLOW = 120_000


class Received:
    """Counts the bytes of the websocket messages that a page receives, after decompression."""

    def __init__(self, page: Page) -> None:
        self.total = 0
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._add)

    def _add(self, payload: str | bytes) -> None:
        self.total += len(payload)


@contextmanager
def visit(browser: Browser, url: str) -> Iterator[tuple[Page, Received]]:
    """Open the Overview as someone who was never here: empty browser cache, map drawn, all messages received."""
    context = browser.new_context(viewport={"width": live.DESKTOP[0], "height": live.DESKTOP[1]}, color_scheme="light")
    context.add_init_script(WATCH)
    page = context.new_page()
    received = Received(page)
    page.goto(url, timeout=SLOW)
    page.wait_for_function("measured.map && measured.figures", timeout=SLOW, polling=100)
    settle(page, received)
    yield page, received
    context.close()


def settle(page: Page, received: Received) -> None:
    """Wait until half a second has passed without a message."""
    before = -1
    while before != received.total:
        before = received.total
        page.wait_for_timeout(500)


def change_rule(page: Page, received: Received, rule: str) -> tuple[float, int]:
    """Choose a counting rule; return the milliseconds until the headline changed, and the bytes received."""
    before = received.total
    page.get_by_label("Counting rule").and_(page.locator("input")).click(timeout=SLOW)
    page.get_by_role("option", name=rule).click(timeout=SLOW)
    page.wait_for_function("measured.changed", timeout=SLOW, polling=50)
    settle(page, received)
    return page.evaluate("measured.changed - measured.asked"), received.total - before


def main() -> None:
    """Measure and print; nothing is asserted."""
    figures, maps, first_bytes = [], [], []
    with tempfile.TemporaryDirectory() as folder, live.serve(Path(folder)) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=live.chromium(), args=live.WITH_WEBGL)
        with visit(browser, server.url):
            pass  # warms the server
        for _ in range(VISITS):
            with visit(browser, server.url) as (page, received):
                figures.append(page.evaluate("measured.figures"))
                maps.append(page.evaluate("measured.map"))
                first_bytes.append(received.total)
        with visit(browser, server.url) as (page, received):
            changes = [change_rule(page, received, rule) for rule in itertools.islice(itertools.cycle(RULES), CHANGES)]
        memory = resident_mb(server.process.pid)
        browser.close()
    times, sizes = [time for time, _ in changes], [size for _, size in changes]
    print_table(
        "One visitor",
        [
            (f"navigation to headline figures, median of {VISITS}", f"{median(figures):,.0f} ms"),
            (f"navigation to drawn map, median of {VISITS}", f"{median(maps):,.0f} ms"),
            ("the same, fastest and slowest", f"{min(maps):,.0f} and {max(maps):,.0f} ms"),
            (f"change of the counting rule to changed figures, median of {CHANGES}", f"{median(times):,.0f} ms"),
            ("the same, fastest and slowest", f"{min(times):,.0f} and {max(times):,.0f} ms"),
            ("received per change, uncompressed, median and largest", f"{kb(median(sizes))} and {kb(max(sizes))}"),
            ("received on a first visit, uncompressed, median", kb(median(first_bytes))),
            ("memory of the server afterwards", f"{memory:,.0f} MB"),
        ],
    )


def kb(size: float) -> str:
    """Return a number of bytes as kB."""
    return f"{size / 1000:,.1f} kB"


if __name__ == "__main__":
    main()
