"""The document around a page's content: head, navigation, filters as a form, and footer. Plain HTML that needs no script.

Knows no subject and no Streamlit. Every link is relative, so that a document works under any path.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from urllib.parse import urlencode

from dashboard.core import choices
from dashboard.core.choices import DEFAULT_RULE, Choices, Filters
from dashboard.core.fields import FilterGroup, fields_of
from dashboard.core.palette import DARK, LIGHT
from dashboard.render import boxes, listings, on_paper, pictures, share, terms, tiles

NAME = "Article 6 Atlas"
SENTENCE = "Who buys emission cuts from whom under the Paris Agreement, and what has been delivered"


@dataclass(frozen=True)
class Place:
    """A page in the navigation: the address that opens it with the filters of now, and its name."""

    address: str
    name: str
    is_open: bool = False


@dataclass(frozen=True)
class Frame:
    """What stands around the content. `sections` are the pages by the name of their section ("" stands beside the others), `canonical`
    is the address on this site, `site` the address of the site itself, `style`, `icon`, `script` and `search` are addresses of files ("": none; for `style`: the rules
    stand in the page, which on the first visit costs a round trip less),
    `shades` are the rules of the colours that its charts have in the dark,
    `marks` are links of the head to other forms of the mark (HTML), `oembed` is the address that tells how it is embedded, `feed` that of
    what changed, `rows` that of the page as data, `data` what machines are told (JSON-LD)."""

    title: str
    description: str
    canonical: str
    site: str
    sections: Mapping[str, Sequence[Place]]
    style: str
    icon: str
    marks: str = ""
    script: str = ""
    search: str = ""
    picture: str = ""
    oembed: str = ""
    feed: str = ""
    rows: str = ""
    data: str = ""
    edition: str = ""
    shades: str = ""
    footer: Sequence[Place] = field(default_factory=tuple)


def document(frame: Frame, main: str) -> str:
    """Return a whole HTML document."""
    title = f"{frame.title} · {NAME}" if frame.title != NAME else f"{NAME}: {SENTENCE}"
    address = f"{frame.site}{frame.canonical}"
    picture = (
        f'<meta property="og:image" content="{_quoted(frame.site + frame.picture)}">\n<meta name="twitter:card" content="summary_large_image">\n'
        if frame.picture
        else ""
    )
    data = f'<script type="application/ld+json">{frame.data}</script>' if frame.data else ""
    script = "".join(f'<script src="{_quoted(one)}" defer></script>' for one in (frame.search, frame.script) if one)
    footer = " ".join(_link(place) for place in frame.footer)
    rules = (
        f'<link rel="stylesheet" href="{_quoted(frame.style)}">'
        if frame.style
        else f'<style id="rules">{style()}</style>'
    )
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<meta name="description" content="{_quoted(frame.description)}">
<meta name="color-scheme" content="light dark">
<link rel="canonical" href="{_quoted(address)}">
<link rel="icon" sizes="64x64" href="{_quoted(frame.icon)}">
{frame.marks}<meta property="og:site_name" content="{NAME}">
<meta property="og:type" content="website">
<meta property="og:title" content="{_quoted(frame.title)}">
<meta property="og:description" content="{_quoted(frame.description)}">
<meta property="og:url" content="{_quoted(address)}">
{picture}{_alternates(frame)}{rules}
<style>{frame.shades}{on_paper.margins(frame.site, frame.canonical, frame.edition.partition(". ")[0])}</style>
{data}{script}
</head>
<body>
<div id="answer">
<a class="skip" href="#main">Skip to the content</a>
<header><a class="name" href="./"><img src="{_quoted(frame.icon)}" alt="" width="28" height="28">{NAME}</a>
<details class="menu"><summary>Menu</summary><nav aria-label="Pages">{_navigation(frame.sections)}</nav></details>
<form class="search" action="search" role="search"><input type="search" name="q" aria-label="Search" placeholder="Country, project, word"></form></header>
<p id="live" role="status" hidden></p>
{main}
<footer><p>{escape(frame.edition)}</p><p>{footer}</p></footer>
</div>
<div id="root"></div>
</body>
</html>
"""


