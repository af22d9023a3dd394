"""Cite and share over plain HTTP: a page or a part of it as sentence, citation, picture and data, and the page that has all of these."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from urllib.parse import quote, urlencode

import pandas as pd
from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dashboard.core import extract
from dashboard.core.cache import Cache
from dashboard.core.choices import offered
from dashboard.core.citable import Part
from dashboard.core.content import SITE
from dashboard.core.palette import DARK, LIGHT, Theme
from dashboard.core.site import doi
from dashboard.core.warehouse import WarehouseMissingError, build_id
from dashboard.core.words import day
from dashboard.evidence import queries as evidence
from dashboard.render.paper import plate
from dashboard.site import documents, report, tidy, turns, workbooks
from dashboard.site.headers import ON_DOCUMENTS
from dashboard.site.shared import TERMS, THEME, Cited, NotHonouredError, cited, query_of, site_of
from dashboard.site.turns import BusyError
from dashboard.trust import queries_data

PAGE, PART, REPORT = "/cite/{page}", "/cite/{page}/{name}", "/report"
NOT_TIDY = "These rows have no quantities with a source each, so there are no observations of them: take the CSV."
CSV, TEXT = "text/csv; charset=utf-8", "text/plain; charset=utf-8"
drawings: Cache[bytes] = Cache(4 * 2**20, len)


async def page(request: Request) -> Response:
    """Answer with how to cite a page: as a document, or in the format that its name ends in."""
    return await to_thread.run_sync(answer, request)


def answer(request: Request) -> Response:
    """Return the answer to a request for a citation, a picture, data or the page with all of them."""
    given = request.path_params
    stem, dot, ending = given["page" if "name" not in given else "name"].partition(".")
    kind = ending if ending in _KINDS else "" if not dot else ending
    try:
        found = cited(given["page"], stem, query_of(request)) if "name" in given else cited(stem, "", query_of(request))
        if kind not in _KINDS:
            raise NotHonouredError(
                404, "There is no such format: " + ", ".join(sorted(filter(None, _KINDS))) + " are known."
            )
        return _KINDS[kind](found, request)
    except NotHonouredError as problem:
        return refused(problem, request, is_document=kind in ("", "error"))
    except WarehouseMissingError:
        return PlainTextResponse("The data are not ready yet.\n", 503)
    except BusyError as busy:
        return turns.come_again(busy)


def refused(problem: NotHonouredError, request: Request, *, is_document: bool) -> Response:
    """Return why an address can't be honoured, as text or as a document."""
    if not is_document:
        return PlainTextResponse("\n".join(problem.reasons) + "\n", problem.status)
    said = "".join(f'<p class="problem">{escape(reason)}</p>' for reason in problem.reasons)
    title = "There is no such part" if problem.status == 404 else "This can’t be shown so"
    return document(title, f'{said}<p><a href="./">All pages of the Atlas</a></p>', request, problem.status)


def document(title: str, main: str, request: Request, status: int = 200) -> Response:
    """Return a document below the root of the site; links in `main` are relative to that root."""
    depth = request.url.path.removeprefix(request.scope.get("root_path", "")).count("/") - 1
    text = documents.deeper(documents.plain_page(escape(title), main), depth).replace(SITE, site_of(request))
    return Response(text, status, {**ON_DOCUMENTS, "Cache-Control": "no-cache", "X-Robots-Tag": "noindex"}, "text/html")


def _said(make: Callable[[Cited], str], kind: str = TEXT) -> Callable[[Cited, Request], Response]:
    def respond(found: Cited, request: Request) -> Response:
        # The address of the site stands in a text as it is; it is a host or a setting, and never markup.
        return Response(make(found).replace(SITE, site_of(request)), media_type=kind, headers=_OPEN)

    return respond


