"""The brief as one HTML file that needs nothing else: drawings, letters and styles are in it."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dashboard.brief.sheet import Sheet

HERE = Path(__file__).parent


def render(sheet: Sheet) -> bytes:
    """Return the file: all words escaped, no script, and no address that a browser would load from by itself."""
    template = _environment().get_template("brief.html.j2")
    return template.render(fonts={weight: _font(name) for weight, name in FONTS.items()}, **sheet).encode()


FONTS = {400: "Inter-Regular.otf", 600: "Inter-SemiBold.otf"}


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


@cache
def _font(name: str) -> str:
    return b64encode((HERE / "fonts" / name).read_bytes()).decode()
