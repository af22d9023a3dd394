"""Account: what a Party authorised, moved and used by year, who says so, when it reports, and what that does to its balance."""

from __future__ import annotations

from datetime import date
from functools import partial

import pandas as pd

from dashboard.accounts import findings, followed, methods, queries
from dashboard.accounts.adjustment import by_event, by_vintage
from dashboard.accounts.content_adjustment import adjustments, opened
from dashboard.accounts.inputs import PANEL
from dashboard.core import glossary, links
from dashboard.core.choice import Choice
from dashboard.core.choices import Filters
from dashboard.core.columns import headed
from dashboard.core.content import (
    Block,
    Chart,
    Extract,
    Finding,
    Heading,
    Links,
    Page,
    Row,
    RowLink,
    Say,
    Table,
    Tile,
    Tiles,
)
from dashboard.core.forms import Columns, records
from dashboard.core.named import party_named
from dashboard.core.picks import pick as picked
from dashboard.core.words import day, plural
from dashboard.units import trail
from dashboard.units.figures import AUTHORISED

NAME = "party"
WORDS = ("Authorisation", "OIMP", "Cooperative approach", "First transfer", "Corresponding adjustment", "Vintage")
YEARS = headed(
    "year", "what", "own", "counterpart", "traced", "unconfirmed", what="What", own="Own reports, tCO2e",
    counterpart="Counterparts report, tCO2e", traced="Traced by the Atlas, tCO2e", unconfirmed="Unconfirmed, tCO2e",
)  # fmt: skip
REPORTS = headed(
    "report", "state", "says", "source_url", report="Report", state="State", says="What is known", source_url="Source"
)
MISMATCHES = headed(
    "difference", "reported_year", "cooperative_approach_id", "vintage_year", "units", "seller_says", "buyer_says", "apart_tco2e", "report_rows",
    difference="Difference", reported_year="Report on", cooperative_approach_id="Approach", vintage_year="Vintage", units="Units",
    seller_says="Seller says", buyer_says="Buyer says, or the rule", apart_tco2e="Apart", report_rows="Rows",
)  # fmt: skip


def content(choice: Choice) -> Page:
    """Return the account of the Party that the address names, by a code or any other name, or how to find one."""
    names = choice.known.names
    pick = picked(
        NAME, choice.get(NAME), "Open an account", names, "Type a name, for example Tanzania, Ghana or Switzerland",
        lambda asked: {code: names[code] for code in [party_named(asked)] if code},
    )  # fmt: skip
    entered, wrong = PANEL.read(dict(choice.own), choice.filters)
    if not (iso3 := pick.chosen):
        how = "Choose a Party to read what it authorised, moved and used, who reports it and when its next report is due (a biennial transparency report, for one), and what its corresponding adjustment is by each method."
        return Page((pick, Say(how), *adjustments(entered, pd.DataFrame(), "")), problems=tuple(wrong))
    name, today = names[iso3], choice.filters.as_of
    years, vintages, reports = queries.years(iso3, today), queries.vintages(iso3, today), queries.reports(iso3, today)
    return Page(
        (
            pick,
            Say(findings.answer(name, years, vintages), "answer"),
            _tiles(years, reports, today),
            Links(
                (choice.link(f"{name} as a country", "country", country=iso3), choice.link("How we count", "method"))
            ),
            *_years(iso3, name, years, vintages, today),
            *_reports(name, reports, today),
            *adjustments(entered, vintages, name, today),
            *_mismatches(iso3, name, reports, today),
            *_unreported(years, reports, today),
            *_followed(choice, iso3, years, today),
            Heading("What these words mean"),
            Say(glossary.listed(*WORDS)),
        ),
        heading=f"The account of {name}",
        description=f"Account of {name} under Article 6.2",
        problems=tuple(wrong),
    )


def _tiles(years: pd.DataFrame, reports: pd.DataFrame, today: date) -> Tiles:
    due = findings.next_due(reports, today)
    later = f"next report falls due {day(due)}" if due else "no report falls due by rule"
    tiles, has_own = [], bool((years["book"] == "own").any())
    for measure in ("authorisation", "first_transfer", "acquisition", "use"):
        own, traced = (findings.total(years, measure, book) for book in ("own", "traced"))
        lead = findings.total(years, measure, "traced", "unconfirmed_tco2e")
        value = (
            findings.NONE_CONFIRMED
            if own is None and traced is None
            else f"{own if own is not None else traced:,.0f} t"
        )
        said = (
            "its own reports"
            if own is not None
            else f"traced by the Atlas; {findings.IN_NO_ROW if has_own else findings.NO_REPORT}"
            if traced is not None
            else later
        )
        tiles.append(Tile(findings.MEASURES[measure], value, f"{said}; {lead:,.0f} t unconfirmed" if lead else said))
    return Tiles(more=tuple(tiles))


