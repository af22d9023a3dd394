"""What can be asked for: every table as the warehouse declares it, and the subjects of the Atlas under names of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from dashboard.api import queries
from dashboard.api.problems import not_found
from dashboard.core.choices import Filters, offered
from dashboard.core.fields import FilterGroup, fields_of
from dashboard.core.records import as_dicts
from dashboard.core.warehouse import Value, build_id
from dashboard.delivered.queries import LEDGER
from dashboard.projects.queries import LISTED
from dashboard.rules.queries import CLAIMS as RULES
from dashboard.trade.chosen import TradeFilters
from dashboard.trade.filters import PANEL as TRADE
from dashboard.units.queries import BLOCKS

STRING, INTEGER, NUMBER, BOOLEAN, DATE = "string", "integer", "number", "boolean", "date"
_OPTIONS = re.compile(r"'((?:[^']|'')*)'")
_TYPES = {
    "BOOLEAN": BOOLEAN,
    "DATE": DATE,
    "DOUBLE": NUMBER,
    "INTEGER": INTEGER,
    "BIGINT": INTEGER,
    "HUGEINT": INTEGER,
}
_ARROW = {"bool": BOOLEAN, "date32[day]": DATE, "double": NUMBER, "int32": INTEGER, "int64": INTEGER}


def _named(groups: FilterGroup) -> tuple[str, ...]:
    return tuple(told.name for told in fields_of(Filters).values() if told.group in groups)


_PLACES = _named(FilterGroup.PARTIES)


@dataclass(frozen=True)
class Column:
    """A column: its type as JSON has it, its words, and the values that it can have where they are declared."""

    name: str
    type: str
    comment: str
    options: tuple[str, ...] = ()

    @property
    def is_party(self) -> bool:
        """Whether it holds codes of Parties."""
        return self.name == "iso3" or self.name.endswith("_iso3")


@dataclass(frozen=True)
class Relation:
    """Rows that can be asked for: a query, its columns, what orders rows that no `sort` tells apart, and the filters of the pages that it follows.

    `where` is the condition of each such filter that the query itself does not hold; only those that are asked for are put to it.
    """

    name: str
    title: str
    sql: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    filters: tuple[str, ...] = ()
    where: Mapping[str, str] | None = None
    of_trade: bool = False
    is_plain: bool = True

    def column(self, name: str) -> Column | None:
        """Return a column by its name."""
        return next((one for one in self.columns if one.name == name), None)


@dataclass(frozen=True)
class _Subject:
    # A subject as a query over tables; words of its columns come from the table that it is made of.
    title: str
    sql: str
    table: str
    key: tuple[str, ...]
    filters: tuple[str, ...] = ()
    is_narrowed: bool = False


_ALL = ("asof", *_PLACES, *_named(FilterGroup.ACTIVITIES))
_FLOWS = """
    SELECT t.exporter_iso3, e.area AS exporter, t.importer_iso3, i.area AS importer, i.region AS importer_region, t.year,
        t.hs_code, p.label AS product, p.value_chain, p.stage AS product_stage, p.is_dual_use, t.value_usd, t.quantity_t, t.source_id
    FROM trade_list t LEFT JOIN trade_area_list e ON e.area_iso3 = t.exporter_iso3
        LEFT JOIN trade_area_list i ON i.area_iso3 = t.importer_iso3 LEFT JOIN product_list p USING (hs_code)
    WHERE t.is_preferred
