"""The row of filters: drawn from what dashboard.core.choices tells of them, and kept in step with the address."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from dashboard.core import choices
from dashboard.core.choices import NAMES, Choices, Filters, from_query, to_query
from dashboard.core.fields import Field, FilterGroup, Kind, fields_of

_CHOSEN = "chosen_filters"
_WRITTEN = "written_query"
_PROBLEMS = "query_problems"
RESET_WIDTH = 0.9
# Without the Parties the row is as long as it has filters: the rest of it stays empty.
WHOLE_ROW = 10.0


def bar(known: Choices, is_phone: bool, shown: FilterGroup) -> tuple[Filters, list[str]]:
    """Draw the shown groups of filters and keep all filters and the URL in step.

    Returns the chosen filters and what could not be honoured of the link that was followed.
    """
    _adopt_link(known)
    if shown:
        _fill_widgets(st.session_state[_CHOSEN])
        with st.expander("Filters") if is_phone else st.container():
            _draw_row(known, shown, shown & FilterGroup.AGREEMENTS, has_reset=True)
            if FilterGroup.ACTIVITIES in shown:
                _draw_row(known, shown, FilterGroup.ACTIVITIES)
    _write_link(st.session_state[_CHOSEN])
    return st.session_state[_CHOSEN], st.session_state.get(_PROBLEMS, [])


def _draw_row(known: Choices, shown: FilterGroup, groups: FilterGroup, *, has_reset: bool = False) -> None:
    fields = {attribute: told for attribute, told in fields_of(Filters).items() if told.group in groups}
    widths = [told.width for told in fields.values()] + ([RESET_WIDTH] if has_reset else [])
    rest = WHOLE_ROW - sum(widths)
    columns: list[Any] = st.columns(widths + ([rest] if rest > 1 else []), vertical_alignment="bottom")
    for column, (attribute, told) in zip(columns, fields.items(), strict=False):
        _widget(column, attribute, told, known, shown)
    if has_reset:
        columns[len(fields)].button("Reset", on_click=choose, args=(Filters(known.edition_on),), width="stretch")


def _widget(column: Any, attribute: str, told: Field, known: Choices, shown: FilterGroup) -> None:
    options = known.options.get(attribute, {})
    match told.kind:
        case Kind.MANY:
            column.multiselect(
                told.label,
                list(options),
                format_func=lambda key: known.label(attribute, key),
                key=attribute,
                placeholder=told.nothing,
                on_change=_take_widgets,
            )
        case Kind.ONE:
            column.selectbox(
                told.label,
                list(options),
                format_func=options.__getitem__,
                key=attribute,
                help=told.elsewhere if FilterGroup.ACTIVITIES in shown else told.help,
                disabled=FilterGroup.ACTIVITIES in shown,
                on_change=_take_widgets,
            )
        case Kind.DAY:
            first, last = known.bounds[attribute]
            column.date_input(
                told.label, min_value=first, max_value=last, key=attribute, format="YYYY-MM-DD", on_change=_take_widgets
            )
        case _:
            column.text_input(told.label, key=attribute, placeholder=told.nothing, on_change=_take_widgets)


def choose(filters: Filters) -> None:
    """Make `filters` the visitor's choice; to be called before the row is drawn, as in a callback."""
    st.session_state[_CHOSEN] = filters
    st.session_state[_PROBLEMS] = []


def _fill_widgets(filters: Filters) -> None:
    # Before every run: a browser that asks for a run before it has seen the widgets would lose their values.
    for attribute in fields_of(Filters):
        value = getattr(filters, attribute)
        st.session_state[attribute] = list(value) if isinstance(value, tuple) else value


def _take_widgets() -> None:
    state, before = st.session_state, st.session_state[_CHOSEN]
    taken: dict[str, Any] = {}
    for attribute, told in fields_of(Filters).items():
        value = state.get(attribute)
        match told.kind:
            case Kind.MANY:
                taken[attribute] = tuple(value or ())
            case Kind.DAY:
                taken[attribute] = value if isinstance(value, date) else getattr(before, attribute)
            case Kind.ONE:
                taken[attribute] = value or getattr(before, attribute)
            case _:
                taken[attribute] = value or ""
    choose(Filters(**taken))


def _adopt_link(known: Choices) -> None:
    # Streamlit drops the parameters when another page is chosen: an empty query is no wish to reset. Anything else
    # that we did not write ourselves is a link that the visitor followed, or the Back button.
    query = {key: st.query_params[key] for key in NAMES if key in st.query_params}
    is_first = _WRITTEN not in st.session_state
    if is_first or (query and query != st.session_state[_WRITTEN]):
        filters, problems = from_query(query, known, choices.party_named)
        choose(filters)
        st.session_state[_PROBLEMS] = problems
        st.session_state[_WRITTEN] = to_query(filters)


def _write_link(filters: Filters) -> None:
    query = to_query(filters)
    st.session_state[_WRITTEN] = query
    present = {key: st.query_params[key] for key in st.query_params}
    others = {key: value for key, value in present.items() if key not in NAMES}
    if present != others | query:
        st.query_params.from_dict(others | query)
