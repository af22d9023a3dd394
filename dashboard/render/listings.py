"""Lists that lead somewhere as our own HTML: questions in a ruled grid, and a ranked list with bars. Pure."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from urllib.parse import urlencode

from dashboard.core.columns import headed
from dashboard.core.content import Block, Entry, Link, Listing, Say, Table
from dashboard.core.forms.together import together_in
from dashboard.core.plain import link, plain
from dashboard.core.ranking import Ranked, Ranking

STYLE = """
.asked{display:grid;grid-template-columns:1fr 1fr;column-gap:48px;margin:0 0 12px;--rule:color-mix(in srgb,currentColor 20%,transparent)}
.asked section{display:grid;grid-template-columns:86px minmax(0,1fr);column-gap:12px;padding:14px 0 12px;border-top:1px solid var(--rule)}
.asked:not(:has(.who)) section{grid-template-columns:minmax(0,1fr)}
.asked p,.asked h3{margin:0!important;padding:0!important;max-width:31em!important;line-height:1.45!important;font-size:16px}.asked h3{font-size:17px!important;font-weight:600!important;letter-spacing:0}
.asked .who,.asked .by{font-size:14px;color:var(--quietly)}.asked a{text-decoration:underline;text-underline-offset:2px;color:var(--leads)}.asked h3 a{display:inline-block;min-height:24px}
.ranked{margin:0 0 12px}.ranked p{margin:0!important;max-width:none!important;line-height:1.35!important}.ranked .by{font-size:14px;color:var(--quietly)}
.ranked table{width:100%;margin:6px 0 0;border-collapse:collapse;font-size:15px;line-height:1.3;font-variant-numeric:tabular-nums}
.ranked :is(th,td){padding:5px 6px!important;min-width:0!important;border:0;border-bottom:1px solid color-mix(in srgb,currentColor 20%,transparent)!important;text-align:left;background:none!important;position:static!important}
.ranked th{font-size:13px;font-weight:400;color:var(--quietly);border-bottom:2px solid currentColor!important}.ranked .n{text-align:right;width:3em}
.ranked tr[aria-current]{box-shadow:inset 3px 0 var(--leads);font-weight:650}
.ranked a{display:inline-block;min-height:24px;line-height:24px;color:var(--tone)!important;text-decoration:underline;text-underline-offset:2px}
.ranked td.bar{width:27%}.ranked i{display:block;box-sizing:border-box;min-width:3px;height:13px;border:1.5px solid var(--tone);background:linear-gradient(var(--tone) 0 0) 0/var(--solid) 100% no-repeat;print-color-adjust:exact}
@media (max-width:999.9px){.asked{grid-template-columns:1fr}}@media (max-width:559.9px){.asked section{grid-template-columns:minmax(0,1fr)}}
@media print{.asked section,.ranked{break-inside:avoid}}
"""


def style(muted: str, link: str) -> str:
    """Return the rules of both lists, with the colours of what is said quietly and of what leads on."""
    return STYLE.replace("\n", "").replace("var(--quietly)", muted).replace("var(--leads)", link)


def plain_blocks(block: Listing | Ranking) -> tuple[Block, ...]:
    """Return either list as paragraphs or a table, for where neither grids nor bars are drawn."""
    if isinstance(block, Ranking):
        names = ("line", "count", "solid")
        rows = [{"line": one.name, "count": one.count, "solid": one.solid} for one in block.lines]
        heads = (block.title, *block.heads[1:])
        return (Table("ranking", rows, headed(*names, **dict(zip(names, heads, strict=True)))),)
    return tuple(
        Say(
            f"**{link(one.link.words, address(one.link))}**  \n{plain(one.text)}",
            aside=plain(". ".join(filter(None, (one.lead, *one.notes)))),
        )
        for one in block.entries
    )


def asked(listing: Listing) -> str:
    """Return the entries of a listing in a ruled grid: who asks, the question, its answer, and who says so."""
    return f'<div class="asked">{together_in("".join(map(_asked, listing.entries)))}</div>'


def _asked(entry: Entry) -> str:
    who = f'<p class="who">{escape(entry.lead)}</p>' if entry.lead else ""
    by = f'<p class="by">{escape(" · ".join(entry.notes))}</p>' if any(entry.notes) else ""
    question = (
        f'<h3><a href="{escape(address(entry.link), quote=True)}" target="_self">{escape(entry.link.words)}</a></h3>'
    )
    return f"<section>{who}<div>{question}<p>{escape(entry.text)}</p>{by}</div></section>"


def address(link: Link) -> str:
    """Return the address of a link within the Atlas."""
    query = urlencode(dict(link.query), safe=",")
    return f"{link.page}?{query}" if query else link.page


def ranked(ranking: Ranking, tone: Callable[[str], str]) -> str:
    """Return a ranked list; `tone` gives the colour of a meaning, as CSS has it."""
    most = max((line.count for line in ranking.lines), default=1)
    name, every, solid = map(escape, ranking.heads)
    head = f'<tr><th scope="col" colspan="2">{name}</th><th scope="col" class="n">{every}</th><th scope="col" class="n">{solid}</th></tr>'
    body = "".join(_line(line, most, tone(line.colour)) for line in ranking.lines)
    return (
        f'<div class="ranked"><p><b>{escape(ranking.title)}</b></p><p class="by">{escape(ranking.meaning)}</p>'
        f"<table><thead>{head}</thead><tbody>{body}</tbody></table></div>"
    )


def _line(line: Ranked, most: int, tone: str) -> str:
    now = ' aria-current="true"' if line.is_chosen else ""
    solid = 100 * line.solid / line.count if line.count else 0
    return (
        f'<tr{now} style="--tone:{tone};--solid:{solid:.1f}%"><td><a href="{escape(line.address, quote=True)}" target="_self">{escape(line.name)}</a></td>'
        f'<td class="bar"><i style="width:{100 * line.count / most:.1f}%"></i></td><td class="n">{line.count:,}</td><td class="n">{line.solid:,}</td></tr>'
    )
