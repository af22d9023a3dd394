"""What a page costs the server: processor time of its script, cold and warm, and of a live change of a filter.

Cold is a server that runs and has opened the warehouse, and of which nobody has asked this page since the build; warm is the
next visitor to the same address. A live change is one of a visitor on the page, to a choice not asked for before, and to one
that was. Screens and browsers cost nothing here; the time is that of the thread which runs the page.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import record_pages
from page_addresses import Visit
from record_pages import Browser, Recorder, reporting
from streamlit.logger import set_log_level
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.testing.v1 import AppTest
from tools import print_table

ROUNDS = 5
PAGES = {
    "Overview": Visit("overview"),
    "Delivered": Visit("delivered"),
    "Country (Ghana)": Visit("country", {"country": "GHA"}),
    "Pair (Switzerland–Ghana)": Visit("pair", {"pair": "CHE-GHA"}),
    "Trade": Visit("trade"),
    "Targets": Visit("targets"),
}
CHANGES: dict[str, tuple[Visit, Callable[[AppTest, int], Any]]] = {
    "Delivered, another buyer": (PAGES["Delivered"], lambda app, turn: _widget(app.multiselect, "Buyer").set_value([("Switzerland", "Japan")[turn % 2]])),
    "Overview, another rule": (PAGES["Overview"], lambda app, turn: _widget(app.selectbox, "Counting rule").select_index(turn % 2)),
    "Country (Ghana), another rule": (PAGES["Country (Ghana)"], lambda app, turn: _widget(app.selectbox, "Counting rule").select_index(turn % 2)),
}  # fmt: skip


class Clock:
    """The processor time of the last run of a script."""

    spent = 0.0

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Measure each run of a script in here."""
        run = ScriptRunner._run_script

        def measured(runner: ScriptRunner, *args: Any, **options: Any) -> Any:
            began = time.thread_time()
            try:
                return run(runner, *args, **options)
            finally:
                self.spent = (time.thread_time() - began) * 1000

        with patch.object(ScriptRunner, "_run_script", measured):
            yield


def _widget(found: Any, label: str) -> Any:
    return next(widget for widget in found if widget.label == label)


@contextmanager
def renewing() -> Iterator[Callable[[], None]]:
    """Give a function that makes the server forget; afterwards the warehouse has its own name again."""
    pointer = record_pages.WAREHOUSE
    own, made = os.readlink(pointer), 0

    def point_to(name: str) -> None:
        aside = pointer.with_suffix(".aside")
        aside.symlink_to(name)
        aside.replace(pointer)

    def renew() -> None:
        nonlocal made
        made += 1
        name = f"measured-{os.getpid()}-{made}.duckdb"
        os.link(pointer.with_name(own), pointer.with_name(name))
        point_to(name)

    try:
        yield renew
    finally:
        point_to(own)
        for path in pointer.parent.glob(f"measured-{os.getpid()}-*"):
            path.unlink()


def middle(times: list[float]) -> str:
    """Return the median in words."""
    return f"{statistics.median(times):,.0f} ms"


def main() -> None:
    """Measure and print; nothing is asserted."""
    set_log_level("error")
    browser, clock, rows = Browser(), Clock(), []
    with reporting(browser), clock.watching(), renewing() as renew:
        recorder = Recorder(browser)

        def cost(visit: Visit) -> float:
            recorder.open(visit, is_known=True)
            return clock.spent

        for visit in PAGES.values():
            # What is imported when a page is first opened is no cost of a visit.
            cost(visit)
        for name, visit in PAGES.items():
            cold, warm = [], []
            for _ in range(ROUNDS):
                renew()
                cost(Visit("method"))
                cold.append(cost(visit))
                warm.append(cost(visit))
            rows.append((f"{name}: cold and warm", f"{middle(cold)} and {middle(warm)}"))
        for name, (visit, change) in CHANGES.items():
            first, again = [], []
            for _ in range(ROUNDS):
                renew()
                app = recorder.open(visit, is_known=True)
                for turn, times in ((0, first), (1, None), (0, again)):
                    change(app, turn).run()
                    if times is not None:
                        times.append(clock.spent)
                        assert not app.exception
            rows.append((f"{name}: not asked for before, and again", f"{middle(first)} and {middle(again)}"))
    print_table("Processor time of a page's script", rows)


if __name__ == "__main__":
    main()
