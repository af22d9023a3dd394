"""The brief on a country or a pair, made of its page, and as a file to save."""

from __future__ import annotations

from dashboard.agreements import queries
from dashboard.brief.choose import choose
from dashboard.brief.kinds import COUNTRY, PAIR, Kind
from dashboard.core import kept, site
from dashboard.core.choice import Choice
from dashboard.core.choices import Filters, address, followed, in_words, offered
from dashboard.core.content import Page
from dashboard.core.words import day, known_date, sentence
from dashboard.pages import ENTRIES
from dashboard.render.paper import html, pdf
from dashboard.render.paper.record import Paper, Piece, Publication


def save(key: str, suffix: str, chosen: Filters) -> bytes:
    """Return the brief on a country (GHA) or a pair (JPN-VNM) by these filters as a file: pdf, or html."""
    sheet, document = pdf.fit(brief(key, chosen))
    return document if suffix == "pdf" else html.render(sheet)


def kind_of(key: str) -> Kind:
    """Return the kind of brief that a key asks for."""
    return PAIR if "-" in key else COUNTRY


def pages(key: str, chosen: Filters) -> list[Page]:
    """Return the pages that a brief is made of, as anybody sees them who makes the same choice."""
    known, found = offered(), []
    for part in kind_of(key).parts:
        entry = ENTRIES[part.page]
        filters = followed(chosen, entry.filter_bar)
        choice = Choice(filters, chosen, known, ((part.own, key),))
        found.append(kept.content(part.page, entry.content, choice))
    return found


def brief(key: str, chosen: Filters) -> Paper:
    """Return the brief. Raises KeyError for an unknown code."""
    known, kind = offered(), kind_of(key)
    first, entry = kind.parts[0], ENTRIES[kind.parts[0].page]
    names = [known.names[code] for code in key.split("-")]
    taken = [one for part, page in zip(kind.parts, pages(key, chosen), strict=True) for one in choose(page, part.takes)]
    return Paper(
        title=" – ".join(names),
        kind=kind.name,
        shown=sentence(in_words(chosen, known, entry.filter_bar)),
        edition_on=known.edition_on,
        edition=day(known.edition_on),
        pieces=tuple(Piece(one.blocks, one.is_spare) for one in taken),
        publications=_publications(),
        rows={key: limits for one in taken for key, limits in one.rows.items()},
        site=site.public(),
        address=address(first.page, followed(chosen, entry.filter_bar), **{first.own: key}),
    )


def _publications() -> dict[str, Publication]:
    return {
        row.source_id: Publication(
            row.publisher,
            row.title,
            known_date(row.published_on) if row.published_on else f"Read {day(row.retrieved_on)}",
            row.url or "",
        )
        for row in queries.sources().itertuples()
    }
