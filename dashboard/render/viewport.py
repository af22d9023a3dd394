"""What the browser tells of the visitor's page: how wide it is, and whether it has drawn what comes before charts."""

from __future__ import annotations

import streamlit as st

PHONE_BELOW = 700
# Below it a row of filters would cut its values: it folds.
FOLDED_BELOW = 1000
STEP = 20
LONGEST_WAIT = 4000  # Milliseconds.
_DESKTOP_GUESS, _PHONE_GUESS = 1280, 340

# Rounded to steps, so that a scroll bar coming or going causes no second run. A map stands when its canvas has a size and
# the browser has time again; who scrolls before gets the charts at once.
_SCRIPT = f"""
export default function({{ parentElement, data, setStateValue }}) {{
  const box = parentElement.host ?? parentElement;
  const report = () => {{
    const width = Math.floor(box.getBoundingClientRect().width / {STEP}) * {STEP};
    if (width > 0 && width !== data.width) setStateValue("width", width);
  }};
  let resized, looked, isWaiting = data.charts_wait;
  const later = () => {{ clearTimeout(resized); resized = setTimeout(report, 300); }};
  const go = () => {{ if (isWaiting) setStateValue("has_drawn", true); isWaiting = false; }};
  const began = performance.now();
  const look = () => {{
    const hasMap = document.querySelector("[data-testid=stDeckGlJsonChart] canvas")?.width > 0;
    if (hasMap || performance.now() - began > {LONGEST_WAIT}) requestIdleCallback(go, {{ timeout: {LONGEST_WAIT} }});
    else looked = setTimeout(look, 100);
  }};
  window.addEventListener("resize", later);
  window.addEventListener("scroll", go, true);
  report();
  if (isWaiting && data.map_first) look(); else go();
  return () => {{
    isWaiting = false;
    clearTimeout(looked);
    window.removeEventListener("resize", later);
    window.removeEventListener("scroll", go, true);
  }};
}}
"""

_report = st.components.v2.component("viewport", js=_SCRIPT)


def content_width(map_first: bool = False) -> int:
    """Return the width of the page's content in CSS pixels, in steps of 20.

    The first run of a visit guesses it from the browser's name; the browser then reports it, once. It also reports that it
    has drawn what it was first sent; with `map_first`, the map too.
    """
    known = st.session_state.get("viewport", {}).get("width")
    width = int(known or _guess())
    _report(
        key="viewport",
        data={"width": width, "charts_wait": not has_drawn(), "map_first": map_first},
        default={"width": width, "has_drawn": False},
        on_width_change=_nothing,
        on_has_drawn_change=_nothing,
        height=1,
    )
    return width


def has_drawn() -> bool:
    """Return whether the browser has reported, in this visit, that it has drawn what it was first sent.

    The code that draws charts is by far the largest of all: sent for too early, it keeps the rest from being drawn.
    """
    return bool(st.session_state.get("viewport", {}).get("has_drawn"))


def is_phone(width: int) -> bool:
    """Return whether a content width is that of a phone."""
    return width < PHONE_BELOW


def is_narrow(width: int) -> bool:
    """Return whether a content width is too narrow for a row of filters, as on a phone or an upright tablet."""
    return width < FOLDED_BELOW


def _guess() -> int:
    return _PHONE_GUESS if "Mobi" in (st.context.headers.get("User-Agent") or "") else _DESKTOP_GUESS


def _nothing() -> None:
    """A state value is only kept when something listens to it."""
