"""What changed: every recorded release, and what is new in it apart from what was corrected."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.core.columns import headed
from dashboard.core.plain import plain
from dashboard.core.words import day, plural
from dashboard.render import components
from dashboard.render.page import current
from dashboard.trust import data_findings, data_queries

page = current()
releases = data_queries.releases()
content = data_queries.content_hash()


def open_table(row: dict[str, str]) -> str:
    """Return the address of a table on the Data page, with its files and publications."""
    return f"data?table={row['table_name']}"


def show_release(release: pd.Series) -> None:
    """Draw one release: its note, its counts by table, and the changed cells that it lists."""
    components.chart_head(
        f"Release {release['release_id']}",
        f"Edition of {day(release['edition_on'].date())}, content {release['content_hash'][:16]}.",
    )
    st.markdown(f"{plain(release['note'])}\n\n{data_findings.brought(release)}")
    by_table = data_queries.release_tables(release["release_id"])
    counts = {f"{kind}_count": words for kind, words in data_findings.KINDS.items()}
    is_first = release["previous_release_id"] is None
    shown = by_table if is_first else by_table[by_table[list(counts)].fillna(0).sum(axis=1) > 0]
    with components.folded(
        "Rows by table" if is_first else f"The {plural(len(shown), 'table')} that changed",
        f"release_{release['release_id']}",
    ) as fold:
        if fold.open:
            components.data_table(
                shown,
                {"table_name": "Table", "row_count": "Rows"} | ({} if is_first else counts),
                open_table,
            )
            components.download(page, f"release-{release['release_id']}", by_table)
    changes = data_queries.release_changes(release["release_id"])
    if len(changes):
        rows = data_findings.changed_rows(changes)
        with components.folded(
            f"{plural(len(rows), 'changed row')}, at most 50 of each table", f"changes_{release['release_id']}"
        ) as fold:
            if fold.open:
                components.data_table(
                    rows, headed("table_name", "row_key", "kind", "what_changed", table_name="Table", row_key="Row")
                )
                components.download(page, f"changes-{release['release_id']}", changes)


st.markdown(data_findings.state(releases, content, page.known.edition_on))
if releases.empty:
    st.info("A maintainer records the first one with `python -m etl release`.", icon=":material/history:")
    st.stop()

newest = releases.iloc[0]
compared = newest["previous_release_id"] is not None
components.figures(
    [
        ("Releases", f"{len(releases)}", f"recorded, the newest is {newest['release_id']}"),
        (
            "Rows",
            f"{int(newest['row_count']):,}",
            f"in {int(newest['table_count'])} tables, those about releases left out",
        ),
        (
            "New events",
            f"{int(newest['news_count']):,}" if compared else "not applicable",
            "rows of the newest release" if compared else "nothing to compare the first release with",
        ),
        (
            "Corrections",
            f"{int(newest['corrected_count']):,}" if compared else "not applicable",
            "rows of the newest release" if compared else "nothing to compare the first release with",
        ),
    ],
    page.is_phone,
)

if content not in set(releases["content_hash"]):
    now = data_findings.since(data_queries.release_tables(newest["release_id"]), data_queries.tables())
    components.chart_head(
        f"Not recorded yet: {plural(len(now), 'table')} with another number of rows",
        f"Rows of the data in use against release {newest['release_id']}; rows that were changed in place are not seen here.",
    )
    if len(now):
        components.data_table(
            now,
            headed("table_name", "then", "now", "difference", table_name="Table", then="In the release"),
            open_table,
        )
        components.download(page, "unrecorded", now)

for _, release in releases.iterrows():
    show_release(release)

st.header("How news is told from a correction", anchor=False)
st.markdown(
    """
Two editions are compared row by row, by the key of each table. A row has a date of its own: the day of the event, of the
signature, of the statement, or the day that a figure describes.

- **New event**: a row that was added with a date after the day of the older edition, or that got such a date. A date known to the
  year or month only counts as new if its first possible day is after it.
- **Late finding**: a row that was added with a date on or before that day. It had happened, and the Atlas did not know.
- **Addition without a date**: a row that was added and has no date of its own.
- **Correction**: any other changed row.
- **Removal**: a row that is gone.

Read models are not compared: they follow from the other tables.
"""
)
st.markdown("To compare two editions yourself, keep the database of the one and download that of the other:")
st.code("python -m etl diff OLD.duckdb NEW.duckdb --csv changes.csv", language="sh", wrap_lines=True)
components.page_link("data", label="Download the data", icon=":material/arrow_forward:", query_params=page.query)
