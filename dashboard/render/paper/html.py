"""A document as one HTML file that needs nothing else: drawings, letters and styles are in it."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dashboard.render.paper.pdf import code
from dashboard.render.paper.sheet import Sheet

HERE = Path(__file__).parent
FONTS = {400: "Inter-Regular.otf", 600: "Inter-SemiBold.otf"}


def render(sheet: Sheet) -> bytes:
    """Return the file: all words escaped, no script, and no address that a browser would load from by itself."""
    template = _environment().get_template("paper.html.j2")
    fonts = {weight: _font(name) for weight, name in FONTS.items()}
    return template.render(fonts=fonts, code=code(sheet["address"]), **sheet).encode()


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


@cache
def _font(name: str) -> str:
    return b64encode((HERE / "fonts" / name).read_bytes()).decode()
