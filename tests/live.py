"""The real server and the real browser, for the journeys, the measurements and the screenshots."""

from __future__ import annotations

import io
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from copies import ROOT, copy_data
from PIL import Image
from playwright.sync_api import Locator, Page

from etl.build import build

DESKTOP, PHONE = (1440, 900), (390, 844)
QUIET = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
# The map in software, as on a machine without a graphics card. The page around it is put together without WebGL, as browsers
# then do: through it the map would get so little of the processor that a click on it is none any more.
IN_SOFTWARE = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-gpu-compositing"]
WITH_WEBGL = [*QUIET, *IN_SOFTWARE]
WITHOUT_WEBGL = [*QUIET, "--disable-gpu", "--disable-3d-apis", "--disable-software-rasterizer"]


@dataclass(frozen=True)
class Server:
    """A running dashboard: its address, its folder (a copy of the project) and its process."""

    url: str
    folder: Path
    process: subprocess.Popen[bytes]
    log: Path


def chromium() -> str:
    """Return the browser's path: CHROMIUM, else the first one on PATH. Raises where there is none."""
    found = os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if not found or not Path(found).exists():
        raise FileNotFoundError("no Chromium: name one in CHROMIUM, or run tests/browser/ensure_chromium.sh")
    return found


@contextmanager
def serve(folder: Path, built: Path | None = None, *, is_packed: bool = False) -> Iterator[Server]:
    """Copy the project to `folder`, with the warehouse below `built` or else one that is built there, and serve it on a free port.

    `is_packed` packs its files, as `make serve` does.
    """
    for name in ("dashboard", "docs", ".streamlit"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    if built:
        shutil.copytree(built / "data", folder / "data", symlinks=True)
    else:
        build(copy_data(folder), say=lambda _: None)
    if is_packed:
        command = [sys.executable, "-m", "dashboard", "pack", "--tight"]
        subprocess.run(command, cwd=folder, env=os.environ | {"PYTHONPATH": str(folder)}, check=True)
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "dashboard/app.py", "--server.port", str(port)],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(folder)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            server = Server(f"http://localhost:{port}", folder, process, log)
            _wait_until_healthy(server)
            yield server
        finally:
            process.terminate()
            process.wait(10)


def _wait_until_healthy(server: Server) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            with urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"the server did not start:\n{server.log.read_text()}")


@contextmanager
def behind_proxy(server: Server, count: int, **settings: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Serve the folder of a server again as `make serve` does: the address of some replicas, and the process that looks after them."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "dashboard", "serve", "--replicas", str(count), "--port", str(port)],
        cwd=server.folder,
        env=os.environ | {"PYTHONPATH": str(server.folder)} | settings,
    )
    try:
        _wait_until_answered(f"http://localhost:{port}/", process)
        # The proxy answers when the first of them does; whoever came then would all be with that one.
        for one in replicas(process):
            _wait_until_answered(f"http://localhost:{one}/_stcore/health", process)
        yield f"http://localhost:{port}", process
    finally:
        process.terminate()
        process.wait(20)


def _wait_until_answered(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            assert time.monotonic() < deadline and process.poll() is None
            time.sleep(0.2)


def replicas(process: subprocess.Popen[bytes]) -> dict[int, int]:
    """Return the processes of the replicas by their port."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    found = {}
    for child in children:
        command = Path(f"/proc/{child}/cmdline").read_bytes().decode().split("\0")
        if "--server.port" in command:
            found[int(command[command.index("--server.port") + 1])] = int(child)
    return found


def taken_over(page: Page) -> None:
    """Wait until the live page stands in place of the document that was there first."""
    page.wait_for_function("() => !document.getElementById('answer')", polling=50, timeout=60_000)


def settle(page: Page) -> None:
    """Wait until the page has its heading, no script runs any more, and every widget and chart has taken its place.

    Widgets whose code is still under way stand as skeletons, which neither Tab nor a click reaches; charts that wait for the
    rest of a first page have a line in their place; they come when somebody scrolls to them.
    """
    page.wait_for_function(
        "() => !document.getElementById('answer') && document.querySelector('[data-testid=stApp][data-test-script-state=notRunning]')",
        polling=50,
        timeout=60_000,
    )
    for kind in ("maps", "charts"):
        top = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollTop")
        # Again and again: what waits may only come, or move, with the run that follows the browser's report of its width.
        page.wait_for_function(
            """kind => {
                const waiting = document.querySelector(`[class*=st-key-waiting_${kind}_]`);
                waiting?.scrollIntoView({ block: "center" });
                return !waiting;
            }""",
            arg=kind,
            polling=50,
            timeout=60_000,
        )
        page.evaluate("top => { document.querySelector('[data-testid=stMain]').scrollTop = top; }", top)
    page.wait_for_function(
        """() => {
            document.querySelector("[class*=st-key-waiting_]")?.scrollIntoView({ block: "center" });
            return document.querySelector("#root h1") && !document.getElementById("answer") && !document.querySelector("[data-testid=stSkeleton], [class*=st-key-waiting_]")
            && document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]");
        }""",
        polling=50,
        timeout=60_000,
    )


def map_canvas(page: Page) -> Locator:
    """Return the canvas of the map, scrolled into view."""
    canvas = page.locator("[data-testid=stDeckGlJsonChart] canvas").first
    canvas.scroll_into_view_if_needed()
    return canvas


def wait_until(page: Page, holds: Callable[[], bool], seconds: float = 15) -> None:
    """Wait for what no selector can tell, such as a picture; raises TimeoutError when it never holds."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {seconds} s")
        page.wait_for_timeout(100)


def colours(canvas: Locator) -> int:
    """Count the distinct colours of a canvas as it stands on the screen."""
    image = Image.open(io.BytesIO(canvas.screenshot())).convert("RGB")
    return len(image.getcolors(image.width * image.height) or ())
