"""What can be chosen, told once: a field of a frozen dataclass has its name in the address, widget, SQL and words.

A class of choices (dashboard.core.choices.Filters is one, that of a page's own inputs another) declares each of its fields by `many`, `one`, `day`,
`text`, `years`, `yes`, `number` or `span`; dashboard.core.address turns an address into such choices and back, `conditions` puts them into a query,
`in_words` tells them. Pure.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field
from enum import Enum, Flag, auto
from functools import cache
from typing import Any, TypeAlias, TypeVar

from dashboard.core.words import listed

Party: TypeAlias = Callable[[str], str | None]
C = TypeVar("C", bound=Any)
# A low, a central and a high value.
Span: TypeAlias = tuple[float, float, float]


class FilterGroup(Flag):
    """Groups of fields: a page draws, names and follows those that it has, and keeps the others for the next page."""

    NONE = 0
    BUYERS = auto()
    HOSTS = auto()  # Host, and what a host is: its region.
    PARTIES = BUYERS | HOSTS
    RULE = auto()
    DAY = auto()
    RULE_AND_DAY = RULE | DAY
    ACTIVITIES = auto()  # Sector, stage, programme, words.
    AGREEMENTS = PARTIES | RULE_AND_DAY
    PROJECTS = AGREEMENTS | ACTIVITIES


class Kind(Enum):
    """What a field holds: a tuple of keys, one key, a day, words, the first and last of some years, yes or no, a number (None: not entered), a span."""

    MANY = auto()
    ONE = auto()
    DAY = auto()
    TEXT = auto()
    YEARS = auto()
    YES = auto()
    NUMBER = auto()
    SPAN = auto()


@dataclass(frozen=True)
class Field:
    """One thing that can be chosen. `options` is SQL that gives key and label in their order; `column` the column of the views
    that is narrowed, or `where` the condition where it is no list of keys; `through` is SQL that gives the keys of that column which are meant by
    what is `$chosen`, where that is something that they have (the region of a host); `nothing` stands in an empty widget; `said` and
    `unsaid` are its words above the content with and without a choice; `absent` what a Party lacks that is not on offer; `called` names it in a sentence, where neither label nor parameter can;
    `find` gives the key that is meant by other words than key and label ("" for none); one that `is_distinct` names nothing twice;
    where it `gathers`, a word stands for all whose name has it.
    `help` explains it, and `note` (Markdown) stands beside it. A number has a `step`
    and may be whole; a share is shown in per cent; the low case of a span that `is_falling` has its highest value."""

    name: str
    label: str
    kind: Kind
    group: FilterGroup = FilterGroup.NONE
    options: str = ""
    column: str = ""
    through: str = ""
    where: str = ""
    nothing: str = ""
    said: str = "{}"
    unsaid: str = ""
    absent: str = ""
    called: str = ""
    most: int = 3
    separator: str = ","
    is_party: bool = False
    is_short: bool = False
    longest: int = 80
    width: float = 2.2
    help: str = ""
    note: str = ""
    step: float = 1
    is_whole: bool = False
    is_share: bool = False
    is_falling: bool = False
    is_distinct: bool = False
    gathers: bool = False
    find: Callable[[str], str] | None = None


@dataclass(frozen=True)
class Offered:
    """What can be chosen now: keys with their labels by attribute, the first and last day, year or number by attribute, the names of all Parties by code,
    what the data alone know of a field (such as its label), by attribute,
    and `hints`: other words for a key, by which it may be meant."""

    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    bounds: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    told: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    hints: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def label(self, attribute: str, key: str) -> str:
        """Return how a key of an attribute is called."""
        return self.options.get(attribute, {}).get(key) or self.names.get(key, key)


def _told(told: Field, default: Any = MISSING) -> Any:
    return dataclasses.field(metadata={"told": told}, default=default)


def many(name: str, label: str, **more: Any) -> Any:
    """Declare a tuple of keys; () is every one."""
    return _told(Field(name, label, Kind.MANY, **more), ())


def one(name: str, label: str, default: Any = MISSING, **more: Any) -> Any:
    """Declare one key of those on offer; without a default it stands in each link that is quoted."""
    return _told(Field(name, label, Kind.ONE, **more), default)


def day(name: str, label: str, **more: Any) -> Any:
    """Declare a day; it has no default, and stands in each link that is quoted, so that it stays true."""
    return _told(Field(name, label, Kind.DAY, **more))


def text(name: str, label: str, **more: Any) -> Any:
    """Declare words that are sought."""
    return _told(Field(name, label, Kind.TEXT, **more), "")


def years(name: str, label: str, **more: Any) -> Any:
    """Declare a first and a last year; they stand in each link that is quoted, as a day does."""
    return _told(Field(name, label, Kind.YEARS, **more))


def yes(name: str, label: str, **more: Any) -> Any:
    """Declare what is so or not; at first it is not."""
    return _told(Field(name, label, Kind.YES, **more), False)


def number(name: str, label: str, **more: Any) -> Any:
    """Declare a number; None while none is entered."""
    return _told(Field(name, label, Kind.NUMBER, **more))


def span(name: str, **more: Any) -> Any:
    """Declare a low, a central and a high value, of which the data know the label and the bounds."""
    return _told(Field(name, name, Kind.SPAN, **more))


def fields_of(choices: type, offered: Offered | None = None) -> dict[str, Field]:
    """Return the fields of a class of choices by attribute, group by group, a day last in its group, with what the data know of them."""
    found = _declared(choices)
    if not offered:
        return dict(found)
    return {
        name: dataclasses.replace(told, **more) if (more := offered.told.get(name)) else told
        for name, told in found.items()
    }


@cache
def _declared(choices: type) -> dict[str, Field]:
    found = {f.name: f.metadata["told"] for f in dataclasses.fields(choices) if "told" in f.metadata}
    return dict(sorted(found.items(), key=lambda item: (item[1].group.value, item[1].kind is Kind.DAY)))


def conditions(choices: type, groups: FilterGroup, table: str = "", of: Any = None) -> str:
    """Return the SQL that narrows rows by the fields of some groups; $attribute stands for what is chosen.

    `table` is the name by which the query knows the rows, where two tables have such columns. A choice (`of`) leaves out what it
    does not narrow: on a small table planning it takes longer than asking.
    """
    at = f"{table}." if table else ""
    found = []
    for attribute, told in fields_of(choices).items():
        if told.group not in groups or (of is not None and getattr(of, attribute) in ((), "")):
            continue
        if told.where:
            found.append(told.where.format(at=at))
        elif told.column:
            chosen = f"${attribute}::VARCHAR[]"
            found.append(f"(len({chosen}) = 0 OR list_contains({chosen}, {at}{told.column}))")
    return "\n    AND ".join(found) or "true"


def narrowed(chosen: Any, groups: FilterGroup) -> set[str]:
    """Return the attributes of some groups in which keys or words are chosen: they narrow what is shown."""
    return {attribute for attribute in _empty(type(chosen), groups) if getattr(chosen, attribute)}


def without(chosen: C, groups: FilterGroup) -> C:
    """Return a choice that some groups do not narrow."""
    return dataclasses.replace(chosen, **_empty(type(chosen), groups))


def unchosen(choices: type, groups: FilterGroup) -> str:
    """Return the SQL that says that some groups narrow nothing."""
    lengths = (f"len(${name}{'::VARCHAR[]' if empty == () else ''})" for name, empty in _empty(choices, groups).items())
    return f"{' + '.join(lengths)} = 0"


def _empty(choices: type, groups: FilterGroup) -> dict[str, Any]:
    nothing: dict[Kind, Any] = {Kind.MANY: (), Kind.TEXT: ""}
    told = fields_of(choices).items()
    return {name: nothing[field.kind] for name, field in told if field.group in groups and field.kind in nothing}


def in_words(chosen: Any, offered: Offered, groups: FilterGroup, *, is_whole: bool = True) -> list[str]:
    """Return what is chosen of some groups, field by field, in plain words; where it `is_whole`, also what is not narrowed ("all hosts")."""
    parts = []
    for attribute, told in fields_of(type(chosen)).items():
        value = getattr(chosen, attribute)
        if told.group not in groups or told.kind not in (Kind.MANY, Kind.TEXT):
            continue
        if not value:
            parts.append(told.unsaid if is_whole else "")
        else:
            names = [offered.label(attribute, key) for key in value] if told.kind is Kind.MANY else [value]
            parts.append(told.said.format(listed(names, told.most)))
    return [part for part in parts if part]
