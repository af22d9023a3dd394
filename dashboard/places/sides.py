"""What the Atlas knows of a choice of Parties: of a pair, or of a country in one of its two roles; pages and briefs ask it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from dashboard.agreements import figures as of_agreements
from dashboard.agreements import queries
from dashboard.core.answer import NOT_APPLICABLE, Answer
from dashboard.core.choices import Filters
from dashboard.core.figure import answers
from dashboard.delivered import figures as of_ledger
from dashboard.delivered import queries as ledger_queries
from dashboard.projects import figures as of_projects
from dashboard.projects import queries as project_queries

HEADLINES = tuple(
    figure for figure in (*of_agreements.FIGURES, *of_projects.FIGURES, *of_ledger.FIGURES) if figure.question
)
ISSUED_AND_TRANSFERRED = ("jcm_issued", "itmo_issued", "transferred")


@dataclass(frozen=True)
class Side:
    """Agreements, projects and events of a choice of Parties; `role` is host, buyer or pair."""

    role: str
    filters: Filters

    @cached_property
    def agreements(self) -> pd.DataFrame:
        """The counted agreements, one row an instrument."""
        return queries.agreements(self.filters)

    @cached_property
    def not_counted(self) -> pd.DataFrame:
        """Texts that are unsigned, announced or unclear."""
        return queries.not_counted(self.filters)

    @cached_property
    def projects(self) -> pd.DataFrame:
        """The counted projects, largest expected volume first."""
        return self.answers["projects"].rows

    @cached_property
    def left_out(self) -> int:
        """How many rows of projects match and are in no count."""
        return int((~project_queries.listed(self.filters)["is_counted"].astype(bool)).sum())

    @cached_property
    def ledger(self) -> pd.DataFrame:
        """Authorisations, issuances and first transfers."""
        return ledger_queries.ledger(self.filters)

    @cached_property
    def answers(self) -> dict[str, Answer]:
        """Every headline of the Atlas for this choice, by name."""
        return answers(HEADLINES, self.filters)

    def count(self, name: str) -> int:
        """Return a measure that is a count, 0 where there is none."""
        return int(self.answers[name].value or 0)

    @property
    def delivered(self) -> list[Answer]:
        """What was issued and transferred, as far as it can apply to this choice."""
        found = [self.answers[name] for name in ISSUED_AND_TRANSFERRED]
        return [answer for answer in found if answer.word != NOT_APPLICABLE]

    @property
    def binding(self) -> int:
        """Number of binding agreements."""
        return int((self.agreements["counting_rule"] == "binding").sum())

    @property
    def is_empty(self) -> bool:
        """Whether there is no agreement, project or event at all."""
        return not (len(self.agreements) or len(self.projects) or len(self.ledger))
