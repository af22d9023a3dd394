"""The page on which the interface for machines is read and tried, /api, and what /llms.txt tells assistants that read along.

The description is drawn by Swagger UI (Apache 2.0), of the wheel swagger-ui-py; its files are served from here, packed as all others.
"""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard.api import clients
from dashboard.api.settings import MOST_ROWS, USUAL_ROWS, Settings
from dashboard.core import static
from dashboard.core.palette import LIGHT
from dashboard.render import frame
from dashboard.render.frame import Frame, Place
from dashboard.site import documents, packing
from dashboard.site.headers import KEPT, ON_DOCUMENTS
from dashboard.site.shared import site_of
from dashboard.site.start import style
from dashboard.site.versions import version

TITLE = "The Atlas for machines"
ABOUT = "Every row, number and page of the Atlas as JSON, CSV or Parquet, with its source and what is known of it."
EXAMPLES = {
    "Agreements of Japan, newest signature first": "agreements?buyer=japan&sort=-signed_on",
    "Projects in Viet Nam, as CSV": "projects.csv?host=vietnam",
    "JCM credits issued: published, traced, unconfirmed": "measures/jcm_issued",
    "The rows that make that number": "measures/jcm_issued/rows",
    "The newest changes": "changes?limit=20",
    "The page of Ghana as data": "pages/country?country=ghana",
}
PROBLEMS = {
    "parameter": "400: a parameter can’t be honoured; the answer names it, its value and the rule, and what comes near.",
    "not-found": "404: there is no such endpoint, table, measure, page or subject; the answer has the names that come near.",
    "method": "405: the Atlas is read, not written.",
    "too-long": "414: the address is too long.",
    "rate": "429: too many requests from one address; Retry-After says when to come back.",
    "fault": "500: the server is at fault; the operator finds the cause in the log.",
    "too-slow": "503: the question takes too long; narrow it, or take the whole table from /data/.",
    "busy": "503: so many wait for answers that are not kept that one more would wait too long; ask again in a second.",
    "not-ready": "503: the data are being built.",
}
LLMS = """# Article 6 Atlas

> Bilateral cooperation under Article 6.2 of the Paris Agreement: agreements, projects, authorised, issued and transferred units, targets, rules and trade, each row with its source.

Give source, day and state of knowledge with every number. Expected, authorised, issued, transferred and used quantities are never added to each other;
what is unconfirmed is in no total; a missing quantity is a word, never zero.

- [Interface]({site}/api/v1): rows, measures, pages and changes; [description]({site}/api/v1/openapi.json)
- [Model Context Protocol]({site}/mcp): find, measure, rows, page, what_changed
- [Open files]({site}/data/datapackage.json): whole tables as CSV and Parquet
- [Examples]({site}/api/clients): shell, Python, JavaScript, R, Excel, assistants; the tidy file
- [Feed]({site}/feeds/all.xml): what was new, found late or corrected
- [Method]({site}/method): how the Atlas counts
"""


@cache
def script() -> str:
    """Return the script that starts the viewer."""
    return Path(__file__).with_name("viewer.js").read_text(encoding="utf-8")


@cache
def _viewer_rules() -> str:
    """Return how the viewer stands in the page: light in both themes, as it has no dark one, without our rules for buttons, and with marks that can be read."""
    named = {
        "txt": LIGHT.text,
        "mut": LIGHT.muted,
        "line": LIGHT.line,
        "acc": LIGHT.link,
        "bg": LIGHT.background,
        "quiet": LIGHT.sea,
    }
    return (
        f"#viewer{{{';'.join(f'--{name}:{tone}' for name, tone in named.items())};background:var(--bg);color:var(--txt);color-scheme:light;padding:0 8px;border-radius:4px}}"
        "#viewer .information-container,#viewer .scheme-container{display:none}"
        "#answer #viewer :is(.opblock-summary-control,.opblock-control-arrow,.expand-operation,.model-box-control,.models-control){background:none;border:0;min-height:24px}"
        "#viewer .opblock .opblock-summary-method{background:var(--acc)}#viewer .opblock-summary-description{color:var(--txt)}#viewer .wrapper{padding:0}"
        "#viewer .opblock-summary-path{max-width:100%;overflow-wrap:anywhere}"
    )


