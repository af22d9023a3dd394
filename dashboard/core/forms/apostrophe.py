"""Apostrophes as print sets them. Pure; addresses, keys and what a program reads keep straight ones."""

from __future__ import annotations

import re

# What stays: the title of a publication, which is quoted as it is, the address of a link, and code.
_KEPT = r"\[(?:\\.|[^\]\\])*\]\(<?https?://[^\s>)]*>?\)|\]\([^)\s]*\)|`[^`]*`"
# Within a word; after bold words, a bracket or a link; and at the end of a plural.
_STRAIGHT = re.compile(rf"({_KEPT})|(?<=\w)'(?=\w)|(?<=[*)\]])'(?=s\b)|(?<=s)'(?=[\s*.,;:)]|$)")
# A straight quotation mark that opens: then one behind an s may close.
_OPENS = re.compile(r"(?<![\w*)\]])'(?=\w)")


def curly(text: str) -> str:
    """Return a text with curly apostrophes, but for titles of publications, addresses and code."""
    if "'" not in text:
        return text
    is_quoting = _OPENS.search(text) is not None

    def set_(found: re.Match[str]) -> str:
        if found[1]:
            return found[1]
        is_last = is_quoting and not text[found.end() : found.end() + 1].isalnum()
        return "'" if is_last else "’"

    return _STRAIGHT.sub(set_, text)
