"""The answer to an address of the interface: which endpoint, in which format, and the headers that go with it."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from dashboard import addresses
from dashboard.api import catalogue, changes, formats, measures, openapi, pages, queries, rows
from dashboard.api.asking import Query
from dashboard.api.problems import ProblemError, Refused, not_found, refusal
from dashboard.api.rows import Rows
from dashboard.api.settings import LONGEST_QUERY, Settings, settings
from dashboard.core.warehouse import TooSlowError, WarehouseMissingError, build_id

BASE = "/api/v1"
MEDIA = {f".{name}": name for name in formats.TYPES}
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Request:
    """What of a request an answer depends on: the path below the base, the query, the header Accept, and the address of the site."""

    path: str
    query: str = ""
    accepted: str = ""
    site: str = ""

    @property
    def pairs(self) -> Query:
        """The parameters of the query in their order."""
        return parse_qsl(self.query, keep_blank_values=True)


@dataclass(frozen=True)
class Made:
    """An answer before it is packed: its status, body, media type, tag and further headers."""

    status: int
    body: bytes
    media_type: str
    tag: str = ""
    headers: dict[str, str] = field(default_factory=dict)


def tag(request: Request) -> str:
    """Return the tag of an address: another one for another edition, code, query or format. Raises WarehouseMissingError."""
    parts = (build_id(), code(), request.path, *map("=".join, sorted(request.pairs)), request.accepted, request.site)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]


def key(request: Request) -> Hashable:
    """Return all that an answer depends on, to be kept under: edition, code, and the address as it was asked for. Raises WarehouseMissingError."""
    return build_id(), code(), request


def usual_seconds() -> float:
    """Return how long a question may take, by the settings of now."""
    return settings().seconds


@cache
def code() -> str:
    """Return a hash of the code that makes answers: what was kept of another one is out of date."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parents[1].rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def answer(request: Request, settings: Settings) -> Made:
    """Return the answer to a request; what can't be answered is a problem with its status. Never raises."""
    try:
        if len(request.query) > LONGEST_QUERY:
            said = f"The query of an address has at most {LONGEST_QUERY} signs."
            raise ProblemError(414, "too-long", "The address is too long", said)
        return _made(request, settings)
    except ProblemError as problem:
        return problem_of(problem, request)
    except TooSlowError:
        said = f"The question took more than {settings.seconds:g} seconds. Narrow it, ask for fewer rows, or take the whole table from /data/."
        return problem_of(
            ProblemError(503, "too-slow", "The question takes too long", said, headers={"Retry-After": "60"}), request
        )
    except WarehouseMissingError:
        return problem_of(
            ProblemError(
                503,
                "not-ready",
                "The data are not ready yet",
                "There is no warehouse to read.",
                headers={"Retry-After": "30"},
            ),
            request,
        )
    except Exception:
        _LOG.exception("no answer could be made to %s/%s", BASE, request.path)
        return problem_of(
            ProblemError(
                500,
                "fault",
                "The server is at fault",
                "The answer could not be made. The operator finds the cause in the log.",
            ),
            request,
        )


def problem_of(problem: ProblemError, request: Request) -> Made:
    """Return a problem as an answer."""
    body = formats.as_json(problem.as_data(request.site, f"{BASE}/{request.path}"))
    return Made(problem.status, body, "application/problem+json", headers=problem.headers)


def _made(request: Request, settings: Settings) -> Made:
    path, suffix = _split(request.path)
    query = [(name, value) for name, value in request.pairs if name != "format"]
    named = dict(request.pairs).get("format", "")
    found = _find(path, query, settings, request.site)
    if isinstance(found, Rows):
        return _rows(found, formats.wanted(suffix, named, request.accepted), request, path, query)
    if (suffix or named or formats.JSON) != formats.JSON:
        said = "This endpoint answers in JSON alone."
        raise refusal([Refused("format", suffix or named, "json", said, ["json"])])
    links = {"self": f"{request.site}{BASE}/{request.path}" + (f"?{request.query}" if request.query else "")}
    data = found if path == "openapi" else found | {"links": links}
    body = formats.as_json(data).replace(b"https://atlas.invalid", request.site.encode())
    kind = "application/vnd.oai.openapi+json;version=3.1" if path == "openapi" else formats.TYPES[formats.JSON]
    return Made(200, body, kind, tag(request))


