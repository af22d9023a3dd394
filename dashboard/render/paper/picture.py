"""A page as one picture, for previews of links and posts: its name, its first finding and its chart."""

from __future__ import annotations

import json
from pathlib import Path

from dashboard.core.content import Chart, Finding, Page
from dashboard.core.forms import Look, to_svg
from dashboard.core.palette import LIGHT
from dashboard.render.paper import press

HERE = Path(__file__).parent
# Size that previews ask for. Source: https://ogp.me and the guides of those who show them.
WIDTH, HEIGHT = 1200, 630
LOOK = Look(LIGHT, 1100)


def png(page: Page, title: str, edition: str) -> bytes:
    """Return a page as a PNG of 1200 by 630: its title, the first finding that has a chart, and that chart; the name alone where none has."""
    finding, chart = first_chart(page)
    shown = {
        "title": title,
        "said": finding.title if finding else "",
        "chart": to_svg(chart.form, LOOK) if chart else "",
        "alt": chart.form.alt if chart else "",
        "edition": edition,
    }
    with press.at_work() as at_work:
        return at_work.typeset(HERE / "picture.typ", "png", {"shown": json.dumps(shown)}, ppi=72)


def first_chart(page: Page) -> tuple[Finding | None, Chart | None]:
    """Return the first finding of a page that has a chart, and that chart."""
    for block in page.walk():
        if isinstance(block, Finding) and block.charts:
            return block, block.charts[0]
    return None, None
