"""How a document stands on paper: whole charts, wide tables across, folds open, links with their addresses, and in the margins page, address and edition.

The live page prints the same document (start.js asks for it before the browser prints).
"""

from __future__ import annotations

import re

# Text of a margin stands in a string of CSS, within a <style>.
_SIGN = re.compile(r'[\\"<>\n\r]')

# "::details-content" is what a browser hides of a fold: Chromium 131 and later, Safari 18.4, Firefox 143.
RULES = """
@page{size:A4;margin:16mm 15mm 20mm}@page wide{size:A4 landscape}
@media print{:root{color-scheme:light}body{font-size:10.5pt;line-height:1.45;background:#fff}
#answer .menu,#answer .search,#answer form,#answer .filters,#answer .skip,#answer #live,#answer footer,#answer .contents,#answer .files{display:none}
#answer header{padding:0 0 6px;border-bottom:2px solid var(--txt);height:auto!important}#answer main{padding:0!important;max-width:none}
#answer h1{font-size:22pt;margin:14px 0 10px}#answer h2{font-size:13.5pt;margin:20px 0 8px}#answer h3{font-size:11.5pt}#answer :is(h1,h2,h3,h2+.small,.drawn:not(:has(figure)),.drawn:not(:has(figure))+.cited,:is(p,.text):has(+:is(ul,ol)),.small:has(+.scroll)){break-after:avoid}#answer .answer :is(p,li){font-size:12pt}
#answer :is(p,li,h2,figcaption){max-width:none;padding-right:0}#answer .side>div>*{break-inside:avoid}#answer p,#answer li{orphans:3;widows:3}#answer .small p,#answer p.small{line-height:1.4;margin:6px 0}
#answer .drawn,#answer figure,#answer tr,#answer .a6 section,#answer .boxed,#answer .scroll:not(:has(tbody>:nth-child(9))){break-inside:avoid}
#answer .drawn:has(>.with){break-inside:auto}#answer figure svg{max-height:212mm}#answer .scroll{max-height:none;overflow:visible}#answer :is(.scroll:has(tr>:nth-child(12)),details:has(>.scroll tr>:nth-child(12)),.cited:has(+details>.scroll tr>:nth-child(12)),.drawn:not(:has(figure)):has(+.cited+details>.scroll tr>:nth-child(12)),.small:has(+.scroll tr>:nth-child(12)),section:has(+.scroll tr>:nth-child(12),+.small+.scroll tr>:nth-child(12))){page:wide}#answer:has(h1+section+.scroll tr>:nth-child(12)) :is(header,h1){page:wide}#answer table{font-size:8pt;line-height:1.3;width:100%}#answer thead{display:table-header-group}#answer th{position:static;font-size:7.5pt}
#answer th,#answer td{padding:3px 8px 3px 0;min-width:0;max-width:none;overflow-wrap:break-word}#answer tr>:last-child:not(:nth-child(-n+2)){min-width:60px}#answer .to:is(td,th){display:none}
#answer details::details-content{content-visibility:visible;display:block;height:auto}#answer li{break-inside:avoid}#answer summary{list-style:none;font-weight:600;break-after:avoid}#answer summary::-webkit-details-marker{display:none}
#answer tr:has(>:nth-child(14))>*{font-size:7pt;padding-right:5px}#answer tr:has(>:nth-child(14))>td:last-child{overflow-wrap:anywhere;min-width:90px}#answer tr:has(>:nth-child(18))>*{font-size:5.5pt;padding-right:3px;overflow-wrap:anywhere}
#answer td a{display:inline!important;line-height:inherit!important;padding:0;min-height:0!important}
#answer .terms{columns:2;column-gap:24px;font-size:8.5pt;line-height:1.35}#answer .terms h2{column-span:all}#answer .meaning{font-size:inherit;line-height:inherit;break-inside:avoid}
#answer main{overflow-wrap:break-word}#answer .a6 .links{display:block;font-size:8.5pt;line-height:1.3}#answer .a6 dl{font-size:8.5pt;margin:6px 0 4px;gap:3px}#answer .a6 .v b{font-size:20pt}#answer .a6 .by{font-size:9.5pt;min-height:0}#answer .a6{grid-template-columns:repeat(2,minmax(0,1fr));gap:14px 24px}#answer .a6:not(.of1,.of2,.of4){grid-template-columns:repeat(3,minmax(0,1fr))}#answer .side{grid-template-columns:1fr 1fr}
#answer a{color:inherit;text-decoration-color:var(--line)}
#answer main :is(a[href^="http"],a[href]:not([href*=":"],[href^="#"],[href^="/"],td a))::after{font-size:7.5pt;font-weight:400;color:var(--mut);overflow-wrap:anywhere;word-break:break-all}
#answer main a[href^="http"]::after{content:" (" attr(href) ")"}#answer main :is(tr:has(>:nth-child(7)),li:has(>small),p:has(>a:nth-of-type(5))) a[href]::after{content:none}#answer main a[href]:not([href*=":"],[href^="#"],[href^="/"],[href*="importer="],td a,li:has(>small) a)::after{content:" (" var(--site) attr(href) ")"}}
"""


def margins(site: str, address: str, edition: str) -> str:
    """Return the rules that are of one document: what stands in the margins of its pages, and the address of the site before its links."""
    look = "font:8pt Arial,sans-serif;color:#444"
    return (
        f':root{{--site:"{_string(site)}/"}}@page{{@bottom-left{{content:"{_string(site + address)}\\A {_string(edition)}";white-space:pre-wrap;width:80%;{look}}}'
        f'@bottom-right{{content:"Page " counter(page) " of " counter(pages);{look}}}}}'
    )


def _string(text: str) -> str:
    return _SIGN.sub(lambda found: f"\\{ord(found[0]):x} ", text)