def _all(found: Cited, request: Request) -> Response:
    at = f"cite/{quote(found.what.name)}" + (f"/{quote(found.part.key)}" if found.part else "")

    def to(ending: str, more: str = "") -> str:
        return escape(f"{at}.{ending}?{found.query}{more}", quote=True)

    part, blocks = found.part, list[str]()
    blocks.append(
        f"<h2>Sentence with its source</h2><pre><code>{escape(found.sentence())}</code></pre>" if part else ""
    )
    blocks.append(f"<h2>Link</h2><pre><code>{escape(found.address)}</code></pre>")
    if part and part.kind != "table":
        shades = "".join(
            f'<li>{name}: <a href="{to("png", more)}" download>PNG</a> · <a href="{to("svg", more)}" download>SVG</a></li>'
            for name, more in (("Light", ""), ("Dark", f"&{THEME}=dark"))
        )
        blocks.append(f"<h2>Picture</h2><ul>{shades}</ul>")
    if part and part.kind != "sentence":
        blocks.append(
            f'<h2>Data</h2><p><a href="{to("csv")}" download>CSV</a> · <a href="{to("json")}" download>JSON</a>, with terms and citation at the head · '
            f'<a href="{to("xlsx")}" download>XLSX</a>, with a sheet of notes</p>'
        )
        if tidy.has_tidy(part.rows()):
            blocks.append(
                f'<p><a href="{to("tidy.csv")}" download>Tidy CSV</a>: one observation a row, in the {len(tidy.COLUMNS)} columns {escape(", ".join(tidy.COLUMNS))}</p>'
            )
    cite = (("Text", found.text()), ("BibTeX", found.bibtex()), ("CSL-JSON", found.csl()))
    said = "".join(f"<h3>{name}</h3><pre><code>{escape(text)}</code></pre>" for name, text in cite)
    named = (
        f"Its DOI is {escape(doi())}."
        if doi()
        else "The Atlas has no DOI yet. Its release and content identify the data."
    )
    blocks.append(f'<h2>Citation</h2>{said}<p class="small">{named}</p>')
    if part:
        shown = escape(found.embedded().removeprefix(f"{SITE}/"), quote=True)
        blocks.append(
            f'<h2>Embed</h2><pre><code>{escape(found.code())}</code></pre><p><a href="{shown}">See it alone</a>; <code>&amp;theme=dark</code> makes it dark. No script, nothing from elsewhere.</p>'
        )
    blocks.append(f'<h2>Report an error</h2><p><a href="{to("error")}">What to tell, and where</a></p>')
    back = escape(found.address.replace(f"{SITE}/", "./", 1), quote=True)
    head = f'<p class="answer">{escape(found.title)}</p><p><a href="{back}">Back to the page</a></p>'
    return document("Cite and share", head + "".join(blocks), request)


def _error(found: Cited, request: Request) -> Response:
    subject = f"{found.what.entry.name}: {found.title}"
    told = report.Told(subject, found.address, found.edition, found.part.key if found.part else found.what.name)
    return document("Report an error", report.html(told, site_of(request)), request)


async def row(request: Request) -> Response:
    """Answer with how to report an error in one row, by its kind and key as in table evidence."""
    return await to_thread.run_sync(of_row, request)


def of_row(request: Request) -> Response:
    """Return the document for a row; 404 where there is none."""
    query = query_of(request)
    kind, key = query.get("kind", ""), query.get("row", "")
    try:
        if evidence.evidence(kind, key).empty:
            raise NotHonouredError(404, "There is no such row in this edition.")
        edition = f"edition of {day(offered().edition_on)}, content {queries_data.content_hash()[:16]}"
        told = report.Told(
            f"{kind} {key}", f"{SITE}/rows?{urlencode({'figure': f'{kind}s', 'row': key})}", edition, f"{kind}:{key}"
        )
    except NotHonouredError as problem:
        return refused(problem, request, is_document=True)
    except WarehouseMissingError:
        return PlainTextResponse("The data are not ready yet.\n", 503)
    return document("Report an error", report.html(told, site_of(request)), request)


def theme_of(request: Request) -> Theme:
    """Return the theme that an address asks for: light, unless it says dark. Raises NotHonouredError for another word."""
    asked = query_of(request).get(THEME, "light")
    if asked not in ("light", "dark"):
        raise NotHonouredError(400, "The theme is light or dark.")
    return DARK if asked == "dark" else LIGHT


