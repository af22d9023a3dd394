"""Draws the blocks of any page (dashboard.core.content) with Streamlit. Knows no subject."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard.core import chart_clicks
from dashboard.core.choices import narrow
from dashboard.core.citable import compared, name_of, offers, sentence
from dashboard.core.content import (
    SITE,
    Block,
    Brief,
    Chart,
    Code,
    Extract,
    Finding,
    Group,
    Heading,
    Inputs,
    Link,
    Links,
    Listing,
    Page,
    Pick,
    Say,
    Share,
    Table,
    Tiles,
)
from dashboard.core.forms import Map
from dashboard.core.forms.together import together
from dashboard.core.plain import plain
from dashboard.core.ranking import Ranking
from dashboard.render import components, contents, filter_bar, inputs, listings, maps, terms, url_select, viewport
from dashboard.render.hints import of_marks
from dashboard.render.live_table import draw_extract, draw_rows, draw_table, links_of
from dashboard.render.notices import not_honoured
from dashboard.render.page import Page as Visit

# What of the width a chart has that a list stands beside, and the list.
WITH_LIST = [0.72, 0.28]


def draw(page: Page, visit: Visit) -> None:
    """Draw a page to a visitor: block by block, in their order."""
    for problem in page.problems:
        not_honoured(problem)
    if listed := contents.html(page.blocks):
        st.html(listed)
    for block in page.blocks:
        _block(block, visit)
    if meanings := terms.meanings(visit.words):
        st.html(meanings)


def _block(block: Block, visit: Visit) -> None:
    match block:
        case Say():
            _say(block, visit)
        case Heading():
            draw_heading = st.header if block.level == 2 else st.subheader
            draw_heading(together(plain(block.text)), anchor=False)
        case Share():
            st.progress(block.value, text=plain(block.text))
        case Code():
            _code(block)
        case Listing(is_asked=True):
            st.html(terms.explained(listings.asked(block), visit.words))
        case Ranking():
            st.html(listings.ranked(block, visit.look.colour))
        case Listing():
            _listing(block, visit)
        case Link():
            _link(block)
        case Links():
            with st.container(horizontal=True):
                for one in block.links:
                    _link(one)
        case Tiles():
            if block.answers:
                components.tiles(block.answers, visit, block.labels, block.notes, is_one_scale=block.is_one_scale)
                if block.is_one_scale:
                    components.menu(visit, compared(block), block.answers[0].figure.label, True)
            if block.more:
                components.metrics(block.more, visit)
        case Table():
            draw_table(block, visit)
        case Extract():
            draw_extract(block, visit)
        case Chart():
            _chart(block, visit)
            components.menu(visit, block.key, block.title or block.form.alt, True)
        case Finding():
            _finding(block, visit)
        case Group():
            _group(block, visit)
        case Brief():
            components.briefs(visit, block)
        case Inputs():
            inputs.draw(block.panel, block.chosen, visit)
        case Pick():
            url_select.draw(block)


def _site(text: str) -> str:
    """Put the address by which the visitor reached the site into a text."""
    return text.replace(SITE, "/".join((st.context.url or "http://localhost:8501/").split("/")[:3]))


def _code(code: Code) -> None:
    if len(code.versions) == 1:
        _, language, text = code.versions[0]
        st.code(_site(text), language=language or None, wrap_lines=True)
        return
    for tab, (_, language, text) in zip(st.tabs([name for name, _, _ in code.versions]), code.versions, strict=True):
        tab.code(_site(text), language=language or None, wrap_lines=True)


def _say(said: Say, visit: Visit) -> None:
    if not said.key:
        _told(said, visit)
        return
    with st.container(horizontal=True, vertical_alignment="top", gap="small"):
        # The answer stands larger than other texts (shell.py).
        with st.container(width="stretch", key=f"answer_{said.key}" if said.kind == "answer" else None):
            _told(said, visit)
        components.menu(visit, said.key, sentence(said), True, has_rows=False)


def _told(said: Say, visit: Visit) -> None:
    text = components.no_formula(_site(said.text))
    lead = f"**{plain(said.lead)}** " if said.lead else ""
    match said.kind:
        case "small":
            components.paragraph(visit, f":small[{lead}{text}]", _site(f"{lead}{said.text}"), kind="small")
        case "caveat":
            st.info(together(text), icon=":material/info:")
        case "nothing":
            st.info(text, icon=":material/search_off:")
        case "problem":
            not_honoured(said.text)
        case "rows":
            st.markdown(f":material/manage_search: {text}")
        case "dispute":
            st.markdown(f":material/balance: {text}")
        case _:
            aside = f" :small[{components.no_formula(said.aside)}]" if said.aside else ""
            components.paragraph(visit, f"{lead}{text}{aside}", _site(f"{lead}{said.text}"), said.aside)


def _link(to: Link) -> None:
    components.page_link(
        to.page, plain(to.words), icon=f":material/{to.icon}:" if to.icon else None, query_params=dict(to.query)
    )


def _listing(listing: Listing, visit: Visit) -> None:
    for entry in listing.entries:
        if visit.is_phone:
            with st.container(gap=None):
                st.markdown(f"{plain(entry.text)}  \n:small[{together(_site(' · '.join(entry.notes)))}]")
                _link(entry.link)
            continue
        notes = entry.notes
        first = 2.6 if viewport.is_narrow(visit.width) else 1.7
        columns = st.columns([first, 5.2, *(2.0 for _ in notes)], vertical_alignment="center", gap="small")
        with columns[0]:
            _link(entry.link)
        columns[1].markdown(plain(entry.text))
        for column, note in zip(columns[2:], notes, strict=True):
            column.markdown(f":small[{together(_site(note))}]")


def _chart(chart: Chart, visit: Visit, table: Table | None = None) -> chart_clicks.Pick | None:
    """Draw a chart, whose rows are those of its own table or of its finding's; return what was clicked in it, to be answered by its finding, or nothing where its own table answered."""
    if chart.title:
        st.markdown(f"**{plain(chart.title)}**")
    pick = _drawn(chart, visit, chart.table or table)
    if chart.table is None:
        return pick
    if pick is not None and chart.table.links:
        st.markdown(":small[Click any bar or point to see its data.]")
    if pick is not None and pick.label is not None:
        components.answer(pick, chart.table.frame(), chart.table.headings, links_of(chart.table))
    return None


