"""Briefs and pictures are dear: each is made once, one at a time, and who finds the queue full is told when to come again."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from starlette.requests import Request
from starlette.responses import Response

from dashboard.site import files
from dashboard.site.turns import SECONDS, BusyError, Turns


def brief(code: str) -> Response:
    """Return the answer to who asks for the brief on a country."""
    scope = {
        "type": "http",
        "method": "GET",
        "path": f"/files/country/brief-{code}.pdf",
        "query_string": f"country={code}".encode(),
        "path_params": {"page": "country", "name": f"brief-{code}.pdf"},
        "headers": [(b"host", b"localhost")],
        "scheme": "http",
        "server": ("localhost", 80),
    }
    return asyncio.run(files.file(Request(scope)))


@pytest.fixture(autouse=True)
def nothing_kept(built) -> Iterator[None]:
    files.briefs.clear()
    yield
    files.briefs.clear()


def test_one_works_some_wait_and_the_next_is_told_to_come_again():
    turns, inside, go = Turns(waiting=1), Event(), Event()
    order: list[str] = []

    def work(name: str) -> None:
        with turns.turn():
            order.append(name)
            inside.set()
            go.wait(10)

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(work, "first")
        assert inside.wait(10)
        second = pool.submit(work, "second")
        while turns._places.acquire(blocking=False):  # until the second stands in the queue
            turns._places.release()
        with pytest.raises(BusyError) as refused, turns.turn():
            pass
        assert refused.value.seconds == SECONDS and order == ["first"]
        go.set()
        first.result(10), second.result(10)
    with turns.turn():
        assert order == ["first", "second"]


def test_who_fails_gives_the_place_back():
    turns = Turns(waiting=0)
    with pytest.raises(ValueError, match="broken"), turns.turn():
        raise ValueError("broken")
    with turns.turn():
        pass


def test_a_brief_is_made_once_for_all_who_ask(monkeypatch):
    asked: list[str] = []
    monkeypatch.setattr(files, "save", lambda key, suffix, chosen: asked.append(key) or b"%PDF of " + key.encode())
    assert {bytes(brief("GHA").body) for _ in range(3)} == {b"%PDF of GHA"}
    assert asked == ["GHA"]
    assert brief("THA").body == b"%PDF of THA"


def test_a_full_queue_answers_429_with_a_time(monkeypatch):
    monkeypatch.setattr("dashboard.site.turns.dear", full := Turns(waiting=0))
    with full.turn():
        answer = brief("GHA")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, str(SECONDS))
    assert b"Ask again in" in answer.body
    # What was refused is not kept as an answer.
    monkeypatch.setattr(files, "save", lambda key, suffix, chosen: b"%PDF")
    assert brief("GHA").body == b"%PDF"
