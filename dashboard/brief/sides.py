"""What the Atlas knows of a pair, or of a country in one of its two roles, and the sentences and figures on it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from dashboard import findings, pipeline_findings, project_findings, project_queries, queries
from dashboard.brief.record import Figure
from dashboard.queries import Filters

STATUS = {
    "signed": "signed",
    "in_force": "in force",
    "concluded_not_signed": "concluded, not signed",
    "under_negotiation": "announced, not signed",
    "unclear": "unclear",
}
NOT_PUBLISHED = project_findings.NOT_PUBLISHED


@dataclass(frozen=True)
class Side:
    """What the Atlas knows of a choice of Parties: of a pair, or of a country in one of its two roles."""

    role: str
    filters: Filters
    agreements: pd.DataFrame
    projects: pd.DataFrame
    ledger: pd.DataFrame
    counts: pd.Series
    not_counted: pd.DataFrame

    @cached_property
    def totals(self) -> dict[str, float]:
        """Sums of the ledger by kind, as on the Delivered page (dashboard.pipeline_findings.delivered_totals)."""
        return pipeline_findings.delivered_totals(self.ledger)

    @property
    def issued(self) -> float:
        """Issued tCO2e, NaN where none is published: ITMOs and JCM credits together, as for a pair of countries on the
        Agreements page (docs/method.md)."""
        known = [value for value in (self.totals["itmo_issued"], self.totals["jcm_issued"]) if not math.isnan(value)]
        return sum(known) if known else math.nan

    @property
    def transferred(self) -> float:
        """First transferred tCO2e, NaN where none is published."""
        return self.totals["transferred"]

    @property
    def binding(self) -> int:
        """Number of binding agreements."""
        return int((self.agreements["counting_rule"] == "binding").sum())

    @property
    def is_empty(self) -> bool:
        """Whether there is no agreement, project or event at all."""
        return not (len(self.agreements) or len(self.projects) or len(self.ledger))


def read(role: str, chosen: Filters) -> Side:
    """Ask the warehouse for all that a choice of Parties leaves in; `role` is host, buyer or pair."""
    return Side(
        role,
        chosen,
        queries.agreements(chosen),
        project_queries.projects(chosen),
        project_queries.ledger(chosen),
        project_queries.headline(chosen),
        queries.not_counted(chosen),
    )


def _delivered(side: Side) -> str:
    """State issued and transferred tonnes of a side, each on its own."""
    known = [
        f"{project_findings.tonnes(value)} {what}"
        for value, what in (
            (side.issued, "issued"),
            (side.transferred, "first transferred"),
        )
        if not pd.isna(value)
    ]
    if known:
        return f"published so far: {findings.listed(known)}"
    events = side.ledger[side.ledger["event"] != "authorisation"]
    return (
        "no quantity of an issuance or transfer is published"
        if len(events)
        else "nothing is known to be issued or transferred"
    )


def in_words(side: Side, event: str, tonnes: float, *, is_short: bool = False) -> str:
    """Return tonnes in words: "not published" where events are known without a quantity, else "none known"."""
    if pd.isna(tonnes) and not (side.ledger["event"] == event).any():
        return "none known"
    return pipeline_findings.tonnes_short(tonnes) if is_short else project_findings.tonnes(tonnes)


def _signed(side: Side) -> str:
    binding, rule, count = side.binding, side.filters.rule, len(side.agreements)
    noun = findings.counted(rule, count)
    if rule == "binding":
        return f"{'one' if count == 1 else count} {noun}"
    if count == 1:
        return f"one {noun}, {'binding' if binding else 'not binding'}"
    number = "all" if binding == count else "none" if not binding else f"{binding}"
    return f"{count} {noun}, {number} of them binding"


def pair_answer(buyer: str, host: str, side: Side) -> str:
    """Answer in one sentence how far a pair has come."""
    on = f"On {findings.day(side.filters.as_of)}"
    projects = findings.plural(len(side.projects), "project") if len(side.projects) else "no project"
    if side.agreements.empty:
        tail = f", but {projects} of the two" if len(side.projects) else ""
        return f"{on}, the Atlas knows no {findings.counted(side.filters.rule)} of {buyer} with {host}{tail}; {_delivered(side)}."
    return f"{on}, {buyer} and {host} have {_signed(side)}, and {projects} in the Atlas; {_delivered(side)}."


def country_answer(name: str, sides: Sequence[Side]) -> str:
    """Answer in one sentence what a country does under Article 6.2, in its main role first."""
    main, other = sides
    on = f"On {findings.day(main.filters.as_of)}"
    if main.agreements.empty:
        some = sum(len(side.projects) for side in sides)
        tail = f", but {findings.plural(some, 'project')} that names it" if some else ""
        return f"{on}, the Atlas knows no {findings.counted(main.filters.rule)} of {name} under Article 6.2{tail}."
    partner = "buyer" if main.role == "host" else "host"
    names = sorted(main.agreements[partner].unique())
    word = (
        findings.plural(len(names), "buyer")
        if partner == "buyer"
        else findings.plural(len(names), "host country", "host countries")
    )
    text = f"{on}, {name} has {_signed(main)}, with {word}"
    if len(names) <= 4:
        text += f" ({findings.listed(names, 4)})"
    text += f", and {findings.plural(len(main.projects), 'project') if len(main.projects) else 'no project'} in the Atlas; {_delivered(main)}."
    if len(other.agreements):
        text += f" As {other.role} it has {findings.plural(len(other.agreements), 'agreement')} more."
    return text


def figures(sides: Sequence[Side]) -> tuple[Figure, ...]:
    """Return the four headline figures of the main role, each with its rule; the other role stands in the rule."""
    main, others = sides[0], sides[1:]
    signed, counts, totals = main.agreements, main.counts, main.totals
    role = "" if main.role == "pair" else f"as {main.role}"

    def also(values: Iterable[tuple[str, str | None]]) -> str:
        return "".join(f"; as {name}: {value}" for name, value in values if value)

    binding = "" if main.filters.rule == "binding" else f"{main.binding} binding"
    partner = "buyer" if main.role == "host" else "host"
    partners = "" if main.role == "pair" else f" with {findings.plural(signed[partner].nunique(), 'partner')}"
    volume = "none publishes an estimate" if counts["projects"] else ""
    if counts["with_figure"]:
        publish = findings.plural(int(counts["with_figure"]), "publishes an estimate", "publish an estimate")
        volume = f"{publish}: {project_findings.tonnes(counts['expected_tco2e_per_year'])} a year"
    kinds = [
        f"{project_findings.tonnes(value)} as {name}"
        for value, name in ((totals["itmo_issued"], "ITMOs"), (totals["jcm_issued"], "JCM credits"))
        if not pd.isna(value)
    ]
    silent = {
        event: int(((main.ledger["event"] == event) & main.ledger["quantity_tco2e"].isna()).sum())
        for event in ("issuance", "first_transfer")
    }

    def without(event: str, word: str) -> str:
        return f"{findings.plural(silent[event], word)} without a quantity" if silent[event] else ""

    def joined(*parts: str) -> str:
        return "; ".join(part for part in parts if part)

    return (
        Figure(
            "Agreements",
            f"{len(signed)}",
            joined(role, f"{findings.short_rule(main.filters.rule)}{partners}", binding)
            + also((side.role, f"{len(side.agreements)}" if len(side.agreements) else None) for side in others),
        ),
        Figure(
            "Projects",
            f"{int(counts['projects']):,}",
            joined(role, volume)
            + also((side.role, f"{len(side.projects)}" if len(side.projects) else None) for side in others),
        ),
        Figure(
            "Issued",
            in_words(main, "issuance", main.issued, is_short=True),
            joined(f"tCO2e {role}".strip() if role else "tCO2e", *kinds, without("issuance", "issuance"))
            + also((side.role, _tonnes(side.issued)) for side in others),
        ),
        Figure(
            "First transferred",
            in_words(main, "first_transfer", main.transferred, is_short=True),
            joined(
                f"tCO2e {role}".strip() if role else "tCO2e",
                "issued before, so never added to it" if not math.isnan(main.transferred) else "",
                without("first_transfer", "transfer"),
            )
            + also((side.role, _tonnes(side.transferred)) for side in others),
        ),
    )


def _tonnes(value: float) -> str | None:
    return None if pd.isna(value) else project_findings.tonnes(value)


def unknown(sides: Sequence[Side]) -> Iterable[str]:
    """State what the figures leave open; each sentence is computed from the rows."""
    agreements = pd.concat([side.agreements for side in sides])
    projects = pd.concat([side.projects for side in sides])
    ledger = pd.concat([side.ledger for side in sides])
    others = pd.concat([side.not_counted for side in sides])
    left_out = int(sum(side.counts["left_out"] for side in sides))
    if agreements.empty:
        yield f"No {findings.counted(sides[0].filters.rule)} was found. That is no proof that there is none."
    if undated := int(agreements["signed_on"].isna().sum()):
        yield f"{findings.plural(undated, 'agreement')} without a published date of signature."
    if disputed := int(agreements["is_disputed"].sum()):
        yield f"Sources disagree on {findings.plural(disputed, 'agreement')}; the Atlas shows every claim."
    if len(others):
        named = [f"{row.buyer} – {row.host} ({STATUS[row.status]})" for row in others.itertuples()]
        yield f"Shown in no total: {findings.listed(named, 2)}."
    if projects.empty:
        yield "No project was found."
    elif silent := int(projects["expected_tco2e_per_year"].isna().sum()):
        yield f"{silent} of {findings.plural(len(projects), 'project')} publish no yearly estimate."
    if left_out:
        yield f"{findings.plural(left_out, 'row')} left out of all totals: programmes, possible repeats, cancelled requests."
    delivered = ledger[ledger["event"] != "authorisation"]
    if delivered.empty:
        yield "No issuance and no first transfer was found."
    elif silent := int(delivered["quantity_tco2e"].isna().sum()):
        yield f"{silent} of {findings.plural(len(delivered), 'issuance or transfer', 'issuances and transfers')} publish no quantity."
    yield "Nobody publishes by project what a buyer counted towards its target; the Atlas holds no figure for it."
