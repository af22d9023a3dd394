"""Two replicas behind the reverse proxy: a visitor whose replica is killed goes on as if nothing had happened."""

from __future__ import annotations

import os
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path

import live
import pytest
from playwright.sync_api import BrowserContext, expect

from dashboard.site.replicas import caddy, caddyfile


@pytest.fixture
def many(server: live.Server) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Two replicas."""
    with live.behind_proxy(server, 2) as found:
        yield found


def status(port: int, visitor: str, **headers: str) -> int:
    """Ask the interface for machines as a visitor of this machine's many addresses; return the status of the answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20, source_address=(visitor, 0))
    connection.request("GET", "/api/v1/targets?limit=1", headers=headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def test_a_killed_replica_costs_its_visitor_nothing(
    many: tuple[str, subprocess.Popen[bytes]], browser: BrowserContext
) -> None:
    address, process = many
    before = live.replicas(process)
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
        while len(live.replicas(process)) < 2 or set(live.replicas(process).values()) & {child}:
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
    with live.behind_proxy(server, 1, ATLAS_API_RATE="0.001", ATLAS_API_BURST="3") as (address, process):
        port = int(address.rpartition(":")[2])
        assert [status(port, "127.0.0.2") for _ in range(4)] == [200, 200, 200, 429]
        assert status(port, "127.0.0.3") == 200
        # What a visitor says of its own address is not believed: neither to take that of another, nor to be a new one each time.
        for forged in ("127.0.0.9", "198.51.100.7", "127.0.0.9, 127.0.0.1"):
            assert status(port, "127.0.0.2", **{"X-Forwarded-For": forged}) == 429
        assert status(port, "127.0.0.9") == 200
        # Nor is it where there is no proxy between.
        (replica,) = live.replicas(process)
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


@contextmanager
def secure(server: live.Server, folder: Path) -> Iterator[int]:
    """The port of Caddy before the server, as a domain has it: with a certificate, here one of its own."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = int(free.getsockname()[1])
    text = caddyfile([server.url.removeprefix("http://")], port, "localhost")
    # Not the port that only root may have, and nothing is written where the machine keeps whom it trusts.
    text = text.replace("localhost {", f"https://localhost:{port} {{").replace("{", "{\n\tskip_install_trust", 1)
    (folder / "Caddyfile").write_text(text, encoding="utf-8")
    process = subprocess.Popen(
        [caddy(), "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"],
        env=os.environ | {"XDG_DATA_HOME": str(folder / "data"), "XDG_CONFIG_HOME": str(folder / "config")},
    )
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                assert of_secure(port, "/_stcore/health")[0] == 200
                break
            except OSError:
                assert time.monotonic() < deadline and process.poll() is None
                time.sleep(0.2)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def of_secure(port: int, address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and body of an answer over TLS; whose certificate it is doesn't matter here."""
    connection = HTTPSConnection("localhost", port, timeout=20, context=ssl._create_unverified_context())
    connection.request("GET", address, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    connection.close()
    return found


@pytest.mark.parametrize("address", ["/agreements?buyer=CHE", "/api/v1/agreements?buyer=CHE", "/data/sources.csv"])
def test_what_a_visitor_has_is_not_sent_again_through_the_proxy(
    server: live.Server, tmp_path: Path, address: str
) -> None:
    with secure(server, tmp_path) as port:
        tags = set()
        for packing in ("br", "gzip", "zstd", "identity"):
            status, headers, body = of_secure(port, address, Accept_Encoding=packing)
            assert (status, headers.get("content-encoding", "identity")) in {(200, packing), (200, "identity")} and body
            assert headers["strict-transport-security"] == "max-age=31536000"
            tags.add(headers["etag"])
            shown = of_secure(port, address, Accept_Encoding=packing, If_None_Match=headers["etag"])
            assert (shown[0], shown[2]) == (304, b""), packing
        assert of_secure(port, address, If_None_Match='"another"')[0] == 200 and '"another"' not in tags


def test_browsers_speak_http_2_with_the_proxy(server: live.Server, browser: BrowserContext, tmp_path: Path) -> None:
    with secure(server, tmp_path) as port:
        context = browser.browser.new_context(ignore_https_errors=True)
        page = context.new_page()
        page.route("**/start.js*", lambda route: route.abort())
        page.goto(f"https://localhost:{port}/agreements")
        expect(page.locator("h1")).to_have_count(1)
        spoken = "() => performance.getEntries().filter((one) => one.nextHopProtocol).map((one) => one.nextHopProtocol)"
        assert set(page.evaluate(spoken)) == {"h2"}
        context.close()