def _alternates(frame: Frame) -> str:
    known = (
        (frame.oembed, "application/json+oembed", ""),
        (frame.feed, "application/atom+xml", ' title="What changed"'),
        (frame.rows, "application/json", ' title="This page as data"'),
    )
    return "".join(
        f'<link rel="alternate" type="{kind}"{title} href="{_quoted(frame.site + address)}">\n'
        for address, kind, title in known
        if address
    )


def filters(chosen: Filters, known: Choices, groups: FilterGroup, own: Sequence[tuple[str, str]], in_words: str) -> str:
    """Return the filters of a page as a form that the browser sends by itself, with what is chosen in words; `own` goes with it."""
    kept = "".join(f'<input type="hidden" name="{_quoted(name)}" value="{_quoted(value)}">' for name, value in own)
    of_page = {attribute: told for attribute, told in fields_of(Filters).items() if told.group in groups}
    shown = {attribute: told for attribute, told in of_page.items() if choices.counts(told, groups)}
    kept += "".join(
        f'<input type="hidden" name="{_quoted(told.name)}" value="{_quoted(value)}">'
        for attribute, told in of_page.items()
        if attribute not in shown and (value := getattr(chosen, attribute)) != DEFAULT_RULE
    )
    asked = "".join(
        boxes.box(told, getattr(chosen, attribute), known.options.get(attribute, {}), known.bounds.get(attribute))
        for attribute, told in shown.items()
    )
    reset = f"?{urlencode(dict(own))}" if own else "?"
    return (
        f'<details class="filters"><summary>Filters</summary><form method="get">{kept}{asked}<span><button type="submit">Show</button> '
        f'<a href="{_quoted(reset)}">Reset</a></span></form></details><p class="small showing"><b>Showing:</b> {escape(in_words)}</p>'
    )


def _navigation(sections: Mapping[str, Sequence[Place]]) -> str:
    parts = []
    for section, places in sections.items():
        links = "".join(f"<li>{_link(place)}</li>" for place in places)
        parts.append(
            f"<details><summary>{escape(section)}</summary><ul>{links}</ul></details>"
            if section
            else f"<ul>{links}</ul>"
        )
    return "".join(parts)


def _link(place: Place) -> str:
    now = ' aria-current="page"' if place.is_open else ""
    return f'<a href="{_quoted(place.address)}"{now}>{escape(place.name)}</a>'


def _quoted(text: object) -> str:
    return escape(str(text), quote=True)


@cache
def style() -> str:
    """Return the rules of every document: ours, and those of figures, in both themes."""
    return f"{_RULES}\n{pictures.LATER}\n{on_paper.RULES}\n{share.style('var(--bg)')}\n{terms.style('var(--bg)')}\n{listings.style('var(--mut)', 'var(--acc)')}\n{tiles.style(LIGHT)}\n@media screen and (prefers-color-scheme:dark){{{tiles.colours(DARK)}}}\n"


# Fonts that browsers have, with their letters as wide as those of the live page's font, so that lines break at the same words and nothing moves
# when the live page takes over. The widths were measured on our own sentences, of the regular and the bold font.
_LOCAL = {
    "A6 Arial": (("Arial", "Liberation Sans", "Helvetica"), 93.1, 91.8),
    "A6 DejaVu": (("DejaVu Sans", "Verdana"), 81.6, 76.0),
}
_FONTS = "".join(
    f'@font-face{{font-family:"{family}";font-weight:{weight};src:{",".join(f"""local("{name}{suffix}")""" for name in names)};size-adjust:{wide}%;'
    f"ascent-override:{100 / wide * 100:.1f}%;descent-override:{32.6 / wide * 100:.1f}%;line-gap-override:0%}}"
    for family, (names, regular, bold) in _LOCAL.items()
    for weight, suffix, wide in (("400", "", regular), ("600 700", " Bold", bold))
)

