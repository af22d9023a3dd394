"""One part of a page alone, for a frame on another site: static, without the app and without a script; and oEmbed, which tells of it."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import parse_qsl, unquote, urlsplit

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from dashboard.core.citable import ANCHOR, Part, parts
from dashboard.core.content import SITE, Chart
from dashboard.core.forms import Form, Look, Map, map_svg, to_svg
from dashboard.core.palette import LIGHT, Theme
from dashboard.core.warehouse import WarehouseMissingError
from dashboard.pages import ENTRIES
from dashboard.render import document, terms, tiles
from dashboard.render.frame import NAME
from dashboard.site import cite
from dashboard.site.asked import HOME
from dashboard.site.shared import FRAME_HEIGHT, FRAME_WIDTH, Cited, NotHonouredError, cited, query_of, site_of

PATH, OEMBED = "/embed/{page}/{key}", "/oembed"
WIDE, NARROW = 1000, 360
# Rows of a table that stand in a frame.
ROWS = 50
# No script, nothing from elsewhere; these alone may stand in a page of any origin.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
_HEIGHT = re.compile(r'height="([\d.]+)"')
_STYLE = """
*{box-sizing:border-box}body{margin:0;padding:12px 16px;background:%(background)s;color:%(text)s;font:15px/1.45 Inter,system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif}
h1{font-size:19px;line-height:1.3;margin:0 0 4px}h2{font-size:15px;margin:12px 0 4px}p{margin:4px 0}.s{color:%(muted)s;font-size:13px}a{color:%(link)s}
a:focus-visible{outline:3px solid %(link)s;outline-offset:2px}svg{display:block;max-width:100%%;height:auto}.n{display:none}.t{overflow:auto;max-height:430px}
table{border-collapse:collapse;font-size:13px;font-variant-numeric:tabular-nums}th,td{text-align:left;vertical-align:top;padding:4px 12px 4px 0;border-bottom:1px solid %(line)s}
.a6 .links a{display:inline-block;min-height:24px;line-height:24px}h1 button.term{padding:3px 0!important;margin:-3px 0!important}
@media (max-width:600px){.w{display:none}.n{display:block}h1{font-size:17px}}
"""


async def page(request: Request) -> Response:
    """Answer with a part of a page alone."""
    return await to_thread.run_sync(answer, request)


def answer(request: Request) -> Response:
    """Return a part of a page alone: 200, 400 with the reason for what can't be, 404."""
    given = request.path_params
    try:
        theme = cite.theme_of(request)
        found = cited(given["page"], given["key"], query_of(request))
        text = html(found, theme).replace(SITE, site_of(request))
    except NotHonouredError as problem:
        said = "".join(f"<p>{escape(reason)}</p>" for reason in problem.reasons)
        text = f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>{NAME}</title>{said}'
        return Response(text, problem.status, {"Content-Security-Policy": POLICY}, "text/html")
    except WarehouseMissingError:
        return PlainTextResponse("The data are not ready yet.\n", 503)
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "public, max-age=3600", "X-Robots-Tag": "noindex"}
    return Response(text, 200, headers, "text/html")


def html(found: Cited, theme: Theme) -> str:
    """Return the whole document of a part: title, what is drawn, the drawing for a wide and a narrow frame, source, and the link back."""
    part = found.part
    if part is None:
        raise NotHonouredError(404, "A page as a whole can’t be embedded; its parts can.")
    style = _STYLE % {name: getattr(theme, name) for name in ("background", "text", "muted", "link", "line")}
    drawn = f'<div class="s">{document.markdown(part.drawn)}</div>' if part.drawn and not part.answer else ""
    source = f'<div class="s">{document.markdown(f"Sources: {part.sources}")}</div>' if part.sources else ""
    address = escape(found.address, quote=True)
    # Links in what sources say are relative to the pages of this site.
    inside = re.sub(r'href="(?!https?:)(?:\./)?', f'href="{SITE}/', f"{drawn}{_shown(part, theme)}{source}")
    inside = inside.replace("<a ", '<a target="_blank" rel="noopener" ').replace(' target="_self"', "")
    used: terms.Used = {}
    inside = f"{terms.explained(inside, used)}{terms.meanings(used)}"
    if part.answer:
        # Alone in its frame, a figure is headed by its name.
        inside = inside.replace("<h2>In figures</h2>", "").replace("<h3>", "<h1>").replace("</h3>", "</h1>")
    title = "" if part.answer else f"<h1>{escape(part.title)}</h1>"
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<title>{escape(found.title)} · {NAME}</title><link rel="canonical" href="{address}"><style>{style}{terms.style(theme.background)}{tiles.style(theme) if part.answer or part.beside else ""}</style></head>'
        f'<body><main>{title}{inside}<p class="s">{escape(found.foot().day)} <a href="{address}" target="_blank" rel="noopener">See it in the {NAME}</a></p></main></body></html>'
    )


