"""Agreements: the grid of buyers and hosts, the timeline, the table, and each agreement with all its claims."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.agreements import findings, queries, summaries
from dashboard.charts import matrix, timeline
from dashboard.core import told
from dashboard.core.choices import address, rule_in_words, short_rule
from dashboard.core.columns import headed
from dashboard.core.words import day, known_date, plural
from dashboard.delivered import measures
from dashboard.evidence import registry as figures
from dashboard.evidence.row_card import show
from dashboard.render import components
from dashboard.render import url_select as linked_choice
from dashboard.render.page import Page, current

COLUMNS = headed(
    "buyer",
    "host",
    "instrument_label",
    "signed",
    "in_force",
    "project_count",
    "issued_credits",
    "source_count",
    "disagree",
    "source_url",
    "in_force_url",
    "pair",
    "agreement_id",
    issued_credits="Issued",
    disagree="Disputed",
    in_force_url="On force",
)
LINK, TABLE = "agreement", "agreement_table"


def readable(rows: pd.DataFrame) -> pd.DataFrame:
    """Add the columns that people read: date as known, whether in force, disagreement, page of the pair."""
    return rows.assign(
        pair=[
            address("pair", page.chosen, pair=f"{buyer}-{host}")
            for buyer, host in zip(rows["buyer_iso3"], rows["host_iso3"], strict=True)
        ],
        signed=rows["signed_on"].map(findings.signed_day),
        in_force=[findings.force(row) for row in rows.to_dict("records")],
        in_force_url=rows["in_force_url"].fillna(""),
        disagree=rows["is_disputed"].map({True: "yes", False: "no"}),
        **({"issued_credits": issued(rows)} if "issued_word" in rows else {}),
    )


def issued(rows: pd.DataFrame) -> list[str]:
    """Return what was issued to the pair of each row, or the word of the data where no quantity is known."""
    return [
        told.issued(row["jcm_issued_tco2e"], row["itmo_issued_tco2e"], row["issued_word"])
        for row in rows.to_dict("records")
    ]


def behind_agreement(agreement: dict[str, Any]) -> str:
    """Return the address of one agreement with all that sources say of it."""
    return figures.url(
        page.filters, "agreements" if agreement["is_counted"] else "shown_apart", row=agreement["agreement_id"]
    )


def open_picked_row() -> None:
    """Open the agreement whose row was picked in the table."""
    picked = st.session_state[TABLE].selection.rows
    if picked:
        linked_choice.open_row(LINK, agreements["agreement_id"].iloc[picked[0]])


def show_table(page: Page, agreements: pd.DataFrame) -> None:
    """Draw the table of agreements and its extract."""
    components.chart_head(
        f"{plural(len(agreements), 'agreement')}, {plural(counts.disputed, 'of them with', 'of them with')} "
        "sources that disagree",
        "One row an instrument, newest first. Pick a row to read what each source says. "
        "Projects and tonnes issued, as far as traced, are those of the pair. Key: buyer, host and form.",
    )
    components.data_table(
        readable(agreements),
        COLUMNS,
        figures.behind_pair(page.filters),
        key=TABLE,
        on_select=open_picked_row,
        selection_mode="single-row",
    )
    components.download(page, "agreements", agreements)
    st.markdown(findings.promises(agreements))
    if names := findings.without_project(agreements):
        with st.expander(f"Binding pairs without a project in the Atlas: {len(names)}"):
            st.markdown(", ".join(names) + ".")
    components.page_link(
        "projects",
        label="See the projects of these Parties",
        icon=":material/arrow_forward:",
        query_params=page.query,
    )


page = current()
agreements = queries.agreements(page.filters)
counts = summaries.headline(agreements)
as_of = day(page.filters.as_of)
rule = rule_in_words(page.filters.rule)
others = queries.not_counted(page.filters)
known = queries.known_on()["agreement"]
st.markdown(findings.overview(counts, page.filters, known))
followed = f"{short_rule(page.filters.rule)}, {as_of}"
components.tiles(
    [measures.of_rows(name, page.filters, agreements) for name in ("agreements", "pairs", "binding_pairs")],
    page,
    notes=(followed, followed, f"of {plural(counts.pairs, 'pair')}, {as_of}"),
)
apart = [
    components.link_to_rows(page, name, f"{count:,} {words}")
    for name, count, words in (
        ("disputed", counts.disputed, "on which sources disagree"),
        ("shown_apart", len(others), "shown apart: unsigned or unclear"),
    )
    if count
]
if apart:
    st.markdown(" · ".join(apart))

if agreements.empty:
    components.nothing_found()
else:
    pairs = summaries.by_pair(agreements)
    components.chart_head(
        findings.matrix(agreements, page.filters),
        f"Hosts by region, those with most buyers on top; the mark shows the most binding instrument of the pair. Beside it: "
        f"{matrix.FORCE_KEY}. {rule.capitalize()}, as of {as_of}; known to {day(known)}.",
    )
    regions = dict(zip(agreements["host_iso3"], agreements["host_region"], strict=True))
    pick = components.plot(
        matrix.draw(pairs, regions, page.theme, page.is_phone),
        "matrix",
        f"Grid: {findings.matrix(agreements, page.filters)}",
    )
    components.behind(
        page,
        "matrix",
        pairs,
        "named row by row in the table below",
        headed("buyer", "host", "agreement_count", "instruments", instruments="Instruments and dates"),
        rows=agreements,
        behind_row=lambda pair: figures.url(
            page.filters, "agreements", buyer_iso3=pair["buyer_iso3"], host_iso3=pair["host_iso3"]
        ),
        pick=pick,
    )
    st.markdown(findings.in_force(agreements))
    components.chart_head(
        findings.timeline(agreements),
        f"One mark an agreement at its date of signature, one lane a buyer. {rule.capitalize()}, as of {as_of}; "
        f"{plural(counts.undated, 'agreement has', 'agreements have')} no date that was found, and no mark.",
    )
    if counts.undated < len(agreements):
        pick = components.plot(
            timeline.draw(agreements, page.theme, page.is_phone), "timeline", f"Dots: {findings.timeline(agreements)}"
        )
        components.answer(pick, readable(agreements), COLUMNS, behind_agreement)
    st.markdown(
        ":small[Sources: named row by row in the table below, which holds the same rows. Click a mark to see what stands behind it]"
    )
    show_table(page, agreements)

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
    show(page, "agreement", opened)

if len(others):
    st.header("Shown apart: not in any total", anchor=False)
    st.markdown(
        ":small[Concluded but unsigned, announced, or of unclear status or form, with these filters and on this day.]"
    )
    components.data_table(
        readable(others).assign(concluded=others["concluded_on"].map(known_date)),
        headed(
            "buyer",
            "host",
            "instrument_label",
            "in_force",
            "concluded",
            "confidence",
            "source_url",
            "agreement_id",
            in_force="State",
        ),
        behind_agreement,
    )
