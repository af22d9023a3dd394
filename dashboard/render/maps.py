"""Maps of the live page: they move, or stand as a drawing where the browser can't draw them itself."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from html import escape

import streamlit as st

from dashboard.core.forms import Look, Map, map_svg
from dashboard.core.forms.map import BOUNDARIES
from dashboard.core.forms.map_deck import picked, to_deck
from dashboard.core.palette import shade
from dashboard.render import viewport
from dashboard.render.components import placed


def world(form: Map, key: str, look: Look, on_pick: Callable[[dict[str, str]], None] | None = None) -> None:
    """Draw a map, and under it the key of its shades and what its outlines mean; `on_pick` is told what a click named (dashboard.core.forms.map_deck).

    Its place is kept until the first map of a visit comes into view.
    """

    def tell() -> None:
        found = picked(st.session_state[key].selection)
        if on_pick and found:
            on_pick(found)

    drawn = to_deck(form, look)
    place = placed("maps", key, drawn.height)
    if not viewport.is_wanted("maps"):
        pass
    elif not viewport.has_webgl():
        place.html(_as_image(map_svg.draw(form, look), form.alt))
    elif on_pick:
        place.pydeck_chart(
            drawn, height=drawn.height, on_select=tell, selection_mode="single-object", key=key, alt=form.alt
        )
    else:
        place.pydeck_chart(drawn, height=drawn.height, key=key, alt=form.alt)
    # A drawing has its key in its corner.
    if form.focus and viewport.has_webgl():
        st.html(_key(form, look))
    st.markdown(f":small[{BOUNDARIES}]")


def _as_image(drawing: str, alt: str) -> str:
    # The framework takes drawings out of HTML, but not images.
    data = b64encode(drawing.encode()).decode()
    return f'<img style="width:100%" alt="{escape(alt, quote=True)}" src="data:image/svg+xml;base64,{data}">'


def _key(form: Map, look: Look) -> str:
    """Return the key of land that is shaded by the number of buyers, as a drawing has it in its corner (dashboard.core.forms.map_key)."""
    boxes = " ".join(
        f'<span style="white-space:nowrap;margin-right:.9rem"><span style="display:inline-block;width:20px;height:11px;margin-right:5px;'
        f'background:{shade(look.theme, step)};border:1px solid {look.theme.line}"></span>{step}</span>'
        for step in form.classes
    )
    return f'<p style="margin:0;font-size:.875rem"><b style="margin-right:.9rem">Buyers of a host</b>{boxes}</p>'
