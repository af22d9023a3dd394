"""What version 1 of the interface promises: what an answer had on the day it was recorded it has still, with the same type. More may come.

`python tests/dashboard/test_api_promise.py` records the shape of now, once something was added; it never takes a line away.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from asking import api
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode, checks
from starlette.applications import Starlette
from starlette.routing import Route

from dashboard.api.answers import BASE
from dashboard.api.openapi import description
from dashboard.api.server import Endpoint
from dashboard.api.settings import Settings

RECORD = Path(__file__).with_name("api_v1.json")
EXAMPLES = 4
# What any answer to a well-formed or a broken request has to be. A valid name of a filter may still be unknown to the data: 400 then.
CHECKS = [
    checks.not_a_server_error,
    *(
        check
        for check in checks.CHECKS.get_all()
        if check.__name__
        in (
            "status_code_conformance",
            "content_type_conformance",
            "response_schema_conformance",
            "response_headers_conformance",
            "unsupported_method",
        )
    ),
]


def shape() -> dict[str, dict[str, Any]]:
    """Each field of each answer with its type, as the description has them, and the parameters of each endpoint."""
    told = description("", Settings())
    found: dict[str, dict[str, Any]] = {
        name: {field: one.get("type") for field, one in schema["properties"].items()}
        for name, schema in told["components"]["schemas"].items()
    }
    for path, methods in told["paths"].items():
        get = methods["get"]
        found[path] = {parameter["name"]: parameter["in"] for parameter in get["parameters"]}
        answer = get["responses"]["200"]["content"]["application/json"]["schema"]["properties"]
        found[f"{path} answers"] = {name: one.get("type", "object") for name, one in answer.items()}
    return found


@pytest.fixture(scope="module")
def recorded() -> dict[str, dict[str, Any]]:
    return json.loads(RECORD.read_text(encoding="utf-8"))


def test_nothing_that_was_promised_is_gone_or_has_another_type(built, recorded):
    now = shape()
    broken = [
        f"{part}: {field} was {kind}, is {now.get(part, {}).get(field, 'gone')}"
        for part, fields in recorded.items()
        for field, kind in fields.items()
        if now.get(part, {}).get(field, "gone") != kind
    ]
    assert broken == [], "version 1 of the interface only grows"


@pytest.mark.parametrize(
    "name",
    [
        "agreements",
        "projects",
        "events",
        "units",
        "targets",
        "trade",
        "sources",
        "claims",
        "rules",
        "parties",
        "changes",
    ],
)
def test_rows_have_the_fields_and_types_that_are_promised(built, recorded, name):
    of_json = {
        "string": str,
        "integer": int,
        "number": (int, float),
        "boolean": bool,
        "null": type(None),
        "array": list,
    }
    for row in api(f"{name}?limit=50").data["data"]:
        for field, kinds in recorded[name].items():
            allowed = tuple(
                one
                for kind in kinds
                for one in (of_json[kind] if isinstance(of_json[kind], tuple) else (of_json[kind],))
            )
            assert isinstance(row[field], allowed), (field, row[field])
            assert not isinstance(row[field], bool) or "boolean" in kinds, field


def test_every_column_and_filter_has_its_words(built):
    told = description("", Settings())
    for name, schema in told["components"]["schemas"].items():
        if name not in ("problem", "meta", "measure"):
            assert [field for field, one in schema["properties"].items() if not one["description"]] == [], name
    assert all(
        parameter["description"] for methods in told["paths"].values() for parameter in methods["get"]["parameters"]
    )


@pytest.fixture
def described(built, monkeypatch):
    monkeypatch.setenv("ATLAS_API_RATE", "0")
    endpoint = Endpoint()
    app = Starlette(routes=[Route(BASE + "/{path:path}", endpoint)])
    return schemathesis.openapi.from_asgi(f"{BASE}/openapi.json", app)


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_no_request_breaks_the_description(described, mode):
    """Well-formed requests and broken ones, made up from the description; `make bench` makes up ten thousand."""
    asked = []

    def check(case):
        asked.append(case.path)
        case.call_and_validate(checks=CHECKS)

    for found in described.get_all_operations():
        made_up = given(case=found.ok().as_strategy(generation_mode=mode))(check)
        few = settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        with contextlib.suppress(Unsatisfiable):
            few(made_up)()
    assert len(set(asked)) > 12


if __name__ == "__main__":
    before = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}
    after = {part: fields | before.get(part, {}) for part, fields in shape().items()} | {
        part: fields for part, fields in before.items() if part not in shape()
    }
    RECORD.write_text(json.dumps(after, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
