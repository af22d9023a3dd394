"""Headers of every answer: what a page may load, and how long a browser may keep it."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.core import static

KEPT = "public, max-age=31536000, immutable"

# A page may load nothing from elsewhere. Streamlit needs inline styles, and compiles the expressions of its charts;
# workers and pictures of downloads are blobs. Source: https://developer.mozilla.org/docs/Web/HTTP/CSP
_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' {} blob:",
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
)
HEADERS = {
    "Content-Security-Policy": _POLICY.format("'unsafe-inline' 'unsafe-eval'"),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
# A document has no script in it, and neither it nor the app that takes over needs eval.
ON_DOCUMENTS = {"Content-Security-Policy": _POLICY.format("'wasm-unsafe-eval'")}


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
