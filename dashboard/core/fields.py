"""What can be chosen, told once: a field of a frozen dataclass has its name in the address, widget, SQL and words.

A class of choices (dashboard.core.choices.Filters is one) declares each of its fields by `many`, `one`, `day` or `text`; `read` and `write` turn an address into such choices and back, `conditions` and `parameters` put them into a query,
`in_words` tells them. Pure.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, Flag, auto
from typing import Any, TypeVar

from dashboard.core.words import listed

T = TypeVar("T")
Party = Callable[[str], str | None]
# Of more values than these a sentence names none.
MOST_KNOWN = 7


class FilterGroup(Flag):
    """Groups of fields: a page draws, names and follows those that it has, and keeps the others for the next page."""

    NONE = 0
    PARTIES = auto()  # Buyer, host, region of the host.
    RULE_AND_DAY = auto()
    ACTIVITIES = auto()  # Sector, stage, programme, words.
    AGREEMENTS = PARTIES | RULE_AND_DAY
    PROJECTS = AGREEMENTS | ACTIVITIES


class Kind(Enum):
    """What a field holds: a tuple of keys, one key, a day, or words."""

    MANY = auto()
    ONE = auto()
    DAY = auto()
    TEXT = auto()


@dataclass(frozen=True)
class Field:
    """One thing that can be chosen. `options` is SQL that gives key and label in their order; `column` the column of the views
    that is narrowed, or `where` the condition where it is no list of keys; `nothing` stands in an empty widget; `said` and
    `unsaid` are its words above the content with and without a choice;
    `help` and `elsewhere` explain it where it counts and where it does not."""

    name: str
    label: str
    kind: Kind
    group: FilterGroup
    options: str = ""
    column: str = ""
    where: str = ""
    nothing: str = ""
    said: str = "{}"
    unsaid: str = ""
    most: int = 3
    separator: str = ","
    is_party: bool = False
    longest: int = 80
    width: float = 2.2
    help: str = ""
    elsewhere: str = ""


@dataclass(frozen=True)
class Offered:
    """What can be chosen now: keys with their labels by attribute, the first and last day by attribute,
    and the names of all Parties by code."""

    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    bounds: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def label(self, attribute: str, key: str) -> str:
        """Return how a key of an attribute is called."""
        return self.options.get(attribute, {}).get(key) or self.names.get(key, key)


def told(told: Field, **default: Any) -> Any:
    """Return the field of a dataclass that `told` tells of."""
    return dataclasses.field(metadata={"told": told}, **default)


def many(name: str, label: str, **more: Any) -> Any:
    """Declare a tuple of keys; () is every one."""
    return told(Field(name, label, Kind.MANY, **more), default=())


def one(name: str, label: str, default: str, **more: Any) -> Any:
    """Declare one key of those on offer."""
    return told(Field(name, label, Kind.ONE, **more), default=default)


def day(name: str, label: str, **more: Any) -> Any:
    """Declare a day; it has no default, and always stands in the address, so that a quoted link stays true."""
    return told(Field(name, label, Kind.DAY, **more))


def text(name: str, label: str, **more: Any) -> Any:
    """Declare words that are sought."""
    return told(Field(name, label, Kind.TEXT, **more), default="")


def fields_of(choices: type) -> dict[str, Field]:
    """Return the fields of a class of choices by attribute, group by group, a day last in its group."""
    found = {f.name: f.metadata["told"] for f in dataclasses.fields(choices) if "told" in f.metadata}
    return dict(sorted(found.items(), key=lambda item: (item[1].group.value, item[1].kind is Kind.DAY)))


def write(chosen: Any) -> dict[str, str]:
    """Return choices as the parameters of an address; what is as at first is left out, but for days."""
    first = {f.name: f.default for f in dataclasses.fields(chosen)}
    written = {}
    for attribute, told in fields_of(type(chosen)).items():
        value = getattr(chosen, attribute)
        if value == first[attribute]:
            continue
        match told.kind:
            case Kind.MANY:
                written[told.name] = told.separator.join(value)
            case Kind.DAY:
                written[told.name] = value.isoformat()
            case _:
                written[told.name] = str(value)
    return written


def read(query: Mapping[str, str], offered: Offered, start: T, party: Party = lambda _: None) -> tuple[T, list[str]]:
    """Read choices from the parameters of an address, on top of `start`; `party` gives the code of a Party that stands there by a name.

    Returns the choices that can be honoured, and one sentence for each part that can't.
    """
    problems: list[str] = []
    taken = {
        attribute: _READ[told.kind](told, attribute, query.get(told.name), start, offered, party, problems)
        for attribute, told in fields_of(type(start)).items()
    }
    return dataclasses.replace(start, **taken), problems  # type: ignore[type-var]


def _unknown(told: Field, value: str, options: Mapping[str, str]) -> str:
    known = f"; known are {', '.join(options)}" if 0 < len(options) <= MOST_KNOWN else ""
    name = (told.label if told.kind is Kind.ONE else told.name).lower().replace("_", " ")
    return f"The link names an unknown {name}, “{value[:40]}”{known}."


def _keys(
    told: Field, attribute: str, said: str | None, _: Any, offered: Offered, party: Party, problems: list[str]
) -> tuple[str, ...]:
    options, found = offered.options.get(attribute, {}), []
    for value in filter(None, (part.strip() for part in (said or "").split(told.separator))):
        key = _code(value, offered, party) if told.is_party else value
        if key in options:
            found.append(key)
        elif told.is_party and key in offered.names:
            problems.append(f"{offered.names[key]} ({key}) has no agreement as {told.name} in the Atlas.")
        elif told.is_party:
            problems.append(
                f"The link names an unknown {told.name}, “{key[:40]}”; a code such as JPN or GHA is needed."
            )
        else:
            problems.append(_unknown(told, value, options))
    return tuple(dict.fromkeys(found))


def _code(value: str, offered: Offered, party: Party) -> str:
    return value.upper() if value.upper() in offered.names else party(value) or value.upper()


def _key(
    told: Field, attribute: str, said: str | None, start: Any, offered: Offered, party: Party, problems: list[str]
) -> str:
    first: str = getattr(start, attribute)
    options = offered.options.get(attribute, {})
    if said is None:
        return first
    key = _code(said, offered, party) if told.is_party else said
    if key in options:
        return key
    problems.append(_unknown(told, said, options))
    return first


def _day(
    told: Field, attribute: str, said: str | None, start: Any, offered: Offered, party: Party, problems: list[str]
) -> date:
    found = getattr(start, attribute)
    if said is not None:
        try:
            found = date.fromisoformat(said)
        except ValueError:
            problems.append(f"The link's date, “{said[:40]}”, is no day such as 2023-09-02.")
    first, last = offered.bounds[attribute]
    if not first <= found <= last:
        problems.append(f"The data run from {first} to {last}; the link asks for {found}.")
    honoured: date = min(max(found, first), last)
    return honoured


def _text(told: Field, attribute: str, said: str | None, *_: Any) -> str:
    return (said or "")[: told.longest]


_READ: dict[Kind, Callable[..., Any]] = {
    Kind.MANY: _keys,
    Kind.ONE: _key,
    Kind.DAY: _day,
    Kind.TEXT: _text,
}


def conditions(choices: type, groups: FilterGroup, table: str = "") -> str:
    """Return the SQL that narrows rows by the fields of some groups; $attribute stands for what is chosen.

    `table` is the name by which the query knows the rows, where two tables have such columns.
    """
    at = f"{table}." if table else ""
    found = []
    for attribute, told in fields_of(choices).items():
        if told.group not in groups:
            continue
        if told.where:
            found.append(told.where.format(at=at))
        elif told.column:
            chosen = f"${attribute}::VARCHAR[]"
            found.append(f"(len({chosen}) = 0 OR list_contains({chosen}, {at}{told.column}))")
    return "\n    AND ".join(found)


def in_words(chosen: Any, offered: Offered, groups: FilterGroup) -> list[str]:
    """Return what is chosen of some groups, field by field, in plain words."""
    parts = []
    for attribute, told in fields_of(type(chosen)).items():
        value = getattr(chosen, attribute)
        if told.group not in groups or told.kind not in (Kind.MANY, Kind.TEXT):
            continue
        if not value:
            parts.append(told.unsaid)
        else:
            names = [offered.label(attribute, key) for key in value] if told.kind is Kind.MANY else [value]
            parts.append(told.said.format(listed(names, told.most)))
    return [part for part in parts if part]
