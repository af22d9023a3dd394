"""Charts and maps of documents as SVG: one drawing for each width, each colour with the one that it has in the dark. Needs no script."""

from __future__ import annotations

import re
from html import escape

from dashboard.core.content import Chart
from dashboard.core.forms import Look, Map, map_svg, to_svg
from dashboard.core.forms.map import BOUNDARIES
from dashboard.core.palette import BOTH, in_the_dark

# A chart is drawn for a wide window, for a narrower one and paper, and for a phone; the rules of the frame show one of them.
WIDTHS = {"wide": 1200, "middle": 760, "narrow": 360}
# Beside another block it has half of that; a phone shows them one below the other.
HALF = {"wide": 580, "middle": 370, "narrow": 360}
# Where a list stands beside it, it has what that leaves.
WITH_LIST = {**WIDTHS, "wide": 860}
_HEIGHT = re.compile(r'<svg[^>]* viewBox="\S+ \S+ \S+ ([\d.]+)"')
# A browser lays out and paints drawings and long tables when they come near the window, and takes their room from these classes until then:
# of a page of 5,000 elements most lie below it, and the first words wait for all that is laid out.
STEP, STEPS = 80, 25
LATER = (
    "@media screen{#answer :is(.wide,.middle,.narrow),#answer .scroll:has(tbody>:nth-child(20)){content-visibility:auto}"
    "#answer .scroll:has(tbody>:nth-child(20)){contain-intrinsic-height:auto 560px}"
    + "".join(f"#answer .tall-{step}{{contain-intrinsic-height:auto {STEP * step}px}}" for step in range(1, STEPS + 1))
    + "}"
)


def chart(chart: Chart, *, is_half: bool = False, has_beside: bool = False) -> str:
    """Return a chart or map with all its drawings, one of which is seen; one that `is_half` stands beside another block, and one that `has_beside` beside a list."""
    form = chart.form
    title, words = f"<h3>{escape(chart.title)}</h3>" if chart.title else "", ""
    if isinstance(form, Map):
        # Land is a file that all pages share. Marks of a map of some Parties aren't those of the live page: they have their own words.
        words = escape(map_svg.legend(form)) if form.subjects else ""
        words = f"<figcaption>{words}</figcaption>" if words else ""
    drawn = ""
    for name, wide in (HALF if is_half else WITH_LIST if has_beside else WIDTHS).items():
        shown = _drawing(chart, name, wide)
        drawn += f'<div class="{name}{_tall(shown)}">{shown}{_told(chart, name)}</div>'
    return f'<figure data-chart="{escape(chart.key, quote=True)}">{title}{drawn}{words}</figure>'


def _tall(drawn: str) -> str:
    # About how tall it is, for a browser that lays out only what is near the window (STEPS).
    found = _HEIGHT.search(drawn)
    return f" tall-{min(round(float(found[1]) / STEP), STEPS)}" if found else ""


def _drawing(chart: Chart, name: str, wide: int) -> str:
    """Return the drawing of a width, each colour with the one that it has in the dark."""
    is_phone = name == "narrow"
    form, look = chart.phone if chart.phone and is_phone else chart.form, Look(BOTH, wide, is_phone)
    return map_svg.draw(form, look, is_linked=True) if isinstance(form, Map) else to_svg(form, look)


def _told(chart: Chart, name: str) -> str:
    """Return what stands under a drawing: what the outlines of a map mean, and of a phone's own what the line above the chart doesn't say."""
    is_own = chart.phone is not None and name == "narrow"
    said = f"{chart.phone.alt}." if is_own and chart.phone else BOUNDARIES if isinstance(chart.form, Map) else ""
    return f"<figcaption>{escape(said)}</figcaption>" if said else ""


def tone(meaning: str) -> str:
    """Return the colour of a meaning with the one that it has in the dark, as the rules of a document have it."""
    return BOTH.colour(meaning)


def shades(main: str) -> str:
    """Return the rules of the colours that the charts of a document have in the dark."""
    told = "".join(f"{name}:{colour};" for name, colour in in_the_dark(main).items())
    return f"@media screen and (prefers-color-scheme:dark){{:root{{{told}}}}}" if told else ""
