"""What an address asks of rows: filters by the names of the pages and by columns, which columns, in which order, how many. Tolerant in reading, strict in refusing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from dashboard import addresses
from dashboard.api.catalogue import BOOLEAN, DATE, INTEGER, NUMBER, STRING, TRADE_NAMES, Column, Relation
from dashboard.api.problems import Refused, nearest, refusal
from dashboard.api.settings import MOST_ROWS, USUAL_ROWS
from dashboard.core.choices import NAMES, Filters, from_query, offered
from dashboard.core.dates import first_meant
from dashboard.core.fields import Field, Kind, Offered, fields_of
from dashboard.core.likeness import meant
from dashboard.core.named import party_named
from dashboard.core.warehouse import Value
from dashboard.trade.filters import PANEL as TRADE
from dashboard.trust.news import SINCE

Query = Sequence[tuple[str, str]]
CONTROLS = ("fields", "sort", "limit", "offset", "format")
FROM, TO = ".from", ".to"
RULES = {
    Kind.MANY: "one or several of those on offer, by code or name, in any case",
    Kind.ONE: "one of those on offer, by code or name, in any case",
    Kind.DAY: "a day such as 2024-06-30, within the data",
    Kind.TEXT: "words",
    Kind.YEARS: "years such as 2020-2024, within the data",
    Kind.YES: "yes or no",
}
_TYPES = {INTEGER: "a whole number", NUMBER: "a number", BOOLEAN: "true or false", DATE: "a day such as 2024-06-30"}
_YES, _NO = ("true", "yes", "1"), ("false", "no", "0")


@dataclass(frozen=True)
class Page:
    """How many rows, after how many, in which order (column, whether falling), and which columns."""

    limit: int = USUAL_ROWS
    offset: int = 0
    sort: tuple[tuple[str, bool], ...] = ()
    fields: tuple[str, ...] = ()


@dataclass
class Asked:
    """What an address asks of a relation: conditions with their values bound by name, the page of rows, and the filters as they were read."""

    conditions: list[str] = field(default_factory=list)
    values: dict[str, Value] = field(default_factory=dict)
    page: Page = field(default_factory=Page)
    read_as: dict[str, str] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """The conditions as SQL; no text of an address is in it."""
        return f"WHERE {' AND '.join(f'({one})' for one in self.conditions)}" if self.conditions else ""


def read(relation: Relation, query: Query) -> Asked:
    """Return what an address asks of a relation. Raises ProblemError that names each parameter which can't be honoured."""
    refused: list[Refused] = []
    asked = Asked()
    filters = {name: value for name, value in query if name in relation.filters}
    controls = {name: value for name, value in query if name in CONTROLS}
    columns: dict[str, list[str]] = {}
    for name, value in query:
        if name in filters or name in controls or name in addresses.OTHERS:
            continue
        if relation.column(_column_of(name)):
            columns.setdefault(name, []).append(value)
        else:
            refused.append(_unknown(relation, name, value))
    _filters(relation, filters, asked, refused)
    for name, values in columns.items():
        _narrow(relation, name, values, asked, refused)
    asked.page = page(controls, tuple(one.name for one in relation.columns), refused)
    if refused:
        raise refusal(refused)
    return asked


def page(controls: dict[str, str], names: Sequence[str], refused: list[Refused]) -> Page:
    """Return which part of some rows is asked for, of columns of these names; what can't be honoured is added to `refused`."""
    fields = tuple(dict.fromkeys(filter(None, (one.strip() for one in controls.get("fields", "").split(",")))))
    sort = [one.strip() for one in controls.get("sort", "").split(",") if one.strip()]
    for parameter, wanted in (("fields", fields), ("sort", [one.removeprefix("-") for one in sort])):
        for one in wanted:
            if one not in names:
                said = f"There is no column “{one[:40]}” to {'show' if parameter == 'fields' else 'sort by'}."
                refused.append(
                    Refused(parameter, one, "names of columns with commas between", said, nearest(one, names))
                )
    return Page(
        whole(controls, "limit", USUAL_ROWS, 1, MOST_ROWS, refused),
        whole(controls, "offset", 0, 0, 2**53, refused),
        tuple((one.removeprefix("-"), one.startswith("-")) for one in sort),
        fields,
    )


def whole(controls: dict[str, str], name: str, usual: int, least: int, most: int, refused: list[Refused]) -> int:
    """Return a whole number of an address within bounds, or the usual one; what is none is added to `refused`."""
    said = controls.get(name)
    if said is None:
        return usual
    if said.isascii() and said.isdigit() and len(said) <= 16 and least <= int(said) <= most:
        return int(said)
    rule = f"a whole number from {least} to {most}"
    refused.append(Refused(name, said, rule, f"“{said[:40]}” is no {rule[2:]}."))
    return usual


