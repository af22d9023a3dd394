"""Issued over expected: a dot an issuance around the line at 100 %, a row a project."""

from __future__ import annotations

import re

import pandas as pd

from dashboard.core import columns
from dashboard.core.forms import Dots, records, told
from dashboard.core.records import as_tuples


def over_expected(ratios: pd.DataFrame, alt: str = "") -> Dots:
    """Return issued over expected for each issuance of `ratios` (dashboard.delivered.queries.delivery_ratios), in %.

    One row a project, named by its title, that with most tonnes first; the area of a dot is the tonnes issued, and those that
    came to less than expected are lighter. The tonnes stand beside as numbers.
    """
    tonnes = ratios.groupby("project_id")["issued_tco2e"]
    said = tonnes.agg(lambda values: " + ".join(f"{value:,.0f}" for value in sorted(values, reverse=True)))
    rows = ratios.assign(
        percent=(ratios["issued_over_expected"] * 100).round(1),
        colour=ratios["buyer_iso3"],
        state=(ratios["issued_over_expected"] < 1).map({True: "short", False: "fact"}),
        name=ratios["title"].map(_name),
        aside=ratios["project_id"].map(said),
        told=[_told(row) for row in as_tuples(ratios)],
        together=tonnes.transform("sum"),
    ).sort_values("together", ascending=False, kind="stable")
    return Dots(
        records(rows[["project_id", "name", "percent", "issued_tco2e", "colour", "state", "aside", "told"]]),
        "project_id", "name", "percent", alt, size="issued_tco2e", line=100.0, less_and_more=("below estimate", "above"),
        is_shaded=True, unit="%", aside="tonnes issued",
    )  # fmt: skip


def _told(row: pd.Series) -> str:
    period = columns.days(row.monitoring_period)
    return (
        f"{told(row.title)}, {told(row.host)}\n{period}: {row.issued_tco2e:,.0f} t issued, "
        f"{row.expected_in_period_tco2e:,.0f} t expected, {row.issued_over_expected:.0%}"
    )


def _name(title: str) -> str:
    # What is built tells projects apart, not that it is installed.
    words = re.sub("^(installation|introduction) of ", "", title.capitalize() if title.isupper() else title, flags=re.I)
    return words[0].upper() + words[1:]
