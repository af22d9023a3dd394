"""Choices as the parameters of an address, and back: what a link asks for is believed only where it can be had, and told where it can't. Pure."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar

from dashboard.core.dates import as_meant, day
from dashboard.core.fields import Field, Kind, Offered, Party, fields_of
from dashboard.core.likeness import ALIKE, may_mean, meant, near, words

T = TypeVar("T")
# Of more values than these a sentence names none.
MOST_KNOWN = 7
# As much of an address is repeated in a sentence.
LONGEST = 40
# Of so many that come near a sentence names each.
MOST_NEAR = 3
# What stands between values that are given more than once, besides a field's own sign.
BETWEEN = ("|", ";")
EVERY = ("all", "any", "every", "*")
# Of no more options than these a sentence lists all where none comes near.
MOST_LISTED = 12
YES, NO = ("yes", "true", "1", "on"), ("no", "false", "0", "off")
Start = Callable[[Mapping[str, str]], Any]


def names(choices: type) -> tuple[str, ...]:
    """Return the parameters of an address that a class of choices has."""
    return tuple(told.name for told in fields_of(choices).values())


def in_text(told: Field, value: Any) -> str:
    """Return a value of a field as it stands in an address."""
    match told.kind:
        case Kind.MANY:
            return told.separator.join(value)
        case Kind.DAY:
            return str(value.isoformat())
        case Kind.YEARS:
            return f"{value[0]}-{value[1]}"
        case Kind.YES:
            return "yes" if value else "no"
        case Kind.NUMBER:
            return "" if value is None else f"{value:.10g}"
        case Kind.SPAN:
            return "~".join(f"{part:g}" for part in value)
        case _:
            return str(value)


def write(chosen: Any, start: Start | None = None) -> dict[str, str]:
    """Return choices as the parameters of an address, without those that are as at first.

    With `start` (what an address asks for that says so much and no more) that is all that somebody chose. Without it the
    address is to be quoted: what follows the data, as the day does, is always there.
    """
    usual: Any = start({}) if start else None
    kind: type = type(chosen)
    first = _at_first(kind)
    written: dict[str, str] = {}
    for attribute, told in fields_of(type(chosen)).items():
        value = getattr(chosen, attribute)
        if value != (getattr(usual, attribute) if start else first[attribute]):
            written[told.name] = in_text(told, value)
            usual = start(written) if start else None
    return written


@cache
def _at_first(choices: type) -> dict[str, Any]:
    return {f.name: f.default for f in dataclasses.fields(choices)}


def read(query: Mapping[str, str], offered: Offered, start: T, party: Party = lambda _: None) -> tuple[T, list[str]]:
    """Read choices from the parameters of an address, on top of `start`; `party` gives the code of a Party that stands there by a name.

    Returns the choices that can be honoured, and one sentence for each part that can't.
    """
    problems: list[str] = []
    taken = {}
    for attribute, told in fields_of(type(start), offered).items():
        asked = _Asked(told, attribute, getattr(start, attribute), offered, party, problems)
        taken[attribute] = _READ[told.kind](asked, query.get(told.name))
    return dataclasses.replace(start, **taken), problems  # type: ignore[type-var]


@dataclass(frozen=True)
class _Asked:
    """One field of an address while it is read: what it is without a word there, and the sentences so far."""

    told: Field
    attribute: str
    first: Any
    offered: Offered
    party: Party
    problems: list[str] = field(default_factory=list)

    @property
    def options(self) -> Mapping[str, str]:
        return self.offered.options.get(self.attribute, {})

    @property
    def bounds(self) -> tuple[Any, Any] | None:
        return self.offered.bounds.get(self.attribute)

    def key(self, value: str) -> str | None:
        """Return the key that a value means, or None with a sentence why there is none."""
        key = meant(value, self.options)
        if key is None and self.told.find:
            key = meant(self.told.find(value), self.options)
        if key is not None:
            return key
        if not self.told.is_party:
            some = near(value, self.options)
            # “Energy” is not yet “renewable energy”: a short form begins as the name or the key does.
            if len(some) == 1 and words(value)[0] in (words(some[0])[0], words(self.options[some[0]])[0]):
                return some[0]
            self.problems.append(self.unknown(value, some))
            return None
        code = value.upper() if value.upper() in self.offered.names else self.party(value) or value.upper()
        if code in self.options:
            return code
        if name := self.offered.names.get(code):
            self.problems.append(
                f"{name} ({code}) has {self.told.absent or f'no agreement as {self.told.name}'} in the Atlas."
            )
        else:
            names = {name.casefold(): name for name in self.offered.names.values()}
            alike = get_close_matches(value.casefold(), names, 1, ALIKE)
            needed = f"{names[alike[0]]} may be meant" if alike else "a name or a code such as JPN or GHA is needed"
            self.problems.append(
                f"The link names an unknown {self.told.called or self.told.name}, “{value[:LONGEST]}”; {needed}."
            )
        return None

    def unknown(self, value: str, some: list[str]) -> str:
        known = f"; known are {', '.join(self.options)}" if 0 < len(self.options) <= MOST_KNOWN else ""
        some = some or may_mean(value, self.options, self.offered.hints.get(self.attribute, {}))
        if not known and 0 < len(some) <= MOST_NEAR:
            known = f"; {' or '.join(self.options[key] for key in some)} may be meant"
        elif not known and len(self.options) <= MOST_LISTED:
            known = f"; known are {', '.join(self.options.values())}"
        name = self.told.called or (self.told.label if self.told.kind is Kind.ONE else self.told.name).replace("_", " ")
        return f"The link names an unknown {name.lower()}, “{value[:LONGEST]}”{known}."

    def within(self, least: Any, most: Any, asked: str) -> bool:
        """Return whether that lies within the bounds; else say so."""
        if self.bounds and not self.bounds[0] <= least <= most <= self.bounds[1]:
            first, last = (day(one) if isinstance(one, date) else one for one in self.bounds)
            self.problems.append(f"The data run from {first} to {last}; the link asks for {asked}.")
            return False
        return True


def _keys(asked: _Asked, said: str | None) -> tuple[str, ...]:
    text, sign = said or "", asked.told.separator
    for other in BETWEEN if sign == "," else ():
        text = text.replace(other, sign)
    values = filter(None, (part.strip() for part in text.split(sign)))
    keys = [key for value in values for key in _all_meant(asked, value)]
    if asked.told.is_distinct:
        twice = [key for key in dict.fromkeys(keys) if keys.count(key) > 1]
        asked.problems.extend(
            f"The link names {asked.offered.label(asked.attribute, key)} more than once." for key in twice
        )
    return tuple(dict.fromkeys(keys))


def _all_meant(asked: _Asked, value: str) -> list[str]:
    """Return the keys that one value of several means: none narrows anything where all are meant, and one word may stand for all of its name."""
    if value.casefold() in EVERY and meant(value, asked.options) is None:
        return []
    if asked.told.gathers and meant(value, asked.options) is None and (some := may_mean(value, asked.options, {})):
        return some
    key = asked.key(value)
    return [] if key is None else [key]


def _key(asked: _Asked, said: str | None) -> str:
    key = None if said is None else asked.key(said)
    return asked.first if key is None else key


def _day(asked: _Asked, said: str | None) -> date:
    found: date = asked.first
    if said is not None:
        if (given := as_meant(said)) is None:
            asked.problems.append(f"The link’s date, “{said[:LONGEST]}”, is not a date (use 2023-09-02).")
        else:
            found = given
    asked.within(found, found, day(found))
    first, last = asked.bounds or (found, found)
    return min(max(found, first), last)


def _text(asked: _Asked, said: str | None) -> str:
    return (said or "")[: asked.told.longest]


def _years(asked: _Asked, said: str | None) -> tuple[int, int]:
    first, last = asked.first
    if said:
        parts = said.replace("–", "-").split("-")
        if len(parts) in (1, 2) and all(part.isascii() and part.isdigit() and len(part) == 4 for part in parts):
            first, last = sorted((int(parts[0]), int(parts[-1])))
        else:
            asked.problems.append(f"The link’s years, “{said[:LONGEST]}”, are not years (use 2020-2024).")
    if not asked.within(first, last, (said or "")[:LONGEST]) and asked.bounds:
        least, most = asked.bounds
        first = min(max(first, least), most)
        last = max(min(last, most), first)
    return first, last


def _yes(asked: _Asked, said: str | None) -> bool:
    if said is None or said.lower() in YES + NO:
        return asked.first if said is None else said.lower() in YES
    asked.problems.append(
        f"The link says “{said[:LONGEST]}” to {asked.told.name.replace('_', ' ')}; yes or no is needed."
    )
    return bool(asked.first)


def _number(asked: _Asked, said: str | None) -> float | None:
    if not said:
        return asked.first if said is None else None
    (value,) = _numbers(said, 1) or (None,)
    between = asked.bounds
    if value is None or (between and not between[0] <= value <= between[1]):
        range_ = f" between {between[0]} and {between[1]}" if between else ""
        asked.problems.append(f"The link’s “{asked.told.label}”, {said[:LONGEST]}, is not a number{range_}.")
        return asked.first  # type: ignore[no-any-return]
    return int(value) if asked.told.is_whole else value


def _span(asked: _Asked, said: str | None) -> tuple[float, ...]:
    first: tuple[float, ...] = asked.first
    if said is None:
        return first
    values, (least, most) = _numbers(said, 3), asked.bounds or (-math.inf, math.inf)
    in_order = tuple(sorted(values, reverse=asked.told.is_falling))
    if values and values == in_order and all(least <= value <= most for value in values):
        return values
    asked.problems.append(
        f"The link’s “{asked.told.label}” ({said[:LONGEST]}) is not low~central~high between {least:g} and {most:g}; the default is shown."
    )
    return first


def _numbers(text: str, count: int) -> tuple[float, ...]:
    """Return so many numbers that stand in a text, or none of them."""
    try:
        values = tuple(float(part) for part in text.split("~"))
    except ValueError:
        return ()
    return values if len(values) == count and all(math.isfinite(value) for value in values) else ()


_READ: dict[Kind, Callable[[_Asked, str | None], Any]] = {
    Kind.MANY: _keys,
    Kind.ONE: _key,
    Kind.DAY: _day,
    Kind.TEXT: _text,
    Kind.YEARS: _years,
    Kind.YES: _yes,
    Kind.NUMBER: _number,
    Kind.SPAN: _span,
}
