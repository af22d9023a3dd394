"""What an edition said, under an address that lasts: /at/2026-11-22/…, as long as the file of that edition is kept; else it says so."""

from __future__ import annotations

import logging
import re
from datetime import date
from html import escape
from urllib.parse import quote

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from dashboard.core import warehouse
from dashboard.core.choices import offered
from dashboard.core.content import SITE
from dashboard.core.words import day
from dashboard.pages import ENTRIES
from dashboard.site import cite, documents, files, turns
from dashboard.site.asked import HOME, asked, is_found
from dashboard.site.headers import ON_DOCUMENTS
from dashboard.site.shared import query_of, site_of
from dashboard.trust import queries_data

PATH = "/at/{edition}{path:path}"
_EDITION = re.compile(r"\d{4}-\d{2}-\d{2}(-\d+)?")
# What a document refers to that is no page: it lies at the root of the site.
_OURS = re.compile(r'(href|src)="((?:document\.css|app/static/|api(?=["?/]))[^"]*)"')
# Of the answer of today alone.
_OF_TODAY = re.compile(r'<meta property="og:image"[^>]*>\n<meta name="twitter:card"[^>]*>\n')
_LOG = logging.getLogger(__name__)


async def page(request: Request) -> Response:
    """Answer with a page, or a file of a page, as an edition said it."""
    return await to_thread.run_sync(answer, request)


def answer(request: Request) -> Response:
    """Return what an edition said: 404 for what was no edition, 410 for one whose file is not kept any more."""
    given = request.path_params
    edition, path = given["edition"], given["path"].removeprefix("/")
    if not given["path"]:
        return RedirectResponse(f"{request.scope.get('root_path', '')}/at/{quote(edition)}/", 301)
    try:
        kept = editions()
        if not _EDITION.fullmatch(edition) or edition not in kept:
            return _none(edition, kept, request)
        with warehouse.reading(kept[edition]):
            if path.startswith("files/") and path.count("/") == 2:
                _, request.path_params["page"], request.path_params["name"] = path.split("/")
                return files.made(request)
            return _document(edition, path or HOME, request)
    except warehouse.WarehouseMissingError:
        return PlainTextResponse("The data are not ready yet.\n", 503)
    except turns.BusyError as busy:
        return turns.come_again(busy)


def editions() -> dict[str, str]:
    """Return the editions that can be read, newest first: their name, and the file that each is read from.

    The one in use is called by its day, and by its release where it was recorded.
    """
    now, held = warehouse.build_id(), queries_data.content_hash()
    found = {path.stem: f"{warehouse.EDITIONS}/{path.name}" for path in warehouse.editions()}
    releases = queries_data.releases()
    found |= {str(name): now for name in releases.loc[releases["content_hash"] == held, "release_id"]}
    found.setdefault(offered().edition_on.isoformat(), now)
    return dict(sorted(found.items(), reverse=True))


def _document(edition: str, name: str, request: Request) -> Response:
    if name not in ENTRIES:
        return cite.document("There is no such page", _links(edition, "This edition has these pages."), request, 404)
    try:
        what = asked(name, query_of(request))
        content = what.content()
        text = documents.html(what, content, is_file=True)
    except warehouse.WarehouseMissingError:
        raise
    except Exception:
        _LOG.exception("the pages of today can't read the edition %s", edition)
        said = "<p>The file of this edition is kept, but this page of today asks for what it does not have.</p>"
        return cite.document("This edition can’t be shown here", said, request, 410)
    status = 400 if what.problems or content.problems else 200 if is_found(content) else 404
    today = escape(what.canonical, quote=True)
    note = f'<div class="caveat"><p>This is the edition of {day(what.choice.known.edition_on)} as it was kept. <a href="{SITE}{today}">The newest edition</a></p></div>'
    # Links stay within the edition; style and icon lie at the root, and so does what the whole site has but once.
    text = _OURS.sub(r'\1="../../\2"', _OF_TODAY.sub("", text)).replace(
        '<main id="main">', f'<main id="main">{note}', 1
    )
    text = text.replace(f'{SITE}{today}">The newest', f'{site_of(request)}{today}">The newest').replace(
        f"{SITE}/data/", f"{site_of(request)}/data/"
    )
    text = text.replace(SITE, f"{site_of(request)}/at/{edition}")
    return Response(text, status, {**ON_DOCUMENTS, "Cache-Control": "no-cache"}, "text/html")


def _links(edition: str, said: str) -> str:
    pages = "".join(
        f'<li><a href="at/{quote(edition)}/{"" if name == HOME else name}">{escape(entry.name)}</a></li>'
        for name, entry in ENTRIES.items()
        if entry.section is not None
    )
    return f"<p>{said}</p><ul>{pages}</ul>"


def _none(edition: str, kept: dict[str, str], request: Request) -> Response:
    recorded = edition in set(queries_data.releases()["release_id"])
    links = "".join(
        f'<li><a href="at/{name}/">Edition of {day(date.fromisoformat(name[:10]))}{f" ({name})" if len(name) > 10 else ""}</a></li>'
        for name in kept
    )
    if recorded:
        title, said = (
            "This edition is not kept here",
            f"The edition of {day(date.fromisoformat(edition[:10]))} was released, but its file is not kept on this server.",
        )
    else:
        title, said = (
            "There was no such edition",
            "The address names no edition of the Atlas; an edition is named by its day: year, month and day, as in the address /at/YYYY-MM-DD/.",
        )
    return cite.document(title, f"<p>{said} These can be read:</p><ul>{links}</ul>", request, 410 if recorded else 404)
