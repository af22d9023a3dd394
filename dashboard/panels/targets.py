"""Goal and assumptions of the Targets page, drawn with Streamlit and kept in step with the address."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.core.plain import link, plain
from dashboard.render.page import Page
from dashboard.targets import model, queries
from dashboard.targets.assumptions import CASES, LAGS, from_defaults, from_query, held, input_names, to_query
from dashboard.targets.trajectory import Cases, Inputs

_CHOSEN, _WRITTEN, _TOLD = "chosen_assumptions", "written_assumptions", "told_of_assumptions"
_PROBLEMS, _GOAL, _KEPT_GOAL = "problems_of_assumptions", "goal_year", "chosen_goal_year"


def adopt(visit: Page) -> None:
    """Take the link that was followed, or the last choice of this visit, and let the address say it."""
    defaults = queries.defaults()
    query = {name: st.query_params[name] for name in input_names() if name in st.query_params}
    st.session_state[_PROBLEMS] = []
    if _CHOSEN not in st.session_state or (query and query != st.session_state.get(_WRITTEN)):
        st.session_state[_CHOSEN], st.session_state[_PROBLEMS] = from_query(query, defaults)
    written = to_query(st.session_state[_CHOSEN], defaults)
    st.session_state[_WRITTEN] = written
    present = {name: st.query_params[name] for name in st.query_params}
    others = {name: value for name, value in present.items() if name not in input_names()}
    # Streamlit drops the parameters when another page is chosen, so the goal is kept beside them.
    if kept := others.get(model.GOAL) or st.session_state.get(_KEPT_GOAL):
        others[model.GOAL] = st.session_state[_KEPT_GOAL] = kept
    if present != others | written:
        st.query_params.from_dict(others | written)


def draw(visit: Page) -> list[str]:
    """Draw goal and assumptions, each with the origin of its default; return what could not be honoured of the link that was followed."""
    defaults, cases = queries.defaults(), st.session_state[_CHOSEN]
    years = [int(year) for year in model.goals()["target_year"]]
    st.session_state[_GOAL], _ = model.year_of(st.query_params.get(model.GOAL, ""), years)
    _fill(cases, defaults)
    with st.expander("The assumptions: move them, and everything on this page follows", expanded=not visit.is_phone):
        st.segmented_control(
            "Goal", years, format_func=lambda year: f"FY{year}", key=_GOAL, on_change=_take_goal, required=True
        )
        _inputs(cases, defaults)
    problems: list[str] = st.session_state[_PROBLEMS]
    return problems


def _take_goal() -> None:
    if goal := st.session_state[_GOAL]:
        st.query_params[model.GOAL] = st.session_state[_KEPT_GOAL] = str(goal)


def _inputs(cases: Cases, defaults: pd.DataFrame) -> None:
    for sentence in st.session_state.pop(_TOLD, []):
        st.info(sentence, icon=":material/info:")
    for row in defaults.itertuples():
        columns = st.columns([5, 3, 4], vertical_alignment="center")
        columns[0].slider(
            f"{row.label}: low to high" + ("" if row.unit == "share" else ", years"),
            min_value=_shown(row.least, row.unit),
            max_value=_shown(row.most, row.unit),
            step=_shown(row.step, row.unit),
            format="%.0f %%" if row.unit == "share" else "%g",
            key=f"range_{row.input_id}",
            on_change=_take,
            args=(defaults,),
        )
        columns[1].number_input(
            "Central" + (", %" if row.unit == "share" else ", years"),
            min_value=_shown(row.least, row.unit),
            max_value=_shown(row.most, row.unit),
            step=_shown(row.step, row.unit),
            format="%g",
            key=f"central_{row.input_id}",
            help=row.label,
            on_change=_take,
            args=(defaults,),
        )
        published = f" {link(row.source_publisher, row.source_url)}" if row.source_url else ""
        columns[2].markdown(f":small[{plain(row.origin)}{published}]")
    if to_query(cases, defaults):
        st.button("Back to the defaults", on_click=_reset, args=(defaults,))


def _shown(value: float, unit: str) -> float:
    return round(value * 100, 2) if unit == "share" else float(value)


def _fill(cases: Cases, defaults: pd.DataFrame) -> None:
    for row in defaults.itertuples():
        low, central, high = (_shown(getattr(getattr(cases, case), row.input_id), row.unit) for case in CASES)
        st.session_state[f"range_{row.input_id}"] = (min(low, high), max(low, high))
        st.session_state[f"central_{row.input_id}"] = central


def _take(defaults: pd.DataFrame) -> None:
    chosen: dict[str, dict[str, float]] = {case: {} for case in CASES}
    before: Cases = st.session_state[_CHOSEN]
    told = []
    for row in defaults.itertuples():
        scale = 100 if row.unit == "share" else 1
        ends = tuple(round(value / scale, 4) for value in st.session_state[f"range_{row.input_id}"])
        central = round(st.session_state[f"central_{row.input_id}"] / scale, 4)
        was = getattr(before.central, row.input_id)
        low_end, high_end, why = held(ends[0], ends[1], central, is_central_moved=central != was)
        if why:
            shown = f"{_shown(central, row.unit):g}{' %' if row.unit == 'share' else ''}"
            told.append(f"{row.label}: {why.format(central=shown)}")
        low, high = (high_end, low_end) if row.input_id in LAGS else (low_end, high_end)
        for case, value in zip(CASES, (low, central, high), strict=True):
            chosen[case][row.input_id] = value
    low_case, central_case, high_case = (Inputs(**chosen[case]) for case in CASES)
    st.session_state[_CHOSEN] = Cases(low_case, central_case, high_case)
    st.session_state[_TOLD] = told


def _reset(defaults: pd.DataFrame) -> None:
    st.session_state[_CHOSEN] = from_defaults(defaults)
