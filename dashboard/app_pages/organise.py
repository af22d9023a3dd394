"""How buyers organise it: what each programme has, and what a newcomer would have to set up."""

from __future__ import annotations

import streamlit as st

from dashboard.core.columns import headed
from dashboard.core.words import plural
from dashboard.evidence import registry as figures
from dashboard.render import components
from dashboard.render.page import current
from dashboard.targets import programme_findings
from dashboard.targets import queries as target_queries

MODEL, NEWCOMER = "JPN", "CAN"

page = current()
cells = target_queries.programmes()
names = dict(zip(cells["buyer_iso3"], cells["buyer"], strict=True))
order = programme_findings.order(cells)
st.markdown(programme_findings.overview(cells))

components.chart_head(
    programme_findings.leader(cells),
    "● yes and ◐ partly link to the source; “no source found” means that none was read here, not that there is nothing.",
)
if page.is_phone:
    buyer = st.selectbox("Buyer", order, format_func=names.__getitem__)
    st.markdown(programme_findings.one_buyer(cells, buyer))
else:
    st.markdown(programme_findings.matrix(cells, order))
found = cells[cells["source_id"].notna()]
with components.folded("Table and CSV extract", "programmes") as fold:
    if fold.open:
        components.data_table(
            cells,
            headed(
                "need",
                "buyer",
                "status",
                "statement",
                "source_publisher",
                "confidence",
                "source_url",
                need="What a programme needs",
                statement="What the source shows",
                source_url="Link",
            ),
            lambda cell: (
                figures.url(page.filters, "programme", buyer_iso3=cell["buyer_iso3"], need_id=cell["need_id"])
                if cell["source_id"]
                else ""
            ),
        )
        components.download(page, "programmes", cells)
st.markdown(
    f":small[{plural(len(found), 'cell')} of {len(cells)} rest on a source; {int((found['confidence'] == 'A').sum())} of them on an "
    "official page. Pages were read in stored copies, often in part.]"
)
components.rows_link(page, "programme")

st.subheader(f"What would {names[NEWCOMER]} have to set up to follow {names[MODEL]}?", anchor=False)
reported = target_queries.progress()
for _, row in reported[reported["buyer_iso3"] == NEWCOMER].iterrows():
    st.markdown(programme_findings.reported(row))
st.markdown(programme_findings.to_follow(cells, MODEL, NEWCOMER))
