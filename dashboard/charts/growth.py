"""How the network grew: cumulative agreements by buyer, stacked, each band named at its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard.core.forms import Columns, bold
from dashboard.core.records import with_labels
from dashboard.core.words import plural


def draw(table: pd.DataFrame, codes: Mapping[str, str], alt: str = "") -> Columns:
    """Return the growth of `table` (dashboard.agreements.summaries.growth: year x buyer, cumulative agreements).

    `codes` gives a buyer's code by name. Bands stand in the order of the columns, the first at the bottom. The row of a bar is
    that of dashboard.agreements.summaries.year_by_year.
    """
    rows = tuple(
        {
            "year": int(year),
            "buyer": str(name),
            "agreements": int(value),
            "colour": codes.get(str(name), "other"),
            "told": f"{bold(name)}\n{plural(int(value), 'agreement')} by the end of {year}",
            "id": place * len(table.columns) + column,
        }
        for place, (year, counts) in enumerate(with_labels(table))
        for column, (name, value) in enumerate(counts.items())
    )
    return Columns(rows, "year", "agreements", alt, series="buyer", is_stacked=True)


def by_rule(years: Sequence[int], binding: Sequence[int], others: Sequence[int], alt: str = "") -> Columns:
    """Return all agreements by the end of each year: binding ones, and on them other signed texts."""
    kinds = (("binding", binding, "fact"), ("memoranda, letters, statements", others, "milestone"))
    rows = tuple(
        {
            "year": year,
            "kind": kind,
            "agreements": count,
            "state": state,
            "told": f"{count} {kind} by the end of {year}",
        }
        for kind, counts, state in kinds
        for year, count in zip(years, counts, strict=True)
        if any(counts)
    )
    return Columns(rows, "year", "agreements", alt, series="kind", is_stacked=True, is_read_off=False, has_totals=True)
