"""The widget of each kind of field (dashboard.core.fields): drawn, filled before each run, and read after a change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import streamlit as st

from dashboard.core.fields import Field, Kind, Offered

# Parts of the row of a span: how far it reaches, its central value, where its default comes from.
SPAN_WIDTHS = (5, 3, 4)


def draw(at: Any, key: str, attribute: str, told: Field, offered: Offered, take: Callable[[], None]) -> None:
    """Draw the widget of a field at a place of the page; `take` is called after a change."""
    options = offered.options.get(attribute, {})
    shared: dict[str, Any] = {"key": key, "on_change": take}
    match told.kind:
        case Kind.MANY:
            # All of them is what an empty field means; offered first in the list, Enter chose it from whoever typed while the field was drawn anew.
            at.multiselect(told.label, list(options), format_func=lambda one: offered.label(attribute, one), placeholder=told.nothing, select_all=False, **shared)  # fmt: skip
        case Kind.ONE if told.is_short:
            at.segmented_control(told.label, list(options), format_func=options.__getitem__, required=True, **shared)
        case Kind.ONE:
            at.selectbox(told.label, list(options), format_func=options.__getitem__, help=told.help or None, **shared)
        case Kind.DAY:
            first, last = offered.bounds[attribute]
            at.date_input(told.label, min_value=first, max_value=last, format="YYYY-MM-DD", **shared)
        case Kind.YEARS:
            first, last = offered.bounds[attribute]
            for column, label in zip(at.columns(2, vertical_alignment="bottom"), ("From", "To"), strict=True):
                column.selectbox(label, list(range(first, last + 1)), key=f"{key}_{label.lower()}", on_change=take)
        case Kind.YES:
            at.toggle(told.label, help=told.help or None, **shared)
        case Kind.NUMBER:
            _number(at, told, offered.bounds.get(attribute, (None, None)), shared)
        case Kind.SPAN:
            _span(at, key, told, offered.bounds[attribute], take)
        case _:
            at.text_input(told.label, placeholder=told.nothing, **shared)


def _number(at: Any, told: Field, bounds: tuple[Any, Any], shared: Mapping[str, Any]) -> None:
    step = int(told.step) if told.is_whole else float(told.step)
    # Without value=None an emptied box would become zero without a word.
    at.number_input(
        told.label,
        value=None,
        min_value=bounds[0],
        max_value=bounds[1],
        step=step,
        format=None if told.is_whole else "%g",
        placeholder=told.nothing,
        help=told.help or None,
        **shared,
    )


def _span(at: Any, key: str, told: Field, bounds: tuple[float, float], take: Callable[[], None]) -> None:
    columns = at.columns(SPAN_WIDTHS, vertical_alignment="center")
    least, most, step = (_shown(value, told) for value in (*bounds, told.step))
    unit = "" if told.is_share else ", years"
    limits: dict[str, Any] = {"min_value": least, "max_value": most, "step": step, "on_change": take}
    columns[0].slider(
        f"{told.label}: low to high{unit}",
        format="%.0f%%" if told.is_share else "%g",
        key=f"{key}_range",
        **limits,
    )
    columns[1].number_input(f"Central{unit or ', %'}", format="%g", help=told.label, key=key, **limits)
    columns[2].markdown(f":small[{told.note}]")


def _shown(value: float, told: Field) -> float:
    return round(value * 100, 2) if told.is_share else float(value)


def fill(key: str, told: Field, value: Any) -> None:
    """Give the widget its value before every run: a browser that asks for a run before it has seen the widget would lose it."""
    match told.kind:
        case Kind.MANY:
            st.session_state[key] = list(value)
        case Kind.YEARS:
            st.session_state[f"{key}_from"], st.session_state[f"{key}_to"] = value
        case Kind.SPAN:
            low, central, high = (_shown(part, told) for part in value)
            st.session_state[f"{key}_range"] = (min(low, high), max(low, high))
            st.session_state[key] = central
        case _:
            st.session_state[key] = value


def taken(key: str, told: Field, before: Any) -> tuple[Any, str]:
    """Return what the widget of a field says, after `before`, and what to tell of it ("" for nothing)."""
    state = st.session_state
    value = state.get(key)
    match told.kind:
        case Kind.MANY:
            return tuple(value or ()), ""
        case Kind.ONE:
            return value or before, ""
        case Kind.DAY:
            return (value if isinstance(value, date) else before), ""
        case Kind.YEARS:
            return tuple(sorted((state[f"{key}_from"] or before[0], state[f"{key}_to"] or before[1]))), ""
        case Kind.YES:
            return bool(value), ""
        case Kind.NUMBER:
            return value, ""
        case Kind.SPAN:
            return _span_taken(key, told, before)
        case _:
            return value or "", ""


def _span_taken(key: str, told: Field, before: tuple[float, float, float]) -> tuple[tuple[float, float, float], str]:
    scale = 100 if told.is_share else 1
    least, most = (round(end / scale, 4) for end in st.session_state[f"{key}_range"])
    central = round(st.session_state[key] / scale, 4)
    least, most, why = held(least, most, central, is_central_moved=central != before[1])
    shown = f"{_shown(central, told):g}{'%' if told.is_share else ''}"
    low, high = (most, least) if told.is_falling else (least, most)
    return (low, central, high), f"{told.label}: {why.format(central=shown)}" if why else ""


def held(least: float, most: float, central: float, is_central_moved: bool) -> tuple[float, float, str]:
    """Return the ends of a range so that the central value lies within, and what to tell of it ("{central}" in place of it).

    The central value stays as it was set: a moved end stops at it, and a moved central value takes the end along.
    """
    if least <= central <= most:
        return least, most, ""
    ends = min(least, central), max(most, central)
    if is_central_moved:
        return *ends, "the range was widened to the new central value, {central}."
    return *ends, "the range ends at the central value, {central}. Change that first to go beyond it."