def _split(path: str) -> tuple[str, str]:
    """Return a path without the end that names a format, and that format."""
    for end, name in MEDIA.items():
        if path.endswith(end) and path != end:
            return path.removesuffix(end), name
    return path, ""


def _find(path: str, query: Query, settings: Settings, site: str) -> Rows | dict[str, Any]:
    """Return what an endpoint says. Raises ProblemError where there is none."""
    name, _, rest = path.partition("/")
    if name in catalogue.SUBJECTS and not rest:
        return rows.rows(catalogue.subject(name), query, settings.seconds)
    if name == "tables" and rest:
        return rows.rows(catalogue.table(rest), query, settings.seconds)
    if name == "measures" and rest:
        of, _, more = rest.partition("/")
        if more == "rows":
            return measures.rows(of, query)
        if not more:
            return measures.measure(of, query)
    if name == "pages" and rest:
        return pages.page(rest, query)
    if path == "changes":
        return changes.rows(query, settings.seconds)
    lists: dict[str, Callable[[], dict[str, Any]]] = {
        "": lambda: _root(site),
        "tables": lambda: {"data": _tables()},
        "measures": lambda: {"data": measures.listed()},
        "pages": lambda: {"data": pages.listed()},
        "openapi": lambda: openapi.description(site, settings),
    }
    if path not in lists:
        raise not_found("endpoint", path, [*lists, *catalogue.SUBJECTS, "changes"])
    _nothing_asked(query)
    told = lists[path]()
    return told if path in ("", "openapi") else told | {"meta": rows.knowledge()}


def _nothing_asked(query: Query) -> None:
    strange = [
        Refused(name[:80], value, "no parameter", f"This list has no parameter “{name[:40]}”.")
        for name, value in query
        if name not in addresses.OTHERS
    ]
    if strange:
        raise refusal(strange)


def _root(site: str) -> dict[str, Any]:
    names = [*catalogue.SUBJECTS, "tables", "measures", "pages", "changes"]
    return {
        "data": {name: f"{site}{BASE}/{name}" for name in names},
        "meta": {"description": f"{site}{BASE}/openapi.json", "documentation": f"{site}/api", **rows.knowledge()},
    }


def _tables() -> list[dict[str, Any]]:
    counts = queries.counts()
    return [
        {
            "name": one.name,
            "title": one.title,
            "rows": counts.get(one.name, 0),
            "address": f"{BASE}/tables/{one.name}",
            "columns": [
                {
                    "name": column.name,
                    "type": column.type,
                    "description": column.comment,
                    "options": list(column.options),
                }
                for column in one.columns
            ],
        }
        for one in catalogue.tables().values()
    ]


def _rows(found: Rows, kind: str, request: Request, path: str, query: Query) -> Made:
    after = found.page.offset + found.table.num_rows
    more = _address(request.site, path, query, offset=after) if found.table.num_rows and after < found.total else None
    headers = {"X-Total-Count": str(found.total)} | ({"Link": f'<{more}>; rel="next"'} if more else {})
    if kind == formats.JSON:
        links = {"self": _address(request.site, path, query), "next": more}
        links |= {other: _address(request.site, f"{path}.{other}", query) for other in (formats.CSV, formats.PARQUET)}
        body = formats.as_json(found.as_data() | {"links": links})
    elif kind == formats.CSV:
        body = formats.as_csv(found.table)
    else:
        told = rows.knowledge()
        about = {"title": found.title, "edition_on": told["edition_on"].isoformat(), "terms": told["terms"]}
        body = formats.as_parquet(found.table, about)
    return Made(200, body, formats.TYPES[kind], tag(request), headers)


def _address(site: str, path: str, query: Sequence[tuple[str, str]], offset: int | None = None) -> str:
    asked = [(name, value) for name, value in query if offset is None or name != "offset"]
    tail = urlencode([*asked, *([("offset", str(offset))] if offset is not None else [])])
    return f"{site}{BASE}/{quote(path)}" + (f"?{tail}" if tail else "")
