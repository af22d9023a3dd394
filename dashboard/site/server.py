"""What the web server answers beside the pages: bulk files under stable names, robots.txt, and security headers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard.api import server as api
from dashboard.core import bulk
from dashboard.site import cite, embed, everything, files, find, marks, past, start
from dashboard.site.documents import Documents, warm
from dashboard.site.gate import Gate
from dashboard.site.headers import Headers
from dashboard.site.logged import Logged
from dashboard.site.packing import Packed
from dashboard.site.shared import site_of

ROBOTS = "User-agent: *\nDisallow: /_stcore/\n\nSitemap: {site}/sitemap.xml\n"


async def bulk_file(request: Request) -> Response:
    """Answer with a file of the newest export. Only names that its descriptor lists are looked for."""
    name = request.path_params["name"]
    file = bulk.files().get(name)
    if file is None:
        return PlainTextResponse(f"No such file. {bulk.address(bulk.DESCRIPTOR)} lists all there are.\n", 404)
    if not file.path.is_file():
        return PlainTextResponse("This file is missing here. It comes back with the next build of the data.\n", 503)
    # Scripts on other sites and notebooks in a browser may read the data; each request asks whether it has changed.
    tag = f'"{file.sha256}"'
    headers = {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-cache", "ETag": tag}
    known = [text.strip().removeprefix("W/") for text in request.headers.get("If-None-Match", "").split(",")]
    if tag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return FileResponse(file.path, media_type=file.media_type, headers=headers, filename=name)


async def robots(request: Request) -> Response:
    """Answer with robots.txt: everything may be read but what the pages say to their own server."""
    return PlainTextResponse(ROBOTS.format(site=site_of(request)))


@asynccontextmanager
async def lifespan(_: object) -> AsyncIterator[None]:
    """Make the first page while the server starts, so that no visitor waits for it."""
    making = asyncio.create_task(warm())
    yield
    making.cancel()
    await api.ASSISTANTS.close()


ROUTES = [
    Route(bulk.address("{name}"), bulk_file),
    Route(files.PATH, files.file),
    Route(files.PICTURE, files.picture),
    Route(past.PATH, past.page),
    Route(cite.PART, cite.page),
    Route(cite.PAGE, cite.page),
    Route(embed.PATH, embed.page),
    Route(embed.OEMBED, embed.oembed),
    Route(cite.REPORT, cite.row),
    *api.ROUTES,
    Route("/robots.txt", robots),
    Route("/sitemap.xml", everything.sitemap),
    *find.ROUTES,
    *marks.ROUTES,
    *start.ROUTES,
]
MIDDLEWARE = [
    Middleware(Logged),
    Middleware(Gate),
    Middleware(Headers),
    Middleware(api.Machines),
    Middleware(Packed),
    Middleware(Documents),
]
