"""Gold Standard: an export of credits of its Impact Registry. Only those with an Article 6 label are taken."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from etl.reading import kinds, opening, tables
from etl.reading.cells import folded
from etl.reading.grid import refusal
from etl.reading.tables import Checked, Form, Row
from etl.sources import blocks
from etl.sources.publisher import Brought, Facts, Head, Known
from etl.sources.verra import ends, exported_on

PUBLISHER = "goldstandard"
DESCRIPTION = (
    "Gold Standard Impact Registry: an export of its credits as CSV or workbook, with a column on Article 6; rows that it calls"
    " authorised alone are taken"
)
ADDRESS = "https://registry.goldstandard.org/credit-blocks"
NOT_AUTHORISED = re.compile(
    r"\b(not|no|false|pending|without|awaiting|requested|un(?:authori|known|der|confirm)\w*)\b", re.IGNORECASE
)
CREDITS = Form(
    "Credits",
    {
        "id": r"gsid|gs id|project (gs)?id|id",
        "title": r"(project )?name|project",
        "host": r"country|host country",
        "label": r".*(article ?6|authori[sz]ation|corresponding adjustment).*",
        "quantity": r"quantity|number of credits|credits",
        "serial": r"serial numbers?",
        "vintage": r"vintage( year)?",
        "issued": r"issuance date|issued( on)?|date of issuance",
    },
    frozenset({"id", "host", "label", "quantity", "serial"}),
)

LIST = Form("Projects", {"id": r"gsid|gs id", "status": "status", "size": "size"}, frozenset({"id", "status", "size"}))


def recognise(head: Head) -> bool:
    """Return True for a text with the heads of an export of credits."""
    line = folded(head.first_line)
    return ("gsid" in line or "gs id" in line) and ("serial number" in line or "project developer" in line)


def read(files: Sequence[Brought], known: Known) -> tuple[str, list[Row]]:
    """Return the day of the export and its rows. Raises DataError where no table has the heads."""
    found: list[Row] = []
    for file in files:
        grids = opening.grids(file, (kinds.WORKBOOK, kinds.TEXT))
        rows = next((rows for grid in grids if (rows := tables.find(grid, CREDITS)) is not None), None)
        if rows is None and any(tables.find(grid, LIST) is not None for grid in grids):
            raise refusal(
                file.name, "is the list of projects, which says nothing on Article 6; bring the export of credits"
            )
        if rows is None:
            raise tables.missing(grids, CREDITS)
        found += rows
    return exported_on(files[0], known), found


def tidy(raw: tuple[str, list[Row]], known: Known) -> Facts:
    """Return blocks of authorised credits. Raises DataError for unknown hosts, numbers and days."""
    edition, rows = raw
    checked = Checked()
    found = [_block(row, labels, known, checked) for row in rows if (labels := _labels(row, checked))]
    blocks.repeated(found, checked)
    checked.stop()
    return blocks.facts(found, len(rows), "Gold Standard", known, edition, ADDRESS, "not authorised in its column")


def _labels(row: Row, checked: Checked) -> list[str]:
    """Return what says that credits are authorised. The column is on Article 6 by its head: its cells need not say so again.

    A word that says neither that they are nor that they aren't is a problem, for to leave it out would be a guess.
    """
    said = row.text("label")
    if said is None or NOT_AUTHORISED.search(said):
        return []
    found = blocks.label(said if "article 6" in said.lower() else f"Article 6 {said}")
    if not found and (blocks.NDC.search(said) or blocks.OTHER.search(said) or said.lower() in ("yes", "true")):
        return [said]
    if not found:
        checked.problems.append(
            row.problem("label", "says neither that the credits are authorised nor that they aren't")
        )
    return found


def _block(row: Row, labels: list[str], known: Known, checked: Checked) -> dict[str, Any]:
    checked.needed(row, "id", "host", "quantity", "serial")
    number = (row.text("id") or "").upper().removeprefix("GS").removesuffix(".0").strip()
    serial, quantity, vintage = row.text("serial"), checked.whole(row, "quantity"), checked.day(row, "vintage")
    first, last = ends(serial, quantity)
    is_for_ndc, is_for_other = blocks.purposes(labels)
    return blocks.block(
        row,
        "Gold Standard",
        programme_ref=f"GS{number}",
        title=row.text("title"),
        host_iso3=blocks.host(row, "host", known, PUBLISHER, checked),
        vintage_year=vintage[:4] if vintage else None,
        issued_on=checked.day(row, "issued"),
        is_for_ndc=is_for_ndc,
        is_for_other_purposes=is_for_other,
        serial_text=serial,
        serial_first=first,
        serial_last=last,
        quantity_tco2e=quantity,
        note="; ".join(labels),
    )
