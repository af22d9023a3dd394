"""The figures of countries, each declared once."""

from __future__ import annotations

import pandas as pd

from dashboard.core.choices import Filters
from dashboard.core.fields import FilterGroup
from dashboard.core.figure import LISTED, Figure, Subject, declared
from dashboard.places import queries


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