def page_filters(names: Sequence[str], query: dict[str, str], refused: list[Refused]) -> tuple[Filters, dict[str, str]]:
    """Return the filters that the pages share as an address asks for them, and how each was read; what can't be honoured is added to `refused`."""
    known = offered()
    told = {one.name: (at, one) for at, one in fields_of(Filters).items()}
    chosen = {name: value for name, value in query.items() if name in NAMES and name in names}
    read_as = {}
    for name, value in chosen.items():
        attribute, one = told[name]
        found, problems = from_query({name: value}, known, party_named)
        refused.extend(_told(one, attribute, known, value, said) for said in problems)
        read_as[name] = _in_text(getattr(found, attribute), one)
    return from_query(chosen, known, party_named)[0], read_as


def _filters(relation: Relation, query: dict[str, str], asked: Asked, refused: list[Refused]) -> None:
    if relation.of_trade:
        _trade(query, asked, refused)
    else:
        chosen, asked.read_as = page_filters(relation.filters, query, refused)
        asked.values |= chosen.parameters()
        if SINCE in query:
            _since(query[SINCE], asked, refused)
    asked.conditions += [(relation.where or {})[name] for name in query if name in (relation.where or {})]


def _since(said: str, asked: Asked, refused: list[Refused]) -> None:
    if since := first_meant(said):
        asked.values[SINCE] = since
        asked.read_as[SINCE] = since.isoformat()
    else:
        refused.append(Refused(SINCE, said, "a day such as 2024-06-30", f"“{said[:40]}” is no day such as 2024-06-30."))


def _trade(query: dict[str, str], asked: Asked, refused: list[Refused]) -> None:
    filters, known = Filters(offered().edition_on), TRADE.offered()
    fields = fields_of(TRADE.choices, known)
    for name, value in query.items():
        attribute = TRADE_NAMES[name]
        found, problems = TRADE.read({name: value}, filters)
        refused.extend(_told(fields[attribute], attribute, known, value, said) for said in problems)
        asked.read_as[name] = _in_text(getattr(found, attribute), fields[attribute])
    chosen, _ = TRADE.read(query, filters)
    asked.values |= chosen.parameters() | chosen.years()


def _told(one: Field, attribute: str, known: Offered, value: str, said: str) -> Refused:
    options = known.options.get(attribute, {})
    wrong = next(
        (part.strip() for part in value.split(one.separator) if part.strip()[:20].casefold() in said.casefold()), value
    )
    near = nearest(wrong, [*options, *options.values()])
    return Refused(one.name, value, RULES.get(one.kind, ""), said, near)


def _in_text(value: object, told: Field) -> str:
    if isinstance(value, tuple):
        return ("-" if told.kind is Kind.YEARS else told.separator).join(map(str, value))
    return str(value)


def _column_of(name: str) -> str:
    return name.removesuffix(FROM).removesuffix(TO)


def _unknown(relation: Relation, name: str, value: str) -> Refused:
    known = [*relation.filters, *CONTROLS, *(one.name for one in relation.columns)]
    called = [one for one, words in addresses.MEANT.items() if name.lower() in words and one in known]
    near = called or nearest(_column_of(name), known)
    return Refused(
        name[:80],
        value,
        "a filter, a column, or one of " + ", ".join(CONTROLS),
        f"There is no filter and no column named “{name[:40]}” here.",
        near,
    )


def _narrow(relation: Relation, name: str, values: list[str], asked: Asked, refused: list[Refused]) -> None:
    """Add the condition of one column: one of some values, or from or up to one."""
    column = relation.column(_column_of(name))
    assert column is not None
    found: list[Value] = []
    for said in values:
        value = _value(column, said)
        if value is None:
            rule = f"one of {', '.join(column.options)}" if column.options else _TYPES.get(column.type, "text")
            near = nearest(said, column.options)
            refused.append(
                Refused(name, said, rule, f"“{said[:40]}” is no value of {column.name}: {rule} is needed.", near)
            )
        else:
            found.append(value)
    # The name of the parameter is ours: a number, never what stands in the address.
    parts = []
    for value in dict.fromkeys(found):
        bound = f"value_{len(asked.values)}"
        asked.values[bound] = value
        at = f'r."{column.name}"' + ("" if column.type != STRING else "::VARCHAR")
        sign = ">=" if name.endswith(FROM) else "<=" if name.endswith(TO) else "="
        parts.append(f"{at} {sign} ${bound}" + ("::DATE" if column.type == DATE else ""))
    if parts:
        asked.conditions.append(" OR ".join(parts))
        asked.read_as[name] = ",".join(map(str, found))


def _value(column: Column, said: str) -> Value | None:
    """Return a text of an address as a value of a column; None where it is none."""
    text = said.strip()
    if column.options:
        return meant(text, dict.fromkeys(column.options, ""))
    if column.is_party:
        return party_named(text) or (text.upper() if len(text) == 3 and text.isascii() and text.isalpha() else None)
    match column.type:
        case "boolean":
            return True if text.lower() in _YES else False if text.lower() in _NO else None
        case "date":
            try:
                return date.fromisoformat(text)
            except ValueError:
                return None
        case "integer" | "number":
            try:
                number = float(text)
            except ValueError:
                return None
            if not math.isfinite(number) or abs(number) > 2**63 or "_" in text:
                return None
            return (
                number
                if column.type == NUMBER or number != int(number)
                else int(text)
                if text.lstrip("+-").isdigit()
                else int(number)
            )
    return said
