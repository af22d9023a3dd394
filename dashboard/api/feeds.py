"""Feeds of what changed, as Atom: all, of a buyer, a host, a pair or a kind of fact. Made of the record of releases alone.

Source of the form: RFC 4287. An entry keeps its id for good, so that a reader shows it once.
"""

from __future__ import annotations

import hashlib
import re
import uuid
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from urllib.parse import urljoin

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard.core.choices import offered
from dashboard.core.named import party_named
from dashboard.core.records import as_dicts
from dashboard.core.warehouse import WarehouseMissingError
from dashboard.site.shared import site_of
from dashboard.trust import queries_data, queries_news
from dashboard.trust.news import KINDS, WORDS, News, news, of

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
MOST = 200
_NEVER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Feed:
    """A feed: its path below /feeds, its title, and its changed rows."""

    path: str
    title: str
    news: tuple[News, ...]
    with_releases: bool = False


def feed(of_what: str, key: str = "") -> Feed | None:
    """Return a feed by the parts of its address, with Parties under every ordinary name; None where there is none."""
    known = offered()
    if of_what == "all" and not key:
        return Feed("all.xml", "what changed", news(), with_releases=True)
    if of_what == "kind" and key.lower() in KINDS:
        return Feed(f"kind/{key.lower()}.xml", f"what changed in {key.lower()}", of(news(), kinds=(key.lower(),)))
    if of_what in ("buyer", "host") and (code := party_named(key)):
        found = of(news(), buyers=(code,)) if of_what == "buyer" else of(news(), hosts=(code,))
        return Feed(f"{of_what}/{code}.xml", f"what changed of {known.names[code]} as {of_what}", found)
    if of_what == "pair" and key.count("-") == 1:
        buyer, host = (party_named(part) for part in key.split("-"))
        if buyer and host:
            names = f"{known.names[buyer]} and {known.names[host]}"
            return Feed(
                f"pair/{buyer}-{host}.xml", f"what changed of {names}", of(news(), buyers=(buyer,), hosts=(host,))
            )
    return None


def text(told: Feed, site: str) -> bytes:
    """Return a feed as Atom; each entry says what happened to a row, on which edition's day, and leads to its page."""
    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed")
    newest = queries_news.newest()
    updated = newest[1] if newest else offered().edition_on
    _add(root, "id", _id("feed", told.path))
    _add(root, "title", f"Article 6 Atlas: {told.title}")
    _add(root, "subtitle", "New, found late, corrected and removed, as each release of the data recorded it")
    _add(root, "updated", _moment(updated))
    ET.SubElement(root, f"{{{ATOM}}}link", rel="self", type=MEDIA_TYPE, href=f"{site}/feeds/{told.path}")
    ET.SubElement(root, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=f"{site}/changes")
    _add(ET.SubElement(root, f"{{{ATOM}}}author"), "name", "Article 6 Atlas")
    if told.with_releases:
        for release_id, edition_on, note in _releases():
            _entry(
                root, ("release", release_id), f"Release {release_id}", edition_on, f"{site}/changes", note, "release"
            )
    for one in told.news[:MOST]:
        title = f"{WORDS[one.kind]}: {one.label}"
        # One row may have changed in several of its statements; each has a key of its own.
        key = (one.release_id, one.table, one.row_key, one.kind)
        _entry(root, key, title, one.edition_on, urljoin(f"{site}/", one.page or "changes"), one.what, one.kind)
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def _releases() -> list[tuple[str, date, str]]:
    rows = queries_data.releases().sort_values(["edition_on", "release_id"], ascending=False)
    return [(str(row["release_id"]), row["edition_on"].date(), str(row["note"] or "")) for row in as_dicts(rows)]


def _entry(root: ET.Element, key: Sequence[str], title: str, on: date, address: str, said: str, kind: str) -> None:
    entry = ET.SubElement(root, f"{{{ATOM}}}entry")
    _add(entry, "id", _id(*key))
    _add(entry, "title", title)
    _add(entry, "updated", _moment(on))
    ET.SubElement(entry, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=address)
    ET.SubElement(entry, f"{{{ATOM}}}category", term=kind, label=WORDS.get(kind, "Release"))
    _add(entry, "summary", said)


def _add(parent: ET.Element, name: str, said: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}{name}").text = _NEVER.sub("", said)


def _id(*key: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, "article6-atlas/" + "/".join(key)).urn


def _moment(on: date) -> str:
    return f"{on.isoformat()}T00:00:00Z"


def made(path: str, request: Request) -> Response:
    """Return the answer to the address of a feed."""
    parts = path.removesuffix(".xml").split("/")
    try:
        told = feed(*parts) if path.endswith(".xml") and len(parts) <= 2 else None
        if told is None:
            known = f"all.xml, buyer/JPN.xml, host/GHA.xml, pair/CHE-GHA.xml, {', '.join(f'kind/{kind}.xml' for kind in KINDS)}"
            return PlainTextResponse(f"There is no such feed. There are {known}.\n", 404)
        body = text(told, site_of(request))
    except WarehouseMissingError:
        return PlainTextResponse("The data are not ready yet.\n", 503)
    tag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Access-Control-Allow-Origin": "*"}
    if tag in request.headers.get("If-None-Match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, 200, headers, f"{MEDIA_TYPE}; charset=utf-8")


async def answer(request: Request) -> Response:
    """Answer with a feed."""
    return await to_thread.run_sync(partial(made, request.path_params["path"], request))


ROUTES = [Route("/feeds/{path:path}", answer)]
