"""Reconciliation: published totals beside ours of the same day, and our two witnesses side by side."""

from __future__ import annotations

import pandas as pd

from dashboard.agreements import queries as agreement_queries
from dashboard.charts import reconciliation
from dashboard.core import links
from dashboard.core.choice import Choice
from dashboard.core.choices import Filters
from dashboard.core.content import Block, Chart, Extract, Finding, Heading, Page, Row, RowLink, Say, Table, Tile, Tiles
from dashboard.core.plain import link, plain
from dashboard.core.records import as_dicts
from dashboard.core.words import listed, plural
from dashboard.trust import findings, queries

TOTALS = {
    "publisher": "", "metric": "", "known": "As of", "value": "Published", "ours": "The Atlas", "difference": "",
    "doubt": "Unconfirmed", "shown_unit": "Unit", "rule": "Counted in the Atlas", "reason": "Known of the difference", "source_url": "",
}  # fmt: skip
IN_TONNES = {
    "publisher": "", "metric": "", "known": "As of", "value": "Published", "ours": "The Atlas", "said": "Difference", "doubt": "Unconfirmed",
}  # fmt: skip
APART = {
    "publisher": "", "metric": "", "known": "As of", "stated": "Published", "why_not_comparable": "", "source_url": "",
}  # fmt: skip
DATES = {
    "label": "Agreement", "desk_signed": "Official pages and press", "pipeline_signed": "UNEP CCC", "pipeline_later_by_days": "Days",
    "used": "Used by the Atlas", "desk_publisher": "First witness", "desk_url": "Its page", "pipeline_url": "UNEP CCC’s link",
}  # fmt: skip
ONE_WITNESS = {
    "label": "Agreement", "pair_known_to": "Known to", "desk_signed": "Official pages and press", "pipeline_signed": "UNEP CCC",
    "pipeline_status_raw": "Status at UNEP CCC", "counted": "",
}  # fmt: skip


def content(choice: Choice) -> Page:
    """Return how published totals and ours of the same day compare, and where our two witnesses for agreements part."""
    every = Filters(choice.known.edition_on)
    totals = findings.readable(queries.reconciliation())
    compared = totals[totals["verdict"].isin(["equal", "higher", "lower"])]
    return Page(
        (
            Say(findings.overview(totals), "answer"),
            Tiles(more=_verdicts(totals, len(compared), every)),
            _counts(compared, every),
            *_tonnes(compared, every),
            *_explained(totals),
            *_not_comparable(totals, every),
            *_witnesses(every),
        )
    )


def _verdicts(totals: pd.DataFrame, compared: int, every: Filters) -> tuple[Tile, ...]:
    counts = totals["verdict"].value_counts()
    return tuple(
        Tile(
            label,
            f"{counts.get(verdict, 0)}",
            note,
            links.rows(every, "published", verdict=verdict),
            "See the published totals",
        )
        for label, verdict, note in (
            ("Equal", "equal", f"of {compared} totals compared"),
            ("The Atlas has more", "higher", "on the total’s own day"),
            ("The Atlas has less", "lower", "on the total’s own day"),
            ("Not comparable", "not comparable", "each with its reason"),
        )
    )


def _theirs(every: Filters) -> RowLink:
    return RowLink(lambda total: links.rows(every, "published", total_id=total["total_id"]), "Behind theirs")


def _counts(compared: pd.DataFrame, every: Filters) -> Finding:
    of_agreements = findings.by_difference(findings.in_order(compared[compared["counting_rule"].notna()]))
    title = findings.comparison(of_agreements)
    ours = RowLink(
        lambda total: links.rows(every, "compared", total_id=total["total_id"]) if total["ours"] else "", "Behind ours"
    )
    marks = reconciliation.differences(
        of_agreements, "The Atlas less the published count", alt=f"Marks beside a line at zero: {title}."
    )
    return Finding(
        title,
        "Each mark is our count less a published one of pairs, buyers, hosts or Parties, on the same day and under the counting rule that comes "
        "closest: beyond the line we have more. A total known to the month or year is a range, from its first to its last day; it is equal "
        "when the range touches the line. Hollow: only a lead states the total, and the title does not count it.",
        (Chart("differences", marks),),
        Table("reconciliation", compared, TOTALS, (ours, _theirs(every)), extract=Extract("reconciliation", compared)),
        f"named row by row; which measure and rule of the Atlas stands beside each total is in {link('the open file comparisons', 'data?table=comparisons')}",
    )


