"""The data, open: every table with its columns, publications, terms and files, how to use and how to cite them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import streamlit as st

from dashboard.core import numbers
from dashboard.core.columns import headed
from dashboard.core.plain import link, plain
from dashboard.core.words import day, plural
from dashboard.render import components
from dashboard.render import url_select as linked_choice
from dashboard.render.page import current
from dashboard.site import bulk
from dashboard.trust import data_findings, data_queries

LINK = "table"
EXAMPLES = {
    "SQL (DuckDB)": ("example.sql", "sql"),
    "Python (pandas)": ("example.py", "python"),
    "R": ("example.R", "r"),
}
FOLDER = Path(__file__).parents[2] / "docs" / "examples"
KINDS = {"csv": "CSV", "spreadsheet.csv": "CSV for spreadsheets", "parquet": "Parquet"}

page = current()
files = bulk.files()
tables = data_queries.tables()
tables["group"] = [
    data_findings.group(name, key) for name, key in zip(tables["table_name"], tables["has_key"], strict=True)
]
terms = data_queries.terms()
site = "/".join((st.context.url or "http://localhost:8501/").split("/")[:3])


def downloads(table: str) -> str:
    """Return the links to the files of a table, with their sizes."""
    names = {f"{table}.{ending}": word for ending, word in KINDS.items()}
    return " · ".join(
        f"{link(word, site + bulk.address(name))} {numbers.size(files[name].size)}"
        for name, word in names.items()
        if name in files
    )


def show_table(row: pd.Series) -> None:
    """Draw one table: what it holds, its files, columns, first rows and publications."""
    name = row["table_name"]
    columns = data_queries.columns(name)
    components.chart_head(
        plain(f"{name}: {row['comment']}"),
        f"{plural(int(row['row_count']), 'row')}, {plural(len(columns), 'column')}. {downloads(name)}",
    )
    words = data_findings.dictionary(columns)
    if page.is_phone:
        st.markdown(
            "\n\n".join(
                f"**{plain(c)}**  \n{plain(held)}  \n:small[{plain(kind)}]"
                for c, held, kind in words.itertuples(index=False)
            )
        )
    else:
        st.table(words.map(plain), border="horizontal", hide_index=True)
    with components.folded("First rows", "first_rows") as fold:
        if fold.open:
            components.data_table(data_queries.first_rows(name))
    if row["has_sources"]:
        publications = data_queries.publications(name)
        st.markdown(f":small[{plain(data_findings.terms_of(publications))}]")
        with components.folded(f"The {plural(len(publications), 'publication')} behind it", "publications") as fold:
            if fold.open:
                components.data_table(
                    publications,
                    headed("publisher", "title", "row_count", "licence", "url"),
                )
                components.download(page, f"sources-of-{name}", publications)
    else:
        st.markdown(
            ":small[Made by the Atlas: it has no publication of its own, or names those of the tables it is made from.]"
        )


st.markdown(
    data_findings.overview(
        len(tables),
        int(tables["row_count"].sum()),
        page.known.edition_on,
        int(terms["publication_count"].sum()),
        int(terms.loc[terms["licence"] == "not stated", "publication_count"].sum()),
    )
)
content = data_queries.content_hash()
components.figures(
    [
        (
            "Tables",
            f"{len(tables)}",
            f"{int(tables['has_key'].sum())} of facts, {int((~tables['has_key']).sum())} joined for use",
        ),
        ("Rows", f"{int(tables['row_count'].sum()):,}", "in all tables; joined ones repeat facts"),
        (
            "Publications",
            f"{int(terms['publication_count'].sum()):,}",
            "behind the rows, each with its link",
            "publications",
        ),
        ("Edition", day(page.known.edition_on), f"content {content[:16]}"),
    ],
    page.is_phone,
)

if bulk.DATABASE in files:
    with st.container(horizontal=True):
        st.link_button(
            f"The whole database (DuckDB, {numbers.size(files[bulk.DATABASE].size)})",
            f"{site}{bulk.address(bulk.DATABASE)}",
            icon=":material/database:",
        )
        st.link_button(
            "Description of all files (datapackage.json)",
            f"{site}{bulk.address(bulk.DESCRIPTOR)}",
            icon=":material/description:",
        )
    st.markdown(
        f"The addresses stay the same from edition to edition, so that a script can fetch them: `{site}/data/` and the name of a table with "
        "`.csv`, `.spreadsheet.csv` or `.parquet`. An empty cell means that no source that was read gives it, never zero. The CSV for spreadsheets has an "
        "apostrophe before each text that a spreadsheet would run as a formula."
    )
else:
    st.info("The files are not there. Run `python -m etl export` and reload this page.", icon=":material/folder_off:")

chosen = linked_choice.choose(
    LINK,
    "Look a table up",
    {row["table_name"]: f"{row['table_name']} – {row['comment']}" for _, row in tables.iterrows()},
    lambda _: None,
    placeholder="Type a part of its name or of what it holds, for example prices",
)
if chosen:
    show_table(tables[tables["table_name"] == chosen].iloc[0])

st.header("All tables", anchor=False)
for group in data_findings.GROUPS:
    rows = tables[tables["group"] == group]
    if rows.empty:
        continue
    count = int(rows["row_count"].sum())
    head = f"{group} · {plural(len(rows), 'table')}, {plural(count, 'row')}"
    with st.expander(head, expanded=group == next(iter(data_findings.GROUPS)) and not page.is_phone):
        for _, row in rows.iterrows():
            with st.container(gap=None):
                components.page_link(
                    "data",
                    label=f"**{plain(row['table_name'])}** – {plain(row['comment'])}",
                    query_params=page.query | {LINK: row["table_name"]},
                )
                st.markdown(f":small[{plural(int(row['row_count']), 'row')} · {downloads(row['table_name'])}]")

st.header("How fresh the sources are", anchor=False)
ages = data_queries.source_ages()
st.markdown(plain(data_findings.freshness(ages)))
with components.folded("Every publication, the one looked at longest ago first", "ages") as fold:
    if fold.open:
        components.data_table(
            ages,
            headed(
                "publisher", "title", "published_on", "read_on", "checked_on", "changed_on", "unreadable_since", "url"
            ),
        )
        components.download(page, "sources-by-age", ages)

st.header("Use them", anchor=False)
for tab, (name, language) in zip(st.tabs(list(EXAMPLES)), EXAMPLES.values(), strict=True):
    tab.code((FOLDER / name).read_text(encoding="utf-8").replace("{site}", site), language=language, wrap_lines=True)
components.page_link(
    "changes",
    label="What changed since the last release",
    icon=":material/arrow_forward:",
    query_params=page.query,
)

st.header("Cite them", anchor=False)
st.markdown(
    "Name the edition and its content, so that a reader finds the same figures, and cite the publication behind a figure too: "
    "each row names it."
)
st.code(data_findings.citation(page.known.edition_on, content, site), language=None, wrap_lines=True)
st.code(data_findings.bibtex(page.known.edition_on, content, site), language=None, wrap_lines=True)
components.page_link(
    "method",
    label="How the Atlas counts, and every publication",
    icon=":material/arrow_forward:",
    query_params=page.query,
)
