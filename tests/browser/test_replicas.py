"""Two replicas behind the reverse proxy: a visitor whose replica is killed goes on as if nothing had happened."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import live
import pytest
from playwright.sync_api import BrowserContext, expect

from dashboard.site.replicas import caddyfile


@contextmanager
def serving(server: live.Server, count: int, **settings: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The address of some replicas of the served project, and the process that looks after them."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "dashboard", "serve", "--replicas", str(count), "--port", str(port)],
        cwd=server.folder,
        env=os.environ | {"PYTHONPATH": str(server.folder)} | settings,
    )
    try:
        address = f"http://localhost:{port}"
        deadline = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"{address}/", timeout=5).close()
                break
            except (urllib.error.URLError, OSError):
                assert time.monotonic() < deadline and process.poll() is None
                time.sleep(0.2)
        yield address, process
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture
def many(server: live.Server) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Two replicas."""
    with serving(server, 2) as found:
        yield found


def status(port: int, visitor: str, **headers: str) -> int:
    """Ask the interface for machines as a visitor of this machine's many addresses; return the status of the answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20, source_address=(visitor, 0))
    connection.request("GET", "/api/v1/targets?limit=1", headers=headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def replicas(process: subprocess.Popen[bytes]) -> dict[int, int]:
    """Return the processes of the replicas by their port."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    found = {}
    for child in children:
        command = Path(f"/proc/{child}/cmdline").read_bytes().decode().split("\0")
        if "--server.port" in command:
            found[int(command[command.index("--server.port") + 1])] = int(child)
    return found


def test_a_killed_replica_costs_its_visitor_nothing(
    many: tuple[str, subprocess.Popen[bytes]], browser: BrowserContext
) -> None:
    address, process = many
    before = replicas(process)
    assert len(before) == 2
    page = browser.new_page()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{address}/projects?buyer=CHE")
    live.settle(page)
    said = page.locator("[data-testid=stMarkdown]").filter(has_text="Showing:").first
    expect(said).to_contain_text("buyer Switzerland")
    for child in before.values():
        # One after the other, so that the visit loses its replica whichever it was.
        os.kill(child, signal.SIGKILL)
        expect(page.locator("[data-testid=stApp][data-test-connection-state=CONNECTED]")).to_be_visible(timeout=30_000)
        deadline = time.monotonic() + 30
        while len(replicas(process)) < 2 or set(replicas(process).values()) & {child}:
            assert time.monotonic() < deadline
            time.sleep(0.2)
        time.sleep(3)
    live.settle(page)
    assert "buyer=CHE" in page.url
    expect(said).to_contain_text("buyer Switzerland")
    expect(page.locator("[data-testid=stException]")).to_have_count(0)
    page.get_by_role("button", name="Reset").click()
    expect(said).to_contain_text("all buyers")
    page.close()


def test_how_often_one_may_ask_counts_the_visitor_and_not_the_proxy(server: live.Server) -> None:
    with serving(server, 1, ATLAS_API_RATE="0.001", ATLAS_API_BURST="3") as (address, process):
        port = int(address.rpartition(":")[2])
        assert [status(port, "127.0.0.2") for _ in range(4)] == [200, 200, 200, 429]
        assert status(port, "127.0.0.3") == 200
        # What a visitor says of its own address is not believed: neither to take that of another, nor to be a new one each time.
        for forged in ("127.0.0.9", "198.51.100.7", "127.0.0.9, 127.0.0.1"):
            assert status(port, "127.0.0.2", **{"X-Forwarded-For": forged}) == 429
        assert status(port, "127.0.0.9") == 200
        # Nor is it where there is no proxy between.
        (replica,) = replicas(process)
        assert [status(replica, "127.0.0.4", **{"X-Forwarded-For": f"198.51.100.{at}"}) for at in range(4)] == [
            200,
            200,
            200,
            429,
        ]
        assert status(replica, "127.0.0.5") == 200


def test_only_the_live_page_is_bound_to_its_replica() -> None:
    text = caddyfile(["localhost:1", "localhost:2"], 8501)
    bound, free = text.split("handle @live")[1].split("handle {")
    assert "cookie" in bound and "cookie" not in free and "least_conn" in free
    secure = caddyfile(["localhost:1"], 8501, "atlas.example.org")
    assert "atlas.example.org {" in secure
    # Over plain HTTP a browser ignores it.
    assert 'Strict-Transport-Security "max-age=31536000"' in secure and "Strict-Transport-Security" not in text
    with pytest.raises(ValueError, match="no name of a host"):
        caddyfile(["localhost:1"], 8501, "x { respond 1 }")
