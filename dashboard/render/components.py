"""The parts that every page is made of, so that each figure has its rule, source, table and extract."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any, Literal

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.elements.lib.column_types import ColumnConfig
from streamlit.elements.lib.mutable_expander_container import ExpanderContainer

from dashboard.core import chart_clicks as picks
from dashboard.core import columns
from dashboard.core import links as links_to
from dashboard.core.answer import Answer
from dashboard.core.citable import key_of
from dashboard.core.columns import Kind, Shown, Width
from dashboard.core.content import Brief, Rows, Tile, link_words
from dashboard.core.forms import Form, Look, to_plotly
from dashboard.core.forms.together import together, together_in
from dashboard.core.plain import link, plain
from dashboard.core.records import as_dicts
from dashboard.render import document, share, viewport
from dashboard.render import tiles as figure_tiles
from dashboard.render.drawn import Drawn
from dashboard.render.page import Page, current
from dashboard.render.terms import explained

ROWS, DAY = "Behind it", "D MMM YYYY"
# Characters of a figure, and of its label, that half the width of a phone holds.
SHORT, SHORT_LABEL = 11, 22
# Pixels of the heading of a table: around it, and of a letter.
HEAD_MARGIN, HEAD_LETTER = 30, 7
# From a row of a table to the address of the rows that make it; a dict where one row holds several figures.
BehindRow = Callable[[dict[str, Any]], str] | dict[str, Callable[[dict[str, Any]], str]]
_DOLLAR = re.compile(r"(?<!\\)\$")


def tiles(
    answers: Sequence[Answer],
    page: Page,
    labels: Sequence[str] = (),
    notes: Sequence[str] = (),
    *,
    is_one_scale: bool = False,
) -> None:
    """Draw figures with their parts (dashboard.render.tiles), each with links to its rows and to the unconfirmed ones."""
    drawn = figure_tiles.html(answers, page.theme, address_of, labels, notes, is_one_scale=is_one_scale, menu=menu_of)
    st.html(explained(share.placed(together_in(drawn), page.cite), page.words))


def metrics(tiles: Sequence[Tile], visit: Page) -> None:
    """Draw figures that no Answer tells."""
    # Two stand beside each other on a tablet, four where there is room: with the gaps between them as wide as the page.
    wide = (visit.look.width - 34) // 2 if viewport.is_narrow(visit.width) else 275
    with st.container(horizontal=True, gap="small" if visit.is_phone else "medium"):
        for tile in tiles:
            # st.metric cuts what is too wide: on a phone words take a line of their own.
            is_short = len(tile.value) <= SHORT and len(tile.label) <= SHORT_LABEL
            with st.container(width=(160 if is_short else 330) if visit.is_phone else wide, gap=None):
                st.metric(plain(tile.label), tile.value)
                st.markdown(f":small[{together(no_formula(plain(tile.note)))}]")
                with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                    if tile.address:
                        words = "See the rows" if visit.is_phone else tile.link
                        st.markdown(link(words, tile.address), width="content")
                    if tile.key:
                        menu(visit, tile.key, tile.label, True, has_rows=False)


def menu(page: Page, key: str, title: str, has_picture: bool, has_rows: bool = True) -> None:
    """Draw the menu of a part of the page."""
    st.html(share.placed(share.menu(key, title, has_picture, has_rows), page.cite), width="content")


def menu_of(answer: Answer, name: str) -> str:
    """Return the menu of a figure, without its addresses."""
    return share.menu(key_of(answer), name, True)


def address_of(answer: Answer, kind: str) -> str:
    """Return the address of the rows of an answer, or with "leads" of those that rest on leads alone."""
    return links_to.behind(answer) if kind == "rows" else links_to.leads_of(answer)


def page_link(
    name: str,
    label: str,
    icon: str | None = None,
    query_params: Mapping[str, str] | None = None,
    icon_position: Literal["left", "right"] = "left",
) -> None:
    """Draw the link to a page of the Atlas by its name; `query_params` is the whole of its address."""
    st.page_link(current().pages[name], label=label, icon=icon, query_params=query_params, icon_position=icon_position)


def chart_head(finding: str, drawn: str, page: Page) -> None:
    """Draw the title of a chart, which states its finding, and the line that says what is drawn."""
    with st.container(gap="xxsmall"):
        st.header(together(plain(finding)), anchor=False)
        paragraph(page, f":small[{no_formula(drawn)}]", drawn, kind="small")


def paragraph(page: Page, text: str, markdown: str, aside: str = "", kind: str = "") -> None:
    """Draw a paragraph: as the `text` of Streamlit's Markdown, or from plain `markdown` as our own HTML where it first uses a word of the glossary."""
    text, html, aside = together(text), together_in(document.markdown(markdown)), together(aside)
    if aside:
        html = f"{html.removesuffix('</p>')} <small>{document.inline(aside)}</small></p>"
    marked = explained(html, page.words)
    if marked == html:
        st.markdown(text)
    else:
        st.html(f'<div class="said {kind}">{marked}</div>')


