"""How a document becomes the live page: the script that checks the connection and starts the app, and the files that it needs."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket
from streamlit import file_util

from dashboard.render import frame
from dashboard.site.versions import version

CHECK = "live-check"
# What lies at the root and is no page: folders and files of the framework, and routes of ours.
OTHERS = frozenset(
    {
        "_stcore",
        "static",
        "media",
        "component",
        "app",
        "files",
        "pictures",
        "cite",
        "embed",
        "at",
        "api",
        "feeds",
        "mcp",
        CHECK,
    }
)
FILES = frozenset(path.name for path in Path(file_util.get_static_dir()).iterdir() if path.name != "index.html") | {
    "robots.txt",
    "site.webmanifest",
    "favicon.ico",
    "apple-touch-icon.png",
    "llms.txt",
    "find.js",
    "find-index.js",
    "oembed",
    "report",
    "sitemap.xml",
    "start.js",
    "document.css",
}
_SCRIPT = Path(__file__).with_name("start.js")
_SOURCE = re.compile(r'<script type="module"[^>]* src="\./([^"]+)"')
_LINK = re.compile(r'<link rel="(modulepreload|stylesheet)"[^>]* href="\./([^"]+)"')


@cache
def text() -> str:
    """Return the script, with the files that the framework's own page names."""
    index = Path(file_util.get_static_dir(), "index.html").read_text()
    entry, links = _SOURCE.search(index), _LINK.findall(index)
    if entry is None:
        raise RuntimeError("the framework's page names no script to start with")
    needed = {
        "check": CHECK,
        "entry": entry[1],
        "modules": [address for kind, address in links if kind == "modulepreload"],
        "styles": [address for kind, address in links if kind == "stylesheet"],
    }
    return _SCRIPT.read_text().replace("__NEEDED__", json.dumps(needed))


def script() -> str:
    """Return the address of the script, relative to any page."""
    return f"start.js?v={version(text())}"


def style() -> str:
    """Return the address of the rules of documents, relative to any page."""
    return f"document.css?v={version(frame.style())}"


async def answer_script(_: Request) -> Response:
    """Answer with the script."""
    return Response(
        text(), media_type="text/javascript", headers={"Cache-Control": "public, max-age=31536000, immutable"}
    )


async def answer_style(_: Request) -> Response:
    """Answer with the rules."""
    return Response(
        frame.style(), media_type="text/css", headers={"Cache-Control": "public, max-age=31536000, immutable"}
    )


async def check(socket: WebSocket) -> None:
    """Show that a WebSocket reaches the server: say so, and close."""
    await socket.accept()
    await socket.send_text("ready")
    await socket.close()


ROUTES = [
    Route("/start.js", answer_script),
    Route("/document.css", answer_style),
    WebSocketRoute(f"/{CHECK}", check),
]
