"""The sentences and figures of a brief on a pair, or on a country in its two roles. Pure but for what a side asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from dashboard.brief.record import Figure
from dashboard.core import told
from dashboard.core.answer import NOT_APPLICABLE, Answer
from dashboard.core.choices import counted, short_rule
from dashboard.core.words import day, listed, plural
from dashboard.places import findings as place_findings
from dashboard.places.sides import Side


def _delivered(side: Side) -> str:
    """State issued and transferred tonnes of a side, each on its own."""
    return told.delivered(side.delivered, is_short=True)


def _signed(side: Side) -> str:
    binding, rule, count = side.binding, side.filters.rule, len(side.agreements)
    noun = counted(rule, count)
    if rule == "binding":
        return f"{'one' if count == 1 else count} {noun}"
    if count == 1:
        return f"one {noun}, {'binding' if binding else 'not binding'}"
    number = "all" if binding == count else "none" if not binding else f"{binding}"
    return f"{count} {noun}, {number} of them binding"


def pair_answer(buyer: str, host: str, side: Side) -> str:
    """Answer in one sentence how far a pair has come."""
    on = f"On {day(side.filters.as_of)}"
    projects = plural(len(side.projects), "project") if len(side.projects) else "no project"
    if side.agreements.empty:
        tail = f", but {projects} of the two" if len(side.projects) else ""
        return (
            f"{on}, the Atlas knows no {counted(side.filters.rule)} of {buyer} with {host}{tail}; {_delivered(side)}."
        )
    return f"{on}, {buyer} and {host} have {_signed(side)}, and {projects} in the Atlas; {_delivered(side)}."


def country_answer(name: str, sides: Sequence[Side]) -> str:
    """Answer in one sentence what a country does under Article 6.2, in its main role first."""
    main, other = sides
    on = f"On {day(main.filters.as_of)}"
    if main.agreements.empty:
        some = sum(len(side.projects) for side in sides)
        tail = f", but {plural(some, 'project')} that names it" if some else ""
        return f"{on}, the Atlas knows no {counted(main.filters.rule)} of {name} under Article 6.2{tail}."
    partner = "buyer" if main.role == "host" else "host"
    names = sorted(main.agreements[partner].unique())
    word = plural(len(names), "buyer") if partner == "buyer" else plural(len(names), "host country", "host countries")
    text = f"{on}, {name} has {_signed(main)}, with {word}"
    if len(names) <= 4:
        text += f" ({listed(names, 4)})"
    text += f", and {plural(len(main.projects), 'project') if len(main.projects) else 'no project'} in the Atlas; {_delivered(main)}."
    if len(other.agreements):
        text += f" As {other.role} it has {plural(len(other.agreements), 'agreement')} more."
    return text


def figures(sides: Sequence[Side]) -> tuple[Figure, ...]:
    """Return the four headline figures of the main role, each with its rule; the other role stands in the rule."""
    main, others = sides[0], sides[1:]
    signed, answers = main.agreements, main.answers
    role = "" if main.role == "pair" else f"as {main.role}"

    def also(name: str) -> str:
        said = [(side.role, side.answers[name]) for side in others]
        return "".join(f"; as {other}: {told.shown(answer)}" for other, answer in said if answer.value is not None)

    binding = "" if main.filters.rule == "binding" else f"{main.binding} binding"
    partner = "buyer" if main.role == "host" else "host"
    partners = "" if main.role == "pair" else f" with {plural(signed[partner].nunique(), 'partner')}"
    volume = told.expected(answers["expected_yearly"], answers["expected_total"]).replace("**", "")
    issued = [answers[name] for name in ("jcm_issued", "itmo_issued") if answers[name].word != NOT_APPLICABLE]
    # What leads is what more is known of; the other unit stands in its rule.
    issued.sort(key=lambda answer: -_weight(answer))

    def joined(*parts: str) -> str:
        return "; ".join(part for part in parts if part)

    def shown(answer: Answer, *more: str) -> Figure:
        return Figure(
            answer.figure.label,
            told.shown(answer),
            joined(role, told.short_rule(answer), *more) + also(answer.figure.name),
        )

    other_unit = [f"{told.shown(answer)} {answer.figure.done}" for answer in issued[1:] if answer.value is not None]
    return (
        Figure(
            "Agreements",
            told.shown(answers["agreements"]),
            joined(role, f"{short_rule(main.filters.rule)}{partners}", binding) + also("agreements"),
        ),
        Figure(
            "Projects",
            told.shown(answers["projects"]),
            joined(role, volume if answers["projects"].value else "") + also("projects"),
        ),
        shown(issued[0], *other_unit),
        shown(answers["transferred"]),
    )


def _weight(answer: Answer) -> float:
    return answer.leading.value if answer.leading else answer.value or 0.0


def unknown(sides: Sequence[Side]) -> Iterable[str]:
    """State what the figures leave open; each sentence is computed from the rows."""
    agreements = pd.concat([side.agreements for side in sides])
    projects = pd.concat([side.projects for side in sides])
    ledger = pd.concat([side.ledger for side in sides])
    others = pd.concat([side.not_counted for side in sides])
    left_out = sum(len(side.left_out) for side in sides)
    if agreements.empty:
        yield f"No {counted(sides[0].filters.rule)} was found. That is no proof that there is none."
    if undated := int(agreements["signed_on"].isna().sum()):
        yield f"{plural(undated, 'agreement')} without a date of signature that was found."
    if disputed := int(agreements["is_disputed"].sum()):
        yield f"Sources disagree on {plural(disputed, 'agreement')}; the Atlas shows every claim."
    if len(others):
        named = [f"{row.buyer} – {row.host} ({row.in_force_words})" for row in others.itertuples()]
        yield f"Shown in no total: {listed(named, 2)}."
    if projects.empty:
        yield "No project was found."
    elif silent := sum(place_findings.without_estimate(side.answers) for side in sides):
        yield f"For {silent} of {plural(len(projects), 'project')} no estimate was found."
    if left_out:
        yield f"{plural(left_out, 'row')} left out of all totals: programmes, possible repeats, cancelled requests."
    delivered = ledger[ledger["event"] != "authorisation"]
    if delivered.empty:
        yield "No issuance and no first transfer was found."
    elif silent := int(delivered["quantity_tco2e"].isna().sum()):
        yield f"For {silent} of {plural(len(delivered), 'issuance or transfer', 'issuances and transfers')} no quantity was found."
    yield "What a buyer counted towards its target: no page that was read gives it by project."
