"""How rows of UN Comtrade become ours, and which of them are refused: SQL on the tables kept (their text) and areas."""

from __future__ import annotations

# The sum of partners may differ from the row of the world by this share, for reports have small breaks.
TOLERANCE = 0.1
# More than all trade of the world in a year, in US dollars; and in kilograms, what all the ships could carry many times over.
MOST_USD, MOST_KG = "1e14", "1e15"
FLOWS = "'M', 'X', 'DX', 'FM', 'MIP', 'MOP', 'RM', 'RX', 'XIP', 'XOP'"
# The older layout has numbers: imports, exports, re-exports, re-imports.
OLDER_FLOWS = "MAP {'1': 'M', '2': 'X', '3': 'RX', '4': 'RM'}"

CELL = """CREATE OR REPLACE MACRO cell(written) AS
    CASE WHEN trim(written) IN ('', 'NA', 'N/A', 'NaN', 'nan') THEN NULL ELSE trim(written) END"""
# 2023 and 2023.0, which statistics programs write; not 2023.5, 2e3 or digits of other scripts.
WHOLE = """CREATE OR REPLACE MACRO whole(written) AS
    CASE WHEN regexp_full_match(cell(written), '[0-9]{1,9}([.]0*)?')
        THEN TRY_CAST(string_split(cell(written), '.')[1] AS INTEGER) END"""
NUMBER = """CREATE OR REPLACE MACRO number(written) AS
    CASE WHEN regexp_full_match(cell(written), '([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]{1,3})?')
        THEN TRY_CAST(cell(written) AS DOUBLE) END"""
# Rows of the years that are asked for (and those without a year that can be read, which are refused).
ASKED = """CREATE OR REPLACE TABLE asked AS
    SELECT line, whole(refyear) AS year, cell(refyear) AS refyear,
        upper(cell(typecode)) AS typecode, upper(cell(freqcode)) AS freqcode,
        coalesce({older}[cell(flowcode)], upper(cell(flowcode))) AS flow, cell(flowcode) AS flowcode,
        cell(reporteriso) AS reporteriso, cell(reportercode) AS reportercode, whole(reportercode) AS reporter_number,
        cell(partneriso) AS partneriso, cell(partnercode) AS partnercode, whole(partnercode) AS partner_number,
        cell(partner2code) AS partner2code, whole(partner2code) AS partner2_number,
        upper(cell(customscode)) AS customscode, cell(motcode) AS motcode, whole(motcode) AS mot_number,
        regexp_replace(trim(cmdcode), '[.]0+$', '') AS hs_code, upper(cell(classificationcode)) AS revision,
        cell(primaryvalue) AS primaryvalue, number(primaryvalue) AS value,
        cell(netwgt) AS netwgt, number(netwgt) AS weight_kg
    FROM kept WHERE {years}"""
# The code of an area counts, and where it is missing or unknown its number (UN M49 with Comtrade's own additions).
PLACED = """CREATE OR REPLACE TABLE placed AS
    SELECT a.*, a.partner_number = 0 AS is_world,
        coalesce(reporteriso, reportercode) AS reporter, coalesce(partneriso, partnercode) AS partner,
        ri.spelling IS NOT NULL OR rn.spelling IS NOT NULL AS is_reporter_known, coalesce(ri.area_iso3, rn.area_iso3) AS reporter_area,
        pi.spelling IS NOT NULL OR pn.spelling IS NOT NULL AS is_partner_known, coalesce(pi.area_iso3, pn.area_iso3) AS partner_area,
        ri.spelling = ri.area_iso3 AND rn.spelling IS NOT NULL AND rn.area_iso3 IS DISTINCT FROM ri.area_iso3 AS is_reporter_two,
        pi.spelling = pi.area_iso3 AND pn.spelling IS NOT NULL AND pn.area_iso3 IS DISTINCT FROM pi.area_iso3 AS is_partner_two
    FROM asked a
    LEFT JOIN areas ri ON ri.spelling = a.reporteriso LEFT JOIN areas rn ON rn.spelling = a.reporter_number::VARCHAR
    LEFT JOIN areas pi ON pi.spelling = a.partneriso LEFT JOIN areas pn ON pn.spelling = a.partner_number::VARCHAR"""
