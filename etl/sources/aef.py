"""Agreed electronic format: what a Party reports to the UNFCCC on its authorisations, actions and holdings.

Both versions are read: the first (decision 6/CMA.4: Heading, Actions, Holdings) and the second (4/CMA.6: five tables), as a
workbook with a sheet a table or as one CSV with the tables below each other. Rows are reported as they are; what does not
agree in a row is said in its note.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from etl.csvfile import FILE, LINE
from etl.problems import DataError, Problem
from etl.reading import cells, kinds, opening, tables
from etl.reading.cells import folded
from etl.reading.grid import Cell, Grid, refusal
from etl.reading.tables import Checked, Form, Row
from etl.sources import lookup
from etl.sources.aef_events import events
from etl.sources.publisher import Brought, Facts, Head, Known

PUBLISHER = "aef"
DESCRIPTION = (
    "Agreed electronic format, a Party's annual information under Article 6.2: the workbook (.xlsx) with a sheet a table, or one"
    " CSV with the tables below each other, in the first version (Actions, Holdings) or the second (five tables)"
)
ADDRESS = "https://unfccc.int/process-and-meetings/the-paris-agreement/article-6/article-62/carp/reports"
EUROPEAN_UNION = {"EUE": "EUU"}


def _form(name: str, required: str, **heads: str) -> Form:
    """A form from heads as printed; several spellings of one are divided by |, and s and z are one in authorisation."""
    patterns = {
        field: "|".join(re.escape(folded(each)).replace("authoriz", "authori[sz]") for each in printed.split("|"))
        for field, printed in heads.items()
    }
    return Form(name, patterns, frozenset(required.split()))


SUBMISSION = _form(
    "Submission", "party year", party="Party|ParticipatingParty", version="Version|SubmissionVersion",
    year="Reported year|ReportedYear", submitted="Date of submission|DateOfSubmission",
)  # fmt: skip
COMMON = {
    "approach": "Cooperative approach ID|Cooperative approach|CooperativeApproachID",
    "authorisation": "Authorization ID|AuthorizationID",
    "host": "First transferring participating Party ID|First transferring participating Party|FirstTransferringPartyID",
    "first": "First ID|First unique identifier|FirstID",
    "last": "Last ID|Last unique identifier|LastID",
    "metric": "Metric",
    "quantity": "Quantity (t CO2 eq)|QuantityCO2",
    "vintage": "Vintage",
    "registry": "Party ITMO registry ID|PartyITMORegistryID",
    "underlying": "Underlying unit registry ID|UnderlyingUnitRegistryID",
    "sectors": "Sector(s)|Sectors",
    "definition": "First transfer definition|First transfer definition for OIMP|FirstTransferDefnForOIMP",
}
ACTIONS = _form(
    "Actions", "date type approach first last quantity", date="Action date|ActionDateTime", type="Action type|ActionType",
    transferring="Transferring participating Party ID|Transferring participating Party|TransferringPartyID",
    acquiring="Acquiring participating Party ID|Acquiring participating Party|AcquiringPartyID",
    purpose="Purpose for which the ITMO has been used towards or cancelled for OIMP|Purposes for cancellation"
    "|Purposes for authorization|PurposeITMOUsedForOIMP",
    used="Calendar year for which the ITMOs are used towards the Party's NDC|YearITMOUsedTowardsNDC",
    authorised="Date of authorization", **COMMON,
)  # fmt: skip
HOLDINGS = _form("Holdings", "approach first last quantity vintage", purpose="Purposes for authorization", **COMMON)
AUTHORISATIONS = _form(
    "Authorizations", "authorisation date approach purpose", date="Date of authorization|DateOfAuthorization",
    purpose="Purposes for authorization|PurposeForAuthorization", acquiring="Authorized Party(ies) ID|AuthorizedPartyIDs",
    quantity="Authorized quantity|AuthorizedQuantity", metric=COMMON["metric"], sectors=COMMON["sectors"],
    approach=COMMON["approach"], authorisation=COMMON["authorisation"], definition=COMMON["definition"],
    document="Authorization documentation|AuthorizationDocumentation",
)  # fmt: skip
TITLE = re.compile(r"table [1-5]\b.*|heading|submission|authori[sz]ations|actions|holdings|authori[sz]ed entities")
COLUMNS = [
    *("action_id", "reporting_iso3", "reported_year", "submission_version", "record", "action_type", "action_on"),
    *("cooperative_approach_id", "authorisation_id", "first_transferring_iso3", "transferring_iso3", "acquiring_iso3"),
    *(
        "registry",
        "first_unit",
        "last_unit",
        "underlying_registry",
        "metric",
        "quantity_tco2e",
        "vintage_year",
        "sectors",
    ),
    *("purpose", "first_transfer_definition", "used_year", "source_id", "source_url", "confidence", "note"),
]


@dataclass(frozen=True)
class Raw:
    """The tables of one submission."""

    file: str
    submission: Row
    authorisations: list[Row]
    actions: list[Row]
    holdings: list[Row]


def recognise(head: Head) -> bool:
    """Return True for heads or sheets of the format."""
    sheets = " ".join(folded(name) for name in head.sheets)
    # Heads are printed with or without blanks: Action type, ActionType.
    text = folded(head.text).replace(" ", "")
    return ("actions" in sheets and "holdings" in sheets) or (
        "actiontype" in text and ("partyitmoregistryid" in text or "article6databaserecordid" in text)
    )


def read(files: Sequence[Brought], known: Known) -> Raw:
    """Return the tables of the submission. Raises DataError where it has no actions, or names no Party and year."""
    if len(files) > 1:
        raise refusal(files[1].name, "several submissions: bring one after the other")
    grids = [part for grid in opening.grids(files[0], (kinds.WORKBOOK, kinds.TEXT)) for part in _parts(grid)]
    actions = _find(grids, ACTIONS)
    if actions is None:
        raise tables.missing(grids, ACTIONS)
    found = next((row for row in (_submission(grid) for grid in grids) if row), None)
    if found is None:
        raise tables.missing(grids, SUBMISSION)
    held = [grid for grid in grids if tables.find(grid, ACTIONS) is None]
    # In the first version actions and holdings carry the columns of their authorisation, and there is no table of these.
    others = [grid for grid in held if tables.find(grid, HOLDINGS) is None]
    return Raw(files[0].name, found, _find(others, AUTHORISATIONS) or [], actions, _find(held, HOLDINGS) or [])


def _parts(grid: Grid) -> Iterator[Grid]:
    """Yield the tables that stand below each other in one text, each from its title on."""
    starts = [
        number
        for number, row in enumerate(grid.rows)
        if len(texts := [folded(cell) for cell in row if cells.as_text(cell)]) == 1 and TITLE.fullmatch(texts[0])
    ]
    edges = [0, *(start for start in starts if start), len(grid.rows)]
    for start, end in itertools.pairwise(edges):
        lines = [grid.line(number) for number in range(start, end)]
        formulas = frozenset((number - start, at) for number, at in grid.formulas if start <= number < end)
        yield replace(grid, rows=grid.rows[start:end], lines=lines, links={}, formulas=formulas)


def _find(grids: list[Grid], form: Form) -> list[Row] | None:
    return next((rows for grid in grids if (rows := tables.find(grid, form)) is not None), None)


def _submission(grid: Grid) -> Row | None:
    rows = tables.find(grid, SUBMISSION)
    if rows:
        return rows[0]
    # As a list: the label in one cell, its value in the next that is filled.
    values: dict[str, Cell] = {}
    for number, row in enumerate(grid.rows[:20]):
        filled = [(at, cell) for at, cell in enumerate(row) if cells.as_text(cell)]
        for name, pattern in SUBMISSION.heads.items():
            if len(filled) == 2 and re.fullmatch(pattern, folded(filled[0][1])):
                if (number, filled[1][0]) in grid.formulas:
                    raise DataError([Problem(grid.file, grid.line(number), name, None, tables.FORMULA)])
                values.setdefault(name, filled[1][1])
    return Row(grid.file, grid.line(0), values) if set(values) >= SUBMISSION.required else None


def tidy(raw: Raw, known: Known) -> Facts:
    """Return the rows as reported, and the seller's authorisations and first transfers as events.

    Raises DataError for unknown Parties, days and numbers.
    """
    checked = Checked()
    party = _party(raw.submission, "party", known, checked)
    year = checked.whole(raw.submission, "year", 2013, 2100)
    checked.needed(raw.submission, "party", "year")
    submitted = checked.day(raw.submission, "submitted")
    checked.stop()
    version = raw.submission.text("version") or "1.0"
    source_id = f"aef_{str(party).lower()}_{year}_v{re.sub('[^0-9a-z]+', '_', version.lower())}"
    head = {"reporting_iso3": party, "reported_year": year, "submission_version": version, "source_id": source_id}
    rows: list[dict[str, Any]] = []
    known_ids = {row.text("authorisation") for row in raw.authorisations}
    tables_of = (("authorisation", raw.authorisations), ("action", raw.actions), ("holding", raw.holdings))
    for record, table in tables_of:
        for number, row in enumerate(table, 1):
            found = _row(row, record, known, checked) | head | {"action_id": f"{party}-{year}-{record}-{number:05}"}
            found["note"] = "; ".join(_remarks(found, known_ids if raw.authorisations else None)) or None
            rows.append(found)
    checked.stop()
    source = lookup.source_row(
        source_id,
        known,
        publisher=f"{raw.submission.text('party')}, submission to the UNFCCC",
        title=f"Agreed electronic format for {year}, version {version}",
        url=ADDRESS,
        published_on=submitted,
        kind="official_text",
    )
    odd = sum(bool(row["note"]) for row in rows)
    counted = ", ".join(f"{len(table):,} {record}{'s' if len(table) != 1 else ''}" for record, table in tables_of)
    notes = [counted + (f"; rows that do not agree with themselves, each with a note: {odd:,}" if odd else "")]
    found_events = events(rows, known)
    notes.append(
        f"{len(found_events):,} events: acquisitions, transfers on and holdings are reports of the same units, never added"
    )
    return Facts(
        f"Agreed electronic format of {party} for {year}, version {version}",
        f"{party} {year}",
        {
            "sources": lookup.frame([source], list(source)),
            "reported_actions": lookup.frame(rows, COLUMNS),
            "events": lookup.frame(found_events, list(found_events[0]) if found_events else []),
        },
        notes,
        version=version,
    )


def _party(row: Row, field: str, known: Known, checked: Checked) -> str | None:
    written = row.text(field)
    if written is None:
        return None
    name = EUROPEAN_UNION.get(written.upper(), written)
    found = known.aliases(PUBLISHER).names.party(name)
    if found is None:
        checked.problems.append(row.problem(field, "is no Party that the Atlas knows"))
    return found


def _row(row: Row, record: str, known: Known, checked: Checked) -> dict[str, Any]:
    approach = row.text("approach")
    several = record == "authorisation" and re.search(r"[,;]|\band\b", row.text("acquiring") or "")
    return {
        "record": record,
        "action_type": row.text("type"),
        "action_on": checked.day(row, "date"),
        "cooperative_approach_id": lookup.approach(approach),
        "approach_as_named": approach,
        "authorisation_id": row.text("authorisation"),
        "first_transferring_iso3": _party(row, "host", known, checked),
        "transferring_iso3": _party(row, "transferring", known, checked),
        "acquiring_iso3": None if several else _party(row, "acquiring", known, checked),
        "registry": row.text("registry"),
        "first_unit": row.text("first"),
        "last_unit": row.text("last"),
        "underlying_registry": row.text("underlying"),
        "metric": row.text("metric"),
        "quantity_tco2e": checked.whole(row, "quantity"),
        "vintage_year": checked.whole(row, "vintage", 1990, 2100),
        "sectors": row.text("sectors"),
        "purpose": row.text("purpose"),
        "first_transfer_definition": row.text("definition"),
        "used_year": checked.whole(row, "used", 2013, 2100),
        "source_url": row.link("document"),
        "confidence": "A",
        FILE: row.file,
        LINE: row.line,
    }


def serial(unit: str | None) -> int | None:
    """Return the serial number of a unit: a plain number, or the fourth part of CA0990-TON01-TON-1,000-2023."""
    if unit is None:
        return None
    found = re.fullmatch(r"CA[0-9]{4}-[A-Z0-9]+-[A-Z]{3}-([0-9,]+)-[0-9]{4}", unit)
    number = cells.as_whole(found[1] if found else unit)
    return number


def _remarks(row: dict[str, Any], authorisations: set[str | None] | None) -> Iterator[str]:
    first, last, quantity = serial(row["first_unit"]), serial(row["last_unit"]), row["quantity_tco2e"]
    if first is not None and last is not None:
        if last < first:
            yield "last unit is before the first"
        elif quantity not in (None, last - first + 1) and row["metric"] != "non-GHG":
            yield f"{last - first + 1:,} units for {quantity:,} t"
    if (
        row["record"] != "authorisation"
        and authorisations is not None
        and row["authorisation_id"] not in authorisations
    ):
        yield "its authorisation stands in no row of the submission"
    if row["approach_as_named"] and not row["cooperative_approach_id"]:
        yield f"its cooperative approach has no number such as CA0004: {row['approach_as_named']}"
    kind = (row["action_type"] or "").lower()
    if kind == "acquisition" and not row["transferring_iso3"]:
        yield "an acquisition from no Party"
    if kind in ("first transfer", "transfer") and not row["acquiring_iso3"] and not row["purpose"]:
        yield "a transfer to no Party and for no other purpose"
