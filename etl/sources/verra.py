"""Verra: an export of the registry's units (VCUs). Only those with an Article 6 label are taken.

The registry has no column for Article 6; its labels stand among the additional certifications.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Sequence
from typing import Any

from etl.reading import kinds, opening, tables
from etl.reading.cells import folded
from etl.reading.tables import Checked, Form, Row
from etl.sources import blocks, lookup
from etl.sources.publisher import Brought, Facts, Head, Known

PUBLISHER = "verra"
DESCRIPTION = (
    "Verra Registry: an export of its VCUs as CSV or workbook, with the column Additional Certifications; rows with an Article 6"
    " label alone are taken"
)
ADDRESS = "https://registry.verra.org/app/search/VCS/VCUs"
UNITS = Form(
    "VCUs",
    {
        "id": r"(project )?id",
        "title": r"(project )?name",
        "host": r"country( area)?",
        "labels": r"additional certifications?",
        "quantity": r"quantity( of credits)?( issued)?|quantity issued",
        "serial": r"serial numbers?",
        "issued": r"issuance date|date of issuance",
        "from": r"vintage start",
        "vintage": r"vintage",
    },
    frozenset({"id", "host", "labels", "quantity", "serial"}),
)


def recognise(head: Head) -> bool:
    """Return True for a text with the heads of an export of units."""
    line = folded(head.first_line)
    return "additional certifications" in line and "serial number" in line


def read(files: Sequence[Brought], known: Known) -> tuple[str, list[Row]]:
    """Return the day of the export and its rows. Raises DataError where no table has the heads."""
    found: list[Row] = []
    for file in files:
        grids = opening.grids(file, (kinds.WORKBOOK, kinds.TEXT))
        rows = next((rows for grid in grids if (rows := tables.find(grid, UNITS)) is not None), None)
        if rows is None:
            raise tables.missing(grids, UNITS)
        found += rows
    return exported_on(files[0], known), found


def exported_on(file: Brought, known: Known) -> str:
    """Return the day in the name of the file, else that on which it was saved here."""
    saved = dt.date.fromtimestamp(file.path.stat().st_mtime)
    return lookup.day_in(file.name) or min(saved, known.today).isoformat()


def tidy(raw: tuple[str, list[Row]], known: Known) -> Facts:
    """Return blocks of authorised units. Raises DataError for unknown hosts, numbers and days."""
    edition, rows = raw
    checked = Checked()
    found = [_block(row, labels, known, checked) for row in rows if (labels := blocks.label(row.text("labels")))]
    blocks.repeated(found, checked)
    checked.stop()
    return blocks.facts(found, len(rows), "Verra", known, edition, ADDRESS, "no Article 6 label")


def _block(row: Row, labels: list[str], known: Known, checked: Checked) -> dict[str, Any]:
    checked.needed(row, "id", "host", "quantity", "serial")
    started = checked.day(row, "from") or checked.day(row, "vintage")
    serial, quantity = row.text("serial"), checked.whole(row, "quantity")
    first, last = ends(serial, quantity)
    is_for_ndc, is_for_other = blocks.purposes(labels)
    return blocks.block(
        row,
        "Verra",
        programme_ref=f"VCS {row.text('id')}",
        title=row.text("title"),
        host_iso3=blocks.host(row, "host", known, PUBLISHER, checked),
        vintage_year=started[:4] if started else None,
        issued_on=checked.day(row, "issued"),
        is_for_ndc=is_for_ndc,
        is_for_other_purposes=is_for_other,
        serial_text=serial,
        serial_first=first,
        serial_last=last,
        quantity_tco2e=quantity,
        source_url=f"https://registry.verra.org/app/projectDetail/VCS/{row.text('id')}",
        note="; ".join(labels),
    )


def ends(serial: str | None, quantity: int | None) -> tuple[int | None, int | None]:
    """Return the first and last unit in a serial number: the two numbers in it that hold the quantity between them."""
    numbers = [int(part) for part in re.split(r"[-_]", serial or "") if re.fullmatch("[0-9]{1,15}", part)]
    pairs = itertools.pairwise(numbers)
    return next(((one, other) for one, other in pairs if quantity and other - one + 1 == quantity), (None, None))
