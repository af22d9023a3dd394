"""Connections from elsewhere are refused before Streamlit sees them, and the server calls nobody: a real one, its sockets watched."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from copies import ROOT
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from dashboard.site import gate

# Runs before anything else in the server's process and writes down every address that it turns to.
WATCH = """
import os, sys
log = open(os.environ["SOCKETS"], "a", buffering=1)
def watch(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg"):
        log.write(f"{event} {args[1:] if event.startswith('socket.connect') or 'send' in event else args}\\n")
sys.addaudithook(watch)
"""
PUBLIC = "https://atlas.example.org"


@pytest.mark.parametrize(
    ("origin", "host", "public", "may"),
    [
        ("http://localhost:8501", "localhost:8501", (), True),
        ("http://localhost:3000", "127.0.0.1:8501", (), True),
        ("http://[::1]:8501", "[::1]:8501", (), True),
        ("http://192.168.1.9:8501", "192.168.1.9:8501", (), True),
        ("https://atlas.example.org", "10.0.0.4:8501", ("https://atlas.example.org",), True),
        ("https://atlas.example.org", "10.0.0.4:8501", ("atlas.example.org",), True),
        ("http://atlas.example.org", "10.0.0.4:8501", ("https://atlas.example.org",), False),
        ("https://evil.example", "localhost:8501", (), False),
        ("https://evil.example", "localhost:8501", ("atlas.example.org",), False),
        ("https://localhost.evil.example", "localhost:8501", (), False),
        ("https://localhost@evil.example", "localhost:8501", (), False),
        ("https://evil.example:8501", "evil.example", (), False),
        ("https://evil.example/localhost", "localhost:8501", (), False),
        ("null", "localhost:8501", (), False),
        ("", "", (), False),
        ("file://", "", (), False),
        ("http://[", "localhost", (), False),
    ],
)
def test_own_origins(origin, host, public, may):
    assert gate.is_own(origin, host, public) is may


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Address of a real server, and the file that holds what its process called."""
    folder = tmp_path_factory.mktemp("gate")
    (folder / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    sockets = folder / "sockets.txt"
    sockets.touch()
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard/app.py", "--server.port", str(port)]
    # On all addresses of the machine, as behind a proxy: the case in which Streamlit asks for them.
    command += ["--server.address", "0.0.0.0", "--server.corsAllowedOrigins", PUBLIC]
    environment = os.environ | {"PYTHONPATH": f"{folder}{os.pathsep}{ROOT}", "SOCKETS": str(sockets)}
    with (folder / "log.txt").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait(f"http://localhost:{port}/_stcore/health", process)
            yield f"localhost:{port}", sockets
        finally:
            process.terminate()
            process.wait(10)


def _wait(address, process):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


def stream(server, origin):
    return connect(f"ws://{server}/_stcore/stream", origin=origin, subprotocols=["streamlit"], proxy=None)


def test_foreign_handshakes_are_refused_and_nobody_is_asked(server):
    address, sockets = server
    started = time.monotonic()
    for origin in ("https://evil.example", "http://203.0.113.9", "null", "https://localhost.evil.example"):
        for _ in range(5):
            with pytest.raises(InvalidStatus) as refused:
                stream(address, origin)
            assert refused.value.response.status_code == 403
    assert time.monotonic() - started < 5
    for origin in (f"http://{address}", "http://localhost:3000", PUBLIC, None):
        with stream(address, origin) as connection:
            assert connection.subprotocol == "streamlit"
            connection.send(rerun())
            assert isinstance(connection.recv(timeout=30), bytes)
    called = [
        line
        for line in sockets.read_text(encoding="utf-8").splitlines()
        if not re.search(r"localhost|127\.0\.0\.1|::1|0\.0\.0\.0", line)
    ]
    assert called == []


def test_the_watch_sees_a_call(tmp_path):
    """The test above could not fail if it saw nothing."""
    (tmp_path / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    code = "import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.connect(('192.0.2.1', 9))"
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "SOCKETS": str(tmp_path / "log")}
    subprocess.run([sys.executable, "-c", code], env=environment, check=False)
    assert "192.0.2.1" in (tmp_path / "log").read_text(encoding="utf-8")


def rerun() -> bytes:
    message = BackMsg()
    message.rerun_script.SetInParent()
    return message.SerializeToString()


@pytest.mark.parametrize("asked", sorted({field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields}))
def test_only_messages_of_pages_pass(asked):
    message = BackMsg()
    field = BackMsg.DESCRIPTOR.fields_by_name[asked]
    if field.message_type:
        getattr(message, asked).SetInParent()
    else:
        setattr(message, asked, True)
    assert gate.is_asked_by_pages(message.SerializeToString()) is (asked in gate.ASKED_BY_PAGES)


def test_a_visitor_clears_nobody_elses_caches(server):
    address, _ = server
    with stream(address, None) as connection:
        message = BackMsg(clear_cache=True)
        connection.send(message.SerializeToString())
        connection.send(rerun())
        first = ForwardMsg.FromString(connection.recv(timeout=30))
        assert first.WhichOneof("type")
    assert not gate.is_asked_by_pages(BackMsg(clear_cache=True).SerializeToString())


def test_what_is_no_message_is_left_to_streamlit():
    assert gate.is_asked_by_pages(None) and gate.is_asked_by_pages(b"\xff\xff\xff")
