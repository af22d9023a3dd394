"""Sentences on trade around signatures: dollars before and after, and what can't be said. Rows in, text out."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.core.numbers import dollars, is_missing
from dashboard.core.records import Row, Rows
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


def _signed(partner: Row) -> str:
    return f"signed {known_date(partner['signed_on'])}"


def _silent(partner: Row) -> str:
    return f"no whole report for {span(partner['silent_years'])}" if partner["silent_years"] else ""


def _compared(partner: Row) -> str:
    said = (
        f"**{partner['area']}** ({_signed(partner)}) bought {_a_year(partner['before_usd'], partner['before_years'])}, before "
        f"the year of the signature, and {_a_year(partner['after_usd'], partner['after_years'])}, after it"
    )
    return "; ".join(filter(None, (said, _silent(partner))))


def _not_yet(partner: Row) -> str:
    years = partner["before_years"]
    # The ends, and the highest year where it lies between them: two ends alone could hide what was between.
    points = {min(years): partner["first_before_usd"], max(years): partner["last_before_usd"]}
    if partner["highest_year"] in set(years):
        points[int(partner["highest_year"])] = partner["highest_usd"]
    parts = [_signed(partner), *(f"{dollars(points[year])} in {year}" for year in sorted(points))]
    if not is_missing(partner["signature_usd"]):
        parts.append(f"{dollars(partner['signature_usd'])} in the year of the signature")
    return f"{partner['area']} ({'; '.join(filter(None, (*parts, _silent(partner))))})"


def around(partners: Rows, floor_usd: int, years: Sequence[int]) -> str:
    """State what exports to partners were before and after each signature (`partners` of trade_time_queries), what can't be
    compared and why; no word of cause."""
    found = {answer: [row for row in partners if row["answer"] == answer] for answer in ANSWERS}
    floor = f"{dollars(floor_usd)} in a year"
    enough = [row for row in partners if row["answer"] not in (TOO_LITTLE, NO_REPORT)]
    if not enough:
        return _nothing(partners, floor, years)
    parts = []
    both = found[COMPARED]
    if len(both) == 1:
        parts.append(f"One partner has whole years on both sides of its signature: {_compared(both[0])}.")
    elif both:
        parts.append(f"{together(both)} {' '.join(_compared(row) + '.' for row in both)}")
    else:
        parts.append("**No before and after to compare yet.**")
    if found[NO_YEAR_AFTER]:
        rows = [_not_yet(row) for row in found[NO_YEAR_AFTER]]
        parts.append(f"No whole year after the signature is known for {listed(rows, 6)}.")
    if found[NO_YEAR_BEFORE]:
        names = _names(found[NO_YEAR_BEFORE])
        parts.append(f"No year before the signature is known for {names}: the years shown begin in {min(years)}.")
    if found[NO_DATE]:
        parts.append(f"The day of the signature was not found for {_names(found[NO_DATE])}.")
    if found[TOO_LITTLE]:
        count = len(found[TOO_LITTLE])
        parts.append(
            f"For {count}{' more' if enough else ''} there is **too little trade to say**: less than {dollars(floor_usd)} in every known year."
        )
    if found[NO_REPORT]:
        parts.append(f"No whole report is known from {_names(found[NO_REPORT])}.")
    return " ".join(parts)


def _names(partners: Rows) -> str:
    return listed([row["area"] for row in partners], 6)


def _nothing(partners: Rows, floor: str, years: Sequence[int]) -> str:
    known = [row for row in partners if row["answer"] == TOO_LITTLE]
    who = "its one partner is not" if len(partners) == 1 else f"none of its {len(partners)} partners is"
    text = f"**Too little trade to say** what it was before and after a signature: {who} known to have bought {floor} in {span(years)}"
    if len(known) > 2 and (top := known[0])["highest_usd"] >= NAMED_FROM_USD:
        text += f"; the most was {dollars(top['highest_usd'])}, {top['area']} in {int(top['highest_year'])}"
    silent = [row for row in partners if row["answer"] == NO_REPORT]
    return text + "." + (f" No whole report is known from {_names(silent)}." if silent else "")


def together(both: Rows) -> str:
    """State the sum of the compared partners and which one drives it; each has its own years."""
    driver = next((row for row in both if row["is_driver"]), None)
    text = (
        f"{len(both)} partners have whole years on both sides of their signatures ({_names(both)}): together {_sum(both, 'before_usd')} "
        f"a year before and {_sum(both, 'after_usd')} a year after, each over its own years"
    )
    if driver:
        share = abs(driver["change_usd"]) / sum(abs(row["change_usd"]) for row in both)
        text += f"; {driver['area']} alone accounts for {share:.0%} of the changes"
    return text + "."


def _sum(rows: Rows, column: str) -> str:
    return dollars(sum(row[column] for row in rows))


def title(exporter: str, partners: Rows, drawn: int) -> str:
    """Title of the lines: dollars before and after for those that can be compared, else that nothing can."""
    both = [row for row in partners if row["answer"] == COMPARED]
    if len(both) == 1:
        one = both[0]
        return (
            f"{exporter} sold {one['area']} {_a_year(one['before_usd'], one['before_years'])}, before the two first signed "
            f"({known_date(one['signed_on'][:7])}), and {_a_year(one['after_usd'], one['after_years'])}, after it"
        )
    if both:
        return (
            f"{exporter} sold {len(both)} partners {_sum(both, 'before_usd')} a year before their agreements and "
            f"{_sum(both, 'after_usd')} a year after"
        )
    return f"{possessive(exporter)} {plural(drawn, 'partner')} with enough trade: no whole year after a signature is known yet"


def gaps(points: Rows) -> str:
    """Count the points of the lines that are missing for lack of a report: rows of trade_time_queries.partner_years."""
    missing: dict[str, list[int]] = {}
    for point in points:
        if is_missing(point["value_usd"]):
            missing.setdefault(point["area"], []).append(point["year"])
    count = sum(map(len, missing.values()))
    if not count:
        return "No point is missing."
    named = [f"{area} {span(years)}" for area, years in missing.items()]
    return f"{count} of {len(points)} points {'is' if count == 1 else 'are'} missing, for lack of a whole report: {listed(named, 6)}."
