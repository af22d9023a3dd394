"""A number as machines get it: its parts, its unit, what is known of it, its sentence and sources, and where its rows are. Asked of the Figure alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import pyarrow as pa

from dashboard import addresses
from dashboard.api.asking import CONTROLS, Query, page, page_filters
from dashboard.api.formats import plain
from dashboard.api.problems import Refused, nearest, not_found, refusal
from dashboard.api.rows import Rows, knowledge, publications
from dashboard.core import links, told
from dashboard.core.answer import Answer, Total
from dashboard.core.choices import Filters, offered, scope
from dashboard.core.fields import FilterGroup, fields_of
from dashboard.core.figure import LISTED, Figure
from dashboard.core.figure_rows import DIMENSIONS, narrow
from dashboard.evidence import findings, registry
from dashboard.evidence.rows import with_sources
from dashboard.trade.filters import PANEL as TRADE

KEY = "key"
ESTIMATE = (
    "Estimates made before the fact: never to be called reductions, never added to what was issued or transferred."
)


def figure(name: str) -> Figure:
    """Return the figure of a name in any case. Raises ProblemError with status 404 where there is none."""
    found = registry.find(name)
    if found is None:
        raise not_found("measure", name, registry.FIGURES)
    return found


def listed() -> list[dict[str, Any]]:
    """Return every measure: what it is called and asks, its unit and rule, the filters that it follows and the columns that narrow it."""
    return [_about(one) | {"address": f"/api/v1/measures/{one.name}"} for one in registry.FIGURES.values()]


def followed(one: Figure) -> tuple[str, ...]:
    """Return the names of the filters that a figure follows."""
    groups = one.subject.follows
    names = [told.name for told in fields_of(Filters).values() if told.group in groups]
    # The rule counts agreements: projects and tonnes don't follow it.
    return tuple(name for name in names if name != "rule" or FilterGroup.ACTIVITIES not in groups) + (
        TRADE.names if one.subject.read else ()
    )


def measure(name: str, query: Query) -> dict[str, Any]:
    """Return a number as plain data. Raises ProblemError for what can't be honoured."""
    one = figure(name)
    filters, rows, narrowed, read_as = _asked(one, query, ())
    value = one.number(rows, narrowed)
    answer = one.answer(filters) if one.question and not narrowed else None
    sources = list(dict.fromkeys(str(key) for key in rows.get("source_id", pd.Series(dtype=object)).dropna()))
    tail = urlencode([pair for pair in query if pair[0] not in CONTROLS])
    return {
        "data": _about(one)
        | {
            "value": value if answer is None else answer.value,
            "state": _state(one, value, answer),
            "shown": told.shown(answer) if answer else None,
            "sentence": _sentence(one, value, rows, narrowed, answer),
            "parts": _parts(answer) if answer else None,
            "row_count": len(rows.drop_duplicates(["row_kind", "row_id"])),
            "rows": f"/api/v1/measures/{one.name}/rows" + (f"?{tail}" if tail else ""),
            "page": f"/rows?{urlencode(links.query(filters, one.name, ','.join(f'{k}:{v}' for k, v in narrowed.items())))}",
            "do_not_quote_without": [*_scope(one, filters), *_terms(one, answer)],
        },
        "meta": {"filters": read_as | {f"{KEY}:{column}": value for column, value in narrowed.items()}, **knowledge()},
        "sources": publications(tuple(sorted(sources))),
    }


def _scope(one: Figure, filters: Filters) -> list[str]:
    of = scope(filters, offered(), one.subject.follows)
    return [f"It is of {of} alone."] if of else []


def rows(name: str, query: Query) -> Rows:
    """Return the rows that make a number, each with its publication and who says otherwise."""
    one = figure(name)
    refused: list[Refused] = []
    _, found, narrowed, read_as = _asked(one, query, CONTROLS)
    found = with_sources(found) if len(found) else found
    found = found.drop(columns="can_open", errors="ignore")
    controls = {key: value for key, value in query if key in CONTROLS}
    part = page(controls, [str(column) for column in found.columns] if len(found) else [], refused)
    if refused and len(found):
        raise refusal(refused)
    total = len(found)
    if part.sort and total:
        found = found.sort_values(
            [at for at, _ in part.sort], ascending=[not falls for _, falls in part.sort], kind="stable"
        )
    found = found.iloc[part.offset : part.offset + part.limit]
    if part.fields and total:
        found = found[list(part.fields)]
    keys = tuple(sorted({str(key) for key in found.get("source_id", pd.Series(dtype=object)).dropna()}))
    title = f"{one.label}: the rows that make it"
    return Rows(f"measures/{one.name}/rows", title, _arrow(found), total, publications(keys), part, read_as | narrowed)


