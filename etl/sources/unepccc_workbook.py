"""UNEP Copenhagen Climate Centre: the Article 6 Pipeline as it publishes it, an Excel workbook of several sheets.

Each edition is a witness of its own day: its rows stand beside those of the editions before. Tables are found by their
heads, in whichever sheet and row they stand.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from etl.csvfile import FILE, LINE, read_csv
from etl.reading import kinds, opening, tables
from etl.reading.cells import folded
from etl.reading.grid import Grid, refusal
from etl.reading.tables import Checked, Form, Row
from etl.sources import lookup, similar, unepccc, unepccc_projects
from etl.sources.publisher import Brought, Facts, Head, Known

PUBLISHER = unepccc.PUBLISHER
DESCRIPTION = (
    "UNEP Copenhagen Climate Centre, Article 6 Pipeline: the workbook (.xlsx) of unepccc.org/article-6-pipeline; agreements,"
    " JCM projects and pilot projects of its edition, which the name of the file or the first rows must state"
)
ADDRESS = "https://unepccc.org/article-6-pipeline/"
AGREEMENTS = Form(
    "Bilateral Agreements",
    {
        "host": r"host (country|party)|host",
        "buyer": r"(buying|buyer|acquiring|purchasing) (country|party)|buyer",
        "date": r"date|(signature|signing|agreement) date|date (of|signed).*",
        "status": r"status.*|type of agreement",
        "title": r"title.*|agreement( name)?|name",
        "link": r"links?|urls?|website|source",
    },
    frozenset({"host", "buyer", "date", "status"}),
    may_be_formula=frozenset({"title", "link"}),
)
JCM = Form(
    "JCM",
    {
        "reference": r"(jcm )?(project )?(id|ref( no)?|reference( (no|number))?)",
        "title": r"(project )?title.*|project( name)?|name.*",
        "host": r"host (country|party)|host|country",
        "type": r"(project )?type",
        "subtype": r"sub ?type",
        "kt": r".*k ?t ?co2.*",
        "implementer": r".*(implementer|participant|developer).*",
        "website": r"website|links?|urls?",
        "status": r"(project )?status.*",
        "registered": r".*regist.*",
    },
    frozenset({"reference", "title", "host", "status"}),
    may_be_formula=frozenset({"website", "kt"}),
)
PILOTS = Form(
    "Projects",
    {
        "title": r"(project |activity )?title.*|project( name)?|activity( name)?|name.*",
        "host": r"host (country|party)|host",
        "buyer": r"(buying|buyer|acquiring|purchasing) (country|party)|buyer",
        "type": r"(project )?type",
        "subtype": r"sub ?type",
        "website": r"website|links?|urls?",
    },
    frozenset({"title", "host", "buyer", "type"}),
    may_be_formula=frozenset({"website"}),
)
SHEETS = ("bilateral", "jcm", "prior consideration", "country overview")
SUFFIXES = {"bilateral_agreement": "BA", "memorandum_of_understanding": "MOU"}
Fact = dict[str, Any]


@dataclass(frozen=True)
class Raw:
    """The tables of one edition in the publisher's words."""

    file: str
    edition: str
    agreements: list[Row]
    jcm: list[Row]
    pilots: list[Row]
    sheets: list[str]


def recognise(head: Head) -> bool:
    """Return True for a workbook with the sheets of the pipeline."""
    names = [folded(name) for name in head.sheets]
    return sum(any(word in name for name in names) for word in SHEETS) >= 2


def read(files: Sequence[Brought], known: Known) -> Raw:
    """Return the tables of the workbook. Raises DataError where the table of agreements isn't found."""
    if len(files) > 1:
        raise refusal(files[1].name, "several workbooks: each is an edition of its own, bring one after the other")
    grids = opening.grids(files[0], (kinds.WORKBOOK,))
    agreements = _table(grids, AGREEMENTS, "bilateral")
    if agreements is None:
        raise tables.missing(grids, AGREEMENTS)
    return Raw(
        files[0].name,
        lookup.edition(files[0], grids, known),
        [row for row in agreements if row.text("host") or row.text("buyer")],
        _table(grids, JCM, "jcm") or [],
        _table([grid for grid in grids if "jcm" not in folded(grid.name)], PILOTS, "projects") or [],
        [grid.name for grid in grids],
    )


def _table(grids: list[Grid], form: Form, word: str) -> list[Row] | None:
    first = sorted(grids, key=lambda grid: word not in folded(grid.name))
    return next((rows for grid in first if (rows := tables.find(grid, form)) is not None), None)


def tidy(raw: Raw, known: Known) -> Facts:
    """Return the edition's claims on agreements, and what it says of projects that the Atlas knows.

    Pairs without an agreement of ours get one; a JCM project with a reference number that is new to us gets a row.
    Raises DataError for unknown Parties and words, and for cells that are no dates or numbers.
    """
    checked = Checked()
    for row in raw.agreements:
        checked.needed(row, "host", "buyer", "status")
    checked.stop()
    source_id = _source_id(raw.edition, known)
    agreements, claims, left = _agreements(raw.agreements, source_id, known, checked)
    projects, witnesses, notes = unepccc_projects.projects(raw.jcm, raw.pilots, source_id, known, checked)
    checked.stop()
    source = lookup.source_row(
        source_id,
        known,
        publisher="UNEP Copenhagen Climate Centre (UNEP-CCC)",
        title=f"Article 6 Pipeline, edition of {raw.edition}",
        url=ADDRESS,
        published_on=raw.edition,
        kind="compilation",
        licence="not stated; cite UNEP CCC and link the page",
    )
    notes.insert(
        0, f"{len(raw.agreements):,} agreements, {len(agreements):,} of them of pairs or forms new to the Atlas"
    )
    if left:
        notes.append(f"left aside, for each may be an agreement that the Atlas has in another form: {'; '.join(left)}")
    formulas = sum(len(row.formulas) for rows in (raw.agreements, raw.jcm, raw.pilots) for row in rows)
    if formulas:
        notes.append(
            f"{formulas:,} titles, links and quantities are formulas, and left out: what they showed may be out of date"
        )
    if any("prior consideration" in folded(name) for name in raw.sheets):
        notes.append("notifications under Article 6.4 are left out: they are not bilateral")
    return Facts(
        f"UNEP CCC, Article 6 Pipeline, edition of {raw.edition}",
        raw.edition,
        {
            "sources": lookup.frame([source], list(source)),
            "agreements": lookup.frame(agreements, ["agreement_id", "buyer_iso3", "host_iso3", "instrument", "title"]),
            "claims": lookup.frame(
                claims, ["agreement_id", "field", "value", "source_id", "url", "as_stated", "confidence"]
            ),
            "projects": lookup.frame(projects, unepccc_projects.PROJECT_COLUMNS),
            "project_witnesses": lookup.frame(witnesses, unepccc_projects.WITNESS_COLUMNS),
        },
        notes,
        version=raw.edition,
    )


