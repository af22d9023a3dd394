"""The description of the interface (OpenAPI 3.1), made of the catalogue, its comments and the filters: it can't be out of date."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from dashboard.api import catalogue, changes, measures
from dashboard.api import openapi_schemas as schemas
from dashboard.api.asking import CONTROLS, FROM, RULES, TO
from dashboard.api.catalogue import DATE, INTEGER, NUMBER, Column, Relation
from dashboard.api.formats import TYPES
from dashboard.api.settings import MOST_ROWS, USUAL_ROWS, Settings
from dashboard.core.choices import Filters, offered
from dashboard.core.fields import Field, Kind, Offered, fields_of
from dashboard.core.warehouse import build_id
from dashboard.evidence import registry
from dashboard.pages import ENTRIES
from dashboard.trade.filters import PANEL as TRADE
from dashboard.trust.news import SINCE

Data = dict[str, Any]
VERSION = "1"
ABOUT = """Facts of the Article 6 Atlas for machines. Every row names its source (`source_id`), every answer the day of the edition and up to when each kind
of fact is known. Missing is not zero: `null`, with one of five words beside it where a quantity is meant.

Filters have the names that they have in the addresses of the pages, and are read as tolerantly: `buyer=JPN`, `buyer=japan` and `buyer=Japan,Switzerland` all work.
Each column is a filter too; `{0}` and `{1}` behind its name ask for a range. What can't be honoured is refused with the parameter, the value and the rule that it breaks.

Estimates, authorised, issued, transferred and used quantities are never added to each other. Rows with `is_lead` rest on a lead alone and are in no total.

