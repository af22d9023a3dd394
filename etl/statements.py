"""The SQL of the warehouse, and the one order in which its files are run.

etl/schema declares tables, types, keys and rules; etl/views makes the read models from them, each with the words on its
columns; etl/checks asks what a rule on one row can't say. Each folder has one file a subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent

# Each refers to tables of those before it.
SCHEMA = (
    "words",
    "sources",
    "parties",
    "agreements",
    "projects",
    "events",
    "targets",
    "programmes",
    "published",
    "readings",
    "places",
    "intentions",
    "trade",
    "trade_totals",
    "units",
    "imports",
    "accounts",
    "rules",
    "watch",
    "releases",
)
# Each builds on those before it.
READ_MODELS = (
    "sources",
    "parties",
    "claims",
    "agreements",
    "events",
    "projects",
    "targets",
    "programmes",
    "countries",
    "pairs",
    "units",
    "account_units",
    "accounts",
    "rules",
    "reconciliation",
    "on_day",
    "witnesses",
    "truth",
    "ladders",
    "trajectory",
    "headlines",
)
# Those that need the large files of trade, and those that need these.
TRADE_READ_MODELS = ("trade", "trade_totals", "trade_time", "trade_partners", "evidence", "fresh")
# After all: words for the columns that took none of their own.
COLUMN_WORDS = ("column_words",)


_MACRO = re.compile(r"^CREATE MACRO (\w+)\((\w+)\) AS\s+(.*?);$", re.MULTILINE | re.DOTALL)
_CHECKED = re.compile(r"CHECK \((\w+)\((\w+)\)\)")
_CALL = re.compile(r"\b(\w+)\((\w+)\)")
_COMMENT = re.compile(r"^COMMENT ON (?:TABLE|COLUMN) [\w.]+ IS '(?:[^']|'')*';$", re.MULTILINE)


def schema(has_words: bool = True) -> str:
    """Return the statements that declare all tables; without the words on tables and columns they take a third of the time.

    A CHECK that is a macro of one column has what the macro stands for, macros in it too: DuckDB looks for the macros of a
    CHECK in the database that asks, and in one that the warehouse is attached to there are none.
    """
    text = "\n".join((HERE / "schema" / f"{name}.sql").read_text(encoding="utf-8") for name in SCHEMA)
    macros = {name: (parameter, stands_for) for name, parameter, stands_for in _MACRO.findall(text)}

    def expanded(found: re.Match[str]) -> str:
        if found[1] not in macros:
            return found[0]
        parameter, stands_for = macros[found[1]]
        return _CALL.sub(expanded, re.sub(rf"\b{parameter}\b", found[2], stands_for))

    text = _CHECKED.sub(lambda found: f"CHECK ({expanded(found)})", text)
    return text if has_words else wordless(text)


def views(names: tuple[str, ...]) -> Iterator[str]:
    """Yield the statements of some files of etl/views, file by file."""
    for name in names:
        yield (HERE / "views" / f"{name}.sql").read_text(encoding="utf-8")


def wordless(text: str) -> str:
    """Return statements without the words on tables and columns, of which each makes a table's entry in the catalogue anew."""
    return _COMMENT.sub("", text)


def checks() -> Iterator[str]:
    """Yield the query of each check; its first line says the rule."""
    for path in sorted((HERE / "checks").glob("*.sql")):
        yield path.read_text(encoding="utf-8")
