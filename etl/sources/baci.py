"""CEPII BACI: reconciled trade of all countries by HS6 code, an archive with one CSV file a year, or what was unpacked from it.

Layout as published: BACI_HS17_Y2023_V202601.csv with t,i,j,k,v,q (year, exporter, importer, product, value in
thousand current US dollars, quantity in tonnes), country_codes_V202601.csv, product_codes_HS17_V202601.csv. The table
of countries had other names of columns in the editions V2021 to V2023.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from etl import opening
from etl.problems import DataError, Problem
from etl.publication import Output, Publication, Reference, Text
from etl.sources.publisher import Brought, Head, Known
from etl.sources.trade import reference

PUBLISHER = "baci"
DESCRIPTION = (
    "CEPII BACI, reconciled trade of all pairs of countries: the zip archive as CEPII gives it, BACI_HS17_V202601.zip or"
    " BACI_HS22_V202601.zip, of any edition since V202102; or the folder or year files that were unpacked from it"
)
SOURCE_ID = "cepii-baci-import"
REVISIONS = {"HS17": "HS2017", "HS22": "HS2022"}
YEAR_FILE = re.compile(r"BACI_(HS[0-9]{2})_Y([0-9]{4})_V(\w+)\.csv(?:\.gz)?", re.IGNORECASE)
FEW = 10
COLUMNS = {"t": "int32", "i": "int32", "j": "int32", "k": "int32", "v": "double", "q": "string"}
CODES = ("country_code", "code")
ISO3 = ("country_iso3", "iso_3digit_alpha")
NO_CODE = ("", "N/A", "NA")
# The largest table of codes of any edition has half a megabyte.
MOST_TABLE = 8 << 20

# The quantity is text: missing is written NA, often with blanks before it.
READ = """CREATE OR REPLACE TABLE flow_rows AS
    SELECT line, t, i, j, k, v, q,
        CASE WHEN regexp_full_match(trim(q), '[0-9.]+([eE][+-]?[0-9]+)?') THEN TRY_CAST(trim(q) AS DOUBLE) END AS tonnes
    FROM kept"""
FAULTS = [
    "SELECT min(line), 't', t::VARCHAR, 'is not the year in the name of the file' FROM flow_rows WHERE t <> {year} GROUP BY t",
    "SELECT line, 'v', v::VARCHAR, 'must be a number of thousand US dollars, zero or more' FROM flow_rows"
    " WHERE NOT isfinite(v) OR v < 0",
    "SELECT line, 'v', v::VARCHAR, 'is more than the trade of the whole world' FROM flow_rows WHERE isfinite(v) AND v > 1e11",
    "SELECT line, 'q', q, 'must be a number of tonnes, zero or more, or NA' FROM flow_rows"
    " WHERE trim(q) NOT IN ('NA', 'NaN', 'nan', '') AND tonnes IS NULL",
    "SELECT line, 'q', q, 'is more tonnes than the whole world ships' FROM flow_rows WHERE tonnes > 1e12",
    *(
        f"SELECT min(line), '{side}', {side}::VARCHAR, 'unknown country number: it is not in country_codes'"
        f" FROM flow_rows ANTI JOIN numbers n ON n.number = {side} GROUP BY {side}"
        for side in "ij"
    ),
    *(
        f"SELECT min(line), '{side}', {side} || ' (' || spelling || ')', 'unknown country: add a row area,{PUBLISHER},'"
        " || spelling || ',<code in trade_areas.csv, or empty to leave it out> to data/reference/aliases.csv'"
        f" FROM flow_rows JOIN numbers ON number = {side} ANTI JOIN areas USING (spelling) GROUP BY {side}, spelling"
        for side in "ij"
    ),
    "SELECT max(line), 'i|j|k', i || '|' || j || '|' || k, 'stands on more than one line' FROM flow_rows"
    " GROUP BY i, j, k HAVING count(*) > 1",
]
# Several numbers may be one area of ours (two forms of a country); then the rows are added up.
OURS = """CREATE OR REPLACE TEMP VIEW ours AS
    SELECT e.area_iso3 AS exporter_iso3, m.area_iso3 AS importer_iso3, t AS year, lpad(k::VARCHAR, 6, '0') AS hs_code,
        round(sum(v) * 1000)::BIGINT AS value_usd, count(*) AS rows,
        CASE WHEN count(tonnes) = count(*) THEN sum(tonnes) END AS quantity_t
    FROM flow_rows JOIN placed e ON e.number = i JOIN placed m ON m.number = j
    WHERE e.area_iso3 <> m.area_iso3 GROUP BY ALL"""
SELECT = f"SELECT * EXCLUDE (rows), '{SOURCE_ID}' AS source_id FROM ours WHERE value_usd > 0"
PLACED = "CREATE OR REPLACE TEMP VIEW placed AS SELECT number, area_iso3 FROM numbers JOIN areas USING (spelling)"
REMARKS = [
    "SELECT sum(rows) || ' rows of several numbers for one area were added up to ' || count(*) FROM ours WHERE rows > 1"
    " HAVING count(*) > 0"
]


@dataclass(frozen=True)
class Holding:
    """What the files of an edition hold, by the name of each: their texts, not read yet."""

    name: str
    texts: dict[str, Text]
    reference: Reference


def recognise(head: Head) -> bool:
    """Return True for an archive with a year file, for one of its files, and for a text with the columns of a year."""
    return any(
        YEAR_FILE.fullmatch(Path(name).name) or re.match(r"(country|product)_codes_\w*V2", Path(name).name)
        for name in (head.name, *head.members)
    ) or [name.strip() for name in head.first_line.split(",")] == list(COLUMNS)


def read(files: Sequence[Brought], known: Known) -> Holding:
    """Return what the archive, or the files that were unpacked from it, hold. Raises DataError for a damaged archive."""
    texts: dict[str, Text] = {}
    for file in files:
        for text in opening.texts(file):
            if text.name in texts:
                raise _refusal(text.name, None, "stands twice among the files")
            texts[text.name] = text
    return Holding(files[0].name, texts, reference(known, PUBLISHER))


def tidy(raw: Holding, known: Known) -> Publication:
    """Return what the files hold for the years asked for; the year files are not read yet.

    Raises DataError when they are of another HS revision than the product table, or lack a year or a table.
    """
    found = {name: match for name in raw.texts if (match := YEAR_FILE.fullmatch(Path(name).name))}
    if not found:
        held = ", ".join(list(raw.texts)[:5]) or "nothing"
        rule = "no year file such as BACI_HS22_Y2023_V202601.csv is in here, and it is no zip archive that has one; keep the"
        rule += " published name of a file, for its revision, year and edition stand in it"
        raise _refusal(raw.name, held, rule)
    editions = {(match[1].upper(), match[3]) for match in found.values()}
    if len(editions) > 1:
        raise _refusal(raw.name, ", ".join(sorted(map(" ".join, editions))), "files of several editions together")
    ((revision, version),) = editions
    if revision not in REVISIONS:
        held = " and ".join(REVISIONS.values())
        raise _refusal(raw.name, revision, f"wrong HS revision: the product table has codes of {held}")
    years = sorted(int(match[2]) for match in found.values())
    doubled = sorted({year for year in years if years.count(year) > 1})
    if doubled:
        raise _refusal(raw.name, ", ".join(map(str, doubled)), "more than one file of this year")
    missing = sorted(set(known.years or ()) - set(years))
    if missing:
        rule = f"no such year in here; it has {', '.join(map(str, years))}"
        raise _refusal(raw.name, ", ".join(map(str, missing)), rule)
    ours = {code for code, revisions in raw.reference.revisions.items() if REVISIONS[revision] in revisions}
    codes = _products(raw, revision, ours)
    numbers, notes = _countries(raw)
    placed = [area for spelling in numbers.values() if (area := raw.reference.areas.get(spelling))]
    notes += _not_here(raw.reference, revision, ours, codes)
    return Publication(
        label=f"BACI {revision} V{version}",
        texts=[
            replace(raw.texts[name], year=int(match[2]))
            for name, match in sorted(found.items(), key=lambda item: item[1][2])
            if known.years is None or int(match[2]) in known.years
        ],
        columns=COLUMNS,
        is_exact=True,
        code_column="k",
        codes=sorted(codes),
        areas=raw.reference.areas,
        numbers=numbers,
        views=[READ, PLACED, OURS],
        faults=FAULTS,
        remarks=REMARKS if len(placed) > len(set(placed)) else [],
        outputs=[Output("baci", SELECT)],
        notes=notes,
    )


def _not_here(known: Reference, revision: str, ours: set[str], codes: frozenset[str]) -> list[str]:
    """Return what to say of codes of our table that the archive lacks: those of other revisions, and those that it should have."""
    foreign, lacking = sorted(set(known.revisions) - ours), sorted(ours - codes)
    told = []
    if foreign:
        told.append(
            f"{len(foreign)} of {len(known.revisions)} codes of our table are of another revision than {revision}: {listed(foreign)}"
        )
    if lacking:
        told.append(
            f"{len(lacking)} codes of {revision} in our table are not in product_codes of this archive: it may be a part of an edition,"
            f" or our table may name a wrong revision: {listed(lacking)}"
        )
    return told


def listed(codes: list[str]) -> str:
    """Return codes in words, the first few where there are many."""
    return ", ".join(codes[:FEW]) + (f" and {len(codes) - FEW:,} more" if len(codes) > FEW else "")


def _countries(raw: Holding) -> tuple[dict[int, str], list[str]]:
    """Return the spelling of each number: its code where we know that, else the number itself."""
    known = raw.reference.areas
    table = _table(raw, "country_codes", (CODES, ISO3))
    if table is None:
        numbers = {int(spelling): spelling for spelling in known if spelling.isdigit()}
        return numbers, [
            "no table country_codes stands beside it: the numbers of countries are read as those of UN M49"
        ]
    name, rows = table
    problems = [
        Problem(name, line, "country_code", number, "must be a whole number")
        for line, (number, _) in rows
        if not re.fullmatch("[0-9]{1,9}", number)
    ]
    if problems:
        raise DataError(problems)
    return {int(number): _spelling(str(int(number)), iso3, known) for _, (number, iso3) in rows}, []


def _spelling(number: str, iso3: str, known: dict[str, str | None]) -> str:
    """Return by what a country is known: its code, or its number where the code says less.

    Unions and former states have the code of one of their countries (Belgium-Luxembourg BEL), and are known by number to be none.
    """
    is_none = number in known and known[number] is None
    return number if is_none or (iso3 not in known and (number in known or iso3 in NO_CODE)) else iso3


def _products(raw: Holding, revision: str, ours: set[str]) -> frozenset[str]:
    table = _table(raw, "product_codes", (("code",),))
    if table is None:
        return frozenset(ours)
    name, rows = table
    given = {code.zfill(6) for _, (code,) in rows}
    foreign = sorted((given & set(raw.reference.revisions)) - ours)
    if foreign or not given & ours:
        shown = ", ".join(foreign) or None
        rule = f"wrong HS revision: these codes are not in {revision}" if foreign else "none of our codes is in here"
        raise _refusal(name, shown, rule, "code")
    return frozenset(given & ours)


def _table(
    raw: Holding, start: str, columns: tuple[tuple[str, ...], ...]
) -> tuple[str, list[tuple[int, tuple[str, ...]]]] | None:
    """Return the rows of a table of codes with their lines; of each column any of its names stands. None: no such file."""
    name = next((name for name in raw.texts if Path(name).name.lower().startswith(start)), None)
    if name is None:
        return None
    try:
        with raw.texts[name].open() as stream:
            content = stream.read(MOST_TABLE + 1)
    except (*opening.WRONG_ARCHIVE, RuntimeError) as error:
        rule = f"can't be unpacked ({error}); if it was downloaded, download it again"
        raise _refusal(name, None, rule) from None
    if len(content) > MOST_TABLE:
        raise _refusal(name, None, f"has more than {MOST_TABLE:,} bytes; a table of codes has less")
    # Names of countries may be in any encoding; only codes are used.
    reader = csv.reader(io.StringIO(content.decode("utf-8-sig", errors="replace"), newline=""))
    try:
        given = [cell.strip() for cell in next(reader, [])]
        places = [next((given.index(one) for one in some if one in given), None) for some in columns]
        problems = [
            Problem(name, 1, " or ".join(some), None, "column is missing from the header")
            for some, place in zip(columns, places, strict=True)
            if place is None
        ]
        if problems:
            raise DataError(problems)
        rows = []
        for row in reader:
            cells = tuple(row[place].strip() if place is not None and place < len(row) else "" for place in places)
            rows.append((reader.line_num, cells))
    except csv.Error as error:
        raise DataError([Problem(name, reader.line_num, None, None, f"not valid CSV ({error})")]) from None
    return name, rows


def _refusal(name: str, value: str | None, rule: str, column: str | None = None) -> DataError:
    return DataError([Problem(name, None, column, value, rule)])