An answer has at most {2} rows and may take {3:g} seconds. An address may ask {4} times at once and {5:g} times a second. Whole tables are files under `/data/`."""


def description(site: str, settings: Settings) -> Data:
    """Return the description, for a server at `site` with these limits."""
    limits = (FROM, TO, f"{MOST_ROWS:,}", settings.seconds, settings.burst, settings.rate)
    return _paths(build_id()) | {
        "servers": [{"url": f"{site}/api/v1"}],
        "info": {
            "title": "Article 6 Atlas",
            "version": VERSION,
            "summary": "Bilateral cooperation under Article 6.2 of the Paris Agreement, with a source for every row",
            "description": ABOUT.format(*limits),
        },
    }


@lru_cache(maxsize=2)
def _paths(build: str) -> Data:
    subjects = {name: catalogue.subject(name) for name in catalogue.SUBJECTS} | {"changes": changes.relation()}
    paths: Data = {}
    for name, relation in subjects.items():
        paths[f"/{name}"] = _get(
            name, relation.title, _of_rows(relation), schemas.rows_of(f"#/components/schemas/{name}"), has_formats=True
        )
    plain = {"type": "object", "additionalProperties": True}
    names = _named("name", "Name of a table", list(catalogue.tables()))
    paths["/tables"] = _get("tables", "All tables with their columns", [], schemas.list_of(plain))
    paths["/tables/{name}"] = _get(
        "table",
        "Rows of a table; its columns are filters, as /tables lists them",
        [names, *_controls()],
        schemas.rows_of(plain),
        has_formats=True,
    )
    of_measure = [_named("name", "Name of a measure", list(registry.FIGURES)), *_filters(), _key()]
    paths["/measures"] = _get(
        "measures", "All measures: numbers that the pages tell, each with its rule", [], schemas.list_of(plain)
    )
    paths["/measures/{name}"] = _get(
        "measure",
        "A number with its parts (published, traced, unconfirmed, known up to), unit, state of knowledge, sentence and sources",
        of_measure,
        schemas.object_of("#/components/schemas/measure"),
    )
    paths["/measures/{name}/rows"] = _get(
        "measure_rows",
        "The rows that make a number, each with its publication and who says otherwise",
        [*of_measure, *_controls()],
        schemas.rows_of(plain),
        has_formats=True,
    )
    paths["/pages"] = _get("pages", "All pages with the parameters of their addresses", [], schemas.list_of(plain))
    paths["/pages/{name}"] = _get(
        "page",
        "What a page says, as blocks; its parameters are those of the page's own address",
        [_named("name", "Name of a page", list(ENTRIES)), *_filters()],
        schemas.object_of(plain),
    )
    rows = {name: schemas.row(relation.columns) for name, relation in subjects.items()}
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "paths": paths,
        "components": {
            "schemas": rows | {"problem": schemas.PROBLEM, "meta": schemas.META, "measure": schemas.MEASURE}
        },
    }


def _get(name: str, summary: str, parameters: list[Data], schema: Data, has_formats: bool = False) -> Data:
    content: Data = {"application/json": {"schema": schema}}
    if has_formats:
        content |= {
            kind.partition(";")[0]: {"schema": {"type": "string"}} for form, kind in TYPES.items() if form != "json"
        }
        parameters = [
            *parameters,
            _parameter(
                "format",
                "Format of the answer, in place of the header Accept; `.csv` or `.parquet` behind the path do the same",
                {"type": "string", "enum": list(TYPES)},
            ),
        ]
    problem = {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/problem"}}}}
    answers = {
        "200": {"description": "As asked", "content": content},
        "304": {"description": "Not changed since the tag in If-None-Match"},
        "400": problem | {"description": "A parameter can't be honoured; the answer names it"},
        "404": problem | {"description": "There is no such name; the answer has those that come near"},
        "414": problem | {"description": "The address is too long"},
        "429": problem | {"description": "Too many requests; Retry-After says when to come back"},
        "503": problem | {"description": "The question takes too long, or the data are not ready"},
    }
    tags = ["Numbers and pages" if name.startswith(("measure", "page")) else "Rows"]
    return {
        "get": {"operationId": name, "tags": tags, "summary": summary, "parameters": parameters, "responses": answers}
    }


def _of_rows(relation: Relation) -> list[Data]:
    if relation.of_trade:
        found = [
            _filter(told, at, TRADE.offered())
            for at, told in fields_of(TRADE.choices, TRADE.offered()).items()
            if told.name in relation.filters
        ]
    else:
        found = _filters(relation.filters)
    if SINCE in relation.filters:
        found.append(
            _parameter(SINCE, "What was recorded after the edition of this day", {"type": "string", "format": "date"})
        )
    taken = {one["name"] for one in found}
    return [*found, _columns([one for one in relation.columns if one.name not in taken]), *_controls(relation.columns)]


def _filters(names: Iterable[str] | None = None) -> list[Data]:
    return [
        _filter(told, at, offered()) for at, told in fields_of(Filters).items() if names is None or told.name in names
    ]


def _filter(told: Field, attribute: str, known: Offered) -> Data:
    """Describe a filter: what is on offer stands in the schema, and every ordinary name of it is read too."""
    options = list(known.options.get(attribute, {}))
    one: Data = {"type": "string"} | ({"enum": options} if options else {})
    said = f"{told.label}: {RULES[told.kind]}" + (". Countries by every ordinary name" if told.is_party else "")
    match told.kind:
        case Kind.MANY if told.separator == ",":
            return _parameter(told.name, said, {"type": "array", "items": one}) | {"style": "form", "explode": False}
        case Kind.MANY:
            return _parameter(told.name, f"{said}; several with {told.separator} between", one)
        case Kind.DAY:
            return _parameter(told.name, said, {"type": "string", "format": "date"})
        case Kind.YEARS:
            return _parameter(told.name, said, {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{4})?$"})
        case Kind.YES:
            return _parameter(told.name, said, {"type": "string", "enum": ["yes", "no"]})
    return _parameter(told.name, said, one)


def _columns(columns: Iterable[Column]) -> Data:
    properties: Data = {}
    for one in columns:
        schema = schemas.schema(one)
        properties[one.name] = schema | {"description": one.comment}
        if one.type in (INTEGER, NUMBER, DATE):
            properties |= {f"{one.name}{end}": schema for end in (FROM, TO)}
    told = f"Each column as a filter, under its own name: one of several values where it is repeated; {FROM} and {TO} behind the name of any column but a yes or no ask for a range"
    return _parameter("columns", told, {"type": "object", "properties": properties, "additionalProperties": False}) | {
        "style": "form",
        "explode": True,
        # Else the viewer would fill in a made-up value for each.
        "example": {},
    }


def _controls(columns: Iterable[Column] = ()) -> list[Data]:
    names = [one.name for one in columns]
    item: Data = {"type": "string"} | ({"enum": names} if names else {})
    order: Data = {"type": "string"} | ({"enum": [*names, *(f"-{name}" for name in names)]} if names else {})
    listed = {"style": "form", "explode": False}
    told = {
        "fields": _parameter("fields", "Columns to show", {"type": "array", "items": item}) | listed,
        "sort": _parameter(
            "sort", "Columns to sort by; falling with - before the name", {"type": "array", "items": order}
        )
        | listed,
        "limit": _parameter(
            "limit",
            f"How many rows: {USUAL_ROWS} unless told",
            {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": USUAL_ROWS},
        ),
        "offset": _parameter(
            "offset", "After how many rows", {"type": "integer", "minimum": 0, "maximum": 2**53, "default": 0}
        ),
    }
    return [told[name] for name in CONTROLS if name in told]


def _key() -> Data:
    return _parameter(
        measures.KEY, "A part of the number: column:value, joined by commas, as in buyer_iso3:JPN", {"type": "string"}
    )


def _named(name: str, told: str, options: list[str]) -> Data:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": told,
        "schema": {"type": "string", "enum": options},
    }


def _parameter(name: str, told: str, schema: Data) -> Data:
    return {"name": name, "in": "query", "description": told, "schema": schema}
