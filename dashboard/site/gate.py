"""Who may open a connection to the pages, and what a visitor's browser may ask of the server over it.

Streamlit itself compares a foreign origin with the machine's own address, for which it asks a service on the internet, on the
event loop; and it lets any visitor clear the caches of all. Neither gets that far.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg

OWN_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
POLICY_VIOLATION = 1008

# What the pages need. The rest clears the caches of all visitors, or is for a developer at the machine.
ASKED_BY_PAGES = frozenset(
    {"rerun_script", "stop_script", "app_heartbeat", "file_urls_request", "backend_operation_request"}
)


def is_own(origin: str, host: str, public: Iterable[str] = ()) -> bool:
    """Return whether a page of `origin` may connect to the server called `host`.

    It may where it came from that host, from the machine itself, or from a `public` address of the Atlas: an origin such as
    https://atlas.example.org, or a bare name such as atlas.example.org, which stands for any scheme and port.
    """
    try:
        parts = urlsplit(origin)
        name = parts.hostname
    except ValueError:
        return False
    if parts.scheme not in {"http", "https"} or not name or parts.username is not None or parts.path:
        return False
    return parts.netloc == host or name in OWN_MACHINE or origin in public or name in public


def public_addresses() -> set[str]:
    """Return the public addresses that the operator configured: browser.serverAddress and server.corsAllowedOrigins."""
    named = [config.get_option("browser.serverAddress"), *config.get_option("server.corsAllowedOrigins")]
    return {str(address).strip().rstrip("/") for address in named if address}


class Gate:
    """Refuses WebSocket connections of foreign origin with status 403, and drops messages that no page sends."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may pass. An origin that was looked at here is taken off, so that nobody looks at it again."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        origins = [value.decode("latin-1") for name, value in scope["headers"] if name == b"origin"]
        hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        public = public_addresses()
        if len(origins) > 1 or not all(is_own(origin, "".join(hosts[:1]), public) for origin in origins):
            await receive()
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
            return
        headers = [(name, value) for name, value in scope["headers"] if name != b"origin"]

        async def receive_asked() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive" or is_asked_by_pages(message.get("bytes")):
                    return message

        await self.app({**scope, "headers": headers}, receive_asked, send)


def is_asked_by_pages(data: bytes | None) -> bool:
    """Return whether a message is one that the pages need. What is no message at all is Streamlit's to refuse."""
    if data is None:
        return True
    try:
        return BackMsg.FromString(data).WhichOneof("type") in ASKED_BY_PAGES
    except DecodeError:
        return True
