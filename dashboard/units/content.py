"""Authorised units: what hosts have let others use, block by block, and the letters behind it."""

from __future__ import annotations

from functools import partial

import pandas as pd

from dashboard.core import glossary, links
from dashboard.core.choice import Choice
from dashboard.core.columns import headed
from dashboard.core.content import Block, Chart, Extract, Finding, Heading, Page, Row, RowLink, Say, Table, Tiles
from dashboard.core.forms import Bars, Columns, bold
from dashboard.core.numbers import MEGATONNE, tonnes
from dashboard.core.records import values_of, with_labels
from dashboard.core.words import AUTHORISED_FOR, day, for_what, known_date, plural
from dashboard.units import figures, findings, queries

TOLD = (figures.AUTHORISED, figures.ON_PLATFORM, figures.OTHER_ONLY)
SOURCE = "Gold Standard and Verra, their own reading of the hosts’ letters, from a third party’s copy; no record of a host or of the UNFCCC"
HOSTS = headed(
    "host", "on_platform_tco2e", "off_platform_tco2e", "quantity_tco2e", "other_only_tco2e", "activities", "counts_as", "has_agreement",
    on_platform_tco2e="On the platform, tCO2e", off_platform_tco2e="Not on it, tCO2e", quantity_tco2e="All, tCO2e",
    other_only_tco2e="For other purposes alone, tCO2e", counts_as="Counts as first transfer", has_agreement="With an agreement",
)  # fmt: skip
LETTERS = headed(
    "letter_id", "host", "authorised", "filed_on", "cooperative_approach_id", "first_transfer_definition", "authorised_for", "block_count",
    "activity_count", "quantity_tco2e", "letter_kind", "letter_url", letter_id="Letter, our key", filed_on="Filed on the platform",
    activity_count="Activities",
)  # fmt: skip
BLOCKS = headed(
    "programme_ref", "host", "vintage_year", "authorised", "issued_on", "quantity_tco2e", "authorised_for", "first_transfer_definition", "platform",
    "cooperative_approach_id", "flags", "serial_text", "letter_url", issued_on="Issued",
)  # fmt: skip
PUBLISHED = headed(
    "host",
    "as_of",
    "value",
    "ours",
    "difference",
    value="Published, tCO2e",
    ours="The Atlas, tCO2e",
    difference="Difference",
)


def content(choice: Choice) -> Page:
    """Return what was authorised and issued by the day of the choice, for its hosts and words."""
    rows = queries.blocks(choice.filters)
    if rows.empty:
        return Page(
            (Say(_nothing(choice), "nothing"), Say(findings.WHAT_IT_IS, "small"), Say(findings.NOT_COVERED, "small"))
        )
    answers = [figure.answer(choice.filters, rows) for figure in TOLD]
    hosts = findings.by_host(rows)
    # What the programmes book they said on the day of their list.
    is_of_now = pd.Timestamp(choice.filters.as_of) >= rows["state_on"].max()
    return Page(
        (
            Say(findings.overview(rows, answers[0]), "answer"),
            Tiles(tuple(answers)),
            Say(findings.WHAT_IT_IS, "caveat"),
            by_host(choice, rows, hosts),
            *((Say(alone),) if (alone := findings.without_agreement(hosts)) else ()),
            *((Say(booked, "small"),) if is_of_now and (booked := findings.booked(rows)) else ()),
            _by_vintage(choice, rows),
            _letters(choice),
            _blocks(choice, rows),
            *_flags(choice),
            *_published(choice),
            Heading("What these words mean"),
            Say(glossary.listed(*findings.WORDS)),
            Say(findings.NOT_COVERED, "small"),
        )
    )


def _nothing(choice: Choice) -> str:
    if not figures.applies(choice.filters):
        return "A block of authorised credits names no buyer, sector, stage or programme: clear these filters to see what hosts have authorised."
    return "No block of authorised credits matches these filters. Choose a later day, other hosts, or press Reset."


def by_host(choice: Choice, rows: pd.DataFrame, hosts: pd.DataFrame) -> Finding:
    """Return how much each host has authorised on the UNFCCC's platform and apart from it; for the pages of other rooms too."""
    sides = (("on", "On the UNFCCC’s platform", "published"), ("off", "Not on it", "traced"))
    bars = tuple(
        {
            "host": host["host"], "side": name, "mt": _millions(host[f"{side}_platform_tco2e"]), "colour": colour, "id": label,
            "told": f"{bold(str(host['host']))}, {name[0].lower()}{name[1:]}: {tonnes(host[f'{side}_platform_tco2e'])}",
        }
        for label, host in with_labels(hosts)
        for side, name, colour in sides
    )  # fmt: skip
    title = findings.platform(hosts)
    return Finding(
        title,
        f"Million authorised credits by host, {day(choice.filters.as_of)}. Each may serve other purposes (OIMP), not all a climate goal. They are not transfers, and no buyer is named.",
        (Chart("units_by_host", Bars(bars, "host", "mt", f"Bars: {title}", series="side")),),
        Table(
            "units_by_host",
            hosts,
            HOSTS,
            (
                RowLink(
                    lambda row: links.rows(choice.filters, "authorised_credits", host_iso3=row["host_iso3"]),
                    publishers=lambda row: values_of(
                        rows, "source_publisher", is_summed=True, host_iso3=row["host_iso3"]
                    ),
                ),
            ),
            extract=Extract("authorised_by_host", hosts),
        ),
        SOURCE,
    )


