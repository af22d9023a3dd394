"""Which figures stand side by side. All are declared in their rooms; a comparison adds up nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.agreements import figures as of_agreements
from dashboard.core.answer import Answer
from dashboard.core.choices import Filters
from dashboard.core.figure import Figure
from dashboard.delivered import figures as of_ledger
from dashboard.places.sides import Side, of_country, of_pair
from dashboard.projects import figures as of_projects
from dashboard.units.figures import AUTHORISED

COUNTS = (of_agreements.AGREEMENTS, of_projects.PROJECTS, of_projects.WITH_ISSUANCE)
ESTIMATES = (of_projects.EXPECTED_YEARLY, of_projects.EXPECTED_TOTAL)
DELIVERED = (of_ledger.JCM_ISSUED, of_ledger.ITMO_ISSUED, of_ledger.TRANSFERRED, of_ledger.USED)


@dataclass(frozen=True)
class One:
    """One of those that are compared: its key in the address, its name, and all that is known of it in its role."""

    key: str
    name: str
    side: Side
    answers: Mapping[str, Answer]

    @property
    def buyer(self) -> str:
        """The code that gives its colour: of a pair the buyer's."""
        return self.key[:3]


def measures(role: str) -> tuple[Figure, ...]:
    """Return the figures of a role in their order: a pair has no number of partners, and authorised credits name no buyer."""
    binding = () if role == "pair" else (of_agreements.BINDING_PAIRS,)
    credits = (AUTHORISED,) if role == "host" else ()
    return (*binding, *COUNTS, *ESTIMATES, of_ledger.AUTHORISATIONS, *credits, *DELIVERED)


def one(key: str, name: str, role: str, chosen: Filters) -> One:
    """Return what is known of a Party in a role (buyer, host) or of a pair, by the rule and on the day of the chosen filters."""
    if role == "pair":
        buyer, host = key.split("-")
        side = of_pair(buyer, host, chosen)["pair"]
    else:
        side = of_country(key, chosen)[role]
    answers = {
        figure.name: AUTHORISED.answer(side.filters) if figure is AUTHORISED else side.answers[figure.name]
        for figure in measures(role)
    }
    return One(key, name, side, answers)


def value(answer: Answer) -> float | None:
    """Return the number that leads an answer: published or our own; None where a word stands."""
    return answer.leading.value if answer.leading else answer.value


def extract(ones: Sequence[One], role: str) -> pd.DataFrame:
    """Return every figure of each as rows: what leads is published or traced, what is unconfirmed is in neither, and a word says what is missing."""
    return pd.DataFrame(
        {
            "key": one.key,
            "name": one.name,
            "role": role,
            "figure": figure.name,
            "label": figure.label,
            "unit": figure.unit or figure.many,
            "is_estimate": figure.is_estimate,
            "value": found.value,
            "word": found.word,
            "rows": len(found.made_of),
            "published": found.published.value if found.published else None,
            "published_as_of": found.published.as_of if found.published else None,
            "published_by": found.published.publisher if found.published else None,
            "published_url": found.published.source_url if found.published else None,
            "unconfirmed": found.unconfirmed,
            "unconfirmed_rows": len(found.on_leads),
            "known_up_to_on": found.known_up_to,
        }
        for one in ones
        for figure in measures(role)
        for found in [one.answers[figure.name]]
    )


def delivered_names(ones: Sequence[One]) -> list[str]:
    """Return the quantities, each by its name, for which anything of those compared is known beside a word: an amount, a total or a lead."""
    figures = [*([f for f in measures(ones[0].side.role) if f.name == "authorised_credits"]), *DELIVERED]
    return [figure.name for figure in figures if any(_tells(one.answers[figure.name]) for one in ones)]


def _tells(found: Answer) -> bool:
    return value(found) is not None or found.unconfirmed is not None or found.lead_total is not None
