"""The small menu of a part of a page: copy, save, embed, cite, report an error. Links that work without a script; start.js copies what they lead to.

Knows no subject and no Streamlit.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from dashboard.core.citable import ANCHOR

# From the name of a part, and of a file of it, to their address.
Address = Callable[[str], str]
# Stands for the address of a part, which a site has and a file doesn't: {CITE}name.svg.
CITE = "https://cite.invalid/"
_PLACED = re.compile(re.escape(CITE) + r"([\w.-]+)")
_MENU = re.compile(r'<details class="share".*?</details>', re.DOTALL)
STYLE = """
.share{position:relative;flex:none;margin:0 0 0 auto!important;font-size:13px;line-height:1.3}
.share>summary{box-sizing:border-box;min-height:24px;padding:3px 0!important;cursor:pointer;list-style:none;width:max-content;text-decoration:underline dotted;text-underline-offset:3px;opacity:.85}
.share>summary::-webkit-details-marker{display:none}.share>summary:hover{text-decoration-style:solid;opacity:1}
.share>div{position:absolute;right:0;top:28px;z-index:9;width:236px;padding:6px 0;background:@ground;border:1px solid color-mix(in srgb,currentColor 40%,transparent);border-radius:4px;box-shadow:0 2px 8px #0003}
.share a{display:block;padding:5px 12px;color:inherit!important;text-decoration:none!important}.share a:hover,.share a:focus-visible{text-decoration:underline!important}
.share div div{display:flex}.share div div a{flex:1}.cited{display:flex;gap:12px;align-items:start}.cited>div{min-width:0}.cited.said{margin:16px 0}.said .answer>:first-child{margin-top:0}.said .answer>:last-child{margin-bottom:0}
[data-testid=stElementContainer]:has(>[data-testid=stHtml]>.share){margin-left:auto;flex:none}:has(>[data-testid=stElementContainer]>[data-testid=stHtml]>.share){flex-wrap:nowrap!important}
[data-testid=stElementContainer]:has(.share[open]){position:relative;z-index:9}
@media print{.share{display:none}}
""".replace("40%,", "40%,")


def style(ground: str) -> str:
    """Return the rules of the menu, on a ground of this colour."""
    return STYLE.replace("@ground", ground).replace("\n", "")


def menu(key: str, title: str, has_picture: bool, has_rows: bool = True) -> str:
    """Return the menu of a part of a page; its addresses are put in by `placed`. A sentence has no rows of its own."""
    at, name = f"{CITE}{escape(key)}", escape(title, quote=True)
    picture = (
        f'<div><a href="{at}.png" download>PNG</a><a href="{at}.svg" download>SVG</a></div>' if has_picture else ""
    )
    rows = (
        f'<div><a href="{at}.csv" download>CSV</a><a href="{at}.xlsx" download>XLSX</a><a href="{at}.json" download>JSON</a></div>'
        if has_rows
        else ""
    )
    return (
        f'<details class="share" id="{ANCHOR}{escape(key)}"><summary aria-label="Share or cite: {name}">Share</summary><div>'
        f'<a href="{at}.txt" data-copy>Copy sentence and source</a><a href="#{ANCHOR}{escape(key)}" data-copy>Copy link</a>{picture}{rows}'
        f'<a href="{at}.embed" data-copy>Copy code to embed</a><a href="{at}">Cite and more</a><a href="{at}.error">Report an error</a></div></details>'
    )


def placed(html: str, address: Address | None) -> str:
    """Return HTML with the addresses of its menus put in; without them it has no menu."""
    if address is None:
        return _MENU.sub("", html)
    return _PLACED.sub(lambda found: escape(address(found[1]), quote=True), html)