def _tonnes(compared: pd.DataFrame, every: Filters) -> tuple[Block, ...]:
    rows = findings.by_share(compared)
    if rows.empty:
        return ()
    title = findings.tonnes_compared(rows)
    marks = reconciliation.differences(
        rows, "Traced less published, % of published", "%", f"Marks beside a line at zero: {title}."
    )
    return (
        Finding(
            title,
            "Each mark is what the Atlas can trace by the total’s own day, less the published total, in per cent of it: −100% means that none of it "
            "stands in a row here. What is missing was not found project by project; it is no error of the publisher. Hollow: a lead alone.",
            (Chart("differences_tonnes", marks),),
            Table(
                "reconciliation_tonnes",
                rows,
                IN_TONNES,
                (_theirs(every),),
                extract=Extract("reconciliation_tonnes", rows),
            ),
            "named row by row in the first table of this page",
        ),
    )


def _explained(totals: pd.DataFrame) -> tuple[Block, ...]:
    differences = queries.differences()
    with_list = totals[(totals["has_list"] | totals["hosts_named"].notna()) & totals["measure"].notna()]
    added = totals[totals["parts"].notna()].sort_values("parts_difference", key=lambda gap: -gap.abs(), kind="stable")
    return (
        Heading("Rows behind the differences"),
        Say(
            "Only where the publisher’s own list is in the Atlas, or its text names the countries. All other differences are not explained "
            "here: a guess would be no explanation.",
            "small",
        ),
        *(
            Say(findings.named_rows(total, differences[differences["total_id"] == total["total_id"]]))
            for total in as_dicts(with_list)
        ),
        Heading("Do the totals add up in themselves?"),
        Say("\n".join(f"- {findings.adds_up(total)}" for total in as_dicts(added))),
    )


def _not_comparable(totals: pd.DataFrame, every: Filters) -> tuple[Block, ...]:
    apart = totals[totals["verdict"] == "not comparable"]
    behind = RowLink(lambda total: links.rows(every, "published", row=total["total_id"]))
    published = totals.drop(columns=["label", "known", "rule", "reason", "stated"])
    return (
        Finding(
            f"{plural(len(apart), 'total')} that no figure of the Atlas can be held against",
            "Each with the reason. Totals that only repeat another row are left out here.",
        ),
        Table("not_comparable", apart, APART, (behind,), extract=Extract("published_totals", published)),
    )


def _witnesses(every: Filters) -> tuple[Block, ...]:
    witnesses = queries.witnesses()
    publications = agreement_queries.sources()
    is_pipeline = publications["source_id"].str.startswith("unepccc_pipeline")
    pipeline = listed([plain(title) for title in publications.loc[is_pipeline, "title"]])
    return (
        Heading("Our two main sources for agreements"),
        Say(findings.witnesses(witnesses)),
        Say(
            f"First witness: what was read on official pages, in press and in compilations. Second: UNEP CCC, {pipeline}. A date known to the "
            "month differs only when the other lies outside that month. Neither is the truth; the Agreements page says which one is used, "
            "and by which rule.",
            "small",
        ),
        _dates(findings.by_days(witnesses), every, publications.loc[is_pipeline, "publisher"].unique().tolist()),
        *_alone(witnesses, every),
    )


def _dates(apart: pd.DataFrame, every: Filters, second: list[str]) -> Finding:
    title, rows = findings.dates_apart(apart), findings.with_dates(apart)
    behind = RowLink(
        lambda row: links.rows(every, "agreements", row=row["agreement_id"]),
        publishers=lambda row: [row["desk_publisher"], *second],
    )
    return Finding(
        title,
        "One bar an agreement whose two dates cannot be the same day; the number is the gap between the dates in days. A broken bar is "
        f"longer than {reconciliation.MOST_DAYS} days and cut there.",
        (Chart("days_apart", reconciliation.days_apart(apart, f"Bars: {title}")),),
        Table("witness_dates", rows, DATES, (behind,), extract=Extract("witness_dates", rows)),
        "named row by row: the publication of the first witness, and the link that UNEP CCC gives",
    )


def _alone(witnesses: pd.DataFrame, every: Filters) -> tuple[Block, ...]:
    only = witnesses[witnesses["pair_known_to"].isin(["UNEP CCC only", "official pages and press only"])]
    pairs = only.drop_duplicates(["buyer_iso3", "host_iso3"]).shape[0]

    def behind(row: Row) -> str:
        return links.rows(every, "agreements" if row["is_counted"] else "shown_apart", row=row["agreement_id"])

    return (
        Finding(
            f"{plural(pairs, 'pair is', 'pairs are')} known to one witness alone",
            "A pair that only UNEP CCC lists counts with confidence B, unless its status is unclear.",
        ),
        Table(
            "one_witness",
            findings.with_dates(only),
            ONE_WITNESS,
            (RowLink(behind),),
            extract=Extract("witnesses", witnesses),
        ),
    )
