"""The page on which examples for scripts, spreadsheets and assistants stand, /api/clients: docs/clients.md with the address of this site in it."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from pathlib import Path

from markdown_it import MarkdownIt

from dashboard.core import static
from dashboard.render import frame
from dashboard.render.frame import Frame, Place
from dashboard.site.start import style

PATH = "/api/clients"
FILE = Path(__file__).parents[2] / "docs" / "clients.md"
# The address that the file has in its examples: that of `make run`.
LOCAL = "http://localhost:8501"
ABOUT = "Examples to copy: shell, Python, JavaScript, R, Excel and assistants, and which file is for what."
_HEADING = re.compile(r"<(h[23])>(.*?)</h[23]>")
_TITLE = re.compile(r"\A# (.+)\n")


@cache
def text() -> str:
    """Return the file as it stands in the repository."""
    return FILE.read_text(encoding="utf-8")


def page(site: str) -> str:
    """Return the page as a whole document."""
    found = _TITLE.match(text())
    title = found[1] if found else ""
    body = MarkdownIt("commonmark", {"html": False}).enable("table").render(text())
    main = _HEADING.sub(lambda at: f'<{at[1]} id="{_anchor(at[2])}">{at[2]}</{at[1]}>', body).replace(
        "<table>", '<div class="scroll" tabindex="0" role="region" aria-label="Table"><table>'
    )
    main = (
        main.replace("</table>", "</table></div>").replace("<pre>", '<pre tabindex="0">').replace(LOCAL, escape(site))
    )
    around = Frame(
        title, ABOUT, PATH, site, {"": [Place("./", "Overview"), Place("data", "Data"), Place("api", "For machines")]},
        style(), static.address("icon.png").removeprefix("/"),
    )  # fmt: skip
    return frame.document(around, f'<main id="main">{main}</main>')


def _anchor(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
