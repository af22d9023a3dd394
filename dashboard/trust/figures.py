"""The figures of published totals and publications, each declared once."""

from __future__ import annotations

import pandas as pd

from dashboard.agreements import queries as agreement_queries
from dashboard.core.choices import Filters
from dashboard.core.fields import FilterGroup
from dashboard.core.figure import Figure, Subject, declared
from dashboard.trust import queries


def _publications(_: Filters) -> pd.DataFrame:
    rows = agreement_queries.sources()
    return rows.assign(source_url=rows["url"], kind=rows["kind"].str.replace("_", " "))


PUBLISHED = Figure(
    "published", "Published totals", Subject("published", "total_id", lambda _: queries.reconciliation(), FilterGroup.NONE),
    "published total", "published totals", "As their publishers state them.",
)  # fmt: skip
# Ours beside a total is a sum where the total is one, else the number of different pairs, countries or projects.
COMPARED = Figure(
    "compared", "Our figure beside a published total", Subject("member", "", lambda _: queries.members(), FilterGroup.NONE), "row", "rows",
    "The rows of the Atlas known by the last day that the published total can describe.",
    sums="quantity", distinct=("counted_as",), needs="total_id",
)  # fmt: skip
PUBLICATIONS = Figure(
    "publications", "Publications behind the data", Subject("source", "source_id", _publications, FilterGroup.NONE), "publication",
    "publications", "Each publication, page or data set counts once.",
)  # fmt: skip
FIGURES = declared(globals())
