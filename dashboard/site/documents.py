"""Every address answered in HTML at once: the page's content as a complete document, before and without the app."""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from html import escape
from urllib.parse import quote, urlencode

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.addresses import idle, parsed
from dashboard.core import static
from dashboard.core.cache import Cache
from dashboard.core.choices import in_words, said
from dashboard.core.citable import parts
from dashboard.core.content import SITE, Page, Say
from dashboard.core.warehouse import WarehouseMissingError, build_id, reading
from dashboard.core.words import day
from dashboard.pages import ENTRIES
from dashboard.render import document, frame, pictures
from dashboard.render.frame import Frame, Place
from dashboard.site import files, find, marks, memory, packing, start
from dashboard.site.asked import HOME, Asked, asked, is_found, near
from dashboard.site.headers import ON_DOCUMENTS
from dashboard.site.shared import discovery, menu_addresses, site_of

LONGEST_QUERY = 2_000
LONGEST_DESCRIPTION = 300
_LOG = logging.getLogger(__name__)
_RELATIVE = re.compile(r'\b(href|src|action)="(?![a-z]+:|[/#])(?:\./)?')
_MARKS = re.compile(r"<[^>]+>")
# Two at work, as there are cores; the rest wait their turn off the event loop.
AT_WORK = 2


@dataclass(frozen=True)
class Made:
    """A document as it is sent: its status, its bytes in one encoding, and its tag."""

    status: int
    body: bytes
    tag: str


kept: Cache[Made] = Cache(8 * 2**20, lambda made: len(made.body))


class Documents:
    """Answers GET and HEAD of every page with its document, of a name that no page has with suggestions, and leaves the rest alone."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.limiter: CapacityLimiter | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"} or not is_ours(scope["path"]):
            await self.app(scope, receive, send)
            return
        self.limiter = self.limiter or CapacityLimiter(AT_WORK)
        try:
            answer: ASGIApp = await to_thread.run_sync(partial(respond, Request(scope)), limiter=self.limiter)
        except Exception:
            # The live page has its own way to tell a visitor what went wrong; the operator finds the cause here.
            _LOG.exception("no document could be made for %s", scope["path"])
            answer = self.app
        await answer(scope, receive, send)


async def warm() -> None:
    """Make the first page's document before the first visitor asks for it, with all that it loads."""
    with contextlib.suppress(WarehouseMissingError):
        await to_thread.run_sync(lambda: asked(HOME, {}).content())
    memory.settle()


def is_ours(path: str) -> bool:
    """Return whether nothing but a page could answer a path: it is no file of the framework and no route of ours."""
    parts = path.strip("/").split("/")
    if path.startswith("//") or parts[0] in start.OTHERS or path.lstrip("/") in start.FILES:
        return False
    # Below the name of this page lie the open files.
    return not (parts[0] == "data" and len(parts) == 2)


