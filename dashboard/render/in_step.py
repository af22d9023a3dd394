"""A visitor's choices in step with the address: a link that was followed is taken up, and what is chosen on the page is written there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

Read = Callable[[Mapping[str, str]], tuple[Any, list[str]]]


def adopt(name: str, names: tuple[str, ...], read: Read, write: Callable[[Any], dict[str, str]]) -> list[str]:
    """Take the link that was followed, or else the last choice of this visit; return what could not be honoured of it.

    `name` is that of the choices, `names` are their parameters in the address. What a link asks in vain is told until something is chosen.
    """
    query = {key: st.query_params[key] for key in names if key in st.query_params}
    # Streamlit drops the parameters when another page is chosen: an empty query is no wish to reset, unless it came by the Back button.
    is_link = query != st.session_state.get(f"{name}_written") and (bool(query) or _went_back())
    if f"{name}_chosen" not in st.session_state or is_link:
        chosen, problems = read(query)
        choose(name, chosen, problems)
        st.session_state[f"{name}_written"] = write(chosen)
    return list(st.session_state[f"{name}_problems"])


def chosen(name: str) -> Any:
    """Return the choices of this visit."""
    return st.session_state[f"{name}_chosen"]


def choose(name: str, value: Any, problems: list[str] | None = None) -> None:
    """Make `value` the choices of this visit; to be called before the inputs are drawn, as in a callback."""
    # What is written to the address follows later in the run; until then the old address must not look like a new link.
    st.session_state.update({f"{name}_chosen": value, f"{name}_problems": problems or []})


def write(name: str, names: tuple[str, ...], written: dict[str, str]) -> None:
    """Let the address say so; what stands there for others stays."""
    st.session_state[f"{name}_written"] = written
    present = {key: st.query_params[key] for key in st.query_params}
    others = {key: value for key, value in present.items() if key not in names}
    if present != others | written:
        st.query_params.from_dict(others | written)


def _went_back() -> bool:
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation
