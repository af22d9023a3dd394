"""Behind a figure: the rows that make it, and for each row what every source says."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.agreements import queries
from dashboard.core import links, words
from dashboard.core.columns import headed
from dashboard.core.figure import Figure
from dashboard.core.figure_rows import DIMENSIONS, narrow
from dashboard.core.numbers import is_missing
from dashboard.core.words import known_date
from dashboard.evidence import registry as figures
from dashboard.evidence import row_card as opened
from dashboard.render import components
from dashboard.render import url_select as linked_choice
from dashboard.render.notices import not_honoured
from dashboard.render.page import Page, current
from dashboard.trust import findings as trace_findings
from dashboard.trust import queries as trace_queries

LINK, TABLE, SHOWN = "row", "rows_table", 2000
# What a row shows beside its sources, by the kind of row.
COLUMNS = {
    "agreement": headed("buyer", "host", "instrument_label", "signed_on", "counts_from_on"),
    "project": headed("title", "buyer", "host", "stage", "expected_tco2e_per_year", "issued_tco2e", title="Project"),
    "event": headed("event", "event_on", "buyer", "host", "project", "quantity_tco2e"),
    "estimate": headed("title", "host", "anchor_on", "expected_tco2e_per_year", "estimate_tco2e", title="Project"),
    "target": headed("buyer", "metric", "quantity", "unit", "target_year", "is_superseded"),
    "progress": headed("buyer", "metric", "quantity", "unit", "as_of"),
    "price": headed("subject", "country", "low", "high", "currency", "unit", "price_year", country="Buyer"),
    "feature": headed("buyer", "need", "status", "statement", statement="What the source shows"),
    "input": headed("label", "low", "high", "unit", label="Input"),
    "party": headed("party", "region", "buyer_count", "buyers", "is_ldc", "is_sids", buyers="Which"),
    "statistic": headed("country", "label", "year", "value", "unit", label="What"),
    "fact": headed("country", "label", "said", "as_of", label="What", said="In words"),
    "source": headed("kind", "licence", "retrieved_on", kind="Kind of publication"),
    "gap": headed("importer", "year", "why", importer="Country"),
    "trade_total": headed("exporter", "importer_group", "year", "metric", "value", "unit", "note"),
    "trade_check": headed("exporter", "year", "scope", "importer_group", "atlas_usd", "reference_usd", "comparison", "comment"),
    "world_export": headed("exporter", "products", "hs_codes", "year", "value_usd", "is_computed"),
    "technology_flow": headed("exporter", "importer", "product_group", "year", "value_usd"),
    "flow": headed("exporter", "importer", "product", "hs_code", "year", "value_usd", "total_usd", "quantity_t", "valuation", "attribution"),
    "published": headed("metric", "as_of", "value", "unit"),
    "member": headed("label", "known_from_on", "quantity", label="Row"),
}  # fmt: skip
SOURCES = headed(
    "confidence",
    "publications",
    "says_otherwise",
    "publisher",
    "source_title",
    "published_on",
    "source_url",
    "row_id",
    source_url="Link",
)


def with_sources(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows, each once, with their publication and with who says otherwise."""
    rows = rows.drop_duplicates(["row_kind", "row_id"]).drop(columns=["publisher", "source_title"], errors="ignore")
    publications = queries.sources().rename(columns={"title": "source_title", "url": "page_url"})
    wanted = ["source_id", "publisher", "source_title", "published_on", "licence", "page_url"]
    rows = rows.drop(columns=["published_on", "licence"], errors="ignore").merge(
        publications[wanted], on="source_id", how="left"
    )
    rows = rows.merge(trace_queries.others(), on=["row_kind", "row_id"], how="left")
    rated = rows["rated"].astype(object)
    rated = rated if "confidence" not in rows else rows["confidence"].astype(object).fillna(rated)
    if "other_values" in rows:
        rows["says_otherwise"] = rows["says_otherwise"].astype(object).fillna(rows["other_values"])
    rows = rows.assign(confidence=rated.fillna("not rated"), says_otherwise=rows["says_otherwise"].fillna("nobody"))
    # A row that only one publication speaks of may have no statements of its own: there is nothing more to open.
    others = rows["other_values"].notna().astype(int) if "other_values" in rows else 0
    rows = rows.assign(
        can_open=rows["publications"].notna(), publications=(rows["publications"].fillna(1) + others).astype(int)
    )
    return rows.assign(source_url=rows["source_url"].fillna(rows["page_url"])).drop(columns=["page_url", "rated"])


