"""What can be found by a few words: Parties under every ordinary name, answers on them, agreements, projects, technologies, measures, words, pages and sources.

An entry is found where each word of the question that says something begins a word of it; a word that begins none is taken for the one nearest to it.
Where nothing has all words, what has most of them is found.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from urllib.parse import urlencode

from dashboard.core.choice import Choice
from dashboard.core.choices import Filters, offered
from dashboard.core.dates import known_date
from dashboard.core.forms.typography import typeset
from dashboard.core.glossary import TERMS
from dashboard.core.records import as_dicts
from dashboard.core.warehouse import build_id
from dashboard.overview import asked, by_name, by_pair, queries
from dashboard.places.figures import HEADLINES

PARTY, AGREEMENT, PROJECT, KIND = "Countries", "Agreements", "Projects", "Technologies and sectors"
MEASURE, WORD, PAGE, ANSWER, SOURCE = "Measures", "Words", "Pages", "Answers", "Sources"
GROUPS = (PARTY, ANSWER, PAGE, AGREEMENT, PROJECT, KIND, MEASURE, WORD, SOURCE)
LONGEST, ALIKE = 80, 0.74
# A slip in the first letter is rare: another one is read only where nearly all else agrees, and no word of three letters is read as another, or another as it.
ALIKE_ELSE, SHORTEST = 0.85, 4
_DAY = re.compile(r"\d{4}-\d\d(-\d\d)?$")
# Words of a question that say nothing of what is sought; names of Parties hold some, and a question of nothing else is sought as it is.
_SAYING_NOTHING = (
    "a about already am an and any are as at be been by can could did do does each every for from give had has have how i in into is it its list many me much my no "
    "not of on or our per show should so tell than that their there these they this those to us was we were what when where which who whom whose why will with would you your"
)
SAYS_NOTHING = frozenset(_SAYING_NOTHING.split())
# A name of a Party has so many words at most; none of two letters is looked for inside a question.
NAMED_BY, SHORT_NAME = 6, 2
# What people look for and a page answers, though neither its title nor its heading says so.
SOUGHT = {
    "start": "what is an itmo, carbon credit, offset, beginner, basics, article 6",
    "calculator": "price, cost, saving",
    "delivered": "how much was issued, transferred, used, paid",
    "units": "authorisation, corsia, airlines, aviation",
    "rules": "fees, charges, limits, share of proceeds, negative list, positive list, whitelist, conditions, requirements, letter of authorisation",
    "steps": "stages, procedure, project cycle, glossary",
    "data": "download, csv, excel, xlsx, table, api, licence, license, open data",
    "method": "how to cite, citation, licence, license, contact, about",
    "trade": "exports, imports, lithium, batteries, electric vehicles, lng, natural gas, minerals",
    "network": "largest buyer, biggest buyers, most hosts, most partners, competition",
    "projects": "largest host, most projects, biggest projects, pipeline",
    "targets": "goals, enough, target of buyers, by 2030, demand",
    "account": "report, reported, biennial transparency report, annual information, double counting, balance, registry, emissions balance",
    "changes": "news, new, latest, newest, update",
    "organise": "programme, institutions, procurement, tender, ministry",
}
# The same for words of the glossary and for questions of the front page, by how they begin.
SOUGHT_WORDS = {
    "Corresponding adjustment": "double counting, double claiming, counted twice",
    "NDC": "climate target, climate plan",
    "Authorisation": "authorization, authorised, authorized",
    "First transfer": "first international transfer",
    "JCM": "bilateral offset credit mechanism, BOCM",
    "OMGE": "cancellation, overall mitigation",
    "Article 6.4": "UN mechanism, supervisory body, A6.4ER, clean development mechanism",
}
SOUGHT_QUESTIONS = {
    "What does an ITMO cost?": "price, prices, credit, credits, ton, tonne, paid, pay, pays, most, highest, cheapest, average, expensive",
    "Can an authorisation be changed or revoked?": "reversal, revocation, letter",
    "Is a corresponding adjustment made": "double counting, double claiming",
    "Which agreements are in force?": "entry into force, signed, binding",
    "What was really transferred": "itmos, delivered, sold, most, bought",
    "Where are credits already authorised?": "hosts, which, not, yet, authorized",
    "Which activities are eligible?": "positive list, negative list, whitelist, eligibility",
    "Who authorises": "letter, ministry, signs, designated national authority",
    "Do projects deliver": "additionality, performance, quality",
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
    """What a question finds, group by group, best first; `read_as` are the words that were sought where they are others than asked; where
    it `is_part`, nothing has all words, and this has most."""

    groups: tuple[tuple[str, tuple[Entry, ...]], ...]
    read_as: str = ""
    is_part: bool = False

    @property
    def count(self) -> int:
        """How many entries are found."""
        return sum(len(entries) for _, entries in self.groups)


@dataclass(frozen=True)
class Index:
    """All that can be found: the names of each entry as words (`names`, each with the place of its `entry`), every word with the names that hold it, and Parties by name."""

    entries: tuple[Entry, ...]
    names: tuple[tuple[int, tuple[str, ...]], ...]
    vocabulary: tuple[str, ...]
    held_by: dict[str, tuple[int, ...]]
    parties: dict[tuple[str, ...], tuple[str, ...]]

    def begun(self, word: str) -> range:
        """Return the places in the vocabulary of the words that begin so."""
        first = bisect_left(self.vocabulary, word)
        return range(first, bisect_left(self.vocabulary, word + chr(0x10FFFF), first))

    def known(self, word: str) -> str:
        """Return the word where it begins one that is known or says nothing, else the known one that is most like it, or again the word."""
        if len(word) < SHORTEST or word in SAYS_NOTHING or self.begun(word):
            return word
        whole = [known for known in self.vocabulary if len(known) >= SHORTEST]
        alike = get_close_matches(word, [known for known in whole if known[0] == word[0]], 1, ALIKE)
        return next(iter(alike or get_close_matches(word, whole, 1, ALIKE_ELSE)), word)

    def having(self, word: str) -> set[int]:
        """Return the places of the names that have a word that begins so."""
        return {name for at in self.begun(word) for name in self.held_by[self.vocabulary[at]]}

    def renamed(self, words: Sequence[str]) -> list[str]:
        """Return the words with every name of a Party in them as the Atlas calls it, the longest first."""
        found: list[str] = []
        at = 0
        while at < len(words):
            for end in range(min(at + NAMED_BY, len(words)), at, -1):
                if name := self.parties.get(tuple(words[at:end])):
                    found += name
                    break
            else:
                found.append(words[at])
                end = at + 1
            at = end
        return found


@lru_cache(maxsize=2)
def _index(build: str, pages: tuple[tuple[str, str, str], ...]) -> Index:
    known = offered()
    filters = Filters(known.edition_on)
    told = [
        Entry(MEASURE, f.label, f.question, "rows", (("figure", f.name),), (f"{f.label} {f.question}",))
        for f in HEADLINES.values()
    ]
    told += [
        Entry(WORD, typeset(t.word), typeset(t.meaning), "steps", (), (t.word, *t.forms, *_also(SOUGHT_WORDS, t.word)))
        for t in TERMS
    ]
    told += [
        Entry(PAGE, title, heading, name, (), (f"{title} {heading} {SOUGHT.get(name, '')}",))
        for name, title, heading in pages
    ]
    told += [
        Entry(
            ANSWER,
            q.words,
            q.answer,
            q.page,
            q.query,
            (f"{q.words} {q.asker} {' '.join(_also(SOUGHT_QUESTIONS, q.words))}",),
        )
        for q in asked.asked(Choice(filters, filters, known))
    ]
    told += [
        Entry(ANSWER, one.label, one.answer, one.page, one.query, one.words)
        for one in (*by_name.answers(filters), *by_pair.answers(filters))
    ]
    folded = iter(queries.folded([name for one in told for name in one.names]))
    return _indexed((*_of_warehouse(), *(replace(one, names=tuple(next(folded) for _ in one.names)) for one in told)))


def _also(words: dict[str, str], name: str) -> list[str]:
    return [also for begin, also in words.items() if name.startswith(begin)]


def _indexed(entries: tuple[Entry, ...]) -> Index:
    names = tuple((at, tuple(name.split())) for at, entry in enumerate(entries) for name in entry.names)
    held_by: dict[str, list[int]] = {}
    for place, (_, words) in enumerate(names):
        for word in dict.fromkeys(words):
            held_by.setdefault(word, []).append(place)
    parties: dict[tuple[str, ...], tuple[str, ...]] = {}
    for entry in (one for one in entries if one.group == PARTY):
        code, called = entry.query[0][1].lower(), queries.folded([entry.label])[0]
        for name in entry.names:
            # A code is no name inside a question, for many are words (per, ton, are).
            if name != code and not (name.isascii() and len(name) <= SHORT_NAME):
                parties[tuple(name.split())] = tuple(called.split())
    return Index(entries, names, tuple(sorted(held_by)), {word: tuple(of) for word, of in held_by.items()}, parties)


def _of_warehouse() -> tuple[Entry, ...]:
    return tuple(
        Entry(
            str(row["kind"]),
            str(row["label"]),
            _DAY.sub(lambda found: known_date(found[0]), str(row["note"] or "")),
            str(row["page"]),
            ((str(row["parameter"]), str(row["value"])),) if row["parameter"] else (),
            tuple(dict.fromkeys(name for name in row["names"] if name)),
        )
        for row in as_dicts(queries.to_be_found())
    )


def index(pages: Iterable[tuple[str, str, str]]) -> Index:
    """Return all that can be found, made once a build; `pages` are those that are listed, each with its name, its title and its heading."""
    return _index(build_id(), tuple(pages))


def find(question: str, among: Index) -> Found:
    """Return what a question of a few words finds, by the names that it says and by those that the Atlas has for the same Parties."""
    words = queries.folded([question[:LONGEST]])[0].split()
    if not words:
        return Found(())
    read = [among.known(word) for word in words]
    asked = " ".join(read)
    ways = [_telling(way) for way in (read, among.renamed(read))]
    ways = ways if ways[0] != ways[1] else ways[:1]
    scored: dict[int, int] = {}
    most = max(len(way) for way in ways)
    for least in range(most, 0, -1):
        for way in ways:
            for name in _having(way, among, least - most + len(way)):
                entry, parts = among.names[name]
                scored[entry] = max(scored.get(entry, 0), _score(way, read, parts))
        if scored:
            break
    # Where something is called so and not otherwise, its group leads: JCM is a word before it is a part of agreements' names.
    found = [(score, among.entries[at]) for at, score in scored.items()]
    exact = {entry.group for _, entry in found if {asked, " ".join(ways[0])} & {*entry.names}}
    found.sort(
        key=lambda one: (
            one[1].group not in exact,
            GROUPS.index(one[1].group),
            -one[0],
            len(one[1].label),
            one[1].label,
            one[1].address,
        )
    )
    groups = tuple((group, tuple(of)) for group, of in groupby((entry for _, entry in found), key=attrgetter("group")))
    return Found(groups, asked if read != words else "", bool(groups) and least < most)


def _telling(words: Sequence[str]) -> list[str]:
    return [word for word in dict.fromkeys(words) if word not in SAYS_NOTHING] or list(dict.fromkeys(words))


def _having(words: Sequence[str], among: Index, least: int) -> set[int]:
    """Return the places of the names that have so many of some words."""
    if least < 1:
        return set()
    each = [among.having(word) for word in words]
    if least == len(words):
        return set.intersection(*each)
    counts = Counter(name for names in each for name in names)
    return {name for name, count in counts.items() if count >= least}


def _score(words: Sequence[str], read: Sequence[str], parts: Sequence[str]) -> int:
    """Return how well a name that has them fits some words of a question."""
    whole = sum(word in parts for word in words)
    begins = all(part.startswith(word) for part, word in zip(parts, words, strict=False))
    is_exact = tuple(parts) in (tuple(words), tuple(read))
    return 1 + WHOLE * whole + (EXACT if is_exact else BEGINS if begins else 0)