"""
_CLAIMS = (
    "SELECT a.buyer_iso3, a.host_iso3, a.host_region, c.* FROM claim_list c JOIN agreement_list a USING (agreement_id)"
)
SUBJECTS = {
    "parties": _Subject("Parties to the UNFCCC with their newest figures, NDC and stance on Article 6", "FROM country_list", "country_list", ("iso3",)),
    "agreements": _Subject(
        "Instruments under Article 6.2 that count by the day `asof`, with the state that they had on it; those in no total have is_counted false",
        "FROM agreements_on($as_of::DATE)", "agreements_now", ("agreement_id",), ("asof", "rule", *_PLACES), is_narrowed=True,
    ),
    "projects": _Subject(
        "Mitigation activities known by the day `asof`, with the stage that they had reached; those in no total have is_counted false",
        LISTED, "projects_now", ("project_id",), _ALL,
    ),
    "events": _Subject(
        "Authorisations, issuances, first transfers and uses by the day `asof`; kinds are never added to each other, and only rows with is_summed are added up",
        LEDGER, "event_list", ("event_id",), _ALL,
    ),
    "units": _Subject(
        "Blocks of credits authorised by the day `asof`; authorised is not transferred",
        BLOCKS, "block_list", ("block_id",), ("asof", *_named(FilterGroup.HOSTS), "words"),
    ),
    "targets": _Subject("Targets, official estimates, programme sizes and ceilings of buyers", "FROM target_list", "target_list", ("target_id",), ("buyer",), is_narrowed=True),
    "trade": _Subject("Exports of low-carbon products from one area to another by year, in current US dollars; no row means zero or not known. Exports are not credits", _FLOWS, "trade_list", ("exporter_iso3", "importer_iso3", "year", "hs_code")),
    "sources": _Subject("Publications that facts were read from", "FROM sources", "sources", ("source_id",)),
    "claims": _Subject("What each source says of each field of an agreement, and which claim is used", _CLAIMS, "claim_list", ("agreement_id", "field", "precedence"), _PLACES, is_narrowed=True),
    "rules": _Subject("Rules of hosts and buyers, one dated claim a row, with the state on the day `asof`", RULES, "rule_list", ("rule_id",), ("asof",)),
}  # fmt: skip
# Columns that a query adds to those of its table.
WORDS = {
    "importer": "Name of the importing area",
    "importer_region": "Region of the importing area",
    "product": "Product in words",
    "product_stage": "Raw material, component or final product",
}
# Of the Trade page: what narrows flows, and how.
TRADE_WHERE = {
    "exporter": "exporter_iso3 = $exporter",
    "importer": "list_contains($importers::VARCHAR[], importer_iso3)",
    "importer_region": "list_contains($regions::VARCHAR[], importer_region)",
    "product": "list_contains($products::VARCHAR[], hs_code)",
    "product_stage": "list_contains($stages::VARCHAR[], product_stage)",
    "chain": "list_contains($chains::VARCHAR[], value_chain)",
    "years": "year BETWEEN $first_year AND $last_year",
}


def subject(name: str) -> Relation:
    """Return a subject by its name. Raises ProblemError with status 404 where there is none."""
    if name not in SUBJECTS:
        raise not_found("endpoint", name, SUBJECTS)
    return _subject(build_id(), name)


def table(name: str) -> Relation:
    """Return a table of the warehouse by its name. Raises ProblemError with status 404 where there is none."""
    known = tables()
    if name not in known:
        raise not_found("table", name, known)
    return known[name]


def tables() -> dict[str, Relation]:
    """Return all tables by name."""
    return _tables(build_id())


def usual() -> dict[str, Value]:
    """Return the parameters that the queries of subjects need while nothing is asked for."""
    return Filters(offered().edition_on).parameters()


def typed(sql: str) -> list[tuple[str, str]]:
    """Return the columns of a query with their types."""
    shape = queries.shape(sql, usual())
    return [
        (one.name, _ARROW.get(str(one.type), INTEGER if str(one.type).startswith("decimal") else STRING))
        for one in shape
    ]


@lru_cache(maxsize=2)
def _tables(build: str) -> dict[str, Relation]:
    found = {}
    for name, rows in queries.catalogue().groupby("table_name", sort=True):
        columns = tuple(map(_declared, as_dicts(rows)))
        names = {column.name for column in columns}
        where = {told.name: f"list_contains(${at}::VARCHAR[], {told.column})" for at, told in fields_of(Filters).items() if told.column in names}  # fmt: skip
        key = tuple(rows.loc[rows["is_key"], "column_name"]) or ("rowid",)
        # A table with a declared key stands in its file's order; read models in that of their query.
        sql = f'SELECT * FROM "{name}"' if key != ("rowid",) else f'SELECT *, rowid FROM "{name}"'
        title = str(rows["table_comment"].iloc[0] or name)
        found[str(name)] = Relation(str(name), title, sql, columns, key, tuple(where), where)
    return found


@lru_cache(maxsize=64)
def _subject(build: str, name: str) -> Relation:
    told, words = SUBJECTS[name], {one.name: one for one in tables()[SUBJECTS[name].table].columns}
    others = {one.name: one for relation in tables().values() for one in relation.columns}
    columns = []
    for column, kind in typed(told.sql):
        known = words.get(column) or others.get(column)
        columns.append(Column(column, kind, known.comment if known else WORDS[column], known.options if known else ()))
    is_trade = name == "trade"
    where = {one.name: _condition(at) for at, one in fields_of(Filters).items() if one.name in told.filters and one.name != "asof"}  # fmt: skip
    return Relation(
        name,
        told.title,
        told.sql,
        tuple(columns),
        told.key,
        tuple(TRADE_WHERE) if is_trade else told.filters,
        TRADE_WHERE if is_trade else where if told.is_narrowed else {},
        of_trade=is_trade,
        is_plain="WITH" not in told.sql,
    )


def _condition(attribute: str) -> str:
    told = fields_of(Filters)[attribute]
    return told.where.format(at="r.") if told.where else f"list_contains(${attribute}::VARCHAR[], {told.column})"


def _declared(row: dict[str, object]) -> Column:
    kind = str(row["data_type"])
    options = tuple(text.replace("''", "'") for text in _OPTIONS.findall(kind)) if kind.startswith("ENUM(") else ()
    comment = row["comment"]
    return Column(str(row["column_name"]), _TYPES.get(kind, STRING), "" if pd.isna(comment) else str(comment), options)


TRADE_NAMES = {told.name: attribute for attribute, told in fields_of(TradeFilters).items()}
assert set(TRADE_WHERE) <= set(TRADE.names)
