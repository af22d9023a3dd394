"""Reconciliation: published totals beside ours of the same day, and our two witnesses side by side."""

from __future__ import annotations

import streamlit as st

from dashboard.agreements import queries
from dashboard.charts import reconciliation
from dashboard.core.choices import Filters
from dashboard.core.columns import headed
from dashboard.core.plain import plain
from dashboard.core.words import listed, plural
from dashboard.evidence import registry as figures
from dashboard.render import components
from dashboard.render.page import current
from dashboard.trust import findings as trace_findings
from dashboard.trust import queries as trace_queries

page = current()
every = Filters(page.known.edition_on)
totals = trace_findings.readable(trace_queries.reconciliation())
compared = totals[totals["verdict"].isin(["equal", "higher", "lower"])]
counts = totals["verdict"].value_counts()
st.markdown(trace_findings.overview(totals))
components.figures(
    [
        ("Equal", f"{counts['equal']}", f"of {len(compared)} totals compared", "published verdict:equal"),
        ("The Atlas has more", f"{counts['higher']}", "on the total's own day", "published verdict:higher"),
        ("The Atlas has less", f"{counts['lower']}", "on the total's own day", "published verdict:lower"),
        ("Not comparable", f"{counts['not comparable']}", "each with its reason", "published verdict:not comparable"),
    ],
    page.is_phone,
)

of_agreements = trace_findings.by_difference(trace_findings.in_order(compared[compared["counting_rule"].notna()]))
components.chart_head(
    trace_findings.comparison(of_agreements),
    "Each mark is our count less a published one of pairs, buyers, hosts or Parties, on the same day and under the counting rule that comes "
    "closest: right of the line we have more. A total known to the month or year is a range, from its first to its last day; it is equal "
    "when the range touches the line. Hollow: a lead alone states the total, and it is in no count of the title.",
)
pick = components.plot(
    reconciliation.differences(
        of_agreements,
        "The Atlas less the published count",
        alt=f"Marks beside a line at nil: {trace_findings.comparison(of_agreements)}.",
    ),
    "differences",
)
components.behind(
    page,
    "reconciliation",
    compared,
    "named row by row; which measure and rule of the Atlas stands beside each total is written in data/curated/comparisons.csv",
    headed(
        "publisher",
        "metric",
        "known",
        "value",
        "ours",
        "difference",
        "doubt",
        "shown_unit",
        "rule",
        "reason",
        "source_url",
        known="As of",
        value="Published",
        ours="The Atlas",
        doubt="Unconfirmed",
        shown_unit="Unit",
        rule="Counted in the Atlas",
        reason="Known of the difference",
    ),
    behind_row={
        "Behind ours": lambda total: (
            figures.url(every, "compared", total_id=total["total_id"]) if total["ours"] else ""
        ),
        "Behind theirs": lambda total: figures.url(every, "published", total_id=total["total_id"]),
    },
    pick=pick,
)

in_tonnes = trace_findings.by_share(compared)
if len(in_tonnes):
    components.chart_head(
        trace_findings.tonnes_compared(in_tonnes),
        "Each mark is what the Atlas can trace by the total's own day, less the published total, in per cent of it: −100% means that none of it "
        "stands in a row here. What is missing was not found project by project; it is no error of the publisher. Hollow: a lead alone.",
    )
    pick = components.plot(
        reconciliation.differences(
            in_tonnes,
            "Traced less published, % of published",
            "%",
            f"Marks beside a line at nil: {trace_findings.tonnes_compared(in_tonnes)}.",
        ),
        "differences_tonnes",
    )
    components.behind(
        page,
        "reconciliation_tonnes",
        in_tonnes,
        "named row by row in the table above",
        {
            "publisher": "Publisher",
            "metric": "What",
            "known": "As of",
            "value": "Published",
            "ours": "The Atlas",
            "said": "Difference",
            "doubt": "Unconfirmed",
        },
        behind_row={"Behind theirs": lambda total: figures.url(every, "published", total_id=total["total_id"])},
        pick=pick,
    )

