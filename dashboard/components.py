"""The parts that every page is made of, so that each figure has its rule, source, table and extract."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import extract
from dashboard import figures as registry
from dashboard.brief import html, pdf
from dashboard.brief.record import Brief, brief_name
from dashboard.page import Page, current

ROWS = "Behind it"
# Characters of a figure, and of its label, that half the width of a phone holds.
SHORT, SHORT_LABEL = 11, 22
# From a row of a table to the address of the rows that make it; a dict where one row holds several figures.
BehindRow = Callable[[dict[str, Any]], str] | dict[str, Callable[[dict[str, Any]], str]]
BOUNDARIES = (
    "Boundaries, names and designations are for orientation only and imply no opinion on the legal status of any "
    "territory or on its frontiers. Outlines: Natural Earth, edited by Visionscarto; Equal Earth projection."
)


def figures(entries: Sequence[tuple[str, ...]], is_phone: bool) -> None:
    """Draw headline figures: (label, value, the rule that it follows and its day, the figure of the registry behind it).

    The last part is the name in dashboard.figures; column:value after a space narrows it. Without it there is no link.
    """
    with st.container(horizontal=True, gap="small" if is_phone else "medium"):
        for label, value, rule, *behind_it in entries:
            # st.metric cuts what is too wide: on a phone words take a line of their own.
            narrow = 160 if len(value) <= SHORT and len(label) <= SHORT_LABEL else 330
            with st.container(width=narrow if is_phone else 270, gap=None):
                st.metric(label, value)
                st.markdown(f":small[{rule}]")
                for name in behind_it:
                    rows_link(current(), *name.split(maxsplit=1))


def rows_link(page: Page, name: str, key: str = "") -> None:
    """Draw the link to the rows that make a figure; `key` narrows it to a bar or cell (column:value)."""
    st.page_link(
        "app_pages/rows.py",
        # Two figures stand side by side on a phone: a longer label would be cut.
        label="See the rows" if page.is_phone else f"See the {registry.FIGURES[name].many}",
        icon=None if page.is_phone else ":material/manage_search:",
        query_params=registry.link(page.filters, name, key),
    )


def chart_head(finding: str, drawn: str) -> None:
    """Draw the title of a chart, which states its finding, and the line that says what is drawn."""
    with st.container(gap="xxsmall"):
        st.header(finding, anchor=False)
        st.markdown(f":small[{drawn}]")


def plot(figure: dict[str, Any], key: str, alt: str) -> None:
    """Draw a Plotly figure without its tool bar; `alt` describes it for those who can't see it."""
    st.plotly_chart(figure, key=f"chart_{key}", config={"displayModeBar": False, "responsive": True}, alt=alt)


def behind(
    page: Page,
    view: str,
    table: pd.DataFrame,
    sources: str,
    shown: dict[str, str] | None = None,
    rows: pd.DataFrame | None = None,
    behind_row: BehindRow | None = None,
    **options: Any,
) -> None:
    """Draw what stands under each chart: its source line, and its table with the extract.

    `table` is what the chart draws and `shown` maps its columns to their headings; the extract holds `rows` (the
    agreements with their sources) where given, else `table`. `behind_row` gives the address of what stands behind a bar
    or cell, from a row of the table (dashboard.figures.url). `options` go to data_table.
    """
    st.markdown(f":small[Sources: {sources}]")
    with st.expander(
        "Table and CSV extract, and the rows behind each figure" if behind_row else "Table and CSV extract"
    ):
        data_table(table, shown, behind_row, **options)
        download(page, view, table if rows is None else rows)


def data_table(
    table: pd.DataFrame,
    shown: dict[str, str] | None = None,
    behind_row: BehindRow | None = None,
    **options: Any,
) -> Any:
    """Draw a table; `shown` maps the columns to show to their headings. Returns what st.dataframe returns.

    With `behind_row` each row ends with a link to the rows that make it, or with one a heading.
    """
    links = behind_row if isinstance(behind_row, dict) else {ROWS: behind_row} if behind_row else {}
    addresses = {head: [address(row) for row in table.to_dict("records")] for head, address in links.items()}
    if shown:
        table = table[list(shown)].rename(columns=shown)
    if addresses:
        table = table.assign(**addresses)
        drawn = {head: st.column_config.LinkColumn(display_text="see rows", width="small") for head in addresses}
        options["column_config"] = drawn | options.get("column_config", {})
    return st.dataframe(table, hide_index=True, width="stretch", placeholder="not published", **options)


def download(page: Page, view: str, rows: pd.DataFrame) -> None:
    """Draw the button that saves exactly `rows` as CSV; the file is made when it is pressed."""
    st.download_button(
        f"Download {len(rows):,} row{'' if len(rows) == 1 else 's'} as CSV",
        data=lambda: extract.to_csv(rows),
        file_name=extract.file_name(view, page.filters),
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        key=f"download_{view}",
    )


def briefs(key: str, as_of: date, make: Callable[[], Brief]) -> None:
    """Draw the two buttons that save a brief to take along; `make` is asked for it only when one is pressed."""
    forms: tuple[tuple[str, str, str, Callable[[], bytes]], ...] = (
        ("Brief for a meeting (PDF, two pages)", "pdf", "application/pdf", lambda: pdf.fit(make())[1]),
        ("The same as one HTML file", "html", "text/html", lambda: html.render(pdf.fit(make())[0])),
    )
    with st.container(horizontal=True, gap="small"):
        for label, suffix, mime, data in forms:
            st.download_button(
                label,
                data=data,
                file_name=brief_name(key, as_of, suffix),
                mime=mime,
                on_click="ignore",
                icon=":material/picture_as_pdf:" if suffix == "pdf" else ":material/description:",
                key=f"brief_{suffix}_{key}",
            )


def nothing_found() -> None:
    """Say what to change when the filters leave no row."""
    st.info(
        "No signed agreement matches these filters. Choose a later as-of date, a wider counting rule, or press Reset.",
        icon=":material/search_off:",
    )
