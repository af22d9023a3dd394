"""Sentences on what stands behind a figure and on how totals compare. Pure: rows in, text out."""

from __future__ import annotations

import re

import pandas as pd

from dashboard.core.choices import short_rule
from dashboard.core.dates import NOT_KNOWN
from dashboard.core.numbers import amount
from dashboard.core.plain import plain
from dashboard.core.records import as_dicts, as_tuples
from dashboard.core.words import day, known_date, listed, plural, within

MEASURES = {
    "pairs": "pairs",
    "buyers": "buyers",
    "hosts": "hosts",
    "parties": "Parties",
    "selected_projects": "projects selected by a known date",
    "selected_hosts": "hosts of projects selected by a known date",
    "registered_projects": "projects registered",
    "authorised_projects": "projects authorised",
    "issued_projects": "projects with an issuance",
    "numbered_projects": "projects with a number, all stages",
    "numbered_expected_tco2e_per_year": "expected a year of projects with a number",
    "matched_projects": "projects that both list",
    "issued_tco2e": "issued, with a published quantity",
    "itmo_issued_tco2e": "ITMOs issued, with a published quantity",
    "transferred_tco2e": "first transferred, with a published quantity",
    "authorised_tco2e": "authorised credits, summed over blocks",
}
_ABBREVIATION = re.compile(r"\(([A-Z][A-Z0-9]{2,5})\)")


def overview(totals: pd.DataFrame) -> str:
    """State how many published totals are compared and how they come out."""
    counts = totals["verdict"].value_counts()
    compared = int(counts[["equal", "higher", "lower"]].sum())
    apart = int(counts.get("not comparable", 0))
    wrong = int((totals["parts_difference"].fillna(0) != 0).sum())
    differing = totals[totals["verdict"].isin(["higher", "lower"])]
    explained = int(differing["known_reason"].notna().sum())
    leads = int((totals["is_lead"] & totals["verdict"].isin(["equal", "higher", "lower"])).sum())
    same_origin = int((totals["known_reason"].notna() & (totals["verdict"] == "equal")).sum())
    return (
        f"Of **{len(totals) - int(counts.get('repeated', 0))} totals** that others publish, **{compared}** can be compared with the Atlas on "
        f"their own day: **{int(counts['equal'])}** are equal ({same_origin} of them rest on the same rows, which confirms nothing), the Atlas has more in **{int(counts['higher'])}** and less in "
        f"**{int(counts['lower'])}**. For {explained} of these {len(differing)} the reason is known. {plural(leads, 'compared total is a lead', 'compared totals are leads')}, unconfirmed and marked so. For {plural(apart, 'total')} the Atlas has no comparable figure, and {'it' if apart == 1 else 'each'} says why. "
        f"{plural(wrong, 'published total does', 'published totals do')} not add up in {'itself' if wrong == 1 else 'themselves'}."
    )


def readable(totals: pd.DataFrame) -> pd.DataFrame:
    """Return published totals (table reconciliation) with the columns that people read.

    label (short, for a chart), known (as of), stated (as published), shown_unit, doubt (of a lead), rule (how the Atlas counts) and reason.
    """

    def label(total: pd.Series) -> str:
        # What is said more closely would push out who publishes it; the table has it all.
        what = MEASURES.get(total["measure"], "").partition(",")[0]
        who = total["buyer"] or (f"host {total['host']}" if total["host"] else "all")
        rule = ", binding" if total["counting_rule"] == "binding" else ""
        return (
            f"{who[0].upper()}{who[1:]}: {what}{rule} · {publisher(total['publisher'])}, {_short_date(total['as_of'])}"
        )

    def rule(total: pd.Series) -> str:
        parts = [MEASURES.get(total["measure"], "")]
        if total["counting_rule"]:
            parts.append(short_rule(total["counting_rule"]))
        parts += [part for part in (total["buyer"], total["host"], total["programme"]) if part]
        return ", ".join(parts)

    def reason(total: pd.Series) -> str:
        if total["known_reason"]:
            return str(total["known_reason"])
        return "" if total["verdict"] == "equal" else "not explained here"

    confirmed = totals["is_lead"].map({True: "unconfirmed", False: ""})
    units = totals["unit"].where(totals["unit"].astype(str).str.contains("CO2e|JPY|USD|cent"), "")
    return totals.assign(
        label=totals.apply(label, axis=1),
        known=totals["as_of"].map(known_date).replace(NOT_KNOWN, "day not stated"),
        stated=[
            stated or amount(value, unit)
            for stated, value, unit in zip(totals["value_as_stated"], totals["value"], units, strict=True)
        ],
        shown_unit=units,
        doubt=confirmed,
        rule=totals.apply(rule, axis=1),
        reason=totals.apply(reason, axis=1),
    )


