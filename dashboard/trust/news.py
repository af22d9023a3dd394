"""What releases recorded as new, found late, corrected or removed, row by row, and of it what is on one page. Pure but for the rows of the record."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from dashboard.core.choice import Choice
from dashboard.core.columns import headed
from dashboard.core.content import Block, Extract, Finding, Page, RowLink, Say, Table
from dashboard.core.dates import first_meant
from dashboard.core.plain import linked
from dashboard.core.words import day, listed, plural
from dashboard.trust import changed_cells
from dashboard.trust import queries_news as queries

SINCE = "since"
WORDS = {
    "news": "New",
    "late": "Found late",
    "undated": "Added, without a date",
    "corrected": "Corrected",
    "removed": "Removed",
}
# Tables of facts by the kind of fact that they hold, as feeds are called.
KINDS = {
    "agreements": ("agreements", "claims"),
    "projects": ("projects", "milestones"),
    "events": ("events",),
    "units": ("authorised_blocks",),
    "targets": ("targets", "target_progress"),
    "rules": ("rules",),
}
FACTS = tuple(table for tables in KINDS.values() for table in tables)
# Facts of some kinds alone stand on these pages; on the others all do.
ON_PAGE = {
    "agreements": ("agreements",),
    "projects": ("projects",),
    "project": ("projects", "events"),
    "delivered": ("events",),
    "units": ("units",),
    "targets": ("targets",),
    "rules": ("rules",),
}


@dataclass(frozen=True)
class News:
    """One changed row of a release: what happened to it (a kind of WORDS), what it is about, its Parties, its page, and its changed cells in words."""

    release_id: str
    edition_on: date
    kind: str
    table: str
    row_key: str
    label: str
    buyer: str
    host: str
    page: str
    what: str


def news(since: date | None = None) -> tuple[News, ...]:
    """Return the changed rows of facts in the releases whose edition is later than a day, newest release first."""
    cells = queries.changes(since)
    return _rows(cells[cells["table_name"].isin(FACTS)])


def recorded(release_id: str) -> tuple[News, ...]:
    """Return the changed rows that a release lists, of every table."""
    return _rows(queries.changes_in(release_id))


def _rows(cells: pd.DataFrame) -> tuple[News, ...]:
    keys = ["release_id", "table_name", "row_key", "kind"]
    return tuple(_one(rows) for _, rows in cells.groupby(keys, sort=False))


def of(
    found: Collection[News],
    *,
    kinds: Collection[str] = (),
    buyers: Collection[str] = (),
    hosts: Collection[str] = (),
    party: str = "",
) -> tuple[News, ...]:
    """Return those of some kinds of fact, buyers and hosts (() for all), or with a Party on either side."""
    tables = {table for kind in kinds or KINDS for table in KINDS[kind]}
    return tuple(
        one
        for one in found
        if one.table in tables
        and (not buyers or one.buyer in buyers)
        and (not hosts or one.host in hosts)
        and (not party or party in (one.buyer, one.host))
    )


def added(page: Page, name: str, choice: Choice) -> Page:
    """Return a page with what is new on it since the day that its address names; as it is where it names none."""
    said = choice.get(SINCE)
    if not said:
        return page
    since = first_meant(said)
    if since is None:
        problem = f"The link asks what is new since “{said[:40]}”, which is no day such as 2024-06-30."
        return replace(page, problems=(*page.problems, problem))
    found = of_page(news(since), name, choice)
    return replace(page, blocks=(*page.blocks[:1], _told(found, since, choice), *page.blocks[1:]))


def of_page(found: Collection[News], name: str, choice: Choice) -> tuple[News, ...]:
    """Return what is on a page by its choices: its kinds of fact, its country, pair or project, or the buyers and hosts of its filters."""
    kinds = ON_PAGE.get(name, ())
    if name == "project":
        key = choice.get("project")
        return tuple(
            one
            for one in of(found, kinds=kinds)
            # The key of an event or a step begins with that of its project; JCM-KE0010 is another project than JCM-KE001.
            if not key or one.page.endswith(f"={key}") or one.row_key == key or one.row_key.startswith(f"{key}-")
        )
    if name == "country" and choice.get("country"):
        return of(found, party=choice.get("country").upper())
    if name == "pair" and "-" in choice.get("pair"):
        buyer, _, host = choice.get("pair").upper().partition("-")
        return of(found, buyers=(buyer,), hosts=(host,))
    return of(found, kinds=kinds, buyers=choice.filters.buyers, hosts=choice.filters.hosts)


def _told(found: Collection[News], since: date, choice: Choice) -> Block:
    newest = queries.newest()
    record = f"the newest recorded release is that of {day(newest[1])}" if newest else "no release is recorded"
    if not found:
        return Say(f"Nothing on this page is recorded as new or corrected since {day(since)}; {record}.", "small")
    counts = [
        plural(sum(one.kind == kind for one in found), words.lower(), words.lower()) for kind, words in WORDS.items()
    ]
    counts = [text for text in counts if not text.startswith("0 ")]
    rows = pd.DataFrame(
        [(WORDS[one.kind], one.label, one.what, one.edition_on, one.page) for one in found],
        columns=["change", "label", "what_changed", "edition_on", "page"],
    )
    shown = headed(
        "change",
        "label",
        "what_changed",
        "edition_on",
        change="",
        label="Row",
        what_changed="What changed",
        edition_on="Edition",
    )
    feed = linked("a feed", "feeds/all.xml")
    return Finding(
        f"{plural(len(found), 'row')} on this page {'is' if len(found) == 1 else 'are'} new or corrected since {day(since)}",
        f"{listed(counts, 5)}, as the releases after that day recorded them; {record}. A late finding had happened before, and was not known.",
        notes=(Say(f"All changes also come as {feed}.", "small"),),
        table=Table(
            "new_since",
            rows,
            shown,
            (RowLink(lambda row: str(row["page"] or "")),),
            fold="Which",
            extract=Extract("new-since", rows),
        ),
    )


def _one(rows: pd.DataFrame) -> News:
    first = rows.iloc[0]

    def text(name: str) -> str:
        return "" if pd.isna(first[name]) else str(first[name])

    return News(
        text("release_id"), first["edition_on"].date(), text("kind"), text("table_name"), text("row_key"), text("label"),
        text("buyer_iso3"), text("host_iso3"), text("page"), changed_cells.told(rows, text("change")),
    )  # fmt: skip
