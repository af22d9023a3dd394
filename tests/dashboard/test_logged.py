"""A line a request, and nothing in it of who asked or of what they typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from dashboard.pages import ENTRIES
from dashboard.site import logged, server

LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ ([A-Z?]+) (/\S*) (\d{3}) (\d+) ms (\d+) bytes")
# What would tell who asked, or for what, wherever it stands in a request.
PRIVATE = ("203.0.113.77", "sesame", "Mozilla", "typed-by-hand", "evil.example")
FROM = {
    "X-Forwarded-For": "203.0.113.77",
    "Cookie": "visit=sesame",
    "Accept-Encoding": "identity",
    "User-Agent": "Mozilla/5.0 (sesame)",
    "Referer": "https://evil.example/typed-by-hand",
}


@pytest.fixture
def client(built: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setenv(logged.SETTING, "on")
    app = Starlette(routes=server.ROUTES, middleware=server.MIDDLEWARE)
    yield TestClient(app, headers=FROM, client=("203.0.113.77", 4711), raise_server_exceptions=False)


def lines(capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str, int, int]]:
    said = capsys.readouterr().out.splitlines()
    assert not [text for text in said for word in PRIVATE if word in text], said
    found = [LINE.fullmatch(text) for text in said]
    assert all(found), said
    return [(one[1], one[2], int(one[3]), int(one[5])) for one in found if one]


def test_a_line_a_request(client: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    page = client.get("/projects?words=typed-by-hand")
    nowhere = client.get("/typed-by-hand/sesame")
    below = client.get("/projects/typed-by-hand")
    no_file = client.get("/files/country/typed-by-hand.pdf?country=GHA")
    robots = client.get("/robots.txt")
    odd = client.request("SESAME", "/robots.txt")
    assert lines(capsys) == [
        ("GET", "/projects", 200, len(page.content)),
        ("GET", "/?", 404, len(nowhere.content)),
        ("GET", "/projects/…", 404, len(below.content)),
        ("GET", "/files/…", 404, len(no_file.content)),
        ("GET", "/robots.txt", 200, len(robots.content)),
        ("?", "/robots.txt", 405, len(odd.content)),
    ]


def test_a_refused_connection_is_a_line_too(client: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect("/_stcore/stream", headers={"Origin": "https://evil.example"}),
    ):
        pass
    assert [line[:3] for line in lines(capsys)] == [("WS", "/_stcore/…", 403)]


@pytest.mark.parametrize("value", ["off", "0", " No ", "false"])
def test_off_is_off(
    client: TestClient, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv(logged.SETTING, value)
    client.get("/robots.txt")
    assert capsys.readouterr().out == ""


def test_only_names_that_we_gave_are_written() -> None:
    assert {logged.route(f"/{name}") for name in ENTRIES} == {f"/{name}" for name in ENTRIES}
    for path in ("/a@b.example", "/Projects", "//projects-of/me", "/%0A2026 GET", "/\n", "/ü"):
        assert logged.route(path) == logged.NOBODY_S or logged.route(path) == "/", path
    assert logged.route("/") == "/" and logged.route("/data/sources.csv") == "/data/…"
