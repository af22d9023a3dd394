"""The figures of countries, each declared once, and those of the rooms before that every place has."""

from __future__ import annotations

import pandas as pd

from dashboard.agreements import figures as of_agreements
from dashboard.core.choices import Filters
from dashboard.core.fields import FilterGroup
from dashboard.core.figure import LISTED, Figure, Subject, declared
from dashboard.delivered import figures as of_ledger
from dashboard.places import queries
from dashboard.projects import figures as of_projects

HEADLINES = {
    figure.name: figure
    for figure in (*of_agreements.FIGURES, *of_projects.FIGURES, *of_ledger.FIGURES)
    if figure.question
}
ISSUED_AND_TRANSFERRED = (of_ledger.JCM_ISSUED, of_ledger.ITMO_ISSUED, of_ledger.TRANSFERRED)
# What the two Parties of a pair do with all their partners, and every quantity of projects.
TOGETHER = (of_agreements.AGREEMENTS, of_projects.PROJECTS, *ISSUED_AND_TRANSFERRED)
QUANTITIES = (
    of_projects.EXPECTED_YEARLY,
    of_projects.EXPECTED_TOTAL,
    of_ledger.AUTHORISATIONS,
    *ISSUED_AND_TRANSFERRED,
    of_ledger.USED,
)


def _parties(filters: Filters) -> pd.DataFrame:
    return queries.crowding(filters)[2].assign(source_url=None)


def _statistics(_: Filters) -> pd.DataFrame:
    rows = queries.statistics()
    parts = rows["iso3"] + "-" + rows["block"] + "-" + rows["label"] + "-" + rows["year"].astype(str)
    return rows.assign(row_kind="statistic", row_id=parts)


PARTIES = Figure(
    "parties", "Parties by their number of buyers", Subject("party", "iso3", _parties, FilterGroup.AGREEMENTS), "Party", "Parties",
    "Hosts with a counted agreement, and Parties not in Annex I that have none in either role. The agreements of a Party stand "
    "behind its mark on the Network page.",
)  # fmt: skip
STATISTICS = Figure(
    "statistics", "Emissions and electricity", Subject("statistic", "", _statistics, FilterGroup.NONE), "figure", "figures",
    "As their publishers give them; per head is computed: the first two over inhabitants.", derivation=LISTED, needs="iso3",
)  # fmt: skip
FACTS = Figure(
    "facts", "NDC, readiness and carbon prices", Subject("fact", "fact_id", lambda _: queries.facts(), FilterGroup.NONE), "fact", "facts",
    "As their publishers give them, in the words of the Atlas. Counts of UNEP CCC follow its own rules.",
    derivation=LISTED, needs="iso3",
)  # fmt: skip
FIGURES = declared(globals())
