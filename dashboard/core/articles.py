"""Names of Parties that take the article: the data call them by their short names, sentences say "the Republic of Korea"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from dashboard.core.content import Chart, Entry, Finding, Group, Heading, Link, Links, Listing, Page, Say, Share, Table
from dashboard.core.rewording import reworded

_NAMES = (
    r"Bahamas|Central African Rep\.?|Comoros|Cook Islands|Dominican Rep\.?|European Union|Gambia|Holy See|Maldives|Marshall Islands|"
    "Netherlands|Philippines|Republic of Korea|Solomon Islands|UAE|United Kingdom|United States"
)
# The title of a publication, which is quoted as it is: the words of a link that leaves the Atlas.
_QUOTED = r"(?P<quoted>\[(?:\\.|[^\]\\])*\]\(<?https?://[^\s>)]*>?\))"
# Within a sentence: after a word, or in a list; not where names are labels: before a number or another name of a pair, after a comma within a link, or as
# what is chosen in a filter.
_WITHIN = re.compile(
    rf"{_QUOTED}|(?<=[a-z)] )(?<![Tt]he )(?<!buyer )(?<!buyers )(?<!hosts )(?<!porter )(?<!porters )(\**\[?\**)({_NAMES})(?!\w)(?![–\-])(?! [\d·])"
    rf"|(?:(?<=[a-z)], )|(?<=20\d\d, ))(\**)({_NAMES})(?!\w)(?![–:\-\]])(?!,? [\d·])"
)
# Most texts name none of them.
_ANY = re.compile(_NAMES)
_FIRST = re.compile(
    rf"{_QUOTED}|(?:^|(?<=[.!?] ))(\**\[?\**)({_NAMES})(?!\w)(?=\**(?:’s?|'s?)?\**\]? [a-z(])", re.MULTILINE
)

# Which parts of a block are sentences, which are words that only hold names, and which are blocks again.
_SENTENCES: dict[type, tuple[str, ...]] = {
    Say: ("text", "lead", "aside"), Finding: ("title", "drawn", "drawn_on_phone"), Chart: ("title",), Share: ("text",), Entry: ("text",),
    Table: ("fold",),
}  # fmt: skip
_LABELS: dict[type, tuple[str, ...]] = {Heading: ("text",), Link: ("words",), Group: ("title", "fold")}
_PARTS: dict[type, tuple[str, ...]] = {
    Group: ("blocks",), Finding: ("charts", "notes"), Links: ("links",), Listing: ("entries",)
}  # fmt: skip


def within(text: str) -> str:
    """Return a text in which names that take the article have it where a word of the sentence stands before them."""
    if not _ANY.search(text):
        return text
    return _WITHIN.sub(lambda found: found["quoted"] or f"{found[2] or found[4] or ''}the {found[3] or found[5]}", text)


def said(text: str) -> str:
    """Return a sentence or several in which names have the article also where they begin one."""
    if not _ANY.search(text):
        return text
    return _FIRST.sub(lambda found: found["quoted"] or f"{found[2]}The {found[3]}", within(text))


def with_articles(page: Page) -> Page:
    """Return a page whose sentences say names of Parties as English does; cells, labels of charts and names that stand alone are as they were."""
    return replace(
        page,
        blocks=tuple(map(_told, page.blocks)),
        heading=within(page.heading),
        description=within(page.description),
    )


def _told(block: Any) -> Any:
    return reworded(block, ((_SENTENCES, said), (_LABELS, within)), _PARTS, _told, said)
