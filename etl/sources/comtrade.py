"""UN Comtrade: trade as each country reports it, a CSV file with the columns of the API (data/v1/get/C/A/HS).

Imports (flow M) and exports (flow X) are two sources: importers record the origin of a product and its value with
freight and insurance, exporters its destination and its value without them. Which of the two counts is decided where
all sources meet, in views_trade.sql, importers first.
"""

from __future__ import annotations

import gzip
import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import IO, cast

from etl.publication import Output, Publication, Reference, Text
from etl.sources.publisher import Brought, Head, Known
from etl.sources.trade import reference

PUBLISHER = "comtrade"
DESCRIPTION = (
    "UN Comtrade, trade as each country reports it: a download of Comtrade Plus or an answer of its API as CSV, plain or .gz,"
    " with all partners and the row of the world"
)
IMPORTS, EXPORTS = "un-comtrade-import", "un-comtrade-import-exports"
COLUMNS = dict.fromkeys(
    (
        *("typecode", "freqcode", "refyear", "reporteriso", "flowcode", "partnercode", "partneriso", "partner2code"),
        *("classificationcode", "cmdcode", "customscode", "motcode", "netwgt", "primaryvalue"),
    ),
    "string",
)
OPTIONAL = frozenset({"typecode", "freqcode", "partner2code", "customscode", "motcode"})
# The sum of partners may differ from the row of the world by this share, for reports have small breaks.
TOLERANCE = 0.1

# One row a pair: not by second partner, customs procedure or mode of transport, which would count a value twice.
REPORTS = """
    CREATE OR REPLACE TABLE reports AS
    SELECT line, TRY_CAST(TRY_CAST(refyear AS DOUBLE) AS INTEGER) AS year, refyear, flowcode AS flow,
        trim(reporteriso) AS reporter, trim(partneriso) AS partner, TRY_CAST(partnercode AS DOUBLE) = 0 AS is_world,
        cmdcode AS hs_code, upper(trim(classificationcode)) AS revision,
        TRY_CAST(primaryvalue AS DOUBLE) AS value, primaryvalue, TRY_CAST(netwgt AS DOUBLE) AS weight_kg, netwgt
    FROM kept
    WHERE flowcode IN ('M', 'X') AND coalesce(TRY_CAST(partner2code AS DOUBLE), 0) = 0
        AND coalesce(customscode, '') IN ('', 'C00') AND coalesce(TRY_CAST(motcode AS DOUBLE), 0) = 0
        AND trim(reporteriso) NOT IN (SELECT spelling FROM areas WHERE area_iso3 IS NULL)
"""
# The build takes one source for all exporters of an importer, year and product; so only imports with all partners do.
CELLS = f"""
    CREATE OR REPLACE TABLE cells AS
    SELECT reporter, year, hs_code,
        coalesce(abs(sum(value) FILTER (NOT is_world) - sum(value) FILTER (is_world))
            <= {TOLERANCE} * sum(value) FILTER (is_world), false) AS is_whole
    FROM reports WHERE flow = 'M' GROUP BY ALL
"""
FAULTS = [
    "SELECT min(line), 'typeCode', typecode, 'must be C, goods' FROM kept WHERE upper(typecode) NOT IN ('C', '') GROUP BY typecode",
    "SELECT min(line), 'freqCode', freqcode, 'must be A, whole years' FROM kept WHERE upper(freqcode) NOT IN ('A', '') GROUP BY freqcode",
    "SELECT min(line), 'refYear', refyear, 'must be a year' FROM reports WHERE coalesce(year NOT BETWEEN 1988 AND 2100, true)"
    " GROUP BY refyear",
    "SELECT min(line), 'classificationCode', revision, 'wrong HS revision: the product table has codes of H5 (HS 2017) and"
    " H6 (HS 2022); leave out ' || string_agg(DISTINCT reporter || ' ' || refyear, ', ' ORDER BY reporter || ' ' || refyear)"
    " FROM reports ANTI JOIN revisions USING (revision) GROUP BY revision",
    "SELECT min(line), 'cmdCode', hs_code, 'wrong HS revision: ' || revision || ' has no such code' FROM reports"
    " SEMI JOIN revisions USING (revision) ANTI JOIN revisions r ON r.revision = reports.revision AND r.hs_code = reports.hs_code"
    " GROUP BY hs_code, revision",
    "SELECT line, 'primaryValue', primaryvalue, 'must be a number of US dollars, zero or more' FROM reports"
    " WHERE coalesce(NOT isfinite(value) OR value < 0, true)",
    "SELECT line, 'netWgt', netwgt, 'must be a number of kilograms, zero or more, or empty' FROM reports"
    " WHERE trim(netwgt) <> '' AND coalesce(NOT isfinite(weight_kg) OR weight_kg < 0, true)",
    "SELECT line, 'partnerCode', NULL, 'must be a number' FROM reports WHERE is_world IS NULL",
    *(
        f"SELECT min(line), '{side}ISO', {side}, 'unknown country: add a row area,{PUBLISHER},' || {side} ||"
        " ',<code in trade_areas.csv, or empty to leave it out> to data/reference/aliases.csv'"
        f" FROM reports WHERE {where} AND {side} NOT IN (SELECT spelling FROM areas) GROUP BY {side}"
        for side, where in (("reporter", "true"), ("partner", "NOT is_world"))
    ),
    "SELECT max(line), 'reporterISO|partnerISO|refYear|cmdCode|flowCode', concat_ws('|', reporter, partner, year, hs_code, flow),"
    " 'stands on more than one line' FROM reports GROUP BY reporter, partner, is_world, year, hs_code, flow HAVING count(*) > 1",
    "SELECT NULL, 'partnerCode', NULL, 'no import is whole: ask for all partners, so that the row of the world"
    " (partnerCode 0) and the partners that add up to it come along' WHERE EXISTS (FROM cells)"
    " AND NOT EXISTS (FROM cells WHERE is_whole)",
]
FLOWS = """
    SELECT {exporter}.area_iso3 AS exporter_iso3, {importer}.area_iso3 AS importer_iso3, r.year, r.hs_code,
        round(value)::BIGINT AS value_usd, weight_kg / 1000 AS quantity_t, '{source}' AS source_id
    FROM reports r JOIN areas reporter ON reporter.spelling = r.reporter JOIN areas partner ON partner.spelling = r.partner
    {only} WHERE flow = '{flow}' AND NOT is_world AND round(value) > 0
        AND reporter.area_iso3 <> partner.area_iso3
"""
REMARKS = [
    "SELECT count(*) || ' sets of reporter, year and product left out: their partners do not add up to the world'"
    " FROM cells WHERE NOT is_whole HAVING count(*) > 0",
    "SELECT count(*) || ' rows with a code of the table are no imports or exports in one row a pair' FROM kept"
    " ANTI JOIN reports USING (line) HAVING count(*) > 0",
]


