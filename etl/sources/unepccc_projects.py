"""Projects in the Article 6 Pipeline: what an edition says of those that the Atlas has, and JCM projects that are new to it."""

from __future__ import annotations

import re
from typing import Any

from etl.csvfile import FILE, LINE
from etl.problems import DataError, Problem
from etl.reading.cells import folded
from etl.reading.tables import Checked, Row
from etl.sources import lookup, similar, unepccc
from etl.sources.publisher import Known

PUBLISHER = unepccc.PUBLISHER
NAMED = 5
Fact = dict[str, Any]
PROJECT_COLUMNS = [
    *(
        "project_id",
        "programme",
        "buyer_iso3",
        "host_iso3",
        "title",
        "sector_id",
        "sector_raw",
        "stage_id",
        "stage_raw",
    ),
    *(
        "is_programme_level",
        "may_duplicate_project_id",
        "expected_tco2e_per_year",
        "registered_on",
        "organisations",
        "source_id",
        "source_url",
    ),
    "confidence",
]
WITNESS_COLUMNS = [
    *("project_id", "source_id", "title", "type_raw", "subtype_raw", "expected_tco2e_per_year", "status_raw"),
    *("registered_on", "url"),
]


def projects(
    jcm: list[Row], pilots: list[Row], source_id: str, known: Known, checked: Checked
) -> tuple[list[Fact], list[Fact], list[str]]:
    """Return new JCM projects, what the edition says of projects that the Atlas has, and notes on the rest."""
    ours = known.table("projects")
    standing = set(ours["project_id"])
    repeats = similar.projects(known, "JPN")
    found, witnesses, odd = [], [], 0
    for row, host in zip(jcm, lookup.mapped(known, PUBLISHER, "party", jcm, "host"), strict=True):
        reference = (row.text("reference") or "").upper()
        if not re.fullmatch(r"[A-Z]{2}[0-9]{3}", reference):
            odd += 1
            continue
        witness = _witness(row, f"JCM-{reference}", source_id, checked)
        witnesses.append(witness)
        if witness["project_id"] not in standing:
            repeated = repeats.get((str(host), folded(row.text("title"))))
            found.append(_new_project(row, str(host), witness, known) | {"may_duplicate_project_id": repeated})
    titles = {
        (project["host_iso3"], folded(project["title"])): str(project["project_id"]) for _, project in ours.iterrows()
    }
    links = {str(p["source_url"]).rstrip("/"): str(p["project_id"]) for _, p in ours.iterrows() if p["source_url"]}
    for table in (known.table("project_witnesses"),):
        links |= {
            str(url).rstrip("/"): str(key) for key, url in zip(table["project_id"], table["url"], strict=True) if url
        }
    unmatched = []
    for row, host in zip(pilots, lookup.mapped(known, PUBLISHER, "party", pilots, "host"), strict=True):
        link = (row.link("website") or "").rstrip("/")
        project = titles.get((host, folded(row.text("title")))) or links.get(link)
        if project:
            witnesses.append(_witness(row, project, source_id, checked))
        else:
            unmatched.append(f"{row.text('title')} ({row.text('host')})")
    notes = [f"{len(jcm):,} JCM projects, {len(found):,} of them new to the Atlas"] if jcm else []
    if odd:
        notes.append(f"{odd:,} rows of the JCM sheet have no reference number such as TH014, and are left out")
    if unmatched:
        listed = "; ".join(unmatched[:NAMED]) + ("; …" if len(unmatched) > NAMED else "")
        notes.append(
            f"{len(unmatched):,} pilot projects are not taken, for no title or link of ours is the same: {listed}"
        )
    return found, list({str(row["project_id"]): row for row in witnesses}.values()), notes


def _witness(row: Row, project: str, source_id: str, checked: Checked) -> Fact:
    kilotonnes = checked.number(row, "kt", 100_000)
    return {
        "project_id": project,
        "source_id": source_id,
        "title": row.text("title"),
        "type_raw": row.text("type"),
        "subtype_raw": row.text("subtype"),
        "expected_tco2e_per_year": None if kilotonnes is None else round(kilotonnes * 1000, 3),
        "status_raw": row.text("status"),
        "registered_on": checked.day(row, "registered"),
        "url": row.link("website"),
        FILE: row.file,
        LINE: row.line,
    }


def _new_project(row: Row, host: str, witness: Fact, known: Known) -> Fact:
    sectors = lookup.spellings(known, PUBLISHER, "sector")
    stages = lookup.spellings(known, PUBLISHER, "stage")
    kinds_said = [part for part in (row.text("subtype"), row.text("type")) if part]
    word = next((part for part in kinds_said if sectors.get(part)), None)
    if kinds_said and word is None:
        rule = (
            f"unknown spelling; add a row sector,{PUBLISHER},{kinds_said[-1]},<our value> to data/reference/aliases.csv"
        )
        raise DataError([Problem(row.file, row.line, "type", " / ".join(reversed(kinds_said)), rule)])
    status = row.text("status") or ""
    if status and status not in stages:
        rule = f"unknown spelling; add a row stage,{PUBLISHER},{status},<our value> to data/reference/aliases.csv"
        raise DataError([Problem(row.file, row.line, "status", status, rule)])
    return {
        "project_id": witness["project_id"],
        "programme": "JCM",
        "buyer_iso3": "JPN",
        "host_iso3": host,
        "title": witness["title"],
        "sector_id": sectors[word] if word else "other_cross_sector",
        "sector_raw": word,
        "stage_id": stages.get(status, "unknown"),
        "stage_raw": status or None,
        "is_programme_level": "False",
        "expected_tco2e_per_year": witness["expected_tco2e_per_year"],
        "registered_on": witness["registered_on"],
        "organisations": row.text("implementer"),
        "source_id": witness["source_id"],
        "source_url": witness["url"],
        "confidence": "B",
        FILE: row.file,
        LINE: row.line,
    }
