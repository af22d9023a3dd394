"""Routes of the interface for machines: who may ask how often, what is kept, how many wait for what is made, and how answers are packed."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial

from anyio import CapacityLimiter, to_thread
from starlette.convertors import PathConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.api import answers, assistants, feeds, viewer
from dashboard.api.answers import BASE, Made
from dashboard.api.assistants import Assistants
from dashboard.api.problems import ProblemError
from dashboard.api.rates import Buckets
from dashboard.api.settings import settings
from dashboard.core.cache import Cache
from dashboard.core.warehouse import WarehouseMissingError
from dashboard.site import packing
from dashboard.site.shared import site_of

METHODS = ("GET", "HEAD", "OPTIONS")
SMALLEST_PACKED = 1_000
# One answer is made at a time, and as many may wait for their turn: whoever asks much here leaves visitors their processor.
AT_WORK, WAITING = 1, 64
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, X-Total-Count, Retry-After",
    # Data load nothing, and stand in no frame.
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
# As they are sent: packed, with their headers.
kept: Cache[Response] = Cache(8 * 2**20, lambda response: len(response.body) + 1_000)


class Endpoint:
    """Answers every address of the interface; an ASGI app, so that methods that there are not are told as problems too."""

    def __init__(self) -> None:
        self.settings = settings()
        self.buckets = Buckets(self.settings.rate, self.settings.burst)
        self.limiter: CapacityLimiter | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        request = Request(scope)
        self.limiter = self.limiter or CapacityLimiter(AT_WORK)
        response = self.early(request) or self.at_once(request) or self.busy(request, self.limiter)
        if response is None:
            response = await to_thread.run_sync(partial(self.respond, request), limiter=self.limiter)
        await response(scope, receive, send)

    def early(self, request: Request) -> Response | None:
        """Return the answer to what needs no work: a preflight, a method that there is not, one request too many."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={**CORS, **PREFLIGHT, "Allow": ", ".join(METHODS)})
        if request.method not in METHODS:
            said = "The Atlas is read, not written: GET and HEAD are answered."
            return self.problem(
                request,
                ProblemError(405, "method", "There is no such method", said, headers={"Allow": ", ".join(METHODS)}),
            )
        return self.too_many(request)

    def too_many(self, request: Request) -> Response | None:
        """Return the refusal of an address that asks too often; None for one that may ask."""
        if wait := self.buckets.wait(request.client.host if request.client else ""):
            said = f"An address may ask {self.settings.burst} times at once and {self.settings.rate:g} times a second. Whole tables are under /data/."
            return self.problem(
                request, ProblemError(429, "rate", "Too many requests", said, headers={"Retry-After": str(wait)})
            )
        return None

    def at_once(self, request: Request) -> Response | None:
        """Return the answer to an address that is kept for whoever asks as this one does: no thread and no question; None where there is none."""
        try:
            found = kept.found(_key(request))
        except WarehouseMissingError:
            return None
        return _unless_shown(found, request) if found else None

    def busy(self, request: Request, limiter: CapacityLimiter) -> Response | None:
        """Return the refusal of who would wait behind too many others; None while there is a place."""
        if limiter.statistics().tasks_waiting < WAITING:
            return None
        said = f"{WAITING} others wait for an answer that is not kept. Ask again in a second, or take whole tables from /data/."
        return self.problem(
            request, ProblemError(503, "busy", "Too many are asking at the moment", said, headers={"Retry-After": "1"})
        )

    def problem(self, request: Request, problem: ProblemError) -> Response:
        """Return a problem as a response."""
        return _sent(answers.problem_of(problem, _asked(request)), request)

    def respond(self, request: Request) -> Response:
        """Return the answer to an address: kept, or made now; 304 where the asker has it."""
        asked = _asked(request)
        try:
            mark = answers.tag(asked)
        except WarehouseMissingError:
            return _sent(answers.answer(asked, self.settings), request)
        # The tag stands for the address and the edition: whoever shows it was given that answer, which is not made again.
        if _shows(request, mark):
            return Response(status_code=304, headers={**CORS, **_fresh(mark, _packing(request))})
        try:
            return kept.get(_key(request), lambda: _sent(self.made(asked), request))
        except _NotKeptError as error:
            return _sent(error.made, request)

    def made(self, asked: answers.Request) -> Made:
        """Return an answer that may be kept; what is none is raised, so that a fault of a moment does not last."""
        made = answers.answer(asked, self.settings)
        if made.status != 200:
            raise _NotKeptError(made)
        return made


class _NotKeptError(Exception):
    def __init__(self, made: Made) -> None:
        self.made = made


class Machines:
    """Hands what is below the base of the interface to its endpoint, before anything else looks at the request."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        is_ours = scope["type"] == "http" and (scope["path"] == BASE or scope["path"].startswith(f"{BASE}/"))
        await (ENDPOINT if is_ours else self.app)(scope, receive, send)


def _asked(request: Request) -> answers.Request:
    path = request.url.path.partition(BASE)[2].strip("/")
    return answers.Request(path, request.url.query, request.headers.get("Accept", "")[:200], site_of(request))


def _key(request: Request) -> Hashable:
    """Return all that an answer as it is sent depends on. Raises WarehouseMissingError."""
    return answers.key(_asked(request)), _packing(request)


def _shows(request: Request, mark: str) -> bool:
    shown = (text.strip().removeprefix("W/").strip('"') for text in request.headers.get("If-None-Match", "").split(","))
    return mark in {text.partition("-")[0] for text in shown}


def _unless_shown(response: Response, request: Request) -> Response:
    """Return 304 in place of an answer whose tag the asker shows."""
    mark = response.headers["ETag"].strip('"').partition("-")[0]
    if "If-None-Match" not in request.headers or not _shows(request, mark):
        return response
    return Response(status_code=304, headers={**CORS, **_fresh(mark, _packing(request))})


def _sent(made: Made, request: Request) -> Response:
    headers = {**CORS, **made.headers, "Vary": "Accept, Accept-Encoding"}
    encoding = _packing(request) if len(made.body) >= SMALLEST_PACKED and "parquet" not in made.media_type else ""
    headers |= _fresh(made.tag, encoding) if made.tag else {"Cache-Control": "no-store"}
    body = packing.compressed(made.body, encoding)
    if encoding:
        headers["Content-Encoding"] = encoding
    return Response(body, made.status, headers, made.media_type)


def _packing(request: Request) -> str:
    return packing.takes(request.headers.get("Accept-Encoding", ""))


def _fresh(mark: str, encoding: str) -> dict[str, str]:
    return {"ETag": f'"{mark}-{encoding}"', "Cache-Control": "no-cache", "Vary": "Accept, Accept-Encoding"}


class Anything(PathConvertor):
    """The rest of an address, line breaks too: what no endpoint is called is told as a problem, however it is written."""

    regex = r"[\s\S]*"


register_url_convertor("anything", Anything())
ENDPOINT = Endpoint()
ASSISTANTS = Assistants(ENDPOINT)
ROUTES = [
    Route(BASE, ENDPOINT),
    Route(BASE + "/{path:anything}", ENDPOINT),
    Route(assistants.PATH, ASSISTANTS),
    *feeds.ROUTES,
    *viewer.routes(ENDPOINT.settings),
]
