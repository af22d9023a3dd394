"""CEPII BACI: reconciled trade of all countries by HS6 code, a zip archive with one CSV file a year.

Layout as published: BACI_HS17_Y2023_V202601.csv with t,i,j,k,v,q (year, exporter, importer, product, value in
thousand current US dollars, quantity in tonnes), country_codes_V202601.csv, product_codes_HS17_V202601.csv.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from etl.problems import DataError, Problem
from etl.publication import Output, Publication, Reference, Text
from etl.sources.publisher import Brought, Head, Known
from etl.sources.trade import reference
from etl.unzip import open_member, share

PUBLISHER = "baci"
DESCRIPTION = (
    "CEPII BACI, reconciled trade of all pairs of countries: the zip archive as CEPII gives it, BACI_HS17_V202601.zip or"
    " BACI_HS22_V202601.zip, with a CSV file a year and the tables of countries and products"
)
SOURCE_ID = "cepii-baci-import"
REVISIONS = {"HS17": "HS2017", "HS22": "HS2022"}
YEAR_FILE = re.compile(r"BACI_(HS\d\d)_Y(\d{4})_V(\w+)\.csv")
COLUMNS = {"t": "int32", "i": "int32", "j": "int32", "k": "int32", "v": "double", "q": "string"}

# The quantity is text: missing is written NA, often with blanks before it.
QUANTITY = "TRY_CAST(trim(q) AS DOUBLE)"
FAULTS = [
    "SELECT min(line), 't', t::VARCHAR, 'is not the year in the name of the file' FROM kept WHERE t <> {year} GROUP BY t",
    "SELECT line, 'v', v::VARCHAR, 'must be a number of thousand US dollars, zero or more' FROM kept"
    " WHERE NOT isfinite(v) OR v < 0",
    "SELECT line, 'q', q, 'must be a number of tonnes, zero or more, or NA' FROM kept"
    f" WHERE trim(q) NOT IN ('NA', '') AND ({QUANTITY} IS NULL OR NOT isfinite({QUANTITY}) OR {QUANTITY} < 0)",
    *(
        f"SELECT min(line), '{side}', {side}::VARCHAR, 'unknown country number: it is not in country_codes'"
        f" FROM kept ANTI JOIN numbers n ON n.number = {side} GROUP BY {side}"
        for side in "ij"
    ),
    *(
        f"SELECT min(line), '{side}', {side} || ' (' || spelling || ')', 'unknown country: add a row area,{PUBLISHER},'"
        " || spelling || ',<code in trade_areas.csv, or empty to leave it out> to data/reference/aliases.csv'"
        f" FROM kept JOIN numbers ON number = {side} ANTI JOIN areas USING (spelling) GROUP BY {side}, spelling"
        for side in "ij"
    ),
    "SELECT max(line), 'i|j|k', i || '|' || j || '|' || k, 'stands on more than one line' FROM kept"
    " GROUP BY i, j, k HAVING count(*) > 1",
]
SELECT = f"""
    SELECT e.area_iso3 AS exporter_iso3, m.area_iso3 AS importer_iso3, t AS year, lpad(k::VARCHAR, 6, '0') AS hs_code,
        round(v * 1000)::BIGINT AS value_usd, {QUANTITY} AS quantity_t, '{SOURCE_ID}' AS source_id
    FROM kept JOIN placed e ON e.number = i JOIN placed m ON m.number = j
    WHERE e.area_iso3 <> m.area_iso3 AND round(v * 1000) > 0