# One row a pair: not by second partner, customs procedure or mode of transport, which would count a value twice.
REPORTS = """CREATE OR REPLACE TABLE reports AS
    FROM placed WHERE flow IN ('M', 'X') AND coalesce(partner2_number, 0) = 0
        AND coalesce(customscode, 'C00') = 'C00' AND coalesce(mot_number, 0) = 0
        AND NOT (is_reporter_known AND reporter_area IS NULL)"""
# The build takes one source for all exporters of an importer, year and product; so only imports with all partners do.
CELLS = f"""CREATE OR REPLACE TABLE cells AS
    SELECT reporter_area, year, hs_code,
        coalesce(abs(sum(value) FILTER (NOT is_world) - sum(value) FILTER (is_world))
            <= {TOLERANCE} * sum(value) FILTER (is_world), false) AS is_whole
    FROM reports WHERE flow = 'M' GROUP BY ALL"""
# Several codes of theirs may be one area of ours; then the rows are added up, and a weight is known if each is. No weight
# is written 0.
OURS = """CREATE OR REPLACE TABLE ours AS
    SELECT reporter_area, partner_area, year, hs_code, flow, sum(value) AS value, count(*) AS rows,
        CASE WHEN count(nullif(weight_kg, 0)) = count(*) THEN sum(weight_kg) END AS weight_kg
    FROM reports
    WHERE NOT is_world AND partner_area IS NOT NULL AND reporter_area <> partner_area AND value > 0 GROUP BY ALL"""


def views(pairs: list[tuple[str, str]], years: range | None) -> list[str]:
    """Return the statements that make the tables; `pairs` are the revisions with the codes that each has."""
    listed = ", ".join(f"('{revision}', '{code}')" for revision, code in pairs)
    wanted = f"coalesce(whole(refyear) BETWEEN {years[0]} AND {years[-1]}, true)" if years else "true"
    return [
        f"CREATE OR REPLACE VIEW revisions AS FROM (VALUES {listed}) v (revision, hs_code)",
        *(CELL, WHOLE, NUMBER),
        ASKED.format(years=wanted, older=OLDER_FLOWS),
        *(PLACED, REPORTS, CELLS, OURS),
    ]


def _unknown(side: str, condition: str) -> str:
    advice = (
        f"'unknown area: neither its code nor its number is in the list of UN Comtrade that the Atlas has; add a row area,comtrade,' || {side}"
        " || ',<code in trade_areas.csv, or empty to leave it out> to data/reference/aliases.csv'"
    )
    missing = f"'{side}ISO and {side}Code are both empty'"
    return (
        f"SELECT min(line), '{side}ISO', coalesce({side}, ''), CASE WHEN {side} IS NULL THEN {missing} ELSE {advice} END"
        f" FROM reports WHERE NOT is_{side}_known AND {condition} GROUP BY {side}"
    )


def _whole(column: str, number: str, where: str = "true") -> str:
    return (
        f"SELECT min(line), '{column}', {column.lower()}, 'must be a whole number, or empty' FROM asked"
        f" WHERE {column.lower()} IS NOT NULL AND {number} IS NULL AND {where} GROUP BY {column.lower()}"
    )