def _years(iso3: str, name: str, years: pd.DataFrame, vintages: pd.DataFrame, today: date) -> tuple[Block, ...]:
    shown = findings.table(years)
    if shown.empty:
        return (
            Say(
                f"No unit that {name} authorised, moved or used was found by {day(today)}. That is not to say that there was none.",
                "nothing",
            ),
        )
    charts: tuple[Chart, ...] = ()
    entries = methods.of_blocks(vintages)
    if entries:
        series = (
            ("letters", "Authorised, by year of the letter", by_event(entries)),
            ("cuts", "The same credits, by year of the cut (vintage)", by_vintage(entries)),
        )
        most = max(max(found.values(), default=0.0) for _, _, found in series)
        charts = tuple(Chart(key, _columns(found, words, today, most), title=words) for key, words, found in series)
    drawn = f"tCO2e by year of the event, to {day(today)}: reports of Parties in the agreed electronic format as imported, and events and blocks of Delivered. Three books that are never added; leads stand apart."
    blocks = opened(
        findings.by_year(name, vintages),
        drawn,
        Table(
            "years",
            shown,
            YEARS,
            (RowLink(partial(_behind, iso3, today)),),
            extract=Extract("account", years),
            missing="",
        ),
        "the blocks and events behind each line, and reports of Parties as imported",
    )
    if not charts:
        return blocks
    both = Finding(
        "The same credits, dated in two ways",
        "tCO2e, on one scale. What is first transferred is dated by the event, what a trajectory adjusts by the cut: year of the letter and year of the cut are never put in one row.",
        charts,
        sources="authorised blocks, each with its source (Authorised units)",
    )
    return (*blocks, both)


def _behind(iso3: str, today: date, line: Row) -> str:
    """The rows that the Atlas traced, of a line on the account; nothing where it traced none."""
    if line["traced"] == findings.NONE_CONFIRMED:
        return ""
    as_host, as_buyer = Filters(today, hosts=(iso3,)), Filters(today, buyers=(iso3,))
    match line["what"]:
        case "Authorised":
            return links.rows(as_host, AUTHORISED.name, authorised_year=line["year"])
        case "First transferred":
            return links.rows(as_host, "transferred")
        case "Acquired":
            return links.rows(as_buyer, "transferred")
        case "Used towards the goal":
            return links.rows(as_buyer, "used")
    return ""


def _columns(found: dict[int, float], words: str, today: date, most: float) -> Columns:
    every = range(methods.DECADE.first_year, today.year + 1)
    rows = pd.DataFrame({"year": list(every), "tonnes": [found.get(year, 0.0) for year in every]})
    told = ", ".join(f"{year}: {tonnes:,.0f} t" for year, tonnes in found.items())
    return Columns(records(rows), "year", "tonnes", f"{words}: {told}", most=most, has_totals=True)


def _reports(name: str, reports: pd.DataFrame, today: date) -> tuple[Block, ...]:
    rows = findings.report_rows(reports, today)
    if rows.empty:
        return (
            Heading("Reports"),
            Say(
                f"No report of {name} was read, and no page that was read names one. Nothing falls due for units that are not known.",
                "nothing",
            ),
        )
    drawn = f"State on {day(today)}. “No report read” is not “not reported”: the files of the UNFCCC platform could not be read."
    return opened("Reports, and when they fall due", drawn, Table("reports", rows, REPORTS, is_of_words=True, extract=Extract("account_reports", reports)), "named row by row")  # fmt: skip


def _mismatches(iso3: str, name: str, reports: pd.DataFrame, today: date) -> tuple[Block, ...]:
    found = queries.mismatches(iso3, today)
    if found.empty:
        read = reports.loc[reports["kind"] == "annual_information", "is_read"].any()
        told = (
            "Nothing differs in the reports that were read."
            if read
            else f"**No report of {name} or of its partners was read**, so there is nothing to compare."
        )
        return (
            Heading("Seller against buyer"),
            Say(f"{told} Where both sides’ reports are there, each block that one reports and the other does not, or with another quantity, vintage or year, is a row here.", "nothing"),
        )  # fmt: skip
    count = queries.mismatch_count(iso3, today)
    rows = findings.mismatch_rows(found)
    first = f"; the first {len(found)} of {count:,}" if count > len(found) else ""
    drawn = f"Differences between reports on units of {name} in the agreed electronic format, as imported; the largest first{first}."
    table = Table(
        "mismatches",
        rows,
        MISMATCHES,
        extract=Extract("mismatches", lambda: queries.all_mismatches(iso3, today), count),
    )
    return opened(
        f"Seller against buyer: {plural(count, 'row differs', 'rows differ')}",
        drawn,
        table,
        "reports of Parties in the agreed electronic format, file and row named in each line",
    )


def _followed(choice: Choice, iso3: str, years: pd.DataFrame, today: date) -> tuple[Block, ...]:
    """One run of units as a line of steps: as Parties report it, else as the registry and the letter show it."""
    title, columns = (
        "Behind a unit: from the letter to the use",
        {name: name for name in (trail.STEP, trail.WHEN, trail.WHAT, trail.SOURCE)},
    )
    is_reported = years["book"].isin(("own", "counterpart")).any()
    if is_reported and not (reported := queries.reported_run(iso3, today)).empty:
        drawn = f"{followed.heading(reported)}. The largest run that was first transferred or acquired, with all that shares a unit with it; two books of one transfer are not added."
        return opened(
            title, drawn, Table("followed", followed.steps(reported), columns, is_of_words=True), "named step by step"
        )
    block = queries.largest_block(iso3, today)
    if block.empty:
        return ()
    row = block.iloc[0]
    drawn = f"The largest block: {trail.heading(row)}. Each other one can be followed in the same way from the blocks of this host."
    return (
        *opened(title, drawn, Table("followed", trail.steps(row), columns, is_of_words=True), "named step by step"),
        choice.link("Follow another block", "units", host=iso3),
    )


def _unreported(years: pd.DataFrame, reports: pd.DataFrame, today: date) -> tuple[Block, ...]:
    found = findings.unreported(years, reports, today)
    if not found:
        return ()
    return (Heading("Traced, and in no report that was read", 3), Say("\n".join(f"- {each}" for each in found)))
