"""The twenty-five questions with their answers of today, in the order of who asks. Pure but for the rows that it asks rooms for."""

from __future__ import annotations

from dashboard.agreements import queries as of_agreements
from dashboard.core.choice import Choice
from dashboard.core.choices import Filters
from dashboard.core.words import plural
from dashboard.delivered import delivery_rate
from dashboard.delivered import queries as of_ledger
from dashboard.delivered.figures import TRANSFERRED, USED
from dashboard.overview import queries, questions
from dashboard.overview.questions import (
    BUYER,
    DEVELOPER,
    HOST,
    JOURNALIST,
    NEGOTIATOR,
    STUDENT,
    Question,
    publishers,
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


def _negotiator(filters: Filters) -> tuple[Question, ...]:
    rows, letters = of_agreements.agreements(filters), queries.definitions()
    said, ndc = (
        publishers(rows.get("source_publisher", ())),
        queries.conditional().iloc[0],
    )
    return (
        Question(NEGOTIATOR, "Who has an agreement with whom, and is it binding?", questions.agreements(rows), "agreements", sources=said),
        Question(NEGOTIATOR, "Which agreements are in force?", questions.in_force(rows), "agreements", (("rule", "binding"),), said, True),
        Question(
            NEGOTIATOR, "When does a host count a credit as transferred?", questions.first_transfer(letters), "units", (), publishers(letters["source_publisher"]),
        ),
        Question(
            NEGOTIATOR, "What is deducted for adaptation and for the climate (share of proceeds, OMGE)?",
            questions.rules(queries.rules(), ("share_of_proceeds", "omge")), "rules", (("kind", "share_of_proceeds"),),
        ),
        Question(
            NEGOTIATOR, "Does selling endanger the host’s own target?",
            f"{unread('the Atlas does not work out what a sale does to a target')} It holds the targets of {plural(int(ndc['parties']), 'Party', 'Parties')}, {int(ndc['conditional'])} of them partly conditional.",
            "data", _table("ndc_target_list"),
        ),
    )  # fmt: skip


def _buyer(filters: Filters) -> tuple[Question, ...]:
    blocks, paid, read = queries.authorised(filters.as_of), queries.paid(), queries.reports()
    return (
        Question(BUYER, "What does an ITMO cost?", questions.price(paid), "rows", (("figure", "prices"),), publishers(paid["source_publisher"], 3), True),
        Question(BUYER, "For which use are credits authorised?", questions.purposes(blocks), "units", (), publishers(blocks["source_publisher"])),
        Question(BUYER, "Is a corresponding adjustment made, or only promised?", questions.adjusted(read), "account", sources=publishers(read.loc[read["kind"] == "adjustment_notice", "publisher"])),
        Question(BUYER, "Can an authorisation be changed or revoked?", unread("the rules we read are not sorted by this question"), "rules"),
        Question(BUYER, "How can a company check that a credit counts?", f"{unread('no procedure of a buyer for this was singled out')} {questions.rules(queries.rules(), ('use_limit',))}", "rules", (("kind", "use_limit"),)),
        Question(
            BUYER, "Which credits may airlines use (CORSIA), and are there enough?",
            unread("neither the list of eligible units nor the airlines’ needs are among the data"), "units", (),
        ),
    )  # fmt: skip


def _host(filters: Filters) -> tuple[Question, ...]:
    rows, who, read = of_agreements.agreements(filters), queries.authorities().iloc[0], queries.reports()
    return (
        Question(HOST, "Can a country work with several buyers?", questions.other_buyers(rows), "network", is_first=True),
        Question(
            HOST, "Who authorises, and is there an authority?",
            f"UNEP CCC lists a national authority for {int(who['named'])} of {plural(int(who['parties']), 'Party', 'Parties')}. {questions.rules(queries.rules(), ('authority',))}",
            "rules", (("kind", "authority"),), sources="UNEP Copenhagen Climate Centre",
        ),
        Question(HOST, "What may a host keep, cap or charge?", questions.rules(queries.rules(), ("cap", "retention", "fee")), "rules", (("kind", "fee"),)),
        Question(
            HOST, "Averaging or trajectory: what does each method do to our account?",
            questions.method(read), "account", sources=publishers(read.loc[read["is_read"].astype(bool), "publisher"]),
        ),
    )  # fmt: skip


def _developer(filters: Filters) -> tuple[Question, ...]:
    blocks, lists, waits = queries.authorised(filters.as_of), queries.eligible(), queries.waits()
    projects = of_projects.listed(filters)
    return (
        Question(DEVELOPER, "Where are credits already authorised?", questions.authorised(blocks), "units", (), publishers(blocks["source_publisher"]), True),
        Question(DEVELOPER, "Which activities are eligible?", questions.eligible(lists), "data", _table("eligibility_list"), publishers(lists["source_publisher"])),
        Question(DEVELOPER, "Can a project go ahead without a binding agreement?", questions.without_binding(projects), "projects"),
        Question(DEVELOPER, "How long does it take until credits are issued?", questions.wait(waits), "steps", sources=publishers(waits["source_publisher"])),
        Question(DEVELOPER, "May an existing project still be authorised?", unread("the rules we read are not sorted by this question"), "rules"),
    )  # fmt: skip


def _journalist(choice: Choice) -> tuple[Question, ...]:
    filters = choice.filters
    ledger, read = of_ledger.ledger(filters), queries.reports()
    moved = TRANSFERRED.answer(filters, ledger)
    return (
        Question(JOURNALIST, "What was really transferred, and what is only announced?", questions.delivered(moved), "delivered", sources=publishers(moved.rows.get("source_publisher", ()))),
        _goal(choice),
        Question(JOURNALIST, "What is confidential?", questions.withheld(ledger), "delivered"),
        Question(JOURNALIST, "Has a country reported, and was the report reviewed?", questions.reported(read), "account", sources=publishers(read.loc[read["kind"].isin(["initial_report", "review"]), "publisher"])),
    )  # fmt: skip


def _goal(choice: Choice) -> Question:
    model = model_of(choice)
    low, high, year, goal = float(model.at["low_mtco2e"]), float(model.at["high_mtco2e"]), model.year, model.goal
    verdict = (
        "Not with the projects known today"
        if high < goal
        else "Perhaps"
        if low < goal
        else "Yes, with the projects known today"
    )
    words = f"Will {model.buyer} reach its goal of {mt(goal)} Mt by FY{year}?"
    text = f"{verdict}: our model gives {mt(low)} to {mt(high)} Mt. {questions.delivered(model.issued)}"
    said = publishers(
        [model.goals["source_publisher"].iloc[0], *([model.issued.leading.publisher] if model.issued.leading else [])]
    )
    return Question(JOURNALIST, words, text, "targets", sources=f"{said}; model of the Atlas", is_first=True)


def _student(filters: Filters) -> tuple[Question, ...]:
    ratios, projects = of_ledger.delivery_ratios(filters), of_projects.listed(filters)
    used, rows = USED.answer(filters), of_agreements.agreements(filters)
    return (
        Question(
            STUDENT, "Do projects deliver what they promise?",
            f"{delivery_rate.title(delivery_rate.of(ratios))}." if len(ratios) else unread("no issuance can be held against its estimate"),
            "delivered", sources=publishers(ratios["source_publisher"]), is_first=True,
        ),
        Question(STUDENT, "Has a country counted an ITMO towards its goal yet?", questions.delivered(used), "delivered"),
        Question(STUDENT, "Which region is furthest, and why?", questions.furthest(projects), "projects"),
        Question(STUDENT, "What has changed lately?", questions.newest(rows), "changes"),
    )  # fmt: skip
