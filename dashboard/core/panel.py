"""The inputs of one page: a class of choices (dashboard.core.fields) with what is on offer, what holds at first, and how the inputs stand together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.core import address
from dashboard.core.choices import Filters
from dashboard.core.fields import Field, Offered, fields_of
from dashboard.core.named import party_named

# What an address asks for that has these parameters alone; rule and day are those of the other pages.
Start = Callable[[Mapping[str, str], Filters], Any]


@dataclass(frozen=True)
class Panel:
    """The inputs of a page. `rows` are attributes that stand side by side, `more` those behind a button where there is room for the others.

    What is in `head` is never folded and outlives a reset. The others fold on a phone, under the words of `fold`, and, where it `is_folded`, everywhere
    (open at first). Who chooses another `restarts` starts anew from it. `reset` are the words of the button that takes everything back."""

    name: str
    choices: type
    offered: Callable[[], Offered]
    start: Start
    rows: tuple[tuple[str, ...], ...]
    fold: str
    head: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    is_folded: bool = False
    restarts: str = ""
    reset: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters of the address."""
        return address.names(self.choices)

    def fields(self) -> dict[str, Field]:
        """Return the fields by attribute, with what the data know of them."""
        return fields_of(self.choices, self.offered())

    def read(self, query: Mapping[str, str], filters: Filters) -> tuple[Any, list[str]]:
        """Return what an address asks for as far as it can be had, and one sentence for each part that can't."""
        return address.read(query, self.offered(), self.start(query, filters), party_named)

    def write(self, chosen: Any, filters: Filters) -> dict[str, str]:
        """Return the parameters of an address that say what somebody chose, and no more."""
        return address.write(chosen, lambda query: self.start(query, filters))

    def taken_back(self, chosen: Any, filters: Filters) -> Any:
        """Return what holds once everything but the head is taken back."""
        fields = fields_of(self.choices)
        kept = {fields[name].name: address.in_text(fields[name], getattr(chosen, name)) for name in self.head}
        return self.read(kept, filters)[0]

    def in_fields(self, chosen: Any) -> tuple[tuple[str, str, str], ...]:
        """Return what can be chosen as the name in the address, the label and the value of now, for a plain form."""
        return tuple(
            (told.name, told.label, address.in_text(told, getattr(chosen, attribute)))
            for attribute, told in self.fields().items()
        )
