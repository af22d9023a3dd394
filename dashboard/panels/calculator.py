"""The inputs of the calculator, drawn with Streamlit and kept in step with the address."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.render.page import Page
from dashboard.targets import calculator_words, queries
from dashboard.targets.calculator_inputs import CURRENCIES, NAMES, NUMBERS, from_preset, from_query, to_query

_CHOSEN, _WRITTEN, _PROBLEMS = "chosen_scenario", "written_scenario", "problems_of_scenario"


def adopt(visit: Page) -> None:
    """Take the link that was followed, or the last choice of this visit, and let the address say it."""
    presets = queries.presets()
    query = {name: st.query_params[name] for name in NAMES if name in st.query_params}
    st.session_state[_PROBLEMS] = []
    if _CHOSEN not in st.session_state or (query and query != st.session_state.get(_WRITTEN)):
        st.session_state[_CHOSEN], st.session_state[_PROBLEMS] = from_query(query, presets)
    written = to_query(st.session_state[_CHOSEN], presets)
    st.session_state[_WRITTEN] = written
    present = {name: st.query_params[name] for name in st.query_params}
    others = {name: value for name, value in present.items() if name not in NAMES}
    if present != others | written:
        st.query_params.from_dict(others | written)


def draw(visit: Page) -> list[str]:
    """Draw the inputs; a phone shows the preset and folds the rest. Returns what could not be honoured of the link that was followed."""
    presets, entries = queries.presets(), st.session_state[_CHOSEN]
    labels = {str(row["preset_id"]): calculator_words.label(row) for _, row in presets.iterrows()}
    for key in NAMES:
        st.session_state[f"calculator_{key}"] = entries[key]
    top: list[Any] = [st] if visit.is_phone else st.columns([3, 2, 2, 2], vertical_alignment="bottom")
    top[0].selectbox(
        "Start from",
        list(labels),
        format_func=labels.__getitem__,
        key="calculator_preset",
        on_change=_take_preset,
        args=(presets,),
    )
    if visit.is_phone:
        folded = st.expander("Change volume, costs and prices")
        top = [st, folded, folded, folded]
    _number_box(top[1], "volume", 0.5)
    top[2].selectbox(
        "Currency", CURRENCIES, key="calculator_currency", on_change=_take, help="A label: nothing is converted."
    )
    top[3].number_input(
        "Year of costs and prices",
        value=None,
        min_value=1990,
        max_value=2100,
        step=1,
        key="calculator_year",
        on_change=_take,
        help="A label: enter both prices for the same year.",
        placeholder="not stated",
    )
    below = [top[1]] * 5 if visit.is_phone else st.columns(5, vertical_alignment="bottom")
    for column, key in zip(below, list(NUMBERS)[1:], strict=True):
        _number_box(column, key, 5.0)
    problems: list[str] = st.session_state[_PROBLEMS]
    return problems


def _number_box(column: Any, key: str, step: float) -> None:
    # No limits here: a senseless number is told in words beside the answer, not swallowed.
    # Without value=None an emptied box would become zero without a word.
    column.number_input(
        NUMBERS[key],
        value=None,
        step=step,
        format="%g",
        key=f"calculator_{key}",
        on_change=_take,
        placeholder="enter a number",
    )


def _take() -> None:
    st.session_state[_CHOSEN] = {key: st.session_state[f"calculator_{key}"] for key in NAMES}


def _take_preset(presets: pd.DataFrame) -> None:
    chosen = presets.set_index("preset_id", drop=False).loc[st.session_state["calculator_preset"]]
    st.session_state[_CHOSEN] = from_preset(chosen)