def no_formula(text: str) -> str:
    """Return Markdown in which dollars stay dollars: between two of them Streamlit would set a formula."""
    return _DOLLAR.sub(r"\\$", text)


def plot(
    chart: Form | dict[str, Any],
    key: str,
    alt: str = "",
    look: Look | None = None,
    hint: Callable[[Any], str] | None = None,
) -> picks.Pick | None:
    """Draw a chart without a tool bar; its `alt` describes it for those who can't see it. `look`: where it isn't the page's; `hint`: what is said of a mark beside its own words.

    Returns what was clicked, for `behind` or `answer`, or None for a figure that can't be (dashboard.core.chart_clicks). Its place is kept
    until the first chart of a visit comes into view.
    """
    if isinstance(chart, dict):
        figure = chart
    else:
        figure, alt = to_plotly(chart, look or current().look), alt or chart.alt
    place = placed("charts", key, round(figure["layout"].get("height", 400)))
    if not viewport.is_wanted("charts"):
        return None
    figure, ids = picks.take_out(figure, hint)
    options: dict[str, Any] = {
        "key": f"chart_{key}",
        "config": {"displayModeBar": False, "responsive": True},
        "alt": alt,
    }
    if not any(ids):
        place.plotly_chart(Drawn(figure), **options)
        return None
    # What Streamlit would set in the browser, by drawing twice, and what it would change: dragging stays a zoom.
    layout = {"hovermode": "closest", "dragmode": "zoom"} | figure["layout"] | {"clickmode": "event+select"}
    drawn = Drawn(figure | {"layout": layout})
    state = place.plotly_chart(drawn, on_select="rerun", selection_mode="points", **options)
    return picks.picked(key, ids, state.selection.points)


def placed(kind: viewport.Kind, key: str, height: int) -> DeltaGenerator:
    """Return the place of a chart or map, `height` pixels high, with a line in it as long as none has come into view.

    The script of a first page (start.js) lays the document's picture of the same chart over it until the chart is there.
    """
    place = st.container(key=f"place_{kind}_{key}", gap=None)
    if not viewport.is_wanted(kind):
        with place.container(key=f"waiting_{kind}_{key}", height=height, border=False):
            st.markdown(f":small[Loading the {kind.removesuffix('s')}]")
    return place


def answer(pick: picks.Pick | None, table: pd.DataFrame, shown: Shown | None, behind_row: BehindRow | None) -> None:
    """Draw the line under a chart for what was clicked in it: that row of its table, and the links of that row."""
    row = picks.row_of(pick, table)
    if pick is None or row is None:
        return
    heads = links(behind_row)
    addresses = {head: address(row) for head, address in heads.items()}
    if pick.part is not None:
        addresses = dict([list(addresses.items())[pick.part]])
    told = [
        link("See the rows behind it" if head == ROWS else head, address)
        for head, address in addresses.items()
        if address
    ]
    words = plain(picks.in_words(row, columns.headings(list(table.columns) if shown is None else shown)))
    with st.container(key=f"picked_{pick.chart}"):
        st.markdown(":material/ads_click: " + " · ".join([f"**{words}**", *told]))


def folded(label: str, key: str) -> ExpanderContainer:
    """Return an expander whose content is to be drawn only while its `open` holds: closed, it costs no one anything."""
    return st.expander(label, key=f"fold_{key}", on_change="rerun")


def links(behind_row: BehindRow | None) -> dict[str, Callable[[dict[str, Any]], str]]:
    """Return the links of a row by the heading of their column."""
    return behind_row if isinstance(behind_row, dict) else {ROWS: behind_row} if behind_row else {}


