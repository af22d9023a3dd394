"""The description of the open files as a Frictionless Data Package: https://datapackage.org/standard/data-package/."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from etl.load import Column, Constraint

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TITLE = "Article 6 Atlas"
DESCRIPTION = (
    "Bilateral cooperation under Article 6.2 of the Paris Agreement: agreements, projects, volumes, targets and what is "
    "behind them, with a source for every row. An empty cell means that no source that was read gives it, never zero."
)
# Most publications state no terms, so that no open licence can be given for the whole.
LICENCE = {
    "name": "notspecified",
    "path": "sources.csv",
    "title": "Facts from the publications in sources.csv, each under the terms in its column licence",
}

_TYPES = {
    "VARCHAR": "string",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "DOUBLE": "number",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "HUGEINT": "integer",
}
_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
_QUOTED = re.compile(r"'((?:[^']|'')*)'")


@dataclass(frozen=True)
class Source:
    """A publication behind a table."""

    title: str
    publisher: str
    url: str | None

    def describe(self) -> dict[str, str]:
        """Return it as an entry of `sources`."""
        return {"title": f"{self.publisher}: {self.title}"} | ({"path": self.url} if self.url else {})


@dataclass(frozen=True)
class Table:
    """A table as the catalogue declares it."""

    name: str
    comment: str | None
    columns: Sequence[Column]
    constraints: Sequence[Constraint]


def package(edition: str, content_hash: str, resources: list[dict[str, Any]], sources: list[Source]) -> dict[str, Any]:
    """Return the descriptor of all files; its version is the edition's day and the hash of the content."""
    return {
        "$schema": PROFILE,
        "name": "article6-atlas",
        "title": TITLE,
        "description": DESCRIPTION,
        "version": f"{edition}+{content_hash[:16]}",
        "licenses": [LICENCE],
        "sources": [source.describe() for source in sources],
        "resources": resources,
    }


def table_schema(table: Table) -> dict[str, Any]:
    """Return the Table Schema of a table: fields with type, description and constraints, and the keys.

    Raises ValueError for a type that has no counterpart.
    """
    schema: dict[str, Any] = {"fields": [_field(column, table.constraints) for column in table.columns]}
    for constraint in table.constraints:
        if constraint.kind == "PRIMARY KEY":
            schema["primaryKey"] = list(constraint.columns)
        elif constraint.kind == "FOREIGN KEY":
            # The standard names the table itself by the empty text.
            target = "" if constraint.referenced_table == table.name else constraint.referenced_table
            reference = {"resource": target, "fields": list(constraint.referenced_columns)}
            schema.setdefault("foreignKeys", []).append({"fields": list(constraint.columns), "reference": reference})
    return schema


def _field(column: Column, constraints: Sequence[Constraint]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    kind = _TYPES.get(column.type)
    if column.type.startswith("ENUM("):
        kind, found["enum"] = "string", _values(column.type)
    if kind is None:
        raise ValueError(f"column {column.name}: no Frictionless type for {column.type}; add it to etl/datapackage.py")
    if not column.is_nullable:
        found["required"] = True
    for constraint in constraints:
        if set(constraint.columns) == {column.name}:
            if constraint.kind == "UNIQUE":
                found["unique"] = True
            elif constraint.kind == "CHECK":
                found |= _rule(column.name, constraint.expression or "")
    field: dict[str, Any] = {"name": column.name, "type": kind}
    if column.comment:
        field["description"] = column.comment
    return field | ({"constraints": found} if found else {})


def _rule(name: str, expression: str) -> dict[str, Any]:
    # A CHECK in the catalogue's own spelling; what can't be said in a Table Schema is left to etl/schema.
    column = rf'"?{re.escape(name)}"?'
    text = re.sub(rf"^\(\({column} IS NULL\) OR (.*)\)$", r"\1", expression)
    # Beside its pattern a day must be one of the calendar, which a pattern can't say.
    text = re.sub(rf"^CASE  WHEN \(\({column} IS NOT NULL\)\) THEN \(\((.*?'\)) AND .*$", r"\1", text)
    if match := re.fullmatch(rf"regexp_full_match\({column}, '(.*)'\)", text):
        return {"pattern": match[1].replace("''", "'")}
    if match := re.fullmatch(rf"\({column} IN \((.*)\)\)", text):
        return {"enum": _values(match[1])}
    if match := re.fullmatch(rf"\({column} BETWEEN ({_NUMBER}) AND ({_NUMBER})\)", text):
        return {"minimum": _number(match[1]), "maximum": _number(match[2])}
    if match := re.fullmatch(rf"\({column} (>=|<=) ({_NUMBER})\)", text):
        return {"minimum" if match[1] == ">=" else "maximum": _number(match[2])}
    return {}


def _values(text: str) -> list[str]:
    return [value.replace("''", "'") for value in _QUOTED.findall(text)]


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)
