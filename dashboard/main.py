"""What each visit runs: page frame, navigation and the rows of filters."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard import figures, filters
from dashboard.findings import in_words
from dashboard.page import Page, hand_over
from dashboard.viewport import content_width, is_phone
from dashboard.warehouse import WarehouseMissingError

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Entry:
    """A page: its name, its heading, how many rows of filters it has, and the section of the navigation (None: not
    listed, because it is reached from a figure)."""

    name: str
    heading: str
    filter_rows: int
    section: str | None = ""


LOOK_UP, UNDERSTAND, CHECK = "Look up", "Understand", "Check and reuse"
ENTRIES = {
    "overview": Entry("Overview", "Who works with whom under Article 6.2", 1),
    "agreements": Entry("Agreements", "Agreements under Article 6.2", 1),
    "projects": Entry("Projects", "What came of the agreements", 2),
    "delivered": Entry("Delivered", "What was really delivered", 2),
    "targets": Entry("Targets", "Will it be enough?", 0),
    "trade": Entry("Trade", "Does clean technology follow the agreements?", 0),
    "country": Entry("Country", "One country", 0, LOOK_UP),
    "pair": Entry("Pair", "One pair of countries", 0, LOOK_UP),
    "project": Entry("Project", "One project", 0, LOOK_UP),
    "network": Entry("Network", "Which hosts buyers share", 1, LOOK_UP),
    "steps": Entry("How it works", "How a project becomes an ITMO", 2, UNDERSTAND),
    "organise": Entry("How buyers organise it", "How buyers organise it", 0, UNDERSTAND),
    "calculator": Entry("Calculator", "What would ITMOs save?", 0, UNDERSTAND),
    "reconciliation": Entry("Reconciliation", "Do the totals agree?", 0, CHECK),
    "data": Entry("Data", "The data, open", 0, CHECK),
    "changes": Entry("What changed", "What changed", 0, CHECK),
    "method": Entry("Method and sources", "Method and sources", 0, CHECK),
    "rows": Entry("Behind a figure", "What stands behind the figure", 0, None),
}

st.set_page_config(page_icon=str(HERE / "static" / "icon.png"), layout="wide")
pages = {
    name: st.Page(
        f"app_pages/{name}.py",
        title=entry.name,
        default=name == "overview",
        visibility="hidden" if entry.section is None else "visible",
    )
    for name, entry in ENTRIES.items()
}
sections: dict[str, list[StreamlitPage]] = {}
for name, entry in ENTRIES.items():
    sections.setdefault(entry.section or "", []).append(pages[name])
chosen = st.navigation(sections, position="top")
entry = next(ENTRIES[name] for name, page in pages.items() if page == chosen)
figure = figures.find(st.query_params.get("figure")) if chosen == pages["rows"] else None
filter_rows = figure.filter_rows if figure else entry.filter_rows

try:
    known = filters.offered()
except WarehouseMissingError:
    st.title("The data are not ready yet")
    st.error("There is no warehouse to read. Run `make run`, or `python -m etl build`, and reload this page.")
    st.stop()

width = content_width()
with st.container(gap="small"):
    st.title(entry.heading, anchor=False)
    selection, problems = filters.bar(known, is_phone(width), filter_rows)
    for problem in problems:
        st.warning(problem, icon=":material/link_off:")
    if filter_rows:
        st.markdown(f":small[**Showing:** {in_words(selection, known, filter_rows > 1)}]")

hand_over(Page(selection, known, width))
chosen.run()
