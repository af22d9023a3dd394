"""The mark of the Atlas for tabs, home screens and whoever asks for it by its usual names, and the web manifest that names it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from dashboard.core import static
from dashboard.render import frame

MANIFEST = "site.webmanifest"
# What browsers ask for unasked, and the file that answers.
USUAL = {"favicon.ico": "icon.png", "apple-touch-icon.png": "icon-180.png"}
COLOUR = "#1d5f8a"


async def manifest(_: Request) -> Response:
    """Answer with what a browser needs to put the Atlas on a home screen. Its addresses are relative to it."""
    marks = [("icon.svg", "any", "image/svg+xml"), ("icon-192.png", "192x192", "image/png"), ("icon-512.png", "512x512", "image/png")]  # fmt: skip
    told = {
        "name": frame.NAME,
        "short_name": "Atlas",
        "description": frame.SENTENCE,
        "start_url": "./",
        "scope": "./",
        "display": "browser",
        "background_color": "#ffffff",
        "theme_color": COLOUR,
        "icons": [{"src": _relative(name), "sizes": sizes, "type": kind} for name, sizes, kind in marks],
    }
    return JSONResponse(told, media_type="application/manifest+json", headers={"Cache-Control": "max-age=86400"})


async def mark(request: Request) -> Response:
    """Answer with the mark under a name that browsers know."""
    file = static.FOLDER / USUAL[request.url.path.rpartition("/")[2]]
    return FileResponse(file, media_type="image/png", headers={"Cache-Control": "max-age=86400"})


def in_head() -> str:
    """Return the links that a document's head has to the mark and the manifest."""
    return (
        f'<link rel="icon" type="image/svg+xml" href="{_relative("icon.svg")}">\n'
        f'<link rel="apple-touch-icon" href="{_relative("icon-180.png")}">\n<link rel="manifest" href="{MANIFEST}">\n'
    )


def _relative(name: str) -> str:
    return static.address(name).removeprefix("/")


ROUTES = [Route(f"/{MANIFEST}", manifest), *(Route(f"/{name}", mark) for name in USUAL)]