# What browsers do with paragraphs and lists is said here, too: the framework says something else of them all, and its rules come with the live page,
# a moment before it takes the document's place.
_RULES = (
    """
:root{color-scheme:light dark;--txt:%(text)s;--mut:%(muted)s;--line:%(line)s;--acc:%(link)s;--bg:%(background)s;--quiet:%(sea)s}
*{box-sizing:border-box}html{-webkit-text-size-adjust:100%%}
%(fonts)s
body{margin:0;background:var(--bg)}body,#answer{color:var(--txt);font:16px/1.6 "A6 Arial","A6 DejaVu",system-ui,Roboto,"Noto Sans",Arial,sans-serif}
html :where(#answer) :is(p,ol,ul,dl){margin:1em 0;font-size:inherit;font-weight:inherit}#answer :is(ol,ul){max-width:none;padding:0}#answer li{margin:.2em 0 .2em 1.2em;padding-left:.3em}
#root:empty{display:none}
#answer header{display:flex;flex-wrap:wrap;gap:4px 24px;align-items:center;padding:8px max(20px,50%% - 600px);border-bottom:1px solid var(--line)}
#answer .name{display:flex;gap:10px;align-items:center;font-weight:700;font-size:17.6px;color:var(--txt);text-decoration:none}
#answer header nav{display:flex;flex-wrap:wrap;gap:2px 18px;align-items:center;font-size:14px}
#answer header nav ul{display:flex;flex-wrap:wrap;gap:2px 18px;list-style:none;margin:0;padding:0}#answer nav li{margin:0;padding:0}
#answer header nav a,#answer header nav summary{display:inline-block;padding:6px 2px;color:var(--txt);text-decoration:none;cursor:pointer}
#answer header nav a:hover,#answer header nav summary:hover{text-decoration:underline;text-underline-offset:4px}
#answer header nav a[aria-current]{font-weight:650;box-shadow:inset 0 -3px var(--acc)}
#answer header nav details{position:relative}#answer header nav details ul{display:block;position:absolute;z-index:2;min-width:200px;background:var(--bg);border:1px solid var(--line);padding:8px 16px}
#answer .search{margin:0 0 0 auto;position:relative;display:block}#answer .search input{width:min(260px,60vw)}
#answer .search [role=listbox]{position:absolute;right:0;top:44px;z-index:9;width:min(34rem,92vw);max-height:70vh;overflow:auto;padding:4px 0;background:var(--bg);border:1px solid var(--line);border-top:3px solid var(--acc)}
#answer .search[hidden],#answer .search [hidden]{display:none}#answer .search [role=group]{border-bottom:1px solid var(--line);padding:6px 0}
#answer .search :is(b,p,a){display:block;margin:0;padding:6px 12px;font-size:15px;line-height:1.4}#answer .search b{font-size:13px}#answer .search a{color:var(--txt);text-decoration:none;min-height:24px}
#answer .search :is(a:hover,a[aria-selected=true]){background:var(--quiet);box-shadow:inset 3px 0 var(--acc)}
#answer .search [role=status]{position:absolute;width:1px;height:1px;padding:0;overflow:hidden;clip-path:inset(50%%)}
#answer main{max-width:1240px;margin:0 auto;padding:8px 20px 24px}
#answer h1{font-size:34px;line-height:1.2;margin:20px 0 16px;text-wrap:balance}
#answer h2{font-size:22px;line-height:1.2;margin:20px 0 16px;padding:20px max(0px,100%% - 31em) 0 0;text-wrap:balance;border-top:1px solid var(--line);font-weight:650}#answer h2:has(+.small){margin-bottom:4px}#answer h3{font-size:17.6px;line-height:1.2;margin:20px 0 4px}#answer .a6 h3{font-size:16px;line-height:1.3;margin:0}#answer .a6 h2{margin:20px 0 0;border:0;padding:0}
#answer p,#answer li{max-width:31em}#answer :is(p,li,dd,figcaption){text-wrap-style:pretty}#answer .answer :is(p,li){font-size:19px;line-height:1.45}#answer .a6 p,#answer footer p{max-width:none}#answer p.small,#answer .small p,#answer .source p{line-height:20px;margin:12px 0}#answer h2+.small>p:first-child{margin-top:0}@media (min-width:560px){#answer p.showing{margin:16px 0}}#answer p.to{line-height:20px}#answer td.to{white-space:nowrap}#answer p.files{line-height:40px;margin-bottom:24px}
#answer .small,#answer small,#answer .source{color:var(--mut);font-size:14px}#answer .source p{margin:6px 0}
#answer a{color:var(--acc);text-underline-offset:2px}
#answer a:focus-visible,#answer summary:focus-visible,#answer :is(input,select,button):focus-visible,#answer input[type=date]:focus-within,#answer .scroll:focus-visible{outline:3px solid var(--acc);outline-offset:2px}
#answer figure{margin:16px 0}#answer :is(.wide,.middle,.narrow){display:none}#answer figure svg{max-width:100%%;height:auto;display:block}#answer figcaption{color:var(--mut);font-size:14px;max-width:31em;line-height:20px}
#answer .scroll{overflow:auto;margin:8px 0}#answer table{border-collapse:collapse;font-size:15px;font-variant-numeric:tabular-nums;line-height:1.35}
#answer th{position:sticky;top:0;background:var(--bg);text-align:left;font-size:13px;color:var(--mut);font-weight:600;border-bottom:2px solid var(--line)}
#answer th,#answer td{padding:7px 14px 7px 0;vertical-align:top;min-width:64px;max-width:420px}#answer td{border-bottom:1px solid var(--line)}#answer .n{text-align:right}#answer td.d{white-space:nowrap}
@media screen{#answer .scroll:has(tbody>:nth-child(20)){max-height:560px}#answer tr>td.l{min-width:190px}#answer .scroll{background:linear-gradient(to left,var(--bg) 35%%,transparent) right/40px 100%% no-repeat local,linear-gradient(to left,color-mix(in srgb,var(--txt) 16%%,transparent),transparent) right/16px 100%% no-repeat scroll}#answer tr:has(>:nth-child(5))>:first-child{position:sticky;left:0;max-width:min(420px,40vw);background:var(--bg)}#answer thead tr:has(>:nth-child(5))>:first-child{z-index:1}}
@media screen and (max-width:999.9px){#answer tr:has(>:nth-child(9))>*{min-width:0;padding-right:8px;font-size:13px}#answer tr:has(>:nth-child(12))>*{padding-right:5px;font-size:12px}}
#answer details{margin:10px 0}#answer .filters,#answer .menu{margin:0}#answer summary{cursor:pointer;padding:4px 0}#answer header nav details{margin:0}
#answer .side{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%%,340px),1fr));gap:8px 32px;margin:20px 0}#answer .side>div{min-width:0}
@media screen and (min-width:1000px){#answer .with{display:grid;grid-template-columns:minmax(0,860px) minmax(0,1fr);gap:28px}}
#answer .caveat,#answer .nothing,#answer .problem,#answer #live{background:var(--quiet);border-left:4px solid var(--acc);padding:8px 14px;margin:12px 0;width:fit-content}
#answer .problem{border-color:#b3541e}
#answer .text:has(>small)>p{margin-bottom:0}#answer .text>small p{line-height:20px;margin:2px 0 20px}#answer form{display:flex;flex-wrap:wrap;gap:16px;align-items:end;margin:16px 0}#answer .filters form{margin:0}#answer form:not(:has(label~label)){flex-wrap:nowrap}#answer form,#answer label{min-width:0;max-width:100%%}#answer label{display:grid;gap:4px;grid-template-columns:minmax(0,1fr);font-size:14px;line-height:24px;color:var(--mut)}
#answer form :is(input,select,button){font:inherit;font-size:14px;color:var(--txt);background:var(--bg);border:1px solid var(--mut);border-radius:4px;min-height:40px;padding:4px 10px;max-width:100%%}
#answer form button{cursor:pointer}#answer :is(.to>a,.small>a,form a,td a,.a6 .links>a,footer a){display:inline-block;min-width:24px;min-height:24px}#answer .scroll td a{line-height:24px;margin:-2px 0}#answer :is(p,li)>a:not(.to>a,.small>a,footer a){padding:4px 0}#answer .portion{font-size:14px;margin:0 0 4px}#answer meter{width:min(230px,60%%);vertical-align:middle}#answer meter::-webkit-meter-optimum-value{background:var(--acc)}#answer meter::-moz-meter-bar{background:var(--acc)}#answer .side>div>:is(h3,.portion,.text):first-child{margin-top:0}#answer .side>div>:is(section,.text):first-child>:first-child,#answer .side>div>section:first-child>.text:first-child>:first-child{margin-top:0}#answer code{overflow-wrap:anywhere}#answer pre{background:var(--quiet);padding:12px;overflow:auto;white-space:pre-wrap;overflow-wrap:anywhere}
#answer .skip{position:absolute;left:-999px}#answer .skip:focus{left:8px;top:8px;background:var(--bg);padding:8px;z-index:3}
#answer footer{border-top:1px solid var(--line);margin:48px max(20px,50%% - 600px) 0;padding:8px 0 24px;color:var(--mut);font-size:14px;display:flex;flex-wrap:wrap;justify-content:space-between;column-gap:24px}#answer footer a:not(:last-child){margin-right:14px}
#answer .a6{margin:16px 0}#answer .contents summary{font-size:15px}#answer .contents ol{margin:4px 0 12px;padding-left:24px;columns:2 300px;column-gap:32px}#answer .contents li{break-inside:avoid;font-size:15px;line-height:1.4;margin:0;padding:2px 0}#answer .contents a{display:inline-block;min-height:24px}
@media screen and (min-width:1000px){#answer .wide{display:block}}@media print,screen and (min-width:560px) and (max-width:999.9px){#answer .middle{display:block}}@media screen and (max-width:559.9px){#answer .narrow{display:block}#answer .broad{display:none}#answer h2+.small>p.narrow{margin-top:0}}
@media (min-width:700.1px) and (max-width:1239.9px){#answer .search{margin:0;flex-basis:100%%}#answer .search input{width:min(100%%,544px)}}
@media (min-width:1240px){#answer header{height:60px;flex-wrap:nowrap}#answer main{padding-top:49px}#answer .search input{width:240px}}
@supports selector(::details-content){@media (min-width:1000px){#answer .filters::details-content{content-visibility:visible;display:block;height:auto}#answer .filters>summary{display:none}}}
@supports selector(::details-content){@media (min-width:700.1px){#answer .menu::details-content{content-visibility:visible;display:block;height:auto}#answer .menu>summary{display:none}}}
@media (max-width:559.9px){#answer h1{font-size:28px}#answer .answer :is(p,li){font-size:17px}#answer p.small,#answer .small p{margin:8px 0}#answer h2{font-size:20px;margin:24px 0 8px;padding:12px 0 0}}
@media (max-width:700px){#answer header{position:relative;gap:28px 24px;padding:8px 16px 0;border:0;background:linear-gradient(var(--line),var(--line)) 0 59px/100%% 1px no-repeat}#answer main{padding-top:32px}#answer .menu{margin-left:auto}#answer .menu>summary{border:1px solid var(--mut);border-radius:4px;padding:8px 14px;line-height:1.4;font-weight:600}#answer .search,#answer .search input{margin:0;width:100%%}
#answer header nav{display:block;position:absolute;top:50px;left:0;right:0;z-index:10;padding:8px 16px;background:var(--bg);border:1px solid var(--line);border-top:3px solid var(--acc);font-size:16px}#answer header nav ul{display:block}#answer header nav details ul{position:static;border:0;padding:0 0 0 12px}#answer main{padding-left:16px;padding-right:16px}#answer footer{margin-left:16px;margin-right:16px}#answer form :is(input,select,button){font-size:16px}}
@media screen and (prefers-color-scheme:dark){:root{--txt:%(dark_text)s;--mut:%(dark_muted)s;--line:%(dark_line)s;--acc:%(dark_link)s;--bg:%(dark_background)s;--quiet:%(dark_sea)s}}
""".strip()
    % {
        "fonts": _FONTS,
        **{name: getattr(LIGHT, name) for name in ("text", "muted", "line", "link", "background", "sea")},
        **{f"dark_{name}": getattr(DARK, name) for name in ("text", "muted", "line", "link", "background", "sea")},
    }
)
