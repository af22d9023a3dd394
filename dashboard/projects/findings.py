"""Sentences on many projects: how far they are, where and what they expect. Pure: rows in, text out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

import pandas as pd

from dashboard.core import numbers, told
from dashboard.core.answer import Answer
from dashboard.core.numbers import is_missing
from dashboard.core.records import as_dicts
from dashboard.core.words import listed, plural

# Fewer than these are told one by one: among two nobody leads.
MANY = 3


def pipeline(answers: Mapping[str, Answer]) -> str:
    """Answer what came of the agreements: projects, both forms of their estimates, and how many had credits issued."""
    projects, hosts, issued = (int(answers[name].value or 0) for name in ("projects", "project_hosts", "with_issuance"))
    if not projects:
        return "No project matches these filters."
    volume = told.expected(answers["expected_yearly"], answers["expected_total"])
    done = (
        f"{plural(issued, 'has', 'have')} had credits issued" if issued else "none is known to have had credits issued"
    )
    return f"{plural(projects, 'project')} in {plural(hosts, 'host country', 'host countries')}; {volume}; {done}."


def ladder(steps: pd.DataFrame) -> str:
    """State how many projects are at the first three steps, and how many have had units issued."""
    on = dict(zip(steps["stage_id"], steps["projects"].tolist(), strict=True))
    early = on["idea"] + on["design"] + on["validation"]
    late = on["issued"] + on["transferred"]
    total = sum(on.values())
    verb = "is" if 1 in (early, total) else "are"
    return (
        f"{early} of {plural(total, 'project')} {verb} still an idea, in design or in validation; "
        f"{f'{late} reached' if late else 'none is known to have reached'} issuance"
    )


def where(hosts: pd.DataFrame, yearly: Answer, of_jcm: Collection[str]) -> str:
    """State which hosts hold the largest yearly estimates, and whose estimates these are; `of_jcm` are the buyers of the JCM."""
    figures = [row for row in as_dicts(hosts) if row["with_figure"]]
    total = sum(row["expected_tco2e_per_year"] for row in figures)
    if not total:
        return f"No yearly estimate was found for {listed(hosts['host'].to_list())}"
    whose, of_them = estimates_of(yearly, of_jcm)
    if len(figures) < MANY:
        said = [f"{row['host']} {numbers.tonnes(row['expected_tco2e_per_year'])}" for row in figures]
        return f"Expected a year, by {whose} estimates{of_them}: {listed(said)}"
    top = figures[:MANY]
    share = sum(row["expected_tco2e_per_year"] for row in top) / total
    return f"Of {whose} yearly estimates{of_them}, {listed([row['host'] for row in top])} hold {share:.0%}"


def estimates_of(yearly: Answer, of_jcm: Collection[str]) -> tuple[str, str]:
    """Say whose estimates these are: the JCM's where no other buyer's is among them, else the projects' own, and how many of those the JCM's."""
    rows = zip(yearly.made_of.column("buyer_iso3"), yearly.made_of.numbers("expected_tco2e_per_year"), strict=True)
    buyers = [buyer for buyer, estimate in rows if estimate > 0]
    jcm = sum(buyer in of_jcm for buyer in buyers)
    if jcm == len(buyers):
        return "the JCM’s", ""
    return "the projects’", f" ({jcm:,} of {len(buyers):,} are the JCM’s)" if jcm else ""


def sectors(rows: pd.DataFrame) -> str:
    """State the largest sector and how many buyers are in it; sectors that share the place lead nobody."""
    totals, whose = Counter[str](), defaultdict[str, set[str]](set)
    for row in as_dicts(rows):
        totals[row["sector"]] += row["projects"]
        whose[row["sector"]] |= set() if is_missing(row["buyer_iso3"]) else {row["buyer_iso3"]}
    ranked = sorted(totals.items(), key=lambda one: (-one[1], one[0]))
    if len(ranked) < MANY:
        return listed([f"{plural(count, 'project')} in {sector}" for sector, count in ranked])
    top, count = ranked[0]
    share, buyers = count / sum(totals.values()), len(whose[top])
    if len(first := [sector for sector, projects in ranked if projects == count]) > 1:
        most = "" if len(first) == len(totals) else " most projects,"
        return f"{listed(first)} have{most} {count if most else plural(count, 'project')} each"
    return f"{top} leads with {plural(count, 'project')} ({share:.0%}), of {plural(buyers, 'buyer')}"


def years(by_year: pd.DataFrame) -> str:
    """State the year with most registrations and that of the last one."""
    rows = as_dicts(by_year)
    registered = [(str(row["year"]), row["registered"]) for row in rows if row["registered"]]
    if not registered:
        return f"{plural(sum(row['selected'] for row in rows), 'selection')} with a date, and no dated registration"
    most, (last, newest) = max(count for _, count in registered), registered[-1]
    best = [year for year, count in registered if count == most]
    if len(registered) == 1:
        return f"{plural(most, 'registration')} in {listed(best)}"
    peaked = f"Registrations peaked in {listed(best)} with {most}{' each' if len(best) > 1 else ''}"
    return peaked if last in best else f"{peaked}; {last} brought {newest}"


def ladder_ends(ladder: pd.DataFrame) -> str:
    """State how many projects stand at either end of the ladder (dashboard.projects.queries.ladder)."""
    counts = ladder.set_index("stage_id")["projects"]
    total = int(counts.sum())
    if not total:
        return "No project matches these filters."
    began, issued, done = (int(counts[keys].sum()) for keys in (["idea", "design"], ["issued"], ["transferred"]))
    late = issued + done
    return (
        f"Of the {plural(total, 'project')} shown here, **{began:,}** {'is' if began == 1 else 'are'} still an idea or a design; "
        + (
            f"at the other end **{late:,}** {'stands' if late == 1 else 'stand'} at issued or beyond, {done:,} of them at first transferred. "
            if late
            else "none stands at issued or beyond. "
        )
        + f"For {int(counts['unknown']):,} the sources don’t tell the step."
    )


def issuance_known(counts: Mapping[str, int]) -> str:
    """Tell the step "issued" from a known issuance: two different things (dashboard.projects.queries.issuance_known)."""
    late, known, elsewhere = (int(counts[name]) for name in ("at_issued_or_beyond", "of_them_known", "known_elsewhere"))
    parts = []
    if late:
        rest = late - known
        parts.append(
            f"For {f'{known:,} of these {late:,}' if rest else 'each of these'} an issuance is known here"
            + (f"; for the other {rest:,} a source shows the step, but no issuance." if rest else ".")
        )
    if elsewhere:
        parts.append(
            f"{plural(elsewhere, 'project')} with a known issuance {'stands' if elsewhere == 1 else 'stand'} on another step."
        )
    return " ".join(parts)
