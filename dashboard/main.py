"""What each visit runs: page frame, navigation and the rows of filters."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard import addresses
from dashboard.agreements.findings import in_words
from dashboard.core import filters
from dashboard.core.filters import Bar
from dashboard.core.plain import plain
from dashboard.core.warehouse import WarehouseMissingError
from dashboard.evidence import registry as figures
from dashboard.render.notices import not_honoured
from dashboard.render.page import Page, hand_over
from dashboard.render.viewport import content_width, is_phone

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Entry:
    """A page: its name, its heading, the groups of filters that it has, and the section of the navigation (None: not
    listed, because it is reached from a figure). With `map_first` the charts of a visitor's first page wait for its map."""

    name: str
    heading: str
    filter_bar: Bar
    section: str | None = ""
    map_first: bool = False


LOOK_UP, UNDERSTAND, CHECK = "Look up", "Understand", "Check and reuse"
ENTRIES = {
    "overview": Entry("Overview", "Who works with whom under Article 6.2", Bar.AGREEMENTS, map_first=True),
    "agreements": Entry("Agreements", "Agreements under Article 6.2", Bar.AGREEMENTS),
    "projects": Entry("Projects", "What came of the agreements", Bar.PROJECTS),
    "delivered": Entry("Delivered", "What was really delivered", Bar.PROJECTS),
    "targets": Entry("Targets", "Will it be enough?", Bar.NONE),
    "trade": Entry("Trade", "Does clean technology follow the agreements?", Bar.NONE),
    "country": Entry("Country", "One country", Bar.RULE_AND_DAY, LOOK_UP, map_first=True),
    "pair": Entry("Pair", "One pair of countries", Bar.RULE_AND_DAY, LOOK_UP),
    "project": Entry("Project", "One project", Bar.NONE, LOOK_UP),
    "network": Entry("Network", "Which hosts buyers share", Bar.AGREEMENTS, LOOK_UP),
    "steps": Entry("How it works", "How a project becomes an ITMO", Bar.PROJECTS, UNDERSTAND),
    "organise": Entry("How buyers organise it", "How buyers organise it", Bar.NONE, UNDERSTAND),
    "calculator": Entry("Calculator", "What would ITMOs save?", Bar.NONE, UNDERSTAND),
    "reconciliation": Entry("Reconciliation", "Do the totals agree?", Bar.NONE, CHECK),
    "data": Entry("Data", "The data, open", Bar.NONE, CHECK),
    "changes": Entry("What changed", "What changed", Bar.NONE, CHECK),
    "method": Entry("Method and sources", "Method and sources", Bar.NONE, CHECK),
    "rows": Entry("Behind a figure", "What stands behind the figure", Bar.NONE, None),
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
shown = figure.filter_bar if figure else entry.filter_bar

try:
    known = filters.offered()
except WarehouseMissingError:
    st.title("The data are not ready yet")
    st.error("There is no warehouse to read. Run `make run`, or `python -m etl build`, and reload this page.")
    st.stop()

width = content_width(entry.map_first)
with st.container(gap="small"):
    st.title(entry.heading, anchor=False)
    strangers = addresses.unknown(next(name for name, page in pages.items() if page == chosen), st.query_params)
    selection, problems = filters.bar(known, is_phone(width), shown)
    for problem in (*problems, *strangers):
        not_honoured(problem)
    if shown:
        st.markdown(f":small[**Showing:** {plain(in_words(selection, known, shown))}]")

hand_over(Page(filters.followed(selection, shown), selection, known, width, pages))
chosen.run()
