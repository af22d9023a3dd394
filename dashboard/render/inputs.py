"""The inputs that a page has of its own (dashboard.core.panel), drawn with Streamlit and kept in step with the address. Knows no room."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from dashboard.core.choices import Filters
from dashboard.core.fields import fields_of
from dashboard.core.panel import Panel
from dashboard.render import in_step, widgets
from dashboard.render.page import Page
from dashboard.render.viewport import is_narrow

BUTTON_WIDTH = 0.9
# Inputs side by side that an upright tablet has room for, and the sum of their widths.
MOST_ON_A_TABLET, WIDEST_ON_A_TABLET = 4, 10.0


def adopt(panel: Panel, filters: Filters) -> list[str]:
    """Take the link that was followed, or the last choice of this visit, and let the address say it; return what could not be honoured."""
    write = partial(panel.write, filters=filters)
    problems = in_step.adopt(panel.name, panel.names, partial(panel.read, filters=filters), write)
    in_step.write(panel.name, panel.names, write(in_step.chosen(panel.name)))
    return problems


def draw(panel: Panel, chosen: Any, visit: Page) -> None:
    """Draw the inputs as `chosen` says; a phone folds all but the head."""
    for attribute, told in panel.fields().items():
        widgets.fill(_key(panel, attribute), told, getattr(chosen, attribute))
    is_folded = visit.is_phone or panel.is_folded
    if is_folded:
        for attribute in panel.head:
            _draw(panel, ((st, attribute),), visit)
    if not _is_held(panel, is_folded):
        return
    with _holder(panel, is_folded, visit.is_phone):
        for sentence in st.session_state.pop(f"{panel.name}_told", []):
            st.info(sentence, icon=":material/info:")
        for row in panel.rows:
            _row(panel, [name for name in row if not (is_folded and name in panel.head)], visit)
        if visit.is_phone:
            _draw(panel, ((st, attribute) for attribute in panel.more), visit)
        if panel.reset and is_folded and chosen != panel.taken_back(chosen, visit.filters):
            _reset(panel, st, chosen, visit)


def _is_held(panel: Panel, is_folded: bool) -> bool:
    """Whether anything stands below the head: a fold with nothing in it is no more than a riddle."""
    rest = {name for row in panel.rows for name in row} - {*panel.head} if is_folded else True
    return bool(rest or panel.more or panel.reset or st.session_state.get(f"{panel.name}_told"))


def _holder(panel: Panel, is_folded: bool, is_phone: bool) -> AbstractContextManager[Any]:
    return st.expander(panel.fold, expanded=not is_phone) if is_folded else st.container()


def _row(panel: Panel, row: list[str], visit: Page) -> None:
    """Draw what stands side by side, on a tablet in two lines where it is much; the first row of inputs that don't fold ends with the buttons."""
    if visit.is_phone or len(row) < 2:
        _draw(panel, ((st, attribute) for attribute in row), visit)
        return
    told = panel.fields()
    is_much = len(row) > MOST_ON_A_TABLET or sum(told[attribute].width for attribute in row) > WIDEST_ON_A_TABLET
    half = (len(row) + 1) // 2 if is_narrow(visit.width) and is_much else 0
    if half:
        _beside(panel, row[:half], visit, has_buttons=False)
    _beside(panel, row[half:], visit, has_buttons=row[0] == panel.rows[0][0] and bool(panel.more))


def _beside(panel: Panel, row: list[str], visit: Page, *, has_buttons: bool) -> None:
    told = panel.fields()
    widths = [told[attribute].width for attribute in row] + [BUTTON_WIDTH] * (2 if has_buttons else 0)
    columns = st.columns(widths, vertical_alignment="bottom")
    _draw(panel, zip(columns, row, strict=False), visit)
    if has_buttons:
        labels = ", ".join(told[attribute].label.lower() for attribute in panel.more)
        with columns[-2].popover("More", width="stretch", help=labels[0].upper() + labels[1:]):
            _draw(panel, ((st, attribute) for attribute in panel.more), visit)
        _reset(panel, columns[-1], in_step.chosen(panel.name), visit)


def _draw(panel: Panel, placed: Iterable[tuple[Any, str]], visit: Page) -> None:
    told, offered = panel.fields(), panel.offered()
    take = partial(_take, panel, visit.filters)
    for at, attribute in placed:
        widgets.draw(at, _key(panel, attribute), attribute, told[attribute], offered, take)


def _reset(panel: Panel, at: Any, chosen: Any, visit: Page) -> None:
    back = panel.taken_back(chosen, visit.filters)
    key = f"{panel.name}_reset"
    at.button(panel.reset, on_click=in_step.choose, args=(panel.name, back), width="stretch", key=key)


def _take(panel: Panel, filters: Filters) -> None:
    before, said = in_step.chosen(panel.name), {}
    told = []
    for attribute, field in panel.fields().items():
        said[attribute], why = widgets.taken(_key(panel, attribute), field, getattr(before, attribute))
        told += [why] if why else []
    first = panel.restarts
    if first and said[first] != getattr(before, first):
        chosen = panel.start({fields_of(panel.choices)[first].name: said[first]}, filters)
    else:
        chosen = replace(before, **said)
    in_step.choose(panel.name, chosen)
    st.session_state[f"{panel.name}_told"] = told


def _key(panel: Panel, attribute: str) -> str:
    return f"{panel.name}_{attribute}"
