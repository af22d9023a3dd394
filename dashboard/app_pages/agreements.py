"""Agreements: the grid of buyers and hosts, the timeline, the table, and each agreement with all its claims."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import components, findings, linked_choice, queries, summaries
from dashboard.charts import matrix, timeline
from dashboard.page import Page, current

COLUMNS = {
    "buyer": "Buyer",
    "host": "Host",
    "instrument_label": "Instrument",
    "signed": "Signed",
    "status": "Status",
    "project_count": "Projects of the pair",
    "issued_tco2e": "Issued to the pair (ITMOs and JCM credits), tCO2e",
    "source_count": "Sources",
    "disagree": "Sources disagree",
    "source_url": "Source",
    "pair": "Pair",
    "agreement_id": "Key",
}
STATUS = {
    "signed": "Signed",
    "in_force": "In force",
    "concluded_not_signed": "Concluded, not signed",
    "under_negotiation": "Announced, not signed",
    "unclear": "Unclear",
}
FIELDS = {
    "instrument": "Form",
    "status": "Status",
    "signed_on": "Signed",
    "concluded_on": "Concluded",
    "in_force_on": "In force",
}
KINDS = {
    "official_text": "official text",
    "official_page": "official page",
    "report": "report",
    "compilation": "compilation",
    "lead": "lead without a page",
}
LINK, TABLE = "agreement", "agreement_table"


def readable(rows: pd.DataFrame) -> pd.DataFrame:
    """Add the columns that people read: date as known, status, disagreement, page of the pair."""
    return rows.assign(
        pair="pair?pair=" + rows["buyer_iso3"] + "-" + rows["host_iso3"],
        signed=rows["signed_on"].map(findings.known_date),
        status=rows["status"].map(STATUS),
        disagree=rows["is_disputed"].map({True: "yes", False: "no"}),
    )


def open_picked_row() -> None:
    """Open the agreement whose row was picked in the table."""
    picked = st.session_state[TABLE].selection.rows
    if picked:
        linked_choice.open_row(LINK, agreements["agreement_id"].iloc[picked[0]])


def show_table(page: Page, agreements: pd.DataFrame) -> None:
    """Draw the table of agreements and its extract."""
    components.chart_head(
        f"{findings.plural(len(agreements), 'agreement')}, {findings.plural(counts.disputed, 'of them with', 'of them with')} "
        "sources that disagree",
        "One row an instrument, newest first. Pick a row to read what each source says. "
        "Key: buyer, host and form of the instrument.",
    )
    components.data_table(
        readable(agreements),
        COLUMNS,
        key=TABLE,
        on_select=open_picked_row,
        selection_mode="single-row",
        column_config=dict.fromkeys(
            ("Source", "Pair"), st.column_config.LinkColumn(display_text="open", width="small")
        ),
    )
    components.download(page, "agreements", agreements)
    st.markdown(findings.promises(agreements))
    if names := findings.without_project(agreements):
        with st.expander(f"Binding pairs without a project in the Atlas: {len(names)}"):
            st.markdown(", ".join(names) + ".")
    st.page_link("app_pages/projects.py", label="See the projects of these Parties", query_params=page.query)


def show_agreement(agreement_id: str) -> None:
    """Draw one agreement: the chosen values, and every claim of every source side by side."""
    row = queries.agreement(agreement_id).iloc[0]
    claims = queries.claims(agreement_id)
    with st.container(border=True, key="opened"):
        st.markdown(f"### {row['buyer']} – {row['host']}: {row['instrument_label'].lower()}")
        if row["title"]:
            st.markdown(f"“{row['title']}”")
        dates = f"signed **{findings.known_date(row['signed_on'])}**"
        if row["concluded_on"]:
            dates = f"concluded **{findings.known_date(row['concluded_on'])}**"
        if row["in_force_on"]:
            dates += f", in force since **{findings.known_date(row['in_force_on'])}**"
        counted = (
            f"counted from {findings.day(row['counts_from_on'])}" if row["is_counted"] else "not counted in any total"
        )
        st.markdown(f"Status **{STATUS[row['status']].lower()}**, {dates}; {counted}.")
        if row["is_disputed"]:
            st.markdown(f":material/balance: **Sources disagree** on {row['disagreement']}.")
        st.markdown("**What each source says** (✓ marks the value that the Atlas uses)")
        st.table(side_by_side(claims))
        for claim in claims.drop_duplicates(["field", "source_id"]).groupby("source_id", sort=False):
            source = claim[1].iloc[0]
            why = "; ".join(f"{FIELDS[c.field].lower()}: {c.choice_rule.lower()}" for c in claim[1].itertuples())
            link = f"[{source['source_title']}]({source['url']})" if source["url"] else source["source_title"]
            dated = f"dated {findings.known_date(source['published_on'])}" if source["published_on"] else "undated"
            st.markdown(
                f"- **{source['publisher']}**, {link}. {KINDS[source['source_kind']].capitalize()}, {dated}, "
                f"confidence {source['confidence']}. :small[{why}.]"
            )
        if row["note"]:
            st.markdown(f"**Note.** {row['note']}")
        with st.container(horizontal=True):
            for name, label, key in (
                ("pair", f"{row['buyer']} – {row['host']}", f"{row['buyer_iso3']}-{row['host_iso3']}"),
                ("country", row["buyer"], row["buyer_iso3"]),
                ("country", row["host"], row["host_iso3"]),
            ):
                st.page_link(f"app_pages/{name}.py", label=label, query_params={**page.query, name: key})
        accepted = queries.eligibility(row["buyer_iso3"], row["host_iso3"])
        if len(accepted) and row["counting_rule"] == "binding":
            rules = accepted.iloc[0]
            st.markdown(
                f"**What {row['buyer']} accepts from {row['host']}.** Programmes: "
                f"{rules['eligible_programmes'] or 'not published'}. Activities named: "
                f"{rules['activity_examples'] or 'not published'}. Agreement in force: "
                f"{findings.known_date(rules['agreement_in_force_on'])}. "
                f"[{rules['publisher']}, {rules['source_title']}]({rules['source_url']})"
            )


def side_by_side(claims: pd.DataFrame) -> pd.DataFrame:
    """Return fields down, sources across, each cell the source's word with ✓ where it was chosen."""

    def cell(claim: pd.Series) -> str:
        value = claim["value"]
        if claim["field"].endswith("_on"):
            value = findings.known_date(value)
        elif claim["field"] == "status":
            value = STATUS[value]
        else:
            value = value.replace("_", " ").capitalize()
        stated = f" (as stated: {claim['as_stated']})" if claim["as_stated"] else ""
        return f"{value}{stated}{' ✓' if claim['is_chosen'] else ''}"

    said = claims.assign(cell=claims.apply(cell, axis=1), what=claims["field"].map(FIELDS))
    said["who"] = said["publisher"] + " (" + said["source_kind"].map(KINDS) + ")"
    grid = said.pivot_table(index="what", columns="who", values="cell", aggfunc=" / ".join, sort=False, observed=True)
    return (
        grid.reindex([name for name in FIELDS.values() if name in grid.index])
        .fillna("says nothing")
        .rename_axis(index=None, columns=None)
    )


