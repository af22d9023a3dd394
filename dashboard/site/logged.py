"""A line for each answer: when, how it was asked, which route, status, time and size; nothing that tells who asked, or for what in their own words.

Address, cookie, browser and query of a visitor are left out, and of a path all but a name that we gave: what people type is theirs.
"""

from __future__ import annotations

import logging
import os
import sys
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.pages import ENTRIES
from dashboard.site import start

SETTING = "ATLAS_LOG"
NOBODY_S = "/?"
LOG = logging.getLogger("atlas.requests")


def is_on() -> bool:
    """Return whether requests are logged; ATLAS_LOG=off in the environment ends it."""
    return os.environ.get(SETTING, "on").strip().lower() not in ("off", "no", "0", "false")


def route(path: str) -> str:
    """Return the part of a path that is ours: the first name, if we gave it, and … for what follows; /? for any other path."""
    first, _, rest = path.strip("/").partition("/")
    if first and first not in ENTRIES and first not in start.OTHERS and first not in start.FILES:
        return NOBODY_S
    return f"/{first}" + ("/…" if rest else "")


def to_the_terminal() -> None:
    """Let LOG write to standard output, one line a request, whatever else the process logs."""
    handler = logging.StreamHandler(sys.stdout)
    formatter = logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%dT%H:%M:%SZ")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    LOG.handlers, LOG.propagate = [handler], False
    LOG.setLevel(logging.INFO)


class Logged:
    """Writes the line when the answer has been sent; of a WebSocket when it ends, with 101, or 403 where it was refused."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.is_on = is_on()
        if self.is_on:
            to_the_terminal()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and count what comes back."""
        if not self.is_on or scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        began, status, size = time.perf_counter(), 0, 0

        async def counted(message: Message) -> None:
            nonlocal status, size
            kind = message["type"]
            if kind == "http.response.start":
                status = message["status"]
            elif kind == "websocket.accept":
                status = 101
            elif kind == "websocket.close":
                status = status or 403
            size += len(message.get("body") or message.get("bytes") or b"")
            await send(message)

        try:
            await self.app(scope, receive, counted)
        finally:
            # A failure before any answer becomes 500 further out.
            LOG.info(
                "%s %s %d %.0f ms %d bytes",
                _method(scope),
                route(scope["path"]),
                status or 500,
                (time.perf_counter() - began) * 1000,
                size,
            )


def _method(scope: Scope) -> str:
    # A method that the web doesn't know is text of who asked.
    name = scope.get("method", "WS")
    return name if name in {"WS", "GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH"} else "?"
