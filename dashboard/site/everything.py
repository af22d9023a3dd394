"""Every address that the Atlas has something to say under: for the sitemap, and for the site as files."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from starlette.requests import Request
from starlette.responses import Response

from dashboard.core.content import Pick
from dashboard.core.warehouse import WarehouseMissingError
from dashboard.pages import ENTRIES
from dashboard.site.asked import Asked, asked
from dashboard.site.shared import site_of


def subjects() -> Iterator[Asked]:
    """Return all pages without a choice, and those that are on one subject of many (a country, a pair, a project) for each of these.

    Raises WarehouseMissingError before the first build.
    """
    for name, entry in ENTRIES.items():
        if entry.section is None:
            continue
        page = asked(name, {})
        yield page
        # A page that is on one subject begins with the choice of it.
        first = next(iter(page.content().blocks), None)
        if isinstance(first, Pick) and not first.is_short:
            yield from (asked(name, {first.name: key}) for key in first.labels if key)


def sitemap(request: Request) -> Response:
    """Answer with the addresses of all pages and subjects. Source of the form: https://www.sitemaps.org/protocol.html"""
    try:
        known = list(subjects())
    except WarehouseMissingError:
        return Response("The data are not ready yet.\n", 503, media_type="text/plain")
    day = known[0].choice.known.edition_on.isoformat()
    lines = (
        f"<url><loc>{escape(site_of(request) + one.canonical)}</loc><lastmod>{day}</lastmod></url>" for one in known
    )
    text = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return Response(f"{text}{''.join(lines)}</urlset>\n", media_type="application/xml")
