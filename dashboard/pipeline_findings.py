"""Sentences on the pipeline as a whole and on what it delivered. Pure: rows in, text out."""

from __future__ import annotations

import math

import pandas as pd

from dashboard.findings import known_date, listed, plural
from dashboard.project_findings import tonnes


def tonnes_short(value: float | None) -> str:
    """Return tonnes for a headline figure, without "CO2e": "2.2 Mt", "353,084 t" or "not published"."""
    return tonnes(value).replace("CO2e", "")


def pipeline(counts: pd.Series) -> str:
    """Answer what came of the agreements, from dashboard.project_queries.headline."""
    if not counts["projects"]:
        return "No project matches these filters."
    volume = "none publishes an expected volume"
    if counts["with_figure"]:
        together = f"together {tonnes(counts['expected_tco2e_per_year'])} a year"
        volume = f"{plural(int(counts['with_figure']), 'publishes', 'publish')} an expected volume, {together}"
    issued = plural(int(counts["with_issuance"]), "has", "have")
    return (
        f"{plural(int(counts['projects']), 'project')} in "
        f"{plural(int(counts['hosts']), 'host country', 'host countries')}; {volume}; {issued} had credits issued."
    )


def ladder(steps: pd.DataFrame) -> str:
    """State how many projects are at the first three steps, and how many have had units issued."""
    on = steps[steps["is_on_ladder"]].set_index("stage_id")["projects"]
    early = int(on[["idea", "design", "validation"]].sum())
    late = int(on[["issued", "transferred"]].sum())
    total = int(steps["projects"].sum())
    verb = "is" if 1 in (early, total) else "are"
    return (
        f"{early} of {plural(total, 'project')} {verb} still an idea, in design or in validation; "
        f"{late} reached issuance"
    )


def where(hosts: pd.DataFrame) -> str:
    """State which hosts hold the largest expected volumes."""
    figures = hosts[hosts["with_figure"] > 0]
    total = figures["expected_tco2e_per_year"].sum()
    if figures.empty or not total:
        return f"No expected volume is published for {listed(hosts['host'].to_list())}"
    top = figures.head(3)
    share = top["expected_tco2e_per_year"].sum() / total
    verb = "holds" if len(top) == 1 else "hold"
    return f"{listed(top['host'].to_list())} {verb} {share:.0%} of the expected volume"


def sectors(rows: pd.DataFrame) -> str:
    """State the largest sector and how many buyers are in it."""
    totals = rows.groupby("sector")["projects"].sum().sort_values(ascending=False)
    top = totals.index[0]
    buyers = rows.loc[(rows["sector"] == top) & rows["buyer_iso3"].notna(), "buyer_iso3"].nunique()
    share = totals.iloc[0] / totals.sum()
    return f"{top} leads with {plural(int(totals.iloc[0]), 'project')} ({share:.0%}), of {plural(buyers, 'buyer')}"


def years(by_year: pd.DataFrame) -> str:
    """State the year with most registrations and that of the last one."""
    registered = by_year[by_year["registered"] > 0]
    if registered.empty:
        return f"{plural(int(by_year['selected'].sum()), 'selection')} with a date, and no dated registration"
    most, last = int(registered["registered"].max()), registered.iloc[-1]
    best = [f"{year:.0f}" for year in registered.loc[registered["registered"] == most, "year"]]
    if len(registered) == 1:
        return f"{plural(most, 'registration')} in {best[0]}"
    peaked = f"Registrations peaked in {listed(best)} with {most}{' each' if len(best) > 1 else ''}"
    return peaked if f"{last['year']:.0f}" in best else f"{peaked}; {last['year']:.0f} brought {last['registered']:.0f}"


def delivered_totals(ledger: pd.DataFrame) -> dict[str, float]:
    """Return the sums of a ledger, each kind on its own, in tCO2e; NaN where no quantity is published.

    itmo_issued, jcm_issued (JCM credits and units of unknown kind), transferred, and the number of authorisations. Rows
    with is_summed false stay out.
    """
    summed = ledger[ledger["is_summed"]]
    issued = summed[summed["event"] == "issuance"]
    is_itmo = issued["unit_kind"] == "itmo"

    def total(rows: pd.DataFrame) -> float:
        return float(rows["quantity_tco2e"].sum()) if len(rows) else math.nan

    return {
        "itmo_issued": total(issued[is_itmo]),
        "jcm_issued": total(issued[~is_itmo]),
        "transferred": total(summed[summed["event"] == "first_transfer"]),
        "authorisations": int((ledger["event"] == "authorisation").sum()),
    }


def delivered(totals: dict[str, float], ledger: pd.DataFrame) -> str:
    """State what was issued and transferred, and how many events publish no quantity."""
    silent = int(((ledger["event"] != "authorisation") & ledger["quantity_tco2e"].isna()).sum())
    figures = [
        (totals["itmo_issued"], "issued as ITMOs"),
        (totals["jcm_issued"], "issued as JCM credits"),
        (totals["transferred"], "first transferred"),
    ]
    known = [f"{tonnes(value)} {what}" for value, what in figures if not math.isnan(value)]
    said = f"With a published quantity: {', '.join(known)}. " if known else "No quantity is published. "
    return said + (
        f"{plural(silent, 'issuance or transfer publishes', 'issuances and transfers publish')} no quantity."
        if silent
        else ""
    )


def cumulative(events: pd.DataFrame) -> str:
    """State who leads in issued and in transferred tonnes."""
    leaders = []
    for kind, word in (("issuance", "issued"), ("first_transfer", "first transferred")):
        sums = events[events["event"] == kind].groupby("buyer")["quantity_tco2e"].sum().sort_values(ascending=False)
        if len(sums):
            leaders.append((sums.index[0], f"{word} {sums.iloc[0]:,.0f} t"))
    if len({name for name, _ in leaders}) == 1:
        return f"{leaders[0][0]} leads: " + ", ".join(text for _, text in leaders)
    return "; ".join(f"{name} leads with {text}" for name, text in leaders)


def published_issuance(row: pd.Series) -> str:
    """Hold a published total of issued JCM credits against ours of its own day."""
    ours = 0.0 if pd.isna(row["ours"]) else float(row["ours"])
    return (
        f"**{row['publisher']}** published **{tonnes(row['value'])}** ({row['metric']}) for {known_date(row['as_of'])}. "
        f"For that day the Atlas can name issuances of **{tonnes(ours)}**, {ours / row['value']:.0%} of it: for many "
        "issuances no quantity was found project by project."
    )
