"""Joint Crediting Mechanism: tables of projects and of issued credits of jcm.go.jp, as pages or as CSV made from them.

The host is taken from the two letters of the reference number, for names of countries differ from list to list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from etl.csvfile import FILE, LINE
from etl.reading import cells, opening, tables
from etl.reading.cells import folded
from etl.reading.tables import Checked, Form, Row
from etl.sources import lookup, similar
from etl.sources.publisher import Brought, Facts, Head, Known
from etl.sources.verra import exported_on

PUBLISHER = "jcm"
DESCRIPTION = (
    "Joint Crediting Mechanism: the list of projects or of issued credits of jcm.go.jp, saved as HTML, or as CSV (UTF-8 or"
    " Shift-JIS) or workbook with its columns"
)
ADDRESS = "https://www.jcm.go.jp/"
PROJECTS = Form(
    "Projects",
    {
        "reference": r"(project )?(reference|ref)( (number|no))?|id",
        "title": r"(project )?title.*|project( name)?|title of (the )?project",
        "host": r"(host )?(country|party).*|partner country",
        "status": r"(project )?status",
        "registered": r".*regist.*",
        "participants": r".*participants?.*",
    },
    frozenset({"reference", "title", "status"}),
)
CREDITS = Form(
    "Credits issued",
    {
        "reference": r"(project )?(reference|ref)( (number|no))?|id",
        "period": r"monitoring period.*",
        "country": r"country|government|side",
        "issued_on": r"(date of )?issu\w+( date)?|issuance date.*",
        "issued": r"amounts?( of credits)? issued.*|issued( amount)?|.*amount issued.*",
    },
    frozenset({"reference", "country", "issued_on", "issued"}),
)


@dataclass(frozen=True)
class Raw:
    """Rows of the lists."""

    edition: str
    projects: list[Row] = field(default_factory=list)
    credits: list[Row] = field(default_factory=list)


def recognise(head: Head) -> bool:
    """Return True for a page or text with the heads of the lists."""
    text = folded(re.sub(r"<[^>]*>", " ", head.text))
    return bool(re.search(r"\breference( number| no)?\b", text)) and (
        "jcm" in text
        or "joint crediting" in text
        or "monitoring period" in text
        or "methodology" in text
        or "project title" in text
    )


def read(files: Sequence[Brought], known: Known) -> Raw:
    """Return the rows of the lists. Raises DataError for a file without either of them."""
    raw = Raw(exported_on(files[0], known))
    for file in files:
        grids = opening.grids(file, address=ADDRESS)
        count = 0
        for grid in grids:
            for form, rows in ((CREDITS, raw.credits), (PROJECTS, raw.projects)):
                found = tables.find(grid, form)
                if found is not None:
                    rows.extend(row for row in found if _reference(row))
                    count += 1
                    break
        if not count:
            raise tables.missing(grids, PROJECTS)
    return raw


def _reference(row: Row) -> str | None:
    # Titles stand in rows of their own, across all columns.
    found = re.fullmatch(r"[A-Z]{2}[0-9]{3}", (row.text("reference") or "").upper())
    return found[0] if found else None


def tidy(raw: Raw, known: Known) -> Facts:
    """Return projects new to the Atlas, what the list says of the others, and issuances. Raises DataError.

    An issuance that the Atlas has by hand with the same day and tonnes is left out; with other tonnes it is another figure
    for it, and in no sum.
    """
    checked = Checked()
    parties = known.table("parties")
    hosts = dict(zip(parties["iso2"], parties["iso3"], strict=True))
    source_id = f"jcm_lists_{raw.edition.replace('-', '_')}"
    projects, witnesses = _projects(raw.projects, hosts, source_id, known, checked)
    events, same = _issuances(raw.credits, hosts, source_id, known, checked)
    checked.stop()
    source = lookup.source_row(
        source_id,
        known,
        publisher="JCM web site",
        title=f"Lists of projects and credits, {raw.edition}",
        url=ADDRESS,
        published_on=raw.edition,
        kind="official_page",
        licence="copying allowed with the source named",
    )
    notes = [f"{len(raw.projects):,} projects, {len(projects):,} of them new to the Atlas"] if raw.projects else []
    if raw.credits:
        notes.append(f"{len(events) + same:,} issuances, {same:,} of them in the Atlas with the same day and tonnes")
    own = {"projects": projects, "project_witnesses": witnesses, "events": events}
    return Facts(
        f"JCM lists of {raw.edition}",
        # The list of projects, and the credits of each host, are pages of their own: none takes the place of another.
        " ".join(
            [
                raw.edition,
                *["projects"][: len(raw.projects)],
                *sorted({f"credits {str(_reference(row))[:2]}" for row in raw.credits}),
            ]
        ),
        {"sources": lookup.frame([source], list(source))}
        | {n: lookup.frame(r, list(r[0])) for n, r in own.items() if r}
        if any(own.values())
        else {},
        notes,
        version=raw.edition,
    )


def _projects(
    rows: list[Row], hosts: dict[str, str], source_id: str, known: Known, checked: Checked
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the projects that are new to the Atlas, and what the list says of those that are not."""
    stages, standing = lookup.spellings(known, PUBLISHER, "stage"), set(known.table("projects")["project_id"])
    repeats = similar.projects(known, "JPN")
    projects, witnesses = [], []
    for row in rows:
        reference, status = str(_reference(row)), row.text("status")
        host = hosts.get(reference[:2])
        if host is None:
            checked.problems.append(row.problem("reference", "begins with no code of a country"))
        if status is not None and status not in stages:
            rule = f"unknown spelling; add a row stage,{PUBLISHER},{status},<our value> to data/reference/aliases.csv"
            checked.problems.append(row.problem("status", rule))
        checked.needed(row, "title", "status")
        registered = checked.day(row, "registered")
        place = {"project_id": f"JCM-{reference}", "source_id": source_id, FILE: row.file, LINE: row.line}
        said = {"title": row.text("title"), "registered_on": registered}
        if place["project_id"] in standing:
            witnesses.append(place | said | {"status_raw": status, "url": row.link("reference", "title")})
        else:
            projects.append(
                place
                | said
                | {"programme": "JCM", "buyer_iso3": "JPN", "host_iso3": host, "sector_id": "other_cross_sector"}
                | {"stage_id": stages.get(status or "", "unknown"), "stage_raw": status, "is_programme_level": "False"}
                | {
                    "may_duplicate_project_id": repeats.get((str(host), folded(row.text("title")))),
                    "organisations": row.text("participants"),
                    "source_url": row.link("reference", "title"),
                    "confidence": "A",
                }
            )
    return projects, witnesses


