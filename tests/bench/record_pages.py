"""Records what every page says and draws for many addresses, and compares two records: nothing may change that nobody meant.

    python tests/bench/record_pages.py --to FILE [--seed N] [--count 200] [--page NAME] [--as FILE]
    python tests/bench/record_pages.py --compare A B [--only drawn|words]

A record holds one address a page without parameters, and COUNT drawn at random; with --as those of another record, so that
the code after a change meets exactly what the code before it met. Pages run in AppTest with all folds open and all files of
their buttons made; the warehouse is the one that this checkout built. Nothing of the dashboard is imported but its entry.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import page_addresses
import page_diff
import streamlit as st
from page_addresses import Visit
from page_lines import lines_of
from streamlit.delta_generator import DeltaGenerator
from streamlit.logger import set_log_level
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
WAREHOUSE = ROOT / "data" / "warehouse" / "article6.duckdb"
SITE = "http://localhost:8501/"
LONGEST = 120
# Pages that give links to rows only when something is chosen on them.
CHOSEN = (
    Visit("country", {"country": "CHE"}),
    Visit("country", {"country": "GHA"}),
    Visit("pair", {"pair": "CHE-GHA"}),
    Visit("pair", {"pair": "JPN-VNM"}),
    Visit("delivered", {"buyer": "CHE"}),
    Visit("targets", {"goal": "2040"}),
    Visit("trade", {"exporter": "CHN", "years": "2020-2024"}),
    Visit("calculator", {"preset": "japan"}),
)


class Browser:
    """What a browser would do beside asking: it tells the width of its page, and opens each fold."""

    def __init__(self) -> None:
        self.width, self.is_asked_again = 1280, False
        self.navigation = ""
        # Under which key of the session the page keeps what it is told, as it asked for it before.
        self.key = ""

    @property
    def told(self) -> dict[str, Any]:
        """What it tells a page of itself."""
        return {"width": self.width, "maps": True, "charts": True}

    def component(self, *_: Any, **__: Any) -> Any:
        """Stand for a component of our own: it knows at once what the page asks it for."""

        def report(*, key: str, data: Mapping[str, Any], **_: Any) -> None:
            self.is_asked_again, self.key = (
                data.get("width") != self.width or not (data.get("maps") and data.get("charts")),
                key,
            )
            st.session_state[key] = self.told

        return report


@contextmanager
def reporting(browser: Browser) -> Iterator[None]:
    """Let this browser tell pages its width, and leave folds as a visitor finds them."""
    with patch.object(st.components.v2, "component", browser.component):
        yield


@contextmanager
def browsing(browser: Browser) -> Iterator[None]:
    """Let pages meet this browser, which opens all that they have."""
    expander, navigation = DeltaGenerator.expander, st.navigation

    def open_fold(self: DeltaGenerator, label: str, expanded: bool = False, **options: Any) -> Any:
        return expander(self, label, expanded=True, **options)

    def noted(pages: Any, **options: Any) -> Any:
        sections = pages if isinstance(pages, dict) else {"": pages}
        browser.navigation = "navigation: " + "; ".join(
            f"{section}: " + ", ".join(f"{page.title} ({page.url_path or '/'}, {page.visibility})" for page in listed)
            for section, listed in sections.items()
        )
        return navigation(pages, **options)

    with (
        patch.object(DeltaGenerator, "expander", open_fold),
        patch.object(st, "expander", lambda *args, **options: open_fold(st._main, *args, **options)),
        patch.object(st, "navigation", noted),
        reporting(browser),
    ):
        yield


class Recorder:
    """Opens addresses, one after the other, and returns the lines of each."""

    def __init__(self, browser: Browser) -> None:
        from dashboard.app import app

        self.browser = browser
        self.script = ROOT / "dashboard" / app.script_path
        first = self._new()
        first.run()
        self.hashes = {info["url_pathname"]: key for key, info in first._registered_pages.items()}
        # The first page stands at the root, whose path is empty.
        self.pages = [name or "overview" for name in self.hashes]

    def lines(self, visit: Visit) -> list[str]:
        """Return what a page says and draws."""
        try:
            app = self.open(visit)
        except Exception as error:
            return [f"EXCEPTION: {type(error).__name__}: {error}"]
        found = urlsorted(app.query_params)
        return [f"address: {found}", self.browser.navigation, *lines_of(app._tree)]

    def open(self, visit: Visit, is_known: bool = False) -> AppTest:
        """Return the app after it has run for this visit: as a browser has it twice, or once for a screen that `is_known`."""
        self.browser.width = visit.width
        app = self._new()
        app.context = {"theme": visit.theme, "url": SITE}
        app.query_params.update(visit.query)
        app._page_hash = self.hashes[visit.page] if visit.page in self.hashes else self.hashes[""]
        if is_known:
            app.session_state[self.browser.key] = self.browser.told
        app.run()
        return app.run() if self.browser.is_asked_again else app

    def _new(self) -> AppTest:
        return AppTest.from_file(str(self.script), default_timeout=LONGEST)


def urlsorted(query: Mapping[str, Any]) -> str:
    """Return the parameters of an address in the order of their names."""
    return " ".join(f"{name}={value}" for name, value in sorted(query.items()))


def links(records: Sequence[Sequence[str]]) -> list[str]:
    """Return the parameters of all links to rows in these records."""
    found = {match for lines in records for line in lines for match in re.findall(r"\brows\?([^\s|)}\]\">]+)", line)}
    return sorted(text for text in found if "figure=" in text)


def record(seed: int, count: int, page: str | None, visits: Sequence[Visit] | None) -> dict[str, Any]:
    """Return the record of these visits, or of `count` that are drawn, and one a page before them."""
    offered = page_addresses.offered(WAREHOUSE)
    browser = Browser()
    kept = Kept()
    with browsing(browser):
        recorder = Recorder(browser)
        if visits is None:
            plain = [Visit(name) for name in recorder.pages if page in (None, name)]
            met = [recorder.lines(visit) for visit in [*plain, *CHOSEN]] if page in (None, "rows") else []
            pages = [name for name in recorder.pages if page in (None, name)]
            visits = plain + page_addresses.draw(count, seed, pages, offered, links(met))
        began = time.monotonic()
        for number, visit in enumerate(visits, start=1):
            kept.add(visit, recorder.lines(visit))
            if number % 20 == 0:
                print(f"{number} of {len(visits)}, {time.monotonic() - began:,.0f} s", file=sys.stderr, flush=True)
    return kept.as_record() | {"commit": _commit(), "seed": seed}


class Kept:
    """Records as they are written: each different line once, for charts and tables stand on many pages."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.visits: list[dict[str, Any]] = []

    def add(self, visit: Visit, lines: Sequence[str]) -> None:
        """Keep the lines of a visit."""
        numbers = [self.numbers.setdefault(line, len(self.numbers)) for line in lines]
        self.visits.append(visit.as_record() | {"lines": numbers})

    def as_record(self) -> dict[str, Any]:
        """Return what is written."""
        return {"visits": self.visits, "texts": list(self.numbers)}


