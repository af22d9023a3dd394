"""What the search box of every page needs: a script, and an index of all that can be found, made of each build. Both are kept by browsers."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.core.warehouse import WarehouseMissingError, build_id
from dashboard.overview import search
from dashboard.pages import listed
from dashboard.site.versions import version

SCRIPT, INDEX = "find.js", "find-index.js"
# How many of a group stand under the box.
SHOWN = 3
RULES = {
    "groups": search.GROUPS, "longest": search.LONGEST, "alike": search.ALIKE, "exact": search.EXACT, "begins": search.BEGINS,
    "whole": search.WHOLE, "shown": SHOWN, "alikeElse": search.ALIKE_ELSE, "shortest": search.SHORTEST, "namedBy": search.NAMED_BY, "short": search.SHORT_NAME,
    "nothing": sorted(search.SAYS_NOTHING),
}  # fmt: skip
_KEPT = {"Cache-Control": "public, max-age=31536000, immutable"}


@lru_cache(maxsize=2)
def _index(build: str) -> str:
    return index_of(lambda address: address)


def index_of(address: Callable[[str], str]) -> str:
    """Return the index with the addresses that a function makes of those on a site; what it has none for ("") can't be found."""
    entries = [
        (search.GROUPS.index(one.group), one.label, one.note, to, one.names)
        for one in search.index(listed()).entries
        if (to := address(one.address))
    ]
    # As a script it can be read from a stick, too, where a page may not fetch a file.
    return f"globalThis.atlasIndex={json.dumps(entries, ensure_ascii=False, separators=(',', ':'))};\n"


def index() -> str:
    """Return the index as a script: of each entry the place of its group, label, note, address and folded names. Raises WarehouseMissingError."""
    return _index(build_id())


@lru_cache(maxsize=2)
def _script(build: str) -> str:
    return script_of(f"{INDEX}?v={version(build)}")


def script_of(index: str) -> str:
    """Return the script of the box for an index at an address."""
    text = Path(__file__).with_name(SCRIPT).read_text(encoding="utf-8")
    return text.replace("__INDEX__", index).replace("__RULES__", json.dumps(RULES))


def script() -> str:
    """Return the script of the box, with the address of the index of this build in it. Raises WarehouseMissingError."""
    return _script(build_id())


def address() -> str:
    """Return the address of the script, relative to any page; "" before the first build, which has nothing to be found."""
    try:
        return f"{SCRIPT}?v={version(script())}"
    except WarehouseMissingError:
        return ""


async def answer_script(_: Request) -> Response:
    """Answer with the script."""
    return await _answer(script)


async def answer_index(_: Request) -> Response:
    """Answer with the index."""
    return await _answer(index)


async def _answer(make: Callable[[], str]) -> Response:
    try:
        return Response(await to_thread.run_sync(make), media_type="text/javascript", headers=_KEPT)
    except WarehouseMissingError:
        return Response("", 503, media_type="text/javascript")


ROUTES = [Route(f"/{SCRIPT}", answer_script), Route(f"/{INDEX}", answer_index)]
