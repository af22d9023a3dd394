"""Fonts of the framework without the signs that no page of the Atlas shows: a tenth of their bytes, the same look."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ICONS, TEXT = "MaterialSymbols", "SourceSansVF-Upright"
_WORD = re.compile(r"[a-z][a-z0-9_]{2,40}")
# Latin with its extensions, punctuation, currencies, arrows and signs: names of Parties and titles of their documents need no more.
LETTERS = [
    *range(0x20, 0x250),
    *range(0x1E00, 0x1F00),
    *range(0x2000, 0x2070),
    *range(0x2070, 0x20D0),
    *range(0x2100, 0x2300),
    0xFB01,
    0xFB02,
]


def words_of(files: Iterable[Path]) -> set[str]:
    """Return all words that could be names of icons in some files of code."""
    return set().union(*(_WORD.findall(file.read_text(encoding="utf-8", errors="ignore")) for file in files))


def icons(font: Path, named: set[str]) -> bytes:
    """Return a font of icons with those alone that are named; an icon is a ligature of the letters of its name."""
    whole = TTFont(font)
    letter = {glyph: chr(code) for code, glyph in whole.getBestCmap().items()}
    for lookup in whole["GSUB"].table.LookupList.Lookup:
        for table in (getattr(sub, "ExtSubTable", sub) for sub in lookup.SubTable):
            for first, ligatures in getattr(table, "ligatures", {}).items():
                table.ligatures[first] = [
                    one for one in ligatures if "".join(letter.get(g, "?") for g in (first, *one.Component)) in named
                ]
    return _subset(whole, [ord(sign) for sign in "abcdefghijklmnopqrstuvwxyz0123456789_ "])


def text(font: Path) -> bytes:
    """Return a font of text with the letters that languages in Latin script use."""
    return _subset(TTFont(font), LETTERS)


def _subset(font: TTFont, codes: list[int]) -> bytes:
    options = Options(flavor="woff2", layout_features=["*"], notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
