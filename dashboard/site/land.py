"""Land for documents that are files: a browser lets a file show another as a picture, but use no part of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from dashboard.core import static
from dashboard.core.palette import LIGHT

FILES = ("land-far.svg", "land-near.svg")
# Half the width and height of an Equal Earth map of the whole world, with a little sea around it.
EAST_KM, NORTH_KM = 17_400, 8_700
_STEP = re.compile(r'data-step-km="([\d.]+)"')
_PATH = re.compile(r'<path id="([A-Z0-9_-]+)" d="([^"]*)"/>')
_USE = re.compile(r'<use href="(land-\w+\.svg)#([A-Za-z0-9_-]+)"([^>]*)/>')


def write(folder: Path) -> None:
    """Write the outlines as pictures: land and what is neutral in their colours."""
    for name in FILES:
        x, y = _half(name)
        text = (static.FOLDER / name).read_text(encoding="utf-8")
        text = text.replace(
            "<svg ", f'<svg viewBox="{-x} {-y} {2 * x} {2 * y}" stroke="{LIGHT.background}" stroke-width=".8" ', 1
        )
        for group, fill in (("land", LIGHT.land), ("neutral", LIGHT.neutral)):
            text = text.replace(f'<g id="{group}"', f'<g id="{group}" fill="{fill}"', 1)
        (folder / name).write_text(text, encoding="utf-8")


def as_picture(text: str) -> str:
    """Return a document in which land is a picture, and the countries that a map is of are drawn on it."""
    return _USE.sub(_drawn, text)


def _drawn(found: re.Match[str]) -> str:
    name, part, more = found.groups()
    if part == "land":
        x, y = _half(name)
        return f'<image href="{name}" x="{-x}" y="{-y}" width="{2 * x}" height="{2 * y}"/>'
    path = _paths(name).get(part)
    return f'<path d="{path}"{more}/>' if path else ""


@cache
def _half(name: str) -> tuple[int, int]:
    found = _STEP.search((static.FOLDER / name).read_text(encoding="utf-8"))
    step = float(found[1]) if found else 1.0
    return round(EAST_KM / step), round(NORTH_KM / step)


@cache
def _paths(name: str) -> Mapping[str, str]:
    return dict(_PATH.findall((static.FOLDER / name).read_text(encoding="utf-8")))