"""
PLACED = "CREATE OR REPLACE TEMP VIEW placed AS SELECT number, area_iso3 FROM numbers JOIN areas USING (spelling)"


def recognise(head: Head) -> bool:
    """Return True for an archive with a year file, and for a text with the columns of one."""
    return any(YEAR_FILE.fullmatch(Path(name).name) for name in (head.name, *head.members)) or (
        [name.strip() for name in head.first_line.split(",")] == list(COLUMNS)
    )


def read(files: Sequence[Brought], known: Known) -> tuple[Path, Reference, range | None]:
    """Return the archive and what is asked of it."""
    if len(files) > 1:
        raise DataError([Problem(file.name, None, None, None, "one archive at a time") for file in files])
    return files[0].path, reference(known, PUBLISHER), known.years


def tidy(raw: tuple[Path, Reference, range | None], known: Known) -> Publication:
    """Return what the archive holds for the years asked for; the year files are not read yet.

    Raises DataError when it is no archive or cut short, is of another HS revision than the product table, or lacks
    a year or a table.
    """
    path, reference, years = raw
    archive = _open(path)
    found = {name: match for name in archive.namelist() if (match := YEAR_FILE.fullmatch(Path(name).name))}
    if not found:
        held = ", ".join(archive.namelist()[:5]) or "nothing"
        raise _refusal(path, held, "no year file such as BACI_HS22_Y2023_V202601.csv is in this archive")
    editions = {(match[1], match[3]) for match in found.values()}
    if len(editions) > 1:
        raise _refusal(path, ", ".join(sorted(map(" ".join, editions))), "files of several editions in one archive")
    ((revision, version),) = editions
    if revision not in REVISIONS:
        raise _refusal(
            path, revision, f"wrong HS revision: the product table has codes of {' and '.join(REVISIONS.values())}"
        )
    texts = [
        Text(
            f"{path.name}/{name}",
            partial(open_member, path, name),
            partial(share, size=archive.getinfo(name).file_size),
            is_packed=True,
            year=int(match[2]),
        )
        for name, match in sorted(found.items(), key=lambda item: item[1][2])
        if years is None or int(match[2]) in years
    ]
    missing = sorted(set(years or ()) - {int(match[2]) for match in found.values()})
    if missing:
        held = ", ".join(sorted(match[2] for match in found.values()))
        raise _refusal(path, ", ".join(map(str, missing)), f"no such year in this archive; it has {held}")
    ours = {code for code, revisions in reference.revisions.items() if REVISIONS[revision] in revisions}
    codes = _products(path, archive, reference, revision, ours)
    uncovered = sorted(set(reference.revisions) - codes)
    return Publication(
        label=f"BACI {revision} V{version}",
        texts=texts,
        columns=COLUMNS,
        is_exact=True,
        code_column="k",
        codes=sorted(codes),
        areas=reference.areas,
        numbers=_countries(path, archive),
        views=[PLACED],
        faults=FAULTS,
        outputs=[Output("baci", SELECT)],
        notes=[f"{len(uncovered)} of {len(reference.revisions)} codes are not in {revision}: {', '.join(uncovered)}"]
        if uncovered
        else [],
    )


def _open(path: Path) -> zipfile.ZipFile:
    if path.stat().st_size == 0:
        raise _refusal(path, None, "file is empty")
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, UnicodeDecodeError, ValueError) as error:
        raise _refusal(path, None, f"is no zip archive or is cut short ({error}); download it again") from None
    return archive


def _countries(path: Path, archive: zipfile.ZipFile) -> dict[int, str]:
    name, rows = _table(path, archive, "country_codes", ("country_code", "country_iso3"))
    problems = [
        Problem(f"{path.name}/{name}", line, "country_code", row["country_code"], "must be a whole number")
        for line, row in rows
        if not re.fullmatch(r"\d+", row["country_code"])
    ]
    if problems:
        raise DataError(problems)
    return {int(row["country_code"]): row["country_iso3"] for _, row in rows}


def _products(
    path: Path, archive: zipfile.ZipFile, reference: Reference, revision: str, ours: set[str]
) -> frozenset[str]:
    name, rows = _table(path, archive, "product_codes", ("code",))
    given = {row["code"].zfill(6) for _, row in rows}
    foreign = sorted((given & set(reference.revisions)) - ours)
    if foreign or not given & ours:
        shown = ", ".join(foreign) or None
        rule = f"wrong HS revision: these codes are not in {revision}" if foreign else "none of our codes is in here"
        raise DataError([Problem(f"{path.name}/{name}", None, "code", shown, rule)])
    return frozenset(given & ours)


def _table(
    path: Path, archive: zipfile.ZipFile, start: str, columns: tuple[str, ...]
) -> tuple[str, list[tuple[int, dict[str, str]]]]:
    name = next((n for n in archive.namelist() if Path(n).name.startswith(start) and n.endswith(".csv")), None)
    if name is None:
        raise _refusal(path, f"{start}_….csv", "is missing from this archive")
    place = f"{path.name}/{name}"
    try:
        raw = archive.read(name)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, ValueError) as error:
        raise DataError([Problem(place, None, None, None, f"can't be unpacked ({error}); download it again")]) from None
    # Names of countries may be in any encoding; only codes are used.
    text = raw.decode("utf-8-sig", errors="replace")
    reader = csv.DictReader(io.StringIO(text, newline=""), restval="")
    given = reader.fieldnames or []
    problems = [
        Problem(place, 1, column, None, "column is missing from the header")
        for column in columns
        if column not in given
    ]
    if problems:
        raise DataError(problems)
    try:
        return name, [(reader.line_num, {column: row[column].strip() for column in columns}) for row in reader]
    except csv.Error as error:
        raise DataError([Problem(place, reader.line_num, None, None, f"not valid CSV ({error})")]) from None


def _refusal(path: Path, value: str | None, rule: str) -> DataError:
    return DataError([Problem(path.name, None, None, value, rule)])
