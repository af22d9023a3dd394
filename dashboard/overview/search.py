"""What can be found by a few words: Parties under every ordinary name, answers on them, agreements, projects, technologies, measures, words and pages.

An entry is found where each word of the question begins a word of it; a word that begins none is taken for the one nearest to it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from urllib.parse import urlencode

from dashboard.core.dates import known_date
from dashboard.core.glossary import TERMS
from dashboard.core.records import as_dicts
from dashboard.core.warehouse import build_id
from dashboard.overview import by_name, queries
from dashboard.places.figures import HEADLINES

PARTY, AGREEMENT, PROJECT, KIND = "Countries", "Agreements", "Projects", "Technologies and sectors"
MEASURE, WORD, PAGE, ANSWER = "Measures", "Words", "Pages", "Answers"
GROUPS = (PARTY, ANSWER, PAGE, AGREEMENT, PROJECT, KIND, MEASURE, WORD)
LONGEST, ALIKE = 80, 0.74
_DAY = re.compile(r"\d{4}-\d\d(-\d\d)?$")
# What people look for and a page answers, though neither its title nor its heading says so.
SOUGHT = {
    "start": "what is an itmo, carbon credit, offset, beginner, basics",
    "calculator": "price, cost, saving",
    "delivered": "how much was issued, transferred, used",
    "units": "authorisation, corsia, airlines",
    "rules": "fees, charges, limits, share of proceeds",
    "steps": "stages, procedure",
    "data": "download, csv, table",
}
# What an exact name, a name that begins so, and a word that is whole count for.
EXACT, BEGINS, WHOLE = 8, 4, 1


@dataclass(frozen=True)
class Entry:
    """Something to be found: its group, what it is called, a remark, its page and the query of its address, and the names that
    lead to it, each as folded words."""

    group: str
    label: str
    note: str
    page: str
    query: tuple[tuple[str, str], ...]
    names: tuple[str, ...]

    @property
    def address(self) -> str:
        """The address that opens it."""
        return f"{self.page}?{urlencode(self.query)}" if self.query else self.page


@dataclass(frozen=True)
class Found:
    """What a question finds, group by group, best first; `read_as` are the words that were sought where they are others than asked."""

    groups: tuple[tuple[str, tuple[Entry, ...]], ...]
    read_as: str = ""

    @property
    def count(self) -> int:
        """How many entries are found."""
        return sum(len(entries) for _, entries in self.groups)


@dataclass(frozen=True)
class Index:
    """All that can be found, each with the words of its names, and every such word."""

    entries: tuple[Entry, ...]
    parts: tuple[tuple[tuple[str, ...], ...], ...]
    vocabulary: tuple[str, ...]

    def known(self, word: str) -> str:
        """Return the word where it begins one that is known, else the known one that is most like it, or again the word."""
        at = bisect_left(self.vocabulary, word)
        if at < len(self.vocabulary) and self.vocabulary[at].startswith(word):
            return word
        return next(iter(get_close_matches(word, self.vocabulary, 1, ALIKE)), word)


@lru_cache(maxsize=2)
def _index(build: str, pages: tuple[tuple[str, str, str], ...]) -> Index:
    written: list[tuple[str, str, str, str, tuple[tuple[str, str], ...]]] = [
        (MEASURE, f.label, f.question, "rows", (("figure", f.name),)) for f in HEADLINES.values()
    ]
    written += [(WORD, term.word, term.meaning, "steps", ()) for term in TERMS]
    written += [(PAGE, title, heading, name, ()) for name, title, heading in pages]
    folded = queries.folded(
        [
            f"{label} {note if group in (PAGE, MEASURE) else ''} {SOUGHT.get(page, '') if group == PAGE else ''}"
            for group, label, note, page, _ in written
        ]
    )
    told = [Entry(*one, names=(name,)) for one, name in zip(written, folded, strict=True)]
    warehouse = _of_warehouse()
    named = {dict(one.query)["country"]: one.names for one in warehouse if one.group == PARTY}
    answers = [Entry(ANSWER, one.label, one.answer, one.page, one.query, one.words) for one in by_name.answers(named)]
    entries = (*warehouse, *answers, *told)
    parts = tuple(tuple(tuple(name.split()) for name in entry.names) for entry in entries)
    return Index(entries, parts, tuple(sorted({word for names in parts for name in names for word in name})))


def _of_warehouse() -> tuple[Entry, ...]:
    return tuple(
        Entry(
            str(row["kind"]),
            str(row["label"]),
            _DAY.sub(lambda found: known_date(found[0]), str(row["note"] or "")),
            str(row["page"]),
            ((str(row["parameter"]), str(row["value"])),),
            tuple(dict.fromkeys(name for name in row["names"] if name)),
        )
        for row in as_dicts(queries.to_be_found())
    )


def index(pages: Iterable[tuple[str, str, str]]) -> Index:
    """Return all that can be found, made once a build; `pages` are those that are listed, each with its name, its title and its heading."""
    return _index(build_id(), tuple(pages))


def find(question: str, among: Index) -> Found:
    """Return what a question of a few words finds. What names a Party finds all that names it otherwise, too."""
    words = queries.folded([question[:LONGEST]])[0].split()
    if not words:
        return Found(())
    read = [among.known(word) for word in words]
    asked = " ".join(read)
    called = [entry.label for entry in among.entries if entry.group == PARTY and asked in entry.names]
    ways = [read, *(name.split() for name in (queries.folded(called) if called else []) if name != asked)]
    scored = [
        (score, entry)
        for entry, names in zip(among.entries, among.parts, strict=True)
        if (score := max(_score(way, names) for way in ways))
    ]
    # Where something is called so and not otherwise, its group leads: JCM is a word before it is a part of agreements' names.
    exact = {entry.group for _, entry in scored if asked in entry.names}
    scored.sort(
        key=lambda one: (
            one[1].group not in exact,
            GROUPS.index(one[1].group),
            -one[0],
            len(one[1].label),
            one[1].label,
        )
    )
    found = [entry for _, entry in scored]
    groups = tuple((group, tuple(of)) for group, of in groupby(found, key=attrgetter("group")))
    return Found(groups, asked if read != words else "")


def _score(words: Sequence[str], names: Sequence[tuple[str, ...]]) -> int:
    """Return how well the best of some names fits, or 0 where none has all words."""
    best = 0
    for parts in names:
        if not all(any(part.startswith(word) for part in parts) for word in words):
            continue
        whole = sum(word in parts for word in words)
        begins = all(part.startswith(word) for part, word in zip(parts, words, strict=False))
        best = max(best, 1 + WHOLE * whole + (EXACT if tuple(words) == parts else BEGINS if begins else 0))
    return best