st.header("Rows that explain a difference", anchor=False)
st.markdown(
    ":small[Only where the publisher's own list is in the Atlas, or its text names the countries. All other differences are not explained "
    "here: a guess would be no explanation.]"
)
differences = trace_queries.differences()
with_list = totals[totals["has_list"] | totals["hosts_named"].notna()]
for _, total in with_list[with_list["measure"].notna()].iterrows():
    st.markdown(trace_findings.named_rows(total, differences[differences["total_id"] == total["total_id"]]))

added = totals[totals["parts"].notna()].sort_values("parts_difference", key=lambda gap: -gap.abs(), kind="stable")
st.header("Do the totals add up in themselves?", anchor=False)
st.markdown("\n".join(f"- {trace_findings.adds_up(total)}" for _, total in added.iterrows()))

apart = totals[totals["verdict"] == "not comparable"]
components.chart_head(
    f"{plural(len(apart), 'total')} that no figure of the Atlas can be held against",
    "Each with the reason. Totals that only repeat another row are left out here.",
)
components.data_table(
    apart,
    headed(
        "publisher", "metric", "known", "stated", "why_not_comparable", "source_url", known="As of", stated="Published"
    ),
    lambda total: figures.url(every, "published", row=total["total_id"]),
)
components.download(page, "published_totals", totals.drop(columns=["label", "known", "rule", "reason", "stated"]))

witnesses = trace_queries.witnesses()
publications = queries.sources()
is_pipeline = publications["source_id"].str.startswith("unepccc_pipeline")
pipeline = listed([plain(title) for title in publications.loc[is_pipeline, "title"]])
st.header("Our two witnesses for agreements", anchor=False)
st.markdown(trace_findings.witnesses(witnesses))
st.markdown(
    f":small[First witness: what was read on official pages, in press and in compilations. Second: UNEP CCC, {pipeline}. A date known to the month differs only when the other lies outside that month. Neither is the truth; the Agreements page "
    "says which one is used, and by which rule.]"
)
apart_dates = trace_findings.by_days(witnesses)
components.chart_head(
    trace_findings.dates_apart(apart_dates),
    "One bar an agreement whose two dates can not be the same day; the number is the gap between the dates in days.",
)
pick = components.plot(
    reconciliation.days_apart(apart_dates, f"Bars: {trace_findings.dates_apart(apart_dates)}"),
    "days_apart",
)
components.behind(
    page,
    "witness_dates",
    trace_findings.with_dates(apart_dates),
    "named row by row: the publication of the first witness, and the link that UNEP CCC gives",
    {
        "label": "Agreement",
        "desk_signed": "Official pages and press",
        "pipeline_signed": "UNEP CCC",
        "pipeline_later_by_days": "Days",
        "used": "Used by the Atlas",
        "desk_publisher": "First witness",
        "desk_url": "Its page",
        "pipeline_url": "UNEP CCC's link",
    },
    behind_row=lambda row: figures.url(every, "agreements", row=row["agreement_id"]),
    pick=pick,
)
only = witnesses[witnesses["pair_known_to"].isin(["UNEP CCC only", "official pages and press only"])]
components.chart_head(
    f"{plural(only.drop_duplicates(['buyer_iso3', 'host_iso3']).shape[0], 'pair is', 'pairs are')} known to one witness alone",
    "A pair that only UNEP CCC lists counts with confidence B, unless its status is unclear.",
)
components.data_table(
    trace_findings.with_dates(only),
    {
        "label": "Agreement",
        "pair_known_to": "Known to",
        "desk_signed": "Official pages and press",
        "pipeline_signed": "UNEP CCC",
        "pipeline_status_raw": "Status at UNEP CCC",
        "counted": "Counted",
    },
    lambda row: figures.url(every, "agreements" if row["is_counted"] else "shown_apart", row=row["agreement_id"]),
)
components.download(page, "witnesses", witnesses)
