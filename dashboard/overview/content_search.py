"""Search: what a few words find, by kind, each with a link."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dashboard.core.choice import Choice
from dashboard.core.content import Block, Heading, Inputs, Link, Links, Page, Say
from dashboard.core.fields import FilterGroup, Offered, text
from dashboard.core.named import pair_named
from dashboard.core.panel import Panel
from dashboard.core.plain import link, plain
from dashboard.core.words import plural
from dashboard.overview import search
from dashboard.overview.search import Entry, Found

SHOWN = 12


@dataclass(frozen=True)
class Words:
    """What somebody looks for."""

    question: str = text(
        "q", "Look for", group=FilterGroup.NONE, nothing="Country, project, word", longest=search.LONGEST
    )


PANEL = Panel(
    "search", Words, Offered, lambda query, filters: Words(), (("question",),), "Look for", head=("question",)
)


def content(choice: Choice, pages: Callable[[], Iterable[tuple[str, str, str]]]) -> Page:
    """Return what the question `q` of the address finds; `pages` lists those that are listed."""
    chosen, _ = PANEL.read(dict(choice.own), choice.filters)
    question, box = chosen.question.strip(), Inputs(PANEL, chosen)
    among = search.index(pages())
    if not question:
        return Page((Say(_searched(among), "answer"), box, *_lists(), Heading("All pages"), Say(_all(among))))
    found = search.find(question, among)
    if (not found.count or found.is_part) and (pair := _pair(question)):
        names = " and ".join(choice.known.names[code] for code in pair.split("-"))
        said = (
            f"No agreement and no project of **{plain(names)}** is known here; their page says what is, and what isn’t."
        )
        return Page((box, Say(said, "answer"), choice.link(f"{names} as a pair", "pair", pair=pair), *_lists()))
    if not found.count:
        said = f"Nothing here is called “{plain(question[: search.LONGEST])}”. {_searched(among)}"
        return Page((box, Say(said, "nothing"), *_lists()))
    groups = [block for group, entries in found.groups for block in _group(group, entries)]
    return Page((box, Say(_answer(question, found), "answer"), *groups))


def _pair(question: str) -> str:
    """Return the key of the pair whose Parties are named one after the other; "" where they are not."""
    words = question[: search.LONGEST].split()
    ways = (f"{' '.join(words[:at])}-{' '.join(words[at:])}" for at in range(1, len(words)))
    return next(filter(None, map(pair_named, ways)), "")


def _answer(question: str, found: Found) -> str:
    read = f" Nothing has quite these words; they were read as “{plain(found.read_as)}”." if found.read_as else ""
    part = " Nothing has all of these words; this has most of them." if found.is_part else ""
    return f"**{found.count:,}** found for “{plain(question[: search.LONGEST])}”.{read}{part}"


def _group(group: str, entries: tuple[Entry, ...]) -> tuple[Block, ...]:
    lines = [f"- {_told(entry)}" for entry in entries[:SHOWN]]
    more = len(entries) - SHOWN
    rest = (Say(f"{more:,} more; another word narrows them.", "small"),) if more > 0 else ()
    return (Heading(f"{group}: {len(entries):,}"), Say("\n".join(lines)), *rest)


def _searched(among: search.Index) -> str:
    counts = {group: sum(entry.group == group for entry in among.entries) for group in search.GROUPS}
    return (
        f"The search knows {plural(counts[search.PARTY], 'Party', 'Parties')} under every ordinary name and in many languages, "
        f"{plural(counts[search.AGREEMENT], 'agreement')}, {plural(counts[search.PROJECT], 'project')}, technologies, measures, words and pages."
    )


def _all(among: search.Index) -> str:
    pages = [entry for entry in among.entries if entry.group == search.PAGE]
    return "\n".join(f"- {_told(page)}" for page in pages)


def _told(entry: Entry) -> str:
    return f"{link(entry.label, entry.address)}{f' · {plain(entry.note)}' if entry.note else ''}"


def _lists() -> tuple[Block, ...]:
    return (
        Links(
            (
                Link("Countries", "country"),
                Link("Agreements", "agreements"),
                Link("Projects", "projects"),
                Link("Words", "steps"),
            )
        ),
    )
