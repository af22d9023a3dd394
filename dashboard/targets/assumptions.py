"""The adjustable inputs of the trajectory: kept in the URL, checked before they are believed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict

import pandas as pd
import streamlit as st

from dashboard.core.plain import link, plain
from dashboard.targets.trajectory import Cases, Inputs

_CHOSEN, _WRITTEN, _TOLD = "chosen_assumptions", "written_assumptions", "told_of_assumptions"
_CASES = ("low", "central", "high")
LAGS = ("selection_lag", "registration_lag")


def from_defaults(defaults: pd.DataFrame) -> Cases:
    """Return the three cases of table trajectory_defaults."""
    rows = defaults.set_index("input_id")
    low, central, high = (Inputs(**{name: float(rows.loc[name, case]) for name in input_names()}) for case in _CASES)
    return Cases(low, central, high)


def input_names() -> tuple[str, ...]:
    """Return the names of the inputs in their order."""
    return tuple(Inputs.__dataclass_fields__)


def to_query(cases: Cases, defaults: pd.DataFrame) -> dict[str, str]:
    """Return the parameters that differ from the defaults, each as low~central~high."""
    usual = from_defaults(defaults)
    return {
        name: "~".join(f"{getattr(case, name):g}" for case in (cases.low, cases.central, cases.high))
        for name in input_names()
        if any(getattr(getattr(cases, c), name) != getattr(getattr(usual, c), name) for c in _CASES)
    }


def from_query(query: Mapping[str, str], defaults: pd.DataFrame) -> tuple[Cases, list[str]]:
    """Return the cases that a link asks for, and one sentence for each part that can't be honoured."""
    usual = from_defaults(defaults)
    chosen = {case: asdict(getattr(usual, case)) for case in _CASES}
    problems = []
    for row in defaults.itertuples():
        text = query.get(row.input_id)
        if text is None:
            continue
        values = _numbers(text)
        ordered = sorted(values, reverse=row.input_id in LAGS)
        if len(values) != 3 or not all(row.least <= value <= row.most for value in values) or values != ordered:
            problems.append(
                f"The link's “{row.label}” ({text[:30]}) is no low~central~high between {row.least:g} and "
                f"{row.most:g}; the default is shown."
            )
            continue
        for case, value in zip(_CASES, values, strict=True):
            chosen[case][row.input_id] = value
    low, central, high = (Inputs(**chosen[case]) for case in _CASES)
    return Cases(low, central, high), problems


def panel(defaults: pd.DataFrame) -> tuple[Cases, list[str]]:
    """Draw the inputs, each with the origin of its default, and keep them and the URL in step.

    Returns the chosen cases and what could not be honoured of the link that was followed.
    """
    problems = _adopt_link(defaults)
    cases: Cases = st.session_state[_CHOSEN]
    _fill(cases, defaults)
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
    _write_link(defaults)
    return cases, problems


def _shown(value: float, unit: str) -> float:
    return round(value * 100, 2) if unit == "share" else float(value)


def _numbers(text: str) -> list[float]:
    try:
        values = [float(part) for part in text.split("~")]
    except ValueError:
        return []
    return values if all(math.isfinite(value) for value in values) else []


def _fill(cases: Cases, defaults: pd.DataFrame) -> None:
    for row in defaults.itertuples():
        low, central, high = (_shown(getattr(getattr(cases, case), row.input_id), row.unit) for case in _CASES)
        st.session_state[f"range_{row.input_id}"] = (min(low, high), max(low, high))
        st.session_state[f"central_{row.input_id}"] = central


def _take(defaults: pd.DataFrame) -> None:
    chosen: dict[str, dict[str, float]] = {case: {} for case in _CASES}
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
        for case, value in zip(_CASES, (low, central, high), strict=True):
            chosen[case][row.input_id] = value
    low_case, central_case, high_case = (Inputs(**chosen[case]) for case in _CASES)
    st.session_state[_CHOSEN] = Cases(low_case, central_case, high_case)
    st.session_state[_TOLD] = told


def held(least: float, most: float, central: float, is_central_moved: bool) -> tuple[float, float, str]:
    """Return the ends of a range so that the central value lies within, and what to tell of it ("{central}" in place of it).

    The central value stays as it was set: a moved end stops at it, and a moved central value takes the end along.
    """
    if least <= central <= most:
        return least, most, ""
    if is_central_moved:
        return min(least, central), max(most, central), "the range was widened to the new central value, {central}."
    return (
        min(least, central),
        max(most, central),
        "the range ends at the central value, {central}. Change that first to go beyond it.",
    )


def _reset(defaults: pd.DataFrame) -> None:
    st.session_state[_CHOSEN] = from_defaults(defaults)


def _adopt_link(defaults: pd.DataFrame) -> list[str]:
    query = {name: st.query_params[name] for name in input_names() if name in st.query_params}
    if _CHOSEN not in st.session_state or (query and query != st.session_state.get(_WRITTEN)):
        cases, problems = from_query(query, defaults)
        st.session_state[_CHOSEN] = cases
        return problems
    return []


def _write_link(defaults: pd.DataFrame) -> None:
    query = to_query(st.session_state[_CHOSEN], defaults)
    st.session_state[_WRITTEN] = query
    present = {name: st.query_params[name] for name in st.query_params}
    others = {name: value for name, value in present.items() if name not in input_names()}
    if present != others | query:
        st.query_params.from_dict(others | query)