def _issuances(
    rows: list[Row], hosts: dict[str, str], source_id: str, known: Known, checked: Checked
) -> tuple[list[dict[str, Any]], int]:
    groups: dict[tuple[str, str], list[tuple[Row, int]]] = {}
    for row in rows:
        issued_on, amount = checked.day(row, "issued_on"), checked.whole(row, "issued")
        if issued_on and amount is not None:
            groups.setdefault((str(_reference(row)), issued_on), []).append((row, amount))
    standing = known.table("events")
    listed = known.table("event_projects")
    projects = set(known.table("projects")["project_id"])
    found, same = [], 0
    for (reference, issued_on), group in sorted(groups.items()):
        host, project = hosts.get(reference[:2]), f"JCM-{reference}"
        buyer = sum(amount for row, amount in group if "japan" in (row.text("country") or "").lower())
        total = sum(amount for _, amount in group)
        covering = set(listed.loc[listed["project_id"] == project, "event_id"])
        row = group[0][0]
        period = _period(row.text("period"))
        ours = standing[
            (standing["event"] == "issuance")
            & standing["is_alternative_of"].isna()
            & standing["event_on"].map(lambda day, on=issued_on: similar.are_near(day, on))
            & (standing["monitoring_period"].isna() | (period is None) | (standing["monitoring_period"] == period))
            & ((standing["project_id"] == project) | standing["event_id"].isin(covering))
        ]
        of_day = ours[ours["event_on"] == issued_on]
        if str(total) in set(of_day["quantity_tco2e"].astype(str)):
            same += 1
            continue
        found.append(
            {
                "event_id": f"JPN-{host}-ISS-{issued_on}-{reference}",
                "project_id": project if project in projects else None,
                "buyer_iso3": "JPN",
                "host_iso3": host,
                "event": "issuance",
                "event_on": issued_on,
                "quantity_tco2e": total,
                "quantity_buyer_tco2e": buyer,
                "quantity_host_tco2e": total - buyer,
                "quantity_kind": "batch",
                "unit_kind": "jcm_credit",
                "monitoring_period": period,
                "is_alternative_of": str(ours["event_id"].iloc[0]) if len(ours) else None,
                "source_id": source_id,
                "confidence": "A",
                "note": None if project in projects else f"Project {reference}",
                FILE: row.file,
                LINE: row.line,
            }
        )
    return found, same


def _period(text: str | None) -> str | None:
    """Return a monitoring period as 2015-01-01/2015-12-31; None where it is no two days."""
    parts = re.split(r"\s+(?:-|–|to)\s+|~|～|\s*–\s*", text or "")
    days = [cells.as_day(part) for part in parts]
    is_whole = len(days) == 2 and all(day and len(day) == 10 for day in days)
    return f"{days[0]}/{days[1]}" if is_whole else None
