"""Schemas of the description of the interface: problems, rows of columns, measures, and what stands around them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dashboard.api.catalogue import BOOLEAN, DATE, INTEGER, NUMBER, Column

Data = dict[str, Any]
PROBLEM = {
    "type": "object",
    "description": "Problem details (RFC 9457)",
    "required": ["type", "title", "status", "detail", "instance", "errors"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "parameter": {"type": "string"},
        "value": {"type": "string"},
        "rule": {"type": "string"},
        "near": {"type": "array", "items": {"type": "string"}},
        "errors": {"type": "array", "items": {"type": "object"}},
    },
}
META = {
    "type": "object",
    "required": ["edition_on", "content_hash", "known_up_to", "terms"],
    "properties": {
        "edition_on": {"type": "string", "format": "date", "description": "Day of the edition"},
        "content_hash": {"type": "string"},
        "known_up_to": {
            "type": "object",
            "additionalProperties": {"type": "string", "format": "date"},
            "description": "Newest day up to which facts of a kind are known; not the day of the edition",
        },
        "terms": {"type": "string"},
    },
}


def schema(one: Column) -> Data:
    """Return the schema of a value of a column."""
    if one.options:
        return {"type": "string", "enum": list(one.options)}
    return {"type": "string", "format": "date"} if one.type == DATE else {"type": one.type}


def row(columns: Iterable[Column]) -> Data:
    """Return the schema of a row."""
    properties = {}
    for one in columns:
        kind = NUMBER if one.type == INTEGER else one.type if one.type in (NUMBER, BOOLEAN) else "string"
        properties[one.name] = {
            "type": [INTEGER if one.type == INTEGER else kind, "null"],
            "description": one.comment,
        } | ({"format": "date"} if one.type == DATE else {})
    # A column may be added; `fields` may leave some out.
    return {"type": "object", "properties": properties}


def rows_of(schema: Data | str) -> Data:
    """Return the schema of an answer with rows of a schema, or of the one at an address."""
    row = {"$ref": schema} if isinstance(schema, str) else schema
    return {
        "type": "object",
        "required": ["data", "meta", "sources", "links"],
        "properties": {
            "data": {"type": "array", "items": row},
            "meta": {"$ref": "#/components/schemas/meta"},
            "sources": {"type": "object", "description": "The publications that these rows name, by source_id"},
            "links": {
                "type": "object",
                "properties": {"self": {"type": "string"}, "next": {"type": ["string", "null"]}},
            },
        },
    }


def list_of(schema: Data) -> Data:
    """Return the schema of an answer with a list."""
    return {
        "type": "object",
        "required": ["data", "meta"],
        "properties": {"data": {"type": "array", "items": schema}, "meta": {"$ref": "#/components/schemas/meta"}},
    }


def object_of(schema: Data | str) -> Data:
    """Return the schema of an answer with one thing."""
    told = {"$ref": schema} if isinstance(schema, str) else schema
    return {
        "type": "object",
        "required": ["data", "meta"],
        "properties": {"data": told, "meta": {"$ref": "#/components/schemas/meta"}},
    }


def _maybe(kind: str, told: str) -> Data:
    return {"type": [kind, "null"], "description": told}


MEASURE: Data = {
    "type": "object",
    "required": ["name", "label", "value", "unit", "state", "sentence", "parts", "rule", "rows", "page", "do_not_quote_without"],
    "properties": {
        "name": {"type": "string"},
        "label": {"type": "string"},
        "question": _maybe("string", "The question that it answers, of a headline"),
        "value": _maybe("number", "What the rows of the Atlas add up to or count; null where they make no number"),
        "unit": {"type": "string"},
        "state": {"type": "string", "description": "published (a published total leads), traced, one of the five words for what is missing, or why its rows make no number"},
        "shown": _maybe("string", "The number as pages show it"),
        "sentence": {"type": "string", "description": "The number as a sentence tells it"},
        "parts": _maybe("object", "Published, traced, unconfirmed and known up to, which are never merged; null for a figure that is no headline"),
        "rule": {"type": "string"},
        "is_estimate": {"type": "boolean"},
        "rows": {"type": "string", "description": "Address of the rows that make it"},
        "page": {"type": "string", "description": "Address of the page with these rows"},
        "do_not_quote_without": {"type": "array", "items": {"type": "string"}},
    },
}  # fmt: skip