def _drawn(chart: Chart, visit: Visit, table: Table | None) -> chart_clicks.Pick | None:
    form = chart.phone if chart.phone is not None and visit.is_phone else chart.form
    if isinstance(form, Map):
        maps.world(form, chart.key, visit.look, partial(_narrow, visit) if chart.narrows else None)
        return None
    if form is chart.phone:
        st.markdown(f":small[{plain(form.alt)}.]")
    return components.plot(form, chart.key, look=visit.look, hint=of_marks(table))


def _narrow(visit: Visit, picked: dict[str, str]) -> None:
    """Turn a pick on a map into a filter."""
    filter_bar.choose(narrow(visit.chosen, picked.get("buyer"), picked.get("host")))


def _finding(finding: Finding, visit: Visit) -> None:
    if finding.title:
        drawn = f"{_site(finding.drawn)}{_how_to_narrow(finding.charts)}"
        components.chart_head(finding.title, (visit.is_phone and finding.drawn_on_phone) or drawn, visit)
    pick = _charts(finding, visit)
    for note in finding.notes:
        _block(note, visit)
    table = finding.table
    if table is None:
        _source(finding, finding.sources, visit)
        return
    shown, links = table.headings, links_of(table)
    clicked = chart_clicks.row_of(pick, table.frame()) if pick is not None else None
    if clicked is not None:
        components.answer(pick, table.frame(), shown, links)
    is_click = pick is not None and links
    source = finding.sources.rstrip(".") if is_click else finding.sources
    _source(finding, f"{source}{'. Click any bar or point to see its data.' if is_click else ''}", visit)
    label = table.fold or (
        "Table and CSV extract, and the rows behind each figure" if links else "Table and CSV extract"
    )
    with components.folded(label, table.key) as fold:
        if fold.open:
            draw_rows(table, visit)


def _charts(finding: Finding, visit: Visit) -> chart_clicks.Pick | None:
    """Draw the charts of a finding, and its lists beside them where there is room; return what was clicked."""
    pick = None
    is_beside = finding.beside and not viewport.is_narrow(visit.width)
    left, right = st.columns(WITH_LIST, gap="medium") if is_beside else (st.container(), st.container())
    with left:
        part = replace(visit, share=visit.share * WITH_LIST[0]) if is_beside else visit
        for chart in finding.charts:
            pick = _chart(chart, part, finding.table) or pick
    with right:
        for one in finding.beside:
            _block(one, visit)
    return pick


def _source(finding: Finding, words: str, visit: Visit) -> None:
    """Draw the line on sources, with the menu of the finding at its end."""
    name = name_of(finding)
    if not name:
        if words:
            st.markdown(together(f":small[Sources: {words}]"))
        return
    with st.container(horizontal=True, vertical_alignment="top", gap="small"):
        st.markdown(together(f":small[Sources: {words}]") if words else "", width="stretch")
        components.menu(visit, name, finding.title, *offers(finding))


def _how_to_narrow(charts: tuple[Chart, ...]) -> str:
    """Say what a click on a map does; others do not narrow the page."""
    for chart in charts:
        if chart.narrows and isinstance(chart.form, Map):
            return " Click a country or an arc to narrow the page."
    return ""


def _group(group: Group, visit: Visit) -> None:
    if group.title:
        st.header(plain(group.title), anchor=False)
    if group.fold and group.is_open and not visit.is_phone:
        with st.expander(group.fold, expanded=True):
            _blocks(group, visit)
    elif group.fold:
        with components.folded(group.fold, group.key or group.fold) as fold:
            if fold.open:
                for block in group.blocks:
                    _block(block, visit)
    elif group.is_boxed:
        with st.container(border=True, height="stretch", key=group.key or None):
            _blocks(group, visit)
    else:
        _blocks(group, visit)


def _blocks(group: Group, visit: Visit) -> None:
    if group.is_side_by_side and not visit.is_phone:
        columns = st.columns(
            list(group.widths) or len(group.blocks),
            gap="medium",
            vertical_alignment="center" if group.is_boxed else "top",
        )
        widths = group.widths or (1.0,) * len(group.blocks)
        for column, block, wide in zip(columns, group.blocks, widths, strict=True):
            with column:
                _block(block, replace(visit, share=visit.share * wide / sum(widths)))
    else:
        for block in group.blocks:
            _block(block, visit)