def data_table(
    table: pd.DataFrame,
    shown: Shown | None = None,
    behind_row: BehindRow | None = None,
    **options: Any,
) -> Any:
    """Draw a table; `shown` names the columns to show, with headings of their own where they have some; how each is shown is told
    once, in dashboard.core.columns. Without `shown` the table stands as it is. Returns what st.dataframe returns.

    With `behind_row` each row ends with a link to the rows that make it, or with one a heading.
    """
    records = as_dicts(table) if behind_row else []
    # "" and not None: a row that leads nowhere is no row whose link is not published.
    addresses = {head: [address(row) or "" for row in records] for head, address in links(behind_row).items()}
    config: dict[str, Any] = {}
    if shown is not None:
        heads = columns.headings(shown)
        said = {name: words for name in heads if (words := _said(name, table[name]))}
        table = table[list(heads)].assign(
            **{name: table[name].map(says, na_action="ignore") for name, says in said.items()}
        )
        config = {head: drawn for name, head in heads.items() if (drawn := column_config(name, table[name]))}
        table = table.rename(columns=heads)
    else:
        # A day without the midnight that the type of its column would add.
        config = {name: st.column_config.DateColumn(format=DAY) for name in table.select_dtypes("datetime")}
    for head in addresses:
        to_rows = head.startswith("Behind")
        width: Width = HEAD_MARGIN + HEAD_LETTER * len(head) if to_rows and head != ROWS else "small"
        config[head] = st.column_config.LinkColumn(display_text=link_words(head), width=width)
    table = table.assign(**addresses)
    options = {"placeholder": "not found"} | options
    options["column_config"] = config | options.get("column_config", {})
    return st.dataframe(table, hide_index=True, width="stretch", **options)


def _said(name: str, values: pd.Series) -> Callable[[str], str] | None:
    column = columns.of(name)
    # Days that are all known are sorted as days; others are words.
    is_of_words = column.kind is Kind.DAY and not pd.api.types.is_datetime64_any_dtype(values)
    return (lambda value: columns.text(name, value)) if is_of_words else column.says


def column_config(name: str, values: pd.Series) -> ColumnConfig | None:
    """Return how Streamlit is to show a column of this name with these values, or None where it does so by itself."""
    column = columns.of(name)
    if pd.api.types.is_datetime64_any_dtype(values):
        return st.column_config.DateColumn(format=DAY, width=column.width)
    if column.kind is Kind.LINK:
        return st.column_config.LinkColumn(display_text=column.link_text, width=column.width)
    if pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
        if column.kind is Kind.RATIO and column.width is None:
            return None
        form = {Kind.YEAR: "%d", Kind.SHARE: "percent", Kind.RATIO: None}.get(column.kind, "localized")
        return st.column_config.NumberColumn(format=form, width=column.width)
    if column.kind is Kind.NUMBER:
        # A word stands among the numbers.
        return st.column_config.TextColumn(alignment="right", width=column.width)
    return st.column_config.TextColumn(width=column.width) if column.width else None


def download(page: Page, view: str, rows: Rows, count: int | None = None) -> None:
    """Draw the link that saves exactly `rows` as CSV; with their `count` they are not asked for before it is followed."""
    if callable(rows) and count is None:
        rows = rows()
    many = len(rows) if isinstance(rows, pd.DataFrame) else count or 0
    with st.container(key=f"download_{view}"):
        as_csv = _file(page.file(f"{view}.csv"), f"Download {many:,} row{'' if many == 1 else 's'} as CSV")
        st.html(as_csv + _file(page.file(f"{view}.xlsx"), "as XLSX"))


def briefs(page: Page, brief: Brief) -> None:
    """Draw the two links that save a brief of the page's filters to take along; it is made when one is followed."""
    forms = ((f"{brief.words} (PDF, {brief.length})", "pdf"), (brief.same, "html"))
    with st.container(key=f"brief_{brief.key}"):
        st.html("".join(_file(page.file(f"brief-{brief.key}.{suffix}"), label) for label, suffix in forms))


def _file(address: str, label: str) -> str:
    return f'<a class="a6-file" href="{escape(address)}" download>{escape(label)}</a>'
