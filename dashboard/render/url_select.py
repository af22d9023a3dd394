"""A select box whose choice stands in the address, so that one row can be linked to."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from dashboard.core.content import Pick
from dashboard.render.notices import not_honoured


def value(name: str) -> str:
    """Return what the address or, where it says nothing new, this visit's last choice has for `name`; "" for nothing."""
    linked = st.query_params.get(name, "")
    if linked and linked != st.session_state.get(f"written_{name}"):
        return linked
    return st.session_state.get(f"opened_{name}") or ""


def draw(pick: Pick) -> None:
    """Draw a choice of one among many, and keep the address in step with it."""
    name, linked, chosen = pick.name, st.query_params.get(pick.name), pick.chosen or None
    # The address is cleared of what it can't have, so the visit remembers why until something is chosen.
    problem = pick.problem or ("" if chosen else st.session_state.get(f"problem_{name}"))
    st.session_state[f"problem_{name}"] = problem
    if problem:
        not_honoured(problem)
    if pick.is_short:
        _draw_short(pick)
    else:
        _draw_long(pick)
    if chosen and linked != chosen:
        st.query_params[name] = chosen
    elif not chosen and linked:
        del st.query_params[name]


def _draw_short(pick: Pick) -> None:
    first, name = next(iter(pick.labels)), pick.name
    _remember(name, pick.chosen or None, pick.chosen or first)

    def choose_another() -> None:
        key = st.session_state[widget_key(name)]
        open_row(name, None if key == first else key)

    st.segmented_control(
        pick.label,
        list(pick.labels),
        format_func=pick.labels.__getitem__,
        key=widget_key(name),
        on_change=choose_another,
        label_visibility="collapsed",
    )


def _draw_long(pick: Pick) -> None:
    name = pick.name
    # The browser sends the label back and not the key: of two rows that read the same, one could never be chosen.
    times = Counter(pick.labels.values())
    labels = {key: f"{text} ({key})" if times[text] > 1 else text for key, text in pick.labels.items()}
    _remember(name, pick.chosen or None, pick.chosen or None)
    st.selectbox(
        pick.label,
        sorted(labels, key=lambda key: labels[key].casefold()),
        index=None,
        format_func=lambda key: labels.get(key, key),
        key=widget_key(name),
        on_change=lambda: open_row(name, st.session_state[widget_key(name)]),
        placeholder=pick.placeholder,
    )


def _remember(name: str, chosen: str | None, shown: str | None) -> None:
    # Before every run: a browser that asks for a run before it has seen the widget would lose its value.
    st.session_state.update({f"opened_{name}": chosen, f"written_{name}": chosen, widget_key(name): shown})


def was_drawn(name: str) -> bool:
    """Return whether the select box stood on a page of this visit before."""
    return f"written_{name}" in st.session_state


def widget_key(name: str) -> str:
    """Return the key of the select box."""
    return f"choice_{name}"


def open_row(name: str, key: str | None) -> None:
    """Choose a row from elsewhere, such as a pick in a table; to be called in a callback."""
    st.session_state.update({f"opened_{name}": key, f"written_{name}": key, f"problem_{name}": None})
    if key is None and name in st.query_params:
        del st.query_params[name]
    elif key is not None:
        st.query_params[name] = key
