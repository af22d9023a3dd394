"""What main.py hands to every page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard.core import choices as filter_row
from dashboard.core.choices import Choices, Filters
from dashboard.core.forms.look import Look
from dashboard.core.glossary import Term
from dashboard.core.palette import Theme, theme
from dashboard.render.viewport import is_phone

_KEY = "page_context"


def _no_file(name: str) -> str:
    raise NotImplementedError(f"nobody answers for {name} here: main hands over where the files of a page are")


@dataclass(frozen=True)
class Page:
    """The visitor's choices and screen for this run: `filters` are those that this page follows, `chosen` all of them.

    `share`: what of the width the part has that is drawn, as where blocks stand side by side. `file`: from the name of a
    file of the page (agreements.csv, brief-GHA.pdf) to its address; `cite`: from the name of a part to the address of what it is cited and shared by; `words` are those of the
    glossary that were explained so far."""

    filters: Filters
    chosen: Filters
    known: Choices
    width: int
    pages: Mapping[str, StreamlitPage] = field(default_factory=dict)
    share: float = 1.0
    file: Callable[[str], str] = _no_file
    cite: Callable[[str], str] = _no_file
    words: dict[str, Term] = field(default_factory=dict)

    @property
    def is_phone(self) -> bool:
        """Whether the content is as narrow as on a phone."""
        return is_phone(self.width)

    @property
    def theme(self) -> Theme:
        """The colours that match the visitor's light or dark theme."""
        return theme(st.context.theme.type)

    @property
    def look(self) -> Look:
        """Theme and room of the visitor's page, for the charts that it draws."""
        return Look(self.theme, round(self.width * self.share), self.is_phone)

    @property
    def nothing_chosen(self) -> Filters:
        """The filters of this day and rule without any other choice."""
        return Filters(self.filters.as_of, rule=self.filters.rule)

    @property
    def query(self) -> dict[str, str]:
        """The parameters that keep the filters in a link to another page."""
        return filter_row.to_query(self.chosen)


def hand_over(page: Page) -> None:
    """Make `page` the context of this run."""
    st.session_state[_KEY] = page


def current() -> Page:
    """Return the context of this run."""
    page: Page = st.session_state[_KEY]
    return page
