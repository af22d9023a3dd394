"""Account: what a Party authorised, moved and used by year, who says so, when it reports, and what that does to its balance."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.accounts import findings, followed, methods, queries
from dashboard.accounts.adjustment import Entry, Period, Refused, by_event, by_vintage, problems
from dashboard.accounts.inputs import PANEL, Figures, account
from dashboard.core import glossary
from dashboard.core.choice import Choice
from dashboard.core.choices import party_named
from dashboard.core.columns import headed
from dashboard.core.content import Block, Chart, Extract, Finding, Heading, Inputs, Links, Page, Say, Table, Tile, Tiles
from dashboard.core.forms import Columns, records
from dashboard.core.picks import pick as picked
from dashboard.core.words import day, plural
from dashboard.units import trail

NAME = "party"
WORDS = ("Authorisation", "OIMP", "Cooperative approach", "First transfer", "Corresponding adjustment", "Vintage")
YEARS = headed(
    "year", "what", "own", "counterpart", "traced", "unconfirmed", what="What", own="Own reports, tCO2e",
    counterpart="Counterparts report, tCO2e", traced="Traced by the Atlas, tCO2e", unconfirmed="Unconfirmed, tCO2e",
)  # fmt: skip
REPORTS = headed(
    "report", "state", "says", "source_url", report="Report", state="State", says="What is known", source_url="Source"
)
METHODS = headed(
    "method", "paragraph", "last_year_tco2e", "period_tco2e", "meets", "balance_tco2e", method="Method", paragraph="Decision 2/CMA.3, annex",
    last_year_tco2e="Adjustment, last year", period_tco2e="All years together", meets="Goal is met by", balance_tco2e="Balance",
)  # fmt: skip
STEPS = headed(
    "method",
    "paragraph",
    "step",
    "result_tco2e",
    method="Method",
    paragraph="Follows",
    step="Step",
    result_tco2e="Result",
)
DIVISORS = headed(
    "divisor", "divided_by", "average_tco2e_per_year", divisor="Divided by", divided_by="Years", average_tco2e_per_year="Average",
)  # fmt: skip
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
        how = "Choose a Party to read what it authorised, moved and used, who reports it, and what its corresponding adjustment is by each method."
        return Page((pick, Say(how), *_adjustments(entered, pd.DataFrame(), "")), problems=tuple(wrong))
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
            *_years(name, years, vintages, today),
            *_reports(name, reports, today),
            *_adjustments(entered, vintages, name, today),
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


def _open(title: str, drawn: str, table: Table) -> tuple[Block, ...]:
    """A table that is the finding itself, and so never folded."""
    return (Heading(title), Say(drawn, "small"), table)


def _years(name: str, years: pd.DataFrame, vintages: pd.DataFrame, today: date) -> tuple[Block, ...]:
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
    blocks = _open(
        findings.by_year(name, vintages),
        drawn,
        Table("years", shown, YEARS, extract=Extract("account", years), missing=""),
    )
    if not charts:
        return blocks
    both = Finding(
        "The same credits, dated in two ways",
        "tCO2e, on one scale. What is first transferred is dated by the event, what a trajectory adjusts by the cut: year of the letter and year of the cut are never put in one row.",
        charts,
        sources="authorised blocks, each with its source (Delivered)",
    )
    return (*blocks, both)


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
    return _open("Reports, and when they fall due", drawn, Table("reports", rows, REPORTS, is_of_words=True, extract=Extract("account_reports", reports)))  # fmt: skip


def _adjustments(entered: Figures, vintages: pd.DataFrame, name: str, today: date | None = None) -> tuple[Block, ...]:
    period, entries, emitted, wrong = account(entered)
    wrong = [*wrong, *problems(period, entries, emitted)]
    blocks: list[Block] = [
        Heading("Corresponding adjustment: the method decides"),
        Say(
            "A corresponding adjustment adds first transfers to emissions and subtracts use (decision 2/CMA.3, annex, para. 8). Which year counts depends on the method "
            "(para. 7). Acquiring changes nothing before use. **Computed by us; no Party reported any of it.**",
        ),
        Inputs(PANEL, entered),
    ]
    if wrong:
        return (*blocks, Say("\n\n".join(wrong), "problem"))
    own = methods.of_blocks(vintages) if not vintages.empty else []
    if own and today and not entries:
        blocks += _divisors(own, name, today)
    if entries or emitted:
        blocks += _methods(period, entries, emitted, "Your figures by each method")
    else:
        blocks += _methods(
            methods.DECADE,
            methods.example(),
            methods.EXAMPLE_EMITTED,
            "Worked example: a million tonnes sold in ten years",
        )
    return tuple(blocks)


def _methods(period: Period, entries: list[Entry], emitted: dict[int, float], title: str) -> tuple[Block, ...]:
    try:
        rows, steps = methods.side_by_side(period, entries, emitted), methods.steps(period, entries, emitted)
    except Refused as refused:
        return (Say("\n\n".join(refused.problems), "problem"),)
    drawn = f"tCO2e, {period.first_year} to {period.last_year}; computed by us after decision 2/CMA.3, annex, paras 7 and 8. A balance needs emissions."
    table = Table("methods", rows, METHODS, extract=Extract("adjustments", rows), missing="not applicable")
    return (
        *_open(title, drawn, table),
        Heading(f"{title}: step by step", 3),
        Say("Each step follows the paragraph of decision 2/CMA.3, annex, that stands beside it.", "small"),
        Table("steps", steps, STEPS, extract=Extract("steps", steps)),
    )


def _divisors(own: list[Entry], name: str, today: date) -> tuple[Block, ...]:
    # An inventory comes two years after its year.
    inventories = dict.fromkeys(range(methods.DECADE.first_year, today.year - 1), 0.0)
    rows = methods.divisors(methods.DECADE, own, today.year, inventories)
    drawn = (
        f"tCO2e a year to the end of {today.year}, if authorisation counts as first transfer. Para. 7(a)(ii) says years elapsed; a reporting tool of two programmes "
        "takes years with an inventory (here all years up to two before this one), Swiss agreements the years of the goal's period. They agree when the period is over. "
        "The period is taken to be 2021 to 2030, and the method of the Party was read in no report. Computed by us from the authorised blocks."
    )
    shown = rows.assign(average_tco2e_per_year=rows["average_tco2e_per_year"].round())
    table = Table("divisors", shown, DIVISORS, extract=Extract("divisors", rows))
    return _open(f"Averaging: the divisor decides what the credits of {name} add a year", drawn, table)


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
            Say(f"{told} Where both sides' reports are there, each block that one reports and the other does not, or with another quantity, vintage or year, is a row here.", "nothing"),
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
    return _open(f"Seller against buyer: {plural(count, 'row differs', 'rows differ')}", drawn, table)


def _followed(choice: Choice, iso3: str, years: pd.DataFrame, today: date) -> tuple[Block, ...]:
    """One run of units as a line of steps: as Parties report it, else as the registry and the letter show it."""
    title, columns = (
        "Behind a unit: from the letter to the use",
        {name: name for name in (trail.STEP, trail.WHEN, trail.WHAT, trail.SOURCE)},
    )
    is_reported = years["book"].isin(("own", "counterpart")).any()
    if is_reported and not (reported := queries.reported_run(iso3, today)).empty:
        drawn = f"{followed.heading(reported)}. The largest run that was first transferred or acquired, with all that shares a unit with it; two books of one transfer are not added."
        return _open(title, drawn, Table("followed", followed.steps(reported), columns, is_of_words=True))
    block = queries.largest_block(iso3, today)
    if block.empty:
        return ()
    row = block.iloc[0]
    drawn = f"The largest block: {trail.heading(row)}. Each other one can be followed in the same way from the blocks of this host."
    return (
        *_open(title, drawn, Table("followed", trail.steps(row), columns, is_of_words=True)),
        choice.link("Follow another block", "units", host=iso3),
    )


def _unreported(years: pd.DataFrame, reports: pd.DataFrame, today: date) -> tuple[Block, ...]:
    found = findings.unreported(years, reports, today)
    if not found:
        return ()
    return (Heading("Traced, and in no report that was read", 3), Say("\n".join(f"- {each}" for each in found)))
