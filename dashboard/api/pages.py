"""A page as plain data: the same blocks that the live page draws."""

from __future__ import annotations

from typing import Any

from dashboard import addresses
from dashboard.api.asking import Query
from dashboard.api.problems import ProblemError, Refused, not_found, refusal
from dashboard.api.rows import knowledge
from dashboard.core.choices import NAMES, Filters
from dashboard.core.content import Pick
from dashboard.core.fields import fields_of
from dashboard.pages import ENTRIES
from dashboard.render.data import as_data
from dashboard.site.asked import asked, is_found

RULE = "as the page itself reads its address"


def listed() -> list[dict[str, Any]]:
    """Return every page: its name, title and heading, and the parameters that its address may have."""
    return [
        {
            "name": name,
            "title": entry.name,
            "heading": entry.heading,
            "parameters": [*_filters(name), *entry.parameters],
            "address": f"/api/v1/pages/{name}",
            "page": f"/{name}",
        }
        for name, entry in ENTRIES.items()
    ]


def page(name: str, query: Query) -> dict[str, Any]:
    """Return what a page says to the choices of an address. Raises ProblemError for a page or a choice that there is not."""
    if name not in ENTRIES:
        raise not_found("page", name, ENTRIES)
    what = asked(name, dict(query))
    refused = [Refused(key, value, RULE, said) for key, value in query for said in _problems(name, key, value)]
    if what.problems and not refused:
        refused = [Refused("", "", RULE, said) for said in what.problems]
    if refused:
        raise refusal(refused)
    content = what.content()
    if content.problems:
        raise refusal([Refused("", "", RULE, said) for said in content.problems])
    if not is_found(content):
        pick = next(block for block in content.walk() if isinstance(block, Pick) and block.problem)
        told = Refused(pick.name, dict(what.choice.own).get(pick.name, ""), "one of those on offer", pick.problem)
        raise ProblemError(404, "not-found", "There is no such subject", pick.problem, (told,))
    said = as_data(content)
    said["heading"] = said["heading"] or what.entry.heading
    read_as = dict(what.choice.own) | {key: value for key, value in query if key in NAMES}
    return {"data": said, "meta": {"name": name, "page": what.canonical, "filters": read_as, **knowledge()}}


def _filters(name: str) -> list[str]:
    shown = ENTRIES[name].filter_bar
    return [told.name for told in fields_of(Filters).values() if told.group in shown]


def _problems(name: str, key: str, value: str) -> list[str]:
    """Return what can't be honoured of one parameter."""
    return [*asked(name, {key: value}).problems, *addresses.unknown(name, [key])]