def recognise(head: Head) -> bool:
    """Return True for a text whose first line has the columns of the API."""
    line = head.first_line.lower()
    return all(name in line for name in ("refyear", "flowcode", "cmdcode", "primaryvalue"))


def read(files: Sequence[Brought], known: Known) -> tuple[Sequence[Brought], Reference]:
    """Return the files and what is asked of them; they are not read yet."""
    return files, reference(known, PUBLISHER)


def tidy(raw: tuple[Sequence[Brought], Reference], known: Known) -> Publication:
    """Return what the files are to be read as; they are not read yet."""
    files, reference = raw
    names = {"HS2017": "H5", "HS2022": "H6"}
    pairs = [
        (names[name], code) for code, revisions in sorted(reference.revisions.items()) for name in sorted(revisions)
    ]
    listed = ", ".join(f"('{revision}', '{code}')" for revision, code in pairs)
    return Publication(
        label="UN Comtrade",
        texts=[
            Text(
                file.name,
                partial(_open, file.path, file.path.suffix == ".gz"),
                partial(_share, file.path),
                file.path.suffix == ".gz",
            )
            for file in files
        ],
        is_joint=True,
        columns=COLUMNS,
        optional=OPTIONAL,
        code_column="cmdcode",
        codes=sorted(reference.revisions),
        areas=reference.areas,
        views=[f"CREATE OR REPLACE VIEW revisions AS FROM (VALUES {listed}) v (revision, hs_code)", REPORTS, CELLS],
        faults=FAULTS,
        remarks=REMARKS,
        outputs=[
            Output(
                "comtrade_imports",
                FLOWS.format(
                    exporter="partner",
                    importer="reporter",
                    source=IMPORTS,
                    flow="M",
                    only="SEMI JOIN (FROM cells WHERE is_whole) c ON c.reporter = r.reporter AND c.year = r.year AND c.hs_code = r.hs_code",
                ),
                merge_on=("importer_iso3", "hs_code"),
            ),
            Output(
                "comtrade_exports",
                FLOWS.format(exporter="reporter", importer="partner", source=EXPORTS, flow="X", only=""),
                merge_on=("exporter_iso3", "hs_code"),
            ),
        ],
    )


def _open(path: Path, is_packed: bool) -> IO[bytes]:
    return cast(IO[bytes], gzip.open(path) if is_packed else path.open("rb"))


def _share(path: Path, stream: IO[bytes]) -> float:
    raw = getattr(stream, "fileobj", stream)
    return float(os.lseek(raw.fileno(), 0, os.SEEK_CUR) / max(path.stat().st_size, 1))
