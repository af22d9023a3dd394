"""What assistants may ask in a reader's name (Model Context Protocol): five tools over the same rows, measures, pages and changes.

Nothing is imported or started before the first one asks: the kit takes 40 MB. No session is kept, so that any replica may answer.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from functools import partial, wraps
from typing import TYPE_CHECKING, Any

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.api import answers, catalogue, changes, formats, measures, pages, rows
from dashboard.api.problems import ProblemError
from dashboard.core.content import SITE
from dashboard.core.site import public
from dashboard.core.warehouse import TooSlowError, WarehouseMissingError
from dashboard.evidence import registry
from dashboard.overview import search
from dashboard.pages import listed

if TYPE_CHECKING:
    from mcp.server import MCPServer

    from dashboard.api.server import Endpoint

PATH = "/mcp"
MOST_ROWS, MOST_OF_A_TABLE, SHOWN = 200, 25, 5
INSTRUCTIONS = (
    "Facts on bilateral cooperation under Article 6.2 of the Paris Agreement, each with its source. Give source, day and state of knowledge with "
    "every number, and all that do_not_quote_without names. Expected, authorised, issued, transferred and used quantities are five different things: "
    "never add them. What is unconfirmed (is_lead) is in no total. A missing quantity is a word, never zero."
)
QUOTING = [
    "The source of the row (source_id, in sources) and the day of the edition.",
    "The word for what is missing: a missing quantity is not zero.",
    "Rows with is_lead rest on a lead alone: say that they are unconfirmed, and add them to nothing.",
]
Filters = dict[str, str | int | float | bool]


def find(words: str) -> dict[str, Any]:
    """Find Parties, pages, agreements, projects, technologies, measures, words and tables by a few words, however they are spelt."""
    found = search.find(words, search.index(listed()))
    groups = {
        group: [{"label": one.label, "note": one.note, "address": one.address} for one in entries[:SHOWN]]
        for group, entries in found.groups
    }
    sought = words.casefold().split()
    tables = [
        {"name": one.name, "title": one.title}
        for one in catalogue.tables().values()
        if all(word in f"{one.name} {one.title}".casefold() for word in sought)
    ]
    names = {"subjects": list(catalogue.SUBJECTS), "measures": list(registry.FIGURES)}
    return {"count": found.count, "read_as": found.read_as, "groups": groups, "tables": tables[:SHOWN], "names": names}


def measure(name: str, filters: Filters | None = None) -> dict[str, Any]:
    """Return a number with its parts (published, traced, unconfirmed, known up to), sentence, rule and sources. Filters are those of the pages,
    such as buyer, host, asof; key narrows it to a part, as in buyer_iso3:JPN."""
    return measures.measure(name, _pairs(filters))


def of_rows(
    name: str, filters: Filters | None = None, fields: str = "", sort: str = "", limit: int = 20, offset: int = 0
) -> dict[str, Any]:
    """Return rows of a subject (agreements, projects, events, units, targets, trade, parties, sources, claims, rules) or of any table, narrowed by
    filters or columns, at most 200 at once."""
    controls = {"fields": fields, "sort": sort, "limit": str(min(limit, MOST_ROWS)), "offset": str(offset)}
    query = [*_pairs(filters), *((key, value) for key, value in controls.items() if value)]
    relation = catalogue.subject(name) if name in catalogue.SUBJECTS else catalogue.table(name)
    return rows.rows(relation, query, answers.usual_seconds()).as_data() | {"do_not_quote_without": QUOTING}


def page(name: str, parameters: Filters | None = None) -> dict[str, Any]:
    """Return what a page says, as blocks; of each table the first rows. Its parameters are those of the page's address: country, pair, project, buyer …"""
    told = pages.page(name, _pairs(parameters))
    return {**told, "data": _cut(told["data"]), "do_not_quote_without": QUOTING}


def what_changed(since: str, filters: Filters | None = None, limit: int = 50) -> dict[str, Any]:
    """Return what the recorded releases changed after a day such as 2026-01-31: news, late findings, corrections and removals, cell by cell."""
    query = [("since", since), *_pairs(filters), ("limit", str(min(limit, MOST_ROWS)))]
    return changes.rows(query, answers.usual_seconds()).as_data() | {"do_not_quote_without": QUOTING}


