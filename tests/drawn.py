"""What is drawn: the figures of a page as a visitor reads them, taken from its HTML."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from streamlit.testing.v1 import AppTest

from dashboard.core.forms import Form, Look, to_plotly
from dashboard.core.palette import LIGHT, Theme


@dataclass
class Tile:
    """A drawn figure: what it measures and of which choice, its heading, its value, its lines and its links."""

    measure: str
    scope: str
    heading: str = ""
    value: str = ""
    under: str = ""
    lines: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All words of the figure."""
        return " ".join([self.heading, self.value, self.under, *self.lines])


class _Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Tile] = []
        self.part = self.mark = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in ("section", "style"):
            self.mark = ""
        if "data-measure" in given:
            self.found.append(Tile(given["data-measure"], given["data-scope"]))
            self.part = ""
        if not self.found:
            return
        if tag == "a" and not given["href"].startswith(("cite/", "https://cite.invalid/", "#part-")):
            self.found[-1].links.append(given["href"])
        elif tag in ("dd", "span"):
            self.found[-1].lines.append(f"{self.mark}: " if self.mark else "")
        if tag == "div":
            self.part, (_, _, self.mark) = "", given.get("class", "").partition("bar ")
        if tag in ("h3", "dd", "dt", "span", "small") or given.get("class") in ("v", "by", "links", "word"):
            self.part = given.get("class") if tag in ("p", "div") else tag

    def handle_data(self, data: str) -> None:
        if not self.found:
            return
        tile = self.found[-1]
        if self.part in ("h3", "small"):
            tile.heading += data
        elif self.part in ("v", "word"):
            tile.value += data
        elif self.part == "by":
            tile.under += data
        elif self.part in ("dd", "span"):
            tile.lines[-1] += data


def tiles_of(app: AppTest) -> list[Tile]:
    """Return the figures that a page drew, in order."""
    return [tile for element in app.get("html") for tile in _Reader(element.proto.body).found]


def tiles(app: AppTest) -> dict[str, Tile]:
    """Return the figures of a page by heading."""
    return {tile.heading: tile for tile in tiles_of(app)}


def bars_of(app: AppTest) -> list[tuple[str, str, str, str]]:
    """Return what the bars by buyer say when they are pointed at: buyer, label of the figure, number, and what it is."""
    told = [
        text
        for chart in app.get("plotly_chart")
        for trace in json.loads(chart.proto.spec)["data"]
        for text in trace.get("hovertext", ())
    ]
    found = (
        re.fullmatch(r"<b>(.+?)</b>, (.+?): (.+?), (published total|traced to projects|unconfirmed, in no total)", text)
        for text in told
    )
    return [(one[1], one[2], one[3], one[4].partition(" ")[0].rstrip(",")) for one in found if one]


def figure(form: Form, is_phone: bool = False, theme: Theme = LIGHT) -> dict[str, Any]:
    """Return a form as the live page draws it on a wide screen or on a phone."""
    return to_plotly(form, Look(theme, 340 if is_phone else 1240, is_phone))
