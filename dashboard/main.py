"""What each visit runs: page frame, navigation, the rows of filters, and the page itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard import addresses
from dashboard.core import kept
from dashboard.core.choice import Choice
from dashboard.core.choices import followed, in_words, offered
from dashboard.core.fields import FilterGroup
from dashboard.core.forms.together import together
from dashboard.core.plain import plain
from dashboard.core.warehouse import WarehouseMissingError
from dashboard.pages import ENTRIES, Entry, entry_of
from dashboard.render import filter_bar, inputs, live, shell, url_select
from dashboard.render.notices import not_honoured
from dashboard.render.page import Page, current, hand_over
from dashboard.render.viewport import content_width, is_narrow
from dashboard.site import files, find
from dashboard.site.shared import menu_addresses

HERE = Path(__file__).parent


def show(name: str, entry: Entry) -> None:
    """Draw a page that content makes, of the choices in the address."""
    visit = current()
    for problem in inputs.adopt(entry.panel, visit.filters) if entry.panel else []:
        not_honoured(problem)
    own = _of_address(entry) if entry.section is None else _of_visit(entry)
    choice = Choice(visit.filters, visit.chosen, visit.known, own)
    visit = replace(visit, file=partial(files.address, name, choice), cite=menu_addresses(name, choice))
    page = kept.content(name, entry.content, choice) if entry.is_kept else entry.content(choice)
    title.title(plain(page.heading or entry.heading), anchor=False)
    if page.heading:
        st.set_page_config(page_title=page.heading)
    live.draw(page, visit)


def _of_visit(entry: Entry) -> tuple[tuple[str, str], ...]:
    # What a visitor cleared is told from what nobody chose yet: the filters may name one then.
    told = (key for key in entry.parameters if key in st.query_params or url_select.was_drawn(key))
    return tuple((key, url_select.value(key)) for key in told)


def _of_address(entry: Entry) -> tuple[tuple[str, str], ...]:
    # A row that was opened behind another figure is no choice behind this one.
    return tuple((key, st.query_params[key]) for key in entry.parameters if key in st.query_params)


st.set_page_config(page_icon=str(HERE / "static" / "icon.png"), layout="wide")
shell.draw(str(HERE / "static" / "icon.png"), find.address())
pages = {
    name: st.Page(
        partial(show, name, entry),
        title=entry.name,
        url_path=name,
        default=name == "overview",
        visibility="hidden" if entry.section is None else "visible",
    )
    for name, entry in ENTRIES.items()
}
sections: dict[str, list[StreamlitPage]] = {}
for name, entry in ENTRIES.items():
    sections.setdefault(entry.section or "", []).append(pages[name])
chosen = st.navigation(sections, position="top")
opened = next(name for name, page in pages.items() if page == chosen)
given = addresses.together((name, value) for name in st.query_params for value in st.query_params.get_all(name))
if (ours := addresses.in_our_case(opened, given)) != st.query_params.to_dict():
    st.query_params.from_dict(ours)
entry = entry_of(opened, st.query_params.get("figure"))
shown = entry.filter_bar

try:
    known = offered()
except WarehouseMissingError as error:
    st.title("The data are not ready yet")
    st.error(error.said)
    st.stop()

width = content_width()
with st.container(gap="small"):
    # A page on one subject of many is headed by it, which its content tells. What stands in a container stays until the next is there.
    title = st.container()
    strangers = addresses.unknown(opened, st.query_params)
    selection, problems = filter_bar.bar(known, is_narrow(width), shown)
    for problem in (*problems, *strangers):
        not_honoured(problem)
    if FilterGroup.DAY in shown:
        filter_bar.older(chosen, entry.own, selection, known)
    if kept_back := addresses.idle(opened, selection, known, shown):
        st.markdown(f":small[{plain(kept_back)}]")
    if shown:
        st.markdown(f":small[**Showing:** {together(plain(in_words(selection, known, shown, entry.facts)))}]")

hand_over(
    Page(
        followed(selection, shown),
        selection,
        known,
        width,
        pages,
    )
)
chosen.run()


@st.fragment(run_every=timedelta(days=1))
def _stay() -> None:
    """Nothing to see: with it the browser asks for a run when it has reconnected to another replica, whose memory knows nothing of the visit."""


_stay()