def _shown(part: Part, theme: Theme) -> str:
    if part.answer:
        return tiles.bare((part.answer,), lambda answer, kind: document.rows_of(answer, kind), (part.title,))
    if part.charts:
        return "".join(_chart(chart, theme) for chart in part.charts)
    if part.beside:
        labels, answers = zip(*part.beside, strict=True)
        return tiles.bare(answers, document.rows_of, labels, is_one_scale=True)
    if part.table is None:
        return ""
    return f'<div class="t" tabindex="0" role="region" aria-label="Table">{document.bare_table(part.table, ROWS)}</div>'


def _chart(chart: Chart, theme: Theme) -> str:
    title = f"<h2>{escape(chart.title)}</h2>" if chart.title else ""
    wide = _drawing(chart.form, Look(theme, WIDE))
    narrow = _drawing(chart.phone or chart.form, Look(theme, NARROW, is_phone=True))
    return f'{title}<div class="w">{wide}</div><div class="n">{narrow}</div>'


def _drawing(form: Form, look: Look) -> str:
    # Land is a file of ours that all maps share.
    return map_svg.draw(form, look, is_linked=True) if isinstance(form, Map) else to_svg(form, look)


def height(part: Part, theme: Theme) -> int:
    """Return how many pixels a frame needs that shows a part at its full width."""
    if not part.charts:
        return FRAME_HEIGHT
    drawings = (_drawing(chart.form, Look(theme, WIDE)) for chart in part.charts)
    drawn = sum(float(found[1]) for one in drawings if (found := _HEIGHT.search(one)))
    return round(drawn) + 190


async def oembed(request: Request) -> Response:
    """Answer with how an address of ours is embedded. Source of the form: https://oembed.com"""
    return await to_thread.run_sync(told, request)


def told(request: Request) -> Response:
    """Return the answer to a question of oEmbed: 200, 400, 404 for what is not ours, 501 for another format than JSON."""
    query = query_of(request)
    if query.get("format", "json") != "json":
        return PlainTextResponse("Only JSON is given.\n", 501)
    try:
        site = site_of(request)
        found = _at(query.get("url", ""), site)
        assert found.part is not None
        most = {name: _pixels(query.get(name, "")) for name in ("maxwidth", "maxheight")}
    except NotHonouredError as problem:
        # What of an address stands in a reason is no markup, whatever a reader takes the text for.
        return PlainTextResponse(escape("\n".join(problem.reasons), quote=False) + "\n", problem.status)
    except WarehouseMissingError:
        return PlainTextResponse("The data are not ready yet.\n", 503)
    width = min(FRAME_WIDTH, most["maxwidth"] or FRAME_WIDTH)
    high = min(height(found.part, LIGHT), most["maxheight"] or 10_000)
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": found.title,
        "provider_name": NAME,
        "provider_url": site,
        "cache_age": 3600,
        "width": width,
        "height": high,
        "html": found.code(str(width), high).replace(SITE, site),
    }
    return JSONResponse(answer, headers={"Access-Control-Allow-Origin": "*"})


def _pixels(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _at(url: str, site: str) -> Cited:
    """Return the part that an address of this site shows: the one that it names, else the first chart, else the first part."""
    address = urlsplit(url) if url.startswith((f"{site}/", f"{site}?", f"{site}#")) or url == site else None
    if address is None:
        raise NotHonouredError(404, "This is no address of the Atlas.")
    names = [unquote(name) for name in address.path.removeprefix(urlsplit(site).path).strip("/").split("/")]
    key = unquote(address.fragment).removeprefix(ANCHOR) if address.fragment.startswith(ANCHOR) else ""
    if names[0] == "embed" and len(names) == 3:
        names, key = names[1:2], names[2]
    page = names[0] or HOME
    if len(names) != 1 or page not in ENTRIES:
        raise NotHonouredError(404, "This address leads to no page of the Atlas.")
    found = cited(page, key, dict(parse_qsl(address.query)))
    if key:
        return found
    every = parts(found.page)
    first = next((part for part in every.values() if part.charts), next(iter(every.values()), None))
    if first is None:
        raise NotHonouredError(404, "This page has no chart, figure or table to embed.")
    return Cited(found.what, found.page, first, found.content, found.release)
