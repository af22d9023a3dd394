"""What each visit runs: page frame, navigation and the rows of filters."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard import addresses
from dashboard.core import choices as filters
from dashboard.core.choices import in_words
from dashboard.core.fields import FilterGroup
from dashboard.core.plain import plain
from dashboard.core.warehouse import WarehouseMissingError
from dashboard.evidence import registry as figures
from dashboard.render import filter_bar
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
    filter_bar: FilterGroup
    section: str | None = ""
    map_first: bool = False


LOOK_UP, UNDERSTAND, CHECK = "Look up", "Understand", "Check and reuse"
ENTRIES = {
    "overview": Entry("Overview", "Who works with whom under Article 6.2", FilterGroup.AGREEMENTS, map_first=True),
    "agreements": Entry("Agreements", "Agreements under Article 6.2", FilterGroup.AGREEMENTS),
    "projects": Entry("Projects", "What came of the agreements", FilterGroup.PROJECTS),
    "delivered": Entry("Delivered", "What was really delivered", FilterGroup.PROJECTS),
    "targets": Entry("Targets", "Will it be enough?", FilterGroup.NONE),
    "trade": Entry("Trade", "Does clean technology follow the agreements?", FilterGroup.NONE),
    "country": Entry("Country", "One country", FilterGroup.RULE_AND_DAY, LOOK_UP, map_first=True),
    "pair": Entry("Pair", "One pair of countries", FilterGroup.RULE_AND_DAY, LOOK_UP),
    "project": Entry("Project", "One project", FilterGroup.NONE, LOOK_UP),
    "network": Entry("Network", "Which hosts buyers share", FilterGroup.AGREEMENTS, LOOK_UP),
    "steps": Entry("How it works", "How a project becomes an ITMO", FilterGroup.PROJECTS, UNDERSTAND),
    "organise": Entry("How buyers organise it", "How buyers organise it", FilterGroup.NONE, UNDERSTAND),
    "calculator": Entry("Calculator", "What would ITMOs save?", FilterGroup.NONE, UNDERSTAND),
    "reconciliation": Entry("Reconciliation", "Do the totals agree?", FilterGroup.NONE, CHECK),
    "data": Entry("Data", "The data, open", FilterGroup.NONE, CHECK),
    "changes": Entry("What changed", "What changed", FilterGroup.NONE, CHECK),
    "method": Entry("Method and sources", "Method and sources", FilterGroup.NONE, CHECK),
    "rows": Entry("Behind a figure", "What stands behind the figure", FilterGroup.NONE, None),
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
    selection, problems = filter_bar.bar(known, is_phone(width), shown)
    for problem in (*problems, *strangers):
        not_honoured(problem)
    if shown:
        st.markdown(f":small[**Showing:** {plain(in_words(selection, known, shown))}]")

hand_over(Page(filters.followed(selection, shown), selection, known, width, pages))
chosen.run()