FAULTS = [
    "SELECT min(line), 'typeCode', typecode, 'must be C, goods' FROM asked WHERE typecode <> 'C' GROUP BY typecode",
    "SELECT min(line), 'freqCode', freqcode, 'must be A, whole years' FROM asked WHERE freqcode <> 'A' GROUP BY freqcode",
    "SELECT min(line), 'refYear', refyear, 'must be a year' FROM asked WHERE coalesce(year NOT BETWEEN 1988 AND 2100, true)"
    " GROUP BY refyear",
    f"SELECT min(line), 'flowCode', flowcode, 'must be one of the codes of UN Comtrade: M, X and others' FROM asked"
    f" WHERE coalesce(flow NOT IN ({FLOWS}), true) GROUP BY flowcode",
    _whole("partner2Code", "partner2_number"),
    _whole("motCode", "mot_number"),
    _whole("reporterCode", "reporter_number"),
    "SELECT min(line), 'customsCode', customscode, 'must be a customs procedure such as C00' FROM asked"
    " WHERE NOT regexp_full_match(customscode, '[A-Z0-9]{1,5}') GROUP BY customscode",
    "SELECT min(line), 'partnerCode', coalesce(partnercode, ''), 'must be a number' FROM asked WHERE partner_number IS NULL GROUP BY partnercode",
    "SELECT min(line), 'classificationCode', revision, 'wrong HS revision: the product table has codes of H5 (HS 2017) and"
    " H6 (HS 2022); leave out ' || string_agg(DISTINCT reporter || ' ' || refyear, ', ' ORDER BY reporter || ' ' || refyear)"
    " FROM reports WHERE coalesce(revision NOT IN (SELECT revision FROM revisions), true) GROUP BY revision",
    "SELECT min(line), 'cmdCode', hs_code, 'wrong HS revision: ' || revision || ' has no such code' FROM reports"
    " SEMI JOIN revisions USING (revision) ANTI JOIN revisions r ON r.revision = reports.revision AND r.hs_code = reports.hs_code"
    " GROUP BY hs_code, revision",
    "SELECT line, 'primaryValue', coalesce(primaryvalue, ''), 'must be a number of US dollars, zero or more' FROM reports WHERE value IS NULL",
    f"SELECT line, 'primaryValue', primaryvalue, 'is more than the trade of the whole world' FROM reports WHERE value > {MOST_USD}",
    "SELECT line, 'netWgt', netwgt, 'must be a number of kilograms, zero or more, or empty' FROM reports"
    " WHERE netwgt IS NOT NULL AND weight_kg IS NULL",
    f"SELECT line, 'netWgt', netwgt, 'is more kilograms than the whole world ships' FROM reports WHERE weight_kg > {MOST_KG}",
    _unknown("reporter", "true"),
    _unknown("partner", "NOT is_world"),
    *(
        f"SELECT min(line), '{side}Code|{side}ISO', {side}_number || '|' || {side}iso, 'the number is of another area than the code'"
        f" FROM reports WHERE is_{side}_two GROUP BY ALL"
        for side in ("reporter", "partner")
    ),
    "SELECT max(line), 'reporter|partner|refYear|cmdCode|flowCode', concat_ws('|', reporter, partner, year, hs_code, flow),"
    " 'stands on more than one line' FROM reports WHERE is_world OR partner_area IS NOT NULL"
    " GROUP BY reporter, partner, partner_number, year, hs_code, flow HAVING count(*) > 1",
    "SELECT NULL, 'partnerCode', NULL, 'no import is whole: ask for all partners, so that the row of the world"
    " (partnerCode 0) and the partners that add up to it come along' WHERE EXISTS (FROM cells)"
    " AND NOT EXISTS (FROM cells WHERE is_whole)",
]
REMARKS = [
    "SELECT count(*) || ' sets of reporter, year and product left out: their partners do not add up to the world'"
    " FROM cells WHERE NOT is_whole HAVING count(*) > 0",
    "SELECT count(*) || ' rows with a code of the table are no imports or exports in one row a pair' FROM asked"
    " ANTI JOIN reports USING (line) HAVING count(*) > 0",
    "SELECT count(*) || ' rows are of partners that are no country: ' || string_agg(DISTINCT partner, ', ' ORDER BY partner)"
    " FROM reports WHERE NOT is_world AND partner_area IS NULL HAVING count(*) > 0",
    "SELECT sum(rows) || ' rows of several codes for one area were added up to ' || count(*) FROM ours WHERE rows > 1"
    " HAVING count(*) > 0",
]


def imports(source_id: str) -> str:
    """Return the query on imports with all partners, in the columns of trade_flows."""
    return f"""SELECT partner_area AS exporter_iso3, reporter_area AS importer_iso3, year, hs_code, round(value)::BIGINT AS value_usd,
            weight_kg / 1000 AS quantity_t, '{source_id}' AS source_id
        FROM ours SEMI JOIN (FROM cells WHERE is_whole) c USING (reporter_area, year, hs_code)
        WHERE flow = 'M' AND round(value) > 0"""


def exports(source_id: str) -> str:
    """Return the query on exports, in the columns of trade_flows."""
    return f"""SELECT reporter_area AS exporter_iso3, partner_area AS importer_iso3, year, hs_code, round(value)::BIGINT AS value_usd,
            weight_kg / 1000 AS quantity_t, '{source_id}' AS source_id
        FROM ours WHERE flow = 'X' AND round(value) > 0"""
