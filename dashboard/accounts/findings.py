"""Sentences on the account of a Party. Pure."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.core.numbers import is_missing, tonnes
from dashboard.core.plain import link, plain
from dashboard.core.records import as_dicts
from dashboard.core.words import day, known_date, listed

NO_REPORT, NOT_DUE, NONE_CONFIRMED, IN_NO_ROW = "no report read", "not due yet", "none confirmed", "none in the report"
MEASURES = {
    "authorisation": "Authorised",
    "first_transfer": "First transferred",
    "acquisition": "Acquired",
    "use": "Used towards the goal",
    "cancellation": "Cancelled",
}
BOOKS = ("own", "counterpart", "traced")
KINDS = {
    "initial_report": "Initial report",
    "annual_information": "Annual information",
    "biennial_report": "Biennial transparency report",
    "review": "Review",
    "adjustment_notice": "Notice of an adjustment",
    "agreement_clause": "Clause of an agreement, no report",
}
WHAT = {
    "seller_only": "A transfer without an acquisition",
    "buyer_only": "An acquisition without a transfer",
    "quantity": "Another quantity",
    "vintage": "Another vintage",
    "year": "Another year",
    "used_twice": "Used or cancelled twice",
    "transferred_twice": "First transferred twice",
    "held_twice": "Held twice at the end of a year",
    "not_authorised": "Authorisation not reported",
    "before_authorisation": "Moved before it was authorised",
    "other_party": "Identifier of another Party",
    "unknown_approach": "Unknown cooperative approach",
}


def total(years: pd.DataFrame, measure: str, book: str, column: str = "quantity_tco2e") -> float | None:
    """Return the sum of a measure in one book, tCO2e; None where no row has a figure. Books are never added."""
    found = years.loc[(years["measure"] == measure) & (years["book"] == book), column].dropna()
    return None if found.empty else float(found.sum())


def answer(name: str, years: pd.DataFrame, vintages: pd.DataFrame) -> str:
    """Return the account in two sentences: what is authorised, moved and acquired, and who says so."""
    parts = []
    if authorised := total(years, "authorisation", "traced"):
        only = not vintages.empty and not vintages["is_for_ndc"].fillna(True).any()
        parts.append(
            f"{authorised:,.0f} credits of {name} are authorised{', all for uses other than a climate goal' if only else ''}"
        )
    for measure, words in (("first_transfer", "{} left {} in first transfers"), ("acquisition", "{} came to {}")):
        if moved := total(years, measure, "traced"):
            parts.append(words.format(tonnes(moved), name))
    own = bool((years["book"] == "own").any())
    read = (
        f"{name}'s own reports stand beside what others say."
        if own
        else f"No report of {name} has been read, so all that its account shows is what others say."
    )
    if not parts:
        return f"Nothing is confirmed on the account of {name}. {read}"
    return f"**{'; '.join(parts)}.** {read}"


def by_year(name: str, vintages: pd.DataFrame) -> str:
    """State in which years credits were authorised and for cuts of which; without any what stands on the account."""
    if vintages.empty:
        return f"What is on the account of {name}, by year"
    return f"{vintages['quantity_tco2e'].sum():,.0f} credits were authorised in {_span(vintages['event_year'])}, for cuts of {_span(vintages['vintage_year'])}"


def _span(years: pd.Series) -> str:
    first, last = int(years.min()), int(years.max())
    return f"{first}" if first == last else f"{first} and {last}" if last == first + 1 else f"{first} to {last}"


def table(years: pd.DataFrame) -> pd.DataFrame:
    """Return a row a year and measure, with what each book says: tonnes, or a word where a book has none."""
    reported = set(years.loc[years["book"] == "own", "year"])
    rows = []
    for (year, measure), group in years.groupby(["year", "measure"], sort=True):
        said = {book: total(group, str(measure), book) for book in BOOKS}
        lead = total(group, str(measure), "traced", "unconfirmed_tco2e")
        rows.append(
            {
                "year": int(year),
                "what": MEASURES[str(measure)],
                "own": (IN_NO_ROW if year in reported else NO_REPORT) if said["own"] is None else f"{said['own']:,.0f}",
                "counterpart": NO_REPORT if said["counterpart"] is None else f"{said['counterpart']:,.0f}",
                "traced": NONE_CONFIRMED if said["traced"] is None else f"{said['traced']:,.0f}",
                "unconfirmed": "none" if lead is None else f"{lead:,.0f}",
                "order": list(MEASURES).index(str(measure)),
            }
        )
    found = pd.DataFrame(rows, columns=["year", "what", "own", "counterpart", "traced", "unconfirmed", "order"])
    return found.sort_values(["year", "order"]).drop(columns="order").reset_index(drop=True)


def report_rows(reports: pd.DataFrame, today: date) -> pd.DataFrame:
    """Return the reports in words (Markdown), with their state on `today`: read, no report read, not due yet, or named by another page."""
    return reports.assign(
        report=[
            f"{KINDS[kind]}{'' if is_missing(year) or kind == 'biennial_report' else f' on {int(year)}'}"
            for kind, year in zip(reports["kind"], reports["year"], strict=True)
        ],
        state=[_state(row, today) for row in as_dicts(reports)],
        says=[plain("" if is_missing(said) else str(said).removesuffix(".")) for said in reports["says"]],
        source_url=["" if is_missing(url) else link("open", str(url)) for url in reports["source_url"]],
    )


def _state(row: dict[str, object], today: date) -> str:
    if not is_missing(row["due_on"]):
        due = pd.Timestamp(str(row["due_on"])).date()
        if row["is_read"]:
            return "read"
        return f"{NOT_DUE}; falls due {day(due)}" if due >= today else f"{NO_REPORT}; fell due {day(due)}"
    named = "read" if row["is_read"] else "unconfirmed: only a lead names it" if row["is_lead"] else "named, not read"
    return named if is_missing(row["submitted_on"]) else f"{named}; {known_date(str(row['submitted_on']))}"


def unreported(years: pd.DataFrame, reports: pd.DataFrame, today: date) -> list[str]:
    """Return a sentence for each year in which units were authorised or moved, and the annual information on it has fallen due but was not read."""
    due = reports[
        (reports["kind"] == "annual_information") & ~reports["is_read"].astype(bool) & reports["due_on"].notna()
    ]
    found = []
    for year, on in sorted(zip(due["year"].astype(int), pd.to_datetime(due["due_on"]).dt.date, strict=True)):
        of_year = years[(years["year"] == year) & (years["book"] == "traced") & years["quantity_tco2e"].notna()]
        done = [f"{row['quantity_tco2e']:,.0f} t {MEASURES[row['measure']].lower()}" for row in as_dicts(of_year)]
        if done and on < today:
            found.append(f"{year}: {listed(done)}; no report on it was read. Annual information fell due {day(on)}.")
    return found


def next_due(reports: pd.DataFrame, today: date) -> date | None:
    """Return the next day on which a report falls due."""
    days = [pd.Timestamp(each).date() for each in reports["due_on"].dropna()]
    return min((each for each in days if each >= today), default=None)


def mismatch_rows(found: pd.DataFrame) -> pd.DataFrame:
    """Return mismatches with what differs in words and the units as a run."""

    def units(first: object, last: object) -> str:
        return "no serial numbers" if is_missing(first) else f"{first:,.0f}–{last:,.0f}"

    return found.assign(
        difference=found["kind"].map(WHAT),
        units=[units(a, b) for a, b in zip(found["serial_first"], found["serial_last"], strict=True)],
    )
