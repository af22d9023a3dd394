"""What changed: every recorded release, and what is new in it apart from what was corrected."""

from __future__ import annotations

import pandas as pd

from dashboard.core.choice import Choice
from dashboard.core.content import Block, Code, Extract, Finding, Heading, Page, RowLink, Say, Table, Tile, Tiles
from dashboard.core.plain import plain
from dashboard.core.records import as_dicts
from dashboard.core.words import day, plural
from dashboard.trust import findings_data as findings
from dashboard.trust import news
from dashboard.trust import queries_data as queries

HOW = """
Two editions are compared row by row, by the key of each table. A row has a date of its own: the day of the event, of the
signature, of the statement, or the day that a figure describes.

- **New event**: a row that was added with a date after the day of the older edition, or that got such a date. Where only the
  year or month is known, it counts as new if its first possible day is after it.
- **Late finding**: a row that was added with a date on or before that day. It had happened, and the Atlas did not know.
- **Addition without a date**: a row that was added and has no date of its own.
- **Correction**: any other changed row.
- **Removal**: a row that is gone.

Read models are not compared: they follow from the other tables.
"""
OPEN = RowLink(lambda row: f"data?table={row['table_name']}")


def content(choice: Choice) -> Page:
    """Return the recorded releases, newest first, and what is not recorded yet."""
    releases, hash_now = queries.releases(), queries.content_hash()
    state = Say(findings.state(releases, hash_now, choice.known.edition_on), "answer")
    if releases.empty:
        return Page((state, Say("A maintainer records the first one with `python -m etl release`.", "nothing")))
    return Page(
        (
            state,
            Tiles(more=_counts(releases)),
            *(() if hash_now in set(releases["content_hash"]) else _unrecorded(releases.iloc[0]["release_id"])),
            *(block for release in as_dicts(releases) for block in _release(release)),
            Heading("How news is told from a correction"),
            Say(HOW),
            Say("To compare two editions yourself, keep the database of the one and download that of the other:"),
            Code((("", "sh", "python -m etl diff OLD.duckdb NEW.duckdb --csv changes.csv"),)),
            choice.link("Download the data", "data"),
        )
    )


def _counts(releases: pd.DataFrame) -> tuple[Tile, ...]:
    newest = releases.iloc[0]
    is_compared = newest["previous_release_id"] is not None
    note = "rows of the newest release" if is_compared else "nothing to compare the first release with"

    def changed(kind: str) -> str:
        return f"{int(newest[f'{kind}_count']):,}" if is_compared else "not applicable"

    return (
        Tile("Releases", f"{len(releases)}", f"recorded, the newest is {newest['release_id']}"),
        Tile(
            "Rows",
            f"{int(newest['row_count']):,}",
            f"in {int(newest['table_count'])} tables, those about releases left out",
        ),
        Tile("New events", changed("news"), note),
        Tile("Corrections", changed("corrected"), note),
    )


def _unrecorded(release_id: str) -> tuple[Block, ...]:
    now = findings.since(queries.release_tables(release_id), queries.tables())
    title = Finding(
        f"Not recorded yet: {plural(len(now), 'table')} with another number of rows",
        f"Rows of the data in use against release {release_id}; rows that were changed in place are not seen here, and read models follow from the other tables.",
    )
    if now.empty:
        return (title,)
    columns = {"table_name": "Table", "then": "In the release", "now": "Now", "difference": "Difference"}
    return title, Table(
        "unrecorded", now, columns, (OPEN,), missing="no such table", extract=Extract("unrecorded", now)
    )


def _release(release: pd.Series) -> tuple[Block, ...]:
    """One release: its note, its counts by table, and the changed cells that it lists."""
    name, is_first = release["release_id"], release["previous_release_id"] is None
    by_table, changes = queries.release_tables(name), queries.release_changes(name)
    counts = {f"{kind}_count": words for kind, words in findings.KINDS.items()}
    shown = by_table if is_first else by_table[by_table[list(counts)].fillna(0).sum(axis=1) > 0]
    blocks: list[Block] = [
        Finding(
            f"Release {name}",
            f"Edition of {day(release['edition_on'].date())}, content {release['content_hash'][:16]}.",
        ),
        Say(f"{plain(release['note'])}\n\n{findings.brought(release)}"),
        Table(
            f"release_{name}",
            shown,
            {"table_name": "Table", "row_count": "Rows"} | ({} if is_first else counts),
            (OPEN,),
            fold="Rows by table" if is_first else f"The {plural(len(shown), 'table')} that changed",
            extract=Extract(f"release-{name}", by_table),
        ),
    ]
    if len(changes):
        rows = pd.DataFrame(
            [(one.table, one.label, news.WORDS[one.kind], one.what, one.page) for one in news.recorded(name)],
            columns=["table_name", "label", "change", "what_changed", "page"],
        )
        shown = {"table_name": "Table", "label": "Row", "change": "Kind", "what_changed": "What changed"}
        blocks.append(
            Table(
                f"changes_{name}",
                rows,
                shown,
                (RowLink(lambda row: str(row["page"] or "")),),
                fold=f"{plural(len(rows), 'changed row')}, at most 50 of each table",
                extract=Extract(f"changes-{name}", changes),
            )
        )
    return tuple(blocks)
