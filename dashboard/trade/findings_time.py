"""Sentences on trade around signatures: dollars before and after, and what can't be said. Frames in, text out."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.core.numbers import dollars
from dashboard.core.records import as_dicts
from dashboard.core.words import known_date, listed, plural
from dashboard.trade.findings import possessive

COMPARED, NO_YEAR_AFTER, NO_YEAR_BEFORE, NO_DATE = "compared", "no_year_after", "no_year_before", "no_date"
TOO_LITTLE, NO_REPORT = "too_little", "no_report"
ANSWERS = {
    COMPARED: "compared",
    NO_YEAR_AFTER: "no whole year after the signature",
    NO_YEAR_BEFORE: "no year before the signature",
    NO_DATE: "day of the signature not found",
    TOO_LITTLE: "too little trade to say",
    NO_REPORT: "no report",
}
# A most below this is not worth a name, US dollars.
NAMED_FROM_USD = 1_000_000
# Their lines have a point before the signature, so that something can be seen around it.
DRAWN = (COMPARED, NO_YEAR_AFTER)


def span(years: Sequence[int]) -> str:
    """Return years in words: 2020, 2022–2024, or 2020 and 2023 where one between them is missing."""
    ordered = sorted(int(year) for year in years)
    if len(ordered) > 2 and ordered[-1] - ordered[0] + 1 == len(ordered):
        return f"{ordered[0]}–{ordered[-1]}"
    return listed([str(year) for year in ordered], len(ordered))


def _a_year(value: float, years: Sequence[int]) -> str:
    return f"{dollars(value)} {'a year ' if len(years) > 1 else ''}in {span(years)}"


def _signed(partner: pd.Series) -> str:
    return f"signed {known_date(partner['signed_on'])}"


def _silent(partner: pd.Series) -> str:
    return f"no whole report for {span(partner['silent_years'])}" if len(partner["silent_years"]) else ""


def _compared(partner: pd.Series) -> str:
    said = (
        f"**{partner['area']}** ({_signed(partner)}) bought {_a_year(partner['before_usd'], partner['before_years'])}, before "
        f"the year of the signature, and {_a_year(partner['after_usd'], partner['after_years'])}, after it"
    )
    return "; ".join(filter(None, (said, _silent(partner))))


def _not_yet(partner: pd.Series) -> str:
    years = partner["before_years"]
    # The ends, and the highest year where it lies between them: two ends alone could hide what was between.
    points = {min(years): partner["first_before_usd"], max(years): partner["last_before_usd"]}
    if partner["highest_year"] in set(years):
        points[int(partner["highest_year"])] = partner["highest_usd"]
    parts = [_signed(partner), *(f"{dollars(points[year])} in {year}" for year in sorted(points))]
    if pd.notna(partner["signature_usd"]):
        parts.append(f"{dollars(partner['signature_usd'])} in the year of the signature")
    return f"{partner['area']} ({'; '.join(filter(None, (*parts, _silent(partner))))})"


def around(partners: pd.DataFrame, floor_usd: int, years: Sequence[int]) -> str:
    """State what exports to partners were before and after each signature (`partners` of trade_time_queries), what can't be
    compared and why; no word of cause."""
    found = dict(list(partners.groupby("answer")))
    floor = f"{dollars(floor_usd)} in a year"
    enough = partners[~partners["answer"].isin((TOO_LITTLE, NO_REPORT))]
    if enough.empty:
        return _nothing(partners, floor, years)
    parts = []
    both = found.get(COMPARED, partners.iloc[:0])
    if len(both) == 1:
        parts.append(f"One partner has whole years on both sides of its signature: {_compared(both.iloc[0])}.")
    elif len(both):
        parts.append(f"{together(both)} {' '.join(_compared(row) + '.' for row in as_dicts(both))}")
    else:
        parts.append("**No before and after to compare yet.**")
    if NO_YEAR_AFTER in found:
        rows = [_not_yet(row) for row in as_dicts(found[NO_YEAR_AFTER])]
        parts.append(f"No whole year after the signature is known for {listed(rows, 6)}.")
    if NO_YEAR_BEFORE in found:
        names = list(found[NO_YEAR_BEFORE]["area"])
        parts.append(
            f"No year before the signature is known for {listed(names, 6)}: the years shown begin in {min(years)}."
        )
    if NO_DATE in found:
        parts.append(f"The day of the signature was not found for {listed(list(found[NO_DATE]['area']), 6)}.")
    if TOO_LITTLE in found:
        count = len(found[TOO_LITTLE])
        parts.append(
            f"For {count}{' more' if len(enough) else ''} there is **too little trade to say**: less than {dollars(floor_usd)} in every known year."
        )
    if NO_REPORT in found:
        parts.append(f"No whole report is known from {listed(list(found[NO_REPORT]['area']), 6)}.")
    return " ".join(parts)


def _nothing(partners: pd.DataFrame, floor: str, years: Sequence[int]) -> str:
    known = partners[partners["answer"] == TOO_LITTLE]
    who = "its one partner is not" if len(partners) == 1 else f"none of its {len(partners)} partners is"
    text = f"**Too little trade to say** what it was before and after a signature: {who} known to have bought {floor} in {span(years)}"
    if len(known) > 2 and known.iloc[0]["highest_usd"] >= NAMED_FROM_USD:
        top = known.iloc[0]
        text += f"; the most was {dollars(top['highest_usd'])}, {top['area']} in {int(top['highest_year'])}"
    silent = partners[partners["answer"] == NO_REPORT]
    return text + "." + (f" No whole report is known from {listed(list(silent['area']), 6)}." if len(silent) else "")


def together(both: pd.DataFrame) -> str:
    """State the sum of the compared partners and which one drives it; each has its own years."""
    names = listed(list(both["area"]), 6)
    driver = both[both["is_driver"]]
    text = (
        f"{len(both)} partners have whole years on both sides of their signatures ({names}): together {dollars(both['before_usd'].sum())} "
        f"a year before and {dollars(both['after_usd'].sum())} a year after, each over its own years"
    )
    if len(driver):
        text += f"; {driver.iloc[0]['area']} alone accounts for {_share(driver.iloc[0]['change_usd'], both['change_usd'])} of the changes"
    return text + "."


def _share(change: float, changes: pd.Series) -> str:
    return f"{abs(change) / changes.abs().sum():.0%}"


def title(exporter: str, partners: pd.DataFrame, drawn: int) -> str:
    """Title of the lines: dollars before and after for those that can be compared, else that nothing can."""
    both = partners[partners["answer"] == COMPARED]
    if len(both) == 1:
        one = both.iloc[0]
        return (
            f"{exporter} sold {one['area']} {_a_year(one['before_usd'], one['before_years'])}, before the two first signed "
            f"({known_date(one['signed_on'][:7])}), and {_a_year(one['after_usd'], one['after_years'])}, after it"
        )
    if len(both):
        return (
            f"{exporter} sold {len(both)} partners {dollars(both['before_usd'].sum())} a year before their agreements and "
            f"{dollars(both['after_usd'].sum())} a year after"
        )
    return f"{possessive(exporter)} {plural(drawn, 'partner')} with enough trade: no whole year after a signature is known yet"


def gaps(points: pd.DataFrame) -> str:
    """Count the points of the lines that are missing for lack of a report: rows of trade_time_queries.partner_years."""
    missing = points[points["value_usd"].isna()]
    if missing.empty:
        return "No point is missing."
    named = [f"{area} {span(rows['year'].to_list())}" for area, rows in missing.groupby("area", sort=False)]
    return f"{len(missing)} of {len(points)} points {'is' if len(missing) == 1 else 'are'} missing, for lack of a whole report: {listed(named, 6)}."
