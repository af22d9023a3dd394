"""A server on fresh data, a browser, and pages that may neither leave the machine nor complain."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import duckdb
import live
import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect, sync_playwright

Visit = Callable[..., Page]
Ask = Callable[..., list[tuple]]

# Chromium's own remark when it puts a map of WebGL into a page that it draws without (live.IN_SOFTWARE).
OF_DRIVER = "GPU stall due to ReadPixels"
# On a deep link Streamlit asks for these two below the page first, gets a 404 and finds them at the root.
OWN_404 = re.compile(r"/[a-z_]+/_stcore/(health|host-config)")

# Pages of one server share a process, as tabs do where memory is short: else each translates two megabytes of scripts anew,
# which took a third of the time of these tests.
ONE_PROCESS = "--process-per-site"

expect.set_options(timeout=30_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, built_root: Path) -> Iterator[live.Server]:
    with live.serve(tmp_path_factory.mktemp("site"), built_root) as server:
        yield server


@pytest.fixture(scope="session")
def ask(server: live.Server) -> Iterator[Ask]:
    """Ask the warehouse that the server reads, in SQL of its own: `ask(sql, *values)` returns rows."""
    with duckdb.connect(str(server.folder / "data/warehouse/article6.duckdb"), read_only=True) as warehouse:
        yield lambda sql, *values: warehouse.execute(sql, values).fetchall()


@pytest.fixture(scope="session")
def launch(server: live.Server) -> Iterator[Callable[[list[str]], BrowserContext]]:
    """Start a browser with the given flags. Its pages share a cache; each is a session of its own for the server.

    Its first page stays open: as long as there is one of the server, the next finds our scripts read and translated.
    """

    def launch(flags: list[str]) -> BrowserContext:
        started = playwright.chromium.launch(executable_path=live.chromium(), args=[*flags, ONE_PROCESS])
        context = started.new_context()
        context.new_page().goto(f"{server.url}/robots.txt")
        return context

    with sync_playwright() as playwright:
        yield launch


@pytest.fixture(scope="session")
def browser(launch: Callable[[list[str]], BrowserContext]) -> Iterator[BrowserContext]:
    context = launch(live.WITH_WEBGL)
    yield context
    context.browser.close()


@pytest.fixture(scope="session")
def browser_without_webgl(launch: Callable[[list[str]], BrowserContext]) -> Iterator[BrowserContext]:
    context = launch(live.WITHOUT_WEBGL)
    yield context
    context.browser.close()


@pytest.fixture
def plain(browser_without_webgl: BrowserContext) -> Iterator[BrowserContext]:
    """A visitor that runs no script, with a cache of its own."""
    context = browser_without_webgl.browser.new_context(java_script_enabled=False)
    yield context
    context.close()


class Watch:
    """Collects what a test's pages must not do: leave the machine, or complain on the console."""

    def __init__(self, expected: str | None) -> None:
        self.expected = expected
        self.problems: list[str] = []

    def start(self, page: Page) -> None:
        page.on("console", self._read)
        page.on("pageerror", lambda error: self._complain(str(error), "uncaught"))
        page.on("request", lambda request: self._follow(request.url))
        page.on("websocket", lambda socket: self._follow(socket.url))

    def _follow(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and parts.hostname not in ("localhost", "127.0.0.1"):
            self.problems.append(f"request to {url}")

    def _read(self, message: ConsoleMessage) -> None:
        url = message.location["url"]
        is_own_404 = "404" in message.text and OWN_404.fullmatch(urlsplit(url).path)
        if message.type in ("error", "warning") and not is_own_404 and OF_DRIVER not in message.text:
            self._complain(message.text, f"console {message.type} at {url}")

    def _complain(self, text: str, kind: str) -> None:
        if not (self.expected and re.search(self.expected, text)):
            self.problems.append(f"{kind}: {text}")


@pytest.fixture
def visit(server: live.Server, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Open a page as a new visitor: `visit(path, size, scheme, webgl=..., expected=...)`; a map that moves is drawn in software here,
    which takes longer than all the rest: with `webgl` for those who touch it.

    When the test is over, no page may have asked another host for anything, and the console must be clean but for
    messages that match `expected`. Tabs that the page opens are watched too.
    """
    watches: list[Watch] = []
    contexts: list[tuple[BrowserContext, Callable[[Page], None]]] = []

    def visit(
        path: str,
        size: tuple[int, int] = live.DESKTOP,
        scheme: Literal["light", "dark"] = "light",
        webgl: bool = False,
        expected: str | None = None,
    ) -> Page:
        context: BrowserContext = request.getfixturevalue("browser" if webgl else "browser_without_webgl")
        watch = Watch(expected)
        watches.append(watch)
        contexts.append((context, watch.start))
        context.on("page", watch.start)
        page = context.new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.emulate_media(color_scheme=scheme)
        page.goto(server.url + path)
        live.settle(page)
        return page

    yield visit
    for context, start in contexts:
        context.remove_listener("page", start)
        for page in context.pages[1:]:
            page.close()
    problems = [problem for watch in watches for problem in watch.problems]
    assert not problems, "\n".join(problems)
