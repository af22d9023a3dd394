"""The data, open: every table with its columns, publications, terms and files, how to use and how to cite them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from dashboard.core import bulk, links
from dashboard.core.choice import Choice
from dashboard.core.choices import Filters
from dashboard.core.content import (
    SITE,
    Block,
    Code,
    Entry,
    Extract,
    Finding,
    Group,
    Heading,
    Listing,
    Page,
    Say,
    Table,
    Tile,
    Tiles,
)
from dashboard.core.numbers import size
from dashboard.core.picks import pick as picked
from dashboard.core.plain import link, plain
from dashboard.core.records import as_dicts
from dashboard.core.words import day, plural
from dashboard.trust import findings_data as findings
from dashboard.trust import queries_data as queries

NAME = "table"
EXAMPLES = (
    ("SQL (DuckDB)", "sql", "example.sql"),
    ("Python (pandas)", "python", "example.py"),
    ("R", "r", "example.R"),
)
FOLDER = Path(__file__).parents[2] / "docs" / "examples"
KINDS = {"csv": "CSV", "spreadsheet.csv": "CSV for spreadsheets", "parquet": "Parquet"}
PUBLICATIONS = {"publisher": "", "title": "", "row_count": "Rows", "licence": "", "url": ""}
AGES = {
    "publisher": "", "title": "", "published_on": "", "read_on": "", "checked_on": "", "changed_on": "", "unreadable_since": "", "url": "",
}  # fmt: skip
Files = Mapping[str, bulk.BulkFile]


def content(choice: Choice) -> Page:
    """Return what data there are, where their files are, and one table where the address names it."""
    tables, files = queries.tables(), bulk.files()
    tables["group"] = [
        findings.group(name, key) for name, key in zip(tables["table_name"], tables["has_key"], strict=True)
    ]
    pick = picked(
        NAME,
        choice.get(NAME),
        "Open a table",
        {row["table_name"]: f"{row['table_name']} – {row['comment']}" for row in as_dicts(tables)},
        "Type part of its name or content, for example prices",
    )
    found = tables[tables["table_name"] == pick.chosen]
    return Page(
        (
            *_overview(choice, tables),
            *_files(files),
            pick,
            *(() if found.empty else _table(found.iloc[0], files)),
            Heading("All tables"),
            *_tables(choice, tables, files),
            *_freshness(),
            Heading("How to use the data"),
            Code(
                tuple(
                    (name, kind, (FOLDER / file).read_text(encoding="utf-8").replace("{site}", SITE))
                    for name, kind, file in EXAMPLES
                )
            ),
            Say(
                f"{link('More examples', SITE + '/api/clients')}, for the shell, JavaScript, Excel, Power Query and assistants, and which file suits which use."
            ),
            choice.link("What changed since the last release", "changes"),
            *_citation(choice),
        )
    )


def _overview(choice: Choice, tables: pd.DataFrame) -> tuple[Block, ...]:
    terms = queries.terms()
    rows, publications = int(tables["row_count"].sum()), int(terms["publication_count"].sum())
    silent = int(terms.loc[terms["licence"] == "not stated", "publication_count"].sum())
    facts = int(tables["has_key"].sum())
    behind = links.rows(Filters(choice.filters.as_of, rule=choice.filters.rule), "publications")
    return (
        Say(findings.overview(len(tables), rows, choice.known.edition_on, publications, silent), "answer"),
        Tiles(
            more=(
                Tile("Tables", f"{len(tables)}", f"{facts} of facts, {len(tables) - facts} made from them"),
                Tile("Rows", f"{rows:,}", "in all tables; those made from others repeat facts"),
                Tile(
                    "Publications",
                    f"{publications:,}",
                    "behind the rows, each with its link",
                    behind,
                    "See the publications",
                ),
                Tile("Edition", day(choice.known.edition_on), f"content hash {queries.content_hash()[:16]}"),
            )
        ),
    )


def _files(files: Files) -> tuple[Block, ...]:
    if bulk.DATABASE not in files:
        return (Say("The files are not there. Run `python -m etl export` and reload this page.", "caveat"),)
    whole = f"The whole database (DuckDB, {size(files[bulk.DATABASE].size)})"
    return (
        Say(
            f"- {link(whole, SITE + bulk.address(bulk.DATABASE))}\n"
            f"- {link('Description of all files (datapackage.json)', SITE + bulk.address(bulk.DESCRIPTOR))}"
        ),
        Say(
            f"Addresses don’t change from edition to edition, so scripts can rely on them: `{SITE}/data/`, the name of a table, and `.csv`, "
            "`.spreadsheet.csv` or `.parquet`. An empty cell means that no source we read gives the value; it never means zero. In the CSV "
            "for spreadsheets an apostrophe precedes each text that a spreadsheet would run as a formula."
        ),
    )


def _downloads(table: str, files: Files) -> str:
    names = {f"{table}.{ending}": word for ending, word in KINDS.items()}
    return " · ".join(
        f"{link(word, SITE + bulk.address(name))} {size(files[name].size)}"
        for name, word in names.items()
        if name in files
    )


def _table(row: pd.Series, files: Files) -> tuple[Block, ...]:
    """One table: what it holds, its files, columns, first rows and publications."""
    name = row["table_name"]
    columns = queries.columns(name)
    words = findings.dictionary(columns).map(plain)
    first = queries.first_rows(name)
    blocks: list[Block] = [
        Finding(
            f"{name}: {row['comment']}",
            f"{plural(int(row['row_count']), 'row')}, {plural(len(columns), 'column')}. {_downloads(name, files)}",
        ),
        Table("dictionary", words, {str(head): str(head) for head in words.columns}, is_of_words=True),
        Table(
            "first_rows", first, {str(column): str(column) for column in first.columns}, fold="First rows", missing=""
        ),
    ]
    if not row["has_sources"]:
        own = "Made by the Atlas: it has no publication of its own, or names those of the tables behind it."
        return *blocks, Say(own, "small")
    publications = queries.publications(name)
    return (
        *blocks,
        Say(plain(findings.terms_of(publications)), "small"),
        Table(
            "publications",
            publications,
            PUBLICATIONS,
            fold=f"The {plural(len(publications), 'publication')} behind it",
            extract=Extract(f"sources-of-{name}", publications),
        ),
    )


def _tables(choice: Choice, tables: pd.DataFrame, files: Files) -> tuple[Block, ...]:
    groups: list[Block] = []
    for group in findings.GROUPS:
        rows = tables[tables["group"] == group]
        if rows.empty:
            continue
        entries = tuple(
            Entry(
                choice.link(row["table_name"], "data", table=row["table_name"]),
                row["comment"],
                (f"{plural(int(row['row_count']), 'row')} · {_downloads(row['table_name'], files)}",),
            )
            for row in as_dicts(rows)
        )
        fold = f"{group} · {plural(len(rows), 'table')}, {plural(int(rows['row_count'].sum()), 'row')}"
        groups.append(Group((Listing(entries),), fold=fold, is_open=not groups))
    return tuple(groups)


def _freshness() -> tuple[Block, ...]:
    ages = queries.source_ages()
    return (
        Heading("How fresh the sources are"),
        Say(plain(findings.freshness(ages))),
        Table(
            "ages",
            ages,
            AGES,
            fold="Every publication, longest unchecked first",
            extract=Extract("sources-by-age", ages),
        ),
    )


def _citation(choice: Choice) -> tuple[Block, ...]:
    edition_on, content_hash = choice.known.edition_on, queries.content_hash()
    return (
        Heading("How to cite the data"),
        Say(
            "Cite the edition and its content hash, so that readers find the same figures, and the publication behind each figure: every "
            "row names its own."
        ),
        Code((("", "", findings.citation(edition_on, content_hash, SITE)),)),
        Code((("", "", findings.bibtex(edition_on, content_hash, SITE)),)),
        choice.link("How the Atlas counts, and every publication", "method"),
    )
