"""What may never stand in text that visitors read: a missing value's own name, a format that was not filled, a piece of code."""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import zip_longest

import pandas as pd

# Names of missing values and of what stands in for text, as words of their own.
WORDS = frozenset({"nan", "nat", "inf", "-inf", "<na>", "null", "undefined", "nonetype"})
PIECES = (
    "NaN", "NaT", "<NA>", "Timestamp(", "Timedelta(", "datetime.", "np.float64", "np.int64", "dtype:", "Traceback", "[object ", " object at 0x",
    "0 of 0", "| --", ", ,", ",,", " ,", "( )", "()", "[]", "{", "}", "+00:00", "00:00:00", "dashboard.", "dashboard/", "etl.views", "_iso3", "_tco2e",
)  # fmt: skip
# What stands around a word and is none of it.
AROUND = ".,;:!?()[]“”\"'*_|–"
# Where text is code on purpose, and where it is a drawing.
OF_CODE = frozenset({"code", "pre", "script", "style", "svg", "head"})


def leaks(text: str) -> list[str]:
    """Return what a text has that visitors may never read, each with the words around it; [] where it has nothing of it."""
    found = []
    for line in _without_addresses(text).splitlines():
        # Two blanks at the end of a line are a break of Markdown.
        said = line.strip()
        words = [word.strip(AROUND) for word in said.replace("–", " ").split()]
        bad = {word for word in words if word.lower() in WORDS} | {word for word in words if word in ("True", "False")}
        bad |= {piece for piece in PIECES if piece in said}
        # "None of these importers" is English.
        bad |= {one for one, after in zip_longest(words, words[1:]) if one == "None" and after != "of"}
        if "  " in said:
            bad.add("two blanks")
        found += [f"{piece!r} in “{_near(said, piece)}”" for piece in sorted(bad)]
    return found


def _without_addresses(text: str) -> str:
    """The words of Markdown links: where they lead is read by browsers alone."""
    first, *rest = text.split("](<")
    return first + "".join("]" + part.partition(">)")[2] for part in rest)


def _near(line: str, piece: str) -> str:
    place = max(line.find("  " if piece == "two blanks" else piece), 0)
    return line[max(0, place - 40) : place + len(piece) + 40]


def cells(table: pd.DataFrame) -> str:
    """Return all cells of a table, one a line."""
    return "\n".join(str(cell) for row in table.to_numpy().tolist() for cell in row)


class _Text(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.inside = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside += tag in OF_CODE
        self.lines += [
            value for name, value in attrs if name in ("title", "alt", "aria-label") and value and not self.inside
        ]

    def handle_endtag(self, tag: str) -> None:
        self.inside -= tag in OF_CODE

    def handle_data(self, data: str) -> None:
        if not self.inside and data.strip():
            self.lines.append(" ".join(data.split()) if "\n" in data else data.strip())


def text_of(html: str) -> str:
    """Return what a page of HTML says to its readers, piece by piece, without code and drawings."""
    return "\n".join(_Text(html).lines)
