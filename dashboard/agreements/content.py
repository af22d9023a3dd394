"""Agreements: the grid of buyers and hosts, when each was signed, the table, and each agreement with all its claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import pandas as pd

from dashboard.agreements import figures, findings, queries, summaries
from dashboard.charts import matrix, timeline
from dashboard.core import links, told_rows
from dashboard.core.choice import Choice
from dashboard.core.choices import rule_in_words, short_rule
from dashboard.core.columns import headed
from dashboard.core.content import (
    Block,
    Chart,
    Extract,
    Finding,
    Group,
    Heading,
    Page,
    Row,
    RowCard,
    RowLink,
    Say,
    Table,
    Tiles,
)
from dashboard.core.forms import Matrix
from dashboard.core.numbers import is_missing
from dashboard.core.picks import pick as picked
from dashboard.core.plain import link, plain
from dashboard.core.records import Rows, lines, values_of
from dashboard.core.words import day, known_date, plural, sentence

NAME = "agreement"
# A phone has room for the marks of so many hosts.
FEW_HOSTS = 30
TOLD = (figures.AGREEMENTS, figures.PAIRS, figures.BINDING_PAIRS)
NOTHING = "No signed agreement matches these filters. Choose a later as-of date, a wider counting rule, or press Reset."
NAMED = "named row by row in the table of agreements"
COLUMNS = headed(
    "buyer", "host", "instrument_label", "signed", "in_force", "project_count", "issued_credits", "source_count", "disagree",
    "source_url", "in_force_url", "pair", "agreement_id", issued_credits="Issued", disagree="Disputed", in_force_url="On force",
)  # fmt: skip
APART = headed(
    "buyer", "host", "instrument_label", "in_force", "concluded", "confidence", "source_url", "agreement_id", in_force="State"
)  # fmt: skip


def content(choice: Choice) -> Page:
    """Return the agreements of the choice by pair, by date and one by one, the one that is opened, and what is in no total."""
    agreements, others = queries.agreements(choice.filters), queries.not_counted(choice.filters)
    return Page(
        (
            *_head(choice, agreements, len(others)),
            *(_counted(choice, agreements) if len(agreements) else (Say(NOTHING, "nothing"),)),
            *_opened(choice, (*lines(agreements), *lines(others))),
            *_shown_apart(choice, others),
        )
    )


def pair_links(choice: Choice) -> tuple[RowLink, ...]:
    """Return the links of a row on a pair (with project_count and issuance_count of queries.agreements) to its projects and issuances."""

    def address(row: Row, name: str, count: str) -> str:
        of_both = replace(choice.everything, buyers=(row["buyer_iso3"],), hosts=(row["host_iso3"],))
        return "" if is_missing(row[count]) or not row[count] else links.rows(of_both, name)

    return (
        RowLink(partial(address, name="projects", count="project_count"), "Behind projects"),
        RowLink(partial(address, name="issued", count="issuance_count"), "Behind issued"),
    )


def _head(choice: Choice, agreements: pd.DataFrame, apart: int) -> tuple[Block, ...]:
    counts, as_of = summaries.headline(agreements), day(choice.filters.as_of)
    followed = f"{short_rule(choice.filters.rule)}, {as_of}"
    beside = [
        link(f"{count:,} {words}", links.rows(choice.filters, name))
        for name, count, words in (
            ("disputed", counts.disputed, "on which sources disagree"),
            ("shown_apart", apart, "not counted: unsigned or unclear"),
        )
        if count
    ]
    return (
        Say(findings.overview(counts, choice.filters, choice.known.known_on["agreement"]), "answer"),
        Tiles(
            tuple(figure.answer(choice.filters, agreements) for figure in TOLD),
            notes=(followed, followed, f"of {plural(counts.pairs, 'pair')}, {as_of}"),
        ),
        *((Say(" · ".join(beside)),) if beside else ()),
    )


def _counted(choice: Choice, agreements: pd.DataFrame) -> tuple[Block, ...]:
    issued = [
        told_rows.issued(row["jcm_issued_tco2e"], row["itmo_issued_tco2e"], row["issued_word"])
        for row in lines(agreements)
    ]
    readable = _readable(choice, agreements, issued_credits=issued)
    return (
        _grid(choice, agreements),
        *((Say(said),) if (said := findings.in_force(agreements)) else ()),
        _dates(choice, agreements, readable),
        *_table(choice, agreements, readable),
    )


def _readable(choice: Choice, rows: pd.DataFrame, **more: list[str]) -> pd.DataFrame:
    """Add the columns that people read: date as known, whether in force, disagreement, page of the pair."""
    records = lines(rows)
    return rows.assign(
        pair=[choice.address("pair", pair=f"{row['buyer_iso3']}-{row['host_iso3']}") for row in records],
        signed=[findings.signed_day(row["signed_on"]) for row in records],
        in_force=[findings.force(row) for row in records],
        in_force_url=[row["in_force_url"] or "" for row in records],
        disagree=["yes" if row["is_disputed"] else "no" for row in records],
        **more,
    )


def _behind(choice: Choice, agreement: Row) -> str:
    name = "agreements" if agreement["is_counted"] else "shown_apart"
    return links.rows(choice.filters, name, row=agreement["agreement_id"])


def _grid(choice: Choice, agreements: pd.DataFrame) -> Finding:
    pairs = summaries.by_pair(agreements)
    finding = findings.matrix(agreements, choice.filters)
    regions = dict(zip(agreements["host_iso3"], agreements["host_region"], strict=True))
    behind = RowLink(
        lambda pair: links.rows(
            choice.filters, "agreements", buyer_iso3=pair["buyer_iso3"], host_iso3=pair["host_iso3"]
        ),
        publishers=lambda pair: values_of(
            agreements, "source_publisher", buyer_iso3=pair["buyer_iso3"], host_iso3=pair["host_iso3"]
        ),
    )
    return Finding(
        finding,
        f"Hosts by region, those with the most buyers on top; beside each buyer the number of its hosts; the mark shows the most binding instrument of the pair: ■ binding, ○ memorandum or framework, × letter or statement. Small, beside it: "
        f"{matrix.FORCE_KEY}. {_followed(choice)}; known to {day(choice.known.known_on['agreement'])}.",
        (Chart("matrix", matrix.draw(pairs, regions, f"Grid: {finding}"), phone=_of_several(pairs, regions)),),
        Table(
            "matrix",
            # In the grid each instrument has a line, in the table they share one.
            pairs.assign(instruments=pairs["instruments"].str.replace("\n", "; ")),
            headed("buyer", "host", "agreement_count", "instruments", instruments="Instruments and dates"),
            (behind,),
            extract=Extract("matrix", agreements),
        ),
        NAMED,
    )


def _of_several(pairs: pd.DataFrame, regions: Mapping[str, str]) -> Matrix | None:
    """Return the grid for a phone, which has room for hosts with several buyers; None where few hosts or none are left out."""
    buyers = Counter(pairs["host_iso3"])
    several = sum(count > 1 for count in buyers.values())
    if not several or len(buyers) <= FEW_HOSTS:
        return None
    alt = f"Grid: the {several} of {len(buyers)} hosts with two buyers or more; the table has all"
    return matrix.draw(pairs, regions, alt, fewest=2)


def _followed(choice: Choice) -> str:
    return f"{sentence(rule_in_words(choice.filters.rule))}, as of {day(choice.filters.as_of)}"


def _dates(choice: Choice, agreements: pd.DataFrame, readable: pd.DataFrame) -> Finding:
    finding, undated = findings.timeline(agreements), int(agreements["signed_on"].isna().sum())
    marks = timeline.draw(agreements, alt=f"Dots: {finding}")
    rows = Table("timeline", readable, COLUMNS, (RowLink(partial(_behind, choice)),))
    return Finding(
        finding,
        f"Each mark is one agreement, at its date of signature; each lane is one buyer. {_followed(choice)}; "
        f"{plural(undated, 'agreement has', 'agreements have')} no date that was found, and no mark.",
        (Chart("timeline", marks, table=rows),) if undated < len(agreements) else (),
        sources=f"{NAMED}, which holds the same rows",
    )


def _table(choice: Choice, agreements: pd.DataFrame, readable: pd.DataFrame) -> tuple[Block, ...]:
    disputed = int(agreements["is_disputed"].sum())
    names = findings.without_project(agreements)
    return (
        Finding(
            f"{plural(len(agreements), 'agreement')}, {plural(disputed, 'of them with', 'of them with')} sources that disagree",
            "Each row is one agreement, newest first. Projects and tonnes issued, as far as traced, are those of the pair. "
            "Key: buyer, host and form.",
        ),
        Table(
            "agreement_table",
            readable,
            COLUMNS,
            pair_links(choice),
            extract=Extract("agreements", agreements),
            picks=NAME,
            pick_column="agreement_id",
        ),
        Say(findings.promises(agreements)),
        *(
            (
                Group(
                    (Say(f"{plain(', '.join(names))}."),),
                    fold=f"Binding pairs without a project in the Atlas: {len(names)}",
                    key="without_project",
                ),
            )
            if names
            else ()
        ),
        choice.link("See the projects of these Parties", "projects"),
    )


def _opened(choice: Choice, listed: Rows) -> tuple[Block, ...]:
    labels = {row["agreement_id"]: f"{row['buyer']}–{row['host']}, {row['instrument_label']}" for row in listed}
    pick = picked(
        NAME,
        choice.get(NAME),
        "Open an agreement",
        labels,
        "Choose an agreement to read every claim on it",
        lambda asked: {
            key: f"{key} (outside these filters)" for key in queries.agreement(asked.upper())["agreement_id"]
        },
    )
    return (pick, RowCard("agreement", pick.chosen)) if pick.chosen else (pick,)


def _shown_apart(choice: Choice, others: pd.DataFrame) -> tuple[Block, ...]:
    if others.empty:
        return ()
    rows = _readable(choice, others, concluded=[known_date(day) for day in others["concluded_on"]])
    return (
        Heading("Not counted: unsigned or unclear"),
        Say(
            "Concluded but unsigned, announced, or of unclear status or form, with these filters and on this day.",
            "small",
        ),
        Table("shown_apart", rows, APART, (RowLink(partial(_behind, choice)),)),
    )