def open_picked_row() -> None:
    """Open the row that was picked in the table."""
    picked = st.session_state[TABLE].selection.rows
    if picked and shown["can_open"].iloc[picked[0]]:
        linked_choice.open_row(LINK, shown["row_id"].iloc[picked[0]])


def outside(row_id: str) -> str | None:
    """Return the label of a linked row that the filters leave out, or None for one that does not exist."""
    known = trace_queries.evidence(rows["row_kind"].iloc[0], row_id)
    return None if known.empty else f"{row_id} (not among these rows)"


def show_rows(page: Page, figure: Figure) -> None:
    """Draw the table of rows, its extract, and the opened row."""
    columns = COLUMNS[figure.subject.kind] | SOURCES
    readable = shown.assign(
        **{name: shown[name].map(known_date) for name in ("signed_on", "event_on") if name in shown},
        **{
            name: shown[name].map(trace_findings.edition)
            for name in ("counts_from_on", "anchor_on", "known_from_on")
            if name in shown
        },
    )
    if figure.subject.kind == "fact":
        readable["as_of"] = shown["as_of"].map(known_date)
    if "event" in readable:
        readable["event"] = readable["event"].map(words.event)
    components.data_table(
        readable.head(SHOWN),
        {name: head for name, head in columns.items() if name in readable.columns},
        key=TABLE,
        on_select=open_picked_row,
        selection_mode="single-row",
    )
    components.download(page, f"rows-{name}", shown.drop(columns="can_open"))
    labels = {
        row["row_id"]: " · ".join(
            str(row[column])
            for column in list(COLUMNS[figure.subject.kind])[:3]
            if column in row and not is_missing(row[column])
        )
        for row in readable[readable["can_open"]].to_dict("records")
    }
    if not labels:
        return
    # A row opened behind another figure is no choice here.
    if LINK not in st.query_params:
        linked_choice.open_row(LINK, None)
    chosen_row = linked_choice.choose(
        LINK, "Open a row", labels, outside, placeholder="Choose a row to read what each source says of it"
    )
    if chosen_row is None and len(shown) == 1:
        # Nothing to choose from: what the sources say of the only row stands here at once.
        chosen_row = next(iter(labels))
    if chosen_row:
        kinds = shown.set_index("row_id")["row_kind"]
        opened.show(page, kinds.get(chosen_row, kinds.iloc[0]), chosen_row)


page = current()
name = st.query_params.get("figure", "")
found = figures.find(name)
if found is None:
    if name:
        not_honoured(f"The link names an unknown figure, “{name[:40]}”. Choose one from the list.")
    st.markdown(
        "Every figure of the Atlas is made of rows, and every row has its sources. Choose a figure to see them."
    )
    for other, figure in figures.FIGURES.items():
        if not figure.needs:
            components.page_link(
                "rows",
                label=figure.label,
                icon=":material/manage_search:",
                query_params=links.query(page.filters, other),
            )
    st.stop()

rows, doubts = found.read(page.filters, st.query_params.to_dict())
rows, chosen, problems = narrow(rows, st.query_params.get("key", ""))
for problem in (*doubts, *problems):
    not_honoured(problem)
value = found.number(rows, chosen)
components.chart_head(found.label, trace_findings.behind(found, value, rows, chosen, page.known))
if rows.empty:
    st.info(
        "No row makes this figure with these filters. Choose a later day, fewer filters, or another bar or cell.",
        icon=":material/search_off:",
    )
    st.stop()
if found.needs and found.needs not in chosen:
    st.info(
        f"These rows are not added up: they belong to more than one {DIMENSIONS[found.needs]}. Follow a link from a chart for one of them.",
        icon=":material/info:",
    )
shown = with_sources(rows)
show_rows(page, found)
