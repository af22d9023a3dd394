"""What the browser tells of the visitor's page: how wide it is, and whether charts and maps have come into view."""

from __future__ import annotations

from typing import Literal

import streamlit as st

# Each has code of its own in the browser, by far the largest of all: it is sent for when the first of its kind comes into view.
Kind = Literal["maps", "charts"]
PHONE_BELOW = 700
# Below it a row of filters would cut its values: it folds.
FOLDED_BELOW = 1000
STEP = 20
LONGEST_WAIT = 4000  # Milliseconds.
LONGEST_WAY = 15000  # Milliseconds.
# Pixels below the screen from which on a chart is as good as in view.
SOON = 300
_DESKTOP_GUESS, _PHONE_GUESS = 1280, 340
# How maps are wanted where the browser has no WebGL, as on a remote desktop: as a drawing.
DRAWN = "drawn"

# Rounded to steps, so that a scroll bar coming or going causes no second run. Charts let a map that is in view go first: it stands when its
# canvas has a size. Nothing is sent for before the live page has taken the document's place, for it would keep it from doing so; nor while
# the visitor is on the way to another page: the framework would take what this page says as a wish to stay.
_SCRIPT = f"""
export default function({{ parentElement, data, setStateValue }}) {{
  const box = parentElement.host ?? parentElement;
  let way;
  const leave = (event) => {{
    const link = event.target.closest?.("a[href]");
    if (link && link.origin === location.origin && link.pathname !== location.pathname) way = {{ to: link.pathname, since: performance.now() }};
  }};
  const isLeaving = () => way && location.pathname !== way.to && performance.now() - way.since < {LONGEST_WAY};
  const report = () => {{
    if (isLeaving()) return later();
    const width = Math.floor(box.getBoundingClientRect().width / {STEP}) * {STEP};
    if (width > 0 && width !== data.width) setStateValue("width", width);
  }};
  let resized;
  const began = performance.now();
  const later = () => {{ clearTimeout(resized); resized = setTimeout(report, 300); }};
  const near = (places) => [...document.querySelectorAll(`[class*=st-key-${{places}}_]`)].some((node) => {{
    const place = node.getBoundingClientRect();
    return place.height > 0 && place.top < innerHeight + {SOON} && place.bottom > -{SOON};
  }});
  const hasWebGL = () => {{ try {{ return !!document.createElement("canvas").getContext("webgl2"); }} catch {{ return false; }} }};
  const want = (kind) => {{ data[kind] = true; setStateValue(kind, kind === "maps" && !hasWebGL() ? "{DRAWN}" : true); }};
  const isDrawing = () => performance.now() - began < {LONGEST_WAIT} && near("place_maps")
    && !(document.querySelector("[data-testid=stDeckGlJsonChart] canvas")?.width > 0);
  const look = () => {{
    if (document.getElementById("answer") || isLeaving()) return;
    if (!data.maps && near("waiting_maps")) want("maps");
    else if (!data.charts && !isDrawing() && near("waiting_charts")) want("charts");
  }};
  const timer = data.maps && data.charts ? 0 : setInterval(look, 150);
  window.addEventListener("resize", later);
  document.addEventListener("click", leave, true);
  report();
  return () => {{
    clearInterval(timer);
    clearTimeout(resized);
    window.removeEventListener("resize", later);
    document.removeEventListener("click", leave, true);
  }};
}}
"""

_report = st.components.v2.component("viewport", js=_SCRIPT)


def content_width() -> int:
    """Return the width of the page's content in CSS pixels, in steps of 20.

    The first run of a visit guesses it from the browser's name; the browser then reports it, once. It also reports, once for each
    kind, that maps or charts have come into view.
    """
    known = st.session_state.get("viewport", {}).get("width")
    width = int(known or _guess())
    _report(
        key="viewport",
        data={"width": width, "maps": is_wanted("maps"), "charts": is_wanted("charts")},
        default={"width": width, "maps": False, "charts": False},
        on_width_change=_nothing,
        on_maps_change=_nothing,
        on_charts_change=_nothing,
        height=1,
    )
    return width


def is_wanted(kind: Kind) -> bool:
    """Return whether the browser has reported, in this visit, that maps or charts came into view."""
    return bool(st.session_state.get("viewport", {}).get(kind))


def has_webgl() -> bool:
    """Return whether the browser can draw maps that move; until it has reported, most can."""
    return bool(st.session_state.get("viewport", {}).get("maps") != DRAWN)


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
