"""Answers the search box while somebody types: the best of each group as JSON."""

from __future__ import annotations

from functools import partial

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dashboard.core.warehouse import WarehouseMissingError
from dashboard.overview import search
from dashboard.pages import listed

PATH = "/search.json"
SHOWN = 3


def best(question: str) -> dict[str, object]:
    """Return what a question finds: how much in all, and of each group its name, its count and the best as label, note and address."""
    found = search.find(question, search.index(listed()))
    groups = [
        {
            "name": group,
            "count": len(entries),
            "best": [{"label": one.label, "note": one.note, "address": one.address} for one in entries[:SHOWN]],
        }
        for group, entries in found.groups
    ]
    return {"count": found.count, "read_as": found.read_as, "groups": groups}


async def answer(request: Request) -> Response:
    """Answer with what the question `q` finds."""
    question = request.query_params.get("q", "")[: search.LONGEST]
    try:
        return JSONResponse(await to_thread.run_sync(partial(best, question)), headers={"Cache-Control": "no-cache"})
    except WarehouseMissingError:
        return JSONResponse({"count": 0, "read_as": "", "groups": []}, 503)
