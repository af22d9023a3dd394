"""Climate Action Data Trust: an export of a node, data model 1.7 or 2.0. Only what has an Article 6 label is taken.

Version 2.0 labels units (unit_label joins unit and label); version 1.7 labels projects with a quantity.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from etl.reading import kinds, opening, tables
from etl.reading.cells import folded
from etl.reading.grid import Grid
from etl.reading.tables import Checked, Form, Row
from etl.sources import blocks
from etl.sources.publisher import Brought, Facts, Head, Known
from etl.sources.verra import exported_on

PUBLISHER = "cadtrust"
DESCRIPTION = (
    "Climate Action Data Trust: an export of a node as workbook (.xlsx), a sheet a table, or a folder of CSV files named after"
    " them, data model 1.7 or 2.0; units and projects with an Article 6 authorisation label alone are taken"
)
ADDRESS = "https://climateactiondata.org/"
AUTHORISED = (
    "article 6 authorisation",
    "article 6 authorization",
    "letter of authorization",
    "letter of authorisation",
)


def _form(name: str, required: str, *also: str) -> Form:
    heads = {field: field.replace("_", " ") for field in (*required.split(), *also)}
    return Form(
        name,
        {field: rf"{head}|{head.replace(' ', '')}".lower() for field, head in heads.items()},
        frozenset(required.split()),
    )


def _child(form: Form) -> Form:
    """A table whose key of the project an export may name projectId, for so it names what leads to the row above."""
    return Form(form.name, {**form.heads, "warehouseProjectId": "warehouseprojectid|projectid"}, form.required)


FORMS = {
    "unit_label": _form("unit_label", "cad_trust_label_id cad_trust_unit_id", "label_unit_date"),
    "label": _form("label", "cad_trust_label_id label_type", "label_name", "label_link", "label_date"),
    "unit": _form(
        "unit", "cad_trust_unit_id unit_serial_id unit_count cad_trust_issuance_id",
        *("unit_start_block", "unit_end_block", "unit_vintage_year", "unit_link"),
    ),
    "issuance": _form("issuance", "cad_trust_issuance_id cad_trust_location_id", "issuance_date"),
    "location": _form("location", "cad_trust_location_id location_country cad_trust_project_id"),
    "project": _form("project", "cad_trust_project_id project_registry_name project_id", "project_name", "project_link"),
    "labels": _child(_form("labels", "warehouseProjectId labelType unitQuantity", "label", "labelLink", "validityPeriodStartDate")),
    "projects": _form("projects", "warehouseProjectId currentRegistry projectId", "projectName", "projectLink"),
    "projectLocations": _child(_form("projectLocations", "warehouseProjectId country")),
}  # fmt: skip


def recognise(head: Head) -> bool:
    """Return True for sheets or heads of the data model."""
    named = {folded(name).replace(" ", "") for name in head.sheets}
    text = folded(head.first_line)
    return len(
        named & {"projectlocations", "unitlabel", "issuance", "issuances", "cobenefits", "projectmethodology"}
    ) >= 2 or ("cad trust" in text or "warehouseprojectid" in text)


def read(files: Sequence[Brought], known: Known) -> tuple[str, dict[str, list[Row]]]:
    """Return the day of the export and its tables, by name. Raises DataError where it has no labels."""
    grids: list[Grid] = []
    for file in files:
        grids += opening.grids(file, (kinds.WORKBOOK, kinds.TEXT))
    found: dict[str, list[Row]] = {}
    for grid in grids:
        # A table of labels of units has the columns of other tables as keys, so the first form that fits is the one.
        for name, form in FORMS.items():
            rows = tables.find(grid, form)
            if rows is not None:
                found.setdefault(name, []).extend(rows)
                break
    if not {"unit_label", "labels"} & set(found):
        raise tables.missing(grids, FORMS["labels"])
    return exported_on(files[0], known), found


def tidy(raw: tuple[str, dict[str, list[Row]]], known: Known) -> Facts:
    """Return blocks of authorised units. Raises DataError where a label leads to no unit, project or Party."""
    edition, found = raw
    checked = Checked()
    is_new = "unit_label" in found
    rows = (_labelled_units if is_new else _labelled_projects)(found, known, checked)
    read = len(found.get("unit", []) if is_new else found.get("labels", []))
    checked.stop()
    blocks.repeated(rows, checked)
    checked.stop()
    return blocks.facts(rows, read, "Climate Action Data Trust", known, edition, ADDRESS, "no label of authorisation")


def _by(rows: list[Row], field: str) -> dict[str | None, Row]:
    return {row.text(field): row for row in rows}


def _is_authorised(row: Row, field: str) -> bool:
    return folded(row.text(field)) in AUTHORISED


def _follow(tables_by: dict[str | None, Row], row: Row, field: str, checked: Checked, what: str) -> Row | None:
    found = tables_by.get(row.text(field))
    if found is None:
        checked.problems.append(row.problem(field, f"leads to no {what} of the export; bring all its tables together"))
    return found


def _labelled_units(found: dict[str, list[Row]], known: Known, checked: Checked) -> list[dict[str, Any]]:
    labels = {
        row.text("cad_trust_label_id"): row for row in found.get("label", []) if _is_authorised(row, "label_type")
    }
    units = _by(found.get("unit", []), "cad_trust_unit_id")
    issuances = _by(found.get("issuance", []), "cad_trust_issuance_id")
    locations = _by(found.get("location", []), "cad_trust_location_id")
    projects = _by(found.get("project", []), "cad_trust_project_id")
    rows = []
    for join in found["unit_label"]:
        label = labels.get(join.text("cad_trust_label_id"))
        unit = _follow(units, join, "cad_trust_unit_id", checked, "unit") if label else None
        issuance = _follow(issuances, unit, "cad_trust_issuance_id", checked, "issuance") if unit else None
        place = _follow(locations, issuance, "cad_trust_location_id", checked, "location") if issuance else None
        project = _follow(projects, place, "cad_trust_project_id", checked, "project") if place else None
        if not (label and unit and issuance and place and project):
            continue
        is_for_ndc, is_for_other = blocks.purposes([label.text("label_name") or ""])
        rows.append(
            blocks.block(
                unit,
                project.text("project_registry_name") or "Climate Action Data Trust",
                programme_ref=project.text("project_id"),
                title=project.text("project_name"),
                host_iso3=blocks.host(place, "location_country", known, PUBLISHER, checked),
                vintage_year=checked.whole(unit, "unit_vintage_year", 1990, 2100),
                authorised_on=checked.day(label, "label_date") or checked.day(join, "label_unit_date"),
                issued_on=checked.day(issuance, "issuance_date"),
                is_for_ndc=is_for_ndc,
                is_for_other_purposes=is_for_other,
                letter_url=label.link("label_link"),
                serial_text=unit.text("unit_serial_id"),
                serial_first=checked.whole(unit, "unit_start_block", 0, 10**15),
                serial_last=checked.whole(unit, "unit_end_block", 0, 10**15),
                quantity_tco2e=checked.whole(unit, "unit_count"),
                source_url=unit.link("unit_link") or project.link("project_link"),
                note=label.text("label_name"),
            )
        )
    return rows


def _labelled_projects(found: dict[str, list[Row]], known: Known, checked: Checked) -> list[dict[str, Any]]:
    projects = _by(found.get("projects", []), "warehouseProjectId")
    places = _by(found.get("projectLocations", []), "warehouseProjectId")
    rows = []
    for label in found["labels"]:
        if not _is_authorised(label, "labelType"):
            continue
        project = _follow(projects, label, "warehouseProjectId", checked, "project")
        place = _follow(places, label, "warehouseProjectId", checked, "location")
        if not (project and place):
            continue
        is_for_ndc, is_for_other = blocks.purposes([label.text("label") or ""])
        rows.append(
            blocks.block(
                label,
                project.text("currentRegistry") or "Climate Action Data Trust",
                programme_ref=project.text("projectId"),
                title=project.text("projectName"),
                host_iso3=blocks.host(place, "country", known, PUBLISHER, checked),
                authorised_on=checked.day(label, "validityPeriodStartDate"),
                is_for_ndc=is_for_ndc,
                is_for_other_purposes=is_for_other,
                letter_url=label.link("labelLink"),
                quantity_tco2e=checked.whole(label, "unitQuantity"),
                source_url=project.link("projectLink"),
                note=label.text("label"),
            )
        )
    return rows
