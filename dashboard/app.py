"""Entry point: page frame, navigation and the rows of filters."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from dashboard import filters, project_queries, queries
from dashboard.findings import in_words
from dashboard.page import Page, hand_over
from dashboard.viewport import content_width, is_phone
from dashboard.warehouse import WarehouseMissingError

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Entry:
    """A page: its name in the navigation, its heading, and how many rows of filters it has."""

    name: str
    heading: str
    filter_rows: int


ENTRIES = {
    "overview": Entry("Overview", "Who works with whom under Article 6.2", 1),
    "agreements": Entry("Agreements", "Agreements under Article 6.2", 1),
    "projects": Entry("Projects", "What came of the agreements", 2),
    "delivered": Entry("Delivered", "What was really delivered", 2),
    "steps": Entry("How it works", "How a project becomes an ITMO", 2),
    "targets": Entry("Targets", "Will it be enough?", 0),
    "trade": Entry("Trade", "Does clean technology follow the agreements?", 0),
    "calculator": Entry("Calculator", "What would ITMOs save?", 0),
    "organise": Entry("How buyers organise it", "How buyers organise it", 0),
    "project": Entry("Project", "One project", 0),
    "network": Entry("Network", "Which hosts buyers share", 1),
    "country": Entry("Country", "One country", 0),
    "pair": Entry("Pair", "One pair of countries", 0),
    "method": Entry("Method and sources", "Method and sources", 0),
}

st.set_page_config(page_icon=str(HERE / "static" / "icon.png"), layout="wide")
pages = {
    name: st.Page(f"app_pages/{name}.py", title=entry.name, default=name == "overview")
    for name, entry in ENTRIES.items()
}
chosen = st.navigation(list(pages.values()), position="top")
entry = next(ENTRIES[name] for name, page in pages.items() if page == chosen)

try:
    known = filters.choices(queries.parties(), queries.edition(), project_queries.choices())
except WarehouseMissingError:
    st.title("The data are not ready yet")
    st.error("There is no warehouse to read. Run `make run`, or `python -m etl build`, and reload this page.")
    st.stop()

width = content_width()
with st.container(gap="small"):
    st.title(entry.heading, anchor=False)
    selection, problems = filters.bar(known, is_phone(width), entry.filter_rows)
    for problem in problems:
        st.warning(problem, icon=":material/link_off:")
    if entry.filter_rows:
        st.markdown(f":small[**Showing:** {in_words(selection, known, entry.filter_rows > 1)}]")

hand_over(Page(selection, known, width))
chosen.run()
