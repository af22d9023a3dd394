"""Asks the interface for machines as a client does, without a server: the routes themselves, in this process."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Any

import brotli

from dashboard.api.server import Endpoint


@dataclass(frozen=True)
class Answered:
    """Status, headers in small letters, and body of an answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def data(self) -> Any:
        packed = self.headers.get("content-encoding") == "br"
        return json.loads(brotli.decompress(self.body) if packed else self.body)


def ask(address: str, method: str = "GET", app: Any = None, body: bytes = b"", **headers: str) -> Answered:
    """Return the answer to an address below the root of the site."""
    path, _, query = address.partition("?")
    given = {"host": "atlas.example.org", **{name.lower().replace("_", "-"): value for name, value in headers.items()}}
    scope = {
        "type": "http",
        "method": method,
        "scheme": "https",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
        "server": ("atlas.example.org", 443),
        "client": ("192.0.2.7", 50000),
        "root_path": "",
    }
    sent: list[dict[str, Any]] = []

    asked: list[bool] = []

    async def receive() -> dict[str, Any]:
        if asked:
            # The client waits for its answer, and says no more.
            await asyncio.Event().wait()
        asked.append(True)
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run((app or Endpoint())(scope, receive, send))
    start = sent[0]
    told = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    return Answered(start["status"], told, b"".join(part.get("body", b"") for part in sent[1:]))


def api(address: str, **more: Any) -> Answered:
    return ask(f"/api/v1/{address}", **more)
