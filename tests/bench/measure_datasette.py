"""The same rows shown by Datasette and by the Atlas: when the first of them stands on the screen of a browser with an empty cache, and when the
sentence does that answers for all of them, which Datasette has none of.

Datasette (https://datasette.io) shows a table of SQLite as a plain page. It is installed for this measurement alone, into a folder of its own.
"""

from __future__ import annotations

import argparse
import json
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import duckdb
from measure_first_visit import LINES, SLOW, online
from playwright.sync_api import Browser, sync_playwright
from tools import ROOT, live, print_table

VISITS = 7
# What both pages show: the signed agreements, a hundred rows at once.
ROWS = "SELECT agreement_id, buyer, host, instrument_label, in_force_words FROM agreement_list"
PAGES = {"Datasette": "atlas/agreements?_size=100", "Atlas": "agreements"}
ROW, ANSWER = "table td", ".answer p"
# Runs in the page before all else: when each of these was first in the page with something painted, in ms since the navigation.
SHOWN = """(() => {
  const wanted = WANTED, shown = (window.shown = {});
  const look = () => {
    const painted = performance.getEntriesByName("first-contentful-paint")[0];
    if (painted) for (const one of wanted) if (!shown[one] && document.querySelector(one)) shown[one] = Math.max(painted.startTime, performance.now());
    requestAnimationFrame(look);
  };
  look();
})()""".replace("WANTED", json.dumps([ROW, ANSWER]))


@contextmanager
def datasette(folder: Path) -> Iterator[str]:
    """Serve the rows with Datasette and give its address."""
    with duckdb.connect(str(ROOT / "data/warehouse/article6.duckdb"), read_only=True) as warehouse:
        rows = warehouse.execute(ROWS).fetchall()
    with sqlite3.connect(folder / "atlas.db") as base:
        base.execute("CREATE TABLE agreements (agreement_id TEXT PRIMARY KEY, buyer, host, instrument_label, in_force_words)")  # fmt: skip
        base.executemany("INSERT INTO agreements VALUES (?, ?, ?, ?, ?)", rows)
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    subprocess.run([folder / "venv/bin/python", "-m", "pip", "install", "--quiet", "datasette<1"], check=True)
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([folder / "venv/bin/datasette", "serve", "--immutable", folder / "atlas.db", "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        address, end = f"http://localhost:{port}", time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"{address}/{PAGES['Datasette']}", timeout=5).close()
                break
            except (urllib.error.URLError, OSError):
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def seconds(browser: Browser, url: str, line: str) -> dict[str, float]:
    """Return the seconds from the navigation to the first row and to the answer where there is one, for somebody who was never here."""
    with online(browser, line, is_watched=False) as (page, _):
        page.add_init_script(SHOWN)
        page.goto(url, wait_until="commit", timeout=SLOW)
        page.wait_for_function("(row) => window.shown[row]", arg=ROW, timeout=SLOW)
        return {what: float(when) / 1000 for what, when in page.evaluate("window.shown").items()}


def main() -> None:
    """Measure and print; nothing is asserted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=VISITS)
    visits = parser.parse_args().visits
    table = []
    with (
        tempfile.TemporaryDirectory() as folder,
        datasette(Path(folder)) as theirs,
        live.serve(Path(folder), is_packed=True) as ours,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=live.chromium(), args=live.WITH_WEBGL)
        urls = {"Datasette": f"{theirs}/{PAGES['Datasette']}", "Atlas": f"{ours.url}/{PAGES['Atlas']}"}
        for line in LINES:
            found: dict[str, list[dict[str, float]]] = {name: [] for name in urls}
            # Turn by turn, so that whatever else the machine does falls on both.
            for _ in range(visits):
                for name, url in urls.items():
                    found[name].append(seconds(browser, url, line))
            theirs_s, row_s = (median(times[ROW] for times in found[name]) for name in urls)
            answer_s = median(times[ANSWER] for times in found["Atlas"])
            table += [
                (f"first row on the screen, {line} line: Datasette", f"{theirs_s:.2f} s"),
                (f"answer and first row on the screen, {line} line: Atlas", f"{answer_s:.2f} and {row_s:.2f} s"),
                (
                    f"Atlas against Datasette, {line} line, answer and first row (bar: 1)",
                    f"{answer_s / theirs_s:.2f} and {row_s / theirs_s:.2f}",
                ),
            ]
        browser.close()
    print_table(f"The same rows in Datasette, medians of {visits} visits", table)


if __name__ == "__main__":
    main()
