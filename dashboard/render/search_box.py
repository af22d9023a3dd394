"""The search box of every live page: in the header where there is room, above the page else."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

# The list is drawn by the script of all pages (dashboard.site.find), which is loaded by the one beside this file.
_HTML = """
<form role="search" action="search" method="get" autocomplete="off">
<input name="q" type="search" maxlength="80" placeholder="Country, project, word" aria-label="Search the Atlas">
<kbd aria-hidden="true">/</kbd>
</form>
"""
_CSS = """
form{position:relative;margin:0;max-width:34rem;font:400 15px/1.4 var(--st-font);color:var(--st-text-color)}
input{box-sizing:border-box;width:100%;height:40px;padding:0 2.2rem 0 .8rem;font:inherit;color:inherit;background:var(--st-background-color);
 border:1px solid color-mix(in srgb,var(--st-text-color) 55%,transparent);border-radius:4px}
input::placeholder{color:color-mix(in srgb,var(--st-text-color) 72%,transparent);opacity:1}
input:focus-visible,a:focus-visible{outline:3px solid var(--st-primary-color);outline-offset:1px}
kbd{position:absolute;right:.7rem;top:9px;padding:0 .4rem;border:1px solid var(--st-border-color);border-radius:3px;font:inherit;font-size:13px}
[role=listbox]{position:absolute;right:0;top:44px;z-index:9;box-sizing:border-box;width:max(100%,min(34rem,90vw));max-height:70vh;overflow:auto;padding:4px 0;
 background:var(--st-background-color);border:1px solid var(--st-border-color);border-top:3px solid var(--st-primary-color)}
[role=listbox][hidden]{display:none}
[role=group]{border-bottom:1px solid var(--st-border-color);padding:6px 0}
b,p,a{display:block;margin:0;padding:6px 12px}b{padding-block:2px;font-weight:600;font-size:13px}
a{color:inherit;text-decoration:none;min-height:24px}a:hover,a[aria-selected=true]{background:var(--st-secondary-background-color);box-shadow:inset 3px 0 var(--st-primary-color)}
small{font-size:13px;opacity:.8}p{font-size:13px}
[role=status]{position:absolute;width:1px;height:1px;padding:0;overflow:hidden;clip-path:inset(50%)}
"""

_box = st.components.v2.component(
    "search_box", html=_HTML, css=_CSS, js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
)


def draw(script: str) -> None:
    """Draw the search box; `script` is the address of its script, "" for a plain form."""
    with st.container(key="search_box"):
        _box(key="search_box_itself", data={"script": script})
