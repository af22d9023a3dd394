"""Questions that people bring: who asks, the sentence that answers, and the page that shows more."""

from __future__ import annotations

from dashboard.core.choice import Choice
from dashboard.core.choices import Filters
from dashboard.core.content import Block, Entry, Heading, Link, Listing, Page, Say
from dashboard.core.words import day, plural
from dashboard.overview.asked import asked
from dashboard.overview.questions import ASKERS, UNREAD, Question


def content(choice: Choice) -> Page:
    """Return all questions by who asks, each with its answer."""
    every = asked(choice)
    unknown = sum(question.answer.startswith(UNREAD) for question in every)
    parts: list[Block] = []
    for asker in ASKERS:
        parts += [Heading(asker), _listed([question for question in every if question.asker == asker])]
    return Page(
        (
            Say(
                f"{len(every)} questions, answered for all Parties from the edition of {day(choice.known.edition_on)}. "
                f"The Atlas can’t answer {unknown} of them, and says why.",
                "answer",
            ),
            *parts,
        )
    )


def first_questions(choice: Choice) -> tuple[Block, ...]:
    """Return one question of each asker, and the link to the rest; the link alone where a choice narrows the page, for the answers are of all Parties."""
    if choice.filters != Filters(choice.known.edition_on):
        return (Link("Questions that people bring", "questions"),)
    every = asked(choice)
    first = [question for question in every if question.is_first]
    return (
        Heading("Questions that people bring"),
        _listed(first, with_asker=True),
        Link(f"All {plural(len(every), 'question')}", "questions"),
    )


def _listed(questions: list[Question], *, with_asker: bool = False) -> Listing:
    return Listing(tuple(_told(question, with_asker=with_asker) for question in questions), is_asked=True)


def _told(question: Question, *, with_asker: bool) -> Entry:
    sources = (f"Sources: {question.sources}",) if question.sources else ()
    to = Link(question.words, question.page, question.query)
    return Entry(to, question.answer, sources, question.asker if with_asker else "")