def page(site: str, settings: Settings) -> str:
    """Return the page as a whole document."""
    examples = "".join(
        f'<li><a href="api/v1/{escape(address)}">{escape(words)}</a><br><code>{escape(f"{site}/api/v1/{address}")}</code></li>'
        for words, address in EXAMPLES.items()
    )
    problems = "".join(f'<li id="{name}"><b>{name}</b>: {escape(text)}</li>' for name, text in PROBLEMS.items())
    rate = (
        f"An address may ask {settings.burst:,} times at once and {settings.rate:g} times a second; more is answered with 429."
        if settings.rate
        else "How often an address may ask is not limited here."
    )
    assistants = (
        "<p>Assistants ask the same over the Model Context Protocol at <code>/mcp</code>: find, measure, rows, page, what_changed.</p>"
        if settings.has_mcp
        else ""
    )
    main = f"""<main id="main"><h1>{TITLE}</h1><p>{ABOUT} No key is needed. Filters have the names that they have in the addresses of the pages.</p>
<p><a href="api/clients">Examples for the shell, Python, JavaScript, R, Excel and assistants</a>, and which file is for what.</p>
<h2>Try it</h2><ul>{examples}</ul>
<p>Feeds: <a href="feeds/all.xml">all changes</a>, of a buyer (<code>feeds/buyer/JPN.xml</code>), a host, a pair (<code>feeds/pair/CHE-GHA.xml</code>) or a kind of fact (<code>feeds/kind/events.xml</code>).</p>
{assistants}
<h2>What can be relied on</h2><ul><li>Version 1 only grows: fields and endpoints may be added, none is taken away or gets another type.</li>
<li>An answer has {USUAL_ROWS} rows unless <code>limit</code> says otherwise, and at most {MOST_ROWS:,}; <code>links.next</code> leads on. A question may take {settings.seconds:g} seconds.</li>
<li>{rate} No address is written down.</li><li>The tag of an answer (ETag) changes with the edition; with If-None-Match what did not change costs nothing.</li></ul>
<h2>What a problem means</h2><ul>{problems}</ul>
<h2>All endpoints</h2><p>The <a href="api/v1/openapi.json">description in OpenAPI 3.1</a> is made of the data’s own catalogue.</p>
<div id="viewer"></div></main>
<link rel="stylesheet" href="api/viewer/swagger-ui.css"><style>{_viewer_rules()}</style>
<script src="api/viewer/swagger-ui-bundle.js" defer></script><script src="api/viewer/start.js?v={version(script())}" defer></script>"""
    around = Frame(
        TITLE, ABOUT, "/api", site, {"": [Place("./", "Overview"), Place("data", "Data"), Place("method", "Method and sources")]},
        style(), static.address("icon.png").removeprefix("/"),
    )  # fmt: skip
    return frame.document(around, main)


def routes(settings: Settings) -> list[Route]:
    """Return the routes of the page, of the viewer's files and of llms.txt."""

    async def answer(request: Request) -> Response:
        return Response(
            page(site_of(request), settings), 200, {**ON_DOCUMENTS, "Cache-Control": "no-cache"}, "text/html"
        )

    async def file(request: Request) -> Response:
        name = request.path_params["name"]
        if name == "start.js":
            return Response(script(), headers={"Cache-Control": KEPT}, media_type="text/javascript")
        if name not in packing.VIEWER:
            return PlainTextResponse("There is no such file.\n", 404)
        return FileResponse(packing.viewer() / name, headers={"Cache-Control": "no-cache"})

    async def llms(request: Request) -> Response:
        return PlainTextResponse(LLMS.format(site=site_of(request)))

    async def examples(request: Request) -> Response:
        text = documents.deeper(clients.page(site_of(request)), 1)
        return Response(text, 200, {**ON_DOCUMENTS, "Cache-Control": "no-cache"}, "text/html")

    return [
        Route("/api", answer),
        Route(clients.PATH, examples),
        Route("/api/viewer/{name}", file),
        Route("/llms.txt", llms),
    ]
