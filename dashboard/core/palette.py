"""One colour a buyer, the same on every page; grey for all others.

The tones differ in hue and in lightness, so that they stay apart for colour-blind readers, and each has a contrast of
at least 4.5:1 to its background, because names stand in them too (tests/dashboard/test_palette.py computes it). Colour is never the only mark: buyers are
always named beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

# A colour that has another in the dark: "var(--1a2530e8eef2,#1a2530)", light and dark, as rules of a style sheet know it.
_OF_BOTH = re.compile(r"var\(--([0-9a-f]{12}),")

LIGHT_BUYERS = {
    "JPN": "#1674d3",
    "SGP": "#853916",
    "CHE": "#c72253",
    "KOR": "#50148d",
    "SWE": "#8f7313",
    "NOR": "#187052",
    "AUS": "#a92d89",
}
DARK_BUYERS = {
    "JPN": "#5484c7",
    "SGP": "#e7831e",
    "CHE": "#ee4151",
    "KOR": "#9b66f2",
    "SWE": "#e5e77e",
    "NOR": "#24cd91",
    "AUS": "#f9b7e7",
}

# One colour a quantity of the ladder from a goal to what exists, and what is saved or lost: pale enough in the light theme
# and deep enough in the dark one for numbers on top.
LIGHT_QUANTITIES = {
    "goal": "#55626d",
    "officially_expected": "#8a5a00",
    "own_estimates": "#1f77b4",
    "issued": "#00796b",
    "transferred": "#7b3fa0",
    "saved": "#7fb9d0",
    "lost": "#f0aa7d",
}
DARK_QUANTITIES = {
    "goal": "#a9b7c1",
    "officially_expected": "#e0b050",
    "own_estimates": "#5aa9e6",
    "issued": "#3fc1a8",
    "transferred": "#b98ae0",
    "saved": "#1d5f7c",
    "lost": "#87481f",
}


@dataclass(frozen=True)
class Theme:
    """Colours of one theme as hex strings."""

    buyers: dict[str, str]
    quantities: dict[str, str]
    other: str
    text: str
    muted: str
    line: str
    background: str
    sea: str
    land: str
    neutral: str
    host: str
    accent: str
    published: str
    traced: str
    lead: str
    link: str

    def buyer(self, iso3: str) -> str:
        """Return the colour of a buyer, grey for one without its own."""
        return self.buyers.get(iso3, self.other)

    def colour(self, meaning: str) -> str:
        """Return the colour of a meaning: a country's code (as a buyer), a quantity, or a tone by its name ("accent", "lead").

        Raises KeyError for a meaning without a colour.
        """
        if meaning.isupper():
            return self.buyer(meaning)
        if meaning in self.quantities:
            return self.quantities[meaning]
        tone = vars(self).get(meaning)
        if not isinstance(tone, str):
            raise KeyError(f"no colour means {meaning!r}")
        return tone

    def ink(self, meaning: str) -> str:
        """Return the colour of a meaning for letters: one that is too pale for them, nearer to that of texts."""
        return mixed(self.traced, self.text, 0.45) if meaning == "traced" else self.colour(meaning)


LIGHT = Theme(
    buyers=LIGHT_BUYERS,
    quantities=LIGHT_QUANTITIES,
    other="#69757f",
    text="#1a2530",
    muted="#55626d",
    line="#d5dce1",
    background="#ffffff",
    sea="#f3f7f9",
    land="#dde3e7",
    neutral="#eceff1",
    host="#1a2530",
    accent="#3d6680",
    published="#1f4259",
    traced="#5f8dab",
    lead="#7a6a3a",
    link="#125386",
)
DARK = Theme(
    buyers=DARK_BUYERS,
    quantities=DARK_QUANTITIES,
    other="#98a5af",
    text="#e8eef2",
    muted="#a9b7c1",
    line="#33424e",
    background="#10181f",
    sea="#141f28",
    land="#2c3a45",
    neutral="#202c35",
    host="#e8eef2",
    accent="#8fb6cc",
    published="#c5daea",
    traced="#6f9cba",
    lead="#d0b45c",
    link="#8ec5ef",
)
# Black on white: what shape, fill and label say is enough. A buyer keeps its colour.
PAPER = replace(LIGHT, accent="#1a2530", line="#c3ccd2", sea="#ffffff", land="#e4e8eb", neutral="#f1f3f4")


def shade(look: Theme, step: int) -> str:
    """Return the grey of land with so many buyers, 1 to 4: the more, the further from the ground."""
    return mixed(look.land, look.text, (0.0, 0.14, 0.32, 0.52, 0.76)[step])


def meaning(code: object, other: str) -> str:
    """Return the code of a country that has a colour of its own, else the meaning `other`."""
    return code if isinstance(code, str) and code in LIGHT_BUYERS else other


def theme(name: str | None) -> Theme:
    """Return the theme that Streamlit calls `name`; light when it is not known."""
    return DARK if name == "dark" else LIGHT


def rgba(colour: str, alpha: int = 255) -> list[int]:
    """Return a hex colour as red, green, blue and alpha, each 0 to 255."""
    return [*bytes.fromhex(colour.removeprefix("#")), alpha]


def mixed(colour: str, other: str, share: float) -> str:
    """Return a hex colour on the way from `colour` (share 0) to `other` (share 1); of two colours of BOTH, both."""
    if colour.startswith("var(") or other.startswith("var("):
        return both(*(mixed(one, another, share) for one, another in zip(_each(colour), _each(other), strict=True)))
    tones = (round(a + (b - a) * share) for a, b in zip(rgba(colour)[:3], rgba(other)[:3], strict=True))
    return "#" + "".join(f"{tone:02x}" for tone in tones)


def both(light: str, dark: str) -> str:
    """Return two hex colours as one that is `light`, and `dark` where a style sheet says so: "var(--1a2530e8eef2,#1a2530)"."""
    return light if light == dark else f"var(--{light[1:]}{dark[1:]},{light})"


def in_the_dark(html: str) -> dict[str, str]:
    """Return the colours of BOTH that HTML uses, sorted: the name of each in a style sheet, and its hex in the dark."""
    return {f"--{pair}": f"#{pair[6:]}" for pair in sorted(set(_OF_BOTH.findall(html)))}


def _each(colour: str) -> tuple[str, str]:
    found = _OF_BOTH.match(colour)
    return (f"#{found[1][:6]}", f"#{found[1][6:]}") if found else (colour, colour)


def _of_each(light: Any, dark: Any) -> Any:
    return {name: both(light[name], dark[name]) for name in light} if isinstance(light, dict) else both(light, dark)


# One drawing for both themes.
BOTH = Theme(**{name: _of_each(tone, vars(DARK)[name]) for name, tone in vars(LIGHT).items()})