page = current()
agreements = queries.agreements(page.filters)
counts = summaries.headline(agreements)
as_of = findings.day(page.filters.as_of)
rule = findings.rule_in_words(page.filters.rule)
st.markdown(findings.overview(counts, page.filters))

if agreements.empty:
    components.nothing_found()
else:
    pairs = summaries.by_pair(agreements)
    components.chart_head(
        findings.matrix(agreements),
        f"Hosts by region, those with most buyers on top; the mark shows the most binding instrument of the pair. "
        f"{rule.capitalize()}, as of {as_of}.",
    )
    regions = dict(zip(agreements["host_iso3"], agreements["host_region"], strict=True))
    components.plot(
        matrix.draw(pairs, regions, page.theme, page.is_phone), "matrix", f"Grid: {findings.matrix(agreements)}"
    )
    components.behind(
        page,
        "matrix",
        pairs,
        "named row by row in the table below",
        {"buyer": "Buyer", "host": "Host", "agreement_count": "Agreements", "instruments": "Instruments and dates"},
        rows=agreements,
    )
    components.chart_head(
        findings.timeline(agreements),
        f"One mark an agreement at its date of signature, one lane a buyer. {rule.capitalize()}, as of {as_of}; "
        f"{findings.plural(counts.undated, 'agreement has', 'agreements have')} no published date and no mark.",
    )
    if counts.undated < len(agreements):
        components.plot(
            timeline.draw(agreements, page.theme, page.is_phone), "timeline", f"Dots: {findings.timeline(agreements)}"
        )
    st.markdown(":small[Sources: named row by row in the table below, which holds the same rows.]")
    show_table(page, agreements)

others = queries.not_counted(page.filters)
listed = pd.concat([agreements, others])
labels = dict(
    zip(
        listed["agreement_id"],
        listed["buyer"] + " – " + listed["host"] + ", " + listed["instrument_label"],
        strict=True,
    )
)


def outside(agreement_id: str) -> str | None:
    """Return the label of an agreement that the filters leave out."""
    return None if queries.agreement(agreement_id).empty else f"{agreement_id} (outside these filters)"


opened = linked_choice.choose(
    LINK, "Open an agreement", labels, outside, placeholder="Choose an agreement to read every claim on it"
)
if opened:
    show_agreement(opened)

if len(others):
    st.header("Shown apart: not in any total", anchor=False)
    st.markdown(
        ":small[Concluded but unsigned, announced, or of unclear status or form, with these filters and on this day.]"
    )
    components.data_table(
        readable(others).assign(concluded=others["concluded_on"].map(findings.known_date)),
        {
            "buyer": "Buyer",
            "host": "Host",
            "instrument_label": "Instrument",
            "status": "Status",
            "concluded": "Concluded",
            "confidence": "Confidence",
            "source_url": "Source",
            "agreement_id": "Key",
        },
        column_config={"Source": st.column_config.LinkColumn(display_text="open", width="small")},
    )
