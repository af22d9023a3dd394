"""What the ten journeys of tests/journeys.py cost a visitor: clicks, keys, and the seconds to the end of each."""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from playwright.sync_api import Page, expect, sync_playwright
from tools import MACHINE, journeys, live

TIMES = 3
# The first who searches after a start waits for the index.
expect.set_options(timeout=30_000)


def main() -> None:
    """Measure and print; nothing is asserted but what a journey needs to go on."""
    with tempfile.TemporaryDirectory() as folder, live.serve(Path(folder)) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=live.chromium(), args=live.WITHOUT_WEBGL)

        def come(path: str, size: tuple[int, int] = live.DESKTOP, **_: object) -> Page:
            """Open a path as somebody who was never here; wait for its first words alone."""
            context = browser.new_context(viewport={"width": size[0], "height": size[1]})
            page = context.new_page()
            page.goto(server.url + path, wait_until="commit")
            page.locator("h1").first.wait_for()
            return page

        come("/").close()  # warms the server
        print(
            f"Ten journeys, median of {TIMES}: {MACHINE}\n\n| Journey | Clicks | Keys | Seconds |\n| --- | --- | --- | --- |"
        )
        for name, journey in journeys.JOURNEYS.items():
            spent = []
            for _ in range(TIMES):
                hand, began = journeys.Hand(come), perf_counter()
                journey(hand)
                spent.append(perf_counter() - began)
                for context in browser.contexts:
                    context.close()
            print(f"| {name} | {hand.clicks} | {hand.keys} | {median(spent):.1f} |", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