TOOLS: dict[str, Callable[..., dict[str, Any]]] = {
    "find": find,
    "measure": measure,
    "rows": of_rows,
    "page": page,
    "what_changed": what_changed,
}


def told(tool: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Return what a tool says as plain data. Raises ValueError with the problem for what can't be answered."""
    try:
        text = formats.as_json(tool()).decode()
    except ProblemError as problem:
        raise ValueError(json.dumps(problem.as_data(public(), PATH), ensure_ascii=False)) from None
    except (TooSlowError, WarehouseMissingError) as error:
        raise ValueError(str(error)) from None
    answer: dict[str, Any] = json.loads(text.replace(SITE, public()))
    return answer


def _pairs(filters: Filters | None) -> list[tuple[str, str]]:
    return [(name, str(value)) for name, value in (filters or {}).items()]


def _cut(block: Any) -> Any:
    if isinstance(block, list):
        return [_cut(one) for one in block]
    if not isinstance(block, dict):
        return block
    cut = {name: _cut(one) for name, one in block.items()}
    if isinstance(cut.get("rows"), list) and len(cut["rows"]) > MOST_OF_A_TABLE:
        cut["rows_left_out"] = len(cut["rows"]) - MOST_OF_A_TABLE
        cut["rows"] = cut["rows"][:MOST_OF_A_TABLE]
    return cut


def server() -> MCPServer[Any]:
    """Return the tools as a server of the protocol."""
    from mcp.server import MCPServer
    from mcp.types import ToolAnnotations

    made: MCPServer[Any] = MCPServer(
        "article6-atlas", title="Article 6 Atlas", instructions=INSTRUCTIONS, log_level="ERROR"
    )
    reading = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    for name, tool in TOOLS.items():
        made.add_tool(_in_a_thread(tool), name=name, description=tool.__doc__, annotations=reading)
    return made


def _in_a_thread(tool: Callable[..., dict[str, Any]]) -> Callable[..., Any]:
    from mcp.server.mcpserver.exceptions import ToolError

    @wraps(tool)
    async def answered(*given: Any, **named: Any) -> dict[str, Any]:
        try:
            return await to_thread.run_sync(lambda: told(partial(tool, *given, **named)))
        except ValueError as error:
            raise ToolError(str(error)) from None

    return answered


class Assistants:
    """Answers under /mcp: the kit is imported when somebody asks first, and ends with the server."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self.app: ASGIApp | None = None
        self.task: asyncio.Task[None] | None = None
        self.lock: asyncio.Lock | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, where the operator lets assistants ask."""
        request = Request(scope)
        if not self.endpoint.settings.has_mcp:
            said = "This Atlas answers no assistants; /api/v1 says the same."
            refusal: Response | None = self.endpoint.problem(
                request, ProblemError(404, "not-found", "Not served here", said)
            )
        else:
            refusal = self.endpoint.too_many(request)
        if refusal:
            await refusal(scope, receive, send)
            return
        app = await self._ready()
        await app(scope, receive, send)

    async def _ready(self) -> ASGIApp:
        self.lock = self.lock or asyncio.Lock()
        async with self.lock:
            if self.app is None:
                made = await to_thread.run_sync(server)
                from mcp.server.transport_security import TransportSecuritySettings

                # All may read all there is here: no page of another site could get more than its reader does.
                app = made.streamable_http_app(
                    streamable_http_path=PATH,
                    json_response=True,
                    stateless_http=True,
                    transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
                )
                is_up = asyncio.Event()
                self.task = asyncio.create_task(self._stay(made, is_up))
                await is_up.wait()
                self.app = app
        return self.app

    async def _stay(self, made: MCPServer[Any], is_up: asyncio.Event) -> None:
        # The kit's own tasks have to begin and to end in one.
        async with made.session_manager.run():
            is_up.set()
            await asyncio.Event().wait()

    async def close(self) -> None:
        """End what was started."""
        if self.task:
            self.task.cancel()
            await asyncio.gather(self.task, return_exceptions=True)
