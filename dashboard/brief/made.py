"""A brief, made of pages, and as a file to save."""

from __future__ import annotations

from dataclasses import replace

from dashboard.agreements import queries
from dashboard.brief.asked import PICKED_PAGES, Asked, asked
from dashboard.brief.choose import Beside, Chosen, Take, choose
from dashboard.brief.kinds import Part
from dashboard.core import kept, site
from dashboard.core.choice import Choice
from dashboard.core.choices import Filters, address, followed, in_words, offered
from dashboard.core.content import Block, Heading, Page, Say
from dashboard.core.records import as_tuples
from dashboard.core.words import day, known_date, sentence
from dashboard.pages import ENTRIES
from dashboard.render.paper import html, pdf
from dashboard.render.paper.record import Paper, Piece, Publication


def save(key: str, suffix: str, chosen: Filters) -> bytes:
    """Return the brief that a key asks for (dashboard.brief.asked) by these filters as a file: pdf, or html."""
    sheet, document = pdf.fit(brief(key, chosen))
    return document if suffix == "pdf" else html.render(sheet)


def pages(key: str, chosen: Filters) -> list[Page]:
    """Return the pages that a brief is made of, as anybody sees them who makes the same choice."""
    what = asked(key, offered().names)
    return [_page(part, what.subject, chosen) for part in what.kind.parts]


def brief(key: str, chosen: Filters) -> Paper:
    """Return the brief. Raises KeyError for an unknown code or page."""
    known = offered()
    what = asked(key, known.names)
    kind, first = what.kind, what.kind.parts[0]
    entry, found = ENTRIES[first.page], pages(key, chosen)
    taken = [one for part, page in zip(kind.parts, found, strict=True) for one in _taken(part, page, what)]
    return Paper(
        title=what.title,
        kind=kind.name,
        shown=sentence(in_words(chosen, known, entry.filter_bar)),
        edition_on=known.edition_on,
        edition=day(known.edition_on),
        pieces=tuple(Piece(one.blocks, one.is_spare) for one in taken),
        publications=_publications(),
        rows={key: limits for one in taken for key, limits in one.rows.items()},
        site=site.public(),
        address=address(first.page, followed(chosen, entry.filter_bar), **_own(first, what.subject)),
        sheets=kind.sheets,
    )


def _page(part: Part, subject: tuple[str, ...], chosen: Filters) -> Page:
    entry = ENTRIES[part.page]
    if part.buyer:
        chosen = Filters(chosen.as_of, buyers=(part.buyer.format(*subject),), rule=chosen.rule)
    choice = Choice(followed(chosen, entry.filter_bar), chosen, offered(), tuple(_own(part, subject).items()))
    return kept.content(part.page, entry.content, choice)


def _own(part: Part, subject: tuple[str, ...]) -> dict[str, str]:
    return {name: value.format(*subject) for name, value in part.own}


def _of(takes: tuple[Take | Beside, ...], subject: tuple[str, ...]) -> list[Take | Beside]:
    """What is taken, on the subject of a brief."""
    return [
        replace(take, key=take.key.format(*subject), columns=tuple(name.format(*subject) for name in take.columns))
        if isinstance(take, Take)
        else take
        for take in takes
    ]


def _taken(part: Part, page: Page, what: Asked) -> list[Chosen]:
    """What a brief takes of a page. One that somebody picked stands under its name, and its answer stays there, too: a brief of ours is one
    text, which begins with its answers."""
    found = choose(page, _of(part.takes, what.subject))
    if what.kind.name != PICKED_PAGES:
        return found
    name = page.description or page.heading or ENTRIES[part.page].heading
    # A page on one subject has its name as a heading already.
    placed = [
        replace(one, blocks=tuple(_in_its_place(block) for block in one.blocks if block != Heading(name)))
        for one in found
    ]
    return [Chosen((Heading(name),), False, {}), *placed]


def _in_its_place(block: Block) -> Block:
    return replace(block, kind="text") if isinstance(block, Say) and block.kind == "answer" else block


def _publications() -> dict[str, Publication]:
    return {
        row.source_id: Publication(
            row.publisher,
            row.title,
            known_date(row.published_on) if row.published_on else f"Read {day(row.retrieved_on)}",
            row.url or "",
        )
        for row in as_tuples(queries.sources())
    }
