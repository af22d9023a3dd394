"""Files that pages offer, over plain HTTP: extracts as CSV and workbook, briefs, and pictures. All but CSV are dear: they are made one at a time,
outside the event loop, once for each build and choice, and kept; where too many wait, the answer is 429 with a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from urllib.parse import quote, urlencode

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dashboard.addresses import parsed
from dashboard.brief.made import save
from dashboard.core import extract
from dashboard.core.cache import Cache
from dashboard.core.choice import Choice
from dashboard.core.choices import to_query
from dashboard.core.content import Brief, Extract, Page, Table
from dashboard.core.warehouse import WarehouseMissingError, build_id
from dashboard.core.words import day
from dashboard.pages import ENTRIES
from dashboard.render.paper import picture as drawn
from dashboard.site import shared, tidy, turns, workbooks
from dashboard.site.asked import Asked, asked
from dashboard.site.turns import BusyError

PATH = "/files/{page}/{name}"
PICTURE = "/pictures/{page}.png"
_BRIEF, _TIDY = "brief-", ".tidy"
CSV = "text/csv; charset=utf-8"
pictures: Cache[bytes] = Cache(4 * 2**20, len)
briefs: Cache[bytes] = Cache(4 * 2**20, len)
_TYPES = {"pdf": "application/pdf", "html": "text/html"}


def address(page: str, choice: Choice, name: str) -> str:
    """Return the address of a file of a page by these choices, relative to any page."""
    query = urlencode(dict(choice.own) | to_query(choice.chosen), safe=",")
    return f"files/{quote(page)}/{quote(name)}?{query}"


async def file(request: Request) -> Response:
    """Answer with a file of a page: exactly what the page with these filters offers, else 404, or 400 with the reason."""
    return await _unless_busy(made, request)


def made(request: Request) -> Response:
    """Return the answer to a request for a file of a page."""
    page, name = request.path_params["page"], request.path_params["name"]
    if page not in ENTRIES:
        return PlainTextResponse("There is no such page.\n", 404)
    try:
        what = asked(page, parsed(request.url.query))
        content = what.content()
    except WarehouseMissingError:
        return PlainTextResponse("The data are not ready yet.\n", 503)
    if problems := (*what.problems, *content.problems):
        return PlainTextResponse("\n".join(problems) + "\n", 400)
    stem, _, suffix = name.rpartition(".")
    if stem.startswith(_BRIEF) and suffix in _TYPES:
        key = stem.removeprefix(_BRIEF)
        if any(isinstance(block, Brief) and block.key == key for block in content.walk()):
            body = briefs.get((build_id(), key, suffix, what.choice.filters), partial(_brief, key, suffix, what))
            return _saved(body, extract.brief_name(key, what.choice.filters, suffix), _TYPES[suffix])
    return _rows(
        page,
        stem.removesuffix(_TIDY),
        f"{_TIDY.strip('.')}.{suffix}" if stem.endswith(_TIDY) else suffix,
        what,
        content,
        request,
    )


def _rows(page: str, view: str, ending: str, what: Asked, content: Page, request: Request) -> Response:
    """Return the answer to a request for rows that a page offers: as CSV, as tidy CSV where they are such, or as a workbook."""
    found = extracts(content).get(view)
    rows = extract.main_first(found.frame()) if found else None
    name = extract.file_name(view, what.choice.filters).removesuffix("csv") + ending
    if rows is not None and ending == "csv":
        return _saved(extract.to_csv(rows), name, CSV)
    if rows is not None and ending == "tidy.csv" and tidy.has_tidy(rows):
        return _saved(extract.to_csv(tidy.tidy(rows, what.choice.known.edition_on)), name, CSV)
    if rows is not None and ending == "xlsx":
        cite, site = shared.cited(page, "", shared.query_of(request)), shared.site_of(request)
        try:
            key = (build_id(), cite.address, view, site)
            body = workbooks.kept.get(key, lambda: workbooks.workbook(rows, cite, shared.TERMS, site))
        except shared.NotHonouredError as problem:
            return PlainTextResponse("\n".join(problem.reasons) + "\n", problem.status)
        return _saved(body, name, workbooks.MEDIA_TYPE)
    return PlainTextResponse("This page offers no such file.\n", 404)


def picture_address(page: str, choice: Choice) -> str:
    """Return the address of the picture of a page by these choices, from the root of the site."""
    query = urlencode(dict(choice.own) | to_query(choice.chosen), safe=",")
    return f"/pictures/{quote(page)}.png?{query}"


async def picture(request: Request) -> Response:
    """Answer with a page as one picture, for previews of links."""
    return await _unless_busy(pictured, request)


async def _unless_busy(make: Callable[[Request], Response], request: Request) -> Response:
    try:
        return await to_thread.run_sync(make, request)
    except BusyError as busy:
        return turns.come_again(busy)


def pictured(request: Request) -> Response:
    """Return the answer to a request for the picture of a page."""
    name = request.path_params["page"]
    if name not in ENTRIES:
        return PlainTextResponse("There is no such page.\n", 404)
    try:
        what = asked(name, parsed(request.url.query))
        if what.problems:
            return PlainTextResponse("\n".join(what.problems) + "\n", 400)
        made = pictures.get((build_id(), name, what.choice.filters, what.choice.own), lambda: _draw(what))
    except WarehouseMissingError:
        return PlainTextResponse("The data are not ready yet.\n", 503)
    return Response(made, media_type="image/png", headers={"Cache-Control": "public, max-age=86400"})


def _draw(what: Asked) -> bytes:
    page = what.content()
    title = page.description or page.heading or what.entry.heading
    with turns.dear.turn():
        return drawn.png(page, title, f"Edition of {day(what.choice.known.edition_on)}")


def _brief(key: str, suffix: str, what: Asked) -> bytes:
    with turns.dear.turn():
        return save(key, suffix, what.choice.filters)


def extracts(page: Page) -> dict[str, Extract]:
    """Return the extracts that a page offers, those of tables too, by view."""
    found = [block for block in page.walk() if isinstance(block, Extract)]
    found += [block.extract for block in page.walk() if isinstance(block, Table) and block.extract]
    return {one.view: one for one in reversed(found)}


def _saved(body: bytes, name: str, kind: str) -> Response:
    return Response(
        body,
        media_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-cache"},
    )
