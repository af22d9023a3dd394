"""How wide the visitor's page is, so that the map fits and a phone gets one column."""

from __future__ import annotations

import streamlit as st

PHONE_BELOW = 700
STEP = 20
_DESKTOP_GUESS, _PHONE_GUESS = 1280, 340

# Rounded to steps, so that a scroll bar coming or going causes no second run.
_SCRIPT = f"""
export default function({{ parentElement, data, setStateValue }}) {{
  const box = parentElement.host ?? parentElement;
  const report = () => {{
    const width = Math.floor(box.getBoundingClientRect().width / {STEP}) * {STEP};
    if (width > 0 && width !== data.width) setStateValue("width", width);
  }};
  let timer;
  const later = () => {{ clearTimeout(timer); timer = setTimeout(report, 300); }};
  window.addEventListener("resize", later);
  report();
  return () => window.removeEventListener("resize", later);
}}
"""

_report = st.components.v2.component("viewport", js=_SCRIPT)


def content_width() -> int:
    """Return the width of the page's content in CSS pixels, in steps of 20.

    The first run of a visit guesses it from the browser's name; the browser then reports it, once.
    """
    known = st.session_state.get("viewport", {}).get("width")
    width = int(known or _guess())
    _report(key="viewport", data={"width": width}, default={"width": width}, on_width_change=_nothing, height=1)
    return width


def is_phone(width: int) -> bool:
    """Return whether a content width is that of a phone."""
    return width < PHONE_BELOW


def _guess() -> int:
    return _PHONE_GUESS if "Mobi" in (st.context.headers.get("User-Agent") or "") else _DESKTOP_GUESS


def _nothing() -> None:
    """A state value is only kept when something listens to it."""
