"""The questions that people bring with their answers of today, in the order of who asks. Pure but for the rows that it asks rooms for.

Each asks for its rows when somebody reads its answer: the front page shows few of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, partial

from dashboard.core.choice import Choice
from dashboard.core.choices import Filters
from dashboard.core.records import Record, Row, as_dicts
from dashboard.core.words import plural, publishers
from dashboard.delivered import delivery_rate
from dashboard.delivered import queries as of_ledger
from dashboard.delivered.figures import TRANSFERRED, USED
from dashboard.overview import queries, questions
from dashboard.overview.questions import (
    ADJUSTMENT,
    BUYER,
    DEVELOPER,
    HOST,
    JOURNALIST,
    NEGOTIATOR,
    REPORTS,
    STUDENT,
    Question,
    unread,
)
from dashboard.projects import queries as of_projects
from dashboard.targets.findings import mt
from dashboard.targets.model import model_of


def asked(choice: Choice) -> tuple[Question, ...]:
    """Return all questions, answered for all Parties on the newest day."""
    filters = Filters(choice.known.edition_on)
    plain = Choice(filters, filters, choice.known)
    return (
        *_negotiator(filters),
        *_buyer(filters),
        *_host(filters),
        *_developer(filters),
        *_journalist(plain),
        *_student(filters),
    )


def _table(name: str) -> tuple[tuple[str, str], ...]:
    return (("table", name),)


def _of(rows: Callable[[], Iterable[Row]], most: int = 2) -> Callable[[], str]:
    """Who says so, by the publishers of some rows."""
    return lambda: publishers((row["source_publisher"] for row in rows()), most)


def _rules(*kinds: str) -> str:
    return questions.rules(queries.rules(), kinds)


def _who_reported(*kinds: str) -> str:
    return publishers(row["publisher"] for row in queries.reports() if row["kind"] in kinds)


def _projects(filters: Filters) -> list[Record]:
    """The projects that count, with what the answers read of them."""
    rows = of_projects.listed(filters)
    read = ["buyer_iso3", "host_region", "binding_agreement_count", "issuance_count"]
    return as_dicts(rows.loc[rows["is_counted"], read])


def _negotiator(filters: Filters) -> tuple[Question, ...]:
    signed = partial(queries.signed, filters.as_of)

    def targets() -> str:
        ndc = queries.conditional()
        return (
            f"{unread('the Atlas does not work out what a sale does to a target')} It holds the targets of "
            f"{plural(ndc['parties'], 'Party', 'Parties')}, {ndc['conditional']} of them partly conditional."
        )

    return (
        Question(NEGOTIATOR, "Who has an agreement with whom, and is it binding?", lambda: questions.agreements(signed()), "agreements", names=_of(signed)),
        Question(NEGOTIATOR, "Which agreements are in force?", lambda: questions.in_force(signed()), "agreements", (("rule", "binding"),), _of(signed), True),
        Question(
            NEGOTIATOR, "When does a host count a credit as transferred?", lambda: questions.first_transfer(queries.definitions()), "units", (),
            _of(queries.definitions),
        ),
        Question(
            NEGOTIATOR, "What is deducted for adaptation and for the climate (share of proceeds, OMGE)?",
            lambda: _rules("share_of_proceeds", "omge"), "rules", (("kind", "share_of_proceeds"),),
        ),
        Question(NEGOTIATOR, "Does selling endanger the host’s own target?", targets, "data", _table("ndc_target_list")),
    )  # fmt: skip


def _buyer(filters: Filters) -> tuple[Question, ...]:
    blocks = partial(queries.authorised, filters.as_of)
    return (
        Question(BUYER, "What does an ITMO cost?", lambda: questions.price(queries.paid()), "rows", (("figure", "prices"),), _of(queries.paid, 3), True),
        Question(BUYER, "For which use are credits authorised?", lambda: questions.purposes(blocks()), "units", (), _of(blocks)),
        Question(BUYER, "Is a corresponding adjustment made, or only promised?", lambda: questions.adjusted(queries.reports()), "account", names=lambda: _who_reported(ADJUSTMENT)),
        Question(BUYER, "Can an authorisation be changed or revoked?", lambda: unread("the rules we read are not sorted by this question"), "rules"),
        Question(BUYER, "How can a company check that a credit counts?", lambda: f"{unread('no procedure of a buyer for this was singled out')} {_rules('use_limit')}", "rules", (("kind", "use_limit"),)),
        Question(
            BUYER, "Which credits may airlines use (CORSIA), and are there enough?",
            lambda: unread("neither the list of eligible units nor the airlines’ needs are among the data"), "units", (),
        ),
    )  # fmt: skip


def _host(filters: Filters) -> tuple[Question, ...]:
    def authority() -> str:
        who = queries.authorities()
        return f"UNEP CCC lists a national authority for {who['named']} of {plural(who['parties'], 'Party', 'Parties')}. {_rules('authority')}"

    return (
        Question(HOST, "Can a country work with several buyers?", lambda: questions.other_buyers(queries.signed(filters.as_of)), "network", is_first=True),
        Question(
            HOST, "Who authorises, and is there an authority?", authority, "rules", (("kind", "authority"),), lambda: "UNEP Copenhagen Climate Centre",
        ),
        Question(HOST, "What may a host keep, cap or charge?", lambda: _rules("cap", "retention", "fee"), "rules", (("kind", "fee"),)),
        Question(
            HOST, "Averaging or trajectory: what does each method do to our account?", lambda: questions.method(queries.reports()), "account",
            names=lambda: publishers(row["publisher"] for row in queries.reports() if row["is_read"]),
        ),
    )  # fmt: skip


def _developer(filters: Filters) -> tuple[Question, ...]:
    blocks = partial(queries.authorised, filters.as_of)

    return (
        Question(DEVELOPER, "Where are credits already authorised?", lambda: questions.authorised(blocks()), "units", (), _of(blocks), True),
        Question(DEVELOPER, "Which activities are eligible?", lambda: questions.eligible(queries.eligible()), "data", _table("eligibility_list"), _of(queries.eligible)),
        Question(DEVELOPER, "Can a project go ahead without a binding agreement?", lambda: questions.without_binding(_projects(filters)), "projects"),
        Question(DEVELOPER, "How long does it take until credits are issued?", lambda: questions.wait(queries.waits()), "steps", names=_of(queries.waits)),
        Question(DEVELOPER, "May an existing project still be authorised?", lambda: unread("the rules we read are not sorted by this question"), "rules"),
    )  # fmt: skip


def _journalist(choice: Choice) -> tuple[Question, ...]:
    filters = choice.filters
    moved = cache(lambda: TRANSFERRED.answer(filters))
    return (
        Question(
            JOURNALIST, "What was really transferred, and what is only announced?", lambda: questions.delivered(moved()), "delivered",
            names=lambda: publishers(moved().made_of.column("source_publisher")),
        ),
        _goal(choice),
        Question(JOURNALIST, "What is confidential?", lambda: questions.withheld(of_ledger.ledger(filters)["quantity_word"].tolist()), "delivered"),
        Question(
            JOURNALIST, "Has a country reported, and was the report reviewed?", lambda: questions.reported(queries.reports()), "account",
            names=lambda: _who_reported(*REPORTS),
        ),
    )  # fmt: skip


def _goal(choice: Choice) -> Question:
    model = model_of(choice)
    low, high, year, goal = model.at["low_mtco2e"], model.at["high_mtco2e"], model.year, model.goal
    verdict = (
        "Not with the projects known today"
        if high < goal
        else "Perhaps"
        if low < goal
        else "Yes, with the projects known today"
    )

    def names() -> str:
        total = model.issued.leading
        said = publishers([model.goals[0]["source_publisher"], *([total.publisher] if total else [])])
        return f"{said}; model of the Atlas"

    return Question(
        JOURNALIST, f"Will {model.buyer} reach its goal of {mt(goal)} Mt by FY{year}?",
        lambda: f"{verdict}: our model gives {mt(low)} to {mt(high)} Mt. {questions.delivered(model.issued)}", "targets", names=names, is_first=True,
    )  # fmt: skip


def _student(filters: Filters) -> tuple[Question, ...]:
    ratios = partial(of_ledger.delivery_ratios, filters)

    def rate() -> str:
        rows = ratios()
        if rows.empty:
            return unread("no issuance can be held against its estimate")
        return f"{delivery_rate.title(delivery_rate.of(rows))}."

    return (
        Question(
            STUDENT, "Do projects deliver what they promise?", rate, "delivered", names=lambda: publishers(ratios()["source_publisher"]), is_first=True,
        ),
        Question(STUDENT, "Has a country counted an ITMO towards its goal yet?", lambda: questions.delivered(USED.answer(filters)), "delivered"),
        Question(STUDENT, "Which region is furthest, and why?", lambda: questions.furthest(_projects(filters)), "projects"),
        Question(STUDENT, "What has changed lately?", lambda: questions.newest(queries.signed(filters.as_of)), "changes"),
    )  # fmt: skip
