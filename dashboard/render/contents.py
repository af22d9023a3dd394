"""What a long page holds: a folded list of its headings, each a link to its place. The same on live pages (start.js leads there) and in documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape, unescape

from dashboard.core.content import Block, Finding, Group, Heading, Say

# Fewer headings are seen at a glance.
LEAST = 5
_OF_TEXT = re.compile(r"^## (.+)$", re.MULTILINE)
_H2 = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_SIGNS = re.compile(r"[^a-z0-9]+")


def html(blocks: Iterable[Block]) -> str:
    """Return the list of what stands on a page; "" where its headings are few."""
    titles = list(dict.fromkeys(_titles(blocks)))
    if len(titles) < LEAST:
        return ""
    links = "".join(f'<li><a href="#{_name(title)}">{escape(title)}</a></li>' for title in titles)
    return f'<nav class="contents" aria-label="On this page"><details><summary>On this page: {len(titles)} parts</summary><ol>{links}</ol></details></nav>'


def placed(document: str) -> str:
    """Return the blocks of a document with a place for each heading, as the list names it."""
    seen: set[str] = set()

    def place(found: re.Match[str]) -> str:
        name = _name(unescape(_TAG.sub("", found[1])))
        if name in seen or found[1] == "In figures":
            return found[0]
        seen.add(name)
        return f'<h2 id="{name}">{found[1]}</h2>'

    return _H2.sub(place, document)


def _titles(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading(level=2):
                yield block.text
            case Finding() if block.title:
                yield block.title
            case Say():
                yield from _OF_TEXT.findall(block.text)
            case Group() if not block.fold:
                if block.title:
                    yield block.title
                yield from _titles(block.blocks)


def _name(title: str) -> str:
    return f"at-{_SIGNS.sub('-', title.lower()).strip('-')[:60].strip('-')}"
