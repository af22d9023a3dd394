"""What the web server answers beside the pages: bulk files under stable names, robots.txt, and security headers."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.core import bulk, static
from dashboard.site.gate import Gate

KEPT = "public, max-age=31536000, immutable"
ROBOTS = "User-agent: *\nDisallow: /_stcore/\n"

# A page may load nothing from elsewhere. Streamlit needs inline styles, and compiles the expressions of its charts;
# workers and pictures of downloads are blobs. Source: https://developer.mozilla.org/docs/Web/HTTP/CSP
HEADERS = {
    "Content-Security-Policy": "; ".join(
        [
            "default-src 'self'",
            "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' ws: wss: data: blob:",
            "worker-src 'self' blob:",
            "frame-src 'self' data: blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        ]
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


async def bulk_file(request: Request) -> Response:
    """Answer with a file of the newest export. Only names that its descriptor lists are looked for."""
    name = request.path_params["name"]
    file = bulk.files().get(name)
    if file is None:
        return PlainTextResponse(f"No such file. {bulk.address(bulk.DESCRIPTOR)} lists all there are.\n", 404)
    # Scripts on other sites and notebooks in a browser may read the data; each request asks whether it has changed.
    tag = f'"{file.sha256}"'
    headers = {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-cache", "ETag": tag}
    known = [text.strip().removeprefix("W/") for text in request.headers.get("If-None-Match", "").split(",")]
    if tag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return FileResponse(file.path, media_type=file.media_type, headers=headers, filename=name)


async def robots(_: Request) -> Response:
    """Answer with robots.txt: everything may be read but what the pages say to their own server."""
    return PlainTextResponse(ROBOTS)


class Headers:
    """Adds HEADERS to every answer that does not set them itself; a file whose address holds its hash may be kept for good."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and add the headers to its answer."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if static.is_address(scope["path"], scope["query_string"].decode("latin-1")):
                    headers["Cache-Control"] = KEPT
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


ROUTES = [Route(bulk.address("{name}"), bulk_file), Route("/robots.txt", robots)]
MIDDLEWARE = [Middleware(Gate), Middleware(Headers)]