def publisher(name: str) -> str:
    """Return a publisher's name short enough for a chart: its own abbreviation where it has one."""
    if name.startswith("UNEP Copenhagen"):
        return "UNEP CCC"
    if name.startswith("Article 6 Implementation Partnership"):
        return "A6IP"
    short = _ABBREVIATION.search(name)
    return short[1] if short else name.partition(" (")[0]


def _short_date(text: str | None) -> str:
    return known_date(text[:7] if text else None)


def in_order(compared: pd.DataFrame) -> pd.DataFrame:
    """Return comparable counts, all buyers together first, the largest first."""
    rows = compared.assign(is_whole=compared["buyer"].isna() & compared["host"].isna())
    return rows.sort_values(["is_whole", "value", "label"], ascending=[False, False, True])


def by_difference(compared: pd.DataFrame) -> pd.DataFrame:
    """Add what a chart of differences draws: least and most (ours less theirs, from the first to the last day that the total's
    date allows), said (the same in words) and told (both sides)."""
    return _in_words(
        compared.assign(least=compared["ours_at_first"] - compared["value"], most=compared["ours"] - compared["value"])
    )


def by_share(compared: pd.DataFrame) -> pd.DataFrame:
    """Return the totals in tonnes, those nearest to ours first, with least and most in per cent of the published total.

    Without authorised credits: their totals and our rows are of one list, so that it could be no other.
    """
    is_traced = compared["measure"].str.endswith("tco2e") & (compared["measure"] != "authorised_tco2e")
    tonnes = compared[is_traced & (compared["value"] > 0)]
    least, most = (100 * (tonnes[name] / tonnes["value"] - 1) for name in ("ours_at_first", "ours"))
    rows = _in_words(tonnes.assign(least=least, most=most), "%")
    return rows.sort_values(["most", "label"], ascending=[False, True])


def _in_words(rows: pd.DataFrame, unit: str = "") -> pd.DataFrame:
    def signed(value: float) -> str:
        return "0" if round(value) == 0 else f"{value:+,.0f}{unit}".replace("-", "−")

    def ours(row: pd.Series) -> str:
        first, last = amount(row["ours_at_first"]), amount(row["ours"])
        return last if first == last else f"{first} to {last}"

    said = [
        signed(row.most) if round(row.least) == round(row.most) else f"{signed(row.least)} to {signed(row.most)}"
        for row in as_tuples(rows)
    ]
    told = [f"{row['label']}\npublished {amount(row['value'])}, Atlas {ours(row)}" for row in as_dicts(rows)]
    return rows.assign(said=said, told=told)


def comparison(compared: pd.DataFrame) -> str:
    """State how close counts of agreements come to what others publish (by_difference); leads are left out.

    Of a total known to the month the farther end of the range counts.
    """
    known = compared[~compared["is_lead"]]
    apart = known[["least", "most"]].abs().max(axis=1)
    return (
        f"{int((apart <= 1).sum())} of {len(known)} published counts of agreements and their Parties differ from ours by one at most; "
        f"the largest difference is {int(apart.max())}"
    )


def tonnes_compared(rows: pd.DataFrame) -> str:
    """State how much of the published tonnes the rows of the Atlas reach (by_share); leads are left out."""
    known = rows[~rows["is_lead"]]
    most = int((known["most"] <= -50).sum())
    return (
        f"In {most} of {len(known)} published totals in tonnes less than half can be traced to rows of the Atlas"
        if len(known)
        else "No published total in tonnes can be held against rows of the Atlas"
    )


