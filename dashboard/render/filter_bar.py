"""The row of filters: drawn from what dashboard.core.choices tells of them, and kept in step with the address."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard.core import choices
from dashboard.core.choices import NAMES, Choices, Filters, from_query
from dashboard.core.fields import FilterGroup, fields_of
from dashboard.core.named import party_named
from dashboard.core.words import day
from dashboard.render import in_step, widgets

NAME = "filters"
RESET_WIDTH = 0.9
# Without the Parties the row is as long as it has filters: the rest of it stays empty.
WHOLE_ROW = 10.0


def bar(known: Choices, is_narrow: bool, shown: FilterGroup) -> tuple[Filters, list[str]]:
    """Draw the shown groups of filters, folded where the page is narrow, and keep all filters and the URL in step.

    Returns the chosen filters and what could not be honoured of the link that was followed.
    """
    said = partial(choices.said, known=known)
    problems = in_step.adopt(NAME, NAMES, partial(from_query, known=known, party=party_named), said)
    filters: Filters = in_step.chosen(NAME)
    if shown:
        for attribute, told in fields_of(Filters).items():
            widgets.fill(attribute, told, getattr(filters, attribute))
        with st.expander("Filters") if is_narrow else st.container():
            _draw_row(known, shown, shown & FilterGroup.AGREEMENTS, has_reset=True)
            if FilterGroup.ACTIVITIES in shown:
                _draw_row(known, shown, FilterGroup.ACTIVITIES)
    in_step.write(NAME, NAMES, said(filters))
    return filters, problems


def choose(filters: Filters) -> None:
    """Make `filters` the visitor's choice; to be called before the row is drawn, as in a callback."""
    in_step.choose(NAME, filters)


def older(page: StreamlitPage, own: tuple[str, ...], filters: Filters, known: Choices) -> None:
    """Draw what a page says that follows a day before the edition's, with the link to the newest day; nothing where it follows that.

    What the page itself shows, such as a pair, stays: its parameters are `own`.
    """
    if filters.as_of >= known.edition_on:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="older_day"):
        st.markdown(f":material/history: What had happened by **{day(filters.as_of)}**; nothing later is shown.")
        kept = {name: st.query_params[name] for name in own if name in st.query_params}
        newest = kept | choices.to_query(replace(filters, as_of=known.edition_on))
        words = f"Show the newest day, {day(known.edition_on)}"
        st.page_link(page, label=words, query_params=newest, icon=":material/update:")


def _draw_row(known: Choices, shown: FilterGroup, groups: FilterGroup, *, has_reset: bool = False) -> None:
    every = fields_of(Filters).items()
    fields = {attribute: told for attribute, told in every if told.group in groups and choices.counts(told, shown)}
    widths = [told.width for told in fields.values()] + ([RESET_WIDTH] if has_reset else [])
    rest = WHOLE_ROW - sum(widths)
    columns: list[Any] = st.columns(widths + ([rest] if rest > 1 else []), vertical_alignment="bottom")
    for column, (attribute, told) in zip(columns, fields.items(), strict=False):
        widgets.draw(column, attribute, attribute, told, known, _take)
    if has_reset:
        columns[len(fields)].button("Reset", on_click=choose, args=(Filters(known.edition_on),), width="stretch")


def _take() -> None:
    before: Filters = in_step.chosen(NAME)
    told = fields_of(Filters)
    taken = {name: widgets.taken(name, field, getattr(before, name))[0] for name, field in told.items()}
    choose(Filters(**taken))