def _commit() -> str:
    asked = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    return asked.stdout.strip()


def write(path: Path, kept: Mapping[str, Any]) -> None:
    """Write a record, packed where the name ends in .gz."""
    data = json.dumps(kept, ensure_ascii=False, indent=0).encode()
    path.write_bytes(gzip.compress(data, mtime=0) if path.suffix == ".gz" else data)


def read(path: Path) -> dict[str, Any]:
    """Read a record."""
    data = path.read_bytes()
    found: dict[str, Any] = json.loads(gzip.decompress(data) if path.suffix == ".gz" else data)
    return found


def visits_of(kept: Mapping[str, Any]) -> list[Visit]:
    """Return the visits of a record."""
    return [Visit(**{name: value for name, value in visit.items() if name != "lines"}) for visit in kept["visits"]]


def by_address(kept: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the lines of a record by address."""
    texts = kept["texts"]
    lines = ([texts[number] for number in visit["lines"]] for visit in kept["visits"])
    return {visit.label: found for visit, found in zip(visits_of(kept), lines, strict=True)}


def main() -> None:
    """Record, or compare and end with status 1 where anything differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--to", type=Path)
    parser.add_argument("--seed", type=int, default=12)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--page")
    parser.add_argument("--as", dest="like", type=Path, help="a record whose addresses are opened again")
    parser.add_argument("--compare", nargs=2, type=Path)
    parser.add_argument(
        "--only",
        choices=page_diff.LEFT_IN,
        default="all",
        help="drawn: not what concerns looks; words: not tables, charts, files",
    )
    given = parser.parse_args()
    set_log_level("error")
    if given.compare:
        before, after = (by_address(read(path)) for path in given.compare)
        text = page_diff.told(before, after, only=given.only)
        print(text or f"The same on all {len(after)} addresses of the second record.")
        sys.exit(1 if text else 0)
    if not given.to:
        parser.error("--to or --compare is needed")
    visits = visits_of(read(given.like)) if given.like else None
    if visits and given.page:
        visits = [visit for visit in visits if visit.page == given.page]
    write(given.to, record(given.seed, given.count, given.page, visits))


if __name__ == "__main__":
    main()