def _svg(found: Cited, request: Request) -> Response:
    return _file(_drawn(found, request).encode(), found, "svg", "image/svg+xml", request)


def _png(found: Cited, request: Request) -> Response:
    drawing = _drawn(found, request)

    def draw() -> bytes:
        with turns.dear.turn():
            return plate.png(drawing)

    return _file(drawings.get((build_id(), drawing), draw), found, "png", "image/png", request)


def _drawn(found: Cited, request: Request) -> str:
    if found.part is None or found.part.kind == "table":
        raise NotHonouredError(404, "Only charts and figures have pictures; of a table there are CSV and JSON.")
    return plate.svg(found.part, found.foot(), theme_of(request)).replace(SITE, site_of(request))


def _csv(found: Cited, request: Request) -> Response:
    return _file(_as_csv(extract.main_first(_part(found).rows()), found, request), found, "csv", CSV, request)


def _tidy(found: Cited, request: Request) -> Response:
    rows = _part(found).rows()
    if not tidy.has_tidy(rows):
        raise NotHonouredError(404, NOT_TIDY)
    return _file(_as_csv(tidy.tidy(rows, found.edition_on), found, request), found, "tidy.csv", CSV, request)


def _xlsx(found: Cited, request: Request) -> Response:
    part, site = _part(found), site_of(request)
    key = (build_id(), found.address, part.key, site)
    body = workbooks.kept.get(key, lambda: workbooks.workbook(extract.main_first(part.rows()), found, TERMS, site))
    return _file(body, found, "xlsx", workbooks.MEDIA_TYPE, request)


def _as_csv(rows: pd.DataFrame, found: Cited, request: Request) -> bytes:
    head = [found.title, found.text().replace(SITE, site_of(request)), TERMS]
    lines = "".join(f"# {' '.join(line.split())}\r\n" for line in head)
    # The mark that spreadsheets need stands first.
    return lines.encode("utf-8-sig") + extract.to_csv(rows).decode("utf-8-sig").encode()


def _json(found: Cited, request: Request) -> Response:
    rows = json.loads(_part(found).rows().to_json(orient="records", date_format="iso", double_precision=10) or "[]")
    made = {
        "title": found.title,
        "citation": found.text(),
        "terms": TERMS,
        "edition": found.edition,
        "address": found.address,
        "rows": rows,
    }
    body = json.dumps(made, ensure_ascii=False, indent=1).replace(SITE, site_of(request)).encode()
    return _file(body, found, "json", "application/json", request)


def _part(found: Cited) -> Part:
    if found.part is None:
        raise NotHonouredError(404, "A page as a whole has no file of this format; its parts have.")
    return found.part


def _embed(found: Cited) -> str:
    _part(found)
    return found.code() + "\n"


def _file(body: bytes, found: Cited, ending: str, kind: str, request: Request) -> Response:
    key = found.part.key if found.part else found.what.name
    name = extract.file_name(f"{found.what.name}-{key}", found.what.choice.filters).removesuffix("csv") + ending
    # A drawing that is opened by itself runs nothing.
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return Response(
        body,
        media_type=kind,
        headers={**_OPEN, "Content-Disposition": f'attachment; filename="{name}"', "Content-Security-Policy": policy},
    )


_OPEN = {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-cache"}
_KINDS: dict[str, Callable[[Cited, Request], Response]] = {
    "": _all,
    "error": _error,
    "txt": _said(lambda found: (found.sentence() if found.part else found.text()) + "\n"),
    "text": _said(lambda found: found.text() + "\n"),
    "bib": _said(Cited.bibtex, "application/x-bibtex; charset=utf-8"),
    "csl.json": _said(Cited.csl, "application/vnd.citationstyles.csl+json"),
    "embed": _said(_embed),
    "svg": _svg,
    "png": _png,
    "csv": _csv,
    "tidy.csv": _tidy,
    "xlsx": _xlsx,
    "json": _json,
}
