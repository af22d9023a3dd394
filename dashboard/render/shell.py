"""What stands around every live page: the name and mark in the header, the width of the content, and the word on the menu's button."""

from __future__ import annotations

import streamlit as st

from dashboard.core.palette import theme
from dashboard.render import listings, search_box, share, terms
from dashboard.render.frame import NAME

# Streamlit has no setting for any of these: the name beside the mark, lines of at most eighty signs on the grid of 1,200 pixels, a focus that
# can be seen, and a word on the button that opens the menu where the screen is narrow.
_STYLE = f"""<style>
*:has(>[data-testid=stHeaderLogo]){{display:flex;align-items:center;gap:.6rem;min-height:32px}}
*:has(>[data-testid=stHeaderLogo])::after{{content:"{NAME}";font-weight:700;font-size:1.1rem;white-space:nowrap}}
[data-testid=stMainBlockContainer]{{max-width:calc(1200px + 10rem)}}
[data-testid=stMarkdownContainer]>:is(p,ul,ol){{max-width:31em}}[data-testid=stMain] :is(p,li,dd){{text-wrap-style:pretty}}
[data-testid=stMarkdownContainer]>p:has(>span[style*="0.875rem"]:first-child){{max-width:27em;line-height:1.25rem}}
[data-testid=stHeading] h1{{text-wrap:balance}}[data-testid=stMain] [data-testid=stHeading] h2{{padding:20px max(0px,100% - 31em) 1rem 0;text-wrap:balance;border-top:1px solid color-mix(in srgb,currentColor 20%,transparent)}}
[class*=st-key-answer_] :is(p,li){{font-size:19px;line-height:1.45}}
a:focus-visible,button:focus-visible,summary:focus-visible{{outline:3px solid currentColor;outline-offset:2px}}:is([data-testid=stHeader] :is(a,button),[data-testid=stMain] button):focus-visible{{outline:3px solid currentColor!important}}
.contents ol{{margin:4px 0 12px;columns:2 300px;column-gap:32px}}.contents li{{break-inside:avoid;font-size:15px;line-height:1.4;padding:2px 0}}.contents a{{display:inline-block;min-height:24px}}.contents summary{{cursor:pointer;padding:4px 0}}
.said :is(p,ul,ol){{margin:0 0 1rem}}.said :is(p,li){{max-width:31em}}[data-testid=stVerticalBlock]:has(>[data-testid=stElementContainer]>[data-testid=stMetric]){{border-top:3px solid;padding-top:8px}}[data-testid=stMetricLabel] p{{font-size:16px;font-weight:600}}
.said :is(ul,ol){{padding:0}}.said :is(ul,ol)>li{{margin:.2em 0 .2em 1.2em;padding-left:.3em}}.said>:last-child{{margin-bottom:0}}.said.small,.said small,.said.small :is(p,li){{font-size:.875rem;line-height:1.25rem}}
.said code{{font-size:.85em;overflow-wrap:anywhere}}.said table{{border-collapse:collapse;max-width:40em;margin:0 0 1rem;font-size:.875rem}}.said :is(th,td){{text-align:left;vertical-align:top;padding:.4rem .8rem .4rem 0;border-bottom:1px solid color-mix(in srgb,currentColor 20%,transparent)}}
.said pre{{padding:12px;white-space:pre-wrap;overflow-wrap:anywhere}}
.a6-file{{display:inline-flex;align-items:center;min-height:40px;padding:.25rem .8rem;margin:0 .6rem .5rem 0;color:inherit;border:1px solid color-mix(in srgb,currentColor 35%,transparent);border-radius:6px;text-decoration:none}}
.a6-file:hover{{text-decoration:underline}}
[data-testid=stPageLink] a *{{white-space:normal}}
[data-testid=stExpandSidebarButton]{{width:auto;min-height:44px;padding:0 .7rem;border:1px solid currentColor}}
[data-testid=stExpandSidebarButton]::after{{content:"Menu";font-weight:600;margin-left:.3rem}}
div:has(>div>[data-testid=stExpandSidebarButton]){{flex:1;padding-right:1rem}}div:has(>[data-testid=stExpandSidebarButton]){{margin-left:auto}}
[data-testid=stHeader]{{box-sizing:border-box;padding:0 calc(max(1rem,50% - 600px) - 1rem);border-bottom:1px solid color-mix(in srgb,currentColor 20%,transparent)}}
@media (max-width:700px){{[data-testid=stHeading] h1{{padding-top:0}}}}
@media (max-width:559.9px){{[data-testid=stHeading] h1{{font-size:28px}}[data-testid=stMain] [data-testid=stHeading] h2{{font-size:20px;padding:12px 0 1rem}}[class*=st-key-answer_] :is(p,li){{font-size:17px}}}}
@media print{{[data-testid=stHeader],.st-key-search_box,.a6-file{{display:none}}[data-testid=stPlotlyChart],[data-testid=stTable] tr{{break-inside:avoid}}}}
@media (min-width:1240px){{.st-key-search_box{{position:fixed;top:.55rem;right:max(1rem,50vw - 600px);width:15rem;z-index:1000000}}}}
</style>"""


def draw(icon: str, search: str) -> None:
    """Draw the shell; `icon` is the file of the mark, `search` the address of the script of the search box ("": a plain form)."""
    st.logo(icon)
    colours = theme(st.context.theme.type)
    ground = colours.background
    # Streamlit colours the links of its own Markdown alone.
    links = f".said a,.contents a{{color:{colours.link}}}"
    quiet = (
        f'.said.small,.said small,[data-testid=stMarkdownContainer]>p>span[style*="0.875rem"]{{color:{colours.muted}}}'
    )
    st.html(
        _STYLE.replace(
            "</style>",
            f"{links}{quiet}{share.style(ground)}{terms.style(ground)}{listings.style(colours.muted, colours.link)}</style>",
        )
    )
    search_box.draw(search)
