"""All that a page's content may depend on. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.core import choices as of_all
from dashboard.core.choices import Choices, Filters
from dashboard.core.content import Link


@dataclass(frozen=True)
class Choice:
    """All that a page's content may depend on: `filters` that it follows, `chosen` that it keeps for the next page, what is on
    offer, and the parameters of its own in the address."""

    filters: Filters
    chosen: Filters
    known: Choices
    own: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str:
        """Return a parameter of the page's own; "" where the address has none."""
        return dict(self.own).get(name, "")

    def has(self, name: str) -> bool:
        """Return whether somebody chose or cleared a parameter of the page's own."""
        return name in dict(self.own)

    @property
    def is_narrowed(self) -> bool:
        """Whether the visitor chose anything but day and rule."""
        return self.filters != self.everything

    @property
    def everything(self) -> Filters:
        """The filters of this day and rule without any other choice."""
        return Filters(self.filters.as_of, rule=self.filters.rule)

    def address(self, page: str, **own: str) -> str:
        """Return the address of another page that keeps the filters, for a cell of a table."""
        return of_all.address(page, self.chosen, **own)

    def link(self, words: str, page: str, icon: str = "arrow_forward", **own: str) -> Link:
        """Return the link to another page that keeps the filters."""
        return Link(words, page, tuple((of_all.to_query(self.chosen) | own).items()), icon)