def _millions(credits: float) -> float:
    # What is drawn has the digits that are told; the table has all.
    return round(credits / MEGATONNE, 2 if credits >= MEGATONNE / 10 else 3)


def _by_vintage(choice: Choice, rows: pd.DataFrame) -> Finding:
    years = findings.vintages(rows)
    columns = tuple(
        {
            "year": int(row["vintage_year"]), "use": AUTHORISED_FOR[row["authorised_for"]], "mt": _millions(row["quantity_tco2e"]), "id": label,
            "colour": "traced" if row["authorised_for"] == "other_only" else "published",
            "told": f"{int(row['vintage_year'])}, {for_what(row['authorised_for'])}: {tonnes(row['quantity_tco2e'])}",
        }
        for label, row in with_labels(years)
    )  # fmt: skip
    title = findings.vintage(years)
    return Finding(
        title,
        f"Million authorised credits by vintage, the year of the cut, and by what they are authorised for, {day(choice.filters.as_of)}.",
        (Chart("units_by_vintage", Columns(columns, "year", "mt", f"Columns: {title}", series="use", is_stacked=True, has_totals=True)),),
        Table(
            "units_by_vintage",
            years,
            headed("vintage_year", "authorised_for", "quantity_tco2e"),
            (
                RowLink(
                    lambda row: links.rows(choice.filters, "authorised_credits", vintage_year=row["vintage_year"], authorised_for=row["authorised_for"]),
                    publishers=lambda row: values_of(rows, "source_publisher", is_summed=True, vintage_year=row["vintage_year"], authorised_for=row["authorised_for"]),
                ),
            ),
            extract=Extract("authorised_by_vintage", years),
        ),
        SOURCE,
    )  # fmt: skip


def _letters(choice: Choice) -> Finding:
    letters = queries.letters(choice.filters)
    known = letters.assign(authorised=list(map(known_date, letters["authorised_on"])))
    own = plural(len(letters), "letter stands", "letters stand")
    return Finding(
        f"{own} behind these credits; none was opened for the Atlas",
        "Each link leads to a letter of authorisation or to the page where it lies. What a letter says is told as the two programmes read it: the event that "
        "counts as first transfer belongs to the letter, not to the host.",
        (),
        Table(
            "letters",
            known,
            LETTERS,
            (RowLink(lambda row: links.rows(choice.filters, "authorised_credits", letter_id=row["letter_id"])),),
            extract=Extract("authorisation_letters", letters),
            fold=f"{plural(len(letters), 'letter')}, with their links",
        ),
        SOURCE,
    )


def _blocks(choice: Choice, rows: pd.DataFrame) -> Finding:
    known = rows.assign(
        authorised=list(map(known_date, rows["authorised_on"])), flags=[flags or "" for flags in rows["flags"]]
    )
    return Finding(
        f"{plural(len(rows), 'block')} of serial numbers, one a row",
        "Each block links to its path from the cut to its use, as far as sources go.",
        (),
        Table(
            "blocks",
            known,
            BLOCKS,
            (RowLink(partial(_behind, choice), "Behind a unit"),),
            extract=Extract("authorised_blocks", rows),
            fold=f"{plural(len(rows), 'block')}: table and CSV extract",
            missing="not stated",
        ),
        SOURCE,
    )


def _behind(choice: Choice, block: Row) -> str:
    return links.rows(choice.filters, "authorised_credits", row=block["block_id"])


def _flags(choice: Choice) -> tuple[Block, ...]:
    found = queries.flags(choice.filters)
    if found.empty:
        return ()
    return (
        Finding(
            "Contradictions in the list are marked on its rows",
            "Found by rule; the rows stay as published. One block can have several. None of these is in itself an error of a host.",
            (),
            Table(
                "flags", found, headed("words", "blocks", "quantity_tco2e", words="What does not agree"), extract=Extract("block_flags", found),
                fold=f"{plural(len(found), 'kind')} of remark on rows",
            ),
            SOURCE,
        ),
    )  # fmt: skip


def _published(choice: Choice) -> tuple[Block, ...]:
    found = queries.published(choice.filters)
    if found.empty or choice.filters.words:
        return ()
    equal = int((found["difference"] == 0).sum())
    return (
        Finding(
            f"{equal} of {len(found)} published totals by host equal the sum of our blocks",
            "Total and rows come from one workbook: that they agree shows that nothing was lost on the way, and confirms nothing. Compared at the published day.",
            (),
            Table(
                "units_published", found.assign(as_of=list(map(known_date, found["as_of"]))), PUBLISHED,
                (RowLink(lambda row: links.rows(choice.filters, "published", row=row["total_id"])),),
                fold="Totals by host, theirs and ours", extract=Extract("authorised_published", found),
            ),
            SOURCE,
        ),
    )  # fmt: skip