def _asked(
    one: Figure, query: Query, controls: tuple[str, ...]
) -> tuple[Filters, pd.DataFrame, dict[str, str], dict[str, str]]:
    """Return the filters, the rows, the columns that narrow them, and the filters as they were read."""
    refused: list[Refused] = []
    known = (*followed(one), KEY, *controls)
    for name, value in query:
        if name not in known and name not in addresses.OTHERS and name not in ("format",):
            said = f"The measure {one.name} follows no filter named “{name[:40]}”."
            refused.append(Refused(name[:80], value, f"one of {', '.join(known)}", said, nearest(name, known)))
    asked = {name: value for name, value in query if name in known}
    filters, read_as = page_filters(followed(one), asked, refused)
    found, problems = one.read(filters, asked)
    refused += [Refused("exporter", "", "filters of the Trade page", said) for said in problems]
    found, narrowed, doubts = narrow(found, asked.get(KEY, ""))
    columns = [column for column in DIMENSIONS if column in found.columns]
    rule = f"column:value, joined by commas, of the columns {', '.join(columns)}"
    refused += [Refused(KEY, asked.get(KEY, ""), rule, said, columns[:3]) for said in doubts]
    if refused:
        raise refusal(refused)
    return filters, found, narrowed, read_as


def _about(one: Figure) -> dict[str, Any]:
    return {
        "name": one.name,
        "label": one.label,
        "question": one.question or None,
        "unit": one.unit or (one.many if one.derivation != LISTED else ""),
        "rule": one.rule,
        "kind": one.subject.kind,
        "derivation": one.derivation or ("summed" if one.sums else "counted"),
        "is_estimate": one.is_estimate,
        "needs": one.needs or None,
        "filters": list(followed(one)),
    }


def _state(one: Figure, value: float | None, answer: Answer | None) -> str:
    """Say whether there is a number, or why not: one of the five words where a fact is missing."""
    if answer is not None:
        return "published" if answer.leading else "traced" if answer.value is not None else str(answer.word)
    if value is not None:
        return one.derivation or "traced"
    if one.needs and one.derivation != LISTED:
        return f"not added up: narrow it by {one.needs}"
    return f"{one.derivation}: no number of its rows" if one.derivation else "no row has a quantity"


def _sentence(
    one: Figure, value: float | None, rows: pd.DataFrame, narrowed: Mapping[str, str], answer: Answer | None
) -> str:
    if answer is not None:
        return told.sentence(answer, is_markdown=False)
    if "row_kind" not in rows:
        return one.rule
    return findings.behind(one, value, rows, narrowed, offered()).replace("**", "").replace("\\", "")


def _parts(answer: Answer) -> dict[str, Any]:
    return {
        "published": _total(answer.published) and _total(answer.published) | {"traced_by_then": answer.traced_then},
        "traced": {"value": answer.value, "rows": len(answer.made_of), "last_on": answer.last_on, "word": answer.word},
        "unconfirmed": {
            "value": answer.unconfirmed,
            "rows": len(answer.on_leads),
            "publishers": answer.publishers,
            "published": _total(answer.lead_total) or None,
        },
        "known_up_to": answer.known_up_to,
        "without_amount": answer.unknown,
        "in_words": [f"{part.number} {part.text}".strip() for part in told.parts(answer)],
    }


def _total(total: Total | None) -> dict[str, Any]:
    if total is None:
        return {}
    return {
        "value": total.value,
        "as_of": total.as_of,
        "publisher": total.publisher,
        "source_title": total.source_title,
        "source_url": total.source_url,
        "is_approximate": total.is_approximate,
        "total_id": total.total_id,
    }


def _terms(one: Figure, answer: Answer | None) -> list[str]:
    """Return what has to stand beside the number wherever it is quoted."""
    said = [one.rule]
    if one.is_estimate:
        said.append(ESTIMATE)
    if answer is None:
        return said
    if answer.known_up_to:
        said.append(f"Known up to {answer.known_up_to.isoformat()}, which is not the day of the edition.")
    if one.sums and answer.value is not None:
        said.append("What is traced is a sum of what was found, never a total of all that exists.")
    if answer.unconfirmed is not None or answer.lead_total:
        said.append("What is unconfirmed is in no total and may not be added.")
    return said


def _arrow(frame: pd.DataFrame) -> Any:
    columns = {}
    for name, column in frame.items():
        try:
            made = pa.array(column, from_pandas=True)
        except (pa.ArrowInvalid, pa.ArrowTypeError):
            made = pa.array([None if pd.isna(cell) else str(cell) for cell in column])
        if pa.types.is_timestamp(made.type):
            made = made.cast(pa.date32(), safe=False)
        columns[str(name)] = made
    return plain(pa.table(columns))
