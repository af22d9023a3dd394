"""Texts of ours, in Markdown, as runs of words for paper, and the letters that paper can show. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from markdown_it.token import Token

from dashboard.core.plain import JOINER
from dashboard.render.document import MARKDOWN

# Words that are bold or not, lead to an address or not, and have the number of a source or 0.
Run: TypeAlias = dict[str, Any]
# A paragraph ("") or an entry of a list ("–", "1."), as runs.
Line: TypeAlias = dict[str, Any]
# From the address and the words of a link to what it is on paper: its whole address ("" for none) and the number of its source.
Followed: TypeAlias = Callable[[str, str], tuple[str, int]]
# What the fonts of paper (fonts/) can not show: all but Latin letters, figures and signs.
_NOT_SHOWN = re.compile(
    r"[^\u0020-\u007e\u00a0-\u017f\u0218-\u021b\u1ea0-\u1ef9\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u202f"
    r"\u2030\u2032\u2033\u20ac\u2080-\u2084\u2190-\u2193\u2212\u2264\u2265]"
)

# Signs before a word that says the same.
_MARKS = re.compile("[●◐○◌✕▨] ")


def printable(text: str) -> str:
    """Return a text in the letters that both forms can show: marks without a width go, an unknown letter becomes "?"."""
    if not _NOT_SHOWN.search(text):
        return text
    text = _MARKS.sub("", text)
    signs = re.sub(r"[\r\n\t]+", " ", unicodedata.normalize("NFC", text.replace("✓", "yes")))
    return _NOT_SHOWN.sub("?", "".join(sign for sign in signs if unicodedata.category(sign) not in ("Cf", "Cc")))


def run(text: str, *, is_bold: bool = False, url: str = "", note: int = 0) -> Run:
    """Return words as they stand."""
    return {"text": printable(text), "bold": is_bold, "url": url, "note": note}


def lines(text: str, followed: Followed) -> list[Line]:
    """Return a text in Markdown as its paragraphs, the entries of its lists, and the rows of its tables, cell after cell."""
    found: list[Line] = []
    marks: list[str] = []
    cells: list[Run] | None = None
    for token in MARKDOWN.parse(text.replace(JOINER, "")):
        if token.type == "list_item_open":
            marks.append(f"{token.info}." if token.info else "–")
        elif token.type == "list_item_close":
            marks.pop()
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close" and cells is not None:
            found.append({"mark": "–", "runs": cells})
            cells = None
        elif token.type == "inline" and cells is not None:
            cells += [run(": ")] * bool(cells) + list(_runs(token.children or [], followed))
        elif token.type == "inline":
            found.append({"mark": marks[-1] if marks else "", "runs": list(_runs(token.children or [], followed))})
    return found


def runs(text: str, followed: Followed) -> list[Run]:
    """Return a text in Markdown that is one line, such as that of a cell."""
    return [part for line in lines(text, followed) for part in line["runs"]]


def _runs(tokens: list[Token], followed: Followed) -> Iterator[Run]:
    is_bold, address, words = False, "", ""
    for token in tokens:
        if token.type in ("strong_open", "strong_close"):
            is_bold = token.type == "strong_open"
        elif token.type == "link_open":
            address, words = str(token.attrs.get("href", "")), ""
        elif token.type == "link_close":
            url, note = followed(address, words)
            yield run(words, is_bold=is_bold, url=url, note=note)
            address = ""
        elif text := (" " if token.type in ("softbreak", "hardbreak") else token.content):
            if address:
                words += text
            else:
                yield run(text, is_bold=is_bold)
