"""Questions on what could be compared, of rows that other rooms ask for."""

from __future__ import annotations

import pandas as pd

from dashboard.agreements import queries as of_agreements
from dashboard.core.choices import Filters
from dashboard.projects import queries as of_projects
from dashboard.targets import queries as of_targets


def partners(filters: Filters, role: str) -> dict[str, set[str]]:
    """Return the partners in binding agreements of each Party in a role, most first, by code; by the day of the filters."""
    other = "host" if role == "buyer" else "buyer"
    rows = of_agreements.agreements(Filters(filters.as_of, rule="binding"))
    found = {str(code): set(group[f"{other}_iso3"]) for code, group in rows.groupby(f"{role}_iso3")}
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))


def projects_of_pairs(filters: Filters) -> dict[str, int]:
    """Return how many counted projects each pair has, most first, by its key; by the day of the filters."""
    rows = of_projects.projects(Filters(filters.as_of)).dropna(subset=["buyer_iso3"])
    counts = (rows["buyer_iso3"] + "-" + rows["host_iso3"]).value_counts()
    return {str(key): int(count) for key, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))}


def goals(codes: tuple[str, ...]) -> pd.DataFrame:
    """Return the goals with a volume that some buyers have now: columns of table target_list. Leads and superseded ones are left out."""
    rows = of_targets.targets()
    is_goal = (
        rows["ladder_quantity_mtco2e"].notna() & ~rows["is_superseded"].astype(bool) & ~rows["is_lead"].astype(bool)
    )
    return rows[is_goal & rows["buyer_iso3"].isin(codes)]
