"""HTML in pieces: elements that are left as they are, and what stands between them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator


def pieces(html: str, whole: re.Pattern[str]) -> Iterator[tuple[str, bool]]:
    """Return the pieces of HTML in their order, and of each whether it is an element of those that `whole` finds the beginning of (its first group
    is their name). They are never within their like; behind one that doesn't end nothing is taken apart."""
    at = 0
    while found := whole.search(html, at):
        ends = f"</{found[1]}>"
        end = html.find(ends, found.end())
        if end < 0:
            break
        yield html[at : found.start()], False
        yield html[found.start() : end + len(ends)], True
        at = end + len(ends)
    yield html[at:], False
