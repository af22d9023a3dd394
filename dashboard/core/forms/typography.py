"""Text as print sets it: curly apostrophes, and the 2 of CO₂ below the line. Pure; addresses, keys and what a program reads stay as they are written."""

from __future__ import annotations

import re

# What stays: the title of a publication, which is quoted as it is, the address of a link, and code.
_KEPT = r"\[(?:\\.|[^\]\\])*\]\(<?https?://[^\s>)]*>?\)|\]\([^)\s]*\)|`[^`]*`"
# Within a word; after bold words, a bracket or a link; and at the end of a plural.
_STRAIGHT = re.compile(rf"({_KEPT})|(?<=\w)'(?=\w)|(?<=[*)\]])'(?=s\b)|(?<=s)'(?=[\s*.,;:)]|$)")
# A straight quotation mark that opens: then one behind an s may close.
_OPENS = re.compile(r"(?<![\w*)\]])'(?=\w)")
# CO2, tCO2e, gCO2e; not within an address that is written out.
_CARBON_DIOXIDE = re.compile(rf"({_KEPT}|https?://\S+)|(?<![^\W\d_])((?:[kMG]?t|k?g)?CO)2(?=e?q?\b)")


def typeset(text: str) -> str:
    """Return a text with curly apostrophes and CO₂, but for titles of publications, addresses and code."""
    if "CO2" in text:
        text = _CARBON_DIOXIDE.sub(lambda found: found[1] or f"{found[2]}₂", text)
    return _curly(text)


def _curly(text: str) -> str:
    if "'" not in text:
        return text
    is_quoting = _OPENS.search(text) is not None

    def set_(found: re.Match[str]) -> str:
        if found[1]:
            return found[1]
        is_last = is_quoting and not text[found.end() : found.end() + 1].isalnum()
        return "'" if is_last else "’"

    return _STRAIGHT.sub(set_, text)