def respond(request: Request) -> Response:
    """Return the document of an address: 200, 400 with the reason for what can't be, 404 with suggestions, 301 to its right name."""
    path, name = request.url.path, request.url.path.strip("/")
    root = request.scope.get("root_path", "")
    right = name.lower() if name not in ENTRIES and name.lower() in ENTRIES else name
    if right == HOME or name == "index.html" or (right in ENTRIES and path != f"/{right}"):
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{root}/{right if right in ENTRIES and right != HOME else ''}{query}", 301)
    encoding = packing.takes(request.headers.get("Accept-Encoding", ""))
    try:
        made = _made(right or HOME, request, encoding)
    except WarehouseMissingError as error:
        return Response(_not_ready(request, error.said), 503, ON_DOCUMENTS, "text/html")
    headers = {**ON_DOCUMENTS, "ETag": made.tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if made.status == 200 and made.tag in request.headers.get("If-None-Match", ""):
        return Response(status_code=304, headers=headers)
    if encoding:
        headers["Content-Encoding"] = encoding
    return Response(made.body, made.status, headers, "text/html")


def _made(name: str, request: Request, encoding: str) -> Made:
    query = parsed(request.url.query[:LONGEST_QUERY])
    site = site_of(request)
    build = build_id()
    key = (build, name, tuple(sorted(query.items())), site, encoding)
    # All that a page says comes of one build, which is then looked up once.
    with reading(build):
        return kept.get(key, lambda: _make(name, query, site, encoding))


def _make(name: str, query: Mapping[str, str], site: str, encoding: str) -> Made:
    if name not in ENTRIES:
        status, text = 404, _missing(name)
    else:
        what = asked(name, query)
        page = what.content()
        status = 400 if what.problems or page.problems else 200 if is_found(page) else 404
        text = html(what, page)
    body = text.replace(SITE, site).encode()
    return Made(status, packing.compressed(body, encoding), f'"{hashlib.sha256(body).hexdigest()[:20]}{encoding}"')


def html(what: Asked, page: Page, is_file: bool = False) -> str:
    """Return the whole document of a page; one that `is_file` has neither form nor app."""
    choice, entry = what.choice, what.entry
    heading = page.heading or entry.heading
    problems = "".join(document.problem(text) for text in (*what.problems, *what.strangers))
    bar = (
        frame.filters(
            choice.chosen,
            choice.known,
            entry.filter_bar,
            choice.own,
            in_words(choice.chosen, choice.known, entry.filter_bar, entry.facts),
        )
        if entry.filter_bar
        else ""
    )
    if kept := idle(what.name, choice.chosen, choice.known, entry.filter_bar):
        bar += f'<p class="small showing">{escape(kept)}</p>'
    address = partial(files.address, what.name, choice)
    cite = None if is_file else menu_addresses(what.name, choice)
    main = document.html(page, entry.heading, SITE, bar + problems, address, cite)
    query = said(choice.chosen, choice.known)
    around = Frame(
        title=(page.description or heading) if what.name != HOME else frame.NAME,
        description=describe(page),
        canonical=what.canonical,
        site=SITE,
        sections=_sections(what.name, query),
        style=start.style() if is_file else "",
        icon=static.address("icon.png").removeprefix("/"),
        marks="" if is_file else marks.in_head(),
        script="" if is_file else start.script(),
        search=find.SCRIPT if is_file else find.address(),
        picture=files.picture_address(what.name, choice),
        oembed="" if is_file or not parts(page) else discovery(what.canonical),
        feed=_feed(what),
        rows="" if is_file else _data(what),
        data=_for_machines(what, heading),
        edition=f"Edition of {day(choice.known.edition_on)}. Each kind of fact has its own “known to” day, shown beside it.",
        shades=pictures.shades(main),
        footer=[
            Place("method", "How it is made"),
            Place("data", "Data and citation"),
            Place("changes", "What changed"),
            Place("api", "For machines"),
        ],
    )
    return frame.document(around, main)


def _feed(what: Asked) -> str:
    """Return the address of the feed of a page: of its pair, its one buyer or host, else of all."""
    filters, pair = what.choice.filters, what.choice.get("pair")
    if what.name == "pair" and pair:
        return f"/feeds/pair/{quote(pair.upper())}.xml"
    if len(filters.buyers) == 1 and not filters.hosts:
        return f"/feeds/buyer/{filters.buyers[0]}.xml"
    if len(filters.hosts) == 1 and not filters.buyers:
        return f"/feeds/host/{filters.hosts[0]}.xml"
    return "/feeds/all.xml"


def _data(what: Asked) -> str:
    """Return the address of a page as data, with the choices of its own address."""
    _, mark, query = what.canonical.partition("?")
    return f"/api/v1/pages/{what.name}{mark}{query}"


def describe(page: Page) -> str:
    """Return what a page says first, in one or two sentences, for search engines and previews."""
    said = next(
        (block.text for block in page.walk() if isinstance(block, Say) and block.kind in {"answer", "text"}), ""
    )
    text = " ".join(_MARKS.sub("", document.markdown(said)).split()).replace("&amp;", "&").replace("&quot;", '"')
    if len(text) <= LONGEST_DESCRIPTION:
        return text or frame.SENTENCE + "."
    return text[:LONGEST_DESCRIPTION].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _sections(opened: str, query: Mapping[str, str]) -> dict[str, list[Place]]:
    sections: dict[str, list[Place]] = {}
    tail = f"?{urlencode(query, safe=',')}" if query else ""
    for name, entry in ENTRIES.items():
        if entry.section is not None:
            place = Place(f"{'./' if name == HOME else name}{tail}", entry.name, name == opened)
            sections.setdefault(entry.section, []).append(place)
    return sections


def _for_machines(what: Asked, heading: str) -> str:
    steps = [(frame.NAME, "/")] + ([(heading, what.canonical)] if what.name != HOME else [])
    crumbs = [
        {"@type": "ListItem", "position": at, "name": name, "item": f"{SITE}{address}"}
        for at, (name, address) in enumerate(steps, 1)
    ]
    told: list[dict[str, object]] = [{"@type": "BreadcrumbList", "itemListElement": crumbs}]
    if what.name in {HOME, "data"}:
        told.append(
            {
                "@type": "Dataset",
                "name": frame.NAME,
                "description": f"{frame.SENTENCE}: agreements, projects, authorised, issued and transferred units, targets, rules and trade, each with its source.",
                "url": f"{SITE}/data",
                "dateModified": what.choice.known.edition_on.isoformat(),
                "isAccessibleForFree": True,
                "keywords": ["Article 6.2", "Paris Agreement", "ITMO", "Joint Crediting Mechanism", "carbon markets"],
                "distribution": {
                    "@type": "DataDownload",
                    "encodingFormat": "application/json",
                    "contentUrl": f"{SITE}/data/datapackage.json",
                },
            }
        )
    # What ends a script can't stand in one.
    return json.dumps({"@context": "https://schema.org", "@graph": told}, ensure_ascii=False).replace("<", "\\u003c")


def plain_page(title: str, main: str) -> str:
    """Return a document of our own words (HTML already) that is no page of the Atlas; its links are relative to the root of the site."""
    around = Frame(
        title, frame.SENTENCE, "/", SITE, _sections("", {}), start.style(), static.address("icon.png").removeprefix("/")
    )
    return frame.document(around, f'<main id="main"><h1>{title}</h1>{main}</main>')


def deeper(text: str, depth: int) -> str:
    """Return a document for an address so many folders below the root of the site: its relative links lead back up."""
    return _RELATIVE.sub(rf'\1="{"../" * depth}', text)


def _missing(name: str) -> str:
    pages = near(name) or [(one, ENTRIES[one]) for one in (HOME, "country", "agreements", "data")]
    links = "".join(
        f'<li><a href="{"./" if one == HOME else quote(one)}">{entry.name}</a>: {entry.heading}</li>'
        for one, entry in pages
    )
    said = "Perhaps you were looking for" if near(name) else "These pages may help"
    return plain_page(
        "There is no such page", f"<p>The address leads to no page of the Atlas. {said}:</p><ul>{links}</ul>"
    )


def _not_ready(request: Request, said: str) -> str:
    text = re.sub(r"`([^`]+)`", r"<code>\1</code>", said)
    return plain_page("The data are not ready yet", f"<p>{text}</p>").replace(SITE, site_of(request))