def named_rows(total: pd.Series, differences: pd.DataFrame) -> str:
    """Name the rows that only one side of a comparison has, or say that both have the same."""
    head = f"**{plain(publisher(total['publisher']))}, {plain(total['metric'])}, {total['known']}**: "
    head += f"published {amount(total['value'])}, the Atlas {amount(total['ours'])}."
    if differences.empty:
        return f"{head} Both hold the same rows."
    return f"{head}  \n{one_sided(differences)}"


def by_days(witnesses: pd.DataFrame) -> pd.DataFrame:
    """Return the agreements whose two dates can't be the same day, largest gap first."""
    apart = labelled(witnesses[witnesses["pipeline_later_by_days"].fillna(0) != 0])
    order = apart["pipeline_later_by_days"].abs().sort_values(ascending=False, kind="stable").index
    return apart.loc[order].reset_index(drop=True)


def labelled(witnesses: pd.DataFrame) -> pd.DataFrame:
    """Add label: buyer, host and form."""
    return witnesses.assign(label=witnesses["buyer"] + "–" + witnesses["host"])


def with_dates(witnesses: pd.DataFrame) -> pd.DataFrame:
    """Add the columns that people read: label with the form, both dates as known, the one used, counted or not."""
    rows = labelled(witnesses)
    return rows.assign(
        label=rows["label"] + ", " + rows["instrument_label"].map(within),
        desk_signed=[
            known_date(day) if known else "not known to it"
            for day, known in zip(rows["desk_signed_on"], rows["in_desk"], strict=True)
        ],
        pipeline_signed=[
            known_date(day) if known else "not known to it"
            for day, known in zip(rows["pipeline_signed_on"], rows["in_pipeline"], strict=True)
        ],
        used=rows["signed_on"].map(known_date),
        counted=rows["is_counted"].map({True: "yes", False: "no"}),
    )


def dates_apart(rows: pd.DataFrame) -> str:
    """State how far the two witnesses' dates lie apart."""
    days = rows["pipeline_later_by_days"].abs()
    top = rows.iloc[0]
    weeks = int((days <= 14).sum())
    return (
        f"{weeks} of {plural(len(rows), 'differing date lies', 'differing dates lie')} within two weeks; the widest gap is {top['label']} with "
        f"{int(days.iloc[0]):,} days"
    )


def adds_up(row: pd.Series) -> str:
    """State whether the parts of a published total add up to it."""
    total, parts = amount(row["value"]), row["parts"]
    said = (
        f"**{plain(row['publisher'])}**, {plain(row['metric'])}, {row['known']}: {parts} = {amount(row['parts_sum'])}"
    )
    if row["parts_difference"] == 0:
        return f"{said}, as published."
    side = "more" if row["parts_difference"] > 0 else "fewer"
    return f"{said}, **{amount(abs(row['parts_difference']))} {side}** than the {total} published; not explained here."


def witnesses(rows: pd.DataFrame) -> str:
    """State what only one of our two witnesses for agreements knows, and where their dates differ."""
    pairs = rows[rows["pair_known_to"] != "lead only"].drop_duplicates(["buyer_iso3", "host_iso3"])
    counts = pairs["pair_known_to"].value_counts()
    both = rows["pipeline_later_by_days"].dropna()
    apart = both[both != 0].abs()
    return (
        f"Both know **{int(counts.get('both', 0))} of {len(pairs)} pairs**; official pages and press alone know "
        f"{int(counts.get('official pages and press only', 0))}, UNEP CCC alone {int(counts.get('UNEP CCC only', 0))}. Of "
        f"{plural(len(both), 'date')} that both give, **{len(apart)} cannot be the same day**, by {int(apart.median())} days in the "
        f"median and {int(apart.max())} at most."
    )


def one_sided(rows: pd.DataFrame) -> str:
    """Name the rows that only one side of a comparison has."""
    lines = []
    for side, found in rows.groupby("side", sort=True):
        names = [
            plain(f"{row.label}{' (' + row.explanation + ')' if row.explanation else ''}") for row in as_tuples(found)
        ]
        lines.append(f"**{side[0].upper()}{side[1:]}**: {listed(names, 30)}.")
    return "  \n".join(lines)


def edition(value: object) -> str:
    """Return a day of a column of days, or an empty text."""
    return "" if pd.isna(value) else day(pd.Timestamp(value).date())