def _source_id(edition: str, known: Known) -> str:
    """Return the key of the edition: that of a source of ours which is the same edition, else one made of its day."""
    sources = known.table("sources")
    same = sources[(sources["published_on"] == edition) & sources["source_id"].str.startswith("unepccc_pipeline_")]
    return str(same["source_id"].iloc[0]) if len(same) else f"unepccc_pipeline_{edition.replace('-', '_')}"


def _agreements(
    rows: list[Row], source_id: str, known: Known, checked: Checked
) -> tuple[list[Fact], list[Fact], list[str]]:
    """Return new agreements, claims, and in words what may be an agreement of ours and is neither."""
    buyers, hosts = (lookup.mapped(known, PUBLISHER, "party", rows, side) for side in ("buyer", "host"))
    instruments = lookup.mapped(known, PUBLISHER, "instrument", rows, "status")
    statuses = lookup.mapped(known, PUBLISHER, "status", rows, "status")
    ours = known.table("agreements")
    earlier, near = _earlier(known), similar.Agreements(known)
    found, claims, left = [], [], []
    seen: set[str] = set()
    for row, buyer, host, instrument, status in zip(rows, buyers, hosts, instruments, statuses, strict=True):
        if not buyer or not host or buyer == host:
            checked.problems.append(row.problem("host", f"and {row.text('buyer')} are no two Parties"))
            continue
        dated_on = checked.day(row, "date")
        pair = ours[(ours["buyer_iso3"] == buyer) & (ours["host_iso3"] == host)]
        same = dict(zip(pair["agreement_id"], pair["instrument"], strict=True))
        key = _match(same, earlier.get(f"{buyer}-{host}"), row.text("status"), instrument)
        # A second text of a list is not the first.
        key = None if key in seen else key
        if key is None and (like := near.like(buyer, host, instrument, dated_on)):
            # Another word of theirs for what the Atlas has is a claim on it; with the sides changed it is not.
            if like[0] in seen or not like[0].startswith(f"{buyer}-{host}-"):
                left.append(f"{row.text('buyer')} and {row.text('host')}, {row.text('status')} ({like[0]})")
                continue
            key = like[0]
        is_new = key is None
        key = key or _free(f"{buyer}-{host}-{SUFFIXES.get(str(instrument), 'OTH')}", seen | set(pair["agreement_id"]))
        seen.add(key)
        place = {FILE: row.file, LINE: row.line}
        if is_new:
            title = row.text("title")
            found.append(
                {"agreement_id": key, "buyer_iso3": buyer, "host_iso3": host, "instrument": instrument, "title": title}
                | place
            )
        # The first of a month often stands for the month alone.
        date = dated_on[:7] if dated_on and len(dated_on) == 10 and dated_on.endswith("-01") else dated_on
        said = {"instrument": (instrument, row.text("status")), "status": (status, row.text("status"))}
        for field, (value, words) in (said | {"signed_on": (date, dated_on)}).items():
            if value is not None:
                claim = {"agreement_id": key, "field": field, "value": value, "source_id": source_id, "confidence": "B"}
                claims.append(claim | {"url": row.link("link"), "as_stated": words if words != value else None} | place)
    return found, claims, left


def _free(key: str, taken: set[str]) -> str:
    numbered = (f"{key}-{number}" for number in itertools.count(2))
    return next(each for each in itertools.chain([key], numbered) if each not in taken)


def _earlier(known: Known) -> dict[str, tuple[str, str]]:
    """Return agreement and status by the two Parties in the publisher's order, as a person matched them in the edition that the Atlas ships."""
    frame = read_csv(known.root / unepccc.AGREEMENTS, known.root)
    party = known.aliases(PUBLISHER).names.party
    rows = zip(frame["agreement_id"], frame["buyer"], frame["host"], frame["status"], strict=True)
    return {f"{party(buyer)}-{party(host)}": (key, status) for key, buyer, host, status in rows}


def _match(
    same: dict[str, str], earlier: tuple[str, str] | None, status: str | None, instrument: str | None
) -> str | None:
    """Return our agreement of the pair that a row speaks of; None where it is of another form than all of them."""
    if earlier and earlier[1] == status:
        return earlier[0]
    of_form = [key for key, form in same.items() if form == instrument]
    if not of_form and instrument == "bilateral_agreement":
        of_form = [key for key in same if re.search(r"-(IA|BA|FA)(-[0-9]+)?$", key)]
    if not of_form and len(same) == 1 and instrument == "other":
        of_form = list(same)
    return sorted(of_form)[0] if of_form else None
